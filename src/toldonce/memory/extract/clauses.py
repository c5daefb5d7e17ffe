"""From a sentence to its clauses: subject, verb group, the rest, and the times that are named.

"Since May I live in Berlin and work at Siemens" has two clauses, (I, live, "in Berlin", since May) and (I, work,
"at Siemens"). Fillers and hedges are dropped on the way; what a clause means is the business of the themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from toldonce.memory.extract import patterns
from toldonce.memory.extract.grammar import ADVERBS, VerbGroup, can_begin, is_finite, verb_group
from toldonce.memory.extract.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.people import (
    ADJECTIVE,
    NOT_NAMES,
    RELATION,
    RELATIONS,
    SUBJECT_NAME,
    SUBJECT_NAMED,
    SUBJECT_OF,
    SUBJECT_RELATIVE,
    Person,
    is_name,
    kin_or_animal,
    named,
)
from toldonce.memory.extract.verbs import FORMS, takes_form
from toldonce.memory.extract.when import TimePhrase, Times, is_mark, phrase_of, times_of

_PRONOUNS = frozenset("i we you he she they it".split())
_POSSESSIVES = frozenset("my our his her their its".split())
_LINKS = frozenset("and but because so since although though while whereas then plus as or where when that".split())
_PUNCTUATION = frozenset(', ; : ( ) - – — "'.split())
_SPACED = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()\"–—]")
_FILLER = re.compile(
    r"""(?ix)^(?:
      oh | so | well | ok(?:ay)? | yeah | yes | yep | yup | sure | right | hey | hi(?:\ there)? | hello | no(?=\ ,)
      | nope | wait
    | btw | by\ the\ way | fyi | also | and | but | anyway s? | honestly | basically | ugh | wow | hmm+ | ah+ | lol
    | haha | plus
    | just\ so\ you\ know | (?:I\ )?(?:just\ )?want(?:ed)?\ to\ (?:share|report|announce|inform\ you|brag)(?:\ that)?
    | (?:I\ )?(?:am\ )?(?:very\ |so\ |really\ )?(?:glad|happy|excited|proud|thrilled|sad|sorry|pleased
        |delighted)\ to\ (?:say|report|announce|tell\ you|share|inform\ you)(?=\ (?:I|we|my|our)\b)
    | for\ (?:the\ record|your\ (?:reference|information)|the\ form|context|reference|what\ it\ is\ worth)
    | to\ be\ (?:honest|fair|clear|precise|exact) | you\ know(?=\ ,|\ what) | I\ mean | like\ I\ said
    | as\ (?:I\ said|I\ told\ you|you\ know|mentioned|I\ mentioned)
    | fun\ fact | (?:quick|small|little|life|big|great|good|sad|bad|happy)\ (?:update|news) | update | guess\ what
    | (?:the\ )?(?:good|bad|sad|big|great|best)\ news(?:\ is)?(?:\ that)?
    | in\ case\ (?:you\ (?:wondered|were\ wondering|wonder|need\ (?:it|to\ know))|it\ (?:matters|helps)
        |that\ (?:matters|helps)) | since\ you\ asked?
    | just\ to\ let\ you\ know
    | (?:I\ )?(?:should|must|have\ to|wanted\ to|want\ to|would\ like\ to|can|might|forgot\ to|need\ to
        |never)\ (?:also\ )?(?:mention(?:ed)?|add|say|tell\ you|told\ you|admit|confess|note|point\ out
        |let\ you\ know|share)(?:\ that)?
    | (?:I\ )?(?:told|have\ told)\ you(?:\ (?:before|already|earlier))?(?:\ that)?
    | (?:please\ )?(?:remember|note|keep\ in\ mind|bear\ in\ mind|be\ aware|know|consider|save|write\ down
        |take\ note)\ that | let\ me\ tell\ you(?:\ that)?
    | (?:it\ )?turn(?:s|ed)\ out(?:\ that)? | the\ (?:thing|truth|fact)\ is(?:\ that)? | it\ is\ true\ that
    | the\ point\ is(?:\ that)?
    | (?:I\ )?(?:am\ )?(?:very\ |so\ |really\ )?(?:glad|happy|excited|proud|thrilled|sad|sorry|pleased
        |delighted)\ (?:to\ (?:say|report|announce|tell\ you|share)\ )?that(?=\ )
    | I\ (?:just\ |recently\ |have\ )*(?:found\ out|learned|learnt|discovered|realised|realized|noticed)(?:\ that)?
    | I\ (?:think|guess|believe|suppose|would\ say|reckon|must\ say|have\ to\ (?:say|admit))(?:\ that)?(?=\ (?:i
        |my|we|our)\b)
    | (?:you\ )?(?:will\ not|would\ not)\ believe\ (?:it|this) | can\ you\ believe\ it
    | it\ was\ (?:great|fun|awful|amazing) | never\ mind | sorry | thanks? | thank\ you
    | (?:please|just)(?=\ ,) | speaking\ of\ which | on\ (?:another|a\ different)\ note | as\ for\ me | personally
    | for\ me | as\ a\ rule | and\ yes | funny\ enough | of\ course
    | by\ day(?=\ (?:i|we)\b) | by\ (?:profession|trade|training)(?=\ (?:i|we|my|our)\b|\ ?,)
    | for\ (?:a\ living|work)(?=\ (?:i|we|my|our)\b|\ ?,)
    | i\ (?:have\ )?(?:heard|hear|know|noticed|can\ report|am\ told|gather|forgot\ to\ say|must\ tell\ you)
        (?:\ that)?(?=\ (?:i|we|my|our)\b)
    | did\ i\ (?:mention|tell\ you|say)(?:\ that)? | (?:something\ (?:\w+\ )?|it\ )happened(?=\ [:,])
    | in\ my\ (?:free|spare)\ time
    | for\ fun(?=\ (?:i|we)\b) | since\ my\ (?:last\ )?birthday | from\ (?:now|today)\ on | these\ days | nowadays
    | right\ now | at\ the\ moment | at\ present | currently | lately | now | recently | today | finally | then
    | originally | actually | luckily | unfortunately
    | sadly | fortunately | obviously | apparently | usually | normally | generally | sometimes | meanwhile
    | after\ all | in\ fact | as\ it\ happens | in\ general | still | first(?:ly)?(?=\ ,)
    | because | since(?=\ (?:i|we|my)\b) | although | though | while | as(?=\ (?:i|we)\b) | that(?=\ (?:i|we|my)\b)
    | which\ is\ why | that\ is\ why | it\ is\ (?:just\ )?that
    | i\ will\ have\ you\ know | as\ for(?=\ my\b) | before\ that | back\ then | previously | in\ the\ past
      | \w+-wise | i\ made\ a\ mistake
      | let\ me\ correct\ that | i\ got\ that\ wrong | correction | update
    | every\ (?:other\ |single\ )?\w+(?:\ (?:morning|evening|night|afternoon))?(?=\ ,|\ (?:i|we)\b)
    | (?:once|twice|(?:three|four|five)\ times)\ (?:a|every|per)\ \w+
    | on\ (?:\w+days|weekends|weekdays)(?=\ ,|\ (?:i|we)\b)
    | (?:before|after)\ (?:breakfast|lunch|dinner|work|bed|school)(?=\ ,|\ (?:i|we)\b)
    | most\ (?:days|mornings|evenings|nights|weekends)
    | (?:in\ the|each)\ (?:morning|evening|night)s?(?=\ ,|\ (?:i|we)\b)
    )(?:\s*[,:;–—-]\s*|\s+|$)"""
)
_MARKS = frozenset("actually no correction sorry wait oops now".split())


_MANY_PEOPLE = frozenset("people folks kids children friends everybody everyone they".split())
_ATTACHING = frozenset("of to for than this".split())
_MOVED = frozenset("moved rescheduled postponed pushed changed shifted brought delayed".split())


@dataclass(slots=True)
class Clause:
    """One thing that is said.

    ``who`` it is about, or None when it is about a thing; ``what`` of theirs, or the thing ("favourite colour", "the
    dentist appointment"), empty when it is about them. ``rest`` is what follows the verb, without times.
    """

    who: Person | None
    what: str
    verb: VerbGroup
    rest: list[str]
    phrases: list[TimePhrase]
    at: datetime
    fillers: frozenset[str] = frozenset()
    text: str = ""
    with_whom: str = ""
    subject: str = ""
    _times: dict[bool, Times] = field(default_factory=dict)

    @property
    def object(self) -> str:
        """``rest`` as a text."""
        return " ".join(self.rest)

    def times(self, *, ahead: bool = False) -> Times:
        """What its time phrases mean; ``ahead``: what names no year lies in the future."""
        if ahead not in self._times:
            self._times[ahead] = times_of(self.phrases, self.at, ahead=ahead)
        return self._times[ahead]


@dataclass(slots=True)
class Part:
    """The words of one clause, how it is joined to the one before, and whether its subject is left out."""

    tokens: list[str]
    link: str = ""
    elided: bool = False


def tokens_of(sentence: str) -> list[str]:
    """Words and punctuation of a sentence that was made plain and marked."""
    return _SPACED.sub(lambda found: f" {found[0]} ", sentence.rstrip(" .!?")).split()


def split(tokens: Sequence[str]) -> list[Part]:
    """The clauses of a sentence, in their order."""
    low = [token.casefold() for token in tokens]
    parts = [Part([])]
    i, count = 0, len(tokens)
    while i < count:
        link = ""
        j = i
        if low[j] in _PUNCTUATION and parts[-1].tokens:
            link = low[j]
            j += 1
        while j < count and low[j] in _LINKS and (parts[-1].tokens or j > i) and not _is_pronoun(low, j):
            link = low[j]
            j += 1
        if link and j < count and link != "that":
            begins = _begins(tokens, low, j, link)
            if (
                link == "and"
                and low[j] in ("i", "me", "my")
                and not any(is_finite(word, plural=True) for word in _words(parts[-1]))
            ):
                begins = ""
            if begins and _only_leads(parts[-1].tokens):  # "finally , yesterday , I ran": a time alone is no clause
                i = j
                parts[-1].tokens.append(tokens[i])
                i += 1
                continue
            if begins and link == "since":
                parts[-1].tokens.append(link)
            if begins and not (link in ("where", "when", "or", "as") and begins == "elided"):
                parts.append(Part([], link, begins == "elided"))
                i = j
                parts[-1].tokens.append(tokens[i])
                i += 1
                continue
        parts[-1].tokens.append(tokens[i])
        i += 1
    return [part for part in parts if part.tokens]


def _only_leads(tokens: Sequence[str]) -> bool:
    """Whether these words are only times, or times and fillers."""
    words = [token for token in tokens if not is_mark(token)]
    return len(words) < len(tokens) and not (
        words and " ".join(words)[len(leading_fillers(" ".join(words))) :].strip(" ,")
    )


def _is_pronoun(low: Sequence[str], i: int) -> bool:
    """Whether "that" is what the clause is about: "that is Dune"."""
    return low[i] == "that" and i + 1 < len(low) and can_begin(low[i + 1])


def _words(part: Part) -> list[str]:
    return [token.casefold() for token in part.tokens[1:]]


def _begins(tokens: Sequence[str], low: Sequence[str], i: int, link: str) -> str:
    """Whether a clause begins at ``i``: "subject", "elided" (the verb alone), or nothing."""
    while i < len(low) and (low[i] in ADVERBS or is_mark(tokens[i]) or low[i] in ("then", "please")):
        i += 1
    if i >= len(low):
        return ""
    word, following = low[i], low[i + 1] if i + 1 < len(low) else ""
    if word in ("that", "this") and can_begin(following):
        return "subject"
    if word in _PRONOUNS or word in ("there", "nobody", "everyone", "everybody"):
        return "subject" if following and following not in _PUNCTUATION else ""
    if word in _POSSESSIVES:
        return "subject" if _has_verb(low, i + 2) else ""
    if word in ("please", "always", "never", "do", "call", "remind") and link in (
        ",",
        ";",
        ":",
        "-",
        "–",
        "—",
        "and",
        "so",
    ):
        return "subject"
    if tokens[i][:1].isupper() and word not in NOT_NAMES:
        j = i + 1
        while j < len(tokens) and tokens[j][:1].isupper():
            j += 1
        return "subject" if j < len(low) and (is_finite(low[j], plural=False) or low[j] in ADVERBS) else ""
    if link in _PUNCTUATION and _asks_next(word, following):
        return "subject"
    if word in ("raised", "bred") or (word in ("named", "called") and following in ("it", "him", "her", "them", "the")):
        return ""
    if link in ("and", "but", "so", "then") and is_finite(word, plural=True) and following not in ("and",):
        return "elided"
    return ""


def _asks_next(word: str, following: str) -> bool:
    if word in ("what", "where", "when", "why", "how", "who", "which", "any"):
        return True
    return can_begin(word) and following in (
        "you",
        "i",
        "we",
        "it",
        "that",
        "there",
        "they",
        "he",
        "she",
        "anyone",
        "this",
    )


def _has_verb(low: Sequence[str], i: int) -> bool:
    for word in low[i : i + 6]:
        if word in (";", ":", "and", "but"):
            return False
        if is_finite(word, plural=False):
            return True
    return False


_FRONTED = frozenset(
    """
    after before during following despite thanks because due in at on for with to from through over by like between
apart
    besides back until throughout unlike given every each this these those all most once upon within without
    """.split()
)
"""What a phrase in front of the subject begins with: "after the divorce I moved"."""


def _begin_of_subject(low: Sequence[str]) -> int:
    """Where "I" or "we" stands behind a phrase of at most seven words that holds no verb; 0 where none does."""
    for i, word in enumerate(low[1:8], 1):
        if word in ("i", "we"):
            return i
        if can_begin(word) or word in ("who", "that", "which", "if", "when", "and"):
            return 0
    return 0


class Reader:
    """Reads clauses as said by one speaker at one time, with the people that they may refer to."""

    def __init__(self, me: Person, at: datetime, people: Sequence[Person] = ()) -> None:
        self.me = me
        self.at = at
        self.people = list(people)
        self.met: list[Person] = []
        self.casual = False
        self._topic: tuple[Person, str] | None = None
        self._marks: frozenset[str] = frozenset()

    def clauses(self, parts: Iterable[Part], phrases: Sequence[TimePhrase]) -> Iterator[Clause]:
        """The clauses that have a subject and a verb; the others are left out."""
        before: Clause | None = None
        for part in parts:
            clause = self._clause(part, phrases, before)
            self._note_topic(part, clause)
            if clause is not None:
                clause.fillers |= self._marks
                self._marks = frozenset()
                before = clause
                yield clause
            elif not part.elided:
                before = None
                self._marks = _without_fillers(list(part.tokens))[0]

    def _note_topic(self, part: Part, clause: Clause | None) -> None:
        """What "it is" of the next clause may mean: "as for my favourite colour, it is blue"."""
        if clause is not None and clause.who is not None:
            if clause.what and clause.verb.lemma == "be":
                self._topic = clause.who, clause.what
            return
        match = _TOPIC.search(" ".join(token for token in part.tokens if not is_mark(token)).strip(" ,;:"))
        if match:
            who, what = self.who_is(match[0])
            self._topic = (who, what) if who is not None else None
            if who is not None and who.kind != "self" and not what:
                self.people.append(who)

    def _clause(self, part: Part, phrases: Sequence[TimePhrase], before: Clause | None) -> Clause | None:
        own: list[TimePhrase] = []
        tokens: list[str] = []
        for token in part.tokens:
            if not is_mark(token):
                tokens.append(token)
            elif (
                tokens
                and tokens[-1].casefold() in _ATTACHING
                and not phrase_of(token, phrases).preposition
                and not (tokens[-1] == "to" and _MOVED & set(tokens))
            ):
                tokens += phrase_of(token, phrases).text.split()
            else:
                own.append(phrase_of(token, phrases))
        whole = " ".join(tokens)
        fillers, tokens = _without_fillers(tokens)
        low = [token.casefold() for token in tokens]
        if part.elided and before is not None:
            group = verb_group(low, 0)
            if group is None:
                return None
            if any(can_begin(token.casefold()) for token in before.rest):
                return None  # the clause before holds another one, whose subject this may be
            if (
                before.who is not None
                and before.who.kind == "self"
                and takes_form(low[0], "s")
                and self.me.key == "user"
            ):
                return None  # "emails and calls"
            verb, end = group
            if before.verb.modal and takes_form(low[0], "base") and not verb.modal:
                verb = replace(verb, modal=before.verb.modal)
            what = "" if before.verb.lemma == "be" else before.what
            return Clause(before.who, what, verb, tokens[end:], own, self.at, fillers, whole, subject=before.subject)
        if low and low[0] in _FRONTED and (begin := _begin_of_subject(low)):
            tokens, low = tokens[begin:], low[begin:]
        found = self._subject(tokens, low)
        if found is None:
            return None
        who, what, start, with_whom = found
        group = verb_group(low, start)
        if group is None:
            return None
        verb, end = group
        clause = Clause(who, what, verb, tokens[end:], own, self.at, fillers, whole, with_whom,
                        " ".join(tokens[:start]))  # fmt: skip
        if who is None and what in ("it", "that") and self._topic and verb.lemma == "be" and not verb.progressive:
            clause = replace(clause, who=self._topic[0], what=self._topic[1])
        return self._turned_round(clause) or clause

    def _subject(self, tokens: list[str], low: list[str]) -> tuple[Person | None, str, int, str] | None:
        """Who, what of theirs, where the verb begins, and with whom ("Nora and I")."""
        if not low:
            return None
        first = low[0]
        if first in ("i", "we"):
            return self.me, "", 1, ""
        if first == "me" and low[1:2] == ["and"] and (end := self._subject_end(low, tokens)):
            return self.me, "", end, " ".join(tokens[2:end])
        if first == "both" and low[1:4] == ["of", "us"]:
            return self.me, "", 3, ""
        if first in ("she", "he", "they"):
            who = self.antecedent(first)
            return (who, "" if who is not None else first, 1, "")
        if (
            first == "it"
            and low[1:3] in (["is", "called"], ["is", "named"])
            and (who := self.antecedent("it")) is not None
        ):
            return who, "", 1, ""
        if (
            first in ("it", "that", "this", "there", "these", "those")
            and len(low) > 1
            and (can_begin(low[1]) or low[1] in ADVERBS)
        ):
            return None, first, 1, ""
        if self._leaves_out_i(low):
            return self.me, "", 0, ""
        end = self._subject_end(low, tokens)
        if end is None:
            return None
        words = " ".join(tokens[:end])
        with_whom = ""
        if low[end - 1] in ("i", "me") and end > 2 and low[end - 2] == "and":
            with_whom = " ".join(tokens[: end - 2])
            return self.me, "", end, with_whom
        if first in ("his", "her", "their", "its"):
            who = self.antecedent({"his": "he", "her": "she", "their": "they", "its": "it"}[first])
            return (who, " ".join(tokens[1:end]), end, "") if who is not None and end > 1 else None
        who, what = self.who_is(words)
        if who is not None:
            return who, what, end, ""
        return None, words, end, ""

    def _leaves_out_i(self, low: list[str]) -> bool:
        """Whether a clause begins with what somebody did, as in notes: "Moved to Oslo last week"."""
        i = next((i for i, word in enumerate(low) if word not in ADVERBS), 0)
        known = FORMS.get(low[i])
        return len(low) > i + 1 and known is not None and known.form == "past" and low[i + 1] != "by"

    def _subject_end(self, low: list[str], tokens: list[str]) -> int | None:
        """Where the verb group begins behind a noun phrase."""
        own = low[0] in _POSSESSIVES or low[0] in ("the", "a", "an", "one", "no", "some")
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

    def who_is(self, words: str) -> tuple[Person | None, str]:
        """The person that a noun phrase names, and what of theirs it means: "my sister's job" -> (sister, job)."""
        folded = words.casefold()
        if (kin := _ONE_OF_KIN.fullmatch(folded)) and kin["relation"] in RELATION_PLURALS:
            role = RELATION_PLURALS[kin["relation"]]
            who = kin_or_animal(self.me, next(word for word, of in RELATION_WORDS.items() if of == role))
            return (who, "") if who is not None else (None, words)
        if folded.startswith(("one of my ", "one of our ", "some of my ")):
            return self.me, words.split(" ", 3)[3]
        if folded in ("home", "home for me", "the name", "name"):
            return self.me, "name" if folded.endswith("name") else "home"
        if of_mine := _OF_MINE.fullmatch(words):
            who = kin_or_animal(self.me, of_mine["relation"])
            return (who, "") if who is not None else (None, words)
        if folded.startswith(("my ", "our ")):
            match = SUBJECT_RELATIVE.fullmatch(words)
            if match:
                name = match["name"] or ""
                if match["relation"].casefold() in RELATION_PLURALS and match["relation"].casefold() not in (
                    "children",
                ):
                    return None, words
                who = kin_or_animal(self.me, match["relation"], name)
                return (who, match["what"] or "") if who is not None else (None, words)
            if self.casual and (match := _CASUAL_RELATIVE.fullmatch(words)):
                who = kin_or_animal(self.me, match["relation"], match["name"].title())
                return who, match["what"] or ""
            return self.me, words.partition(" ")[2]
        match = SUBJECT_NAMED.fullmatch(words)
        if match:
            return kin_or_animal(self.me, match["relation"], match["name"]), ""
        match = SUBJECT_OF.fullmatch(words)
        if match:
            return kin_or_animal(self.me, match["relation"], match["name"] or ""), match["what"]
        match = SUBJECT_NAME.fullmatch(words)
        if match and is_name(match["name"]):
            return self.known(match["name"]), match["what"] or ""
        if folded.startswith("the ") and (of := _OWN_THING.fullmatch(words)):
            return self.me, of["what"]
        return None, words

    def known(self, name: str) -> Person:
        """Somebody by name: who was introduced, or a stranger."""
        folded = name.casefold()
        return next((one for one in self.people if one.name.casefold() == folded), named(name))

    def antecedent(self, pronoun: str) -> Person | None:
        """Whom a pronoun means, when exactly one fits."""
        genders = {"she": ("f", ""), "he": ("m", ""), "it": ("",), "they": ("f", "m", "")}[pronoun]
        kinds = ("animal",) if pronoun == "it" else ("person", "animal")
        fitting = {one.key: one for one in self.people if one.gender in genders and one.kind in kinds}
        if pronoun in ("she", "he"):
            certain = {key: one for key, one in fitting.items() if one.gender}
            fitting = certain or fitting
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _turned_round(self, clause: Clause) -> Clause | None:
        """ "Teal is my favourite colour" as "my favourite colour is teal"."""
        if clause.verb.lemma != "be" or clause.verb.progressive or not clause.rest:
            return None
        if patterns.match(r"one of the languages (?:that )?(?:i|we) (?:can )?speak\b", clause.object, re.IGNORECASE):
            return replace(clause, who=self.me, what="languages I speak", rest=clause.subject.split(), _times={})
        if clause.who is self.me and not clause.what:
            return None
        rest = list(clause.rest)
        while rest and (rest[0].casefold() in ADVERBS or rest[0].casefold() in ("one", "of", "to", "be", "absolute")):
            rest.pop(0)
        pronoun = {"his": "he", "her": "she", "its": "it", "their": "they"}.get(rest[0].casefold() if rest else "")
        if pronoun and rest[1:] == ["name"] and (whose := self.antecedent(pronoun)) is not None:
            return replace(clause, who=whose, what="name", rest=clause.subject.split(), _times={})
        if len(rest) < 2 or rest[0].casefold() not in ("my", "our"):
            return None
        tail = _value_end(rest)
        who, what = self.who_is(" ".join(rest[:tail]))
        value = clause.subject.split()
        while value and value[-1] == ",":
            value.pop()
        if value and value[0].casefold() in ("so", "and"):
            value.pop(0)
        if (
            who is None
            or not value
            or value[0].casefold() in ("it", "that", "this", "there", "she", "he", "they", "what")
        ):
            return None
        verb = replace(clause.verb, modal="") if clause.verb.modal == "must" else clause.verb
        return replace(clause, who=who, what=what, verb=verb, rest=value, subject=" ".join(rest[:tail]), _times={})


_TOPIC = re.compile(r"\b(?:my|our)\s(?:[\w'-]+\s){0,3}?[\w'-]+$", re.IGNORECASE)
_OWN_THING = re.compile(
    r"(?i:the\s(?P<what>(?:car|phone|company|firm|place|city|town|language|laptop|bike"
    r"|computer)(?:\s(?:that|where))?\s(?:i|we)\s.+))"
)
_ONE_OF_KIN = re.compile(rf"one of (?:my|our) {ADJECTIVE}(?P<relation>{RELATIONS})")
_OF_MINE = re.compile(rf"(?i:(?:an?|one)\s{ADJECTIVE})(?P<relation>(?i:{RELATION}))(?i:\sof (?:mine|ours))")
_CASUAL_WORDS = (
    "sister|brother|wife|husband|girlfriend|boyfriend|partner|son|daughter|mother|father|mom|mum|dad|friend|cousin|aunt"
    "|uncle|dog|cat|boss|colleague"
)
_CASUAL_RELATIVE = re.compile(
    rf"(?i:(?:my|our)\s(?:\w+\s)?(?P<relation>{_CASUAL_WORDS})\s(?P<name>[a-z]{{3,}})(?:'s?\s(?P<what>.+))?)"
)


def _is_noun_here(word: str, following: str) -> bool:
    """Whether a word behind "my" that could be a verb is part of the noun: "my work phone", "my drink of choice"."""
    return following in ("number", "phone", "address", "of", "is", "was", "club", "plan", "card", "licence", "license")


def _value_end(rest: Sequence[str]) -> int:
    for i, token in enumerate(rest):
        if token in _PUNCTUATION or (
            i
            and token.casefold()
            in (
                "and",
                "but",
                "because",
                "so",
                "which",
                "who",
                "now",
                "since",
                "in",
                "too",
                "any",
                "these",
                "right",
                "of",
            )
        ):
            return i
    return len(rest)


def leading_fillers(text: str) -> str:
    """The beginning of a clause that only leads up to it: "oh well, to be honest"."""
    rest = text
    for _ in range(8):
        rest = rest.lstrip(' ,;:-–—()"')
        match = _FILLER.match(rest)
        if match is None or not match.group(0).strip():
            break
        rest = rest[match.end() :]
    return text[: len(text) - len(rest)]


def _without_fillers(tokens: list[str]) -> tuple[frozenset[str], list[str]]:
    """The clause without what only leads up to it; the words among that that mark a change or a correction."""
    text = " ".join(tokens)
    lead = leading_fillers(text)
    return frozenset(_MARKS.intersection(lead.casefold().replace(",", " ").split())), text[len(lead) :].split()
