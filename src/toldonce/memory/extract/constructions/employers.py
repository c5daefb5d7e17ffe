"""For whom somebody works, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.constructions.parts import BE, CAPITAL, FIRM, HAVE, IS, NAMED, OVER, SOMEBODY, STOP, I, say
from toldonce.memory.extract.english.cued import Rewording

_OFFICE = (
    r"(?:job|position|role|post|work|office|desk|place of work|workplace|employment|nine-to-five|day job|gig"
    r"|career)"
)
_MONEY = (
    r"(?:money|living|keep|salary|wages?|payslips?|crust|bread|pay|pay cheque|paycheck|pay packet|dough|daily bread"
    r"|income)"
)
_RECRUITED = (
    r"(?:hired me|has hired me|took me on|taken me on|employs? me|recruited me|poached me|snapped me up"
    r"|gave me (?:a|the|my) "
    r"(?:\w+ )?(?:job|position|chance|contract)|headhunted me|signed me|brought me on board|offered me "
    r"(?:a|the) (?:\w+ )?"
    r"(?:job|position|role) (?:,|and) i (?:accepted|took it|said yes)"
    r"|made me an offer (?:that i (?:accepted|took|could not refuse)|(?:, )?(?:and )?(?:so )?i (?:have"
    r" )?(?:accepted|took it|taken it"
    r"|said yes)))"
)
_DISMISSED = (
    r"(?:fired|sacked|dismissed|axed|dropped|canned|binned|got rid of|let go of|terminated|made(?= me redundant)"
    r"|kicked out"
    r"|released|ditched"
    r"|laid off|booted|shown the door)"
)

_AT_IT = (
    r"(?:work (?:for|at|with)|am (?:with|at|employed by|employed at|working for|working at)|earn my \w+ (?:at|with))"
)

RULES: tuple[Rewording, ...] = (
    # for whom
    (
        "not",
        rf"^(?:[^,;:–—]{{3,40}} ?[,;:–—-] )?(?:it is |it was )?not {CAPITAL}(?: {CAPITAL}){{0,3}} ?,? "
        rf"(?:that |who |which )?{I} {_AT_IT}"
        rf" ?(?:,|;|-|–|—)? (?:it is|but) (?:now )?{NAMED}",
        r"I work at \g<x>",
    ),
    (
        "it",
        rf"^it is (?:now )?{NAMED} ?,? (?:that |who |which )?{I} (?:now )?{_AT_IT}"
        r"(?=\s*$|\s?[,;.–—-]|\s(?:not|now|and)\b)",
        r"I work at \g<x>",
    ),
    (
        "code software firmware apps games",
        rf"^{I} {HAVE}(?:write|develop|build|make|test|writing|developing|building|testing) (?:the )?"
        rf"(?:code|software|firmware|apps|games) (?:for|at) {NAMED}{STOP}",
        r"I work at \g<x>",
    ),
    (
        "startup start-up company firm agency studio outfit employer",
        rf"^{I} {HAVE}(?:went|gone|going|go) with (?:an?|the|this) (?:[\w-]+ )*(?:startup|start-up|company|firm|agency"
        rf"|studio|outfit|employer) (?:called|named|by the name of) {NAMED}",
        r"I work at \g<x> now",
    ),
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
    (
        "boss manager colleagues coworkers workmates team supervisor desk shifts",
        rf"^(?:my|our) (?:line |new |old )?(?:boss|manager|colleagues|coworkers|workmates|team|supervisor|desk"
        r"|shifts?) "
        rf"(?:over )?at {NAMED} (?=(?:is|are|has|have|says|keeps?|wants?|likes?|starts?)\b)",
        r"I work at \g<x> ; they ",
    ),
    (
        "employs employ employing",
        rf"^{NAMED} (?:no longer|does not|has stopped) (?:employs?|employing) me\b",
        r"I left \g<x>",
    ),
    (
        "jumped defected signed",
        rf"^{I} {HAVE}(?:(?:jumped ship|defected) (?:to|for)|signed (?:(?:on|up|a contract) )?with"
        rf"|signed (?:on|a contract) (?:to|for)) {NAMED}",
        r"I joined \g<x>",
    ),
    (
        "handed turned gave handing cleared",
        rf"^{I} {HAVE}(?:handed|turned|gave) (?:in )?my (?:badge|pass|keys|notice|laptop|resignation)(?: back)? "
        rf"(?:in|back)? ?(?:at|to) {NAMED}",
        r"I left \g<x>",
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
        "hired took taken employs employ recruited poached snapped gave headhunted signed brought offered made",
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
        rf"^{I} {HAVE}(?:been |got )?(?:hired|taken on|recruited|poached|headhunted|snapped up|brought on board"
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
        "changed switched",
        rf"^{I} {HAVE}(?:changed|switched) (?:employers?|jobs?|compan(?:y|ies)|firms?) ?(?:[,:;–—-]|and)?"
        rf" (?:now )?(?:it is|i am (?:now )?(?:at|with)|i work (?:at|for)) (?:now )?{NAMED}",
        r"I joined \g<x>",
    ),
    (
        "renewed extended",
        r"^(?:my|the) (?:work |job |employment |fixed-term )*contract (?:was|has|did)(?: been)? not (?:been |get )?"
        r"(?:renewed|extended)\b",
        "I lost my job",
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
        r"^(?:(?:my|our|the|that) (?:\w+ )?)?(?:contract|job|employment|time|career|stint|days|years|chapter|gig"
        r"|position|tenure|work"
        rf"|adventure|spell|post) (?:with|at|for) {NAMED} (?:{OVER}|did not get renewed|was (?:not renewed|cut|axed))",
        r"I left \g<x>",
    ),
    (
        "moved cleared clocked worked made shown parted walked finished done packed chucked jacked stormed stepped"
        " bailed turned said gave given"
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
        rf"^{NAMED} and (?:i|me) (?:have |had |are |has )?(?:now |just |recently )*(?:parted|separated"
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
