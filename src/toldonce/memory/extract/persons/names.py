"""What somebody is called, told in an order to sign, in an aside, by what their papers say."""

from __future__ import annotations

from toldonce.memory.extract.persons.parts import NAME, ONE_NAME, PLAINLY, STOP, Rule

_WRITE = (
    r"(?:(?:please|could you|can you|would you|will you|do|just|kindly|and|so|then)[, ]+)*(?:put|write|use|sign(?:"
    r" off)?"
    r"|say|enter|type|fill in|add|print|address|make|set|note(?: down)?)"
)
_SO = r"(?:since|as|for|because|which|that|it|,)"
_PAPER = (
    r"(?:passport|id|id card|birth certificate|driving licence|driver's license|licence|license|badge|name tag|cv"
    r"|papers"
    r"|contract|diploma|certificate)"
)

REPLACED: tuple[Rule, ...] = (
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
        "here",
        r"^(?:(?:hi|hey|hello|hiya|yo|oh|ok|okay|so|well)[,!]? )?"
        rf"{ONE_NAME} here(?= (?:lol|again|btw|haha|whats?|what|how|hi|hello|back|with|just|yo|sup|from|,))",
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
ADDED: tuple[Rule, ...] = (
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
)
