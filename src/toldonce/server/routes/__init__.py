"""The routes, by what they are about. Each translates HTTP to one verb and back."""

from fastapi import APIRouter

from toldonce.server.gateways import mem0
from toldonce.server.routes import auth, chat, context, conversations, jobs, memories, system, transfer, turns


def routers() -> list[APIRouter]:
    """Every router of the API."""
    return [
        system.router,
        auth.router,
        conversations.router,
        turns.router,
        chat.router,
        memories.router,
        context.router,
        transfer.router,
        jobs.router,
        *mem0.routers(),
    ]
