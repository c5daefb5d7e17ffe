"""What a query asks for, read from its words: whose statements, at what time, with a number, said by whom."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from toldonce.fleeting import kept_briefly
from toldonce.memory.asking import Asked
from toldonce.memory.temporal import Interval, intervals
from toldonce.memory.terms import STOP_WORDS, query_terms, words
from toldonce.ports import USER, Candidates, Cue

UNSEEN_CHUNKS = 50
"""Added to the number of chunks when terms are weighed: in a memory of three turns not every word is a common one."""
GENERIC_SPEAKERS = frozenset(
    ["user", "human", "customer", "me", "you", "assistant", "ai", "agent", "bot", "chatbot", "model", "system", "tool"]
)
"""Speakers that are parts in a conversation and no persons."""
_DID = (
    r"recommended|suggested|mentioned|said|told|gave|given|listed|provided|explained|described|proposed|advised|shared|wrote"
    r"|created|generated|showed|shown|taught|outlined|helped"
)
ASKS_ASSISTANT = re.compile(
    r"\b(?:you|assistant|ai|chatbot)(?:'d| had| have|'ve)?(?: (?:also|just|previously|earlier|already|then))*"
    rf" (?:{_DID})\b"
    r"|\bdid (?:you|the assistant)\b|\bremind me\b"
    r"|\byour (?:\w+ )?(?:answer|response|reply|recommendation|suggestion|advice|list|explanation)s?\b"
    r"|\b(?:our|the) (?:previous|earlier|last|past) (?:chat|conversation|discussion|session)s?\b",
    re.IGNORECASE,
)
"""A question about what the assistant said."""
ASKS_TIME = re.compile(
    r"^\s*(?:when|what (?:date|day|month|year|time)|how long|since when|on what|(?:in )?which (?:month|year|day))"
    r"|\bhow (?:many|long)\b.{0,200}\b(?:days|weeks|months|years)\b",
    re.IGNORECASE,
)
ASKS_HELP = re.compile(
    r"^\s*(?:please )?(?:(?:can|could|would|will) you (?:please )?)?"
    r"(?:help|show|walk|guide|give|list|summari[sz]e|suggest|recommend|write|make|create|draft|plan)\b"
    r"|^\s*(?:how (?:should|can|could|do|would) i|what (?:should|could|can|would) (?:i|you))\b"
    r"|^\s*i(?:'m| am|'d| would| want| need)\b",
    re.IGNORECASE,
)
"""A request for help or advice, which any turn about it serves: it does not ask for one thing that was said."""
_TALKS = r"(?:conversation|discussion|chat|session|talk)s"
ASKS_SUMMARY = re.compile(
    r"\b(?:summary|overview|recap|summari[sz]e|sum up)\b.{0,300}\b(?:i|we|my|our)\b", re.IGNORECASE | re.DOTALL
)
"""A question for a summary of what somebody did or talked about: what was answered belongs to it too."""
ASKS_COURSE = re.compile(
    r"\border (?:in which |that )?(?:i|we|you)\b|\b(?:what|which) order (?:did|have) (?:i|we|you)\b"
    rf"|\b(?:throughout|across|over) (?:all (?:of )?)?(?:our|my) (?:\w+ )?{_TALKS}\b"
    rf"|\bour (?:\w+ )?{_TALKS}\b"
    r"|\bhow many (?!(?:second|minute|hour|day|week|month|year)s\b)",
    re.IGNORECASE,
)
"""A question about the course of many conversations, or for the number of what came up in them."""
ASKS_NUMBER = re.compile(r"\bhow (?:many|much|often|old|long)\b|\bwhat (?:percentage|number|amount)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """What ranking needs to know of a query.

    ``words`` are case-folded; ``idf`` is the weight of each term; ``cues`` are those that an answer should show;
    ``past``: it asks about what was, so that the overtaken is an answer too; ``asks_help``: for help, not for anything
    that was said; ``asks_own_slot``: for a slot of the user (their home, their age); ``asks_course``: for what happened
    over many conversations, in order, in short or counted.
    """

    words: frozenset[str]
    idf: Mapping[str, float]
    times: Sequence[Interval] = ()
    cues: frozenset[Cue] = frozenset()
    asks_assistant: bool = False
    past: bool = False
    asks_help: bool = False
    asks_own_slot: bool = False
    asks_course: bool = False


def read_question(query: str, asked_at: datetime, asked: Asked) -> Question:
    """Read a query that was asked at a time and asks for these slots; its terms have no weights yet."""
    asks_summary = bool(ASKS_SUMMARY.search(query))
    return Question(
        words=frozenset(words(query)),
        idf={},
        times=intervals(query, asked_at),
        cues=_asked_cues(query),
        asks_assistant=asks_summary or bool(ASKS_ASSISTANT.search(query)),
        past=asked.past,
        asks_help=bool(ASKS_HELP.search(query)),
        asks_own_slot=any(subject == USER for subject, _ in asked.slots),
        asks_course=asks_summary or bool(ASKS_COURSE.search(query)),
    )


def weighed(question: Question, terms: Iterable[str], candidates: Candidates) -> Question:
    """The question with the weights that its terms have where these candidates were found."""
    documents = candidates.chunk_count + UNSEEN_CHUNKS
    return replace(
        question, idf={term: bm25_idf(candidates.document_frequency.get(term, 0), documents) for term in terms}
    )


def bm25_idf(document_frequency: int, documents: int) -> float:
    """Lucene's inverse document frequency: ln(1 + (N - n + .5) / (n + .5)), never negative."""
    return math.log(1 + (documents - document_frequency + 0.5) / (document_frequency + 0.5))


def may_name_someone(query: str) -> bool:
    """Whether a query has a word with a capital that is more than the beginning of a sentence."""
    return any(
        word[0].isupper() and word.casefold() not in STOP_WORDS and word != "I" for word in re.findall(r"\w+", query)
    )


def in_first_person(query: str, speakers: Collection[str]) -> str:
    """A query about speakers as they would put it themselves: their names become "I" and "my".

    People rarely name themselves, while others name them: a name in the query draws its vector towards turns that
    speak to that person, or of any matter of theirs. Who speaks is a step of ranking. A query of nothing but a name
    stays as it is.
    """
    named = _naming(frozenset(speakers))
    if named is None or not named.search(query) or not query_terms(named.sub(" ", query)):
        return query
    return named.sub(lambda match: "my" if match["whose"] else "I", query)


@kept_briefly(1_024)
def _naming(speakers: frozenset[str]) -> re.Pattern[str] | None:
    """What finds the names of these speakers; None when none of them is a person."""
    names = _names(speakers)
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?P<whose>['’]s?)?(?!\w)", re.IGNORECASE)


def _names(speakers: Collection[str]) -> list[str]:
    """The speakers' names whole and word for word, longest first, without function words ("Will")."""
    persons = [speaker.strip() for speaker in speakers if speaker.strip().casefold() not in GENERIC_SPEAKERS]
    pieces = {piece for person in persons for piece in (person, *person.split()) if len(piece) > 1}
    return sorted(
        (piece for piece in pieces if piece.casefold() not in STOP_WORDS), key=lambda name: (-len(name), name)
    )


def _asked_cues(query: str) -> frozenset[Cue]:
    asked: set[Cue] = set()
    if ASKS_TIME.search(query):
        asked.add("time")
    if ASKS_NUMBER.search(query):
        asked.add("number")
    return frozenset(asked)
