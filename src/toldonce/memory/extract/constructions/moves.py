"""Moves of home, of employer and of trade, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, HAVE, NAMED, SOMEBODY, STOP, I, say
from toldonce.memory.extract.endings.facts import posts_of
from toldonce.memory.extract.english.cued import Rewording

_SENT = r"(?:posted|reposted|transferred|seconded|relocated|deputed|redeployed|stationed)"
_BOSS = (
    r"(?:they|work|my (?:[\w-]+ )?(?:company|employer|firm|boss|work|office|bank|unit|job|manager|church|regiment)|the"
    r" (?:company|firm|army|navy|bank|regiment|embassy|ministry|ngo)|(?-i:[A-Z])[\w'-]+)"
)
_NO_PLACE = (
    r"(?!(?:Sales|Marketing|Finance|Accounts|Accounting|HR|IT|Operations|Logistics|Product|Research|Engineering|Room"
    r"|Ward|Team|Gate|Design|Legal|Support|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_END = r"(?=\s*$|\s*[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|with|for (?:work|good|the job)|now|as|too)\b)"
_SCHOOL = (
    r"(?P<x>(?-i:(?:[A-Z][\w'-]+ )*(?:University|College|Institute|Academy|School|Polytechnic)"
    r"(?: of(?: [A-Z][\w-]+)+)?))"
)
_WENT_OVER = r"(?:switched|moved|went|gone|changed|retrained|crossed|shifted)"
_CITY_OF = {
    "berliner": "Berlin", "londoner": "London", "dubliner": "Dublin", "hamburger": "Hamburg", "new yorker": "New York",
    "parisian": "Paris", "viennese": "Vienna", "amsterdammer": "Amsterdam", "mancunian": "Manchester",
    "liverpudlian": "Liverpool", "scouser": "Liverpool", "glaswegian": "Glasgow", "brummie": "Birmingham",
    "geordie": "Newcastle", "bostonian": "Boston", "chicagoan": "Chicago", "torontonian": "Toronto",
    "vancouverite": "Vancouver", "seattleite": "Seattle", "austinite": "Austin", "portlander": "Portland",
    "sydneysider": "Sydney", "melburnian": "Melbourne", "mumbaikar": "Mumbai", "delhiite": "Delhi",
    "bangalorean": "Bangalore", "madrilenian": "Madrid", "lisboner": "Lisbon", "zuricher": "Zurich",
    "copenhagener": "Copenhagen", "stockholmer": "Stockholm", "edinburgher": "Edinburgh", "milanese": "Milan",
    "angeleno": "Los Angeles", "san franciscan": "San Francisco", "philadelphian": "Philadelphia",
    "houstonian": "Houston", "aucklander": "Auckland", "wellingtonian": "Wellington", "capetonian": "Cape Town",
}  # fmt: skip
"""What somebody from a city is called, where the name of the city does not stand in it or not whole."""
_DEMONYM = rf"(?P<x>(?:{'|'.join(_CITY_OF)})s?)"


def _in_their_city(found: re.Match[str]) -> str:
    name = found["x"].casefold()
    return f"I live in {_CITY_OF.get(name) or _CITY_OF.get(name.removesuffix('s'), '')} now"


def _new_trade(found: re.Match[str]) -> str:
    """ "switched from nursing to teaching": became a teacher; unchanged where one of the two is no trade."""
    posts = posts_of(found["x"]) if posts_of(found["old"]) else []
    return f"{found['s']} became a {posts[0]}" if posts else found[0]


def _own_boss(found: re.Match[str]) -> str:
    job = found["job"]
    return f"{found['s']} work for myself now" + (f" ; {found['s']} became {job}" if job else "")


_CITY = r"(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)"
RULES: tuple[Rewording, ...] = (
    (
        "sold",
        rf"^{I} (?:have )?(?:just |finally |recently )?sold (?:my|our|the) (?:\w+ )?(?:house|flat|home|place)"
        rf" in (?P<old>{_CITY}) and (?:have )?(?:just )?bought (?:one|a \w+|a (?:\w+ )?(?:house|flat|home|place)) in"
        rf" (?P<x>{_CITY})",
        r"I moved from \g<old> to \g<x>",
    ),
    (
        "transferred switched changed",
        rf"^{SOMEBODY} {HAVE}(?:transferred|switched|changed) (?:over )?(?:from [\w' ]+? )?to (?:the )?{_SCHOOL}{_END}",
        lambda found: say(found["s"], "study", f"at {found['x']} now"),
    ),
    (
        "posted reposted transferred seconded relocated deputed redeployed stationed",
        rf"^{SOMEBODY} (?:(?:was|were|got|have been|has been|am being)\s){HAVE}{_SENT} (?:out |over |back )?(?:from "
        rf"[\w']+ )?to {_NO_PLACE}(?!(?-i:[\w' ]*(?:University|College|School|Hospital))){NAMED}{_END}",
        r"\g<s> moved to \g<x>",
    ),
    (
        "posted reposted transferred seconded relocated deputed redeployed stationed moved shifted",
        rf"^{_BOSS} (?:has |have )?(?:just |recently )?(?:{_SENT}|moved|shifted) (?:me|us) (?:out |over |back )?"
        rf"(?:from [\w']+ )?to {_NO_PLACE}{NAMED}{_END}",
        r"I moved to \g<x>",
    ),
    (
        "brought led drew took taken carried",
        rf"^(?:my |our |the |an? )?(?:[\w-]+ )?(?:[\w-]+'s )?(?:new )?(?:job|jobs|work|career|studies|love"
        rf"|employer|company|position) (?:has |have )?(?:(?:brought|led|drew|carried) (?:me|us)|took us|taken us)"
        rf" (?:over |out |back )?to {_NO_PLACE}{NAMED}{_END}",
        r"I moved to \g<x>",
    ),
    (
        "enrolled matriculated",
        rf"^{SOMEBODY} {HAVE}(?:enrolled|matriculated) (?:at|in) (?:the )?{_SCHOOL}{_END}",
        lambda found: say(found["s"], "study", f"at {found['x']} now"),
    ),
    (
        "moved relocated",
        rf"^(?:[\w' ]{{2,40}} )?(?:in|near|around|for) {NAMED} ?[,;:.–-]? (?:as |because |since )?(?:i|we) (?:have )?"
        r"(?:just |only |recently |now )*(?:moved|relocated) (?:here|there) from (?P<old>(?-i:[A-Z])[\w'-]+)",
        r"I moved from \g<old> to \g<x>",
    ),
    (
        "employee staffer",
        rf"^{SOMEBODY} (?:am|is|have been|has been) (?:now )?an? (?:proud |happy |new )?{NAMED} (?:employee|staffer)\b",
        lambda found: say(found["s"], "work", f"at {found['x']}"),
    ),
    (
        "together",
        rf"^(?:we|i|my [\w' ]+ and i) {HAVE}moved in together in {NAMED}",
        r"I moved to \g<x>",
    ),
    (
        "moved",
        rf"^{SOMEBODY} {HAVE}moved out of (?:(?:my|our|the|an?) [\w ]{{2,20}}? in )?(?P<old>(?-i:[A-Z])[\w'-]+) ?,? ?"
        rf"(?:and )?(?:then )?(?:in)?to (?:(?:an?|my|our|the) [\w -]{{2,30}}? (?:in|near) )?{NAMED}",
        r"\g<s> moved from \g<old> to \g<x>",
    ),
    (
        " ".join(word for name in _CITY_OF for word in (name.split()[-1], f"{name.split()[-1]}s")),
        rf"^{I} (?:(?:am|are) (?=.*\b(?:now|officially|finally|these days|since|as of)\b)|(?:have )?{ADV}"
        rf"(?:become|became|turned into) )(?:now |officially |finally |a |an |real |proper |proud |both |all )*"
        rf"{_DEMONYM}{_END}",
        _in_their_city,
    ),
    (
        "people folk folks",
        rf"^we (?:are|have become) (?:now |officially )*{NAMED} (?:people|folk|folks) (?:now|these days)\b",
        r"we live in \g<x> now",
    ),
    (
        _WENT_OVER.strip("(?:)").replace("|", " "),
        rf"^{SOMEBODY} {HAVE}{_WENT_OVER} (?:careers? |over |across |trades )*from (?P<old>[\w-]+(?: [\w-]+)?) "
        rf"(?:over )?(?:to|into) (?P<x>[a-z][\w-]+(?: [a-z][\w-]+)?){STOP}",
        _new_trade,
    ),
    (
        "self-employed freelance",
        rf"^(?P<s>i|we) {HAVE}(?:gone|went|turned|become|became) (?:self-employed|freelance)(?: as (?P<job>an? [a-z]"
        r"[\w -]{2,30}?))?(?=\s*$|\s*[,;.:–—-](?:\s|$)|\s(?:and|but|because|so|since|in|now)\b)",
        _own_boss,
    ),
)
