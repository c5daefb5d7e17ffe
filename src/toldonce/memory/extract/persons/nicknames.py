"""How somebody wants to be called, told the long way round."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import OLD_NAME, ONE_NAME, STOP

_THEM = (
    r"(?:(?:my |the |all |all my )?(?:friends|mates|pals|family|colleagues|team|team-?mates|classmates|everyone"
    r"|everybody|all and"
    r" sundry|people|lads|girls|boys|neighbours))"
)
_THERE = (
    rf"(?:(?:at|in|on|to|among|with|for) (?:{_THEM}|work|school|college|university|the (?:club|office|pub|gym"
    r"|team|choir)|home|online))"
)
_END = (
    r"(?=\s*[.!?]*$|\s?[,;:.)]|\s(?:now|from|instead|please|if|when|and|or|ok|okay|to|any|again|these|for|because"
    r"|since|in)\b)"
)

REPLACED: tuple[Rewording, ...] = (
    (
        "name",
        r"^(?:please )?(?:just )?(?:use|say|call me by|address me by) my (?:real|full|proper|own|actual|first) name"
        r"(?: again| from (?:now|here|today) on| instead| please)*\s?[,;:–-]+ ?(?:it is|that is|which is)"
        rf" {ONE_NAME}{STOP}",
        r"Call me \g<name> now",
    ),
    (
        "prefer like rather",
        rf"^(?:i (?:would )?(?:prefer|rather have|like) )?{ONE_NAME} (?:over|to|rather than|instead of"
        rf"|better than) {OLD_NAME}"
        rf"(?:,? please|,? when you \w+(?: to)? me| as (?:my |a )?(?:nick)?name)",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "now today on",
        rf"^from (?:today|now|this day|tomorrow|here)(?: on(?:wards)?)?,? (?:i am|it is|i will be|i go by|say"
        rf"|use) {ONE_NAME}{STOP}",
        r"Call me \g<name> now",
    ),
    (
        "drop forget leave skip",
        rf"^(?:you (?:can|may) |please )?(?:drop|forget|leave|skip"
        rf"|lose) {OLD_NAME}\s?[,;:.–-]+ ?(?:and )?(?:{ONE_NAME} is (?:what|how|the"
        r" name)\b.*|(?:it is|say|use|make it|call me) (?P<new>(?-i:[A-Z])\w+)\b.*)$",
        lambda found: f"Call me {found['name'] or found['new']} now, not {found['old']}",
    ),
    ("rename", rf"^(?:please )?rename me(?: to| as)?:? {ONE_NAME}{STOP}", r"Call me \g<name> now"),
    (
        "everybody everyone all friends",
        rf"^i am {ONE_NAME} to (?:everybody|everyone|all|(?:my|the) \w+)(?: now| these days)?{STOP}",
        r"Call me \g<name> now",
    ),
    (
        "use",
        rf"^(?:with me,? )?(?:please )?use (?:please )?{ONE_NAME} (?:please )?as (?:my |the |a )?name\b",
        r"Call me \g<name>",
    ),
    (
        "address salutation greeting",
        r"^(?:[\w ]{3,20} )?(?:form of address|salutation|greeting|how to address me)[^:\w]{0,3}: ?['\"]?(?:hi |hello"
        r" |dear )?"
        rf"{ONE_NAME}['\"]?(?:, no(?:t| longer) ['\"]?(?:hi |hello |dear )?(?P<old>(?-i:[A-Z])\w+)['\"]?)?"
        r"(?=,? please|\s*[.!]*$|,)",
        lambda found: f"Call me {found['name']}" + (f" now, not {found['old']}" if found["old"] else ""),
    ),
    (
        "address call nickname name",
        rf"^[^:?]{{0,40}}\b(?:address me|call me|my nickname|my name)\b[^:]{{0,12}}: {OLD_NAME} (?:becomes|is now"
        rf"|turns into|->|→)"
        rf" {ONE_NAME}{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "say saying call calling",
        rf"^(?:please )?(?:do not|never|stop|no longer) (?:say|call|calling|saying)(?: to)? me(?: any ?more)?"
        rf" {OLD_NAME}"
        rf"(?: any ?more)?,? (?:but |please |rather |and )*(?:say|call me|use) {ONE_NAME}\b",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "say call use make",
        rf"^{OLD_NAME} (?:does not|is no longer|no longer|is not) [\w ]{{3,30}}?[,;] (?:so )?(?:please )?(?:say|call"
        rf" me|use|make it)"
        rf" {ONE_NAME}\b",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "says say",
        rf"^now (?:everybody|everyone|people|they|my \w+) (?:all )?says? {ONE_NAME} to me\b",
        r"Call me \g<name> now",
    ),
    (
        "calls calling call",
        rf"^.{{0,40}}\bcall(?:s|ing)? me {OLD_NAME}(?: any ?more| any longer| now| these days)?\s?[,;:.–—-]+ ?(?:and "
        rf"|but )?"
        rf"(?:now )?(?:it is|i am|they say|they use)(?: now| always| only| just)* {ONE_NAME}(?: now)?{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "nicknamed dubbed calling",
        r"^(?:they|(?:my|the) (?:\w+ )?\w+|people|everyone|everybody) (?:(?:have |all |just )*(?:nicknamed|dubbed)|"
        r"(?:have )?(?:started|begun|took to|keep) calling) me"
        rf" {ONE_NAME}\b",
        r"Call me \g<name>;",
    ),
    (
        "calls call",
        rf"^(?:my \w+|they) calls? me {ONE_NAME},? and so (?:does|do) (?:everybody|everyone|\w+ \w+)\b",
        r"Call me \g<name>",
    ),
    (
        "real proper name",
        r"^(?:nobody|no one) uses my (?:real |full |proper )?name[,;:] (?:they (?:all )?say|they (?:all )?call me"
        rf"|everyone says|i am|it is) {ONE_NAME}\b(?: to everyone)?",
        r"Call me \g<name>",
    ),
    (
        "formal fine",
        rf"^(?:you do not have to|do not|no need to) be so formal[,;:–—-]+ ?{ONE_NAME} is (?:fine|enough|plenty)\b",
        r"Call me \g<name>",
    ),
    (
        "what how",
        rf"^{ONE_NAME}, that is (?:what|how) (?:they|people|everyone|everybody|my \w+) (?:all )?calls? me\b",
        r"Call me \g<name>",
    ),
    (
        "nickname",
        rf"^(?:i (?:go|am known) by the (?:nickname|name) {ONE_NAME}|.{{3,40}}[:,] (?P<other>(?-i:[A-Z])\w+), my"
        rf" nickname){STOP}",
        lambda found: f"Call me {found['name'] or found['other']}",
    ),
    ("mind team nickname job club", rf"^[^:;]{{3,40}}[:;] (?=call me {ONE_NAME})", ""),
    (
        "instead rather",
        rf"^(?:please )?call me {ONE_NAME} (?:instead of|rather than) {OLD_NAME}{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "nickname team now longer not",
        rf"^(?:[^:;]{{3,40}}[:;] )?i am {ONE_NAME} now,? (?:and )?(?:not|no longer) {OLD_NAME}(?: any ?more| any"
        rf" longer)?{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "say says",
        r"^(?:everyone|everybody|people|my \w+)(?: (?:at|in|on) [\w ]{3,20}?)? (?:says?|shouts?)"
        rf" {ONE_NAME} to me\b",
        r"Call me \g<name>",
    ),
    (
        "known called nicknamed goes",
        r"^i (?:am|have been|was) (?:now |always |also |widely |generally |better |best )*(?:known|called|nicknamed"
        r"|referred to) (?:to|by|among)"
        rf" {_THEM} (?:as|by the name of) (?:the )?{ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    (
        "known called nicknamed",
        r"^i (?:am|have been|was) (?:now |always |also |better |best |mostly |usually )*(?:known|called|nicknamed"
        rf"|referred to)(?: as)? (?:the )?{ONE_NAME}"
        rf"(?= (?:{_THERE}|ever since|since (?:school|my|i)|by (?:my|all|every|most)|these days|now|any))",
        r"Call me \g<name>, ",
    ),
    ("for", rf"^for you,? i am (?:just |simply |only )?(?:the )?{ONE_NAME}{_END}", r"Call me \g<name>"),
    (
        "known called go",
        rf"^[^;]{{2,60}}; (?:and |so )?i (?:am|go) (?:now )?(?:known as|called|by) {ONE_NAME}(?= now| these days"
        rf"|\s*[.!]*$)",
        r"Call me \g<name>",
    ),
    (
        "known called nicknamed",
        r"^(?:ever )?since [^,;.]{2,25},? i (?:have been|am) (?:known as|called|nicknamed|known to \w+ as) (?:the"
        rf" )?{ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    (
        "at to in on among with for",
        rf"^{_THERE},? (?:i am|they (?:all )?call me|everyone calls me|everybody calls me|people call me|i go by|i"
        r" am (?:called|known as)) (?:the )?"
        rf"{ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    (
        "prefer rather like love wish please pleased happy glad",
        r"^(?:i (?:would|should) (?:much |greatly |really |very much )*(?:prefer|rather|like|love|wish|be (?:happy"
        r"|glad|pleased))|i (?:now )?(?:prefer|wish"
        r"|want|like)|it would (?:please|suit) me)(?: to be| being| if i were|, if (?:possible|you please), to be)?"
        r" (?:addressed as|called|known as|referred"
        rf" to as|hailed as) (?:the )?{ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    ("rather", rf"^i would (?:much )?rather be {ONE_NAME}(?= (?:here|to you|now|from|in))", r"Call me \g<name>"),
    (
        "henceforth hereafter",
        r"^(?:henceforth|hereafter|hereinafter|from this day on|from today on|from here on)(?: in| out)?,? (?="
        r"(?:please |kindly |do )*(?:call|address)"
        r" me|i (?:would|should|wish|want|prefer))",
        "",
    ),
    (
        "nickname nicknames",
        rf"^my nickname (?:at|in|among|from) (?:my |the )?\w+(?: \w+)? is {ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    (
        "nickname",
        r"^(?:the nickname (?:that )?i (?:got|was given|earned|have|had)\b[^,;.]{0,25} is|(?:they|my \w+|people"
        r"|everyone|somebody) (?:gave|have given)"
        r" me the nickname|i (?:got|was given|earned|have|picked up) (?:the|a|my) (?:new )?nickname(?:,? (?:which"
        rf"|that) is|,|:| of)?) (?:the )?{ONE_NAME}\b",
        r"Call me \g<name>; ",
    ),
    (
        "nickname",
        rf"^my nickname (?:is|was) (?:no longer|not) {OLD_NAME}(?: any ?more| any longer)?(?:,|;| but|, but)+ (?:but"
        rf" |it is |now )*{ONE_NAME}{_END}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "calls call called nobody",
        rf"^(?:nobody|no one|hardly anyone) calls me {OLD_NAME}(?: any ?more| any longer| now| these"
        r" days)?[,;.:–—-]+ ?(?:but |and )?(?:i am|it is|they (?:all )?"
        rf"call me|everyone calls me|everybody calls me) (?:now |all )*{ONE_NAME}(?: now| these days| to (?:all"
        rf"|everyone|everybody))*{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "calling call",
        r"^(?:please |kindly |and |so |do )*(?:stop calling|do not call|never call|no longer call|quit calling) me"
        rf" {OLD_NAME}(?: any ?more| any longer| please)?,?"
        rf" (?:and |but |please |rather )*(?:call me|use|say|make it|it is|address me as) {ONE_NAME}\b(?: instead)?",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "not longer",
        rf"^(?:i am )?(?:not|no longer) {OLD_NAME}(?: any ?more| any longer)?\s?[,;:.–—-]+ ?(?:but |and |so |please "
        r"|just )*(?:call me|i go by|i am called"
        rf"|address me as) {ONE_NAME}\b",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "now not",
        rf"^(?:from (?:now|today) on,? |update: |now )?i am {ONE_NAME}(?: now| from now on)?(?: ok| okay| please)?,?"
        rf" (?:and )?not {OLD_NAME}(?: any ?more| any"
        rf" longer)?{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "use say drop address",
        r"^(?:you (?:can|may|could) |please |just )*(?:drop|skip|forget|leave out) (?:the|my) (?:formal(?:ities|"
        r" name)?|full name|real name|title|surname) and"
        rf" (?:just )?(?:use|say|call me) {ONE_NAME}{_END}",
        r"Call me \g<name>",
    ),
    (
        "use say",
        r"^(?:when(?:ever)? you (?:talk|speak|write|reply)(?: to me)?,? )(?:please |just )?(?:use|say)"
        rf" {ONE_NAME}{STOP}",
        r"Call me \g<name>",
    ),
    ("do", rf"^{ONE_NAME} will do\b,? .*\bname\b.*$", r"Call me \g<name>"),
    ("now on", rf"^{ONE_NAME} it is(?:,)? (?:from now on|from today on|henceforth)\b", r"Call me \g<name>"),
    (
        "used go by",
        rf"^i used to (?:be|go by|be called|be known as) {OLD_NAME},? (?:but |and )?(?:now |these days |nowadays )?"
        r"(?:it is|i am|i go by|call me|they call me"
        rf"|everyone calls me|everybody calls me|people call me|my \w+ call me) (?:now )?{ONE_NAME}(?= (?:to|now"
        r"|these)\b|\s*[.!?]*$)",
        r"Call me \g<name> now, not \g<old>",
    ),
)
ADDED: tuple[Rewording, ...] = (
    (
        "calls call",
        rf"\b(?:everyone|everybody|people|they|my \w+)(?: (?:at|in|from) \w+)?(?: all)? calls? me {ONE_NAME} now\b",
        r"Call me \g<name> now",
    ),
    ("nickname", rf"\b{ONE_NAME},? (?:and )?(?:that|which|it) is my nickname\b", r"Call me \g<name>"),
    (
        "everyone everybody people friends",
        r"^(?:i am|my name is) .{2,40}?,? (?:but|and|though|yet) (?:everyone|everybody|people|(?:my |most )?friends"
        r"|most people) (?:just |all |simply |always |only )*(?:uses?|calls? me|goes? with|shortens? it to)"
        rf" {ONE_NAME}{STOP}",
        r"Call me \g<name>",
    ),
    ("short", rf"^(?:i am|my name is) .{{2,40}}?,? (?:or )?{ONE_NAME} for short\b", r"Call me \g<name>"),
    (
        "name mouthful manages pronounce pronounces spell spells",
        rf"^.{{5,80}}?[,;:–—-] ?(?:so |but |just )*{ONE_NAME} will do(?: nicely| fine)?{STOP}",
        r"Call me \g<name>",
    ),
    (
        "what how",
        rf"\b{ONE_NAME}['\"]?(?: came)?,? (?:and )?(?:that|which) is (?:what|how) (?:i (?:prefer|like|want|wish) to be"
        r" (?:called|addressed)|(?:they|people|everybody|everyone|my \w+) (?:all )?calls? me)(?P<now> now)?\b",
        lambda found: f"Call me {found['name']}{found['now'] or ''}",
    ),
    ("answer", rf"\bi (?:only )?answer to {ONE_NAME} (?:now|these days)\b", r"Call me \g<name> now"),
    (
        "nickname",
        rf"\b{ONE_NAME} as (?:a|my|the) (?:new )?nickname(?:, please| now"
        rf"|{STOP[3:-1]})",
        r"Call me \g<name> now",
    ),
    (
        "suits",
        rf"^{ONE_NAME} suits me (?:better|more) than {OLD_NAME},? (?:so|please)\b",
        r"Call me \g<name> now, not \g<old>",
    ),
    (
        "formerly previously once",
        rf"^(?:\w+,? ){{0,3}}?(?:from )?{ONE_NAME},? (?:formerly"
        rf"|previously) (?:known as )?{OLD_NAME}{STOP}",
        r"Call me \g<name> now, not \g<old>",
    ),
)
