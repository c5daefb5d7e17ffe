"""Mem0's protocol, so that its unmodified clients work: what a user's memory is, and how it maps, is ADR 0017."""

from fastapi import APIRouter

from toldonce.server.gateways.mem0 import entities, exports, flat, platform, projects, webhooks


def routers() -> list[APIRouter]:
    """Every router of this protocol."""
    return [platform.router, entities.router, exports.router, projects.router, webhooks.router, flat.router]
