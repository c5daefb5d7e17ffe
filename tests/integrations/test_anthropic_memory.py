"""Anthropic's memory tool on a running service: a model's files are memories, and every edit is a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import anthropic
import pytest
from anthropic.lib.tools import ToolError
from anthropic.tools.memory import BetaLocalFilesystemMemoryTool

from tests.server.conftest import Person, Service, ana, models_dir, service, service_settings
from tests.support.scripted_upstream import Reply, message, scripted_upstream
from toldonce import Client
from toldonce.integrations.anthropic_memory import AsyncMemoryTool, MemoryTool

__all__ = ["ana", "models_dir", "service", "service_settings"]

NOTES = "/memories/notes.md"


@pytest.fixture
def client(service: Service, ana: Person) -> Iterator[Client]:
    """A client of a subject that nobody has used."""
    key = ana.key("memories:read", "memories:write", "memories:delete")["api_key"]
    with Client(service.base_url, api_key=key, subject=uuid4().hex) as opened:
        yield opened


@pytest.fixture
def tool(client: Client) -> MemoryTool:
    return MemoryTool(client)


def run(tool: Any, command: str, **fields: Any) -> str:
    return str(tool.call({"command": command, **fields}))


def contents(tool: MemoryTool) -> dict[str, str]:
    return {path: file.text for path, file in tool._files().items()}


def test_every_edit_is_a_version(tool: MemoryTool, client: Client) -> None:
    run(tool, "create", path=NOTES, file_text="Likes tea.\nLives in Rome.\n")
    run(tool, "str_replace", path=NOTES, old_str="Rome", new_str="Oslo")
    run(tool, "insert", path=NOTES, insert_line=1, insert_text="Has a dog.")
    assert run(tool, "view", path=NOTES).splitlines()[1:4] == [
        "     1\tLikes tea.",
        "     2\tHas a dog.",
        "     3\tLives in Oslo.",
    ]
    (current,) = [one for one in client.memories().items if one.metadata.get("file") == NOTES]
    assert current.content == f"{NOTES}\nLikes tea.\nHas a dog.\nLives in Oslo.\n"
    history = client.memory_history(current.memory_id)
    assert [one.content.count("\n") for one in history] == [3, 3, 4]
    assert "Rome" in history[0].content
    assert client.search("Does she like tea?").hits[0].id == current.memory_id


def test_a_version_can_be_restored(tool: MemoryTool, client: Client) -> None:
    run(tool, "create", path=NOTES, file_text="first")
    run(tool, "str_replace", path=NOTES, old_str="first", new_str="second")
    (current,) = client.memories().items
    client.restore_memory(client.memory_history(current.memory_id)[0].memory_id)
    assert contents(tool) == {NOTES: "first"}
    run(tool, "str_replace", path=NOTES, old_str="first", new_str="second")
    assert contents(tool) == {NOTES: "second"}


def test_files_behave_as_in_the_reference(tool: MemoryTool, tmp_path: Path) -> None:
    reference = BetaLocalFilesystemMemoryTool(str(tmp_path))
    commands: list[dict[str, Any]] = [
        {"command": "view", "path": NOTES},
        {"command": "create", "path": NOTES, "file_text": "a\nb\n"},
        {"command": "create", "path": NOTES, "file_text": "again"},
        {"command": "insert", "path": NOTES, "insert_line": 9, "insert_text": "x"},
        {"command": "insert", "path": NOTES, "insert_line": 0, "insert_text": "x"},
        {"command": "str_replace", "path": NOTES, "old_str": "nothing", "new_str": "x"},
        {"command": "view", "path": NOTES},
        {"command": "rename", "old_path": NOTES, "new_path": "/memories/deep/er/n.md"},
        {"command": "view", "path": NOTES},
        {"command": "view", "path": "/memories/deep/er/n.md"},
        {"command": "rename", "old_path": "/memories/deep", "new_path": "/memories/other"},
        {"command": "view", "path": "/memories/other/er/n.md"},
        {"command": "delete", "path": "/memories"},
        {"command": "delete", "path": "/memories/other"},
        {"command": "delete", "path": "/memories/other"},
        {"command": "view", "path": "/etc/passwd"},
    ]
    for command in commands:
        outcomes = []
        for one in (reference, tool):
            try:
                outcomes.append(("done", str(one.call(command))))
            except ToolError as error:
                outcomes.append(("failed", str(error)))
        assert outcomes[0] == outcomes[1], command
    assert contents(tool) == {}


def test_what_is_deleted_is_forgotten_with_its_versions(tool: MemoryTool, client: Client) -> None:
    client.add_memories(["The kettle is blue."])
    run(tool, "create", path="/memories/d/a.md", file_text="The secret is 4711.")
    run(tool, "str_replace", path="/memories/d/a.md", old_str="4711", new_str="4712")
    run(tool, "create", path="/memories/d/b.md", file_text=" \n")
    assert contents(tool)["/memories/d/b.md"] == " \n"
    assert "/memories/d/" in run(tool, "view", path="/memories")
    run(tool, "delete", path="/memories/d")
    left = client.memories(status="all").items
    assert [one.content for one in left] == ["The kettle is blue."]
    assert b"secret" not in b"".join(client.export())
    run(tool, "create", path="/memories/d/a.md", file_text="New.")
    assert tool.clear_all_memory() == "All memory cleared"
    assert len(client.memories(status="all").items) == 1


def test_what_is_said_elsewhere_does_not_take_a_file_away(tool: MemoryTool, client: Client) -> None:
    run(tool, "create", path=NOTES, file_text="I live in Rome.")
    run(tool, "create", path="/memories/more.md", file_text="I live in Oslo.")
    client.add_memories(["I live in Lima."])
    assert contents(tool) == {NOTES: "I live in Rome.", "/memories/more.md": "I live in Oslo."}
    run(tool, "str_replace", path=NOTES, old_str="Rome", new_str="Bern")
    assert contents(tool)[NOTES] == "I live in Bern."


def test_a_file_is_no_directory(tool: MemoryTool) -> None:
    run(tool, "create", path="/memories/a", file_text="x")
    run(tool, "create", path="/memories/d/b", file_text="x")
    for command in (
        {"command": "create", "path": "/memories/a/b", "file_text": "x"},
        {"command": "create", "path": "/memories/d", "file_text": "x"},
        {"command": "str_replace", "path": "/memories/d", "old_str": "x", "new_str": "y"},
        {"command": "rename", "old_path": "/memories/d", "new_path": "/memories/d/e"},
        {"command": "rename", "old_path": "/memories/d", "new_path": "/memories/a"},
        {"command": "rename", "old_path": "/memories/none", "new_path": "/memories/b"},
    ):
        with pytest.raises(ToolError):
            tool.call(command)
    assert contents(tool) == {"/memories/a": "x", "/memories/d/b": "x"}


def test_a_refusal_of_the_service_is_a_sentence_for_the_model(service: Service, ana: Person) -> None:
    with (
        Client(service.base_url, api_key=ana.key("chat")["api_key"]) as client,
        pytest.raises(ToolError, match="lacks the scope"),
    ):
        run(MemoryTool(client), "view", path="/memories")


def test_the_tool_runner_writes_what_the_model_asks_for(tool: MemoryTool) -> None:
    use = {"type": "tool_use", "id": "toolu_1", "name": "memory"}
    asked = use | {"input": {"command": "create", "path": NOTES, "file_text": "Likes tea."}}
    with scripted_upstream() as upstream, anthropic.Anthropic(base_url=upstream.url[:-3], api_key="x") as model:
        upstream.plan(Reply((message("", asked, stop_reason="tool_use"),)))
        runner = model.beta.messages.tool_runner(
            model="scripted-1", max_tokens=100, messages=[{"role": "user", "content": "I like tea."}], tools=[tool]
        )
        assert runner.until_done().stop_reason == "end_turn"
        assert upstream.received[0].json["tools"] == [{"type": "memory_20250818", "name": "memory"}]
        (result,) = upstream.last.json["messages"][-1]["content"]
    assert result["content"] == f"File created successfully at: {NOTES}"
    assert contents(tool) == {NOTES: "Likes tea."}


async def test_the_asynchronous_tool_does_the_same(client: Client) -> None:
    tool = AsyncMemoryTool(client)
    await tool.call({"command": "create", "path": NOTES, "file_text": "one"})
    await tool.call({"command": "str_replace", "path": NOTES, "old_str": "one", "new_str": "two"})
    await tool.call({"command": "insert", "path": NOTES, "insert_line": 1, "insert_text": "three"})
    await tool.call({"command": "rename", "old_path": NOTES, "new_path": "/memories/n"})
    assert str(await tool.call({"command": "view", "path": "/memories/n"})).endswith(
        "     1\ttwo\n     2\tthree\n     3\t"
    )
    await tool.call({"command": "delete", "path": "/memories/n"})
    assert await tool.clear_all_memory() == "All memory cleared"
