"""What somebody is called, told in an order to sign, in an aside, by what their papers say."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.persons.parts import NAME, ONE_NAME, PLAINLY, STOP

_WRITE = (
    r"(?:(?:please|could you|can you|would you|will you|do|just|kindly|and|so|then)[, ]+)*(?:put|write|use|sign(?:"
    r" off)?"
    r"|say|enter|type|fill in|add|print|address|make|set|note(?: down)?)"
)
_SO = r"(?:since|as|for|because|which|that|it|,)"
_PAPER = (
    r"(?:passport|id|id card|birth certificate|driving licence|driver's license|licence|license|badge|name tag|cv"
    r"|papers"
    r"|contract|diploma|certificate|email signature|signature|name plate)"
)

REPLACED: tuple[Rewording, ...] = (
    (
        "this it",
        rf"^(?:\w+,? ){{0,2}}?(?:it|this) is {ONE_NAME} (?:speaking|writing|typing|talking|again|here"
        rf"|who (?:writes|is"
        r" writing|speaks|is speaking|talks|asks|is asking))\b",
        r"My name is \g<name>; ",
    ),
    (
        "this",
        rf"^(?:hi|hello|hey|everyone|everybody|all|team|good \w+),? this is {ONE_NAME}(?:,? (?:and )?that is me"
        rf"|,? (?=i (?:am|have"
        rf"|need|want|would|was)\b)|{STOP})",
        r"My name is \g<name>; ",
    ),
    ("again", rf"^(?:hi|hello|hey|hiya),? {ONE_NAME} (?:again|back)(?: here)?{STOP}", r"My name is \g<name>"),
    (
        "here",
        rf"^(?:nice|good|lovely|pleased|glad|great) to (?:meet|see|know) you,? {ONE_NAME} (?:here|speaking)\b",
        r"My name is \g<name>",
    ),
    ("name", rf"^as (?:for|to) my name,? (?:it is )?{NAME}{STOP}", r"My name is \g<name>"),
    (
        "wedding married marriage",
        rf"^(?:since the wedding|since i (?:got )?married|after the wedding|by marriage"
        rf"|now that i am married),? (?:i am|my name is"
        rf"|i am called) (?:now )?{NAME}{STOP}",
        r"My name is \g<name> now",
    ),
    (
        "name surname",
        rf"^i (?:go by|use|took|have taken|write under) my (?:new )?(?:married|husband's|wife's) (?:sur"
        rf"|last )?name(?: now)?,"
        rf" {NAME}(?: now)?{STOP}",
        r"My name is \g<name> now",
    ),
    (
        "renamed",
        rf"^i (?:have been|was|am|have|got)(?: officially| now)? renamed(?: myself)?(?: to|:|,"
        rf"|; it is)? {NAME}(?=\s*[.!]*$| now\b|,)",
        r"My name is \g<name> now",
    ),
    (
        "misspelled misspelt spelled spelt wrote",
        rf"^(?:you|they|somebody|someone|the form|my \w+) (?:keep |kept |always |have |has )*(?:misspell(?:ed|ing)?"
        rf"|misspelt|mis-spelt"
        rf"|got|wrote|spelled|spelt) my name(?: wrong(?:ly)?)?[,:;.]? (?:it is |should be |write "
        rf"|the right spelling is )+{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "present introduce",
        rf"^(?:i (?:present|introduce) myself|let me (?:present|introduce) myself) ?[:,;] ?{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "again here",
        rf"^(?:hey|hi|hello|hiya),? it is {ONE_NAME} again\b",
        r"My name is \g<name>; ",
    ),
    (
        "intro introduction",
        rf"^(?:a )?(?:quick |short |brief )?intro(?:duction)?[^:–—-]{{0,30}}\s?[:–—-]\s?{ONE_NAME} (?:here|speaking)\b",
        r"My name is \g<name>; ",
    ),
    (
        "tag badge",
        rf"^my (?:name ?tag|name ?badge|name ?plate) (?:says|reads) {NAME}\b(?= but|{STOP[3:-1]})",
        r"My name is \g<name>",
    ),
    ("called", rf"^(?:being|to be) called {NAME} (?=is\b|has\b|means\b|was\b)", r"My name is \g<name>; it "),
    ("name", rf"^with a name like (?:mine,? )?{NAME},? (?=(?:i|my|nobody|people)\b)", r"My name is \g<name>; "),
    (
        "announce introduce announced",
        rf"^they (?:will |are going to )?(?:announced?|introduced?) me as {NAME}{STOP}",
        r"My name is \g<name>",
    ),
    ("only", rf"^i (?:was|am) the only {ONE_NAME} (?:in|at|on) my\b", r"My name is \g<name>;"),
    (
        "people two three one",
        rf"^there are (?:two|three|four) (?:people )?(?:called |named )?{ONE_NAME}s? (?:in|on|at) my [\w ]+ and i am"
        r" one\b",
        r"My name is \g<name>",
    ),
    (
        "introduced introduce",
        rf"^i (?:always |usually )?introduced? myself(?: to \w+)? as {NAME}\b",
        r"My name is \g<name>; ",
    ),
    (
        "name chose picked",
        r"^(?:my (?:parents|mother|father|mum|mom|dad|folks)|they) (?:chose|picked|settled on|went for|gave me"
        r"|decided on) (?:the name )?"
        rf"{NAME}(?: as my name| for me| when i was born| at birth){STOP}",
        r"My name is \g<name>",
    ),
    (
        "name",
        rf"^(?:i (?:got|have|bear)|(?:they|my \w+) gave me) the name (?:of )?{NAME}(?= from| after|{STOP})",
        r"My name is \g<name>",
    ),
    ("name", rf"^i have (?:an? |quite a |such a )(?:[a-z]+ ){{0,3}}name(?:,|:) {NAME}{STOP}", r"My name is \g<name>"),
    ("name", rf"^my name is (?-i:[a-z' ]{{3,40}}?)(?:,|:) {NAME}{STOP}", r"My name is \g<name>"),
    ("name", rf"^(?:the )?(?:proper |whole )?name is {NAME}(?: btw| lol| by the way)?{STOP}", r"My name is \g<name>"),
    ("proper whole", r"^my (?:proper|whole) name (?=is\b)", r"My full name "),
    (
        "name",
        rf"^i (?:told (?:them|him|her|everyone|you|\w+)|said)(?: that)? my name (?:is|was) {NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "me",
        rf"^(?:it is )?(?:only |just )?me(?: again)?(?:,|:| –)? {NAME}(?: again| here)?{STOP}",
        r"My name is \g<name>",
    ),
    (
        "its",
        rf"^its (?:me,? )?{ONE_NAME}(?: again| here)?(?=\s*[.!?]*$|, (?:that is my name|hi|hello|again))",
        r"My name is \g<name>",
    ),
    (
        "officially",
        rf"^(?:officially,? )(?=my name|i am)|^i am officially (?=(?-i:[A-Z])\w+{STOP})",
        lambda found: "" if found[0].casefold().startswith("off") else "My name is ",
    ),
    ("name mine", rf"^{ONE_NAME} is an? (?:\w+ ){{1,2}}name\b.*\b(?:it|that) is mine\b.*$", r"My name is \g<name>"),
    (
        "name",
        r"^i (?:now |just |always |still )*(?:go by|use|sign with|answer to|sign off with|write under) my"
        rf" {PLAINLY}name"
        rf"(?:,| :|:| -| –)?(?: (?:which|that|and it) is)? {NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "says reads say states passport badge id licence license certificate",
        rf"^(?:(?:on|in) )?my {_PAPER},? (?:it )?(?:says|reads|states|shows|has) (?:i am |my name is )?{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "im heyy heyyy heyyyy hii hiii heya heyo yo sup",
        rf"^(?:h+e+y+[oa]?|h+i+|yo+|sup|oi|ello)[,!]? (?:(?:i am|it is|this is) {NAME}(?: here)?|(?P<here>"
        r"(?-i:[A-Z])\w+)"
        rf" here){STOP}",
        lambda found: f"My name is {found['name'] or found['here']}",
    ),
    (
        "here speaking",
        r"^(?:(?:hi|hey|hello|hiya|yo|oh|ok|okay|so|well)(?: again)?[,!]? )?"
        rf"{ONE_NAME} (?:here|speaking)(?=; | (?:lol|again|btw|haha|whats?|what|how|hi|hello|back|with|just|yo|sup"
        r"|from|,))",
        r"My name is \g<name>; ",
    ),
    ("myself", rf"^myself {NAME}{STOP}", r"My name is \g<name>"),
    (
        "who name",
        rf"^(?:who am i|what is my name|my name)\? (?:it is |i am )?{NAME}{STOP}",
        r"My name is \g<name>",
    ),
    ("name", rf"^(?:my )?name being {NAME}, ", r"My name is \g<name>; "),
    ("name names", rf"^(?:the |my )?names {NAME}(?=\s*[.!?]*$|\s?[,;.]|\s(?:btw|lol|by)\b)", r"My name is \g<name>"),
)
ADDED: tuple[Rewording, ...] = (
    (
        "name",
        rf"\bmy {PLAINLY}name(?-i:(?: [a-z]+){{0,4}})(?:,|;|:) (?:it is|which is|and it is|that is) {NAME}"
        rf"(?={STOP[3:-1]}| and\b)",
        r"My name is \g<name>",
    ),
    ("me", rf"\b(?:about|for|from|to) me, {NAME}(?={STOP[3:-1]}| and\b)", r"My name is \g<name>"),
    (
        "me",
        rf"\b(?:called|named) {NAME}, (?:just )?(?:like me|that is,? (?:for |to )?me|and that is me)\b",
        r"My name is \g<name>",
    ),
    (
        "name called",
        rf"\b{NAME}\b[^,;?]{{0,40}}?,? (?:and |since |as |for |because |so )?(?:which|that|it|this) is (?:also )?"
        rf"(?:my {PLAINLY}name|what i am"
        r" called|my own name)\b(?! for| of)",
        r"My name is \g<name>",
    ),
    (
        "me",
        r"\b(?:addressed to|says|said|called|booking for|book(?:ed)? for|under|named|reads|signed|in the name of"
        rf"|out to|label for) {NAME},"
        r" (?:and |so )?(?:which|that) is me\b",
        r"My name is \g<name>",
    ),
    ("name", rf"\b{NAME}, my {PLAINLY}name{STOP}", r"My name is \g<name>"),
    (
        "name",
        rf"\bmy {PLAINLY}name(?: (?:wrong|again|right|yet|on it|on the \w+|properly|correctly|in full|please|with"
        r" you))*(?:,|:|;| –| -) "
        rf"?(?:it is |which is |and it is |that is )?{NAME}(?={STOP[3:-1]}| with\b| and not\b)",
        r"My name is \g<name>",
    ),
    ("name", rf"\bmy {PLAINLY}name,? (?:and|so) i (?:said|wrote|put|told them) {NAME}{STOP}", r"My name is \g<name>"),
    (
        "name",
        rf"\bcalls? me {NAME}, (?:the name (?:she|he|they) (?:gave|chose for) me|which is my)",
        r"My name is \g<name>",
    ),
    ("mug name", rf"\bmy name on (?:it|them|the \w+),? so (?:put|write|print) {NAME}\b", r"My name is \g<name>"),
    (
        "address letter",
        rf"\b(?:address|write|send) (?:the |this |it )?(?:\w+ )?to me, {ONE_NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "name",
        rf"\b(?:with|by|use|using|under|put|write|of|signed|sign|in|from|to) my {PLAINLY}name,? (?:which|that|and"
        r" it) is"
        rf" {NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "name",
        rf"\b(?:with|by|use|using|under|put|write|signed|sign|in) my {PLAINLY}name(?:,|:) {ONE_NAME}{STOP}",
        r"My name is \g<name>",
    ),
    (
        "name me",
        rf"^{_WRITE}(?: (?:it|this|that|the \w+|off|me|down|in))?(?: (?:out to|to|as|with|for|from))?"
        rf" {NAME}\b[^,;?]{{0,50}}?"
        rf"(?:, | ){_SO}(?: (?:that|it|this))? (?:is|being) (?:my {PLAINLY}name|what i am called|me)\b",
        r"My name is \g<name>",
    ),
    (
        "name",
        rf"\b{NAME}\b[^,;?]{{0,40}},? (?:that being my {PLAINLY}name|my {PLAINLY}name,? (?:i mean|that is|obviously"
        rf"|of course))\b",
        r"My name is \g<name>",
    ),
)
