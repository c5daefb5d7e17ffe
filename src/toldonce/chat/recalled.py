"""Recalled text within somebody else's prompt: marked, so that nobody takes it for what the user said."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from string import Template

from toldonce.chat.prompt import untagged
from toldonce.model import Context

PROMPT = "recalled-1.md"
BLOCK = re.compile(
    r"(?:(?<!\s)\s++)?<memory source=\"toldonce\">[^<]*+(?:<(?!/memory>|memory source=)[^<]*+)*+</memory>\s*+"
)
"""A block, with the white space around it; nothing in it is read twice, however often one is only begun."""


def recalled_block(context: Context) -> str:
    """The text to place behind the user's message; empty when nothing was recalled."""
    return _template().substitute(recalled=untagged(context.text)) if context.text else ""


def without_recalled(text: str) -> str:
    """A text without the blocks that a gateway placed in it: they are never stored."""
    return BLOCK.sub("\n\n", text).strip() if "<memory source=" in text else text


@cache
def _template() -> Template:
    return Template(files("toldonce.chat").joinpath("prompts", PROMPT).read_text(encoding="utf-8").strip())
