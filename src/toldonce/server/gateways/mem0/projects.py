"""Mem0's projects: here an account is one project, which can be read and not changed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from starlette.responses import Response

from toldonce.errors import InvalidRequest, NotFound
from toldonce.server.addresses import AddressedRouter
from toldonce.server.callers import AnyCaller, Caller, Owner
from toldonce.server.door import Door
from toldonce.server.gateways.mem0.answers import answer
from toldonce.server.replies import http_time

PROJECT = "/api/v1/orgs/organizations/{org_id}/projects/{project_id}/"
FIXED = "An account of toldonce is one project with one member: {what} cannot be changed."
Named = Annotated[str, Path(max_length=100)]

router = AddressedRouter(tags=["gateways"], route_class=Door)


@router.get(PROJECT)
async def mem0_project(caller: AnyCaller, org_id: Named, project_id: Named) -> Response:
    """The account as a project."""
    own_project(caller, org_id, project_id)
    account = await caller.runtime.accounts.account(caller.identity.user_id)
    described: dict[str, Any] = {
        "id": project_id,
        "project_id": project_id,
        "org_id": org_id,
        "name": account.full_name or account.email,
        "description": None,
        "custom_instructions": None,
        "custom_categories": None,
        "created_at": http_time(account.created_at),
    }
    return answer(described)


@router.get(PROJECT + "members/")
async def mem0_members(caller: AnyCaller, org_id: Named, project_id: Named) -> Response:
    """The account is the only member."""
    own_project(caller, org_id, project_id)
    account = await caller.runtime.accounts.account(caller.identity.user_id)
    return answer({"members": [{"email": account.email, "role": "OWNER"}]})


@router.patch(PROJECT)
async def mem0_change_project(caller: Owner, org_id: Named, project_id: Named) -> Response:
    """Refused: what is remembered of a message does not depend on settings of a project."""
    own_project(caller, org_id, project_id)
    raise InvalidRequest(FIXED.format(what="its settings"))


@router.delete(PROJECT)
async def mem0_delete_project(caller: Owner, org_id: Named, project_id: Named) -> Response:
    """Refused: an account is erased with its password, at /api/v1/auth/me."""
    own_project(caller, org_id, project_id)
    raise InvalidRequest("An account is erased by DELETE /api/v1/auth/me with its password.")


@router.post("/api/v1/orgs/organizations/{org_id}/projects/")
async def mem0_create_project(caller: Owner, org_id: Named) -> Response:
    """Refused: another account is another project."""
    own_project(caller, org_id)
    raise InvalidRequest("An account of toldonce is one project: register another account for another project.")


@router.post(PROJECT + "members/")
async def mem0_add_member(caller: Owner, org_id: Named, project_id: Named) -> Response:
    """Refused."""
    own_project(caller, org_id, project_id)
    raise InvalidRequest(FIXED.format(what="its members"))


@router.put(PROJECT + "members/")
async def mem0_change_member(caller: Owner, org_id: Named, project_id: Named) -> Response:
    """Refused."""
    own_project(caller, org_id, project_id)
    raise InvalidRequest(FIXED.format(what="its members"))


@router.delete(PROJECT + "members/")
async def mem0_remove_member(caller: Owner, org_id: Named, project_id: Named) -> Response:
    """Refused."""
    own_project(caller, org_id, project_id)
    raise InvalidRequest(FIXED.format(what="its members"))


def own_project(caller: Caller, *ids: str) -> None:
    """Raise `NotFound` for the organisation or project of another account."""
    if set(ids) != {str(caller.identity.user_id)}:
        raise NotFound("There is no such project.")
