"""What somebody eats, told of the long way round."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import ADV, DIET, DROP, END, HAVE, IS, OVER, STOP, I, X
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import CONDITIONS

_KEEP = (
    r"(?:keep|stick|hold|adhere|live|survive|follow|observe|maintain|have|do|stay|cook|eat|prefer|need"
    r"|choose|get by|feed myself|enjoy|lead"
    r"|sticking|keeping|following|eating|living|doing|having|maintaining|observing|cooking|trying)"
)
_TURN = (
    r"(?:switched|converted|changed|moved|turned|gone|went|adopted|embraced|taken up|took up|started|begun"
    r"|began|become|became|chosen|chose"
    r"|opted|committed|transitioned|moved over|shifted|gone over|settled|made the switch|stopped eating meat and went)"
)
_FOOD = (
    r"(?:diets?|foods?|meals?|lifestyle|cuisine|regime|regimen|way of (?:eating|life|living)|eating|cooking"
    r"|dishes|fare|kitchen|options|stuff|things|eater)"
)


def _ill(template: str = r"I have \g<x>") -> Callable[[re.Match[str]], str]:
    """A rewording that holds only where the thing is a known illness."""

    def turn(found: re.Match[str]) -> str:
        return found.expand(template) if CONDITIONS.fullmatch(found["x"]) else found[0]

    return turn


RULES: tuple[Rewording, ...] = (
    # diets
    (
        "diet food foods meals lifestyle eating eat keep stick hold adhere live survive follow observe maintain "
        "have do"
        " stay cook sticking keeping following living doing having maintaining observing cooking prefer "
        "need choose get",
        rf"^{I} (?:(?:am|have been|try to|have to|tend to|always|only|need to|must|like "
        rf"to)\s)*{ADV}{_KEEP} {ADV}(?:(?:to|on|with|by)\s)?(?:an?|the|my|all|only)?\s?{ADV}{DIET}"
        rf"(?: {_FOOD})?(?=\s*$|\s[,;.:–—-]|\s(?:and|but|because|so|since|these|now|at|for|these|when|only"
        r"|food|recipes)\b)",
        r"I am \g<x>",
    ),
    (
        "switched converted changed moved turned gone went adopted embraced taken took started begun "
        "began become became"
        " chosen chose opted committed transitioned shifted settled made",
        rf"^{I} {HAVE}{_TURN} (?:(?:over|from [\w -]+|my diet|my eating|eating|being|fully|completely"
        r"|entirely|totally)\s)*(?:(?:to|for|on)\s)?(?:an?|the)?\s?"
        rf"(?:eating |being |fully |completely |strictly )*{DIET}(?: {_FOOD})?(?=\s*$|\s[,;.:–—-]|\s(?:and"
        r"|but|because|so|since|these|now|at|for|a|last|in)\b)",
        r"I became \g<x>",
    ),
    (
        "diet meals food eating kitchen plate everything what cooking table fridge",
        r"^(?:my|all my|our) (?:new |whole |current |daily )*(?:diets?|meals?|food|eating|eating habits"
        r"|kitchen|plate|cooking|fridge|way of eating|menu|lifestyle)(?: now)?"
        r" (?:is|are|has to be|have to be|must be|needs to be|has been|turned|became|went)(?: now)? "
        rf"{ADV}(?:all |a |an |100% )?{DIET}\b",
        r"I am \g<x>",
    ),
    (
        "everything all what whatever food anything nothing",
        r"^(?:everything|all|what|whatever|all (?:of )?(?:the|my) food|the food|anything)(?: that)? "
        r"?(?:i (?:eat|cook|put on my plate|buy|make|have))? (?:is|are|has to be|must"
        rf" be|needs to be) {ADV}{DIET}\b",
        r"I am \g<x>",
    ),
    (
        "unless not nothing anything only but",
        rf"^{I} (?:do not|will not|never|can not|refuse to|only|can only|may only|must only) (?:eat|touch"
        r"|cook|buy)(?: anything| any food| food| things?| stuff| what)?"
        rf"(?: (?:that|which) (?:is|are)| unless it is| but| other than)?(?: not)? {DIET}\b",
        r"I am \g<x>",
    ),
    ("nothing", rf"^{I} eat nothing (?:but|that is not) {DIET}\b", r"I am \g<x>"),
    ("how what way", rf"^{DIET} is (?:how|what|the way|the only way) i (?:eat|live|cook)\b", r"I am \g<x>"),
    (
        "diet",
        rf"^(?:my|the) diet(?: i (?:follow|am on|keep|chose))? {IS}(?:called |now )?(?:the |an? )?{DIET}\b",
        r"I am \g<x>",
    ),
    ("eater", rf"^{I} am an? {ADV}{DIET} eater\b", r"I am \g<x>"),
    (
        "diet eating being food wagon vegan vegetarian pescatarian "
        + "lifestyle keto kosher halal paleo gluten-free low-carb dairy-free",
        rf"^(?:{I} )?{HAVE}(?:{DROP}|fell off|gone off|went off|broke|have broken) (?:with )?"
        rf"(?:(?:my|the|a|being|eating|going|all|on)\s)*{DIET}(?: {_FOOD}| "
        r"wagon| thing| stint| kick| phase)?(?=\s*$|\s[,;.:–—-]|\s(?:and|but|because|so|last|this|in|after|for|a"
        r"|now)\b)",
        r"I am no longer \g<x>",
    ),
    (
        "days phase diet experiment lifestyle time years period chapter thing stint kick regime craze",
        r"^(?:my|the|that|this) (?:whole )?(?:(?:time|life|days|experiment|adventure|spell) (?:as an?|of "
        rf"being|of eating|with the|on the|being) )?{DIET} ?(?:days|phase|diet|experiment|lifestyle"
        rf"|time|years|period|chapter|thing|food|spell|era|stint|kick|regime|craze|adventure)? {OVER}",
        r"I am no longer \g<x>",
    ),
    (
        "not longer stopped anymore more",
        rf"^{I} (?:do not|no longer|have stopped|stopped|am no longer|am not|am done|have ceased|am "
        r"through|gave up|am finished) (?:with )?(?:(?:eat|eating|follow|following|keep|keeping|stick"
        r"|sticking"
        r"|live|living|on|being|do|doing|keep up|cook|cooking|cooking|observe|observing|a|an|the|to"
        rf"|with)\s)*{DIET}(?: {_FOOD})?(?: any ?more| any longer| these days)?{STOP}",
        lambda found: (
            f"I am no longer {found['x']}"
            if re.search(r"longer|stopped|any ?more|these days|done|ceased|through|gave up|finished", found[0])
            else found[0]
        ),
    ),
    (
        "work suit last",
        rf"^(?:being|eating|going|the) (?:an? )?{DIET}(?: {_FOOD})? (?:thing )?(?:did not|has not|does not|was not)"
        r" (?:work(?:ed)?(?: out)?|suit(?:ed)?|last(?:ed)?|stick|agree(?:d)?)\b.*",
        r"I am no longer \g<x>",
    ),
    (
        "ways company",
        rf"^(?:{DIET} and i|i and {DIET.replace('?P<x>', '?P<y>')}) (?:have )?parted (?:ways|company)\b.*",
        lambda found: f"I am no longer {found['x'] or found['y']}",
    ),
    (
        "longer more",
        rf"^(?:no longer|not) (?:an? )?{DIET}(?: any ?more| any longer)?(?: btw| by the way| now)*{STOP}",
        lambda found: found[0] if re.match(r"not(?!.* any)", found[0]) else f"I am no longer {found['x']}",
    ),
    (
        "stopped quit",
        rf"^{I} {HAVE}(?:stopped|quit) (?:being|eating|going) (?:an? )?{DIET}(?: {_FOOD})? (?:around|at|in|during"
        rf"|after"
        r"|over|last|this|on|when|because)\b.*",
        r"I am no longer \g<x>",
    ),
    (
        "suppose guess think reckon means call makes",
        rf"^(?:so )?{I} (?:suppose|guess|think|reckon)(?: that| this makes me"
        rf"| that makes me)? (?:i am )?(?:an? )?(?:now )?"
        rf"{DIET}(?: now)?{STOP}",
        r"I am \g<x>",
    ),
    (
        "switched gone went moved changed",
        rf"^{I} {HAVE}(?:switched|gone|went|moved|changed) from (?:being )?(?:an? )?{DIET.replace('?P<x>', '?P<y>')} to"
        rf" (?:being )?(?:an? )?{DIET}\b.*",
        r"I became \g<x>",
    ),
    (
        "meat everything",
        rf"^{I} (?:eat|am eating|have started eating|started eating|am back to eating|am back on|went back to"
        r"|have gone back to)"
        r" (?:meat|everything|steak|bacon|chicken)(?: (?:again|now|these days))+",
        "I am an omnivore",
    ),
    (
        "meat everything fish",
        rf"^{I} (?:eat|am eating|started eating|have started eating) (?:meat|everything|fish|bread"
        r"|anything)(?: again| now)+ ?(?:,|;|and|so|–|-) ?.*\b(?:no longer|not|no more|after years of "
        r"being)"
        rf" (?:an? )?{DIET}\b",
        r"I am no longer \g<x>",
    ),
    (
        "off broke",
        rf"^{I} (?:am (?:now )?off|broke with|have broken with|came off) (?:the )?{DIET}(?: diet)?{END}",
        r"I am no longer \g<x>",
    ),
    (
        "diagnosis",
        rf"^{I} {HAVE}(?:got|received|have|been given|given) an? (?:\w+ )?diagnosis (?:of|:) {X}{END}",
        _ill(),
    ),
    ("not more", rf"^no more {DIET}(?: {_FOOD})? for me\b", r"I am no longer \g<x>"),
)
