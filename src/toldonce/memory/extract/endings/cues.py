"""Words by which a clause tells of an end, wherever they stand in it, and the things that it names.

What a frame does not fit still has a predicate: "karate did not survive the baby", "those quotes are getting old". The
clause then means what it names; only what stands can end, so a clause with such words that names a thing which stands
is hardly about anything else.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english.verbs import FORMS
from toldonce.memory.extract.sentences.modality import words_of
from toldonce.memory.terms import STOP_WORDS

OVER = re.compile(
    r"\b(?:no longer(?! the only\b)|never again"
    r"|(?:not|never|hardly|barely|nobody|no)\b.{1,60}?\b(?:any ?more|any longer|these days"
    r"|nowadays)|no more|used to\b(?! (?:\w+ )here\b).{2,60}?\b(?:now|these days|but)"
    r"|(?:have|has|had) stopped(?! (?:to|at|by|for|outside|the|an?)\b)|stopped (?:\w+ing|all|with)|quit|ceased"
    r"|(?:gave|given|give)\b.{0,30}? up|(?:gave|given|give) .{2,30}? (?:the boot|a miss|the push|the elbow)"
    r"|dropped(?! an?\b|.* (?:on|onto|down) the (?:floor|ground|stairs|carpet))|ditched|abandoned|(?:packed|jacked"
    r"|chucked) .{0,30}?in|hung up|(?:put|packed) .{2,30}? away"
    r" for good"
    r"|lapsed?|swapped|switched (?:from|to)|moved (?:on from|away from)|turned against|behind me|past the age of"
    r"|lost (?:interest|(?:my|the) (?:taste|love|appetite|passion|enthusiasm|liking|habit|joy))|gone out of|take or"
    r" leave"
    r"|taste right|off the (?:list|menu)|run (?:its|their) course|thing of the past|(?:is|are) history|came to an end"
    r"|(?:can|has to|have to|must) go(?= ?$| ?,)|had enough|my fill|over for (?:me|us)|did not survive|worn off|wore"
    r" off"
    r"|(?:is|are|was) (?:done with|out(?= ?$| ,))|(?:can|could) not be bothered|have not .{2,40}? in (?:years|months"
    r"|ages)"
    r"|(?:got|getting|gets?|become|becoming) (?:old|tiresome|tedious|boring|on my nerves|too much|annoying|silly)"
    r"|(?:is|are) (?:too |so |a bit |really )*(?:annoying|distracting|irritating|silly|tiresome|too much|unnecessary"
    r"|pointless|a bit much|over the top)|depress(?:es)?|bores?|leaves? me cold|a no from me|decided i do not|why i"
    r" ever"
    r"|do not know what i was thinking|(?:is|are) not (?:me|for me)|leave .{2,40}? (?:out|off)|not needed|told to stop"
    r"|means no|too old for|skip\b.{2,30}? (?:now|these days)|only (?:for|on|when)\b.{2,40}? (?:now|from now on|these"
    r" days)"
    r"|(?:now|these days|from now on|please|switched|changed|took up|taken up|started)\b.{1,60}?\b(?:instead of"
    r"|rather than|in place of)"
    r"|(?:instead of|rather than|in place of)\b.{2,40}?\b(?:now|these days|from now on|please)"
    r"|(?:deleted|uninstalled|unsubscribed from|donated)(?= (?:all )?(?:my|the|our)\b)|(?:into|in) the bin|binned"
    r"|(?:broke|broken|kicked|beaten|beat) the habit|one habit (?:less|fewer)|(?:was|were) (?:just |only )?a phase"
    r"|retired from|taken a back seat|(?:put|puts) (?:an end|a stop|paid) to|off the (?:sauce|cards)"
    r"|cancelled for good|folded|disbanded|fizzled out|petered out|(?:no|zero) (?:time|energy|patience|appetite) for"
    r"|(?:doctor|physio|gp) (?:says|said) (?:no|no more|not to)|took up too much(?! of)"
    r"|(?:was|were) into .{2,30}? until"
    r"|does not taste|do not taste|lost (?:its|their)|dead to me|can take or leave|put me off|puts me off)\b",
    re.IGNORECASE,
)
"""That something is not liked, not done, not wanted any more."""
LIKED = re.compile(
    r"\b(?:after all|warmed|grown on|growing on|made up|made friends|won over|changed my (?:tune|mind|view)"
    r"|come round|came round|not (?:that|so|too|half|half as|as) bad|(?:no longer|not) (?:\w+ )?(?:hate|mind|dislike"
    r"|turn my"
    r"|bother|bothered|afraid|scared)|stopped (?:hating|minding|disliking)|(?:love|like|enjoy|eat|tolerate|look"
    r" forward to)\b"
    r".{2,40}?\b(?:now|these days|nowadays)|(?:now|these days|nowadays|turns? out|turned out)\b.{1,40}?\b(?:love|like"
    r"|enjoy"
    r"|look forward|fine|great|okay|ok|good)|happily|got over|learned to|learnt to"
    r"|cured me|made (?:me make )?(?:my )?peace|(?:got|caught|bitten by) the .{2,24}? bug|hooked on|addicted to"
    r"|(?:get|got|getting) (?:on|along) (?:fine|well|great|better|famously)|coming a?round to|warming to"
    r"|(?:is|are) (?:not|no longer) (?:the|my|an?) (?:\w+ )?(?:enemy|torture|nightmare|horror|nemesis)"
    r"|(?:take|taken|took) (?:it|that|everything) (?:all )?back|(?<!owe you )an apology|converted|a convert"
    r"|buried the hatchet"
    r"|(?:started|begun|beginning|starting) (?:to )?(?:(?:actually|really|even) )?"
    r"(?:eat|lik|enjoy|lov|drink|appreciat)\w*|(?:eat|eaten|eating) my words|wrong about (?!the\b)|fallen for"
    r"|fell for|(?:fallen|fell) in love with"
    r"|(?:not|never) get enough of|acquired (?:a )?taste|soft spot for|seen the light|come to love|see the point)\b",
    re.IGNORECASE,
)
"""That something is liked, or at least bearable, by now."""
_PLEASED = frozenset(
    """
    enjoy enjoying enjoyable love loving like fun relaxing treat obsession fan sense reconciled fond delicious tasty
    pleasant bearable easier better lovely wonderful great nice soothing addictive convert passion
    """.split()
)
_BY_NOW = frozenset(
    """
    now nowadays finally new turned suddenly surprisingly actually lately recently started begun converted meanwhile
    eventually days
    """.split()
)
_DISPLEASED = frozenset(
    """
    not no never hate hates hated dislike detest loathe awful terrible worse worst horrible annoying unlike would if
    used wish could less sick tired cold too
    """.split()
)


def is_warmed_to(text: str) -> bool:
    """Whether a speaker (of a plain sentence) is glad of something that was not always so, and says nothing bad."""
    known = words_of(text)
    glad = not known.isdisjoint(_PLEASED) and not known.isdisjoint(_BY_NOW) and not known.isdisjoint(_OWN)
    return glad and known.isdisjoint(_DISPLEASED) and known.isdisjoint(_OTHERS) and _LIKED_BY.match(text) is None


_OWN = frozenset("i me my we us our".split())
_OTHERS = frozenset("he she they you your everybody everyone people kids who".split())
_LIKED_BY = re.compile(r"[A-Z]\w+ (?:now |actually |finally )*(?:loves|likes|enjoys|has (?:started|begun))\b")
""" "Tom likes olives now"."""


ALLOWED = re.compile(
    r"\b(?:(?:is|are) (?:\w+ )?(?:fine|ok|okay|alright|all right|good) (?:\w+ ){0,2}(?:again|now|after all|any ?more)"
    r"|(?:is|are) (?:\w+ )?(?:welcome|allowed|back on|permitted)|lifted|no longer (?:\w+ )?(?:taboo|banned|forbidden"
    r"|off|mind)|as you like|feel free|go ahead|(?:would|do) not mind"
    r"|(?:can|may|could) \w+ .{0,30}?\b(?:again|now|if you like)|comes? up)\b",
    re.IGNORECASE,
)
"""That the assistant may do something."""
PLANNED = re.compile(
    r"\b(?:should|thinking (?:of|about)|might|maybe|perhaps|considering|would|want to|wish|hope to|plan(?:ning)? to"
    r"|try(?:ing)? to|trouble|hard to|difficult to|almost|nearly|by mistake|never|not yet|no way|could|will|shall"
    r"|going to"
    r"|weekend|trip|holiday|visit|conference|flight|vacation|honeymoon|airport)\b"
    r"|\bnot (?:quit|stop|stopped|leaving|left|give|giving|given|sold|selling)\b",
    re.IGNORECASE,
)
"""What is only meant to end, or was left for a while."""
PASSING = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening|time|once|week|weekend|one)|just (?:this )?once|yesterday"
    r"|last (?:night|week|time)|tomorrow|this (?!habit|rule|hobby|thing|routine)\w+|for now|for the moment|for a"
    r" (?:while|bit|minute|week|few \w+)|until \w+|yet|an hour ago"
    r"|on holiday|temporarily|should i|thinking (?:of|about)|might|maybe|perhaps|considering|would like to|want to"
    r" (?:stop|quit|give)"
    r"|(?:will|would|shall|could|may|must|am|are) not (?:\w+ ){0,2}?(?:quit|stop|give|giving|stopping|quitting|drop"
    r"|dropping|miss)|not going to (?:\w+ )?(?:quit|stop|give|drop)|no way|not (?:stopped|quit|given up|yet)"
    r"|never (?:be )?(?:quit|quitting|giving|stopping|dropp\w+)"
    r"|wish|hope to|plan(?:ning)? to|try(?:ing)? to|trouble|hard to|difficult to|hate to|can not (?:come"
    r"|get) (?:a?round|used) to|almost|nearly|by mistake|ever since"
    r"|(?:would|will|could|shall) never|never (?:get|give|stop|going)|can not stop|still (?:love|like|do|go|play"
    r"|hate))\b",
    re.IGNORECASE,
)
"""What passes is no end."""

_EDGES = STOP_WORDS | frozenset(
    """
    apology owe owes owed taste peace bug finally suddenly eventually surprisingly meanwhile
    abandoned accept alright annoying any anymore anything appeal around away back bad become becoming bored boring
    bothered cancel cancelled ceased cold come comes common completely could decided ditched done drop dropped either
    else end enough even ever everything exactly felt fill fine finished forget found free friends gave get gets
    getting
    give given go goes gone good got great grown growing happily hardly history honestly however hung idea instead into
    years jacked just kind know last lately leave leaves left less let lifted like-minded little longer loads lost
    made make
    makes mind mostly moved many much must several few orders need needed never new no nobody not nothing now
    nowadays odd ok okay old on once
    one ones only or our out over own packed past perfectly please probably put quit quite rather really replaced
    replacing retired right round sad say settle sick since skip sold someone something somewhere sort stay stop
    stopped
    strangely such sure survive swapped switched taken thing things think though thought time times tired told too took
    totally turned turns two until up upset us used very want wanted warmed way well went whatever without worn would
    years days day week weeks months month ages tune fallen line fan face nose subject topic mood sense point rule
    rules
    whatsoever thanks thank you your yes yeah lol honestly funny fed away miss boot push elbow view age middle lot bit
    touch
    """.split()
)
"""Words that are no part of the name of a thing, beside verbs that lead up to it."""
_PUNCTUATION = re.compile(r"[,;:.!?()\"–—]")
_WORD = re.compile(r"[\w'&-]+")
MOST_WORDS = 20
"""Who says more in a sentence is seldom only ending something."""
LONGEST_NAME = 4
MOST_THINGS = 4


_AGO = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|some|a (?:few|couple of))"
    r" (?:days?|weeks?|months?|years?) (?:ago|back)\b"
    r"|\b(?:last|this) (?:week|month|year|spring|summer|autumn|winter|night)\b",
    re.IGNORECASE,
)
"""When it was, which names no thing."""


def things_in(clause: str) -> list[str]:
    """The things that a clause may be about: its runs of telling words, without the verb in front of them."""
    things: list[str] = []
    run: list[str] = []
    leads = True
    for word in [*_PUNCTUATION.sub(" . ", _AGO.sub(" . ", clause)).split(), "."]:
        bare = word.casefold()
        if bare == "of":
            run += [word] if run else []
            continue
        if _WORD.fullmatch(word) and bare not in _EDGES:
            if not run and (leads or bare in _TAKEN) and _leads_up(bare):
                leads = False
                continue
            run.append(word)
            continue
        leads = bare not in _BEFORE_A_THING
        while run and run[-1] == "of":
            run.pop()
        if 0 < len(run) <= LONGEST_NAME and not all(word.isdigit() for word in run):
            things.append(" ".join(run))
        run = []
    return list(dict.fromkeys(things))[:MOST_THINGS]


_TAKEN = ("eating", "drinking")
"""What begins or stops with them ("I started eating tofu") is what is taken."""


def _leads_up(word: str) -> bool:
    """Whether it is a verb in a form that has its thing behind it: "drink", "doing", "liked"."""
    form = FORMS.get(word)
    return form is not None and (form.form != "ing" or form.lemma in _OF_ANYTHING) and form.form != "s"


_BEFORE_A_THING = frozenset("about to with for from on around without than a an the my our those these that".split())
"""What has a noun behind it, and no verb that leads up to one."""
_OF_ANYTHING = frozenset(
    "do have go get like love hate enjoy eat drink use play make take give answer write mention suggest call".split()
)
"""Verbs of which the thing alone tells what is meant."""
