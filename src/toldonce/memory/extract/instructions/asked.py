"""What the assistant is to leave, and what it is to do, said the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.extract.instructions.parts import ACT, ADV, ING, as_order

_BANNED = (
    r"(?:banned|forbidden|off[- ]limits|not allowed|not welcome|prohibited|a no-?go|not ok|not okay|not "
    r"acceptable|unacceptable|taboo|out of the question|a no-no|out)"
)
_UPSETS = r"(?:annoys|bothers|irritates|upsets|bugs|drives|infuriates|puzzles|distracts|tires|frustrates|disturbs)"


_THING_OUT = r"(?P<x>(?:any |all )?[\w-]+(?: [\w-]+)?)"


_ALWAYS, _NEVER = as_order("always {}"), as_order("never {}")

ASKED: tuple[tuple[str, Replacement], ...] = (
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
        rf"(?:from|of) {ING}",
        _NEVER,
    ),
    (
        r"^(?:please |kindly )*(?:under no circumstances|at no time|at no point|in no case|on no account|by "
        r"no means|no way|not once)(?: should you| may you| are you to| do i want you to| must you| can "
        rf"you)? {ACT}",
        _NEVER,
    ),
    (
        r"^(?:please |kindly |just |can you |could you |would you )*(?:leave off|cut out|knock off|lay off"
        r"|give up|drop|skip|cease|enough with|enough of|do without|steer clear of|avoid|quit|stop with|be "
        r"done with|do away with|drop the habit of|get out of the habit of)(?: the| all| all the| your| "
        rf"you)? {ING}",
        _NEVER,
    ),
    (rf"^i (?:hereby )?(?:forbid|prohibit|ban|bar)(?: you)?(?: to| from)? {ACT}", _NEVER),
    (
        r"^you (?:are|were) (?:not (?:allowed|permitted|supposed|meant)|forbidden|never|not|prohibited|banned"
        rf"|barred) (?:to|from) {ACT}",
        _NEVER,
    ),
    (
        r"^you (?:should not|should never|must not|must never|may not|may never|can not|ought not to|shall "
        r"not|shall never|had better not|better not|are never to|need to stop|have to stop|should stop|must "
        rf"stop|should avoid|must avoid|have to avoid|will not|will never)(?: ever)? {ACT}",
        _NEVER,
    ),
    (
        r"^i (?:will not|do not|can not|would not|refuse to|never) (?:have|stand|tolerate|bear|accept|allow"
        r"|want|like|appreciate|put up with|enjoy|need|approve of|wish for)(?: it (?:if|when|that))?(?: "
        rf"you(?:r)?| to (?:see|have) you)(?: to| ever)? {ACT}",
        _NEVER,
    ),
    (
        r"^i (?:really |absolutely )*(?:hate|dislike|detest|can not stand|loathe|can not bear|am not a fan of"
        r"|am annoyed|am tired of|get annoyed|am allergic to|am sick of)(?: it)?(?: when| that| if)? "
        rf"you(?:r)? (?:always |keep |constantly )*{ACT}",
        _NEVER,
    ),
    (
        rf"^it (?:really )?{_UPSETS} me (?:\w+ )?(?:when|that|if|to see|how) you (?:always |keep |constantly "
        rf")*(?P<act>\w+(?: \w+){{1,6}}?)(?: ,.*)?$",
        _NEVER,
    ),
    (
        r"^(?:i can do without|spare me|i could do without|save me from|i have had enough of|no more of|i am "
        rf"done with|no need for|no thanks to) (?:you |your |the )?{ING}",
        _NEVER,
    ),
    (
        rf"^{ING.replace(')?)', ')??)')} (?:is|are) {_BANNED}(?: ,.*| from now on| with me| here| please| "
        r"for you)*$",
        _NEVER,
    ),
    (
        rf"^(?:(?:please|and|so|from now on|pls) ?,? ?)*no (?:more )?{ING.replace(')?)', ')??)')}(?: ?,? "
        r"?(?:please|pls|ever|thanks|from now on|any ?more|in (?:future|your answers|the future)|with me"
        r"|thank you|ok|okay))*$",
        _NEVER,
    ),
    (rf"^(?:please )?do not you (?:ever|dare|dare to) {ACT}", _NEVER),
    (
        r"^(?:please )?(?:whatever you do ,? ?)?(?:do not|never)(?: ever| once| start| dare| again| under "
        r"any circumstances| any ?more| at any time| in any case| feel the need to| bother to| try to| go| "
        rf"keep)+ {ACT}",
        _NEVER,
    ),
    (
        r"^(?:i would|i will|i had) (?:really |much )*(?:rather|prefer(?: it)?(?: if| that)?|like(?: it)?(?: "
        r"if| that)?|appreciate it if|be (?:glad|happy|grateful) if|love it if|ask you|want you)(?: to)?(?: "
        r"you)? ?(?:did not|do not|not|never|would not|stopped|avoided|refrained from|to not|not to|could "
        rf"stop|would stop|stop|avoid|leave off) (?:ever )?{ACT}",
        _NEVER,
    ),
    (
        r"^(?:(?:it|that) would (?:really )?(?:be (?:great|nice|good|better|lovely|best|helpful|ideal|kind)"
        r"|help(?: me)?|please me|make me happy|suit me)) if you (?:did not|do not|never|would not|stopped"
        rf"|avoided|could stop|would stop|could avoid|left off|refrained from|would not ever) {ACT}",
        _NEVER,
    ),
    (
        r"^(?:one (?:request|thing|wish)|my (?:only )?(?:request|wish|rule)|(?:the |new |house |golden "
        r"|first )*rule(?: number one| one| for you| no 1)?) ?(?:is|:|–|-|,)* ?(?:(?:that )?you )?(?:no|not "
        rf"to|do not|never|must not|should not|not|are not to|avoid|stop) {ACT}",
        _NEVER,
    ),
    # what is to be done
    (rf"^never forget to {ACT}", _ALWAYS),
    (
        r"^(?:each|every|all|any) (?:of your |your )?(?:answers?|repl(?:y|ies)|responses?|messages?) "
        rf"(?:should|must|has to|have to|needs? to|ought to|shall|is to|are to)(?: always)? {ACT}",
        _ALWAYS,
    ),
    (
        r"^your (?:answers|replies|responses|messages) (?:should|must|has to|have to|needs? to"
        rf"|ought to|shall|are to)(?: always)? {ACT}",
        _ALWAYS,
    ),
    (r"^always (?P<act>[a-z].+?) ?, (?:would|will|could|can) you$", _ALWAYS),
    (rf"^(?:please )?(?:get|fall) into the (?:habit|routine|practice) of {ING}", _ALWAYS),
    (
        r"^(?:please )?(?:do me (?:a|the|this) favou?r|be (?:so|as) (?:kind|good)|have the kindness|be a dear"
        rf"|be kind enough|do me a solid|as a favour to me)(?: (?:and|as to|to|,))* {ADV}{ACT}",
        _ALWAYS,
    ),
    (
        r"^(?:one (?:request|thing|wish|rule)|(?:my|here is my|here is a|a) (?:only |general |standing "
        r"|basic |one )*(?:request|wish|rule|preference|instruction|order)(?: (?:for|to) you)?|(?:the |new "
        r"|house |golden |first )*rule(?: number one| one| for you| no 1)?|standing (?:order|instruction"
        r"|rule)|for the record|note for later|from now on the rule is) ?(?:is|:|–|-|,)+ ?(?:(?:that )?you "
        rf"(?:should |must |are to |always )*)?(?:to )?{ADV}{ACT}",
        _ALWAYS,
    ),
    (
        rf"^(?:i|it|that) would (?:really )?(?:\w+ ){{0,4}}?(?:if|that|when) you (?:could |would )?(?:always"
        rf"|consistently|only|every time|regularly|routinely) {ACT}",
        _ALWAYS,
    ),
    (
        r"^(?:it is|it would be) (?:really |very )*(?:important|essential|vital|crucial|necessary|key|nice"
        r"|helpful|useful|good)(?: to me| for me)? (?:that you|for you to|to) (?:always|consistently|only"
        rf"|every time) {ACT}",
        _ALWAYS,
    ),
    (
        r"^i (?:would )?(?:insist|ask|request|demand|beg|require|urge|expect|instruct|order|command|direct"
        r"|want|wish|like|prefer|count on|trust|rely on|need|appreciate|love)(?: it)?(?: that| of| when| "
        r"if)? you(?: to| will| should)? (?:always|consistently|only|every time|at all times|from now on"
        rf"|from here on|in future) {ACT}",
        _ALWAYS,
    ),
    (
        r"^i (?:like|prefer|love|appreciate|enjoy)(?: it)?(?: much| more| better| best)* (?:when|if|that) "
        rf"you {ADV}{ACT}$",
        _ALWAYS,
    ),
    (
        r"^(?:please )?(?:see to it|take care|ensure|make certain|make sure|be sure|make a point|make it a "
        r"(?:point|rule|habit)|get into the habit|get in the habit|see)(?: that| to it| of)?(?: you| to)? "
        rf"(?:always|consistently|every time|only)? ?{ACT}(?<=.{{8}})(?: (?:always|every time|in (?:future"
        r"|your answers|all your \w+)|when you \w+|from now on|from here on|at all times))+",
        _ALWAYS,
    ),
    (
        r"^(?:please )?(?:start|begin|switch to|go over to|stick to|keep|carry on|get used to|move to|change "
        rf"to|try) {ING}(?: (?:from now on|in future|always|from here on|when(?:ever)? you \w+|every time"
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
        rf"^you (?:are|were) (?:to|supposed to|meant to|expected to|asked to)(?: always)? {ACT}(?<=.{{12}})$",
        lambda found: _ALWAYS(found) if re.search(r"always|answers|from now on|every|repl", found[0]) else found[0],
    ),
)
