"""From a template and its words to a sentence."""

from __future__ import annotations

from collections.abc import Mapping


def phrased(template: str, words: Mapping[str, str]) -> str:
    """The sentence. A name with a capital stands for the word with one; so does a word that begins the sentence."""
    capitals = {name.capitalize(): _capital(text) for name, text in words.items()}
    text = template.format_map({**words, **capitals})
    return _capital(text) if template.startswith("{") else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
