"""How many tokens a text takes, without asking a tokenizer."""

from __future__ import annotations

ASCII_CHARACTERS_PER_TOKEN = 4.0
OTHER_CHARACTERS_PER_TOKEN = 1.5


def estimate_tokens(text: str) -> int:
    """Tokens of a text, at least 1 unless it is empty.

    English takes about four characters a token with the usual byte-pair vocabularies, other scripts one to two; the
    estimate is meant to be a little too high rather than too low.
    """
    if not text:
        return 0
    ascii_count = len(text.encode("ascii", "ignore"))
    other_count = len(text) - ascii_count
    return max(1, round(ascii_count / ASCII_CHARACTERS_PER_TOKEN + other_count / OTHER_CHARACTERS_PER_TOKEN))
