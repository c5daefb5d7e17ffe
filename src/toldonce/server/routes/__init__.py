"""The routes, by what they are about. Each translates HTTP to one verb and back."""

from fastapi import APIRouter

from toldonce.server.gateways import anthropic, openai
from toldonce.server.routes import auth, chat, context, conversations, jobs, memories, system, transfer


def routers() -> list[APIRouter]:
    """Every router of the API."""
    return [
        system.router,
        auth.router,
        conversations.router,
        chat.router,
        memories.router,
        context.router,
        transfer.router,
        jobs.router,
        openai.router,
        anthropic.router,
    ]
