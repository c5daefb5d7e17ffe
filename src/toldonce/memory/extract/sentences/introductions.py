"""Who introduces themselves in a list, as one plain sentence for each entry.

"I'm Dana, 34, product designer at Canva, living in Lisbon with my boyfriend Rui" names six facts in one breath, most
of them without a verb. Only a sentence of which at least two entries are known by their shape is taken apart; any other
stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toldonce.memory.extract.english.lexicon import CONDITIONS, DIETS, NATIONALITIES, is_occupation
from toldonce.memory.extract.english.people import NOT_NAMES
from toldonce.memory.extract.sentences.modality import is_unreal, words_of

_LONGEST = 320
_HELLO = re.compile(
    r"^(?:(?:hi|hey|hello|hiya|yo|greetings|good (?:morning|evening|afternoon|day))(?: (?:there|all|everyone|everybody"
    r"|folks|again))?[\s,!.:;–—-]+)+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:ok|okay|so|right|well|first|alright|just)[, ]+)*(?:(?:here is|here are|this is) )?"
    r"(?:(?:(?:an?|some|my|the|bit of|little|quick|short|brief|personal) )*"
    r"(?:intro(?:duction)?|summary|bio|background|context|profile|basics|facts|details|rundown|overview)"
    r"(?: (?:info|facts))?"
    r"(?: (?:on|about|for) (?:me|myself|us))?|(?:a (?:bit|little)|something|some (?:facts|things)|the basics|more)?"
    r"\s?about (?:me|myself|us)|(?:so you know )?who i am|so you know|for (?:context|the record)|me|us)\s?[:–—-]+\s*",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"^(?:(?:so|well|ok|and|yes|as for me)[, ]+)*(?:i am|we are(?: a family of \w+(?: in [\w ]+)?:(?: me,)?)?"
    r"|my name is|this is|it is)\s+",
    re.IGNORECASE,
)
_AS_A = re.compile(r"^as an? (?=\d{2} year old )", re.IGNORECASE)
_BREAK = re.compile(
    r"[\s,;.()–—&-]*(?:(?:and|but|plus|also|now|currently|by the way|as well as|who is|where(?= i\b)|(?:and )?i am"
    r"|(?:a )?proud|a happy|a happily)\b[\s,]*)*",
    re.IGNORECASE,
)
_NEXT = "and|but|plus|with|from|in|based|living|live|working|who|originally|by|out|near"
"""Words that begin another entry."""
_END = rf"(?=\s*(?:[,;.()–—&]|-\s|$)|\s+(?:{_NEXT}|i|where)\b)"
_COMMA = r"(?=\s*[,;.()–—]|\s+and\b|\s*$)"
_STOP = r"(?=\s*[;.()–—]|\s*,\s*(?:and )?(?:i|we|living|based|working|from|originally|married|single|\d{2})\b|\s*$)"
_CAPITAL = r"(?!I\b)[A-ZÀ-ÖØ-Þ]"
_PROPER = rf"(?-i:{_CAPITAL}[\w'’.-]*(?: (?:(?:de|del|la|le|of|the|upon|am|on|&|and the) )*{_CAPITAL}[\w'’.-]*){{0,3}})"
_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){0,2})"
_NUMBER = "one|two|three|four|five|six|seven|[2-9]|an?"
_AGED = r"(?:[\s,(]*(?:(?:who|he|she) is |aged? )?[1-9]\d?(?: years? old)?\)?)?(?![\w])"
_ONE = rf"(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+){_AGED}"
_LIST = rf"{_ONE}(?:(?:,? and |, ?| & ){_ONE}){{0,5}}"
_IN_LIST = re.compile(r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+)(?:[^\w]*(?:(?:who|he|she) is |aged? )?(?P<age>[1-9]\d?))?")
_KIDS = "kids?|children|child|sons?|daughters?|boys?|girls?|twins|toddlers?|bab(?:y|ies)|teenagers?|teens?"
_SONS = frozenset("son sons boy boys".split())
_DAUGHTERS = frozenset("daughter daughters girl girls".split())
_PETS = r"(?:[\w-]+ )?(?:dogs?|cats?|pupp(?:y|ies)|kittens?|parrots?|rabbits?|hamsters?|horses?|retrievers?|beagles?)"
_FIRM = "company|firm|start-?up|agency|studio|bank|consultancy|charity|ngo|non-?profit|lab|practice|shop|business"
_NAMED = re.compile(rf"(?P<name>{_NAME})(?:\s(?P<here>here))?(?=\s*[,(–—:;.]|\s-\s|\s(?:and|from|here)\b|\s*$)")
_DETERMINED = "i|we|my|our|your|his|her|their|an?|the|here"
_TRADE_WORD = rf"(?!(?:{_DETERMINED}|{_NEXT}|at|for|of|on|to)\b)[\w/'-]+"
_CIVIL = frozenset("married engaged single divorced widowed".split())


@dataclass(frozen=True, slots=True)
class _Entry:
    """One shape of an entry: its kind, its pattern, and the sentence that it amounts to."""

    kind: str
    pattern: re.Pattern[str]
    sentence: str


def _entry(kind: str, sentence: str, *patterns: str) -> _Entry:
    return _Entry(kind, re.compile("".join(patterns), re.IGNORECASE), sentence)


_ENTRIES: Sequence[_Entry] = (
    _entry("age", "I am {age} years old.",
           r"(?:aged? )?(?P<age>[1-9]\d) ?(?:years? (?:old|of age)|years? young|yo|y/o|[mf])?\b", _END),
    _entry("age", "I am {age} years old.", r"(?:an? )?(?P<age>[1-9]\d) year old(?=\s+(?!and\b)\w)"),
    _entry("place", "I live in {place}.",
           r"(?:living|lives?|based|residing|reside|located|settled) (?:(?:just|right|out|mostly) )?",
           rf"(?:outside|in|near|out of) (?P<place>{_PROPER})"),
    _entry("place", "I live in {place}.", rf"(?:an? )?(?P<place>{_PROPER})[- ]based\b"),
    _entry("place", "I live in {place}.", rf"out of (?P<place>{_PROPER})"),
    _entry("origin", "I am originally from {place}.",
           rf"(?:(?:originally|born and raised|born|raised|grew up) )+(?:from|in) (?P<place>{_PROPER})"),
    _entry("origin", "I am originally from {place}.", rf"(?:from )?(?P<place>{_PROPER}) originally\b"),
    _entry("origin", "I am originally from {place}.", rf"originally (?P<place>{_PROPER})", _END),
    _entry("place", "I live in {place}.",
           rf"(?:now )?(?:in )?(?P<place>{_PROPER}) (?:these days|nowadays|now|at the moment|for now)\b"),
    _entry("origin", "I am from {place}.", rf"from (?P<place>{_PROPER})(?! (?:corp|inc|ltd|gmbh)\b)", _END),
    _entry("nickname", "Call me {nick}.",
           r"(?:everyone|everybody|(?:most |all )?people|(?:my )?(?:friends|colleagues|family|mates)|they|all)"
           rf"(?: all| just| mostly)? (?:says?|calls?(?: me)?) (?P<nick>{_NAME})\)?", _END),
    _entry("nickname", "Call me {nick}.",
           rf"(?:(?:just )?call me|goes by|i go by|known as|aka) (?P<nick>{_NAME})", _END),
    _entry("nickname", "Call me {nick}.", rf"(?P<nick>{_NAME}) (?:for short|to (?:my )?friends)", _END),
    _entry("nickname", "", rf"short for {_NAME}", _END),
    _entry("work", "I work at {firm}.",
           r"(?:working )?(?:(?:fully |100% )?remote(?:ly)?|freelance|full-time|part-time|permanent|contracting)"
           r" (?:for|at|with) "
           rf"(?:an? (?:[\w-]+ ){{0,3}}(?:{_FIRM}) (?:called |named |\()?)?(?P<firm>{_PROPER})\)?"),
    _entry("moved", "I {deed}.",
           r"(?P<deed>(?:(?:just|recently|newly) )?"
           r"(?:moved|relocated|emigrated|graduated|retired(?! [a-z]+(?:er|or|ian|ist|nurse)\b))\b.*?)", _COMMA),
    _entry("work", "I am working {how}.",
           r"working (?P<how>(?:(?:part|full)[ -]time )?(?:as|at|for|in) .+?)", _COMMA),
    _entry("work", "I work {how}.", r"work (?P<how>(?:(?:part|full)[ -]time )?(?:as|at|for) .+?)", _COMMA),
    _entry("study", "I am studying {what}.", r"studying (?P<what>.+?)", _COMMA),
    _entry("civil", "I am {state}{to}.",
           rf"(?:(?:happily|recently|newly|just) )?(?P<state>{'|'.join(sorted(_CIVIL))})"
           rf"(?! from\b)(?P<to> to {_NAME})?", _END),
    _entry("parent", "I am the {parent} of {whom}.",
           r"(?:an? )?(?:(?:single|new|full-time|stay-at-home|working|busy) )*",
           r"(?P<parent>father|mother|mum|mom|dad|parent) (?:of|to) (?P<whom>[\w' -]+?)", _END),
    _entry("spouse", "My {bond} is {whom}.",
           rf"(?:my )?(?P<bond>wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|spouse)(?: is|:)?"
           rf" (?P<whom>{_NAME})"
           rf"(?=\s+works?\b|\s*[,;.()–—&]|\s-\s|\s*$|\s+(?:{_NEXT})\b)"),
    _entry("condition", "I am {what}.",
           r"(?P<what>type (?:[12]|one|two) diabetic|(?:lactose|gluten|dairy|fructose|histamine)[- ]intolerant"
           r"|colou?r[- ]?blind|left[- ]handed)", _END),
    _entry("pet", "I have {pets}.",
           rf"(?P<pets>(?:{_NUMBER}) {_PETS}(?: (?:called|named)|,|:| \(| [–—-]) ?(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+)"
           r"(?: and (?-i:[A-ZÀ-ÖØ-Þ][\w'’-]+))?)\)?", _END),
    _entry("kids", "I have {kids}.", rf"(?P<kids>no (?:{_KIDS}))", _END),
    _entry("kids", "I have {kids}.",
           r"(?P<kids>(?:\d|one|two|three|four|five|six) (?:kids|children|sons|daughters|boys|girls|cats|dogs)"
           r"(?: \([^()]+\))?)", _END),
    _entry("allergy", "I am allergic to {what}.", r"(?:\w+ly )?allergic to (?P<what>.+?)",
           r"(?=\s*[;.()–—]|,\s|\s+and (?:i|my|living|based|working|allergic|an?)\b|\s*$)"),
    _entry("with", "I live with {whom}.", r"with (?P<whom>(?:my|our) .+?)", _STOP),
    _entry("with", "I have {what}.", r"with (?P<what>.+?)", _STOP),
)  # fmt: skip
_BORN = re.compile(
    rf"(?:an? )?{_PROPER}[- ](?:born|bred|raised)(?: and (?:bred|raised))?\b|(?:he|she|they)/\w+\b", re.IGNORECASE
)
_TRADE = re.compile(
    rf"(?:an? |the )?(?P<trade>{_TRADE_WORD}(?: {_TRADE_WORD}){{0,4}})(?: here\b)?"
    r"(?: by (?:trade|profession|training|day))?"
    rf"(?: (?:on|in|at) (?:an?|the|my) (?-i:[a-z])[\w'’-]*(?: (?-i:[a-z])[\w'’-]*){{0,2}}?{_END})?"
    rf"(?: (?:at|for|@|with) (?:the )?(?P<firm>{_PROPER}))?(?: in (?P<place>{_PROPER}))?",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    rf"(?:(?:an?|my|our|the|proud|father|mother|mum|mom|dad|parent|of) )*(?:(?P<how_many>{_NUMBER}) )?"
    rf"(?:(?:little|young|small|grown|teenage|grown-up) )*(?P<kind>{_KIDS}|(?<=of )(?:two|three|four|five))"
    rf"(?: (?:called|named)|,|:| ?[(–—-])* ?"
    rf"(?P<list>{_LIST})(?:,? both(?: are| aged)? (?P<both>[1-9]\d?))?\)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:an? )?(?P<word>[\w-]+)(?P<since> (?:since|for) [\w ]+?)?" + _END, re.IGNORECASE)
_PLACE_ALONE = re.compile(rf"(?P<place>{_PROPER})(?=\s*[,;.()–—]|\s*$)")
_OWN_CLAUSE = re.compile(r"(?:i|we|my|our)\s", re.IGNORECASE)
_REST = re.compile(r"[^,;()–—]+")
_WHO = re.compile(r"(?:who|which|that)\b", re.IGNORECASE)
_ENDS_IN_A_NAME = re.compile(r"(?:^|\s)(?!I$)[A-ZÀ-ÖØ-Þ][\w'’-]+$")
_OTHER = re.compile(
    r"(?:he|she|they|(?:the|his|her|their|this|that|your) .*\b(?:is|are|was|has|have))\b", re.IGNORECASE
)
_BEFORE_AN_AGE = frozenset({"nickname", "place", "origin", "work", "trade", "moved", "study", "word", "condition"})
"""Entries that end in a name which is nobody's."""
_SURE_ALONE = frozenset({"age", "trade", "place", "civil"})
"""Of which one is enough beside a name."""
_CUES = re.compile(r"[,(–—]| - |\b(?:year old|based|living|with|from|here|and)\b", re.IGNORECASE)


def presented(sentence: str) -> list[str]:
    """The plain sentences that an introduction amounts to; a sentence (plain) that is none alone."""
    if len(sentence) > _LONGEST or not _CUES.search(sentence):
        return [sentence]
    text = _HELLO.sub("", sentence.strip().rstrip(" .!"))
    labelled = _LABEL.match(text) is not None
    text = _LABEL.sub("", text)
    spoken = _I_AM.match(text) or _AS_A.match(text)
    if spoken is not None:
        text = text[spoken.end() :]
    elif not (labelled or _begins_a_list(text) or _NAMED.match(text)):
        return [sentence]
    if is_unreal(sentence, words_of(sentence)):
        return [sentence]
    return _Introduction(text, spoken=spoken is not None, labelled=labelled).read() or [sentence]


def _begins_a_list(text: str) -> bool:
    """Whether a text without a verb begins like one who presents themselves: "34M, developer, Berlin"."""
    first = text.partition(",")[0].strip()
    return (
        re.fullmatch(r"[1-9]\d ?(?:years old|yo|[mf])?", first, re.IGNORECASE) is not None
        or (first.casefold() in _CIVIL and "," in text)
        or (len(first.split()) < 6 and is_occupation(first.removesuffix(" here")))
    )


class _Introduction:
    """An introduction as it is taken apart, without its greeting and its "I am"."""

    def __init__(self, text: str, *, spoken: bool, labelled: bool) -> None:
        self._text = text
        self._spoken = spoken
        self._labelled = labelled
        self._at = 0
        self._kinds: list[str] = []
        self._told: list[str] = []
        self._unknown: list[str] = []
        self._named = False
        self._of_another = False
        """Whether an age stood behind somebody's name: what follows would be told of them."""

    def read(self) -> list[str]:
        """Its sentences; none where too little of it is known."""
        named = self._named = self._name()
        while self._at < len(self._text):
            self._skip()
            if self._at >= len(self._text):
                break
            if (named or self._kinds) and _OWN_CLAUSE.match(self._text, self._at):
                self._told.append(self._text[self._at :])
                break
            if not self._known():
                self._leave()
        kinds = set(self._kinds)
        enough = len(kinds) > 1 or (named and bool(kinds & _SURE_ALONE))
        strange = self._of_another or len(self._unknown) > max(self._spoken or self._labelled, len(kinds) - 3)
        if not enough or strange or not (self._spoken or named or kinds & {"age", "trade"}):
            return []
        alone = self._unknown[0] if len(self._unknown) == 1 and self._spoken else ""
        rest = () if not alone or _WHO.match(alone) or _ENDS_IN_A_NAME.search(alone) else (f"I am {alone}.",)
        return [*self._told, *rest]

    def _name(self) -> bool:
        found = _NAMED.match(self._text)
        if found is None or not (self._spoken or self._labelled or found["here"]):
            return False
        word = found["name"].split()[0].casefold()
        if word in NOT_NAMES | NATIONALITIES | DIETS | _CIVIL or is_occupation(found["name"]):
            return False
        self._told.append(f"My name is {found['name']}.")
        self._at = found.end()
        return True

    def _skip(self) -> None:
        between = _BREAK.match(self._text, self._at)
        if between is not None:
            self._at = between.end()

    def _behind_a_name(self) -> bool:
        """Whether what was passed last ends in a name that is not the user's own: "a story about Ada, 29"."""
        passed = self._text[: self._at].rstrip(" ,(–—-")
        last = self._kinds[-1] if self._kinds else ""
        at_the_name = self._named and not self._kinds and not self._unknown
        return last not in _BEFORE_AN_AGE and not at_the_name and _ENDS_IN_A_NAME.search(passed) is not None

    def _children(self) -> bool:
        """Children by name, each perhaps with an age: "two kids - Arjun who is 9 and Meera, 6"."""
        found = _CHILDREN.match(self._text, self._at)
        if found is None:
            return False
        word = found["kind"].casefold()
        own = "son" if word in _SONS else "daughter" if word in _DAUGHTERS else "child"
        self._take("kids", "", found.end())
        for one in _IN_LIST.finditer(found["list"]):
            self._told.append(f"My {own}'s name is {one['name']}.")
            if age := one["age"] or found["both"]:
                self._told.append(f"My {own} {one['name']} is {age} years old.")
        return True

    def _known(self) -> bool:
        if self._children():
            return True
        for entry in _ENTRIES:
            found = entry.pattern.match(self._text, self._at)
            if found is not None:
                words = {name: word or "" for name, word in found.groupdict().items()}
                self._of_another |= entry.kind == "age" and self._behind_a_name()
                self._take(entry.kind, entry.sentence.format_map(words), found.end())
                return True
        return self._passed() or self._trade() or self._word() or self._place_alone()

    def _passed(self) -> bool:
        """Where somebody was born and bred, beside which the land of today counts; and how they are spoken of."""
        found = _BORN.match(self._text, self._at)
        if found is None:
            return False
        self._at = found.end()
        return True

    def _trade(self) -> bool:
        found = _TRADE.match(self._text, self._at)
        if found is None or not is_occupation(found["trade"]):
            return False
        at_firm = f" at {found['firm']}" if found["firm"] else ""
        self._take("trade", f"I am {_with_article(found['trade'])}{at_firm}.", found.end())
        if found["place"] and not found["firm"]:
            self._take("place", f"I live in {found['place']}.", found.end())
        return True

    def _word(self) -> bool:
        """A diet, an illness or a nationality."""
        found = _WORD.match(self._text, self._at)
        if found is None:
            return False
        word = found["word"].casefold()
        if word in DIETS or word in NATIONALITIES or CONDITIONS.fullmatch(word):
            self._take("word", f"I am {found['word']}{found['since'] or ''}.", found.end())
            return True
        return False

    def _place_alone(self) -> bool:
        """A place without any word for it, which only a list has: "chef, Turin"."""
        found = _PLACE_ALONE.match(self._text, self._at)
        if (
            found is None
            or (
                self._spoken
                and not self._labelled
                and not ("trade" in self._kinds and (self._named or "age" in self._kinds))
            )
            or found["place"].split()[0].casefold() in NOT_NAMES
            or "place" in self._kinds
            or not {"age", "trade"} & set(self._kinds)
        ):
            return False
        self._take("place", f"I live in {found['place']}.", found.end())
        return True

    def _take(self, kind: str, sentence: str, end: int) -> None:
        self._kinds.append(kind)
        if sentence:
            self._told.append(sentence)
        self._at = end

    def _leave(self) -> None:
        """Pass what is not known, up to the next comma."""
        rest = _REST.match(self._text, self._at)
        end = rest.end() if rest is not None else self._at + 1
        self._unknown.append(self._text[self._at : end].strip())
        self._of_another |= _OTHER.match(self._unknown[-1]) is not None
        self._at = end


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiouAEIOU' else 'a'} {noun}"
