"""Where the value ends in what follows a verb: noun phrases, lists, places, organisations."""

from __future__ import annotations

import re

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.no_places import is_no_place
from toldonce.memory.extract.english.people import NAME, NOT_NAMES
from toldonce.memory.extract.english.verbs import base_of

_BOUNDARY = re.compile(
    r"\s(?:[,;:()\"–—-](?=\s|$)|(?:because|but|which|who|whose|where|when|while|whereas|if|although"
    r"|though|unless|until|before|after|instead of|rather than)\b"
    r"|so(?=\s(?:i|we|my|the|it|no|please|that|long|mornings?|do|keep|what|how|which|where|who|can|could|should"
    r"|you|don't)\b|$)|so\s+(?=\w+ (?:is|are))"
    r"|and\s(?=(?:i|we|my|she|he|they|it|that|the (?:only|best|worst))\s)"
    r"|as\s(?=(?:i|we|well|of|a)\b)|like\s(?=i\s)|since\b|for\s(?=(?:years|ages|now|love|good|fun|a living|work\b)))",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:\s|^)(?:,|;|:|now|too|also|either|anyway|though|currently|nowadays|these days|right now"
    r"|at the moment|at present|again|lately"
    r"|already|btw|by the way|lol|haha|actually|honestly|any more|any longer|as well|so much|a lot"
    r"|very much|a ton|here|you know|yet"
    r"|after all|by profession|by trade|by training|for now|for good|for the moment|permanently"
    r"|full time|full-time|part time|part-time"
    r"|together|today|everywhere|in case you (?:need it|wondered|were wondering)|if that (?:matters|helps)"
    r"|if you need it|for years|for ages|of course"
    r"|originally|back then|at the time|in those days|(?:all|most of) (?:my|his|her|their) life|really"
    r"|recently|myself|instead|please"
    r"|thanks|alone|all day|full stop|period"
    r"|to be honest|i think|i guess|for love|at home"
    r"|more than anything|the most|most|best|well|fluently|always|so|and|in my (?:free|spare) time|for me|in my book"
    r"|on the side|as a hobby|for fun|yesterday|soon|even|(?:like )?at all|um|uh"
    r"|one (?:little |single )?bit|in the (?:slightest|least)|rigid|utterly|to (?:tears|death|bits|pieces))$",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:,\s*(?:and|or|as well as)?|\band\b|\bor\b|&|\bplus\b|\bas well as\b)\s+", re.IGNORECASE)
_PLACE_WORD = r"(?:(?!I\b)[A-ZÀ-ÖØ-Þ][\w'’.-]*)"
_PLACE = re.compile(
    rf"(?:the\s)?(?P<place>{_PLACE_WORD}(?:\s(?:(?:de|la|le|del|of|upon|on|am|an|der|the|do|da|dos|sur"
    rf"|under)\s){{0,2}}{_PLACE_WORD}){{0,3}}"
    rf"(?:\s,\s{_PLACE_WORD}(?:\s{_PLACE_WORD}){{0,2}}(?=\s*$|\s,|\s(?:now|with|and|since|for|but|near)\b))?)"
)
_AROUND = re.compile(
    r"(?:an?|the|my|our)\s(?:[\w'-]+\s){0,3}?(?:house|home|bungalow|flat|apartment|studio|cottage|condo|place|town"
    r"|village|city|suburbs?|outskirts|countryside|area|centre"
    r"|center|district|neighbou?rhood|farm|houseboat|dorm|loft|north|south|east|west|middle|heart"
    r"|part)\s(?:\w+\s){0,2}?(?:near|of|in|outside|outside of|close to|by|from)\s",
    re.IGNORECASE,
)
_COMPASS = re.compile(
    r"(?:north|south|east|west|central|downtown|northern|southern|eastern|western|upstate|rural"
    r"|greater|old|inner)\s(?=[A-Z])"
)
_ORGANISATION_WORD = r"(?:(?!I\b)[A-ZÀ-ÖØ-Þ0-9][\w'’.&+-]*|&)"
_ORGANISATION = re.compile(
    rf"(?:the\s)?(?P<name>{_ORGANISATION_WORD}(?:\s(?:(?:of|and|de|the|&)\s){{0,2}}{_ORGANISATION_WORD}){{0,5}})"
)
_INSTITUTION = re.compile(
    r"(?P<name>(?:an?|the|our|my)\s(?:[\w'-]+\s){0,3}?(?:company|hospital|school|bank|bakery"
    r"|restaurant|clinic|startup|start-up|firm|library|university|college|factory"
    r"|cafe|café|shop|store|agency|museum|aquarium|zoo|gallery|archive|archives|council|charity|brewery|winery"
    r"|distillery|dairy|mill|theatre|theater|studio|nursery|kindergarten|hotel|bar|garage"
    r"|supermarket|warehouse|farm|lab|office|ngo|nonprofit"
    r"|charity|council|pharmacy|gym|consultancy|practice|airline|newspaper|publisher|brewery|salon"
    r"|call centre|call center))\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    """
    a an the my our his her their your me you him them it this that fear love peace time town here there bed work
    home school
    sin harmony front general order case fact trouble hospital theory college university church prison denial charge
    touch
    shape debt pain shock one two way life vain public private person total tears doubt
    """.split()
)


def head(text: str) -> str:
    """The first phrase: up to the next clause, without the adverbs that trail behind it."""
    text = f" {text}"
    cut = _BOUNDARY.search(text)
    return trimmed(text[: cut.start()] if cut else text)


def trimmed(text: str) -> str:
    """Without trailing adverbs and punctuation."""
    text = text.strip(" ,;:.!?\"'()–—-")
    for _ in range(6):
        shorter = _TRAIL.sub("", text).strip(' ,;:."')
        if shorter == text:
            break
        text = shorter
    return text


def listed(text: str, *, joined: bool = False) -> list[str]:
    """The members of a list: "peanuts, soy and dust" -> three; at most twelve.

    ``joined``: only an "and" makes a list.
    """
    cut = _LIST_END.search(f" {text}")
    text = f" {text}"[: cut.start()] if cut else text
    if last := _LAST_OF_LIST.match(text):
        text = last[0]
    elif joined:
        text = text.split(" , ")[0]
    items = [without_article(trimmed(item)) for item in _LIST.split(text.strip())]
    return [item for item in items if item and len(item) <= 60][:12]


_LAST_OF_LIST = re.compile(r"[^,]+(?:\s?,\s[^,]+?)*?\s(?:,\s)?(?:and|or|&)\s[^,]+(?=\s,)")
_LIST_END = re.compile(
    r"\s(?:[;:()\"–—-](?=\s|$)|(?:because|but|which|who|whose|where|when|while|if|although|though"
    r"|until|before|after|since|so|as(?=\s(?:an?|i|we)\s))\b"
    r"|, so|, (?=(?:please|keep|thanks|in case|especially|mostly|though|too|i|we|it|that|which|if|no"
    r"|not|my|nothing|an?|and (?:i|we|it|they|that|nobody))\s)"
    r"|and (?=(?:i|we|it|they|that|he|she|nobody|would|need|want|have|am|is|are)\s))",
    re.IGNORECASE,
)


def without_article(text: str) -> str:
    """Without "a", "the", "my", "some" in front."""
    return patterns.replaced(
        r"^(?:an?|the|my|our|some|any|his|her|their|this|that|all|also|only|both)\s+", "", text, flags=re.IGNORECASE
    )


def is_casual(text: str) -> bool:
    """Whether somebody writes without capitals, so that names cannot be told by them."""
    return not patterns.search(r"(?<![\w'])(?!I\b)[A-ZÀ-Þ]", text)


def place(text: str, *, casual: bool = False) -> str:
    """The place that a phrase begins with ("Berlin, Germany", "a village near Lyon"), or nothing."""
    text = text.strip()
    if match := _AROUND.match(text):
        rest = place(text[match.end() :], casual=casual)
        return rest if rest else ""
    text = _COMPASS.sub("", text, count=1)
    if is_no_place(text):
        return ""
    match = _PLACE.match(text)
    if match and match["place"].split()[0].casefold() not in NOT_NAMES:
        return match["place"].replace(" ,", ",")
    if casual or is_casual(text):
        words = patterns.replaced(r"\s(?:like|about|around|maybe)$", "", head(text)).split()
        if (
            1 <= len(words) <= 3
            and words[0].isalpha()
            and not any(word in _SMALL or word in NOT_NAMES for word in words)
            and not any(is_no_place(word) for word in words)
            and not _is_a_doing(words[0])
        ):
            return " ".join(words).title()
    return ""


_TOWNS_LIKE_DOINGS = frozenset("reading barking epping dorking tooting deeping".split())


def _is_a_doing(word: str) -> bool:
    """Whether it is what somebody does: "moved to working from home"; Reading is a town as well."""
    return word.endswith("ing") and base_of(word) is not None and word not in _TOWNS_LIKE_DOINGS


def organisation(text: str, *, vague: bool = True) -> str:
    """The organisation that a phrase begins with ("Siemens", "the University of Graz", "a hospital"), or nothing."""
    text = text.strip()
    match = _ORGANISATION.match(text)
    if match and match["name"].split()[0].casefold() not in NOT_NAMES - {
        "google",
        "amazon",
        "facebook",
        "netflix",
        "youtube",
        "twitter",
        "instagram",
        "tiktok",
    }:
        return match["name"].rstrip(".,")
    if vague and (match := _INSTITUTION.match(text)):
        return without_article(match["name"])
    if is_casual(text):
        words = head(text).split()
        if (
            1 <= len(words) <= 3
            and words[0].isalpha()
            and not any(word in _SMALL or word in NOT_NAMES for word in words)
        ):
            return " ".join(words).title()
    return ""


_NAME_FIRST = re.compile(rf"(?P<name>{NAME})")


def name_at(text: str, *, casual: bool = False) -> str:
    """The name that a phrase begins with, or nothing; ``casual``: it may be written without a capital."""
    match = _NAME_FIRST.match(text)
    if match and match["name"].split()[0].casefold() not in NOT_NAMES:
        return match["name"].rstrip(".")
    if casual and (
        word := patterns.match(r"[a-zà-ÿ][a-zà-ÿ'-]{1,20}(?=\s*$|\s?[,;]|\s(?:and|but|so|btw|because|who|now)\b)", text)
    ):
        return word[0].title() if word[0] not in NOT_NAMES else ""
    return ""
