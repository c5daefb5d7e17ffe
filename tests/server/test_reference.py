"""The API's reference: complete, true, readable offline, and closed in production."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from pydantic import BaseModel

from tests.server.broken import application, client_of
from tests.server.conftest import REPOSITORY, Person, Service, make_settings, serving
from toldonce import model
from toldonce.model import ALL_KEY_SCOPES, Page
from toldonce.server import openapi, wire
from toldonce.server.examples import ANSWERS, BODIES, EXPORTED
from toldonce.server.pages import STATIC
from toldonce.settings import Settings

VENDOR = STATIC / "vendor"
RUN_SECONDS = 540
METHODS = {"get", "post", "put", "patch", "delete"}


def _operations(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    ]


@pytest.mark.requirement("DO-01", "DO-02", "DO-04", "C-9")
@pytest.mark.parametrize(("environment", "status"), [("development", 200), ("staging", 200), ("production", 404)])
async def test_the_reference_is_open_except_in_production(environment: str, status: int) -> None:
    async with client_of(application(environment=environment)) as client:
        for path in ("/docs", "/redoc", "/openapi.json"):
            for method in ("GET", "HEAD"):
                answer = await client.request(method, path)
                assert answer.status_code == status, (path, method)
            if status == 404:
                assert answer.headers["Content-Type"] == "application/problem+json"
        for path in ("/docs/", "/docs/oauth2-redirect", "/openapi.yaml"):
            assert (await client.get(path)).status_code == 404


@pytest.mark.requirement("DO-01")
async def test_the_pages_load_nothing_from_elsewhere() -> None:
    async with client_of(application()) as client:
        for path in ("/docs", "/redoc"):
            page = (await client.get(path)).text
            links = re.findall(r'(?:src|href)="([^"]+)"', page)
            assert links
            assert not [link for link in links if not link.startswith("/")]
            assert not re.search(r"<script>|<style|\son\w+=|style=", page)
            for link in links:
                assert (await client.get(link)).status_code == 200, link


@pytest.mark.requirement("DO-01")
def test_what_was_taken_from_others_is_what_was_pinned() -> None:
    pinned = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    listed = {f"{package['folder']}/{name}": digest for package in pinned for name, digest in package["files"].items()}
    assert files == set(listed) | {"manifest.json"}
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name
    for package in pinned:
        assert package["version"]
        assert "LICENSE" in package["files"], "its licence comes along"


@pytest.mark.requirement("DO-03")
def test_every_operation_is_described() -> None:
    schema = application().openapi()
    assert set(schema["components"]["securitySchemes"]) == {"bearer", "api_key"}
    assert schema["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert schema["components"]["securitySchemes"]["api_key"]["name"] == "X-API-Key"
    for where, operation in _operations(schema):
        assert operation["summary"], where
        assert operation["description"], where
        assert "security" in operation, where
        assert any(status.startswith("4") for status in operation["responses"]), where
        contents = [one for answer in operation["responses"].values() for one in answer.get("content", {}).values()]
        contents += operation.get("requestBody", {}).get("content", {}).values()
        assert any("example" in one or "examples" in one or "examples" in one.get("schema", {}) for one in contents), (
            where
        )
        for status, answer in operation["responses"].items():
            assert answer["description"], (where, status)
            if status[0] in "45" and not (status == "503" and "/api/v1" not in where):
                kind = "application/json" if "gateways" in operation["tags"] else "application/problem+json"
                assert kind in answer["content"], (where, status)
        for parameter in operation.get("parameters", ()):
            assert parameter.get("schema"), (where, parameter["name"])


@pytest.mark.requirement("DO-03")
@pytest.mark.parametrize("name", sorted({**ANSWERS, **BODIES}))
def test_every_example_is_valid(name: str) -> None:
    kind = getattr(wire, name, None) or getattr(model, name, None)
    if name.startswith("Page_"):
        kind = Page[getattr(model, name.removeprefix("Page_").removesuffix("_"))]  # type: ignore[misc]
    assert isinstance(kind, type)
    assert issubclass(kind, BaseModel)
    example = {**ANSWERS, **BODIES}[name]
    assert json.loads(kind.model_validate_json(json.dumps(example)).model_dump_json(exclude_unset=True)) == example


@pytest.mark.requirement("DO-03")
def test_examples_of_requests_are_accepted(ana: Person) -> None:
    schema = application().openapi()
    told = ana.http.post("/api/v1/memories", json={"content": "I am allergic to peanuts."}).json()
    sent = 0
    for where, operation in _operations(schema):
        method, path = where.split(" ")
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if "gateways" in operation["tags"]:  # tests/gateways/test_reference.py sends these
            continue
        if "{" in path or path.startswith("/api/v1/auth/") or not content or "import" in path:
            continue
        example = content.get("example") or content["schema"]["examples"][0]
        # An id is of something that is there.
        named = {name: told["memory_id"] if name == "memory_id" else value for name, value in example.items()}
        answer = ana.http.request(method, path, json=named)
        assert answer.status_code < 300, (where, answer.text)
        sent += 1
    assert sent >= 4
    started = ana.http.post(
        "/api/v1/import?format=toldonce", content=EXPORTED, headers={"Content-Type": "application/octet-stream"}
    )
    assert started.status_code == 202, started.text


@pytest.mark.requirement("DO-05", "DO-07")
def test_limits_are_told_as_they_are_set() -> None:
    settings = Settings(_env_file=None)
    told = openapi.rate_limits(settings)
    words = openapi.description(settings)
    assert application().openapi()["info"]["description"] == words
    if not told:  # nothing limits: then nothing is promised
        assert "does not limit" in words
        return
    changed = Settings(_env_file=None, rate_limit_per_minute=217, rate_limit_global_per_minute=2_171)  # type: ignore[arg-type]
    assert f"{told['requests_per_minute']} requests per minute" in words
    assert "217 requests per minute" in openapi.description(changed)
    assert "2171" in openapi.description(changed)
    silent = Settings(_env_file=None, rate_limit_enabled=False)  # type: ignore[arg-type]
    assert "does not limit" in openapi.description(silent)


@pytest.mark.requirement("DO-07", "DO-08")
async def test_the_card_tells_what_the_service_can_do() -> None:
    async with client_of(application(environment="staging", max_body_bytes=4_096)) as client:
        card = (await client.get("/api")).json()
        assert card["service"] == "toldonce"
        assert card["version"]
        assert card["environment"] == "staging"
        assert (card["docs"], card["redoc"], card["openapi"]) == ("/docs", "/redoc", "/openapi.json")
        assert card["limits"]["body_bytes"] == 4_096
        assert card["features"]["language_model"] is False
        for name in ("docs", "redoc", "openapi"):
            assert (await client.get(card[name])).status_code == 200
        for path in card["endpoints"].values():
            answer = await client.options(path)
            assert answer.status_code == 405, f"{path} is an address of this service"
    async with client_of(application(environment="production")) as client:
        card = (await client.get("/api")).json()
    assert {card["docs"], card["redoc"], card["openapi"]} == {"disabled"}
    assert card["version"] is None
    assert card["llm_provider"] is None


@pytest.mark.requirement("DO-06")
def test_the_commands_in_the_description_work(service: Service, tmp_path: Path) -> None:
    description = service.client().get("/openapi.json").json()["info"]["description"]
    blocks = re.findall(r"```bash\n(.*?)```", description, re.DOTALL)
    assert len(blocks) == 3
    script = 'set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 180 "$@"; }\n' + "\n".join(blocks)
    script = script.replace("http://localhost:8000", service.base_url)
    script = script.replace("ada@example.com", f"ada-{uuid4().hex[:8]}@example.com")
    ended = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert '"answerable":true' in ended.stdout
    assert "allergic to peanuts" in ended.stdout


@pytest.mark.requirement("DO-09")
@pytest.mark.timeout(RUN_SECONDS + 60)
def test_schemathesis_finds_nothing(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    settings = make_settings(owner_url, models_dir, tmp_path, max_body_bytes=1024 * 1024, rate_limit_enabled=False)
    with serving(settings) as service:
        key = service.register().key(*ALL_KEY_SCOPES)["api_key"]
        ended = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")),
                *("--config-file", str(REPOSITORY / "schemathesis.toml")),
                *("run", f"{service.base_url}/openapi.json"),
                *("--header", f"Authorization: Bearer {key}"),
                *("--checks", "all"),
                *("--phases", "examples,coverage,fuzzing,stateful"),
                *("--max-examples", "5", "--seed", "7", "--no-shrink", "--continue-on-failure"),
                # The run would take its own key away.
                *("--exclude-operation-id", "delete_key"),
                # Their requests have the shapes of others, and tests/gateways tries them with the clients of those.
                *("--exclude-tag", "gateways"),
            ],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS,
            check=False,
        )
        found = "\n".join(line[:300] for line in (ended.stdout + ended.stderr).splitlines())
        assert ended.returncode == 0, found[-20_000:]
        assert not [line for line in service.log_lines() if line["level"] == "error"]


def test_a_broken_request_is_refused_with_the_headers(owner_url: str, models_dir: Path, tmp_path: Path) -> None:
    from toldonce.server.http_protocol import HttpProtocol

    with serving(make_settings(owner_url, models_dir, tmp_path), http=HttpProtocol) as service:
        head, _, body = service.raw(b"NO HTTP AT ALL\r\n\r\n").partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith("HTTP/1.1 400")
    headers = httpx.Headers([tuple(line.split(": ", 1)) for line in lines[1:]])  # type: ignore[misc]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Server" not in headers
    assert json.loads(body)["error"] == "invalid_http"
