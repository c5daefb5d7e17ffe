"""What relatives and animals are called, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.constructions.parts import ADV, BEAST, KIN, NAME, STOP, WHOSE, I
from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.english.people import ADJECTIVE

_CALLED = (
    r"(?:goes by|answers to|is known as|responds to|listens to|bears|carries|has|was given|was christened"
    r"|was baptised|was"
    r" named|got|is registered as|is addressed as|was called|is spelled|goes under|is nicknamed"
    r"|introduces (?:herself|himself)"
    r" as)(?: the (?:lovely |beautiful )?name(?: of)?)?"
)
_CHILD = (
    r"(?:eldest|youngest|oldest|firstborn|little one|baby|kid|child|boy|girl|little boy|little girl|baby boy"
    r"|baby girl|newborn|only child|middle child)"
)

RULES: tuple[Rewording, ...] = (
    # somebody else by now
    (
        "new",
        rf"^{I} (?:have|have got|got) an? (?:brand )?new {KIN}(?: now)?(?: ,| :| –| —| -| ;| and| called| named"
        rf"| whose| who"
        rf"| is| his| her| their| name| he| she| they| are)+ {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "days nowadays moment currently now",
        rf"^my {ADJECTIVE}{KIN} (?:these days|nowadays|at the moment|currently|now) is (?:now )?(?:called )?{NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    # names of relatives and animals
    (
        "name",
        rf"^{NAME} is the name (?:that )?(?:my parents|they|we|i|everybody|everyone) (?:gave|chose for|picked for|call"
        rf"|calls|use for|know) (?:to )?(?P<who>{WHOSE}{ADJECTIVE}(?:{KIN}|{BEAST}))\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "grew raised brought",
        rf"^{I} (?:grew up|was raised|were raised|was brought up) with (?:an? |one |my ){ADJECTIVE}{KIN}"
        rf" (?:called|named|,|by the name of) {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "are",
        rf"^{NAME} and (?P<other>(?-i:[A-Z])\w+) are my (?:\w+ )?(?P<kin>brother|sister|cousin|uncle|aunt|niece|nephew"
        r"|friend|flatmate|grandparent|parent)s\b",
        r"my \g<kin>'s name is \g<name> ; my \g<kin>'s name is \g<other>",
    ),
    (
        "eldest oldest youngest",
        r"^the (?:eldest|oldest|youngest) of my (?:\w+ )?(?P<kin>brother|sister|cousin|uncle|aunt|niece|nephew|daughter"
        rf"|son)s is (?:called )?{NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "since from",
        rf"^(?P<who>{WHOSE}{ADJECTIVE}{KIN}) (?:since|from) (?:\w+ ){{1,3}}is (?:called )?{NAME}",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "been",
        rf"^{NAME} has (?:always )?been (?P<who>{WHOSE}{ADJECTIVE}{KIN})\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "have got mentioned told",
        rf"^the (?:only |one |other )?{KIN} (?:that |who )?i (?:have(?: got)?|mentioned|told you (?:about|of)) is "
        rf"(?:called |named )?{NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    ("my our", rf"^(?P<who>{WHOSE}{ADJECTIVE}{KIN}) : {NAME}{STOP}", r"\g<who>'s name is \g<name>"),
    (
        "side",
        rf"^{NAME} is (?P<who>{WHOSE}{ADJECTIVE}{KIN}) on (?:my|the) (?:\w+'s|maternal|paternal|other) side\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "little dear old poor young sweet",
        rf"^(?P<who>{WHOSE}{ADJECTIVE}{KIN}) , (?:little |dear |old |poor |young |sweet )+{NAME} ,",
        r"\g<who>'s name is \g<name> ; \g<name>",
    ),
    (
        "name",
        rf"^{NAME} is (?:the name of|what i named) (?P<who>{WHOSE}{ADJECTIVE}(?:{KIN}|{BEAST}))\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "call calls named called",
        rf"^{NAME} is (?:what|how) (?:i|we|everybody|everyone|people) (?:call|calls|named|called|address) "
        rf"(?P<who>{WHOSE}{ADJECTIVE}"
        rf"(?:{KIN}|{BEAST}))\b",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "call named called christened",
        r"^(?:i|we|my parents|they|everybody|everyone|mum and dad|my mother|the kids|the children) "
        r"(?:have |just )?(?:call|calls"
        rf"|named|called|christened|decided to (?:call|name)|baptised) (?P<who>{WHOSE}{ADJECTIVE}(?:{KIN}"
        rf"|{BEAST})) (?:,|:)? ?{NAME}",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "goes answers known responds listens bears carries has was got registered addressed called spelled nicknamed"
        " introduces",
        rf"^(?P<who>{WHOSE}{ADJECTIVE}(?:{KIN}|{BEAST})) {ADV}{_CALLED} {NAME}{STOP}",
        r"\g<who>'s name is \g<name>",
    ),
    (
        "are",
        rf"^{NAME} and (?:i|me ,? ?we) are (?P<kin>sister|brother|sibling|twin|cousin)s\b",
        r"\g<name> is my \g<kin>",
    ),
    (
        "brother sister son daughter father mother uncle aunt dad mum parent mom nephew niece",
        rf"^{I} am (?:the |a )?(?:proud |happy |new )*(?:father|mother|dad|mum|mom|parent|parents|mama"
        rf"|papa)(?:s)? (?:of|to) {NAME}{STOP}",
        r"my child's name is \g<name>",
    ),
    (
        "son daughter",
        rf"^{I} am (?:the )?(?:only |eldest |youngest )?(?:son|daughter) of {NAME}{STOP}",
        r"my parent's name is \g<name>",
    ),
    (
        _CHILD.strip("(?:)").replace("|", " "),
        rf"^{NAME} ,? ?(?:is )?(?:my|our) (?:\w+ )?(?P<kin>{_CHILD})\b",
        r"my child's name is \g<name>",
    ),
    (
        _CHILD.strip("(?:)").replace("|", " "),
        rf"^(?:my|our) (?:sweet |dear |lovely |new )*(?P<kin>{_CHILD}) (?:is (?:called|named)|'s name is"
        rf"|,)? ?{NAME}(?=\s*$|\s)",
        r"my child's name is \g<name> ; \g<name>",
    ),
    (
        "children kids sons daughters",
        rf"^{NAME}(?:,)? and (?P<other>(?-i:[A-Z])\w+) are (?:my|our) (?:\w+ )?(?:children|kids|sons"
        r"|daughters|boys|girls|twins|little ones)\b",
        r"my child's name is \g<name> ; my child's name is \g<other>",
    ),
    (
        "children kids sons daughters boys girls twins",
        r"^(?:my|our) (?:\w+ )?(?:children|kids|sons|daughters|boys|girls|twins|little ones) (?:are|are "
        r"called|are named|,|go by)"
        rf"(?: called)? {NAME}(?:,)? and (?P<other>(?-i:[A-Z])\w+)",
        r"my child's name is \g<name> ; my child's name is \g<other>",
    ),
    (
        "birth born delivered",
        r"^(?:my (?:wife|partner|girlfriend)|i) (?:has |have )?(?:just |finally )?(?:gave birth|given "
        r"birth) to (?:an? |our |my )?(?:\w+ )*?"
        rf"(?P<kin>son|daughter|boy|girl|baby|child)(?: ,| named| called)* {NAME}",
        r"my child's name is \g<name>",
    ),
    (
        "name",
        rf"^(?P<who>{WHOSE}{ADJECTIVE}(?:{KIN}|{BEAST})) ,? ?(?:his|her|its|whose) name is {NAME} ,? ?",
        r"\g<who>'s name is \g<name> ; \g<name> ",
    ),
    (
        "there family",
        rf"^(?:in (?:my|our) family ,? ?)?there is (?:also )?(?:an?|one) {ADJECTIVE}{KIN} (?:in (?:my|our) "
        rf"family |of mine )?(?:called|named|,|by the name of) {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "raising have has includes family",
        rf"^(?:{I} (?:am|are) (?:raising|bringing up)|(?:my|our) family (?:has|includes)) (?:an?"
        rf"|one) {ADJECTIVE}{KIN} (?:called|named|,|by the name of) {NAME}",
        r"my \g<kin>'s name is \g<name>",
    ),
    (
        "mother father mum mom dad husband wife",
        rf"^{I} am {NAME}'s (?P<role>mother|father|mum|mom|dad|mama|papa|parent){STOP}",
        r"my child's name is \g<name>",
    ),
    (
        "husband wife partner girlfriend boyfriend",
        rf"^{I} am {NAME}'s (?:husband|wife|partner|girlfriend|boyfriend|fianc[ée]e?){STOP}",
        r"\g<name> and I are together",
    ),
)
