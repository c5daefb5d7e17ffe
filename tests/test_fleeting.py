"""What is worked out from people's words is kept for the next moment only."""

import ast
import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.word_embedder import WordEmbedder
from toldonce import fleeting
from toldonce.adapters.inmemory import InMemoryJobs, InMemoryStore
from toldonce.fleeting import kept_briefly, let_go, let_go_in_time
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.service import MemoryService
from toldonce.model import MemoryRequest, Scope

WINGS = Path(fleeting.__file__).parent / "memory", Path(fleeting.__file__).parent / "chat"
TOLD = {
    "text",
    "sentence",
    "clause",
    "words",
    "word",
    "question",
    "query",
    "content",
    "message",
    "act",
    "speaker",
    "said",
}
"""What the words of people are called; a table of the rules by its name or number is our own."""
PATIENCE = 30.0


@pytest.fixture
def made() -> tuple[Callable[[str], str], list[str]]:
    """A function whose answers are kept, and what it was called with."""
    calls: list[str] = []

    @kept_briefly(8)
    def shout(words: str) -> str:
        calls.append(words)
        return words.upper()

    return shout, calls


def test_an_answer_is_kept_until_it_is_let_go(made: tuple[Callable[[str], str], list[str]]) -> None:
    shout, calls = made
    assert (shout("tea"), shout("tea"), calls) == ("TEA", "TEA", ["tea"])
    let_go()
    assert (shout("tea"), calls) == ("TEA", ["tea", "tea"])


async def test_nothing_is_kept_for_long(
    made: tuple[Callable[[str], str], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleeting, "KEPT_SECONDS", 0.01)
    shout, calls = made
    letting_go = asyncio.create_task(let_go_in_time())
    async with asyncio.timeout(PATIENCE):
        while len(calls) < 3:
            shout("tea")
            await asyncio.sleep(0.01)
    letting_go.cancel()


async def test_who_erases_leaves_no_question_behind(made: tuple[Callable[[str], str], list[str]]) -> None:
    shout, calls = made
    memory = MemoryService(
        InMemoryStore(),
        InMemoryJobs(),
        WordEmbedder(),
        scope=Scope(user_id=uuid4()),
        secret="a secret that is long enough for signing",
        clock=lambda: datetime(2024, 5, 15, 12, tzinfo=UTC),
        rules=RuleExtractor(),
    )
    (told,) = await memory.add_memories([MemoryRequest(content="I like tea.")])
    shout("What do I like?")
    await memory.forget_memory(told.memory_id)
    shout("What do I like?")
    assert len(calls) == 2


def _kept_for_good(source: str) -> list[str]:
    """The functions of people's words whose answers are kept by `functools`."""
    return [
        one.name
        for one in ast.walk(ast.parse(source))
        if isinstance(one, ast.FunctionDef) and TOLD & {argument.arg for argument in one.args.args}
        for decorator in one.decorator_list
        if ast.unparse(decorator).startswith(("cache", "lru_cache", "functools."))
        and "property" not in ast.unparse(decorator)
    ]


def test_no_words_are_kept_for_good() -> None:
    assert _kept_for_good("@lru_cache(maxsize=8)\ndef f(words): ...\n@cache\ndef table(name): ...") == ["f"]
    found = {
        f"{path.name}: {name}"
        for wing in WINGS
        for path in wing.rglob("*.py")
        for name in _kept_for_good(path.read_text("utf-8"))
    }
    assert found == set()
