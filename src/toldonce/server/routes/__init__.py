"""The routes, by what they are about. Each translates HTTP to one verb and back."""

from fastapi import APIRouter

from toldonce.server.gateways import anthropic, openai
from toldonce.server.gateways.mem0 import routers as mem0
from toldonce.server.routes import (
    activity,
    auth,
    changes,
    chat,
    context,
    conversations,
    entities,
    jobs,
    memories,
    profile,
    sessions,
    system,
    transfer,
    turns,
    upkeep,
    webhooks,
)


def routers() -> list[APIRouter]:
    """Every router of the API, in the order in which they are asked whether a request is theirs."""
    return [
        memories.router,  # searches are what is asked most
        system.router,
        auth.router,
        sessions.router,
        conversations.router,
        turns.router,
        chat.router,
        upkeep.router,
        profile.router,
        entities.router,
        context.router,
        changes.router,
        activity.router,
        transfer.router,
        jobs.router,
        webhooks.router,
        *mem0.routers(),
        openai.router,
        anthropic.router,
    ]
