"""Every router of the protocol."""

from fastapi import APIRouter

from toldonce.server.gateways.mem0 import entities, exports, flat, platform, projects, webhooks


def routers() -> list[APIRouter]:
    """Every router of this protocol."""
    return [platform.router, entities.router, exports.router, projects.router, webhooks.router, flat.router]
