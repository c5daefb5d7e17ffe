"""What the learned reader found, said again in words that the rules read for certain.

So a value is normalised, a date resolved and a memory worded by the rules in every case, and what they refuse (no age,
no name) is refused here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toldonce.memory.extract.english.lexicon import RELATION_WORDS, SPECIES, is_occupation
from toldonce.memory.extract.english.verbs import base_of, takes_form
from toldonce.memory.extract.english.when import mark_times
from toldonce.memory.extract.learned.network import Reading
from toldonce.memory.extract.sentences.wording import plain
from toldonce.memory.slots import RELATIVES

WAYS: Mapping[str, str] = {
    "name state": "My name is {value}.",
    "nickname state": "Call me {value}.",
    "age state": "I am {value} years old.",
    "birthday state": "My birthday is on {value}.",
    "home state": "I have lived in {value} {since}.|I live in {value}.",
    "home change": "I moved to {value} {when}.|I live in {value} now.",
    "home end": "I moved away from {old} {when}.|I no longer live in {old}.",
    "hometown state": "I grew up in {value}.",
    "job state": "I have worked as {a} {since}.|I work as {a}.",
    "job change": "I became {a} {when}.|I work as {a} now.",
    "job end": "I no longer work as {old_a}.|I lost my job.",
    "employer state": "I have worked at {value} {since}.|I work at {value}.",
    "employer change": "I started working at {value} {when}.|I work at {value} now.",
    "employer end": "I quit my job at {old} {when}.|I no longer work at {old}.|I quit my job.",
    "partner state": "My {role}'s name is {value}.|My partner's name is {value}.",
    "partner end": "I broke up with {old} {when}.|I broke up with {old}.|My partner and I broke up.",
    "family state": "My {role}'s name is {value}.",
    "child state": "My {role}'s name is {value}.|My child's name is {value}.",
    "pet state": "My {role}'s name is {value}.|My pet's name is {value}.",
    "pet end": "I no longer have {old}.|I no longer have a {role}.",
    "allergy state": "I am allergic to {value}.",
    "allergy end": "I am no longer allergic to {old}.",
    "condition state": "I was diagnosed with {value}.",
    "condition end": "I am no longer diagnosed with {old}.",
    "diet state": "I have been {value} {since}.|I am {value}.",
    "diet change": "I became {value} {when}.|I am {value} now.",
    "diet end": "I am no longer {old}.|I eat everything again.",
    "car state": "My car is {a}.",
    "car change": "I bought {a} {when}.|I drive {a} now.",
    "car end": "I no longer drive {old_a}.|I no longer have a car.",
    "phone state": "My phone is {a}.",
    "phone change": "I switched to {a} as my phone {when}.|My new phone is {a}.",
    "favourite state": "My favourite {role} is {value}.",
    "favourite change": "My favourite {role} is {value} now.",
    "like state": "I like {value}.",
    "like end": "I no longer like {old}.",
    "dislike state": "I dislike {value}.",
    "dislike end": "I no longer dislike {old}.",
    "hobby state": "My hobby is {value}.",
    "hobby end": "I gave up {old}.",
    "language state": "I speak {value}.",
    "habit state": "I usually {do} {cadence}.",
    "habit end": "I no longer {do} {cadence}.|I no longer {do}.",
    "commitment state": "I have to {do} {due}.",
    "instruction state": "From now on, always {do}.",
    "instruction end": "You no longer need to {do}.",
    "prohibition state": "Never {do}.",
    "prohibition end": "You can {do} again.",
    "event state": "I {did} {when}.",
    "third_home state": "{who} lives in {value}.",
    "third_job state": "{who} works as {a}.",
    "third_job end": "{who} no longer works as {old_a}.",
    "third_employer state": "{who} works at {value}.",
    "third_employer end": "{who} no longer works at {old}.",
}
"""By what is stated; of several ways the first for which every word was found, and in which the rules read it. Some
ends are told without a name: "the judge signed the papers", "we are without wheels"."""
_SOMEBODY: Mapping[str, str] = {
    one: f"{{old}} is no longer my {one.replace('_', ' ')}."
    for one in ("best_friend", "boss", "flatmate", "manager", "roommate")
}
ALSO_OVER: Mapping[str, Mapping[str, str]] = {
    "allergy end": {"condition": "I no longer have {old}."},
    "car end": {"belonging": "I sold my {old}.", "bike": "I sold my {old}."},
    "condition end": {"allergy": "I am no longer allergic to {old}.", "medication": "I no longer take {old}."},
    "employer end": {
        "hobby": "I gave up {old}.", "job": "I quit my job.", "membership": "I am no longer a member of {old}.",
        "school": "I gave up {old}.",
    },
    "hobby end": {
        "course": "I dropped the {old} course.", "language": "I no longer learn {old}.",
        "membership": "I am no longer a member of {old}.",
    },
    "job end": {"employer": "I lost my job."},
    "partner end": _SOMEBODY,
    "pet end": _SOMEBODY,
}  # fmt: skip
"""What else an end with these words may be of, by attribute: the kinds that are read know no medicines, bicycles or
friends, and an end of what nobody told is no memory. A way that names nothing is for an end that names nothing."""
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name"}), "nickname": frozenset({"called"}), "age": frozenset({"age"}),
    "birthday": frozenset({"birthday"}), "home": frozenset({"home"}), "hometown": frozenset({"hometown"}),
    "job": frozenset({"job"}), "employer": frozenset({"employer"}),
    "partner": frozenset({"partner", "spouse", "fiance", "marital_status"}), "family": RELATIVES,
    "child": frozenset({"child", "son", "daughter", "stepson", "stepdaughter"}), "pet": frozenset({"pet"}),
    "allergy": frozenset({"allergy"}), "condition": frozenset({"condition"}), "diet": frozenset({"diet"}),
    "car": frozenset({"car"}), "phone": frozenset({"phone"}), "hobby": frozenset({"hobby"}),
    "language": frozenset({"language"}), "habit": frozenset({"habit"}), "commitment": frozenset({"commitment"}),
    "instruction": frozenset({"instruction", "reply_language", "time_format"}),
    "prohibition": frozenset({"instruction"}), "event": frozenset({"event"}), "third_home": frozenset({"home"}),
    "third_job": frozenset({"job"}), "third_employer": frozenset({"employer"}),
}  # fmt: skip
"""What a restated sentence may be read as; for a favourite and a taste the attribute names the thing."""
_LOWER = frozenset(
    "job third_job allergy condition diet like dislike hobby habit favourite event instruction prohibition".split()
)
"""Kinds whose values are no names, so that a capital at the beginning of a sentence is only that."""
_OF_NAMES = frozenset("name nickname partner family child pet".split())
_NO = re.compile(r"\b(?:never|not|no|don['’]?t|stop|without)\b", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"(?:an?|the|my|our|his|her|their)\s", re.IGNORECASE)


def fits(kind: str, attribute: str) -> bool:
    """Whether the rules read the restated sentence as what it was said for."""
    if kind in ("like", "dislike"):
        return attribute.startswith("taste.")
    if kind == "favourite":
        return attribute.startswith("favourite.")
    return attribute in ATTRIBUTES[kind]


def restated(reading: Reading, sentence: str) -> Iterator[str]:
    """The statement in plain words, the fullest first; none when a word that it needs was not found in the sentence."""
    words = _words(reading, sentence)
    is_named = reading.relation == "end" and bool(words["old"])
    for way in WAYS[f"{reading.kind} {reading.relation}"].split("|"):
        places = _PLACE.findall(way)
        if all(map(words.get, places)) and (places or not is_named):
            yield way.format_map(words)


def also_over(reading: Reading, sentence: str) -> Iterator[tuple[str, str]]:
    """What else may be over by these words: the attribute, and the end of it in plain words."""
    ways = ALSO_OVER.get(f"{reading.kind} {reading.relation}", {})
    words = _words(reading, sentence) if ways else {}
    for attribute, way in ways.items():
        if ("{" in way) == bool(words["old"]):
            yield attribute, way.format_map(words)


def _words(reading: Reading, sentence: str) -> dict[str, str]:
    kind = reading.kind
    found = {mark: _inside(said, sentence) if kind in _LOWER else said for mark, said in reading.marked.items()}
    if kind in _OF_NAMES and sentence == sentence.lower():
        found |= {mark: _named(found[mark]) for mark in ("value", "old") if mark in found}
    if sentence == sentence.lower() and "who" in found:
        found["who"] = _named_last(found["who"])
    value, old = _whole(kind, found.get("value", ""), sentence), found.get("old", "")
    words = {
        "value": value,
        "old": old,
        "a": _with_article(value),
        "old_a": _with_article(old),
        "who": found.get("who", ""),
        "cadence": found.get("cadence", ""),
        "role": _role(kind, found.get("role", "")),
    }
    if kind in ("habit", "commitment", "instruction", "prohibition"):
        words["do"] = "" if _is_the_other_one(kind, reading, sentence) else _infinitive(value)
    if kind == "event" and takes_form(value.split(" ", 1)[0].casefold(), "past"):
        words["did"] = value
    _, phrases = mark_times(plain(sentence))
    times = [(phrase.preposition, phrase.text.strip(" .,")) for phrase in phrases]
    times = [(how, text) for how, text in times if text.casefold() not in f"{value} {old}".casefold()]
    words["since"] = " ".join(text for how, text in times if how in ("since", "for"))
    words["when"] = " ".join(text for how, text in times if how not in ("since", "for", "until"))
    words["due"] = words["when"]
    return words


def _whole(kind: str, value: str, sentence: str) -> str:
    """A value of which only the beginning was marked: "Ann" of "Ann-Marie", "call" of "call centre agent"."""
    if found := re.search(rf"\b{re.escape(value)}(?:-\w+)+", sentence) if value else None:
        return found[0]
    if kind in ("job", "third_job") and value and not is_occupation(value):
        longer = (re.search(rf"\b{re.escape(value)}(?:\s[a-z-]+){{{more}}}", sentence) for more in (1, 2))
        return next((one[0] for one in longer if one and is_occupation(one[0])), value)
    return value


def _inside(said: str, sentence: str) -> str:
    """Words as they stand inside of a sentence."""
    starts = sentence.startswith(said) and said[1:2].islower()
    return said[0].lower() + said[1:] if starts else said


def _named(said: str) -> str:
    """A name that was typed in small letters: "ann-marie"."""
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda found: found[0].upper(), said)


def _named_last(who: str) -> str:
    """The name of "my old roommate fabio"; "my brother" has none."""
    before, _, name = who.rpartition(" ")
    return who if name in RELATION_WORDS or who in RELATION_WORDS else f"{before} {_named(name)}".strip()


def _with_article(noun: str) -> str:
    if not noun or _ARTICLE.match(noun):
        return noun
    return f"{'an' if noun[0].casefold() in 'aeiou' else 'a'} {noun}"


def _is_the_other_one(kind: str, reading: Reading, sentence: str) -> bool:
    """Whether what is marked as forbidden is asked for, beside what is not: "give it in grams, never cups"."""
    before, _, behind = sentence.partition(reading.marked.get("value", ""))
    forbids = kind == "prohibition" and reading.relation != "end"
    return forbids and _NO.search(behind) is not None and _NO.search(before) is None


def _infinitive(words: str) -> str:
    """ "using emojis" -> "use emojis"; what begins with no verb is nothing to do."""
    first, _, rest = words.removeprefix("to ").partition(" ")
    verb = base_of(first.casefold())
    if verb is None and not rest:
        return ""
    return f"{verb or first.casefold()} {rest}".strip()


def _role(kind: str, role: str) -> str:
    """What somebody is to the user, by a word that the rules know; the last words of it, if not all of them."""
    known = SPECIES if kind == "pet" else RELATION_WORDS
    if kind == "favourite":
        return role
    words = role.casefold().split()
    for first in range(len(words)):
        if " ".join(words[first:]) in known:
            return " ".join(words[first:])
    return ""
