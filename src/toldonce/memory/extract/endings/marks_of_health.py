"""Marks of what does not make ill any more, and of what has healed."""

from __future__ import annotations

from toldonce.memory.extract.endings.marks import END, HOW, Mark, X, mark

_DOES = r"\b(?:(?:poses?|posed|presents?|means?|causes?|makes?|gives?|does|do|is|are|bring|brings) (?:me |us )?)?"
_NO_MORE = r"(?:any ?more|any longer|these days|nowadays|now|again|no longer)"
_PART = (
    r"(?P<x>(?:runner's |jumper's |tennis |golfer's |frozen |bad |sore |slipped |dodgy |broken |sprained |torn |left "
    r"|right |lower )?(?:knees?|back|shoulders?|elbows?|wrists?|ankles?|hips?|neck|feet|foot|toe|finger|heel|calf"
    r"|hamstring|ribs?|arm|leg|hand|thumb|shin|spine|disc|tendon|heart|lungs?|stomach|skin|eyes?|ears?|sinuses|jaw))"
)
_WELL = (
    r"(?:fine|ok|okay|alright|all right|good(?: as new)?|better|healed|healthy|strong|well|normal|back to normal"
    r"|(?:fully |completely )?recovered|pain[- ]free|sorted|cured|mended|in order|itself again|as good as new)"
)

MARKS: tuple[Mark, ...] = (
    # what does not make ill any more
    mark(
        "allergy disliking",
        "harm danger threat risk problem trouble issue enemy concern worry hazard",
        rf"{_DOES}(?:no longer|no|not) (?:an? |any |my |the )?(?:harm|danger|threat|risk|problem|trouble|issue|enemy"
        rf"|concern"
        r"|worry|hazard)s?\b(?: (?:to|for) (?:me|us|my \w+))?(?= any ?(?:more|longer)| now| these days)"
        rf"|{_DOES}no longer (?:an? |any |my |the )?(?:harm|danger|threat|risk|problem|trouble|issue|enemy|concern"
        rf"|worry"
        r"|hazard)s? (?:to|for) me\b",
        own=False,
    ),
    mark(
        "allergy",
        "fear watch look beware worry afraid scared careful wary check scan read steer stay keep carry panic",
        r"\b(?:no longer|need not|no need to|(?:do|am|have) not|not)\b[\w ]{0,20}?\b(?:fear|(?:watch|look) out for"
        r"|beware"
        r"|worry about|panic about|afraid of|scared of|careful (?:with|about|around|of)|wary of|(?:check|scan|read)"
        r" [\w ]{0,16}?labels?(?: [\w ]{0,12}?for)?|steer clear of|(?:stay|keep) away from|carry [\w ]{2,12}?\bpen)\b"
        r"(?=.*\b(?:any ?more|any longer|allerg\w+|doctor)\b)",
    ),
    mark(
        "allergy",
        "allergy allergic allergies intolerance hives rash reaction reactions",
        r"\b(?:allergy|allergies|intolerance|hives|rash|reactions?)\b(?: to (?P<x>[\w\' -]{2,24}?))?(?: (?:has|have"
        r"|had|is|are|was|that i used to"
        rf" have))*\s{HOW}(?:left me|resolved(?: itself)?|subsided|dissolved|lifted|melted away|a thing of the past"
        r"|receded|outgrown|cleared)\b|\bno longer (?:at all |so )?allergic\b|\b(?:doctor|allergist|gp|specialist)s?\b"
        r"[\w ]{0,24}?\b(?:struck|dropped|deleted|took back|withdrew) (?:the|my) allergy\b",
    ),
    mark(
        "allergy",
        "body system stomach gut skin throat",
        rf"\bmy (?:body|immune system|stomach|gut|skin|throat|system) (?:has )?{HOW}(?:forgiven|forgave|tolerates?"
        r"|accepts?|accepted|copes? with|made (?:its|their) peace with|calmed down about|handles?|puts up with)\b",
    ),
    mark(
        "allergy",
        "struck took taken removed crossed deleted wiped scratched signed discharged cleared",
        r"\b(?:struck|took|taken|removed|crossed|deleted|wiped|scratched)\b(?=.*\b(?:off|from"
        r"|out of) my (?:\w+ )?(?:list"
        r"|chart|file|records?|notes|card)\b)|\b(?:signed me off|cleared me|cleared for|discharged me)\b",
    ),
    mark(
        "allergy condition",
        "thing business issue problem saga drama trouble",
        rf"(?<!some)\b(?:thing|business|issue|problem|saga|drama|trouble)s?(?: with (?P<x>[\w' -]{{2,24}}?))?"
        rf" (?:has |have |is |are )?{HOW}(?:gone(?: away)?|went away|over|resolved(?: itself)?|behind (?:me|us)"
        r"|cleared(?: up)?|sorted|a thing of the past)\b",
        own=False,
    ),
    mark(
        "allergy",
        "swell react itch sneeze break choke wheeze hives",
        r"\bused to (?:swell|react|itch|sneeze|break|choke|wheeze|come out|get hives)\b(?: up| out| badly)?(?: from"
        r"| to| in"
        r"| at| with)?(?=.*\b(?:stopped|no longer|gone|over|past|not any ?more)\b)",
    ),
    mark("allergy", "back", r"\bback (?:in|on) my (?:life|plate|table)\b"),
    mark("allergy", "allergy allergies", r"\bno (?:\w+ ){0,2}?(?=\w+ allerg\w+ (?:left|remaining))|\ballerg(?:y|ies)"
          r" (?:belongs? to the past|is nothing|has come to nothing)\b", own=False),
    mark(
        "allergy",
        "delete remove strike take drop scratch cross clear",
        rf"\b(?:delete|remove|strike|take|drop|scratch|cross|clear) {X} (?:off|from|out of) (?:the "
        rf"|my )?(?:list of )?(?:my )?"
        r"(?:allerg\w+|intolerances)\b",
        own=False,
    ),
    mark("allergy condition", "misdiagnosis misdiagnosed mistake alarm",
         rf"^(?:(?:the|my|that) )?{X} (?:was|turned out to be) (?:just |only )?(?:a |an )?(?:misdiagnos\w+"
         rf"|mistake|false alarm)\b",
         own=False),
    mark("allergy", "longer", rf"\b{X} no longer (?:makes?|gives?) me (?:ill|sick|trouble|hives|a rash"
                              rf"|problems)\b", own=False),
    mark("allergy", "treatment therapy jabs shots injections desensitisation",
         rf"\bafter (?:the|my|all those|those) (?:\w+ )?(?:treatment|therapy|jabs|shots|injections"
         rf"|desensitisation) i can (?:now )?"
         rf"(?:eat|have|drink|touch) {X}"),
    mark("allergy", "retested re-tested tested", rf"\b(?:re-?)?tested\b.*?\band {X} (?:is|are) (?:now )?(?:fine"
                                                 rf"|okay|ok|safe|clear)\b"),
    mark("allergy", "serve give feed offer bring", rf"\b(?:serve|give|feed|offer|bring) me {X} (?:again|now)\b"),
    mark("allergy", "negative", r"\b(?:re-?tested|tests?|tested|result)\b"
         r"(?=.*(?<!not )\bnegative\b)(?!.*\bpositive\b)", own=False),
    mark("allergy", "cured clear safe free", r"\bi am (?:now )?(?:cured|clear|in the clear|free of it)\b"),
    mark("allergy", "fear worry trouble thought", r"\bwithout (?:any )?(?:fear|worry|worrying|trouble"
          r"|a second thought)\b"
          r"(?=.*\b(?:now|again|these days|nowadays))"),
    mark("allergy", "send put kill make give knock", r"\bused to (?:send|put|kill|make|give"
          r"|knock) me\b(?=.*\b(?:not any ?more"
          r"|no longer|stopped)\b)"),
    mark("allergy", "complete completed done finished success", r"\b(?:desensiti[sz]ation|immunotherapy|therapy"
          r"|treatment)"
          r" (?:is|was|has been) (?:now )?(?:complete|completed|done|finished|a success)\b", own=False),
    mark("allergy", "tolerate", rf"\bi (?:now |can |finally )*tolerate {X}(?! (?:badly|poorly|only))(?=\s*$| now"
          rf"| again|\s?[,;])"),
    mark("allergy", "nothing", r"\b(?:makes?|does|do|causes?) me nothing\b"
         r"|\b(?:does|do|did) nothing to me (?:any ?more|now|these days)\b", own=False),
    # what has healed
    mark(
        "condition",
        "fine ok okay alright right good better healed healthy strong well normal recovered free sorted cured mended"
        " order itself",
        rf"^(?:[\w' ]{{2,30}}? (?:says?|said|thinks|confirmed)(?: that)? )?(?:my|the|both(?: my)?) {_PART}"
        rf"(?:'s)? (?:is|are|feels?|seems|has|have|was)\s(?:been )?{HOW}{_WELL}\b",
        own=False,
    ),
    mark(
        "condition",
        "hurt hurts ache aches bother bothers trouble troubles hurting aching",
        rf"^(?:my|the|both(?: my)?) {_PART} (?:(?:does|do|is|are|has|have) not|no longer|(?:has|have) stopped) {HOW}"
        rf"(?:hurt|ache|bother|trouble|hurting|aching|bothering|troubling)s?(?: me)?(?= {_NO_MORE})",
        own=False,
    ),
    mark("condition", "trouble pain problems issues bother", rf"^no more (?:trouble|pain|problems|issues"
          rf"|bother) (?:with"
          rf"|in|from) (?:my|the) {_PART}", own=False),
    mark(
        "condition",
        "gone healed over recovered cured beaten",
        rf"(?:^|\b(?:my|the) ){_PART} (?:is|are|has|have) {HOW}(?:gone|healed|cured|over)(?: up)?{END}"
        rf"|\b(?:got over|recovered from|shaken off|am over|beaten) (?:my|the) {_PART.replace('?P<x>', '?P<y>')}\b",
    ),
)  # fmt: skip
