"""Files of Anthropic's memory tool: what a model is shown, and how its edits change a text."""

from __future__ import annotations

import pytest
from anthropic.lib.tools import ToolError
from anthropic.tools.memory import BetaLocalFilesystemMemoryTool

from toldonce.integrations.memory_files import checked_path, inserted, listed, numbered, replaced, snippet


@pytest.mark.parametrize(
    ("path", "checked"),
    [("/memories", "/memories"), ("/memories/", "/memories"), ("/memories/a b/ü.md", "/memories/a b/ü.md")],
)
def test_paths_below_the_root_are_taken(path: str, checked: str) -> None:
    assert checked_path(path) == checked


@pytest.mark.parametrize(
    "path",
    ["", "/", "memories/a", "/memoriesx", "/etc/passwd", "/memories/../etc", "/memories/./a", "/memories//a",
     "/memories/a\x00b", "/memories/a\nb", "/memories/" + "a" * 1_000],
)  # fmt: skip
def test_other_paths_are_refused(path: str) -> None:
    with pytest.raises(ToolError):
        checked_path(path)


def test_a_directory_shows_two_levels_and_nothing_hidden() -> None:
    files = {
        "/memories/a.md": "12345",
        "/memories/b/c.md": "x" * 2_048,
        "/memories/b/d/e/f.md": "1",
        "/memories/.x": "1",
    }
    assert listed("/memories", files).splitlines()[1:] == [
        "2.0K\t/memories",
        "5B\t/memories/a.md",
        "2.0K\t/memories/b/",
        "2K\t/memories/b/c.md",
        "1B\t/memories/b/d/",
    ]
    assert listed("/memories", {}).splitlines()[1:] == ["0B\t/memories"]


@pytest.mark.parametrize(
    ("view_range", "shown"),
    [(None, "abc"), ([2, 3], "bc"), ([2, -1], "bc"), ([0, 2], "ab"), ([3, 9], "c"), ([5, 9], "")],
)
def test_a_file_is_shown_with_its_lines(view_range: list[int] | None, shown: str) -> None:
    head, *lines = numbered("/memories/x", "a\nb\nc", view_range).splitlines()
    assert head == "Here's the content of /memories/x with line numbers:"
    assert [line.split("\t") for line in lines] == [[f"{'abc'.index(one) + 1:>6}", one] for one in shown]


def test_a_text_is_replaced_where_it_stands_once() -> None:
    assert replaced("p", "one\ntwo\nthree", "two", "2\n2") == ("one\n2\n2\nthree", 2)
    with pytest.raises(ToolError, match="did not appear verbatim in p"):
        replaced("p", "one", "two", "2")
    with pytest.raises(ToolError, match="in lines: 1, 3"):
        replaced("p", "one\ntwo\none", "one", "1")
    with pytest.raises(ToolError):
        replaced("p", "one", "", "1")


def test_a_text_is_inserted_behind_a_line() -> None:
    assert [inserted("a\nb\n", line, "x\n") for line in (0, 1, 2)] == ["x\na\nb\n", "a\nx\nb\n", "a\nb\nx\n"]
    for line in (-1, 3):
        with pytest.raises(ToolError, match=r"within the range \[0, 2\]"):
            inserted("a\nb\n", line, "x")


def test_what_a_model_is_shown_is_what_the_reference_shows(tmp_path: object) -> None:
    reference = BetaLocalFilesystemMemoryTool(str(tmp_path))
    text = "one\ntwo\nthree\nfour\nfive\nsix"
    reference.call({"command": "create", "path": "/memories/n.md", "file_text": text})
    view = {"command": "view", "path": "/memories/n.md"}
    assert numbered("/memories/n.md", text) == reference.call(view)
    assert numbered("/memories/n.md", text, [2, 4]) == reference.call(view | {"view_range": [2, 4]})
    edit = {"command": "str_replace", "path": "/memories/n.md", "old_str": "three", "new_str": "3"}
    changed, line = replaced("/memories/n.md", text, "three", "3")
    assert str(reference.call(edit)).endswith(snippet(changed, line))
    reference.call({"command": "insert", "path": "/memories/n.md", "insert_line": 2, "insert_text": "2.5"})
    assert numbered("/memories/n.md", inserted(changed, 2, "2.5")) == reference.call(view)
