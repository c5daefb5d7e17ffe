"""The documentation as the tests see it: its pages, their links and their code blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<language>[a-z]*)[^\n]*\n(?P<body>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL
)
NOT_RUN = re.compile(r"<!--\s*not run:\s*\S[^>]*-->\s*\Z")
REFUSED = re.compile(r"<!--\s*refused\s*-->\s*\Z")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?P<target>[^)\s]+)\)|!\[[^\]\n]*\]\((?P<image>[^)\s]+)\)")
VARIES = re.compile(r"(?P<any>(?:\\\.){3})|(?P<day>\d{1,2}\\ [A-Z][a-z]+\\ \d{4})|(?P<number>\d\\\.\d\d)")
VARIED = {"any": ".*", "day": r"\d{1,2} [A-Z][a-z]+ \d{4}", "number": r"\d\.\d\d"}
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*$", re.MULTILINE)
RUN_LANGUAGES = ("bash", "python")


@dataclass(frozen=True)
class Block:
    """A code block; ``expected`` is the text block right behind it: what it prints.

    ``refused``: it is marked ``<!-- refused -->``, and the service answers it with an error.
    """

    page: Path
    line: int
    language: str
    body: str
    expected: str | None
    refused: bool


def pages() -> list[Path]:
    """Every page a reader can open."""
    beside = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")]
    return [*beside, *sorted((ROOT / "docs").rglob("*.md"))]


def runnable_pages() -> list[Path]:
    """The pages whose commands are run: what people copy from."""
    return [ROOT / "README.md", ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]


def prose(page: Path) -> str:
    """A page without its code blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as links use them."""
    found: set[str] = set()
    for heading in HEADING.finditer(prose(page)):
        words = re.sub(r"[^\w\- ]", "", heading["text"].lower().replace("`", ""))
        anchor = words.strip().replace(" ", "-")
        number = 1
        while anchor in found:
            anchor = f"{words.strip().replace(' ', '-')}-{number}"
            number += 1
        found.add(anchor)
    return found


def links(page: Path) -> list[str]:
    """The targets of a page's links and pictures."""
    return [link["target"] or link["image"] for link in LINK.finditer(prose(page))]


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that are run: all in bash and Python but those marked `<!-- not run: why -->`."""
    text = page.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    found: list[Block] = []
    for position, fence in enumerate(fences):
        if fence["language"] not in RUN_LANGUAGES or NOT_RUN.search(text[: fence.start()]):
            continue
        following = fences[position + 1] if position + 1 < len(fences) else None
        between = text[fence.end() : following.start()] if following else ""
        shown = following is not None and following["language"] == "text" and not between.strip()
        found.append(
            Block(
                page=page,
                line=text.count("\n", 0, fence.start()) + 1,
                language=fence["language"],
                body=fence["body"],
                expected=following["body"] if following is not None and shown else None,
                refused=REFUSED.search(text[: fence.start()]) is not None,
            )
        )
    return found


def printed(expected: str, output: str) -> str | None:
    """The first line of ``expected`` that ``output`` lacks, or None.

    Lines count in their order. `...` stands for anything, a day such as 3 March 2026 and a number such as 0.87 for any.
    """
    position = 0
    for line in expected.splitlines():
        if not line.strip() or line.strip() == "...":
            continue
        pattern = VARIES.sub(lambda part: VARIED[part.lastgroup or ""], re.escape(line.strip()))
        match = re.compile(pattern).search(output, position)
        if match is None:
            return line
        position = match.end()
    return None
