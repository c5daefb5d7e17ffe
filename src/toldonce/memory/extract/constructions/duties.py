"""What has to be done, and is done, said the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, HAVE, STOP, I, infinitive
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.verbs import FORMS, takes_form

_ACT = r"(?P<act>(?!be\b)[a-z][\w'-]*\s.+)"
_ING = r"(?P<act>[\w'-]+ing\s.+)"
_BOUND = (
    r"(?:committed(?: myself)?|agreed|vowed|pledged|undertaken|undertook|sworn|swore|given my word|gave "
    r"my word|promised(?: myself| everyone)?|signed up|volunteered|bound|obliged|obligated|expected"
    r"|required|due|scheduled|down|set|supposed|meant|booked|determined|resolved|made up my mind|asked"
    r"|tasked|charged|assigned|on the hook"
    r"|called upon|made a (?:promise|commitment|vow|pledge)|put myself down|arranged|offered|got it in my "
    r"head|planning|intending|aiming|hoping|on duty|under orders|told|responsible for|in charge of"
    r"|counted on|relied on)"
)
_LIST = r"(?:to-?do(?: list)?s?|list|agenda|calendar|diary|plate|schedule|planner|reminders?|checklist|desk|mind)"
_TASK = (
    r"(?:task|job|duty|plan|goal|chore|mission|assignment|homework|next (?:task|job|step)|responsibility"
    r"|to-?do|obligation|commitment|errand|aim|resolution)"
)


def _must(found: re.Match[str]) -> str:
    """Something to do; what somebody was once to do is perhaps not to be done any more."""
    if re.search(r"\b(?:was|were) (?:supposed|meant|due|going)\b", found[0], re.IGNORECASE):
        return found[0]
    act = infinitive(re.sub(r"^(?:to|for me to|me to|always)\s", "", found["act"]))
    if re.match(r"we should\b(?! not)", found[0], re.IGNORECASE):
        return found[0]  # a proposal
    return f"I have to {act}" if act and FORMS.get(act.split()[0].casefold()) else found[0]


def _done(found: re.Match[str]) -> str:
    base = infinitive(found["act"])
    if not base:
        return found[0]
    first, _, rest = base.partition(" ")
    return f"I have already {_participle(first)} {rest}".strip()


def _participle(lemma: str) -> str:
    return next(
        (
            word
            for word, form in FORMS.items()
            if form.lemma == lemma and takes_form(word, "participle") and word != lemma
        ),
        f"{lemma}ed",
    )


def _off(found: re.Match[str]) -> str:
    act = infinitive(found["act"])
    return f"I do not have to {act}" if act else found[0]


RULES: tuple[Rewording, ...] = (
    (
        "need needs longer necessary required point reason not off",
        r"^(?:(?:there is|i see|there will be) no (?:more |longer any |further |real )?(?:need|reason"
        r"|point|necessity|obligation) (?:for me |in me |any ?more )?(?:to|in)|it is (?:no longer|not) "
        rf"(?:necessary|needed|required)(?: any ?more)?(?: for me)? to|{I} (?:need not|no longer have to"
        r"|no longer need to|am (?:no longer|not) (?:required|obliged|expected|supposed)"
        r" to|am (?:off the hook|excused|released|spared) (?:from|for|with)|do not need to|do not have to"
        r"|can skip|can forget about|got out of|am getting out of)|somebody else (?:will|is going to)"
        rf"|someone else (?:will|is going to)) {_ACT}?(?: any ?more| any longer| after all| now)*{STOP}",
        _off,
    ),
    (
        "done complete completed finished sorted dealt off over behind cancelled canceled",
        rf"^{_ING.replace('.+)', '.+?)')} (?:is|has been|was|got) (?:all |now |finally |already "
        r")*(?:done(?: and dusted)?|complete|completed|finished|sorted(?: out)?|dealt with|taken care of"
        r"|off (?:my|the) (?:list|plate|desk)|over(?: with)?|behind me|out of the way|ticked off|crossed "
        rf"off(?: my list)?|wrapped up|accomplished|in the bag|a done deal){STOP}",
        _done,
    ),
    (
        "cancelled canceled off longer called scrapped needed obsolete shelved",
        rf"^{_ING.replace('.+)', '.+?)')} (?:is|has been|was|got) (?:now )?(?:cancelled|canceled|off(?: "
        r"the table)?|no longer (?:needed|necessary|required)|called off|scrapped|obsolete|shelved|not "
        rf"(?:needed|necessary) any ?more){STOP}",
        _off,
    ),
    (
        "got managed finished done completed over succeeded able round around sorted wrapped ticked crossed",
        rf"^{I} {HAVE}(?:got (?:round|around) to|gotten (?:round|around) to|managed to|finished(?: with| "
        r"up)?|done(?: with)?|completed|succeeded in|through with|sorted out|wrapped up|ticked off"
        r"|crossed off|over and done with|got done with|found (?:the )?time to|remembered to|been able "
        rf"to) (?P<act>(?!be\b)[a-z][\w'-]*\s.+?){STOP}",
        _done,
    ),
    (
        "taken took got care it that sorted ticked",
        rf"^(?:{I} {HAVE}(?:taken care of|took care of|dealt with|got|handled|sorted) (?:it|that"
        r"|everything)|it is done|that is done|done|all done|done and dusted|ticked off|sorted|mission "
        rf"accomplished|finished|finally done) ?[:,;–—-] (?:{I} (?:have )?|the "
        rf")?(?P<act>(?!be\b)[a-z][\w'-]*\s.+?){STOP}",
        lambda found: (
            f"I have already {found['act']}"
            if takes_form(found["act"].split()[0].casefold(), "participle", "past")
            else _done(found)
        ),
    ),
    (
        "forget must not mustn't remember sure careful",
        rf"^{I} (?:must not|should not|can not|had better not|better not|do not want to|may not|am not to"
        rf"|can not afford to|dare not)(?: ever| possibly)? forget to {_ACT}",
        _must,
    ),
    (
        "need should ought must better shall needs",
        rf"^{I} {ADV}(?:ought to|should(?: really)?|had better|better|really must|am to|am bound to|shall"
        r"|need to remember to|must remember to|have to remember to|should not forget to|absolutely "
        rf"(?:have|need) to|still (?:have|need) to|urgently need to) {_ACT}",
        _must,
    ),
    (
        "committed agreed vowed pledged undertaken undertook sworn swore given gave promised signed volunteered bound"
        " obliged obligated expected required due scheduled down set supposed meant booked determined "
        "resolved made asked"
        " tasked charged assigned hook called put arranged offered planning intending aiming hoping told "
        "responsible charge"
        " duty counted relied orders head",
        rf"^{I} {HAVE}{_BOUND}(?: to(?= \w+ing)| to do the| (?:to|for|with|by|that i would|that i will|i "
        rf"would|i will|on))? {_ACT}",
        _must,
    ),
    ("intend mean plan aim propose", rf"^{I} {ADV}(?:intend|mean|plan|aim|propose) (?:to|on) {_ACT}", _must),
    (
        "task job duty plan goal chore mission assignment homework responsibility to-do obligation "
        "commitment errand aim"
        " resolution step",
        rf"^(?:my|our|one|another|the|a) (?:\w+ )?{_TASK}(?: (?:for|this|next) \w+| is to do| for me)? "
        rf"(?:is|:|will be|remains|involves) (?:to )?{_ACT}",
        _must,
    ),
    (
        "list agenda calendar diary plate schedule planner reminders reminder checklist to-do todo desk mind",
        rf"^(?:(?:i have )?(?:it )?(?:also |still )?(?:on|in|at the top of) (?:my|the) {_LIST}(?: for "
        rf"\w+)?|my {_LIST}(?: for \w+)? says?|(?:i have|i have got|there is) (?:it |this |that |one "
        rf"thing |something )?(?:on|in) (?:my|the) {_LIST}) ?(?:is|:|,|–|-|says|that i have to|that i must"
        rf"|i have to|i need to|i must)* ?(?:to )?{_ACT}",
        _must,
    ),
    ("on", rf"^{_ING.replace('.+)', '.+?)')} is (?:still )?(?:on|at the top of) my {_LIST}(?: for)?{STOP}", _must),
    (
        "deadline until",
        rf"^(?:{I} (?:have|have got|have set myself|set myself) (?:a |the )?(?:deadline(?: of| by| on)?|until"
        r"|till|time) ?(?:to|for)|deadline ?:|(?:do not|never) let me (?:miss|forget) (?:it|this|that)? ?[:,]"
        rf"|due ?:) ?(?:to )?{_ACT}",
        _must,
    ),
    (
        "on up falls down left",
        r"^it (?:is|falls|was left)(?: all)? (?:on me|up to me|my (?:turn|job|duty|responsibility|task)|down "
        rf"to me|to me|left to me)(?: now)? to {_ACT}",
        _must,
    ),
    (
        "waiting pending list remains left open outstanding due",
        r"^(?:what is left|still (?:open|pending|to do|outstanding|on my list)|what remains|next up|coming up"
        rf"|still to come|to do|left to do|due) ?(?:is|:|–|-|,) (?:to )?{_ACT}",
        _must,
    ),
    (
        "note reminder memo",
        r"^(?:note to self|reminder(?: to (?:self|myself))?|memo to (?:self|me)|mental note|self-reminder"
        rf"|to remember) ?[:,–-] (?:i (?:have|need) to )?{_ACT}",
        _must,
    ),
    (
        "forget remember reminds nudge ping help remind tell alert poke",
        r"^(?:please |could you |can you |would you |will you |and |so )*(?:make sure|see to it|ensure"
        r"|help me|nudge me|ping me|alert me|poke me|tell me|warn me|prompt me|give me a (?:nudge"
        rf"|reminder|shout|heads-up|push)|set a reminder(?: for me)?|put (?:it )?(?:on|in) my {_LIST}|add "
        rf"(?:it )?to my {_LIST}|do not allow me|never let me|i need (?:a reminder|reminding|you to "
        r"remind me)|keep me from"
        r" forgetting|it would be (?:good|nice|great) if you reminded me|i want you to remind me|jog my "
        r"memory)(?: that| so that| so)?(?: i)?(?: do not forget| remember| not to forget| to remember| "
        rf"to forget| will not forget| have| need)? ?(?:to|that i (?:have|need) to) {_ACT}",
        lambda found: f"remind me to {found['act']}",
    ),
)
