"""What the assistant may do again, or need not do any more, said the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.extract.english.verbs import ing_form
from toldonce.memory.extract.instructions.parts import ACT, ING, as_order, base

_REQUEST = (
    r"(?:rules?|requests?|instructions?|wish(?:es)?|bans?|orders?|things?|demands?|preferences?|policy"
    r"|restriction|prohibition|guideline|requirement|embargo|moratorium)"
)
_AGAIN = (
    r"(?:(?: again| now| any ?more| from now on| after all| please| by me| with me| for me| if you (?:like"
    r"|want|wish)| these days| as you like| whenever you like| any longer| for all i care| from here on| ,)*)$"
)
_FREED, _ALLOWED = as_order("you no longer have to {}"), as_order("you can {} again")


def _ing(act: str) -> str:
    """An act in the form that follows "about"."""
    plain = base(act)
    if not plain:
        return act
    first, _, rest = plain.partition(" ")
    return f"{ing_form(first)} {rest}".strip()


def _forgotten(found: re.Match[str]) -> str:
    """A rule that is withdrawn, or a ban."""
    ban = re.search(r"(?:ban|prohibition|embargo|restriction)s? |not to |against ", found[0])
    return f"forget what i said about {'not ' if ban else ''}{_ing(found['act'])}"


LIFTED: tuple[tuple[str, Replacement], ...] = (
    (
        r"^(?:it is|that is) no longer (?:necessary|needed|required|important|essential)(?: for you)? (?:to"
        rf"|that you) {ACT}{_AGAIN}",
        _FREED,
    ),
    (
        rf"^(?:it is|that is) (?:not|no longer) (?:necessary|needed|required)(?: for you)? to {ACT} (?:any "
        rf"?more|any longer){_AGAIN}",
        _FREED,
    ),
    (
        rf"^{ING.replace(')?)', ')??)')} (?:is|are) (?:no longer|not) (?:needed|necessary|required|important"
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
        rf"|leave out) {ING}{_AGAIN}",
        _FREED,
    ),
    (rf"^i (?:have|have got) nothing against you(?:r)? {ING}{_AGAIN}", _ALLOWED),
    (
        r"^you (?:can|may|are free to) (?:now |please |also )*(?:go back to|return to|resume|start|continue"
        rf"|carry on|keep|get back to|begin) {ING}{_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^you (?:need not|do not need to|do not have to|no longer need to|no longer have to|are not "
        r"required to|need no longer|do not (?:have to |need to )?(?:bother|worry about)|no longer "
        rf"must) {ACT}{_AGAIN}",
        _FREED,
    ),
    (
        r"^(?:there is|there will be|i see) no (?:more|longer any|further|longer a)? ?(?:need|reason|point"
        rf"|necessity|obligation)(?: any ?more)? (?:for you )?(?:to|in|for) (?P<act>(?:you )?.+?){_AGAIN}",
        _FREED,
    ),
    (
        r"^i (?:no longer|do not) (?:need|want|require|expect|insist on|care (?:about|for|whether)|mind "
        rf"whether)(?: you to| you| your| if you)? {ACT} (?:any ?more|any longer){_AGAIN}",
        _FREED,
    ),
    (rf"^i no longer (?:need|want|require|expect|insist on)(?: you to| you| your)? {ACT}{_AGAIN}", _FREED),
    (
        r"^i (?:no longer mind|do not mind(?=.*(?:any ?more|now|again|any longer)))(?: it)?(?: if| when| "
        rf"that)? you(?:r)? {ACT}{_AGAIN}",
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
        rf"|feel free to|it is (?:fine|ok|okay) (?:to|if you)|go ahead and|please) (?:now |do )*{ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        rf"^i (?:have )?changed my mind (?:about|on) (?:you )?(?:not )?{ING}{_AGAIN}",
        lambda found: f"forget what i said about {found['act']}",
    ),
    (
        r"^(?:(?:so|and|please|also|from now on|ok|okay|now|by all means) ?,? ?)*(?:feel free to|go ahead and"
        r"|you are (?:welcome|free|allowed|permitted|at liberty) to|you have my (?:permission|blessing|ok) to"
        rf"|do|by all means) {ACT}(?<=again){_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^(?:(?:so|and|from now on) ?,? ?)*you (?:are (?:now |again )?(?:welcome|free|allowed|permitted|at "
        r"liberty)(?: again)? to|have my (?:permission|blessing|ok|okay) to|may again|can again|can once more"
        rf"|may once more) {ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        rf"^(?:from now on ,? ?)?{ING.replace(')?)', ')??)')} (?:is|are) (?:fine|ok|okay|allowed|welcome|good"
        r"|all right|alright|permitted|acceptable|no problem|not a problem)(?P<again>(?: again| now| any "
        r"?more| from now on| after all| by me| with me| once more)*)$",
        lambda found: _ALLOWED(found) if found["again"] or found[0].casefold().startswith("from now on") else found[0],
    ),
    (
        r"^(?:i am|i would be) (?:(?:fine|ok|okay|happy|cool|all right|comfortable) (?:again )?(?:with|about)"
        rf"|(?:happy|fine|glad|pleased) for) (?:it if )?(?:you(?:r)?)(?: to)? {ACT}{_AGAIN}",
        _ALLOWED,
    ),
    (
        r"^it (?:is|would be) (?:(?:now|perfectly|totally|absolutely)\s)*(?:fine|ok|okay|alright|all right"
        r"|good|no problem)(?: again)?(?: by me| with me| for me)? (?:for you to|to|if you|when you) "
        rf"{ACT}{_AGAIN}",
        _ALLOWED,
    ),
)
