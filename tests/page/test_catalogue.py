"""Every text that the page shows stands in one catalogue, and everything in the catalogue is used."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from toldonce.server.pages import STATIC

CATALOGUE = STATIC / "words.js"
NO_MODULES = {"words.js", "docs.js", "redoc.js"}
MODULES = sorted(file for file in STATIC.rglob("*.js") if "vendor" not in file.parts and file.name not in NO_MODULES)
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\\n]|\\.)*)`')
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.S)
SENTENCE = re.compile(r"[A-Za-z]{2,}[,.;:!?]? [A-Za-z]{2,}|^[A-Z][a-z]+[.!?…]?$")
"""Two words in a row, or one that begins with a capital, are for a person."""
NOT_TEXT = re.compile(
    r"^(?:curl |from (?:toldonce|openai) import|[a-z0-9 .,%{}()$#:/*=>_-]+$|M[0-9. ]"
    r"|Enter|Escape|Python|OpenAI)"
)
"""Programs, classes, paths, keys and names of products."""
PRODUCT = "toldonce"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(STATIC)))
def test_a_module_holds_no_text_of_its_own(file: Path) -> None:
    code = COMMENT.sub("", file.read_text(encoding="utf-8"))
    strings = [one or other for one, other in STRING.findall(code)]
    texts = [re.sub(r"\$\{[^}]*\}", "", one) for one in strings]
    assert [one for one in texts if SENTENCE.search(one) and not NOT_TEXT.match(one)] == []


class _Texts(HTMLParser):
    """Text and spoken attributes that stand in the markup itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in {"title", "placeholder", "aria-label", "alt"} and value:
                self.found.add(value)

    def handle_data(self, text: str) -> None:
        if text.strip():
            self.found.add(text.strip())


def test_the_markup_names_its_texts_only() -> None:
    read = _Texts()
    read.feed((STATIC / "index.html").read_text(encoding="utf-8"))
    without_script = re.search(r'noScript: "([^"]+)"', CATALOGUE.read_text(encoding="utf-8"))
    assert without_script is not None
    assert read.found == {PRODUCT, without_script[1]}, "what stands there before any script runs"


def test_every_text_of_the_catalogue_is_used() -> None:
    known = re.findall(r"^  (\w+):", CATALOGUE.read_text(encoding="utf-8"), re.M)
    places = "\n".join(file.read_text(encoding="utf-8") for file in (*MODULES, STATIC / "index.html", CATALOGUE))
    used = set(re.findall(r"(?<!/)\bwords\.(\w+)|data-(?:text|label|hint)=\"(\w+)\"", places))
    names = {one or other for one, other in used}
    chosen = set(re.findall(r'"(\w+)"', places)) | {"noScript"}
    assert [one for one in known if one not in names | chosen and not one.startswith("place_")] == []
    assert sorted(names - set(known)) == [], "and everything that is used is there"
