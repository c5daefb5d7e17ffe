"""Where the subject of a clause ends and its verb group begins, and whom it means."""

from __future__ import annotations

from collections.abc import Sequence

from toldonce.memory.extract.clauses.clause import POSSESSIVES
from toldonce.memory.extract.clauses.referents import Referents
from toldonce.memory.extract.english.people import Person
from toldonce.memory.extract.english.verb_groups import ADVERBS, can_begin, is_finite
from toldonce.memory.extract.english.verbs import FORMS

_MANY_PEOPLE = frozenset("people folks kids children friends everybody everyone they".split())
FRONTED = frozenset(
    """
    after before during following despite thanks because due in at on for with to from through over by like between
apart
    besides back until throughout unlike given every each this these those all most once upon within without
    """.split()
)
"""What a phrase in front of the subject begins with: "after the divorce I moved"."""


def begin_of_subject(low: Sequence[str]) -> int:
    """Where "I" or "we" stands behind a phrase of at most seven words that holds no verb; 0 where none does."""
    for i, word in enumerate(low[1:8], 1):
        if word in ("i", "we"):
            return i
        if can_begin(word) or word in ("who", "that", "which", "if", "when", "and"):
            return 0
    return 0


def subject(tokens: list[str], low: list[str], referents: Referents) -> tuple[Person | None, str, int, str] | None:
    """Who, what of theirs, where the verb begins, and with whom ("Nora and I")."""
    if not low:
        return None
    first = low[0]
    if first in ("i", "we"):
        return referents.me, "", 1, ""
    if first == "me" and low[1:2] == ["and"] and (end := _subject_end(low, tokens)):
        return referents.me, "", end, " ".join(tokens[2:end])
    if first == "both" and low[1:4] == ["of", "us"]:
        return referents.me, "", 3, ""
    if first in ("she", "he", "they"):
        who = referents.antecedent(first)
        return (who, "" if who is not None else first, 1, "")
    if (
        first == "it"
        and low[1:3] in (["is", "called"], ["is", "named"])
        and (who := referents.antecedent("it")) is not None
    ):
        return who, "", 1, ""
    if (
        first in ("it", "that", "this", "there", "these", "those")
        and len(low) > 1
        and (can_begin(low[1]) or low[1] in ADVERBS)
    ):
        return None, first, 1, ""
    if _leaves_out_i(low):
        return referents.me, "", 0, ""
    end = _subject_end(low, tokens)
    if end is None:
        return None
    words = " ".join(tokens[:end])
    with_whom = ""
    if low[end - 1] in ("i", "me") and end > 2 and low[end - 2] == "and":
        with_whom = " ".join(tokens[: end - 2])
        return referents.me, "", end, with_whom
    if first in ("his", "her", "their", "its"):
        who = referents.antecedent({"his": "he", "her": "she", "their": "they", "its": "it"}[first])
        return (who, " ".join(tokens[1:end]), end, "") if who is not None and end > 1 else None
    who, what = referents.who_is(words)
    if who is not None:
        return who, what, end, ""
    return None, words, end, ""


def _leaves_out_i(low: list[str]) -> bool:
    """Whether a clause begins with what somebody did, as in notes: "Moved to Oslo last week"."""
    i = next((i for i, word in enumerate(low) if word not in ADVERBS), 0)
    known = FORMS.get(low[i])
    if len(low) == i + 1 or low[i : i + 2] == ["bit", "of"]:
        return False
    return known is not None and known.form == "past" and low[i + 1] != "by"


def _subject_end(low: list[str], tokens: list[str]) -> int | None:
    """Where the verb group begins behind a noun phrase."""
    own = low[0] in POSSESSIVES or low[0] in ("the", "a", "an", "one", "no", "some")
    begin = 2 if own else 1
    relative_clause = False
    for i in range(begin, min(len(low), begin + 9)):
        word = low[i]
        if word in (";", ":", "(", '"'):
            return None
        if word in ("who", "which") or (own and i > 1 and word in ("i", "we") and low[i - 1] != "and"):
            relative_clause = True
        previous = low[i - 1]
        plural = previous.endswith("s") or low[0] in _MANY_PEOPLE or "and" in low[:i]
        following = low[i + 1] if i + 1 < len(low) else ""
        if relative_clause:
            if word in ("is", "are", "was") and i > begin + 1:
                return i
            continue
        if (
            (
                word in ADVERBS
                and following
                and (is_finite(following, plural=plural) or following in ADVERBS or following == "not")
            )
            and previous not in ("the", "a")
            and not (own and i < 2)
        ):
            return i
        if word == "no" and following in ("longer",):
            return i
        if can_begin(word) or word in ("used", "never"):
            return i
        if (
            is_finite(word, plural=plural)
            and not can_begin(following)
            and not (own and word == low[i] and _is_noun_here(word, following))
        ):
            return i
    return None


def _is_noun_here(word: str, following: str) -> bool:
    """Whether a word behind "my" that could be a verb is part of the noun: "my work phone", "my drink of choice"."""
    return following in ("number", "phone", "address", "of", "is", "was", "club", "plan", "card", "licence", "license")
