"""Relatives and pets, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE, ANIMAL, RELATION

_NAME = r"(?P<name>(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]*\w)"
_HAVE = (
    r"(?P<i>i|we|my (?:wife|husband|partner|girlfriend|boyfriend|ex)(?: (?-i:[A-Z])\w+)? and i) (?:(?:just|also|now) )?"
    r"(?:have(?: got)?|got|had)"
)
_PARENT = r"(?:mum|mom|mama|mother|dad|daddy|papa|father|parents?)"
_AGED = (
    r"(?:(?:an? |one )(?:[\w-]+[- ]year[- ]old ?|(?:wee|little|lovely|beautiful|young|baby|teenage|grown-up"
    r"|small|tiny) )*)"
)
_CALLED = r"(?: ?, | called | named | \( ?| by the name of )"
_CHILD = r"(?P<kid>boy|girl|lad|lass|son|daughter|toddler|kid|child|baby|bub)"
_WHAT = {"boy": "son", "lad": "son", "girl": "daughter", "lass": "daughter", "son": "son", "daughter": "daughter"}


def _my_child(found: re.Match[str]) -> str:
    kid = (found.groupdict().get("kid") or "child").casefold()
    return f"my {_WHAT.get(kid, 'child')} is called {found['name']}"


def _boy_and_girl(found: re.Match[str]) -> str:
    first, second = (_WHAT.get(found[kid].casefold(), "child") for kid in ("kid", "other"))
    return f"my {first} is called {found['name']} ; my {second} is called {found['second']}"


def _newborn(found: re.Match[str]) -> str:
    kid = _WHAT.get((found["kid"] or "").casefold(), "child")
    return f"my {kid} is called {found['name']}"


def _of_a_sibling(found: re.Match[str]) -> str:
    kid = {"girl": "niece", "boy": "nephew", "niece": "niece", "nephew": "nephew"}[found["kid"].casefold()]
    return f"my {kid} is called {found['name']}"


RULES: tuple[Rewording, ...] = (
    (
        "baby newborn one",
        rf"^{_HAVE} (?:an? )?(?:new |little |wee )*(?:little one|newborn|baby|toddler|tot|bub)"
        r"(?: at home| in the house)? ?,?"
        rf" (?:and )?(?:(?:he|she) is|who is|(?:his|her) name is|it is) (?:called |named )?{_NAME}$",
        r"my child is called \g<name>",
    ),
    (
        "baby",
        rf"^(?:(?:our|my|the) )?(?:little |new )?baby(?: (?P<kid>boy|girl))? ?,? ?{_NAME} ?,? (?:has )?(?:finally )?"
        r"(?:arrived|was born|came|is here|joined us|made (?:his|her) (?:entrance|appearance|debut))\b",
        _newborn,
    ),
    (
        "aunt auntie aunty uncle",
        rf"^i am (?:now )?(?:the |an? )?(?:proud |new |happy )?(?:aunt|auntie|aunty|uncle) (?:of|to) (?:an? )?"
        rf"(?:(?:little|lovely|baby|tiny|small|new) )*(?P<kid>girl|boy|niece|nephew)"
        rf"{_CALLED.replace('?, ', '?, ?')}{_NAME}\b",
        _of_a_sibling,
    ),
    (
        "and",
        rf"^(?P<own>my|our) (?P<who>{ADJECTIVE}{RELATION})'s (?P<is>(?:name is )?){_NAME} and (?:my |our )?"
        rf"(?P<other>{ADJECTIVE}{RELATION})'s (?:name )?(?:is )?(?P<second>(?-i:[A-Z])\w+)$",
        r"my \g<who> is called \g<name> ; my \g<other> is called \g<second>",
    ),
    (
        "name",
        rf"^(?:his|her|its) name is {_NAME} and (?:he|she|it) is my (?P<who>{ADJECTIVE}(?:{RELATION}|{ANIMAL}))$",
        r"my \g<who>'s name is \g<name>",
    ),
    (
        "eldest oldest youngest middle baby",
        rf"^{_NAME} is (?:the|my|our) (?:eldest|oldest|youngest|middle one|middle child|baby|big one|little one) "
        rf"?(?:,|and|at)"
        r" ?(?:(?:he|she) is )?(?P<age>\d{1,2})(?: years old)?$",
        r"\g<name> is \g<age> years old",
    ),
    ("boy girl lad lass", rf"^{_HAVE} {_AGED}{_CHILD}{_CALLED}{_NAME}\b\)?(?! and an?\b)", _my_child),
    (
        "together",
        rf"^{_HAVE} {_AGED}{_CHILD} together{_CALLED}{_NAME}\b",
        _my_child,
    ),
    (
        "a an",
        rf"^(?:i am )?(?:an? |the )?(?:\w+ ){{0,2}}?{_PARENT} (?:of|to) {_AGED}(?:{_CHILD})?"
        rf"{_CALLED.replace('?, ', '?, ?')}{_NAME}\b",
        _my_child,
    ),
    (
        "boy girl son daughter",
        rf"^(?:.{{0,40}}?(?:kids|children) ?[,:] )?an? (?:\w+ )?{_CHILD} (?:called|named) {_NAME} and an? (?:\w+ )?"
        rf"{_CHILD.replace('?P<kid>', '?P<other>')} (?:called|named) {_NAME.replace('?P<name>', '?P<second>')}\b",
        _boy_and_girl,
    ),
    (
        "both all",
        r"^(?:both|all)(?: three| four)?(?: of)? (?=(?:my|our) (?:\w+ )?(?:kids|children|sons|daughters|boys|girls"
        r"|sisters"
        r"|brothers) ?,)",
        "",
    ),
    (
        "he she",
        rf"^(?P<who>(?:my|our) {ADJECTIVE}{RELATION})'s {_NAME} ?, (?=(?:and )?(?:he|she) )",
        r"\g<who> is called \g<name> ; ",
    ),
    (
        "was were",
        rf"^(?:my |our )?(?P<who>{ADJECTIVE}{RELATION})'s (?:first )?name was {_NAME}$",
        r"my \g<who> is called \g<name>",
    ),
    (
        "my our",
        rf"\b(?P<who>(?:my|our) {ADJECTIVE}(?:{RELATION}|{ANIMAL})) (?:\(|-) ?{_NAME} ?(?:\)|-)(?P<and>(?: and "
        rf"(?:my |our )?"
        rf"(?P<other>{RELATION}) \( ?(?P<second>(?-i:[A-Z])\w+) ?\))?)",
        lambda found: (
            f"{found['who']} {found['name']}" + (f" and my {found['other']} {found['second']}" if found["and"] else "")
        ),
    ),
    (
        "he she it his her its",
        rf"^{_HAVE} (?:an? )(?P<kind>(?:new |little |rescue )?{ANIMAL}) ?,? ?(?:and )?(?:he is|she is|it is|his "
        rf"name is|her name is"
        r"|its name is) (?:called |named )?(?P<name>(?-i:[A-Z])\w+|(?<=called )\w+|(?<=named )\w+)$",
        lambda found: f"I have a {found['kind']} named {found['name'][:1].upper()}{found['name'][1:]}",
    ),
)
