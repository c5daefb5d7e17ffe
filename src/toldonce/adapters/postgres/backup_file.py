"""The file of a backup: a zip of the rows of every table, a manifest with their checksums, and the manifest's checksum.

The rows are in PostgreSQL's text format for COPY, which any version reads. The manifest's SHA-256 is the zip's comment.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from toldonce.errors import ToldonceError

MANIFEST = "manifest.json"
NAMED = re.compile(r"toldonce-\d{8}T\d{6}Z\.backup")
PIECE = 1 << 20
DAMAGE = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error, struct.error)
"""How a damaged zip fails: unknown methods, names that are no text, streams that do not decompress."""
FASTEST = 1
"""The level of compression: the rest of a backup is quicker than a thorough one would be."""


class BackupFailed(ToldonceError):
    """The backup cannot be made or used; the message says what to change."""

    code = "backup_failed"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TableRecord(_Part):
    """What the file holds of one table; ``sha256`` is of its rows before they are compressed."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


class AppliedMigration(_Part):
    """One migration that the database had seen."""

    name: str
    sha256: str


class Manifest(_Part):
    """What a backup holds; ``made_at`` is the moment that all of it belongs to."""

    format: Literal["toldonce backup 1"] = "toldonce backup 1"
    made_at: datetime
    made_by: str
    server: str
    migrations: tuple[AppliedMigration, ...]
    tables: tuple[TableRecord, ...]


class Rows:
    """Takes the rows of one table while they are read from the database."""

    def __init__(self, entry: IO[bytes]) -> None:
        self._entry = entry
        self._hash = hashlib.sha256()

    async def take(self, piece: bytes) -> None:
        """Add bytes."""
        self._hash.update(piece)
        try:
            self._entry.write(piece)
        except OSError as error:
            raise BackupFailed(f"The backup cannot be written ({error.strerror or error}).") from error

    @property
    def sha256(self) -> str:
        """The checksum of what was taken so far."""
        return self._hash.hexdigest()


class BackupWriter:
    """Writes a backup, table by table, the manifest last; a context manager."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=FASTEST)

    def __enter__(self) -> BackupWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def table(self, name: str) -> Iterator[Rows]:
        """The place for the rows of one table."""
        with self._zip.open(_entry(name), "w", force_zip64=True) as entry:
            yield Rows(entry)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and its checksum."""
        content = manifest.model_dump_json(indent=1).encode()
        self._zip.writestr(MANIFEST, content)
        self._zip.comment = hashlib.sha256(content).hexdigest().encode()


class BackupReader:
    """A backup whose checksums have all been verified; a context manager. Raises `BackupFailed` when one is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise BackupFailed(f"There is no file {path}.") from None
        except OSError as error:
            raise BackupFailed(f"{path} cannot be read ({error.strerror or error}).") from error
        except DAMAGE as fault:
            raise BackupFailed(f"{path} is not a backup of toldonce, or it is damaged: take another one.") from fault
        try:
            self.manifest = self._verified()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> BackupReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    async def rows(self, table: str) -> AsyncIterator[bytes]:
        """The rows of a table, in pieces, as COPY takes them."""
        with self._zip.open(_entry(table)) as entry:
            while piece := entry.read(PIECE):
                yield piece

    def _verified(self) -> Manifest:
        damaged = BackupFailed(f"{self._path} is damaged: take another backup. Nothing was changed.")
        try:
            content = self._zip.read(MANIFEST)
        except KeyError:
            raise BackupFailed(f"{self._path} is not a backup of toldonce.") from None
        except DAMAGE as fault:
            raise damaged from fault
        if hashlib.sha256(content).hexdigest().encode() != self._zip.comment:
            raise damaged
        try:
            manifest = Manifest.model_validate_json(content)
        except ValidationError as fault:
            raise BackupFailed(f"{self._path} was made by a newer toldonce: restore it with that version.") from fault
        if {_entry(table.name) for table in manifest.tables} | {MANIFEST} != set(self._zip.namelist()):
            raise damaged
        for table in manifest.tables:
            if self._sha256(table.name, damaged) != table.sha256:
                raise damaged
        return manifest

    def _sha256(self, table: str, damaged: BackupFailed) -> str:
        found = hashlib.sha256()
        try:
            with self._zip.open(_entry(table)) as entry:
                while piece := entry.read(PIECE):
                    found.update(piece)
        except DAMAGE as fault:
            raise damaged from fault
        return found.hexdigest()


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder that were named after their time. Raises `BackupFailed`."""
    try:
        return [path for path in folder.iterdir() if NAMED.fullmatch(path.name)]
    except OSError as error:
        raise BackupFailed(f"{folder} cannot be read ({error.strerror or error}).") from error


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only this user reads, put in the place of ``path`` when the block ends well.

    So a failure leaves an older file alone. Raises `BackupFailed` when it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(f"{path} cannot be written ({error.strerror or error}).") from error


def _entry(table: str) -> str:
    return f"tables/{table}.copy"
