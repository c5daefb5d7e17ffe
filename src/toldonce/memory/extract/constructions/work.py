"""What somebody does for a living, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, BE, HAVE, KIN, OVER, STOP, WHOSE, I
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.english.people import ADJECTIVE, RELATION
from toldonce.memory.extract.english.phrases import without_article

_A_JOB = r"(?P<job>(?:an?|the)\s[\w' -]+?)"
_BARE_JOB = r"(?P<job>(?:(?:an?|the)\s)?[\w' -]+?)"
_JOB_END = (
    r"(?=\s*$|\s[,;:–—-](?:\s|$)|\s(?:and|but|so|because|since|at|for|in|now|these|with|instead|who|where|by"
    r"|on|here)\b)"
)
_TOOL = (
    r"(?:wrench|spanner|tools?|tool ?belt|toolbox|apron|stethoscope|scrubs|uniform|whistle|badge|hard hat|overalls"
    r"|white"
    r" coat|scissors|chalk|gavel|wig|robe|lanyard|keyboard|headset|trowel|hammer|hi-vis|chef's (?:hat|whites)|whites"
    r"|boots"
    r" for good|keys for good)"
)
_OF_THE_FIRM = r"(?:badge|lanyard|uniform|wings|key ?card|id card|work phone|company car|locker key|name tag)"
_FIRM_NAME = r"(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?"
_MONEY = r"(?:money|living|keep|salary|wages?|crust|bread|pay|pay cheque|paycheck|pay packet|dough|daily bread|income)"


def _a(job: str) -> str:
    low = job.casefold()
    return job if low.startswith(("a ", "an ", "the ")) else f"{'an' if low[0] in 'aeiou' else 'a'} {job}"


def _works_as(found: re.Match[str]) -> str:
    return f"I am {_a(found['job'])}" if is_occupation(without_article(found["job"])) else found[0]


def _became(found: re.Match[str]) -> str:
    return f"I became {_a(found['job'])}" if is_occupation(without_article(found["job"])) else found[0]


def _is_over(found: re.Match[str]) -> str:
    job = without_article(found["job"])
    if re.search(r"\b(?:to|and|or|when|because|after)\b", job):
        return found[0]
    return f"I am no longer {_a(job)}" if is_occupation(job) else found[0]


def _made(found: re.Match[str]) -> str:
    job = without_article(found["job"])
    return f"{found['who']} became {_a(job)}" if is_occupation(job) else found[0]


_I_OR_MINE = rf"(?=(?:i|we)\b|my\b(?! {ADJECTIVE}{RELATION}\b))"
""" "Being a welder, my sister gets up early" tells of the sister."""
_SELF_AS = rf"^(?:speaking as|talking as|being) {_A_JOB}(?: myself)? ,? ?{_I_OR_MINE}"

RULES: tuple[Rewording, ...] = (
    (
        "bumped moved pushed kicked",
        rf"^(?:{I} )?(?:(?:was|were|got|have been|get) )?(?:bumped|moved|pushed|kicked) up(?:stairs)?"
        r" to (?P<x>[a-z][\w -]{2,30}?)"
        r"(?=\s*$|\s?[,;.]|\s(?:lol|now|and|last|this|so|at)\b)",
        lambda found: f"I was promoted to {found['x']}" if is_occupation(found["x"]) else found[0],
    ),
    # what is over
    (
        "over ended gone history finished behind through done past more end expired up",
        rf"^(?:that|the|my|this) (?:whole |old |entire )*(?P<job>[\w' -]+?) (?:thing|job|gig|career|life"
        rf"|chapter|business|lark|role|post|position) {OVER}",
        _is_over,
    ),
    (
        "over ended gone history finished behind through done past more end expired up",
        r"^(?:my|the) (?:\w+ )?(?:days|time|career|life|stint|years|job|work|contract|spell|role|post|position) "
        rf"(?:working )?as {_BARE_JOB} {OVER}",
        _is_over,
    ),
    ("over behind history past", rf"^(?:being|working as) {_BARE_JOB} {OVER}", _is_over),
    ("last final", rf"^my (?:last|final) (?:day|week|shift|month) as {_BARE_JOB} (?:was|has been)\b", _is_over),
    ("more", rf"^no more (?:being |working as )?{_BARE_JOB} for (?:me|us)\b", _is_over),
    (
        "quit stopped packed given gave retired resigned left lost ended chucked jacked done finished through",
        rf"^{I} {HAVE}(?:quit|stopped|packed in|given up|gave up|retired|resigned|left|lost|ended|chucked in|jacked in"
        r"|done|finished|through)(?: (?:from|with|my (?:job|post|position|role|work|career)))? "
        rf"(?:being|working as|as) {_BARE_JOB}{STOP}",
        _is_over,
    ),
    # that work is over, without a word for which
    (
        "hung hanging",
        rf"^{I} {HAVE}hung up (?:my|the) (?:\w+ )?{_TOOL}(?: for good| for the last time)?(?! (?:to dry|after"
        rf"|before))\b",
        "I quit my job",
    ),
    (
        "handed turned gave given sent surrendered returned",
        rf"^{I} {HAVE}(?:handed|turned|gave|given|sent|surrendered|returned)(?: (?:in|back|over))? (?:my|the) "
        rf"(?:(?:company|work|office|staff|{_FIRM_NAME}) (?:laptop|phone|{_OF_THE_FIRM})|{_OF_THE_FIRM})"
        r"(?: (?:in|back|over))?(?! (?:to|for)\b)\b",
        "I quit my job",
    ),
    (
        "last final",
        r"^(?:(?:\w+day|yesterday|today|this|it|that) )?(?:is|was) (?:officially )?my (?:very )?(?:last"
        r"|final) (?:day|shift)"
        rf"(?: (?:at|in) (?:work|the office|the (?:\w+ )?(?:job|firm|company)|(?P<x>{_FIRM_NAME}))| on the job){STOP}",
        lambda found: f"I quit my job at {found['x']}" if found["x"] else "I quit my job",
    ),
    ("last", r"^(?:(?:today|yesterday) )?was my (?:very )?last day(?: ever)?$", "I quit my job"),
    (
        "retirement",
        rf"^{I} {HAVE}(?:taken|took|gone into|went into|entered|accepted|opted for) (?:my |early |full )*"
        r"retirement\b",
        "I retired",
    ),
    (
        "jobs work unemployed jobless",
        rf"^(?:{I} (?:am|have been|find myself) )?(?:currently |now |still |officially )*(?:between jobs|out of work"
        rf"|out of a job|unemployed|jobless|on the dole|looking for (?:a new job|work)){STOP}",
        lambda found: found[0] if "looking" in found[0].casefold() else "I am unemployed",
    ),
    (
        "redundant",
        r"^(?:they|my (?:\w+ )?(?:firm|company|boss|employer|office|place)|the (?:\w+ )?(?:firm|company|bosses"
        r"|management))"
        r" (?:have |has )?(?:just |now )?made (?:me and |all |half )*(?:of )?(?:us|me|the whole|our|everyone"
        r"|everybody|the"
        r" (?:whole |entire )?team)\b.* redundant\b",
        "I was made redundant",
    ),
    (
        "lost",
        r"^(?:we|all of us|everyone|everybody)(?: all)? (?:have |has )?lost (?:our|their) jobs?\b",
        "I was made redundant",
    ),
    (
        "professionally",
        rf"^{I} (?:no longer|do not) [\w' -]{{2,30}}? professionally(?P<more> any ?more| any longer|)\b",
        lambda found: found[0] if " not " in found[0] and not found["more"] else "I quit my job",
    ),
    (
        "living",
        r"^(?:guess )?(?:who is|who am|i am|i) (?:no longer|not|do not|have stopped|stopped) [\w' -]+? for a living"
        r"(?P<more> any ?more| any longer|)\b",
        lambda found: found[0] if " not " in found[0] and not found["more"] else "I quit my job",
    ),
    # who made somebody what they are
    (
        "they",
        r"^they (?:have |just |finally )*(?:made|promoted|hired|appointed|taken on|took on|took|employed) "
        rf"(?P<who>{WHOSE}{ADJECTIVE}{KIN}(?: (?-i:[A-Z])\w+)?)(?: on)?(?: to| as)? {_BARE_JOB}{_JOB_END}",
        _made,
    ),
    (
        "they taken took",
        rf"^they (?:have |just |finally )*(?:taken|took) me on as {_BARE_JOB}{_JOB_END}",
        _became,
    ),
    (
        "speaking talking being",
        _SELF_AS,
        lambda found: f"I am {found['job']} ; " if is_occupation(without_article(found["job"])) else found[0],
    ),
    (
        "retrained trained qualified",
        rf"^(?:(?:after|as|being) [\w' -]+? )?{I} {HAVE}(?:retrained|trained up|requalified|qualified) "
        r"(?:as|to be|to become) "
        rf"{_BARE_JOB}{_JOB_END}",
        _became,
    ),
    (
        "looking talking speaking",
        r"^you are (?:now )?(?:looking at|talking to|speaking to|speaking with) "
        r"(?:the (?:brand )?new |a newly qualified "
        rf"|a freshly qualified )(?P<job>[\w' -]+?){_JOB_END}",
        _became,
    ),
    # what is done
    (
        "being working someone qualified",
        r"^(?:being|working as|since i am|as somebody who works as|as someone who works as|having "
        rf"trained as) {_A_JOB} ,"
        rf" {_I_OR_MINE}",
        lambda found: f"I am {found['job']} ; " if is_occupation(without_article(found["job"])) else found[0],
    ),
    (
        "days time life nights",
        rf"^{I} {HAVE}spend (?:my |all my |most of my |half my )*(?:working )?(?:days|time|life|nights"
        r"|weeks|hours) (?:working )?"
        rf"as {_A_JOB}{_JOB_END}",
        r"I work as \g<job>",
    ),
    (
        "day trade profession training night",
        rf"^{_BARE_JOB} by (?:day|trade|profession|training|night)\b.*$",
        _works_as,
    ),
    (
        "switched moved gone turned changed gave crossed",
        rf"^{I} {HAVE}(?:switched|moved|gone|went|turned|changed|crossed|transitioned|pivoted)(?: over| "
        r"careers?| jobs?| on"
        r"|,| \w+)* (?:from [\w' -]+ )?to (?:being |working as |work as |become |becoming )(?P<job>an? "
        rf"[\w' -]+?){_JOB_END}",
        _became,
    ),
    (
        "back returned",
        rf"^{I} {HAVE}(?:went back|gone back|go back|returned|back) to (?:being |working as |work as |life as )"
        rf"(?P<job>an? [\w' -]+?){_JOB_END}",
        _became,
    ),
    (
        "role job position gig title post career profession occupation",
        rf"^{I} {HAVE}(?:have|got|landed|found|started|took)? ?(?:an?|my) (?:new|different) (?:role|job"
        r"|position|gig|title|post"
        rf"|career|profession|occupation) (?::|,|–|—|-|now :|as|and it is|i am now|i am) {_BARE_JOB}{_JOB_END}",
        _became,
    ),
    (
        "role job position gig title post career profession occupation line",
        r"^(?:my|the) (?:new|latest) (?:role|job|position|gig|job title|title|post|career|profession"
        r"|occupation|line of work)"
        rf"(?: now)? (?:is|:|turns out to be|will be) (?:that of |being |as |to be )?{_BARE_JOB}{_JOB_END}",
        _became,
    ),
    (
        "line role job profession position calling trade vocation living work bread business",
        r"^(?:my|the) (?:current |actual |chosen |main |real |official )*(?:line of work|role|job|job "
        r"title|profession|position"
        rf"|calling|trade|vocation|occupation|work|bread and butter)(?: (?:i (?:do|have|hold)|at work|these days|now))*"
        rf" (?:is|:) (?:that of |being |as |to be |working as )?{_BARE_JOB}{_JOB_END}",
        _works_as,
    ),
    (
        "profession job trade calling vocation occupation",
        rf"^{_BARE_JOB} is (?:my|our) (?:current |chosen |new )*(?:profession|job|trade|calling|vocation"
        r"|occupation|day job"
        r"|job title|line of work)\b",
        _works_as,
    ),
    (
        "living work job do",
        r"^(?:what|the (?:thing|job|work) (?:that )?) ?i do (?:for (?:a living|work|money)|professionally"
        r"|all day|at work|by day)?"
        rf" ?(?:is|:|,|–|-) (?:be |being |work as |i work as |i am |that of )?{_BARE_JOB}{_JOB_END}",
        _works_as,
    ),
    (
        "paid pay draw get earn",
        rf"^(?:{I} (?:get|am|are) paid (?:to be|for being)"
        rf"|they pay me to be|someone pays me to be|{I} (?:draw|get|earn) "
        r"(?:my|a) (?:salary|wage"
        rf"|pay|money) as) {_A_JOB}{_JOB_END}",
        r"I work as \g<job>",
    ),
    (
        "ply serve moonlight toil practise practice earn pay pays put bring graft operate function act",
        rf"^{I} {HAVE}(?:ply my trade|serve|moonlight|toil|practi[sc]e|graft|operate|earn my (?:{_MONEY})"
        r"|pay (?:the|my) (?:bills"
        rf"|rent)|put food on the table|bring home the bacon|make ends meet|make (?:my|a) {_MONEY}|keep "
        r"busy|fill my days"
        rf"|spend my days) (?:by (?:being|working as)|as|being|working as) {_A_JOB}{_JOB_END}",
        r"I work as \g<job>",
    ),
    (
        "pays",
        rf"^(?:being|working as) {_A_JOB} (?:pays (?:the|my) (?:bills|rent)|is (?:my (?:job|life|living)"
        r"|how i (?:earn|make)"
        r"[\w ]*|what i do[\w ]*))",
        r"I work as \g<job>",
    ),
    (
        "qualified licensed certified registered trained practising full-time part-time freelance working professional",
        rf"^{I} {BE}an? (?:fully |newly )?(?:qualified|licensed|certified|registered|trained|practising"
        r"|full-time|part-time"
        rf"|freelance|working|professional|career) (?P<job>[\w' -]+?){_JOB_END}",
        lambda found: f"I am {_a(found['job'])}" if is_occupation(found["job"]) else found[0],
    ),
    (
        "card door badge form cv contract",
        r"^(?:my|the) (?:business card|name badge|badge|door|contract|cv|tax form|job description|email "
        r"signature|payslip)"
        rf" (?:says|reads|lists me as|calls me) (?:i am )?{_BARE_JOB}{_JOB_END}",
        _works_as,
    ),
    (
        "taken hired made appointed promoted employed brought named",
        rf"^{I} (?:(?:have|had) {ADV}been|am|are|was|were|(?:have )?got) {ADV}"
        r"(?:taken on|hired|made|appointed|promoted|employed|brought in|named"
        r"|elevated|moved up|bumped up)"
        rf" (?:to |as |to be |to become |to the (?:role|position|post) of )?(?P<job>(?:an?|the)? ?[\w' -]+?){_JOB_END}",
        lambda found: _became(found) if is_occupation(without_article(found["job"].strip())) else found[0],
    ),
    (
        "trade swapped traded gave left exchanged",
        rf"^{I} {HAVE}(?:swapped|traded|given up|gave up|left|quit|exchanged|stopped) (?:being |working "
        r"as |life as |my life as )"
        r"(?:an? |the )?(?P<old>[\w' -]+?) (?:for (?:being |life as |the life of )?|to (?:be|become|work "
        r"as|be working as)"
        rf"|and (?:am now|became|now work as|work as|went on to be)|, (?:i am|now i am)(?: now)?) ?"
        rf"(?P<job>an? [\w' -]+?){_JOB_END}",
        _became,
    ),
    (
        "instead rather",
        rf"^{I} (?:have been|am|work as|am working as) {_A_JOB} (?:now )?(?:instead of|rather than|and no "
        r"longer|, no longer|not)"
        rf" (?:an? |being |as )*[\w' -]+?{STOP}",
        r"I am \g<job> now",
    ),
    (
        "says stands reads written",
        rf"^(?:it )?(?:says|stands|reads|is written)(?: that i am)? {_BARE_JOB} (?:on|in) my (?:business "
        r"card|card|badge|contract|door|payslip|cv|tax form|desk)",
        _works_as,
    ),
    (
        "gone went moved turned switched",
        rf"^{I} {HAVE}(?:gone|went|moved|turned|switched|made the jump|jumped) from (?:being )?(?:an? "
        rf")?(?P<old>[\w' -]+?) to (?:being )?{_BARE_JOB}{_JOB_END}",
        lambda found: _became(found) if is_occupation(found["old"]) else found[0],
    ),
    (
        "what",
        rf"^{_BARE_JOB} is what i (?:do|am|work as|have become)(?: for a living| for work| professionally"
        rf"| by trade| these days| now)*{STOP}",
        _works_as,
    ),
    (
        "not longer",
        rf"^{I} (?:am|work) (?:not|no longer) (?:an? |as an? )(?P<old>[\w' -]+?)(?: any ?more| any "
        r"longer)? ?(?:but|,|;|–|-)+ (?:but |i am |now |rather )*(?P<job>an? [\w' -]+?)(?: now| "
        rf"instead)?{_JOB_END}",
        lambda found: f"I am {found['job']} now" if is_occupation(without_article(found["job"])) else found[0],
    ),
)
