"""Where a long text is cut, so that every part fits a model's window."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n[^\S\n]*\n",
        r"\n",
        r"(?<![.!?…؟।])[.!?…؟।]++[\"'”’»)\]]*+(?=\s)|[。！？]+[」』”）]*",
        r"\s",
    )
)
"""Paragraph, line, sentence and word ends: the best places to cut first."""


def split_text(text: str, limit: int, token_ends: Callable[[str], Sequence[int]]) -> list[tuple[int, int]]:
    """Character ranges that cover ``text`` without a gap, each of at most ``limit`` tokens.

    ``token_ends`` gives the offset behind every token of a text. A part is cut at the best place in its second half;
    the last two parts are about equally long. The time is linear in the length of the text.
    """
    ranges: list[tuple[int, int]] = []
    start, window = 0, limit * 4
    while start < len(text):
        stop = min(start + window, len(text))
        ends = token_ends(text[start:stop])
        if len(ends) <= limit:
            if stop == len(text):
                ranges.append((start, stop))
                break
            window *= 2
            continue
        to_the_end = stop == len(text) and len(ends) <= 2 * limit
        cut = start + _place(text[start:stop], ends, limit, balanced=to_the_end)
        while cut < len(text) and (text[cut].isspace() or unicodedata.combining(text[cut])):
            cut += 1
        ranges.append((start, cut))
        window = 2 * (cut - start)
        start = cut
    return ranges


def _place(window: str, ends: Sequence[int], limit: int, *, balanced: bool) -> int:
    """Where to cut ``window`` behind at most ``limit`` of its tokens."""
    first = max(limit // 2, len(ends) - limit) if balanced else limit // 2
    last = limit - 1
    while last and ends[last] == ends[last + 1]:  # tokens of one character stay together
        last -= 1
    lowest, highest = ends[max(first, 1) - 1], ends[last]
    wanted = ends[len(ends) // 2] if balanced else highest
    until = highest + 1 if window[highest : highest + 1].isspace() else highest
    for place in PLACES:
        found = [match.end() for match in place.finditer(window, lowest, until)]
        if found:
            return min(found, key=lambda offset: abs(offset - wanted))
    return highest
