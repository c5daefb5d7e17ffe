"""What the assistant is to do, to leave, or need not do any more, said the long way round."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from toldonce.memory.extract.constructions.identity import NICKNAMES
from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.extract.english.verbs import FORMS, base_of, ing_form, takes_form

_ACT = r"(?P<act>[a-z][\w'-]*(?:\s.+)?)"
_ING = r"(?P<act>[\w'-]+ing\b(?:\s.+)?)"
_ADV = r"(?:(?:please|always|just|also|really|kindly|simply|now|ever|even|only)\s)*"
_REQUEST = (
    r"(?:rules?|requests?|instructions?|wish(?:es)?|bans?|orders?|things?|demands?|preferences?|policy"
    r"|restriction|prohibition|guideline|requirement|embargo|moratorium)"
)
_BANNED = (
    r"(?:banned|forbidden|off[- ]limits|not allowed|not welcome|prohibited|a no-?go|not ok|not okay|not "
    r"acceptable|unacceptable|taboo|out of the question|a no-no|out)"
)
_AGAIN = (
    r"(?:(?: again| now| any ?more| from now on| after all| please| by me| with me| for me| if you (?:like"
    r"|want|wish)| these days| as you like| whenever you like| any longer| for all i care| from here on| ,)*)$"
)
_UPSETS = r"(?:annoys|bothers|irritates|upsets|bugs|drives|infuriates|puzzles|distracts|tires|frustrates|disturbs)"


_THING_OUT = r"(?P<x>(?:any |all )?[\w-]+(?: [\w-]+)?)"


def _base(act: str) -> str:
    """An act in the base form: "using emojis", "used emojis" -> "use emojis"; nothing when it is no act."""
    first, _, rest = act.strip(" ,").partition(" ")
    word = first.casefold()
    if takes_form(word, "base") or word == "be":
        return act.strip(" ,")
    lemma = base_of(word) if FORMS.get(word) or word.endswith("ing") else None
    return f"{lemma} {rest}".strip() if lemma else ""


def _as(template: str) -> Callable[[re.Match[str]], str]:
    def turn(found: re.Match[str]) -> str:
        act = found["act"]
        negative = re.match(r"(?:not|never|do not)\s", act, re.IGNORECASE)
        base = _base(act[negative.end() :] if negative else act)
        if not base:
            return found[0]
        if negative and template == "always {}":
            return f"never {base}"
        if negative and template == "you no longer have to {}":
            return f"you can {base} again"
        return template.format(base)

    return turn


def _ing(act: str) -> str:
    """An act in the form that follows "about"."""
    base = _base(act)
    if not base:
        return act
    first, _, rest = base.partition(" ")
    return f"{ing_form(first)} {rest}".strip()


def _forgotten(found: re.Match[str]) -> str:
    """A rule that is withdrawn, or a ban."""
    ban = re.search(r"(?:ban|prohibition|embargo|restriction)s? |not to |against ", found[0])
    return f"forget what i said about {'not ' if ban else ''}{_ing(found['act'])}"


_ALWAYS, _NEVER = _as("always {}"), _as("never {}")
_FREED, _ALLOWED = _as("you no longer have to {}"), _as("you can {} again")

_RULES: tuple[tuple[str, Replacement], ...] = (
    # what is allowed again or needed no more, before what is asked for: both name the act
    (
        r"^(?:it is|that is) no longer (?:necessary|needed|required|important|essential)(?: for you)? (?:to"
        rf"|that you) {_ACT}{_AGAIN}",
        _FREED,
    ),
    (
        rf"^(?:it is|that is) (?:not|no longer) (?:necessary|needed|required)(?: for you)? to {_ACT} (?:any "
        rf"?more|any longer){_AGAIN}",
        _FREED,
    ),
    (
        rf"^{_ING.replace(')?)', ')??)')} (?:is|are) (?:no longer|not) (?:needed|necessary|required|important"
        rf"|expected|wanted|compulsory|mandatory|a must|obligatory|something you (?:need|have) to do){_AGAIN}",
        _FREED,
    ),
    (
        r"^you (?:are|may consider yourself) (?:no longer (?:required|obliged|expected|supposed|bound)"
        r"|(?:now )?(?:excused|free|relieved|released|exempt|off the hook)) (?:to|from|when it comes to) "
        rf"(?P<act>(?:having to )?.+?){_AGAIN}",
        lambda found: (
            _FREED(found) if "to" not in found[0].split()[4:5] or "no longer" in found[0] else _ALLOWED(found)
        ),
    ),
    (
        r"^you (?:can|may|could|might|are welcome to) (?:now |please |also )*(?:stop|quit|cease|forget(?: "
        r"about)?|leave off|give up|skip|drop|go back to not|go without|do without|dispense with|lay off"
        rf"|leave out) {_ING}{_AGAIN}",
        _FREED,
    ),
    (rf"^i (?:have|have got) nothing against you(?:r)? {_ING}{_AGAIN}", _ALLOWED),
    (
        r"^you (?:can|may|are free to) (?:now |please |also )*(?:go back to|return to|resume|start|continue"
        rf"|carry on|keep|get back to|begin) {_ING}{_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^you (?:need not|do not need to|do not have to|no longer need to|no longer have to|are not "
        r"required to|need no longer|do not (?:have to |need to )?(?:bother|worry about)|no longer "
        rf"must) {_ACT}{_AGAIN}",
        _FREED,
    ),
    (
        r"^(?:there is|there will be|i see) no (?:more|longer any|further|longer a)? ?(?:need|reason|point"
        rf"|necessity|obligation)(?: any ?more)? (?:for you )?(?:to|in|for) (?P<act>(?:you )?.+?){_AGAIN}",
        _FREED,
    ),
    (
        r"^i (?:no longer|do not) (?:need|want|require|expect|insist on|care (?:about|for|whether)|mind "
        rf"whether)(?: you to| you| your| if you)? {_ACT} (?:any ?more|any longer){_AGAIN}",
        _FREED,
    ),
    (rf"^i no longer (?:need|want|require|expect|insist on)(?: you to| you| your)? {_ACT}{_AGAIN}", _FREED),
    (
        r"^i (?:no longer mind|do not mind(?=.*(?:any ?more|now|again|any longer)))(?: it)?(?: if| when| "
        rf"that)? you(?:r)? {_ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^(?:(?:please|so|and|also|from now on|ok|okay|you can|you may|let us|feel free to|actually) "
        r"?,? ?)*(?:drop|scrap|forget(?: about)?|ignore|cancel|lift|disregard|withdraw|remove|undo|revoke"
        r"|delete|abandon|skip|never mind|end|overrule|discard|stop following|do not follow)"
        r" (?:(?:my|the|that|this|any|all|our)\s)(?:(?:earlier|previous|old|former|last|standing|silly"
        rf"|whole)\s)*{_REQUEST}(?: i (?:gave|made|set)(?: you)?)?(?: (?:about|to|on|of|regarding|for"
        rf"|against|that you(?: should| must)?|concerning|not to))? (?P<act>.+?){_AGAIN}",
        _forgotten,
    ),
    (
        r"^i (?:hereby |now |would like to |want to )*(?:take back|withdraw|cancel|revoke|lift|retract"
        r"|drop|undo|rescind|scrap|reverse|am withdrawing|am lifting|am dropping|am cancelling|have "
        r"lifted|have dropped) (?:what i (?:said|told you|asked)|(?:my|the|that) (?:(?:earlier|previous"
        rf"|old)\s)*{_REQUEST}|everything i said)"
        rf"(?: (?:about|to|on|of|regarding|for|against|that you(?: should)?|concerning|not to))? (?P<act>.+?){_AGAIN}",
        _forgotten,
    ),
    (
        rf"^(?:my|the|that) (?:(?:earlier|previous|old)\s)*{_REQUEST} (?:about|to|on|of|regarding|for|against"
        r"|that you|not to) (?P<act>.+?) (?:no longer (?:applies|holds|stands|counts|is valid)|does not "
        r"(?:apply|hold|stand|count)(?: any ?more)?|is (?:over|off|lifted|void|cancelled|gone|history"
        rf"|withdrawn)|has been (?:lifted|dropped|withdrawn)|can be (?:forgotten|dropped|ignored)){_AGAIN}",
        lambda found: f"forget what i said about {_ing(found['act'])}",
    ),
    (
        r"^i (?:have )?changed my mind ?(?:,|:|;|–|-|about (?:that|it) ?,|and)* ?(?:so )?(?:you (?:can|may)"
        rf"|feel free to|it is (?:fine|ok|okay) (?:to|if you)|go ahead and|please) (?:now |do )*{_ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        rf"^i (?:have )?changed my mind (?:about|on) (?:you )?(?:not )?{_ING}{_AGAIN}",
        lambda found: f"forget what i said about {found['act']}",
    ),
    (
        r"^(?:(?:so|and|please|also|from now on|ok|okay|now|by all means) ?,? ?)*(?:feel free to|go ahead and"
        r"|you are (?:welcome|free|allowed|permitted|at liberty) to|you have my (?:permission|blessing|ok) to"
        rf"|do|by all means) {_ACT}(?<=again){_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^(?:(?:so|and|from now on) ?,? ?)*you (?:are (?:now |again )?(?:welcome|free|allowed|permitted|at "
        r"liberty)(?: again)? to|have my (?:permission|blessing|ok|okay) to|may again|can again|can once more"
        rf"|may once more) {_ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        rf"^(?:from now on ,? ?)?{_ING.replace(')?)', ')??)')} (?:is|are) (?:fine|ok|okay|allowed|welcome|good"
        r"|all right|alright|permitted|acceptable|no problem|not a problem)(?P<again>(?: again| now| any "
        r"?more| from now on| after all| by me| with me| once more)*)$",
        lambda found: _ALLOWED(found) if found["again"] or found[0].casefold().startswith("from now on") else found[0],
    ),
    (
        r"^(?:i am|i would be) (?:(?:fine|ok|okay|happy|cool|all right|comfortable) (?:again )?(?:with|about)"
        rf"|(?:happy|fine|glad|pleased) for) (?:it if )?(?:you(?:r)?)(?: to)? {_ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^it (?:is|would be) (?:(?:now|perfectly|totally|absolutely)\s)*(?:fine|ok|okay|alright|all right"
        r"|good|no problem)(?: again)?(?: by me| with me| for me)? (?:for you to|to|if you|when you) "
        rf"{_ACT}{_AGAIN}",
        _ALLOWED,
    ),
    # what is to be left
    (
        rf"^(?:please )?(?:keep|leave) {_THING_OUT} out of (?:your|the|all your) (?:answers|replies|responses"
        r"|messages|texts?|writing)",
        r"never use \g<x>",
    ),
    (
        rf"^(?:please )?do not (?:bother|annoy|pester|burden|bore) me with {_THING_OUT}(?=\s*$|\s[,;.])",
        r"never use \g<x>",
    ),
    (
        r"^(?:please |kindly )*(?:do )?(?:refrain|abstain|desist|keep|stay away|steer clear|hold back) "
        rf"(?:from|of) {_ING}",
        _NEVER,
    ),
    (
        r"^(?:please |kindly )*(?:under no circumstances|at no time|at no point|in no case|on no account|by "
        r"no means|no way|not once)(?: should you| may you| are you to| do i want you to| must you| can "
        rf"you)? {_ACT}",
        _NEVER,
    ),
    (
        r"^(?:please |kindly |just |can you |could you |would you )*(?:leave off|cut out|knock off|lay off"
        r"|give up|drop|skip|cease|enough with|enough of|do without|steer clear of|avoid|quit|stop with|be "
        r"done with|do away with|drop the habit of|get out of the habit of)(?: the| all| all the| your| "
        rf"you)? {_ING}",
        _NEVER,
    ),
    (rf"^i (?:hereby )?(?:forbid|prohibit|ban|bar)(?: you)?(?: to| from)? {_ACT}", _NEVER),
    (
        r"^you (?:are|were) (?:not (?:allowed|permitted|supposed|meant)|forbidden|never|not|prohibited|banned"
        rf"|barred) (?:to|from) {_ACT}",
        _NEVER,
    ),
    (
        r"^you (?:should not|should never|must not|must never|may not|may never|can not|ought not to|shall "
        r"not|shall never|had better not|better not|are never to|need to stop|have to stop|should stop|must "
        rf"stop|should avoid|must avoid|have to avoid|will not|will never)(?: ever)? {_ACT}",
        _NEVER,
    ),
    (
        r"^i (?:will not|do not|can not|would not|refuse to|never) (?:have|stand|tolerate|bear|accept|allow"
        r"|want|like|appreciate|put up with|enjoy|need|approve of|wish for)(?: it (?:if|when|that))?(?: "
        rf"you(?:r)?| to (?:see|have) you)(?: to| ever)? {_ACT}",
        _NEVER,
    ),
    (
        r"^i (?:really |absolutely )*(?:hate|dislike|detest|can not stand|loathe|can not bear|am not a fan of"
        r"|am annoyed|am tired of|get annoyed|am allergic to|am sick of)(?: it)?(?: when| that| if)? "
        rf"you(?:r)? (?:always |keep |constantly )*{_ACT}",
        _NEVER,
    ),
    (
        rf"^it (?:really )?{_UPSETS} me (?:\w+ )?(?:when|that|if|to see|how) you (?:always |keep |constantly "
        rf")*(?P<act>\w+(?: \w+){{1,6}}?)(?: ,.*)?$",
        _NEVER,
    ),
    (
        r"^(?:i can do without|spare me|i could do without|save me from|i have had enough of|no more of|i am "
        rf"done with|no need for|no thanks to) (?:you |your |the )?{_ING}",
        _NEVER,
    ),
    (
        rf"^{_ING.replace(')?)', ')??)')} (?:is|are) {_BANNED}(?: ,.*| from now on| with me| here| please| "
        r"for you)*$",
        _NEVER,
    ),
    (
        rf"^(?:(?:please|and|so|from now on|pls) ?,? ?)*no (?:more )?{_ING.replace(')?)', ')??)')}(?: ?,? "
        r"?(?:please|pls|ever|thanks|from now on|any ?more|in (?:future|your answers|the future)|with me"
        r"|thank you|ok|okay))*$",
        _NEVER,
    ),
    (rf"^(?:please )?do not you (?:ever|dare|dare to) {_ACT}", _NEVER),
    (
        r"^(?:please )?(?:whatever you do ,? ?)?(?:do not|never)(?: ever| once| start| dare| again| under "
        r"any circumstances| any ?more| at any time| in any case| feel the need to| bother to| try to| go| "
        rf"keep)+ {_ACT}",
        _NEVER,
    ),
    (
        r"^(?:i would|i will|i had) (?:really |much )*(?:rather|prefer(?: it)?(?: if| that)?|like(?: it)?(?: "
        r"if| that)?|appreciate it if|be (?:glad|happy|grateful) if|love it if|ask you|want you)(?: to)?(?: "
        r"you)? ?(?:did not|do not|not|never|would not|stopped|avoided|refrained from|to not|not to|could "
        rf"stop|would stop|stop|avoid|leave off) (?:ever )?{_ACT}",
        _NEVER,
    ),
    (
        r"^(?:(?:it|that) would (?:really )?(?:be (?:great|nice|good|better|lovely|best|helpful|ideal|kind)"
        r"|help(?: me)?|please me|make me happy|suit me)) if you (?:did not|do not|never|would not|stopped"
        rf"|avoided|could stop|would stop|could avoid|left off|refrained from|would not ever) {_ACT}",
        _NEVER,
    ),
    (
        r"^(?:one (?:request|thing|wish)|my (?:only )?(?:request|wish|rule)|(?:the |new |house |golden "
        r"|first )*rule(?: number one| one| for you| no 1)?) ?(?:is|:|–|-|,)* ?(?:(?:that )?you )?(?:no|not "
        rf"to|do not|never|must not|should not|not|are not to|avoid|stop) {_ACT}",
        _NEVER,
    ),
    # what is to be done
    (rf"^never forget to {_ACT}", _ALWAYS),
    (
        r"^(?:each|every|all|any) (?:of your |your )?(?:answers?|repl(?:y|ies)|responses?|messages?) "
        rf"(?:should|must|has to|have to|needs? to|ought to|shall|is to|are to)(?: always)? {_ACT}",
        _ALWAYS,
    ),
    (
        r"^your (?:answers|replies|responses|messages) (?:should|must|has to|have to|needs? to"
        rf"|ought to|shall|are to)(?: always)? {_ACT}",
        _ALWAYS,
    ),
    (r"^always (?P<act>[a-z].+?) ?, (?:would|will|could|can) you$", _ALWAYS),
    (rf"^(?:please )?(?:get|fall) into the (?:habit|routine|practice) of {_ING}", _ALWAYS),
    (
        r"^(?:please )?(?:do me (?:a|the|this) favou?r|be (?:so|as) (?:kind|good)|have the kindness|be a dear"
        rf"|be kind enough|do me a solid|as a favour to me)(?: (?:and|as to|to|,))* {_ADV}{_ACT}",
        _ALWAYS,
    ),
    (
        r"^(?:one (?:request|thing|wish|rule)|(?:my|here is my|here is a|a) (?:only |general |standing "
        r"|basic |one )*(?:request|wish|rule|preference|instruction|order)(?: (?:for|to) you)?|(?:the |new "
        r"|house |golden |first )*rule(?: number one| one| for you| no 1)?|standing (?:order|instruction"
        r"|rule)|for the record|note for later|from now on the rule is) ?(?:is|:|–|-|,)+ ?(?:(?:that )?you "
        rf"(?:should |must |are to |always )*)?(?:to )?{_ADV}{_ACT}",
        _ALWAYS,
    ),
    (
        rf"^(?:i|it|that) would (?:really )?(?:\w+ ){{0,4}}?(?:if|that|when) you (?:could |would )?(?:always"
        rf"|consistently|only|every time|regularly|routinely) {_ACT}",
        _ALWAYS,
    ),
    (
        r"^(?:it is|it would be) (?:really |very )*(?:important|essential|vital|crucial|necessary|key|nice"
        r"|helpful|useful|good)(?: to me| for me)? (?:that you|for you to|to) (?:always|consistently|only"
        rf"|every time) {_ACT}",
        _ALWAYS,
    ),
    (
        r"^i (?:would )?(?:insist|ask|request|demand|beg|require|urge|expect|instruct|order|command|direct"
        r"|want|wish|like|prefer|count on|trust|rely on|need|appreciate|love)(?: it)?(?: that| of| when| "
        r"if)? you(?: to| will| should)? (?:always|consistently|only|every time|at all times|from now on"
        rf"|from here on|in future) {_ACT}",
        _ALWAYS,
    ),
    (
        r"^i (?:like|prefer|love|appreciate|enjoy)(?: it)?(?: much| more| better| best)* (?:when|if|that) "
        rf"you {_ADV}{_ACT}$",
        _ALWAYS,
    ),
    (
        r"^(?:please )?(?:see to it|take care|ensure|make certain|make sure|be sure|make a point|make it a "
        r"(?:point|rule|habit)|get into the habit|get in the habit|see)(?: that| to it| of)?(?: you| to)? "
        rf"(?:always|consistently|every time|only)? ?{_ACT}(?<=.{{8}})(?: (?:always|every time|in (?:future"
        r"|your answers|all your \w+)|when you \w+|from now on|from here on|at all times))+",
        _ALWAYS,
    ),
    (
        r"^(?:please )?(?:start|begin|switch to|go over to|stick to|keep|carry on|get used to|move to|change "
        rf"to|try) {_ING}(?: (?:from now on|in future|always|from here on|when(?:ever)? you \w+|every time"
        r"|for me|with me|please|in your answers|when talking to me))+",
        _ALWAYS,
    ),
    (
        r"^(?:whenever|each time|every time|any time|when|anytime) you (?:answer|reply|respond|write|talk"
        r"|speak|message|get back)(?: to)?(?: me| back| something| anything)* ?,? ?(?:please |then "
        r")?(?:always |do )?(?P<act>(?!not\b|never\b)[a-z].+)$",
        _ALWAYS,
    ),
    (
        r"^(?:at all times|in all cases|without exception|in every answer|in each answer|in every reply|as a "
        r"general rule|consistently|invariably|in general|for everything you write|for all your answers|in "
        r"(?:the )?future|henceforth|as of (?:now|today)|starting (?:now|today)|effective immediately) ?,? "
        r"?(?:please |kindly )?(?P<act>(?!not\b|never\b|do not\b|no\b|i\b|we\b|you\b|my\b)[a-z].+)$",
        _ALWAYS,
    ),
    (
        r"^(?:please |kindly )*(?P<act>(?!not\b|never\b|do not\b|no\b|i\b|we\b|you\b|my\b)[a-z]+ .+?) (?:at "
        r"all times|in all cases|without exception|consistently|as a general rule|henceforth|from here on(?: "
        r"in| out)?|in future|when(?:ever)? (?:you (?:talk|write|answer|reply|respond|speak)(?: to me)?"
        r"|talking to me)|with me (?:pls|please|always)|each and every time|no matter what|in every (?:answer"
        r"|reply|response|message))(?: please| pls)?$",
        _ALWAYS,
    ),
    (
        rf"^you (?:are|were) (?:to|supposed to|meant to|expected to|asked to)(?: always)? {_ACT}(?<=.{{12}})$",
        lambda found: _ALWAYS(found) if re.search(r"always|answers|from now on|every|repl", found[0]) else found[0],
    ),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    return tuple((re.compile(source, re.IGNORECASE), turn) for source, turn in _RULES)


ORDERING_TOO = frozenset(
    """
    circumstances forbid prohibit ban lift necessary required request instruction forbidden annoys bothers irritates
    favour favor rule insist ensure using use spare tolerate abstain desist longer again henceforth
    cease knock cut enough withdraw revoke retract excused obliged permission hate dislike
    nickname you be say answer prefer let listen consistently exception times anytime important
    """.split()
)
"""Words that an order in such a construction has, beside those of plain orders."""


@lru_cache(maxsize=1)
def _nicknames() -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    return tuple((re.compile(source, re.IGNORECASE), turn) for _, source, turn in NICKNAMES)


def plain_order(text: str) -> str:
    """An order (spaced, without its full stop) made plain; unchanged where no construction fits."""
    for pattern, turn in _nicknames():
        if (found := pattern.match(text)) is not None:
            return str(found.expand(turn) if isinstance(turn, str) else turn(found)).replace(
                "my nickname is", "call me"
            )
    for pattern, turn in _compiled():
        found = pattern.match(text)
        if found is None:
            continue
        new = found.expand(turn) if isinstance(turn, str) else turn(found)
        if new != found[0]:
            return " ".join(f"{new} {text[found.end() :]}".split())
    return text
