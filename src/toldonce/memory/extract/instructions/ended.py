"""Standing orders and bans that a sentence takes back, in whatever words: "my no to tables no longer stands".

Such a sentence names an act of who writes the answers ("using tables"), says that it was wished for or forbidden, and
that this is past. What is taken back ends nothing but an order that names the same act, so none of the three needs its
own wording for each order of them.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english.verbs import base_of, ing_form
from toldonce.memory.extract.instructions.reworded import ADDRESSED

MOST_CHARACTERS = 200
_BASES = "|".join(sorted(ADDRESSED, key=len, reverse=True))
_INGS = "|".join(sorted(map(ing_form, ADDRESSED), key=len, reverse=True))
_LED = "to|not|never|always|and|please|should|would|could|must|will|you|can|may|also|now|again|just|that"
_ACT = r"\b\s?[^,;:.!?–—]*"
_NAMED = re.compile(
    rf"\b(?:{_LED})\s(?P<do>(?:{_BASES}){_ACT})|\b(?P<doing>(?:{_INGS}){_ACT})"
    rf"|(?:^|: |- )(?P<first>(?:{_BASES}){_ACT})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:(?:is|are|was|were|has|have|does|do|no longer|any ?more|any longer|again|once more|from now on|from today"
    r"|now|after all|for a while|when(?:ever)? (?:it|you)|whenever|if|these days|please|with me|for me|by me"
    r"|in general|but|because|since|so|it was|you can|you may|you could|at all|as of|rule)\b|- ).*$",
    re.IGNORECASE,
)
_FORBADE = re.compile(
    r"\b(?:(?<!need )(?:not|never) to|(?:said|told you|asked you|asked for)(?: \w+)? (?:not|never|no)"
    r"|(?:did|do|does) not (?:want|wish|like)|never wanted|ban\w*|forb[ai]d\w*|objections?"
    r"|object\w*|against|veto\w*|prohibit\w*|embargo|taboo|avoid\w*|refrain\w*|abstain\w*|strict|no to|off[ -]limits"
    r"|(?:should|must|may|could|can) (?:not|never)|were not to|(?:rule|request|wish|instruction)s? (?:about|of|on)"
    r" (?:not|never)|(?:rule|cancel[^:]*): never)\b",
    re.IGNORECASE,
)
_UNBOTHERED = re.compile(
    r"\b(?:no longer|not|stopped|ceased|nothing|never|none)(?: \w+)? (?:mind\w*|bother\w*|disturb\w*|annoy\w*"
    r"|irritat\w*|upset\w*|troubl\w*|hat\w+|object\w*|against|tir\w+|vex\w*)\b|\bmade (?:my )?peace with\b"
    r"|\bcome (?:a)?round to\b|\bback on the (?:menu|table)\b|\bgot over\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:allow(?:ed)?|permit(?:ted)?|free|welcome|fine|ok|okay|all right|alright|acceptable|go ahead|blessing"
    r"|permission)\b|\byou (?:can|may|could|might)\b",
    re.IGNORECASE,
)
_IS_FINE = re.compile(
    r"^[\s,]*(?:is|are)(?: \w+)? (?:fine|ok|okay|all right|alright|allowed|welcome|acceptable|good)\b", re.IGNORECASE
)
_ANEW = re.compile(
    r"\b(?:again|now|from now on|from today|once more|after all|any ?more|no longer|any longer|changed my mind|since i"
    r"|over it|whenever|if you (?:want|like|wish)|(?:take|took) (?:it|that|this) back|forget what i (?:said|told"
    r" you))\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:wants?|wanted|wish(?:ed)?|asked|ask|told|said|should|must|needs?|needed|requests?|rules?|instructions?"
    r"|orders?|point|sense|use in|care|important|useful|helpful|helped|necessary|required|have to|default|setting"
    r"|thing|time when|used to|nice|good|you can|you may|you could|let us|we can|with|release|excuse|forget about"
    r"|gone off|enough|tired|fed up)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:no longer|any ?more|any longer|lift(?:ed|s)?|off|over|void|withdraw\w*|(?:take|took|taking) "
    r"(?:it |that |this )?back|drop(?:ped)?|cancel\w*|scrap\w*|forget|changed my mind|gone|history|stopped|ceased|past"
    r"|finish(?:ed)?|no need|need not|(?:do|does) not (?:count|hold|apply|matter|stand|have to|need to)"
    r"|(?:counts?|holds?|applies|apply|stands?) no (?:more|longer)"
    r"|now (?:it is|that is|this is)? ?(?:fine|ok|okay|good)|used to|delete\w*|leave (?:it|that|this|out)"
    r"|let (?:it|that) go|release|relieve|skip|go ahead|end(?:ed|s)?|remove[ds]?|retire[ds]?|enough"
    r"|do (?:it|that|so) (?:whenever|again|if))\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:you|your|said|rules?|bans?|requests?|wish(?:es)?|instructions?|orders?|default|please|point|sense"
    r"|need|enough"
    r"|forget about)\b",
    re.IGNORECASE,
)
_RULE_ENDED = re.compile(
    r"\b(?:cancel|drop|scrap|delete|lift|withdraw|forget|ignore|remove)\w*"
    r" (?:that|this|the|my) (?:rule|order|one|instruction|request|wish|ban)\b",
    re.IGNORECASE,
)
_OWN_ACT = re.compile(
    r"(?:\b(?:i|we|he|she|they|me|us|him|her|them|who) (?:\w+ly )?(?:am |is |are |was |were |to |will |can |could "
    r"|would |must |should |have to |had to |try |like |love |enjoy |do not |never |always |stopped |stop |quit |not "
    r"|used to |no longer |avoid |avoided |gave up |finished )*|\b(?:my|his|her|their) )$",
    re.IGNORECASE,
)
""" "I stopped using tables" is no order to anybody."""
_ORDERS_ANEW = re.compile(
    r"^(?:(?:and|so|ok|okay|but|also|then|now|from (?:now|today|here) on|i (?:ask|beg|want) you to|could you|can you"
    r"|will you|would you|you (?:must|should|can|may|are)|let us|please|kindly|just)[, ]*)*"
    r"(?:do not|never|not|stop|quit|cease|no|no more|avoid|without|refrain from|always)[, ]*(?:ever|again|please)?\s?$",
    re.IGNORECASE,
)
""" "Please do not use tables any more" forbids them."""
_POINTS_BACK = re.compile(
    r"^(?:(?:now|so|well|but|and|ok|okay|please|oh|actually)[, ]+)*(?:you (?:can|may|could|need not)"
    r"|(?:that|this|it)\b|forget (?:that|it|about)|drop (?:it|that)|leave (?:it|that)|scrap|cancel"
    r"|i (?:have )?changed my mind|no need|not any|no longer|never mind|i (?:do|did|am) (?:not|no longer)"
    r"|(?:i )?take (?:it|that) back|over|lifted|ignore (?:it|that))",
    re.IGNORECASE,
)
ENDING_ORDERS = frozenset(
    """
    again allow allowed anymore any against ban blessing bothers bothered cancel cancelled care changed count delete
    disturb drop dropped ended enough fine finish finished forbid forbade forget free gone history leave lift lifted
    longer mind minding need needed nothing object objection objections okay ok over permission permit rule rules scrap
    stands stopped strict void withdraw withdrawn withdrawal peace menu point useful release back counts holds applies
    """.split()
)
"""Words without one of which no order is taken back here."""


def ended_order(text: str, before: str) -> str:
    """The withdrawal, in plain words, of an order that a sentence (plain) takes back, or takes back with the one
    ``before`` it; nothing where it takes none back."""
    if len(text) + len(before) > 2 * MOST_CHARACTERS or len(text) > MOST_CHARACTERS:
        return ""
    return _ended(text) or (_ended(f"{before.rstrip(' .!?')}; {text}") if before and _POINTS_BACK.match(text) else "")


def _ended(text: str) -> str:
    named = None if goes_on(text) else _act_in(text)
    if named is None:
        return ""
    starts, act, ends = named
    left, right = text[:starts].rstrip(), text[ends:]
    first, _, rest = act.partition(" ")
    lemma = base_of(first.casefold())
    if lemma in (None, "be") or (not rest and lemma != "apologise") or _OWN_ACT.search(f"{left} "):
        return ""
    if _ORDERS_ANEW.match(left) and not _RULE_ENDED.search(right):
        return ""
    around = f"{left} {right}"
    is_addressed = any(frame.search(around) for frame in (_OF_WHOM, _UNBOTHERED, _FORBADE)) or _IS_FINE.match(right)
    if left and not is_addressed:
        return ""
    do = f"{lemma} {rest}".strip()
    if _CARES_NOT.search(around):
        return f"forget what I said about {ing_form(lemma)} {rest}".strip()
    if _NOT_DOING.search(left) and _ALLOWED.search(around):
        return f"you no longer have to {do}"
    is_allowed = _ALLOWED.search(around) and _ANEW.search(around) and not _LEFT_OUT.search(around)
    if is_allowed or _UNBOTHERED.search(around) or (_FORBADE.search(left) and _PAST.search(around)):
        return f"you can {do} again"
    if (_WANTED.search(left) or not left or _RULE_ENDED.search(right)) and _PAST.search(around):
        if re.search(r"\b(?:rule|thing)s?\b", around):
            return f"forget what I said about {ing_form(lemma)} {rest}".strip()
        return f"you no longer have to {do}"
    return ""


_CARES_NOT = re.compile(
    r"\b(?:no longer|not|never) (?:\w+ )?(?:care|matter|important)\w*(?: \w+){0,4} (?:if|whether|that)\b", re.IGNORECASE
)
_NOT_DOING = re.compile(r"\b(?:if|when|for|to|that) (?:you )?(?:do |to )?(?:not|never)$|\bwithout$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^if\b(?! you (?:like|want|wish|must)\b)|\b(?:still (?:stands?|holds?|applies|bothers?|annoys?|is|are|counts?"
    r"|forbidden|banned|off|not)|keep (?:on )?\w+ing|go on|carry on|(?:never|not) (?:to )?(?:stop|quit|change)\w*"
    r"|not forget|never forget|have not changed|remains?|stays?)\b",
    re.IGNORECASE,
)
""" "Keep using tables, no need to change that" ends nothing; nor does what holds only if something else does."""


def goes_on(text: str) -> bool:
    """Whether a sentence says that an order stands, or sets a condition before it would end."""
    return _GOES_ON.search(text) is not None


_LEFT_OUT = re.compile(r"\b(?:stop|skip|leave|quit|drop)\b", re.IGNORECASE)


def _act_in(text: str) -> tuple[int, str, int] | None:
    """Where the act begins, the act, and where it ends; of "ask you to use tables" it is the last."""
    found = _NAMED.search(text)
    if found is None:
        return None
    starts, words = _span(found)
    inner = _NAMED.search(words, 1)
    if inner is not None and words.split()[0].casefold() in _WISHING:
        shift, words = _span(inner)
        starts += shift
    act = _TAIL.sub("", words).strip()
    return starts, act, starts + len(act)


def _span(found: re.Match[str]) -> tuple[int, str]:
    name = next(name for name in ("do", "doing", "first") if found[name])
    return found.start(name), found[name]


_WISHING = frozenset("ask asking say saying tell telling mention stick offer prefer remind".split())
