"""Whose words a text holds, and what they may state.

Only what the user said sets facts about the user. What an assistant, a tool or a document says carries its origin and a
lower trust; when it is about the user, or asks for something, it waits in quarantine until the user confirms it. Text
that was put in front of a model from memory is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toldonce.fleeting import kept_briefly
from toldonce.model import Origin, Turn
from toldonce.ports import USER, MemoryCandidate

_NOBODY = frozenset(
    """
    user human me i you assistant ai bot chatbot model system tool function agent gpt chatgpt claude gemini llama
    copilot developer
    """.split()
)
_MEMORY = re.compile(r"<\s{0,9}memory\b[^>]{0,200}>.*?(?:<\s{0,9}/\s{0,9}memory\s{0,9}>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]{1,40})\b[^<>\n]{0,200}>")
_ASKS_FOR_A_TEXT = (
    r"(?:(?:translat|summari[sz]|paraphras|rephras|rewrit)\w*|proofread"
    r"|(?:correct|fix|edit|improve|analy[sz]e|review|explain|check)\s+(?:this|these|the|my|following|below))"
)
_TEXT = (
    r"(?:homework|exercises?|essays?|paragraphs?|dialogues?|novel|text ?book|course ?book|exam|dictation|lessons?"
    r"|samples?|grammar|pupil|excerpt|passage|text|draft|transcript|forum|website|internet|online|newspaper|magazine)"
)
_MENDS = (
    r"(?:(?:polish|shorten|correct|proofread|improve|rewrite|rephrase|simplify|tidy up|look over|edit|fix|translate"
    r"|mark|check|style of|tone (?:of|does)|grammar of|spelling of|feedback on)\b[^\n]{0,30}\b(?:this|these"
    rf"|(?:my|the|that) {_TEXT})\b(?! (?:week|month|year|weekend|morning|evening|plan|summer|time|out))"
    r"|(?:make|turn|put) this (?:more|less|sound|shorter|longer|in(?:to)? (?!my|your|the|a\b)))"
)
_PASTED = (
    re.compile(r"```.*?(?:```|\Z)", re.DOTALL),
    re.compile(r"^[ \t]*>.*$", re.MULTILINE),
    re.compile(r"^[ \t]*(?:system|assistant|ai|tool|function)[ \t]*:.*$", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^[ \t-]*(?:begin forwarded message|forwarded message|original message)\b.*", re.M | re.I | re.S),
    re.compile(r"^On [^\n]{4,120} wrote:\s*$.*", re.MULTILINE | re.DOTALL),
    re.compile(r"^(?:From|To|Subject|Date|Sent|Cc):[^\n]*\n(?:From|To|Subject|Date|Sent|Cc):.*", re.M | re.S),
    re.compile(rf"\b{_ASKS_FOR_A_TEXT}\b[^\n.?!:]{{0,80}}:(?=\s).*", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"^[^\n]{0,80}\b(?:here(?:'|’)?s|here is|below is|the following|this is|pasted?|copied|it says|wrote|reads)\b"
        r"[^\n:]{0,120}:[ \t]*\n.*",
        re.MULTILINE | re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"[\"“](?:[^\s\"“”]+\s+){3,200}?[^\s\"“”]+[\"”]"),
)
"""What in a user's turn is somebody else's text: code, quotations, transcripts, mails, pasted passages."""
_UNDER_A_HEADING = tuple(
    re.compile(rf"\A{heading}[ \t]*\n\s*\n.*", re.IGNORECASE | re.DOTALL)
    for heading in (
        rf"[^\n]{{0,80}}\b{_TEXT}\b[^\n]{{0,60}}:",
        rf"[^\n]{{0,60}}\b{_MENDS}[^\n]{{0,60}}[:?]",
        r"(?:from (?:a|an|the|my) [^\n:]{3,40}|(?:somebody|someone|they) (?:posted|wrote|sent)[^\n:]{0,30}):",
    )
)
"""The same, where a first line says so and a blank line follows: "My homework, please check:"."""
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|rule|prompt|previous|above|prior|everything)"
    r"|\b(?:from now on|system prompt|new instructions?|you must|you should|you are to|you will now)\b"
    r"|\b(?:do not|don'?t) (?:tell|reveal|mention)\b"
    r"|\bmake sure (?:to|that|you)\b"
    r"|(?:^|[.!?:;\n][^\S\n]*)(?:please\s+)?(?:always|never|remember(?: that)?|note that the user|call me|reply|respond"
    r"|answer|refer to|recommend|tell|send|forward|transfer|act as|pretend|store|save|memori[sz]e)\b",
    re.IGNORECASE | re.DOTALL,
)


def names_a_person(speaker: str | None) -> bool:
    """Whether a turn's speaker is somebody by name, and not just a side of a chat."""
    return bool(speaker and speaker.strip() and speaker.strip().casefold() not in _NOBODY)


def without_memory(text: str) -> str:
    """The text with everything between memory tags blanked; what is left keeps its place."""
    return _MEMORY.sub(lambda block: re.sub(r"\S", " ", block[0]), text)


@kept_briefly(64)
def pasted_spans(text: str) -> list[tuple[int, int]]:
    """The characters of a user's turn that are not the user's own words, in order, without overlaps."""
    patterns = (*_PASTED, *_UNDER_A_HEADING) if "\n" in text else _PASTED
    spans = sorted([*(match.span() for pattern in patterns for match in pattern.finditer(text)), *_tagged(text)])
    merged: list[tuple[int, int]] = []
    for starts, ends in spans:
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((starts, ends))
    return merged


def _tagged(text: str) -> Iterator[tuple[int, int]]:
    """Blocks between a tag and the end of that tag."""
    opened: dict[str, int] = {}
    for tag in _TAG.finditer(text):
        if not tag["end"]:
            opened.setdefault(tag["name"], tag.start())
        elif tag["name"] in opened:
            yield opened.pop(tag["name"]), tag.end()


def origin_of(turn: Turn, starts: int, ends: int) -> Origin:
    """Where characters ``starts``..``ends`` of a turn come from; what a user pasted is a document."""
    if turn.role == "assistant":
        return "assistant"
    if turn.role == "tool":
        return "tool"
    if turn.role == "system":
        return "document"
    foreign = sum(
        max(0, min(ends, last) - max(starts, first)) for first, last in pasted_spans(without_memory(turn.content))
    )
    return "document" if 2 * foreign > ends - starts else "user"


def reads_as_order(text: str) -> bool:
    """Whether a text asks a reader to do something, as injected instructions do."""
    return _ORDER.search(text) is not None


def judge(turn: Turn, candidate: MemoryCandidate) -> tuple[MemoryCandidate, Origin]:
    """A candidate as the turn's words may state it, and where they come from.

    Anything but the user's own words is quarantined when it is about the user, is an instruction, or reads like one.
    """
    origin = origin_of(turn, candidate.starts, candidate.ends)
    if origin != "user" and not candidate.quarantined:
        about_user = candidate.subject == USER or candidate.subject.startswith(f"{USER}.")
        words = turn.content[candidate.starts : candidate.ends]
        orders = candidate.type == "instruction" or reads_as_order(candidate.content) or reads_as_order(words)
        candidate = replace(candidate, quarantined=about_user or orders)
    return candidate, origin
