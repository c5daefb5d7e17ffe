"""What the assistant is to do for good, to leave, or need not do any more, in any frame of the words for wishing.

"I should be grateful if you did not use tables", "I have one rule for you: no using tables, ever": such a clause is
made of the words for asking, allowing and forbidding, and of one act. What the frame means hangs on a few words in it,
whatever their order, so that no pattern for each of them is needed. The act is put into a plain order, which is read
as any other.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english.verbs import base_of, ing_form, takes_form
from toldonce.memory.extract.instructions.reworded import ADDRESSED

FRAMING_ORDERS = frozenset(
    """
    acceptable allow allowed always annoys appreciate ask asked asking avoid avoiding ban banned bothers favor
    favour forbidden forget free glad grateful habit instruction instructions irritates kind kindly lift lifted
    limits longer mind necessary need never objection oblige obliged ok okay permitted please policy pray rather
    refrain refraining release remember request rule rules stop stopped thank vexes wish withdraw withdrawn without
    """.split()
)
"""Words without one of which a sentence is no such frame."""
_FRAME = frozenset(
    """
    beg
    a account again against ahead all allow allowed already also always am an and annoy annoyed annoying annoys
    answer answers any anymore anything appreciate appreciated are as ask asked asking at avoid avoiding back ban
    banned be because been before begging being best better bit bother bothered bothers but by can cancel cancelled
    care case cease change changed chat circumstances could decided decision did didn't do does doing don't earlier
    end ensure ever every everything favor favour favourably feel fine finish finished first for forbidden forever
    forget forgive forth forward free from further future glad gladly go good grant grateful great habit had happens
    happy has hate hated have having help helpful helps henceforth here hereby i i'd if in insist instruction
    instructions into irritate irritated irritates is isn't it it's just keep keeping kept kind kindly let lets lift
    lifted like limits little longer love lovely maintain make making matter matters may me means messages might
    mind more most much must my necessary need needed never new nice no nor not nothing notice now objection
    objections oblige obliged of off ok okay on once one only onward onwards or other out over permanently permitted
    please pleased policy polite pray prefer preference previously quick quickly quit r rather really refrain
    refraining release relieve remember replies reply request require required requirement responses rule rules said
    say second see shall should sick simple simply single small so sound stand standing start started starting still
    stop stopped stopping stops such sure take talk thank thanks that that's the then there there's these thing this
    till time tired to today told tolerate too trouble troubles try trying under until up upset upsets us very vexes
    vexing want wanted was way we welcome well were what's whatever when whenever while will wish with withdraw
    withdrawn without would write writing yes yet you your yourself
    """.split()
)
_SCOPE = re.compile(
    r"\b(?:always|every (?:time|answer|reply|message|response)|from (?:now|here|today|this point) on\w*|in (?:the"
    r" )?future|henceforth"
    r"|going forward|whenever|(?:in|for|to) (?:all|each|any|every(?:thing)?)(?: of)? ?(?:your?|the)? ?\w*|in your"
    r" (?:answers|replies"
    r"|messages|responses)|when(?:ever)? (?:you|answering|replying|writing|i ask)|habit|rules?|instructions?"
    r"|policy|standing|permanently"
    r"|for good|as long as we (?:talk|chat)|by default|ever)\b",
    re.IGNORECASE,
)  # fmt: skip
_TAIL = re.compile(
    r"[\s,]+(?:(?:from (?:now|here|today|this point) on\w*|in (?:the )?future|henceforth|for good|for ever|forever"
    r"|ever(?: again)?|again"
    r"|any ?more|any longer|always|please|thanks|thank you|now|at all|permanently|by default|in (?:all |everything )?"
    r"(?:of )?(?:your|you) (?:answers|replies|messages|responses|write|say|send)(?: (?:to )?me)?|when(?:ever)?"
    r" (?:you )?"
    r"(?:answer|reply|respond|write|talk|answering|replying)(?:ing)?(?: (?:to )?me)?|every time|with me|to me"
    r"|around me"
    r"|without fail|if you (?:please|would|can|like|want|must)|is (?:off[ -]limits|banned|forbidden|out|not (?:ok"
    r"|okay|allowed|welcome))"
    r"|is (?:fine|ok|okay|allowed|welcome))\b)+[\s,.!]*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:[,;:]|\s[–—-]+\s|\.\s)\s*(?:(?:and|but|so|because|since|as|though) )?", re.IGNORECASE)
_NEGATING = re.compile(
    r"\b(?:not|never|no|nor|stop|stopped|stopping|avoid|avoiding|without|refrain|refraining|quit|cease|hate"
    r"|annoys?|annoyed|vexes"
    r"|bothers?|irritates?|upsets?|forbidden|banned|ban|off[ -]limits|sick|tired|tolerate|don't|didn't)\b",
    re.IGNORECASE,
)
_NEED_ENDS = re.compile(
    r"\b(?:no (?:longer|further|more)|not|need not|any ?more|any longer)\b.*\b(?:need|needed|necessary|wish|want"
    r"|require[ds]?|insist|have to)\b"
    r"|\b(?:need|needed|necessary|wish|want|required?|insist|have to)\b.*\b(?:no (?:longer|further|more)|not|any"
    r" ?more|any longer)\b"
    r"|\bno (?:more |longer any |further )?need\b|\b(?:release|relieve)\b|\b(?:can|may|might) (?:now )?(?:stop"
    r"|quit|cease)\b",
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:allowed|permitted|free|welcome|no objections?|nothing against|no longer (?:mind|troubles?|bothers?"
    r"|annoys?|upsets?|irritates?"
    r"|vexes|hate|object)|(?:not|longer) mind|fine|ok|okay|go ahead|happy for)\b|^(?:you )?(?:can|may|might)\b"
    r"|\b(?:you|now) (?:can|may) (?!stop|quit)",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"^(?:(?:do you |please )?remember(?: that| when| how)? )?i (?:once |had |have |did |earlier |previously"
    r" )*(?:asked|told|ask|instructed|begged"
    r"|wanted|said)(?: you)?(?: that you should)? (?:(?P<not>not to|never to) |to )(?P<act>.+?)[?.!]*$",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"\b(?:withdraw|take) (?:that|it|this)\b|\b(?:forget|ignore|cancel|scrap|drop|disregard|never mind|undo)"
    r" (?:that|it|this|about it)\b"
    r"|\b(?:no longer|not) (?:necessary|needed|so|the case|required|important|applies|valid)\b|\bfeel free\b"
    r"|\bchanged my mind\b"
    r"|\btake (?:that|it) back\b|\bno need (?:any ?more|any longer|now)\b|\b(?:is|was) over\b|\byou need not\b"
    r"|\bdoes not (?:apply|matter|hold)\b",
    re.IGNORECASE,
)
MOST_CHARACTERS = 240


def order_in_frame(text: str) -> str:
    """The plain order that a sentence (plain, with its commas) frames; nothing where it frames none."""
    if len(text) > MOST_CHARACTERS:
        return ""
    clauses = [clause for clause in _CLAUSE.split(text.strip(" .!?")) if clause]
    for place, clause in enumerate(clauses):
        frame_before = [word for one in clauses[:place] if _is_frame(one) for word in one.split()]
        frame_behind = [word for one in clauses[place + 1 :] if _is_frame(one) for word in one.split()]
        if order := _order(clause, " ".join(frame_before), " ".join(frame_behind)):
            return order
    return ""


def withdrawn_order(text: str, before: str) -> str:
    """The withdrawal, in plain words, of an order that a sentence, or the one ``before`` it, recalls.

    "I asked you not to use tables. Forget that."
    """
    for one, rest in ((before, text), *_halves(text)):
        recalled = _RECALLED.match(one.strip()) if one else None
        if recalled is not None and _TAKEN_BACK.search(rest):
            act = _base(_TAIL.sub("", recalled["act"]))
            if act:
                first, _, more = act.partition(" ")
                return f"forget what I said about {'not ' if recalled['not'] else ''}{ing_form(first)} {more}".strip()
    return ""


def _halves(text: str) -> list[tuple[str, str]]:
    found = re.search(r"\s*(?:[;:?!]|, but|\s[–—-]+\s)\s*", text)
    return [(text[: found.start()], text[found.end() :])] if found else []


def _is_frame(clause: str) -> bool:
    return all(word in _FRAME for word in re.findall(r"[\w'-]+", clause.casefold()))


def _order(clause: str, before: str, behind: str) -> str:
    words = clause.split()
    for place, word in enumerate(words):
        if word.casefold().strip(",") in _FRAME:
            base = base_of(word.casefold())
            if base is None or base not in ADDRESSED or not _begins_act(words, place):
                continue
        act = " ".join(words[place:])
        tail = _TAIL.search(f" {act}")
        core = f" {act}"[: tail.start()].strip() if tail else act
        base_act = _base(core)
        if not base_act or base_act.split()[0] not in ADDRESSED or len(base_act.split()) < 2:
            return ""
        if _is_told_of_the_past(core, words[:place]):
            return ""
        frame = " ".join(part for part in (before, " ".join(words[:place]), tail[0] if tail else "", behind) if part)
        return _plainly(frame.casefold(), clause.casefold(), base_act)
    return ""


def _is_told_of_the_past(act: str, before: list[str]) -> bool:
    """ "Sold the drone, never used it" tells a story; "I would like it if you never used tables" asks for something."""
    first = act.split()[0].casefold()
    return takes_form(first, "past") and not takes_form(first, "base") and "you" not in map(str.casefold, before)


_ADDRESSING = frozenset(
    "you your yourself u please kindly pray rule rules request instruction policy thanks thank".split()
)
_SELF = frozenset("i we us me my".split())
_OWN_DOING = re.compile(
    r"\b(?:i|we) (?:am|are|was|were|do|did|can|could|must|should|have to|need to|try|never|always|stopped|avoid)\b"
    r"(?! (?:grateful|asking|glad|not|ask|wish|want|pleased|happy|insist|obliged|sick|tired|prefer|rather"
    r"|appreciate|be"
    r"|have|love|hate|now))"
    r"|^(?:could|can|would|will) (?:never|not)$"
)
""" "I never use tables" is no order, nor is "could never be vegetarian"."""
_BEFORE_AN_ACT = frozenset(
    """
    to not never always by from without please kindly you no must should would stop avoid stopped against your of ever
    again may can
    """.split()
)


def _begins_act(words: list[str], place: int) -> bool:
    """Whether a verb that frames may have, too, begins the act here: "never make jokes"."""
    return (
        place > 0
        and place + 1 < len(words)
        and words[place - 1].casefold() in _BEFORE_AN_ACT
        and words[place + 1].casefold() not in _FRAME
    )


def _plainly(frame: str, clause: str, act: str) -> str:
    asked = frozenset(re.findall(r"[\w'-]+", frame))
    is_addressed = not _ADDRESSING.isdisjoint(asked) or _SELF.isdisjoint(asked)
    if FRAMING_ORDERS.isdisjoint(asked) or not is_addressed or _OWN_DOING.search(frame):
        return ""
    if _ALLOWS.search(frame) and not re.search(
        r"\b(?:not|never|no) (?:longer )?(?:allowed|permitted|ok|okay|fine|free|welcome)\b", frame
    ):
        return f"you can {act} again"
    if _NEED_ENDS.search(frame):
        return f"you no longer have to {act}"
    if _NEGATING.search(frame):
        over = re.search(r"\b(?:any ?more|any longer)\b", frame)
        return f"please do not {act} any more" if over else f"never {act}"
    if _SCOPE.search(f"{frame} {clause}"):
        return f"always {act}"
    return ""


def _base(act: str) -> str:
    """An act in the base form."""
    first, _, rest = act.strip(" ,.!?").partition(" ")
    lemma = base_of(first.casefold())
    return f"{lemma} {rest}".strip() if lemma else ""
