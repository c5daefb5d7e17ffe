"""What a language model gets to read: rules and standing memory, the conversation, what was recalled, the message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from string import Template

from toldonce.model import Context, Turn
from toldonce.ports import Message

PROMPT = "reply-1.md"
HISTORY_TURNS = 12
HISTORY_CHARACTERS = 24_000
TURN_CHARACTERS = 6_000
TAG = re.compile(r"<(?=\s*(?:/\s*)?memory\b)", re.IGNORECASE)


class Prompt:
    """The texts around memory and message. What changes with every message stands last, for the provider's cache."""

    def __init__(self) -> None:
        text = files("toldonce.chat").joinpath("prompts", PROMPT).read_text(encoding="utf-8")
        self._rules, recalled, alone = (part.strip() for part in re.split(r"^=== \w+$", text, flags=re.MULTILINE))
        self._recalled, self._alone = Template(recalled), Template(alone)

    def compose(self, message: str, context: Context | None, history: Sequence[Turn], now: datetime) -> list[Message]:
        """The messages in order. Memory is quoted between tags that nothing remembered can close."""
        stable = context.stable.text if context else ""
        tail = context.tail.text if context else ""
        rules = f"{self._rules}\n\n<memory>\n{untagged(stable)}\n</memory>" if stable else self._rules
        last = (self._recalled if tail else self._alone).substitute(
            today=f"{now:%A}, {now.day} {now:%B %Y}", tail=untagged(tail), message=message
        )
        return [Message("system", rules), *_in_turns([*_conversation(history), Message("user", last)])]


def _conversation(history: Sequence[Turn]) -> list[Message]:
    """The newest turns that fit, oldest first."""
    messages: list[Message] = []
    left = HISTORY_CHARACTERS
    for turn in reversed(history[-HISTORY_TURNS:]):
        said = _shortened(turn.content)
        left -= len(said)
        if left < 0:
            break
        if turn.role == "assistant":
            messages.append(Message("assistant", said))
        else:
            who = turn.speaker or (None if turn.role == "user" else turn.role)
            messages.append(Message("user", f"{who}: {said}" if who else said))
    return messages[::-1]


def _in_turns(messages: Sequence[Message]) -> list[Message]:
    """The user first, then by turns: many models' templates refuse anything else."""
    turns: list[Message] = []
    for message in messages:
        if turns and turns[-1].role == message.role:
            turns[-1] = Message(message.role, f"{turns[-1].content}\n\n{message.content}")
        elif turns or message.role == "user":
            turns.append(message)
    return turns


def _shortened(text: str) -> str:
    if len(text) <= TURN_CHARACTERS:
        return text
    half = TURN_CHARACTERS // 2
    return f"{text[:half]}\n[...]\n{text[-half:]}"


def untagged(text: str) -> str:
    """A text that cannot open or close the tags around it."""
    return TAG.sub("< ", text)
