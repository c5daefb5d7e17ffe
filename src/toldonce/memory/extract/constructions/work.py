"""What somebody does and for whom, said the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import (
    BE,
    FIRM,
    HAVE,
    IS,
    NAMED,
    OVER,
    SOMEBODY,
    STOP,
    Construction,
    I,
    say,
)
from toldonce.memory.extract.lexicon import is_occupation
from toldonce.memory.extract.phrases import head, without_article

_A_JOB = r"(?P<job>(?:an?|the)\s[\w' -]+?)"
_BARE_JOB = r"(?P<job>(?:(?:an?|the)\s)?[\w' -]+?)"
_JOB_END = (
    r"(?=\s*$|\s[,;:–—-](?:\s|$)|\s(?:and|but|so|because|since|at|for|in|now|these|with|instead|who|where|by"
    r"|on|here)\b)"
)
_OFFICE = (
    r"(?:job|position|role|post|work|office|desk|place of work|workplace|employment|nine-to-five|day job|gig"
    r"|career)"
)
_COLLEAGUES = (
    r"(?:boss|manager|supervisor|colleagues?|coworkers?|co-workers?|team|line manager|team lead|shift|shifts"
    r"|department)"
)
_MONEY = r"(?:money|living|keep|salary|wages?|crust|bread|pay|pay cheque|paycheck|pay packet|dough|daily bread|income)"
_RECRUITED = (
    r"(?:hired me|has hired me|took me on|taken me on|employs? me|recruited me|poached me|snapped me up"
    r"|gave me (?:a|the|my) "
    r"(?:\w+ )?(?:job|position|chance|contract)|headhunted me|signed me|brought me on board|offered me "
    r"(?:a|the) (?:\w+ )?"
    r"(?:job|position|role) (?:,|and) i (?:accepted|took it|said yes))"
)
_DISMISSED = (
    r"(?:fired|sacked|dismissed|axed|dropped|canned|binned|got rid of|let go of|terminated|made|kicked out"
    r"|released|ditched"
    r"|laid off|booted|shown the door)"
)


def _known_job(template: str) -> object:
    """A rewording that holds only where the phrase is known as an occupation."""

    def turn(found: re.Match[str]) -> str:
        job = head(found["job"])
        return found.expand(template) if is_occupation(without_article(job)) else found[0]

    return turn


def _a(job: str) -> str:
    low = job.casefold()
    return job if low.startswith(("a ", "an ", "the ")) else f"{'an' if low[0] in 'aeiou' else 'a'} {job}"


def _works_as(found: re.Match[str]) -> str:
    return f"I am {_a(found['job'])}" if is_occupation(without_article(found["job"])) else found[0]


def _became(found: re.Match[str]) -> str:
    return f"I became {_a(found['job'])}" if is_occupation(without_article(found["job"])) else found[0]


RULES: tuple[Construction, ...] = (
    (
        "being working someone qualified",
        r"^(?:being|working as|since i am|as somebody who works as|as someone who works as|having "
        rf"trained as) {_A_JOB} ,"
        r" (?=(?:i|we|my)\b)",
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
        "paid pay",
        rf"^(?:{I} (?:get|am) paid to be|they pay me to be|someone pays me to be|{I} (?:draw|get|earn) "
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
        rf"^{I} {HAVE}(?:been )?(?:taken on|hired|made|appointed|promoted|employed|brought in|named"
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
    # for whom
    (
        "new started",
        rf"^{I} {BE}(?:new|a newcomer|the new one|a new face|a new hire) (?:at|with) {NAMED}",
        r"I joined \g<x>",
    ),
    (
        "offer",
        rf"^{I} {HAVE}(?:got|received|had|been made|accepted|taken|took)? ?(?:an?|the|their) (?:job "
        rf")?offer (?:from|by|at|with) {NAMED} (?:and|, and|,) (?:i )?(?:took|accepted|said yes|work"
        r"|started|signed|am)\b",
        r"I joined \g<x>",
    ),
    ("pay pays", rf"^they (?:pay|employ) me (?:at|over at) {NAMED}", r"I work at \g<x>"),
    (
        "where",
        rf"^{NAMED} is where (?:i|we) (?:\w+ )?(?:earn (?:my|our) {_MONEY}|clock in|make (?:my"
        rf"|our) {_MONEY}|have (?:my|a) (?:job|desk)|am (?:employed|working)|spend my (?:working )?(?:days"
        rf"|time|weekdays)|get my {_MONEY})",
        r"I work at \g<x>",
    ),
    (
        "employer company firm workplace",
        rf"^{NAMED} is the name of (?:my|the) (?:\w+ )?(?:employer|company|firm|workplace)(?: i work "
        rf"for)?{STOP}",
        r"I work at \g<x>",
    ),
    (
        "payroll books staff team",
        rf"^{NAMED} (?:has|have|keeps?) me on (?:its|their|the) (?:payroll|books|staff|team)",
        r"I work at \g<x>",
    ),
    (
        "salary wage wages paycheck money pay income",
        rf"^my (?:monthly )?(?:{_MONEY}) (?:comes?|is paid) (?:from|by) {NAMED}",
        r"I work at \g<x>",
    ),
    (
        "payroll staff team books part member employee workforce worker employed",
        rf"^{SOMEBODY} {BE}(?:now )?(?:on the (?:payroll|staff|team|books)|part of (?:the|a) (?:[\w-]+ "
        r")?(?:team|staff|workforce"
        r"|crew|family)|a member of (?:the )?(?:staff|team)|(?:one of the )?(?:an? )?(?:\w+ "
        r")?(?:employees?|workers?)|working"
        r" away|under contract|under a contract|salaried|contracted|on the permanent staff) (?:of|at|with"
        rf"|by|for|over at) {NAMED}",
        lambda found: say(found["s"], "work", f"at {found['x']}"),
    ),
    (
        "do earn make get draw collect spend clock put pull sit slave graft toil",
        rf"^{SOMEBODY} {HAVE}(?:(?:do|does|earns?|makes?|gets?|draws?|collects?|puts? in|pulls?|spends?) "
        r"(?:my|our|her|his|their|a|the)"
        rf" (?:own )?(?:nine-to-five|nine to five|9-to-5|9 to 5|shifts?|day job|hours|{_MONEY}|(?:working "
        r")?days|weekdays|working"
        r" hours|working week)(?: working)?|clock in|toil(?: away)?|slave away|graft|draw a salary"
        r"|sit(?: at a desk)?|am at my"
        rf" desk|earn) (?:over )?(?:at|with|from|for) {NAMED}",
        lambda found: say(found["s"], "work", f"at {found['x']}"),
    ),
    (
        "pays pay signs employs employer",
        rf"^{NAMED} (?:pays?|signs?|covers?|provides?) (?:for )?my (?:{_MONEY}|bills|rent|pay ?cheques?"
        r"|pay ?checks?)\b",
        r"I work at \g<x>",
    ),
    (
        "employer company firm place workplace pays boss work",
        rf"^{NAMED} {IS}(?:(?:my|our) (?:\w+ )?(?:employer|workplace|company|place of work|work|firm)"
        r"|(?:the|a) (?:company|firm"
        r"|place|outfit|business|one) (?:that |where |which |who )?(?:i (?:work|am working|am employed"
        r"|am)(?: for| at| by| with)?"
        rf"|employs me|pays me|pays my \w+|i earn my \w+(?: at)?))\b",
        r"I work at \g<x>",
    ),
    (
        "company firm place outfit business organisation employer employs pays who",
        r"^(?:the|my) (?:company|firm|place|outfit|business|organisation|employer)(?: now)?(?: (?:that "
        r"|which |where )?(?:i work"
        r" (?:for|at)|employs me|pays (?:me|my \w+)|i am (?:employed|working) (?:by|at|for)|i am at|i "
        rf"work))? {IS}(?:called "
        rf"|named )?{NAMED}",
        r"I work at \g<x>",
    ),
    (
        " ".join(_OFFICE.strip("(?:)").replace("|", " ").split()),
        rf"^(?:my|our) (?:current |main |day |full-time |part-time |new )*{_OFFICE} (?:is|are)(?: now| "
        r"over| still| currently)*"
        rf" (?:at|with|for) {NAMED}",
        r"I work at \g<x>",
    ),
    (
        "works working job desk office spot seat",
        rf"^{I} {HAVE}(?:have|had|got|hold|keep) (?:an?|my) (?:[\w-]+ )*(?:desk|office|job|position|post"
        r"|seat|spot|contract"
        rf"|permanent contract|place) (?:at|with) {NAMED}",
        r"I work at \g<x>",
    ),
    (
        "hired took taken employs employ recruited poached snapped gave headhunted signed brought offered",
        rf"^{NAMED} (?:has |have )?(?:just |recently |finally |now )*{_RECRUITED}",
        r"I joined \g<x>",
    ),
    (
        "signed gone went moved hopped jumped crossed switched come came headed transferred defected",
        rf"^{I} {HAVE}(?:signed (?:on |up |a contract )?(?:with|for)|(?:gone|went|come|came) (?:over )?to "
        r"(?:work (?:for|at)"
        r"|join)|(?:gone|went|moved|hopped|crossed|switched|headed|transferred|defected|jumped(?: ship)?"
        r"|changed|come|came)(?: jobs"
        rf"| employers?| companies)? (?:over|across|on)? ?to) {FIRM}",
        r"I joined \g<x>",
    ),
    (
        "found landed got secured bagged scored picked taken took accepted won gained",
        rf"^{I} {HAVE}(?:found|landed|got|secured|bagged|scored|picked up|taken|took|taken up|accepted|won"
        r"|gained|nabbed)"
        rf"(?: myself)? (?:an?|the|my)? ?(?:[\w-]+ ){{0,2}}?(?:work|employment|job|position|role|post|gig"
        r"|contract|place)"
        rf"(?: (?:over|down|up))? (?:at|with|for) {NAMED}",
        r"I joined \g<x>",
    ),
    (
        "hired taken recruited poached headhunted employed engaged contracted brought snapped",
        rf"^{I} {HAVE}(?:been )?(?:hired|taken on|recruited|poached|headhunted|snapped up|brought on board"
        r"|brought in|engaged)"
        rf" (?:by|at|with) {NAMED}",
        r"I joined \g<x>",
    ),
    (
        "day week month chapter career life",
        rf"^(?:(?:yesterday|today) was )?my first (?:day|week|month|shift)(?: \w+)? (?:at|with) {NAMED} "
        r"(?:was|went|is)\b",
        r"I joined \g<x>",
    ),
    (
        "started begun began opened",
        rf"^{I} {HAVE}(?:started|begun|began|opened) (?:an?|my) (?:[\w-]+ )*(?:job|role|chapter|career"
        r"|life|position|gig|stint"
        rf"|contract|post|work) (?:at|with) {NAMED}",
        r"I started at \g<x>",
    ),
    (
        "left quit traded swapped ditched exchanged dumped dropped abandoned deserted",
        rf"^{I} {HAVE}(?:left|quit|traded(?: in)?|swapped|ditched|exchanged|dumped|dropped|abandoned"
        r"|deserted|given up|gave up"
        r"|said goodbye to|resigned from|walked out of|replaced|jumped ship from|moved on from) "
        r"(?P<old>(?-i:[A-Z])[\w&'.-]*"
        r"(?: (?-i:[A-Z])[\w&'.-]*)+) (?:for|to (?:join|work (?:for|at))|in favour of|and (?:joined|went "
        r"to|moved to|now work"
        r" (?:for|at)|am now (?:at|with)|started at|signed with)|, (?:i am|i work|now i work|now i "
        r"am)(?: now)? (?:at|with|for))"
        rf" {NAMED}",
        r"I left \g<old> ; I joined \g<x>",
    ),
    (
        "contract job employment time career stint days chapter gig position tenure work adventure",
        r"^(?:my|our|the) (?:\w+ )?(?:contract|job|employment|time|career|stint|days|years|chapter|gig"
        r"|position|tenure|work"
        rf"|adventure|spell|post) (?:with|at|for) {NAMED} (?:{OVER}|did not get renewed|was (?:not renewed|cut|axed))",
        r"I left \g<x>",
    ),
    (
        "made shown parted walked finished done packed chucked jacked stormed stepped bailed turned said gave given"
        " thrown threw handed put tendered bid",
        rf"^{I} {HAVE}(?:been )?(?:made redundant|shown the door|parted (?:ways|company)|walked out"
        r"|finished|done|finished up"
        r"|packed in (?:my|the) (?:job|work)|chucked in (?:my|the) (?:job|work)|jacked in (?:my|the) "
        r"(?:job|work)|stormed out"
        r"|stepped down|bailed|given up my job|gave up my job|turned my back|said (?:goodbye|farewell)"
        r"|bid farewell|thrown in"
        rf" the towel|threw in the towel|cut ties|checked out|(?:handed|put|given|gave|sent|turned)(?: in)? (?:in )?my"
        r" (?:notice|resignation|badge)|clocked out for the last time|worked my last (?:day|shift)"
        r"|cleared (?:out )?my desk"
        rf"|moved on|been let go|let go|been axed|given the (?:sack|boot|push)|got the (?:sack|boot|push)) "
        rf"(?:by|at|with|from|of|on|to|in) {NAMED}",
        r"I left \g<x>",
    ),
    (
        "parted separated split done finished through cut went gone",
        rf"^{FIRM} and (?:i|me) (?:have |had |are |has )?(?:now |just |recently )*(?:parted|separated"
        r"|gone our separate ways"
        r"|went our separate ways|through|done|finished|cut ties)\b",
        r"I left \g<x>",
    ),
    (
        "fired sacked dismissed axed dropped canned binned got let terminated made kicked released ditched laid booted"
        " shown",
        rf"^{NAMED} (?:has |have )?(?:just |recently |finally |also )*{_DISMISSED} (?:me\b|my (?:job"
        r"|position|contract|role))",
        r"I left \g<x>",
    ),
    (
        "last final",
        r"^(?:(?:yesterday|today) was )?my (?:last|final) (?:day|week|shift|month)(?: \w+)? (?:at"
        rf"|with) {NAMED}(?: was| has"
        rf" been| went|{STOP})",
        r"I left \g<x>",
    ),
    (
        "employer works work works workplace",
        rf"^{NAMED} (?:is|are) (?:no longer|not) (?:my|our) (?:employer|workplace|boss|company)\b",
        r"I left \g<x>",
    ),
    (
        "packed chucked jacked binned given gave",
        rf"^{I} {HAVE}(?:packed|chucked|jacked|binned|given|gave|thrown|threw) (?:in )?(?:my|the) (?:\w+ "
        r")?(?:job|work|position)"
        rf"(?: in| up)? (?:at|with) {NAMED}",
        r"I left \g<x>",
    ),
)
