"""Anthropic's memory tool (``memory_20250818``) on toldonce: the files that a model writes are memories with versions.

Needs the package `anthropic` (``pip install 'toldonce[anthropic]'``). Every file under ``/memories`` is one memory of
the client's subject, with its path in the metadata: search, context, history and export know it like any other. An edit
is a correction, so every version stays; deleting a file forgets it and its versions for good.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from anthropic.lib.tools import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool, ToolError
from anthropic.types.beta import (
    BetaCacheControlEphemeralParam,
    BetaMemoryTool20250818CreateCommand,
    BetaMemoryTool20250818DeleteCommand,
    BetaMemoryTool20250818InsertCommand,
    BetaMemoryTool20250818RenameCommand,
    BetaMemoryTool20250818StrReplaceCommand,
    BetaMemoryTool20250818ViewCommand,
)

from toldonce.client import Client
from toldonce.errors import NotFound, PreconditionFailed, ToldonceError
from toldonce.integrations.memory_files import (
    ROOT,
    checked_path,
    inserted,
    is_below,
    listed,
    numbered,
    replaced,
    snippet,
)
from toldonce.model import Memory, MemoryChange, MemoryRequest

PATH, FILE_ID = "file", "file_id"
"""Names in the metadata: the path of a file, and what its versions have in common."""
PAGE = 200


@dataclass(frozen=True, slots=True)
class _File:
    """The current version of a file."""

    memory: Memory

    @property
    def path(self) -> str:
        return str(self.memory.metadata[PATH])

    @property
    def text(self) -> str:
        return self.memory.content.partition("\n")[2]


class MemoryTool(BetaAbstractMemoryTool):
    """The tool for `Anthropic().beta.messages.tool_runner(tools=[MemoryTool(client)], ...)`."""

    def __init__(self, client: Client, *, cache_control: BetaCacheControlEphemeralParam | None = None) -> None:
        """``client`` says whose memory; its key needs the scopes of reading, writing and deleting memories."""
        super().__init__(cache_control=cache_control)
        self._client = client

    def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        """A file with line numbers, or what is in a directory."""
        with _told():
            path = checked_path(command.path)
            files = self._files()
            if path in files:
                return numbered(command.path, files[path].text, command.view_range)
            below = {one: file.text for one, file in files.items() if is_below(one, path)}
            if not below and path != ROOT:
                raise ToolError(f"The path {command.path} does not exist. Please provide a valid path.")
            return listed(path, below)

    def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        """A new file."""
        with _told():
            path = checked_path(command.path)
            files = self._files()
            if path in files:
                raise ToolError(f"File {command.path} already exists")
            _require_free(path, files)
            content, metadata = _stored(path, command.file_text, uuid4().hex)
            self._client.add_memories([MemoryRequest(content=content, type="fact", metadata=metadata)])
            return f"File created successfully at: {command.path}"

    def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        """A file with one text in the place of another, which must be there once."""
        with _told():
            file = self._file(command.path)
            text, line = replaced(command.path, file.text, command.old_str, command.new_str)
            self._write(file, file.path, text)
            return f"The memory file has been edited. Here is the snippet showing the change:\n{snippet(text, line)}"

    def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        """A file with a text behind one of its lines."""
        with _told():
            file = self._file(command.path)
            self._write(file, file.path, inserted(file.text, command.insert_line, command.insert_text))
            return f"The file {command.path} has been edited."

    def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        """Forget a file, or all in a directory, with every version."""
        with _told():
            path = checked_path(command.path)
            if path == ROOT:
                raise ToolError(f"Cannot delete the {ROOT} directory itself")
            self._forget(path, command.path)
            return f"Successfully deleted {command.path}"

    def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        """Give a file, or all in a directory, another path."""
        with _told():
            old, new = checked_path(command.old_path), checked_path(command.new_path)
            if ROOT in (old, new):
                raise ToolError(f"Cannot rename the {ROOT} directory itself")
            files = self._files()
            if new in files or any(is_below(one, new) for one in files):
                raise ToolError(f"The destination {command.new_path} already exists")
            if is_below(new, old):
                raise ToolError(f"Cannot move {command.old_path} into itself")
            moved = [file for path, file in files.items() if path == old or is_below(path, old)]
            if not moved:
                raise ToolError(f"The path {command.old_path} does not exist. Please provide a valid path.")
            _require_free(new, {path: file for path, file in files.items() if file not in moved})
            for file in moved:
                self._write(file, new + file.path[len(old) :], file.text)
            return f"Successfully renamed {command.old_path} to {command.new_path}"

    def clear_all_memory(self) -> str:
        """Forget every file; memories that are no files stay."""
        with _told(), suppress(ToolError):
            self._forget(ROOT, ROOT)
        return "All memory cleared"

    def _file(self, path: str) -> _File:
        wanted, files = checked_path(path), self._files()
        if wanted in files:
            return files[wanted]
        if wanted == ROOT or any(is_below(one, wanted) for one in files):
            raise ToolError(f"The path {path} is not a file.")
        raise ToolError(f"The path {path} does not exist. Please provide a valid path.")

    def _files(self) -> dict[str, _File]:
        """The current version of every file, by path.

        It is the newest one where something else that was said took its place: that does not change what is in the
        file. What else the words of a file say are memories beside it.
        """
        current: dict[str, Memory] = {}
        versions = [one for one in self._versions() if one.content.partition("\n")[0] == one.metadata[PATH]]
        for one in sorted(versions, key=lambda one: (one.status == "current", one.seq)):
            current[str(one.metadata.get(FILE_ID))] = one
        return {str(one.metadata[PATH]): _File(one) for one in current.values()}

    def _versions(self) -> Iterator[Memory]:
        """Every version of every file, and what else their words say."""
        cursor: str | None = None
        while True:
            page = self._client.memories(status="all", limit=PAGE, cursor=cursor)
            yield from (one for one in page.items if isinstance(one.metadata.get(PATH), str))
            if (cursor := page.next_cursor) is None:
                return

    def _write(self, file: _File, path: str, text: str) -> None:
        content, metadata = _stored(path, text, str(file.memory.metadata.get(FILE_ID)))
        change = MemoryChange(content=content, metadata=metadata)
        try:
            self._client.correct_memory(file.memory.memory_id, change, version=file.memory.version)
        except PreconditionFailed:
            raise ToolError(f"The file {file.path} was changed meanwhile: view it again first.") from None

    def _forget(self, path: str, named: str) -> None:
        files = [file for one, file in self._files().items() if one == path or is_below(one, path)]
        if not files:
            raise ToolError(f"The path {named} does not exist")
        ids = {file.memory.metadata.get(FILE_ID) for file in files}
        for version in [one for one in self._versions() if one.metadata.get(FILE_ID) in ids]:
            with suppress(NotFound):
                self._client.forget_memory(version.memory_id)


class AsyncMemoryTool(BetaAsyncAbstractMemoryTool):
    """The same for ``AsyncAnthropic``; each command runs in a thread."""

    def __init__(self, client: Client, *, cache_control: BetaCacheControlEphemeralParam | None = None) -> None:
        """``client`` is as for `MemoryTool`."""
        super().__init__(cache_control=cache_control)
        self._tool = MemoryTool(client)

    async def view(self, command: BetaMemoryTool20250818ViewCommand) -> str:
        """As `MemoryTool.view`."""
        return await asyncio.to_thread(self._tool.view, command)

    async def create(self, command: BetaMemoryTool20250818CreateCommand) -> str:
        """As `MemoryTool.create`."""
        return await asyncio.to_thread(self._tool.create, command)

    async def str_replace(self, command: BetaMemoryTool20250818StrReplaceCommand) -> str:
        """As `MemoryTool.str_replace`."""
        return await asyncio.to_thread(self._tool.str_replace, command)

    async def insert(self, command: BetaMemoryTool20250818InsertCommand) -> str:
        """As `MemoryTool.insert`."""
        return await asyncio.to_thread(self._tool.insert, command)

    async def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> str:
        """As `MemoryTool.delete`."""
        return await asyncio.to_thread(self._tool.delete, command)

    async def rename(self, command: BetaMemoryTool20250818RenameCommand) -> str:
        """As `MemoryTool.rename`."""
        return await asyncio.to_thread(self._tool.rename, command)

    async def clear_all_memory(self) -> str:
        """As `MemoryTool.clear_all_memory`."""
        return await asyncio.to_thread(self._tool.clear_all_memory)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in toldonce as a sentence for the model."""
    try:
        yield
    except ToldonceError as failed:
        raise ToolError(failed.message) from failed


def _require_free(path: str, files: dict[str, _File]) -> None:
    """A file is no directory, and a directory no file."""
    if any(is_below(one, path) for one in files):
        raise ToolError(f"The path {path} is a directory.")
    for one in files:
        if is_below(path, one):
            raise ToolError(f"The path {one} is a file, not a directory.")


def _stored(path: str, text: str, file_id: str) -> tuple[str, dict[str, Any]]:
    """The content and metadata of the memory that is a file.

    The path stands in the first line: no memory is blank, two files may hold the same, and a hit says where it is from.
    """
    return f"{path}\n{text}", {PATH: path, FILE_ID: file_id}
