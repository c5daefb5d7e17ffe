"""What a sentence leaves to the one before it: "I need a gift for my wife. Name is Nora. Hates candles."."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.lexicon import RELATION_PLURALS, RELATION_WORDS
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL
from toldonce.memory.extract.persons.announced import announced
from toldonce.memory.extract.persons.parts import DATE, KIN, NAME, ONE_NAME, PLACE, STOP, THEIRS

_WHOSE = re.compile(
    rf"\b(?:(?:my|our) {ADJECTIVE}|(?:i|we) (?:\w+ )?(?:have|own|keep|got|adopted|have got|had) (?:an?|one) (?:\w+ )?)"
    rf"(?P<who>{THEIRS})"
    rf"\b(?!'s? \w|-|,? (?:called|named|(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""Somebody of the speaker's who is not named."""
_ANYBODYS = re.compile(
    rf"\b(?:one's|one is|a|an|your|the|any|do|old do|long do) (?:\w+ )?(?P<who>{THEIRS}"
    rf"|{'|'.join(sorted(RELATION_PLURALS))}|{ANIMAL}s)\b",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\b(?:for|to) (?:my|our) {ADJECTIVE}(?P<who>{THEIRS})\s*[.!?]*$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:(?:(?:his|her|its|their|the)\s)?names?(?: ?[:=])? (?:is |of )?|(?:goes by|answers to|called|is called"
    r"|named)(?: the name(?: of)?)?"
    rf" |(?:she|he|it) (?:is called|is named|goes by|answers to) ){NAME}{STOP}",
    re.IGNORECASE,
)
""" "Name is Nora", "goes by Nora", "she is called Nora"."""
_IS_THEIR_NAME = re.compile(
    rf"{ONE_NAME}(?:,? (?:is|that is) (?:his|her|its|the) name\b|,? (?:is|that is) what (?:he|she|it) is called\b)",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    rf"(?:he|she|it) is (?:called |named )?{NAME}(?= to everyone|\s*[.!]*$| and\b|,)", re.IGNORECASE
)
_OWNER_OF = re.compile(
    rf"\b(?:my|our) {ADJECTIVE}(?P<who>{THEIRS})\b(?!,? (?:called|named|(?-i:[A-Z])))", re.IGNORECASE
)
""" "A cake for my dad. He's called Theo", also "my dad's cake"."""
_SUBJECT = re.compile(
    rf"^(?:(?:so|and|but|also|oh),? )?(?:my|our) {ADJECTIVE}(?P<who>{THEIRS}) (?!and\b|or\b)(?:\w+ )", re.IGNORECASE
)
_DOES = re.compile(
    rf"{ONE_NAME} (?:(?:always|never|only|just|really|still|also|now) )?(?!(?:says|thinks|claims|believes|means|was"
    r"|asks|tells|knows|agrees|reckons)\b)"
    r"(?:is|has|will not|does not|can not|[a-z]+s)\b",
    re.IGNORECASE,
)
""" "My rabbit has a cold. Olive sneezes all day": the subject goes on, under its name."""
_MINE_IS_AGE = re.compile(r"mine(?: is|'s) (?P<age>[1-9]\d)(?=\s*[.!?]*$|[,;])", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\bage\b", re.IGNORECASE)
_IS_OURS = re.compile(
    rf"(?:he|she|it) is (?P<who>(?:my|our) {ADJECTIVE}{THEIRS})(?=\s*[.!?]*$|[,;]| and\b)", re.IGNORECASE
)
_NAME_FIRST = re.compile(rf"{ONE_NAME} [a-z]", re.IGNORECASE)
_REAL_ONE = re.compile(rf"my (?:real|actual|own|birth) (?:one|name) is {NAME}", re.IGNORECASE)
_THAT_IS_ME = re.compile(r"that is (?:me|my name)\b", re.IGNORECASE)
_ADDRESSED = re.compile(rf"\b(?:from|to|as|sign(?: it)?|with|of) {ONE_NAME}\s*[.!?]*$", re.IGNORECASE)
_ON_A_BADGE = re.compile(
    rf"\b(?:put|write|print|engrave|stitch) {ONE_NAME} (?:on|onto|in|under) (?:the|my|it)\b", re.IGNORECASE
)
_ITS_BIRTHDAY = re.compile(r"(?:it|that) is (?:my birthday|when i was born|the day i was born)\b", re.IGNORECASE)
_DATES = re.compile(rf"\b{DATE}", re.IGNORECASE)
_MINE = re.compile(rf"(?:mine|ours) (?:is|goes by|answers to)(?: called| named)? {NAME}{STOP}", re.IGNORECASE)
_WRITE_TO = re.compile(
    r"(?:please )?(?:write|put|say|start with|begin with|address it to|make it out to|it should say)(?: to)?:?"
    r" [\"“']?(?:dear"
    rf"|dearest|happy birthday,?|to|for)? ?{NAME}(?=\s*[.!?\"”']*$|,| and\b)",
    re.IGNORECASE,
)
_TASTES = re.compile(
    rf"{ONE_NAME} (?:really |absolutely |just |only )*(?:loves|likes|hates|adores|enjoys|dislikes|is (?:into|mad"
    r" about|crazy about"
    r"|fond of|turning|allergic|very|three|four|five|six|seven|eight|nine|ten|\d+)|does not like|can not stand|gets"
    r"|eats|will not"
    rf" eat|wants|turns)\b",
    re.IGNORECASE,
)
""" "Clara loves trains" after "a bedtime story for my daughter": of nobody else can that be told there."""
_THERE = re.compile(
    r"(?:(?:and|but|so|because),? )?(?P<i>i (?:was born(?: and (?:raised|bred|brought up))?|grew up|was raised|was"
    r" brought up)|i (?:am|come))(?P<from> from)? there\b",
    re.IGNORECASE,
)
_LIVES_THERE = re.compile(
    rf"(?P<lives>(?:my|our) (?i:{ADJECTIVE}{THEIRS})(?: (?-i:[A-Z])[\w'-]+)? (?:(?:now|still|currently)"
    rf" )?(?:lives?|is based"
    r"|has moved|moved)) there\b",
    re.IGNORECASE,
)
""" "Is it far to Basel? My neighbour Cyrus lives there"."""
_PLACES = re.compile(rf"\b(?:in|from|about|to|near|around|of|through) {PLACE}")
_MY_NAME_BEFORE = re.compile(
    r"\bmy (?:\w+ )?name(?: (?:wrong|again|right|yet|on it|on the \w+|properly|correctly"
    r"|please|pls))*\s*[.!?]*$",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    rf"(?:(?:it|that) is |i am |its |the name is )?{NAME}(?:\s*[.!]*$|(?=,| with\b| and not\b))", re.IGNORECASE
)
_IS_MINE = re.compile(r"(?:i ask because )?(?:it|that) is (?:also )?(?:my (?:\w+ )?name|mine)\b", re.IGNORECASE)
_NAMED_BEFORE = re.compile(
    rf"(?:\bname (?:for this chat: )?|\bdoes |\bis |: ){ONE_NAME}(?= mean|\s*[.!?]*$| have|"
    r" a\b| an\b)",
    re.IGNORECASE,
)
_ONLY_NAME = re.compile(rf"\b(?:pronounces?|spells?|spelled|belongs? to) {ONE_NAME}", re.IGNORECASE)
_PET_DIED = re.compile(
    rf"\b(?:my|our) {ADJECTIVE}{ANIMAL} (?:has |is |just |sadly )*(?:died|dead|passed away|passed"
    r"|gone)\b",
    re.IGNORECASE,
)
_SEEING = re.compile(
    r"\b(?:i|we) (?:have |am |had |was )?(?:just |recently |finally |now )?(?:(?:started|begun|been) )?"
    r"(?:seeing|dating) (?:someone|somebody|an? (?:[\w-]+ )?(?:guy|girl|man|woman|bloke|lad|lady|person))\b",
    re.IGNORECASE,
)
""" "I've started seeing someone. Her name's Nadia."."""
_GOT_A_PET = re.compile(
    rf"^(?:[\w' ]+,? )?(?:i|we) (?:have |had )?(?:just |finally |recently |also )*(?:got|adopted|rescued|bought|have"
    rf"|picked up|brought home) (?:ourselves |myself )?(?:an?|another|our|my) {ADJECTIVE}{ANIMAL}\s*[.!]*$",
    re.IGNORECASE,
)
_A_PET_CALLED = re.compile(
    rf"(?:(?:he|she|it) is )?an? (?:[a-z-]+ ){{0,3}}?(?P<beast>{ANIMAL}),? (?:called|named|by the name of) {ONE_NAME}"
    rf"(?={STOP[3:-1]}| and\b)",
    re.IGNORECASE,
)
""" "We got a dog! A rescue greyhound called Duke.": which one, in a sentence without a verb."""
_ARRIVED = re.compile(
    r"^(?:(?:and|so|guys|well|omg|everyone),? )*(?:(?:she|he|(?:the|our) (?:baby|little one|girl|boy|daughter|son))"
    r" (?:is|has) (?:finally |now )*(?:here|arrived|born|come)\b|it is an? (?:girl|boy)\b)",
    re.IGNORECASE,
)
_NEWBORN = re.compile(
    rf"{ONE_NAME},? (?=(?:weighs |weighing )?\d[\d.,]* ?(?:kilos?|kg|g|grams?|pounds?|lbs?)\b|born\b)",
    re.IGNORECASE,
)
""" "She's here! Matilda, 3.4 kilos": of whom else would parents tell the weight?"""
_IT_WAS = re.compile(rf"(?:poor |dear )?{ONE_NAME}(?: was\b| had\b| did\b|\s*[.!]*$)", re.IGNORECASE)
_MISSED = re.compile(rf"\b(?:without|miss) (?:my \w+ |our \w+ )?{ONE_NAME}\b", re.IGNORECASE)
_DIED = re.compile(r"(?:he|she|it) (?:has |had |sadly |just )*(?P<did>died|passed away|passed)\b", re.IGNORECASE)
_MINE_IS_ON = re.compile(rf"mine(?: is|'s) (?:on |in )?{DATE}", re.IGNORECASE)
_BYE = re.compile(rf"(?:so )?(?:bye|goodbye|farewell),? {ONE_NAME}\s*[.!?]*$", re.IGNORECASE)
_WITH = re.compile(
    rf"(?:and |so |but )?i am (?:now )?with {ONE_NAME}(?: now| these days)?(?=\s*[.!]*$|,)", re.IGNORECASE
)
_SPLIT_UP = re.compile(
    r"\b(?:split(?: up)?|separated|broke(?:n)? up|divorced|dumped (?:me|him|her)|we parted|left me|parted ways"
    r" with [A-Z]\w+)\b"
)
""" "Nora and I split. I'm with Tom now": beside a parting it is no firm."""
_SINGLE_AGAIN = re.compile(r"\b(?:single|on my own|alone) (?:again|now|once more)\b|\bnewly single\b", re.IGNORECASE)
_OLD_AGE = re.compile(
    r"(?:i am )?(?:not|no longer) (?P<old>[1-9]\d)(?: any ?more| any longer)?\s*[.!?]*$", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<=\s)(?!I\b)[A-Z]\w")
_ONLY_A_NUMBER = re.compile(r"(?:now )?(?:i am |it is )?(?P<age>[1-9]\d)(?: now| years old)?\s*[.!?]*$", re.IGNORECASE)
_BIRTHDAY_WAS = re.compile(r"\b(?:my )?birthday (?:was|is|has been|came)\b|\bit was my birthday\b", re.IGNORECASE)
_NEW_AGE = re.compile(r"(?:new age|so|now|that makes)\b.{0,20}?(?P<age>[1-9]\d)(?: now)?\s*[.!?]*$", re.IGNORECASE)


def carried_on(words: str, before: str) -> str:
    """The sentence (plain) with whom it is about told in full; as it is where the one before names nobody for it."""
    if not before:
        return words
    if named := _somebody_named(words, before) or announced(words, before):
        return named
    if told := _said_before(words, before):
        return told
    if (found := _WITH.match(words)) and _SPLIT_UP.search(before):
        return f"{found['name']} and I are together now{words[found.end() :]}"
    if found := _BYE.match(words):
        return f"I broke up with {found['name']}" if _SINGLE_AGAIN.search(before) else words
    return _birthday_passed(words, before)


def _said_before(words: str, before: str) -> str:
    """A place, a name or a death that the sentence before has named: "a film set in Ghent. I grew up there."."""
    places = [match["place"] for match in _PLACES.finditer(before)]
    if (found := _LIVES_THERE.match(words)) and len(set(places)) == 1:
        return f"{found['lives']} in {places[0]}{words[found.end() :]}"
    if (found := _THERE.match(words)) and places:
        into = "from" if found["from"] else "in"
        return f"{found['i']} {into} {places[0]}{words[found.end() :]}" if len(set(places)) == 1 else ""
    if _MY_NAME_BEFORE.search(before) and (found := _IT_IS.match(words)):
        return f"My name is {found['name']}"
    if _IS_MINE.match(words) and (found := _NAMED_BEFORE.search(before) or _ONLY_NAME.search(before)):
        return f"My name is {found['name']}"
    if _GOT_A_PET.search(before) and (found := _A_PET_CALLED.match(words)):
        return f"I have a {found['beast']} named {found['name']}{words[found.end() :]}"
    if _SEEING.search(before) and (found := _NAMED.match(words) or _IS_CALLED.match(words)):
        return f"I started seeing {found['name']}{words[found.end() :]}"
    if _ARRIVED.match(before) and (found := _NEWBORN.match(words)):
        return f"My child is called {found['name']}"
    if _PET_DIED.search(before) and (found := _IT_WAS.match(words)):
        return f"We lost {found['name']}"
    if (found := _MISSED.search(before)) and (did := _DIED.match(words)):
        return f"{found['name']} {did['did']}{words[did.end() :]}"
    if _MINE_IS_AGE.match(words) and _AGE_BEFORE.search(before) and (number := _MINE_IS_AGE.match(words)):
        return f"I am {number['age']} years old{words[number.end() :]}"
    if (found := _IS_OURS.match(words)) and (named := _NAME_FIRST.match(before)):
        return f"{found['who']} is called {named['name']}{words[found.end() :]}"
    if (found := _REAL_ONE.match(words)) and "name" in before.casefold():
        return f"My name is {found['name']}"
    if _THAT_IS_ME.match(words) and (named := _ADDRESSED.search(before) or _ON_A_BADGE.search(before)):
        return f"My name is {named['name']}"
    if _ITS_BIRTHDAY.match(words) and len(dates := {match["date"] for match in _DATES.finditer(before)}) == 1:
        return f"My birthday is {dates.pop()}"
    if "birthday" in before.casefold() and (found := _MINE_IS_ON.match(words)):
        return f"My birthday is {found['date']}"
    return ""


def _somebody_named(words: str, before: str) -> str:
    whose = _WHOSE.search(before)
    if whose and (found := _NAMED.match(words)):
        return _named(whose["who"], found["name"]) + words[found.end() :]
    if whose and (found := _IS_THEIR_NAME.match(words)) and not _CAPITAL.search(before, 1):
        return _named(whose["who"], found["name"]) + words[found.end() :]
    if (whose := _FOR.search(before)) and (found := _WRITE_TO.match(words)):
        return _named(whose["who"], found["name"])
    if whose and (found := _TASTES.match(words)):
        return f"{_named(whose['who'], found['name'])}; {words}"
    if (whose := _OWNER_OF.search(before)) and (found := _IS_THEIR_NAME.match(words) or _IS_CALLED.match(words)):
        return _named(whose["who"], found["name"]) + words[found.end() :]
    if (whose := _FOR.search(before)) and (found := _DOES.match(words)):
        return f"{_named(whose['who'], found['name'])}; {words}"
    if (whose := _SUBJECT.match(before)) and not _CAPITAL.search(before, 1) and (found := _DOES.match(words)):
        return f"{_named(whose['who'], found['name'])}; {words}"
    if (found := _MINE.match(words)) and (whose := _ANYBODYS.search(before)):
        return _named(_one_of(whose["who"]), found["name"]) + words[found.end() :]
    return ""


def _named(who: str, name: str) -> str:
    return f"My {who} is called {name}"


def _one_of(word: str) -> str:
    """What a word names one of: "cats" -> "cat", "wives" -> "partner"."""
    folded = word.casefold()
    if folded in RELATION_WORDS or folded not in RELATION_PLURALS:
        return folded.removesuffix("s") if folded not in RELATION_WORDS and not re.fullmatch(KIN, folded) else folded
    role = RELATION_PLURALS[folded]
    return next((one for one in RELATION_WORDS if RELATION_WORDS[one] == role and folded.startswith(one[:3])), role)


def _birthday_passed(words: str, before: str) -> str:
    """ "Not 44 any more. 45." and "My birthday was this week. New age: 45." in full."""
    number = _ONLY_A_NUMBER.match(words)
    if number and (old := _OLD_AGE.match(before)) and int(number["age"]) > int(old["old"]):
        return f"I am {number['age']} years old now"
    if (number or (number := _NEW_AGE.match(words))) and _BIRTHDAY_WAS.search(before):
        return f"I am {number['age']} years old now"
    return words
