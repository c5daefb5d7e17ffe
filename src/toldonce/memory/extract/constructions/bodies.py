"""Allergies and illnesses, told of the long way round."""

from __future__ import annotations

import re
from collections.abc import Callable

from toldonce.memory.extract.constructions.parts import ADV, BE, END, HAVE, OVER, STOP, THING, I, X
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import CONDITIONS

_THE_ALLERGY = (
    rf"(?:my |the |this |an? )?(?:(?:allergy|intolerance|sensitivity) to {THING}|(?P<y>[\w' -]{{3,30}}?)[ "
    r"-]allergy)"
)
_HARM = (
    r"(?:gives?|sends?|brings?|makes?|puts?|causes?|triggers?|sets? off|could kill|would kill|can kill"
    r"|might kill|nearly killed|almost killed"
    r"|upsets?|hospitali[sz]es?|swells?)"
)
_REACTION = (
    r"(?:hives|a rash|rashes|anaphyla\w+|(?:an )?allerg\w+(?: reactions?| shock)?|my (?:throat|lips|tongue"
    r"|face|airways?) (?:swell|swells|close|closes"
    r"|itch|tingle)[\w ]*|me (?:sneeze|wheeze|swell|itch|break out|come out in hives)[\w ]*|into "
    r"(?:anaphyla\w+|shock)(?: shock)?)"
)
_EAT = (
    r"(?:eat|have|touch|take|drink|go near|be near|be around|handle|tolerate|stomach|stand near|consume|be "
    r"given|come near)"
)
_SAY_SO = (
    r"(?:i am (?:\w+ )?allergic|it is an? (?:\w+ )?allergy|i have an? (?:\w+ )?allergy|due to an? (?:\w+ "
    r")?allergy|because of an? (?:\w+ )?allergy|allergies|allergic|allergy)"
)


def _allergic(found: re.Match[str]) -> str:
    thing = (found.groupdict().get("x") or found.groupdict().get("y") or "").strip()
    return f"I am allergic to {thing}" if thing else found[0]


def _cured(found: re.Match[str]) -> str:
    thing = (found.groupdict().get("x") or found.groupdict().get("y") or "").strip()
    return f"I am no longer allergic to {thing}" if thing else found[0]


def _ill(template: str = r"I have \g<x>") -> Callable[[re.Match[str]], str]:
    """A rewording that holds only where the thing is a known illness."""

    def turn(found: re.Match[str]) -> str:
        return found.expand(template) if CONDITIONS.fullmatch(found["x"]) else found[0]

    return turn


def _or_ill(found: re.Match[str]) -> str:
    """ "Diagnosed with a walnut allergy" is an allergy, with asthma an illness."""
    allergy = re.fullmatch(rf"{_THE_ALLERGY}", found["what"].strip(), re.IGNORECASE)
    if allergy:
        return _allergic(allergy)
    return f"I was diagnosed with {found['what']}"


RULES: tuple[Rewording, ...] = (
    (
        "off",
        rf"^(?:the|my|our|they) ?(?:doctors?|doc|gp|consultant|specialist|psychiatrist|cardiologist|nurse)? "
        rf"?(?:has |have )?"
        rf"{ADV}(?:(?:took|taken|weaned|got) me off|(?:let|told|allowed|had|made) me (?:to )?"
        rf"(?:stop|quit)(?: taking)?|stopped) (?:the |my )?{X}{END}",
        r"I came off \g<x>",
    ),
    (
        "need take longer more",
        rf"^{I} (?:do not|no longer|stopped|have stopped) (?:need(?: to take| the)?|tak(?:e|ing)|have to take"
        rf"|us(?:e|ing))"
        rf" (?:the |my |any )?{X} ?(?P<over>any more|any longer)?{END}",
        lambda found: (
            f"I came off {found['x']}" if found["over"] or "longer" in found[0] or "stopped" in found[0] else found[0]
        ),
    ),
    (
        "switched moved put changed started",
        rf"^(?:the|my|our|they) ?(?:doctors?|doc|gp|consultant|specialist|nurse)? ?(?:has |have )?{ADV}(?:switched"
        rf"|moved|changed"
        rf"|put|started) me (?:over )?(?:from (?P<old>[\w-]+) )?(?:to|onto|on) (?:a course of |taking )?{X}{END}",
        lambda found: f"I take {found['x']}" + (f" ; I came off {found['old']}" if found["old"] else ""),
    ),
    # allergies
    (
        "throat tongue lips face mouth swell swells hives rash anaphylaxis anaphylactic",
        rf"^{I} (?:can not|must not|never|do not) {_EAT} {THING} ?(?:,|;|–|—|-|because|as|since)? ?(?:it|they) "
        rf"(?:makes?|gives?|sends?|causes?|brings?) (?:me )?{_REACTION}.*",
        _allergic,
    ),
    (
        "stings sting bites bite epipen",
        r"^(?P<x>\w+) (?:stings?|bites?) (?:could|can|would|might|will|nearly|almost) (?:kill(?:ed)?|send|put"
        r"|finish) me\b.*",
        lambda found: (
            f"I am allergic to {found['x']} stings"
            if "bite" not in found[0]
            else f"I am allergic to {found['x']} bites"
        ),
    ),
    (
        "allergic allergy allergies",
        rf"^{I} (?:really |just |sadly )*(?:can not|must not|may not|should not|do not|never|have to avoid"
        r"|must avoid|avoid|react (?:very |really )?\w+ to"
        r"|get (?:sick|ill|a rash|hives|itchy|poorly) (?:from|of)|steer clear of|stay away from|stay "
        r"clear of|break out in hives from|swell up from)"
        rf"(?: {_EAT})? {THING} ?(?:because|as|since|,|;|:|–|—|-|so|and|due to|\s)* {_SAY_SO}(?! to (?!it"
        r"|them|those|that))",
        _allergic,
    ),
    (
        "allergic allergy allergies anaphylactic anaphylaxis",
        rf"^{I} (?:react allergically to|have allergic reactions? to|get allergic reactions? from|go into "
        r"anaphyla\w+(?: shock)? from|had an allergic"
        rf" reaction to|suffer allergic reactions? (?:to|from)) {THING}{END}",
        _allergic,
    ),
    (
        "allergy allergic allergies anaphylaxis hives rash throat lips sneeze wheeze shock swell",
        rf"^{X} {ADV}{_HARM} (?:me )?{_REACTION}(?: ?[,;:–—-] (?:it is|i have|because of|due to)?.*allerg\w+)?",
        lambda found: _allergic(found) if re.search(r"allerg|anaphyla|hives|throat|lips|swell", found[0]) else found[0],
    ),
    (
        "allergy allergic allergies",
        rf"^{X} (?:is|are) (?:strictly )?(?:off[- ]limits|off the menu|forbidden|taboo|a no-?go|out of "
        r"the question|out|poison|deadly|dangerous)"
        rf"(?: (?:for|to) me)?\b.*\ballerg\w+",
        _allergic,
    ),
    (
        "allergy allergic allergies",
        r"^my (?:body|immune system|stomach|skin|system) (?:can not|does not) (?:handle|tolerate|cope "
        rf"with|stand|like|take|deal with) {THING}"
        r" ?(?:,|;|:|–|—|-|because|as|since|and) .*allerg\w+",
        _allergic,
    ),
    (
        "body immune",
        r"^my (?:body|immune system) (?:\w+ )?(?:attacks|rejects|overreacts to|goes (?:mad|crazy) (?:over"
        rf"|from|with)|reacts to) {THING}{END}",
        _allergic,
    ),
    ("allergic", rf"^{X} [:,] (?:i am|am) (?:\w+ )?allergic(?: to (?:it|them|those|that))?{STOP}", _allergic),
    (
        "allergic",
        r"^(?:one thing (?:about me|to know)|about me|warning|medical note|note|fun fact|health-wise"
        r"|good to know|important|attention|reminder) ?[:,–-] "
        rf"(?:i am )?(?:\w+ )?allergic to {THING}",
        _allergic,
    ),
    ("allergic", rf"^(?:{ADV})?(?:\w+ly )?allergic to {THING}(?=\s*$|\s[,;.:–—-]|\s(?:here|and|so|but)\b)", _allergic),
    (
        "allergic",
        r"^(?:being|since i am|as i am|because i am|as someone (?:who is )?|as a person |as somebody "
        rf"(?:who is )?)(?:\w+ly )?allergic to {THING}"
        r" , (?=\w)",
        r"I am allergic to \g<x> ; ",
    ),
    (
        "allergy",
        rf"^(?:because of|due to|thanks to|with|on account of|given|owing to) {_THE_ALLERGY} ,? ?(?=(?:i|we|my)\b)",
        lambda found: f"{_allergic(found)} ; ",
    ),
    (
        "diagnosed tested told found confirmed test tests",
        rf"^{I} {HAVE}(?:diagnosed with|tested positive for|told (?:that )?i have|found (?:out )?to have) "
        rf"(?P<what>(?:an? )?[\w' -]*allergy[\w' -]*?){END}",
        _or_ill,
    ),
    (
        "developed got acquired have carry suffer",
        rf"^{I} {HAVE}(?:developed|got|acquired|have|carry|suffer from|live with|struggle with|deal with) "
        r"(?:an? )?(?:\w+ )?(?:intolerance|sensitivity)"
        rf" to {THING}{END}",
        _allergic,
    ),
    ("intolerant sensitive", rf"^{I} {BE}(?:\w+ )?(?:intolerant (?:to|of)|hypersensitive to) {THING}{END}", _allergic),
    (
        "allergen allergies allergens allergy",
        r"^(?:my|the) (?:\w+ )?(?:allergens?|allergies|allergy|allergic trigger) (?:is|are|include"
        rf"|includes|:)(?: to)? (?!gone|over\b|history|cured|bad\b|quite|very|really|so\b|getting|severe"
        rf"|acting){THING}{END}",
        _allergic,
    ),
    (
        "allergen allergens allergy",
        rf"^{X} (?:is|are) (?:my (?:\w+ )?(?:allergen|allergens|allergy|trigger)|(?:something|what|the "
        r"thing) i am allergic to)\b",
        _allergic,
    ),
    ("trigger triggers set sets", rf"^{X} (?:triggers?|sets? off|brings? on|activates?) my allerg\w+", _allergic),
    (
        "allergy allergies",
        r"^my (?:\w+ )?allergy is (?:to )?(?!gone|over|bad|quite|very|really|so|getting|severe|history"
        rf"|acting){THING}{END}",
        _allergic,
    ),
    (
        "allergy",
        r"^(?:the |my )?(?P<y>[\w' -]{3,30}?)[ -]allergy (?:that )?i (?:had|used to have|suffered from) "
        r"(?:is|has|went)\b",
        _cured,
    ),
    (
        "epipen",
        rf"^{I} (?:carry|have|need|keep|always carry) an? epipen (?:because of|for|due to|against|in case "
        rf"of) {THING}{END}",
        _allergic,
    ),
    # allergies that are over
    (
        "grown outgrown outgrew grew got rid cured lost beaten overcome free shaken shed over",
        rf"^{I} {HAVE}(?:grown out of|grew out of|outgrown|outgrew|gotten rid of|got rid of|cured of|been "
        r"cured of|lost|beaten|overcome|overcame|free of"
        rf"|shaken off|shed|over|got over|gotten over|desensiti[sz]ed to|rid of) (?:{_THE_ALLERGY}|being "
        rf"allergic to (?P<z>[\w' -]+?){STOP})",
        lambda found: f"I am no longer allergic to {found['x'] or found['y'] or found['z']}",
    ),
    (
        "react reaction reactions",
        rf"^{I} (?:do not|no longer|have stopped|stopped) (?:react|reacting|get (?:a |any )?reactions?"
        r"|getting reactions?|have (?:a |any )?reactions?)"
        rf" (?:to|from) {THING}(?: any ?more| any longer| now)?{END}",
        _cured,
    ),
    (
        "can eat tolerate handle again",
        rf"^{I} (?:can|am able to|may) (?:finally |now )*{_EAT} {THING} (?:again|now|without|with no"
        r"|safely|after all)\b",
        _cured,
    ),
    (
        "fine safe ok okay problem trouble issue harmless allowed",
        rf"^{X} (?:is|are) (?:now |perfectly |completely |totally )*(?:fine|safe|ok|okay|allowed|harmless"
        r"|no (?:longer an? )?(?:problem|issue|trouble))"
        rf"(?: again| now| for me)+",
        _cured,
    ),
    ("allergy", rf"^{_THE_ALLERGY} (?:seems to |appears to )?(?:have |has |had )?{OVER}", _cured),
    (
        "allergy allergic",
        r"^(?:the (?:doctor|doctors|tests?|allergist|specialist|results?)|they|a test|my (?:doctor"
        r"|allergist|gp)) (?:say|says|said|confirmed|showed|shows|told me"
        r"|ruled out|found)(?: that)? (?:i am not allergic to|i no longer have an? allergy to|an allergy "
        rf"to|i am no longer allergic to) {THING}",
        _cured,
    ),
    # illnesses
    (
        "diagnosis verdict condition illness ailment disease problem issue",
        r"^(?:my|the|their|his|her) (?:official |medical |chronic |health |long-term |main )*(?:diagnosis"
        r"|verdict|condition|illness|ailment|disease|problem|issue"
        rf"|health issue) (?:is|was|turned out to be|came back as|:)(?: called)? {X}{END}",
        _ill(),
    ),
    (
        "diagnosed found confirmed discovered detected told",
        r"^(?:(?:the|my|a) )?(?:doctors?|gp|specialist|hospital|they|consultant|neurologist|dermatologist"
        r"|physician|clinic|tests?|scan|test results?"
        r"|rheumatologist|cardiologist|medics) (?:have |has |had )?(?:finally |just |recently |also "
        r")*(?:diagnosed|found|confirmed|discovered|detected|told me"
        r"|found out|said|say|says|think|revealed|showed|reckon)(?: that)?(?: it is| i have| i have got| "
        r"me with| i suffer from| i am suffering from| i am dealing"
        rf" with)? {THING}(?: that i have| in me| is what i have)?{END}",
        _ill(),
    ),
    (
        "told informed advised diagnosed learned found discovered",
        rf"^{I} {HAVE}(?:told|informed|diagnosed|found out|learned|learnt|discovered|been labelled)(?: "
        r"that| as having| with| as)?(?: i)?(?: have| suffer from| got| have got)?"
        rf" {THING}{END}",
        _ill(),
    ),
    (
        "treated medicated monitored treatment therapy care seeing tablets pills medication meds operated",
        rf"^{I} {HAVE}(?:being |getting |receiving |under |in |on |having )*(?:treated|medicated|monitored"
        r"|treatment|therapy|medication|meds|tablets|pills|care"
        rf"|operated|surgery) (?:for|against|because of) {THING}{END}",
        _ill(),
    ),
    (
        "sufferer patient survivor warrior",
        rf"^(?:{I} am|as) an? (?:\w+ )?{X} (?:sufferer|patient|warrior)\b ?,? ?",
        _ill(r"I have \g<x> ; "),
    ),
    (
        "someone somebody person having living suffering dealing struggling with given",
        r"^(?:(?:as|being) (?:someone|somebody|a person|one of those|a man|a woman) (?:with|who has|who "
        r"suffers from|living with|suffering from|who lives with)"
        r"|having|living with|suffering from|dealing with|struggling with|with|because of|due to|thanks "
        rf"to|given)(?: my| got)? {THING} ,? ?(?=(?:i|my|we)\b)",
        _ill(r"I have \g<x> ; "),
    ),
    (
        "my me",
        rf"^{X} {ADV}(?:runs?|rules?|plagues?|bothers?|torments?|keeps?|makes?|limits?|affects?|has been"
        r"|is|gives?|dictates?|haunts?|dominates?|controls?|stops?|slows?"
        rf"|wears?|follows?|came|hit|troubles?|has plagued|has bothered|has followed|hits) .{{0,30}}\b(?:me|my)\b",
        _ill(),
    ),
    (
        "developed struggle battle battling fight fighting cope manage deal endure carry face got caught contend live"
        " bear wrestle affected afflicted plagued burdened cursed blessed prone troubled bothered hampered",
        rf"^{I} {HAVE}(?:developed|struggle with|struggling with|battle|battling|battle with|fight"
        r"|fighting|cope with|coping with|manage|managing|deal with|dealing with"
        r"|endure|carry|face|contend with|live with|living with|bear|wrestle with|wrestling with"
        r"|affected by|afflicted (?:with|by)|plagued by|burdened with|cursed with"
        r"|blessed with|prone to|troubled by|bothered by|hampered by|came down with|come down with|get"
        r"|suffering from|suffering with|suffer with|in treatment for"
        r"|seeing a (?:doctor|specialist) (?:for|about)|was born with|born with|inherited) (?:my |a bit "
        rf"of |chronic )?{X}{END}",
        _ill(),
    ),
)
