"""An upload, opened: a bare file, or a zip of which only the wanted members are read and nothing goes to disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, Final

import ijson
from ijson.common import ObjectBuilder

from toldonce.errors import InvalidRequest

CONVERSATIONS = re.compile(r"conversations(-\d{1,6})?\.json")
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_DEPTH = 100
PIECE = 1024 * 1024
END: Final = object()
BOM = b"\xef\xbb\xbf"


class _Bounded:
    """A stream that refuses to give more than the rest of a shared allowance, so that a zip bomb stays small."""

    def __init__(self, stream: IO[bytes], allowance: list[int]) -> None:
        self._stream = stream
        self._allowance = allowance
        self._first = True

    def read(self, size: int = PIECE) -> bytes:
        piece = self._stream.read(min(size, PIECE) if size >= 0 else PIECE)
        self._allowance[0] -= len(piece)
        if self._allowance[0] < 0:
            limit = MAX_UNPACKED_BYTES // 1024**2
            raise InvalidRequest(f"The zip holds more than {limit} MB of text: split the export and import its parts.")
        if self._first and size > 0 and piece:
            self._first = False
            if piece.startswith(BOM):
                return piece[len(BOM) :] or self.read(size)
        return piece


def is_zip(upload: bytes) -> bool:
    """Whether the bytes begin like a zip."""
    return upload[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def wanted_members(archive: zipfile.ZipFile, wanted: re.Pattern[str]) -> list[zipfile.ZipInfo]:
    """The members whose file name, in whatever folder, is wanted; in the order of their names."""
    found = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and "__MACOSX" not in PurePosixPath(member.filename).parts
        and wanted.fullmatch(PurePosixPath(member.filename).name)
    ]
    return sorted(found, key=lambda member: member.filename)


@contextmanager
def _sentences(expected: str) -> Iterator[None]:
    try:
        yield
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise InvalidRequest(f"The file is not valid JSON in UTF-8: {expected} was expected.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise InvalidRequest(f"The zip is damaged: {expected} was expected; download the export again.") from error
    except (NotImplementedError, RuntimeError) as error:
        raise InvalidRequest(
            f"The zip is encrypted or packed in an unusual way: unpack it and send {expected}."
        ) from error


def open_members(upload: bytes, wanted: re.Pattern[str], expected: str) -> Iterator[_Bounded]:
    """The wanted streams of an upload: itself when it is no zip. ``expected`` names the file for error sentences."""
    allowance = [MAX_UNPACKED_BYTES]
    if not is_zip(upload):
        yield _Bounded(io.BytesIO(upload), allowance)
        return
    with _sentences(expected):
        archive = zipfile.ZipFile(io.BytesIO(upload))
    with archive:
        members = wanted_members(archive, wanted)
        if not members:
            raise InvalidRequest(f"The zip does not contain {expected}.")
        for member in members:
            with _sentences(expected):
                stream = archive.open(member)
            with stream:
                yield _Bounded(stream, allowance)


def json_objects(upload: bytes, expected: str) -> Iterator[Any]:
    """The elements of the JSON list(s) in an upload, one at a time; also of a list under the key ``conversations``."""
    for stream in open_members(upload, CONVERSATIONS, expected):
        elements = _elements(stream)
        while True:
            with _sentences(expected):
                element = next(elements, END)
            if element is END:
                break
            yield element


def _elements(stream: _Bounded) -> Iterator[Any]:
    # Built from bare events with a depth of our own: ijson's item paths grow with the square of the depth.
    builder, depth, inside = ObjectBuilder(), 0, 0
    for event, value in ijson.basic_parse(stream, use_float=True, buf_size=PIECE):
        if depth == 0 and event == "start_array":
            depth = inside = 1
            continue
        if event in ("end_array", "end_map"):
            depth -= 1
            if depth < inside:
                continue
        builder.event(event, value)
        if event in ("start_array", "start_map"):
            depth += 1
            if depth > MAX_DEPTH:
                raise InvalidRequest(f"The JSON is nested deeper than {MAX_DEPTH} levels, which no export is.")
        elif depth == inside:
            yield from _rooted(builder.value, inside)
            builder = ObjectBuilder()


def _rooted(value: Any, inside: int) -> Iterator[Any]:
    if not inside and isinstance(value, dict) and isinstance(value.get("conversations"), list):
        yield from value["conversations"]
    else:
        yield value


def only_conversations(file: IO[bytes]) -> bytes:
    """A zip with nothing but the conversations of an export's zip: its images are not sent anywhere.

    Raises `InvalidRequest` when there are none. ``file`` must be seekable.
    """
    expected = "conversations.json"
    packed = io.BytesIO()
    with _sentences(expected):
        archive = zipfile.ZipFile(file)
    with archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as slim:
        members = wanted_members(archive, CONVERSATIONS)
        if not members:
            raise InvalidRequest(f"The zip does not contain {expected}.")
        allowance = [MAX_UNPACKED_BYTES]
        for number, member in enumerate(members):
            with _sentences(expected), archive.open(member) as stream:
                bounded = _Bounded(stream, allowance)
                with slim.open(f"conversations-{number:06d}.json", "w", force_zip64=True) as target:
                    while piece := bounded.read():
                        target.write(piece)
    return packed.getvalue()
