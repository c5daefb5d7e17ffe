"""One conversation turn on top of a memory: retrieve, compose, generate, remember."""

from toldonce.chat.gateway import Gateway
from toldonce.chat.reply import Chat

__all__ = ["Chat", "Gateway"]
