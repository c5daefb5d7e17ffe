"""Who and what is told as a list, as one plain sentence each: "Kids: Simon (8), Tess (5)", "dad of twins, Leo and Mia".

People list their children, pets, languages or allergies like entries of a form, without a verb, or beside a count. Only
a list of which every entry is a name (or, under a label, a thing) is read so; any other sentence stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from toldonce.memory.extract.english.lexicon import DIETS, LANGUAGES, RELATION_PLURALS, RELATION_WORDS, SPECIES
from toldonce.memory.extract.english.people import ANIMAL, NOT_NAMES
from toldonce.memory.extract.sentences.modality import words_of

_CHILDREN = {"boys": "son", "girls": "daughter", "lads": "son", "kids": "child", "kiddos": "child", "twins": "child",
             "triplets": "child", "children": "child", "little ones": "child"}  # fmt: skip
"""What parents call their children, and what each of them is."""
_OF_KIN = {**{word: word for word in RELATION_WORDS}, **{plural: role for plural, role in RELATION_PLURALS.items()
           if role in RELATION_WORDS}, **_CHILDREN}  # fmt: skip
_NO_FAMILY = frozenset(
    "friend best_friend roommate flatmate neighbour colleague boss manager coach teacher doctor dentist therapist"
    " landlord ex partner parent".split()
)
"""Of whom a line "Doctor: ..." is rather a dialogue, and whom other rules read."""
_FAMILY = {
    word: one for word, one in _OF_KIN.items() if RELATION_WORDS.get(word, RELATION_PLURALS.get(word)) not in _NO_FAMILY
}
_HERDS = {f"{'mice' if one == 'mouse' else f'{one}s'}": one for one in SPECIES} | {
    "puppies": "puppy", "bunnies": "bunny", "ponies": "pony", "guinea pigs": "guinea pig", "goldfish": "goldfish"
}  # fmt: skip


def _any(words: Sequence[str] | frozenset[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_COUNT = r"(?:\d|one|two|three|four|five|six|seven|eight|a couple of|both)"
_HOW = (
    r"(?:(?:proud|happy|lovely|beautiful|wonderful|gorgeous|little|young|grown|grown-up|adult|teenage|small|tiny|older"
    r"|elder|younger|big|great|rescue|fluffy|old|adorable|crazy|busy|single|stay-at-home|full-time|new|twin|identical"
    r"|amazing|sweet|cute|naughty|house|adopted) )*"
)
_KIN_WORDS = _any(frozenset(_FAMILY) - frozenset(RELATION_WORDS))
_HERD_WORDS = _any(frozenset(_HERDS))
_PARENT = r"(?:mum|mom|mama|mam|mother|dad|daddy|papa|father|parents?)"
_HERE = r"(?: (?:here|in (?:this|the|our|my) (?:house|home|family|household)|at home|with us|now|so far|altogether))?"
_THEN = r"(?: ?[:,;(–—-]+ ?| (?:called|named|(?:who are|which are|they are|their names are|namely)(?: called)?) )"
_MINE = (
    r"(?:(?:i|we) (?:(?:just|also|already|now) )*(?:have|have got|got|raise|(?:am|are) (?:raising|bringing up)"
    r"|own|am (?:the )?owned by|are owned by|live with"
    r"|share (?:my|our|the) (?:home|house|flat|bed) with)|(?:i am )?blessed with|got|there are|with|my|our)"
)
_SHAPES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(re.findall(r"[a-z]+(?:-[a-z]+)?", cues)), re.compile(pattern, re.IGNORECASE))
    for cues, pattern in (
        (
            _any(frozenset(_CHILDREN)),
            rf"^(?:the|my|our) {_HOW}(?P<kin>{_any(frozenset(_CHILDREN))}) \((?P<list>[^()]+)\)",
        ),
        (
            "sisters brothers siblings",
            rf"^i am (?:the (?:youngest|oldest|eldest|middle) |one )of {_COUNT} (?P<kin>sisters|brothers) ?[:,–-] "
            rf"me,? (?:and )?"
            r"(?P<list>(?-i:[A-Z]).+)$",
        ),
        (
            "two three four little lot brood twins triplets kids children boys girls",
            r"^(?:(?:my (?:two|three|four|little ones|lot|brood)|(?:my |our |the )(?:twins|triplets)) are (?:called "
            r"|named )?|(?:my |our |the )(?:kids|children|boys|girls) are (?:called |named ))"
            r"(?P<kin>)(?P<list>(?-i:[A-Z])[\w'-]+ ?(?:,|and\b|&).*)$",
        ),
        (
            _HERD_WORDS,
            rf"^{_COUNT} {_HOW}(?P<kin>{_HERD_WORDS}) (?:rule|run|own|share|live (?:in|with)|sleep in|occupy|boss"
            rf"|keep) "
            r"[^:,]{2,40}: (?P<list>.+)$",
        ),
        (
            _HERD_WORDS,
            rf"^(?:i|we) (?:keep|have|have got|own|raise) (?:some |a few |several )?{_HOW}(?P<kin>{_HERD_WORDS}) "
            rf"?[:(] ?"
            r"(?P<list>.+)$",
        ),
        (
            "mum mom mama mam mother dad daddy papa father parent parents",
            rf"^(?:i am |we are |as )?(?:(?:an?|the|my) )?{_HOW}{_PARENT} (?:of|to) (?:an? )?(?:{_HOW}(?:{_COUNT})?"
            rf"(?: ?{_HOW}(?P<kin>{_any(frozenset(_CHILDREN))}))?{_HERE}{_THEN})?(?P<list>(?-i:[A-Z]).+)$",
        ),
        (
            f"{_KIN_WORDS} {_HERD_WORDS}",
            rf"^(?:{_MINE} )?{_COUNT} {_HOW}(?P<kin>{_KIN_WORDS}|{_HERD_WORDS}){_HERE}{_THEN}(?P<list>.+)$",
        ),
    )
)
_LABEL = re.compile(
    r"^(?:(?:my|our|the) )?(?P<label>[a-z][a-z -]{2,24}?)'?(?:(?:'s|s')? names?)?"
    r"(?: ?[:–—=] ?| - | names are | includes? )(?P<list>\S.*)$",
    re.IGNORECASE,
)
_FORGOTTEN = re.compile(
    rf"^(?:(?:sorry|actually|oh|wait|no|oops|i mean|make that),? )*(?:i have |we have |it is |there are )?{_COUNT}"
    rf" {_HOW}(?P<kin>{_KIN_WORDS}),? (?:and |because )?i (?:forgot|left out|forgot to mention|did not mention)"
    r" (?P<list>(?-i:[A-Z]).+)$",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"^(?:my|our) (?:eldest|oldest|first|firstborn)(?: one| child| kid| is| (?:child|kid|one) is)(?: called| named)? "
    r"(?P<list>.+)$",
    re.IGNORECASE,
)
_NEXT_IN_ORDER = re.compile(
    r"^(?:and )?(?:(?:then|next|after (?:her|him|that|them))(?: (?:comes?|came|there is|is|it is))?"
    r"|(?:and )?(?:the |my |our )?(?:second|third|middle(?: one| child)?|youngest|baby|little one|other|next)"
    r"(?: one)?(?: is|'s)?(?: called| named)?) ",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|&|plus)?|;|/|\+|&|\band\b|\bplus\b)\s+|\s*[;/+&]\s*")
_ENTRY = re.compile(
    r"(?:(?:little|baby|big|wee) (?=[A-Z]))?(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*)?|[a-z]{2,12})"
    r"(?:,? ?(?:\(|-|–|aged?|is|who is|at)? ?(?P<age>\d{1,2})(?: ?(?:years?(?: old)?|yrs?|yo|y/o|months?|mo|m))?\)?"
    rf"|,? ?(?:\(|-|–|the|,)? ?(?:an? |our |my )?(?P<kind>(?:\w+ )?{ANIMAL}|\w+ \w+|\w+)\)?)?"
)
_AGE_ALONE = re.compile(r"(?:aged? )?\d{1,2}(?: and \d{1,2})?(?: years?(?: old)?)?")
_SENTENCES: dict[str, Callable[[str], str]] = {
    "hobbies": "my hobbies are {}".format, "interests": "my hobbies are {}".format, "hobby": "my hobby is {}".format,
    "languages": "I speak {}".format, "allergies": "I am allergic to {}".format,
    "allergy": "I am allergic to {}".format, "allergic": "I am allergic to {}".format,
    "medication": "I take {}".format, "medications": "I take {}".format, "meds": "I take {}".format,
    "conditions": "I have {}".format, "medical conditions": "I have {}".format, "condition": "I have {}".format,
    "diet": "I am {}".format, "dietary requirements": "I am {}".format, "likes": "I like {}".format,
    "dislikes": "I dislike {}".format, "loves": "I love {}".format, "hates": "I hate {}".format,
}  # fmt: skip
"""What an entry of a form means, by its label."""
_CUES = frozenset(
    word
    for label in (
        *_SENTENCES,
        *_FAMILY,
        *_HERDS,
        *SPECIES,
        "pets",
        "pet",
        "two",
        "three",
        "four",
        "eldest",
        "oldest",
        "youngest",
        "middle",
        "older",
        "younger",
        "second",
        "other",
    )
    for word in label.split()
)
_NOTHING = re.compile(
    r"(?:none|no|nil|n/?a|not|nothing|never|unknown|various|several|many|see|todo|tbd|yes|\?|-)\b", re.IGNORECASE
)
_TELLS = re.compile(r"\b(?:is|are|was|were|i|you|we|he|she|they|it|the|this|that|please|should|can|will)\b|[?!=]")
_LONGEST_LIST = 200
_ALSO_NAMES = frozenset("will may june april august mark summer autumn grace".split())
"""Words that are names in a list of names."""
_MOST_WORDS = 4
"""Of an entry under a label: who writes more tells something."""


_SPOKE_OF_CHILDREN = re.compile(
    rf"^(?:{_MINE}|i am .{{0,20}}{_PARENT} (?:of|to))\b.*\b(?:kids|children|sons|daughters|boys|girls)\b", re.IGNORECASE
)
_ONE_OF_THEM = re.compile(
    r"^(?:the |my |our )(?:eldest|oldest|youngest|first|second|third|middle|other|baby|older|younger)"
    r"(?: (?:one|two|boy|girl|son|daughter|child|kid))?(?: is|'s| are)(?: called| named)? (?P<list>(?-i:[A-Z]).*)$",
    re.IGNORECASE,
)
_OWN = re.compile(rf"(?:{_MINE} )?{_COUNT}\b", re.IGNORECASE)
_GROUP = re.compile(
    rf"(?:^|\b(?:and|have|got) |, ){_COUNT} {_HOW}(?P<kin>{_any(frozenset(_FAMILY))}) \((?P<list>[^()]+)\)",
    re.IGNORECASE,
)
_LIVING = r"(?:live|am living|are living|have been living|moved|settled|share a (?:house|flat|home)|am at home)"
_BEHIND_WITH = re.compile(
    rf"\bwith (?:(?:my|our) (?:{_COUNT} )?|(?P<some>{_COUNT}) ){_HOW}(?P<kin>{_KIN_WORDS}|{_HERD_WORDS})"
    rf"{_THEN}(?P<list>.+?)(?=,? and (?:an?|our|my|one|two|three) |$)",
    re.IGNORECASE,
)
_OUR_HOME = re.compile(
    rf"^(?:(?:i|we)|(?:me and )?my [\w ]{{3,24}} and i) {_LIVING}(?: (?:in|at|near|outside|to) (?-i:[A-Z])[\w-]+"
    rf"(?:,? (?-i:[A-Z])[\w-]+)*| together| here| at home)*,? with (?P<all>.+)$",
    re.IGNORECASE,
)
_BOTH_OF_US = re.compile(
    r"^(?P<who>(?:my|our) [\w ]{3,24}?) (?P<name>(?-i:[A-Z])[\w'-]+) and i"
    r" (?=(?:have|are (?:raising|bringing up)|raise) )",
    re.IGNORECASE,
)
_A_BEAST = re.compile(
    rf"(?:^|\band |, )(?:an?|one|our|my) (?P<kind>(?:\w+ )?{ANIMAL})(?:,| called| named| by the name of) "
    rf"(?P<name>(?-i:[A-Z])"
    r"[\w'-]+)(?=$|,| and\b)",
    re.IGNORECASE,
)


def one_by_one(sentence: str, before: str = "") -> list[str]:
    """The plain sentences that a list amounts to; a sentence (plain) that is none alone.

    ``before`` is the sentence in front of it: "I have three kids. The eldest is Max."
    """
    known = words_of(sentence)
    if len(sentence) > _LONGEST_LIST or known.isdisjoint(_CUES):
        return [sentence]
    text = sentence.rstrip(" .!")
    if _SPOKE_OF_CHILDREN.search(before) and (found := _ONE_OF_THEM.match(text)):
        return list(_of_kin("child", found["list"])) or [sentence]
    groups = list(_GROUP.finditer(text)) if "(" in text else []
    if len(groups) > 1 and _OWN.match(text):
        return [one for found in groups for one in _of_kin(_FAMILY[found["kin"].casefold()], found["list"])] or [
            sentence
        ]
    if (both := _BOTH_OF_US.match(text)) and (ours := list(_told(f"we {text[both.end() :]}", known))):
        return [f"{both['who']} is called {both['name']}", *ours]
    return list(_told(text, known)) or [sentence, *(_at_home(text) if "with" in known else ())]


def _at_home(text: str) -> Iterator[str]:
    """Who lives with the speaker: "we live in Ghent with our two kids, Maya (7) and Leo (4), and a cat named Miso"."""
    home = _OUR_HOME.match(text)
    if home is None:
        return
    for found in _BEHIND_WITH.finditer(text):
        kin = found["kin"].casefold()
        yield from _animals(_HERDS[kin], found["list"]) if kin in _HERDS else _of_kin(_FAMILY[kin], found["list"])
    for found in _A_BEAST.finditer(home["all"]):
        yield f"I have a {found['kind']} named {found['name']}"


def _told(text: str, known: frozenset[str]) -> Iterator[str]:
    if label := _LABEL.match(text):
        yield from _labelled(" ".join(label["label"].casefold().split()), label["list"])
    if found := _FORGOTTEN.match(text):
        yield from _of_kin(_FAMILY[found["kin"].casefold()], found["list"])
        return
    if not known.isdisjoint(("eldest", "oldest", "firstborn", "first")) and (found := _IN_ORDER.match(text)):
        entries = [_NEXT_IN_ORDER.sub("", one) for one in _BETWEEN.split(found["list"])]
        yield from _of_kin("child", ", ".join(entries))
        return
    for cues, pattern in _SHAPES:
        if known.isdisjoint(cues) or not (found := pattern.match(text)):
            continue
        kin = (found["kin"] or "children").casefold()
        told = list(_animals(_HERDS[kin], found["list"]) if kin in _HERDS else _of_kin(_FAMILY[kin], found["list"]))
        if told:
            yield from told
            return


def _labelled(label: str, entries: str) -> Iterator[str]:
    if label in _FAMILY:
        yield from _of_kin(_FAMILY[label], entries)
    elif label in ("pets", "pet", "animals", *SPECIES, *_HERDS):
        yield from _animals(_HERDS.get(label, label if label in SPECIES else ""), entries)
    elif label in _SENTENCES and not _TELLS.search(entries) and not _NOTHING.match(entries):
        things = [one.strip(" .") for one in _BETWEEN.split(entries) if one.strip(" .")]
        if any(len(thing.split()) > _MOST_WORDS for thing in things):
            return
        if label == "languages":
            things = [thing.partition(" (")[0] for thing in things]
            if not all(thing.casefold() in LANGUAGES for thing in things):
                return
        if label.startswith("diet") and not all(thing.casefold() in DIETS for thing in things):
            return
        for thing in things if len(things) == 1 else (", ".join(things[:-1]) + f" and {things[-1]}",):
            yield _SENTENCES[label](thing)


def _of_kin(role: str, entries: str) -> Iterator[str]:
    """That each entry of a list of names is a relative, with the age where it stands there."""
    people = list(_entries(entries))
    if all(person is not None and not person["kind"] for person in people):
        for person in people:
            if person is not None:
                name = _as_name(person["name"])
                yield f"my {role} is called {name}"
                if person["age"] and not re.search(r"\bmo?n?t?h?s?\)?$", person[0].removeprefix(person["name"])):
                    yield f"{name} is {person['age']} years old"


def _animals(species: str, entries: str) -> Iterator[str]:
    """That each entry of a list is a pet; without a species, for every entry or for all, nobody knows what it is."""
    animals = list(_entries(entries))
    if any(animal is None for animal in animals):
        return
    kinds = [(animal["kind"] or species).casefold() for animal in animals if animal is not None]
    if all(_is_species(kind) for kind in kinds):
        for animal, kind in zip(animals, kinds, strict=True):
            if animal is not None:
                yield f"I have {'an' if kind[0] in 'aeiou' else 'a'} {kind} named {_as_name(animal['name'])}"


def _is_species(kind: str) -> bool:
    return re.fullmatch(rf"(?:\w+ )?{ANIMAL}", kind) is not None


def _entries(text: str) -> Iterator[re.Match[str] | None]:
    """Each entry of a list of names; None for what is no name."""
    for entry in _BETWEEN.split(text.strip(" .!)(") + " "):
        bare = entry.strip(" .!")
        if not bare or _AGE_ALONE.fullmatch(bare):
            continue
        bare = f"{bare})" if bare.count("(") > bare.count(")") else bare
        found = _ENTRY.fullmatch(bare)
        named = found is not None and _is_name(found["name"].split()[0].casefold())
        casual = found is not None and found["name"].islower() and (not text.islower() or not found["age"])
        yield found if named and not casual else None


def _is_name(word: str) -> bool:
    return word in _ALSO_NAMES or word not in NOT_NAMES


def _as_name(name: str) -> str:
    return name.title() if name.islower() else name
