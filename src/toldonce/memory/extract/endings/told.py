"""That what the assistant was told does not hold any more: what it was to do, to leave, to call the user."""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import (
    AT_END,
    BAN,
    CALLED,
    EVERYTHING,
    FOR_ME,
    HAS,
    HOW,
    LIFTED,
    NO_MORE,
    ORDER,
    PLEASE,
    RULE,
    THING,
    YOU_MAY,
    frame,
)

_NAME = r"(?P<x>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?)"
_NEEDED = (
    r"(?:needed|required|necessary|wanted|expected|called for|important|essential|useful|desired|welcome|helpful"
    r"|compulsory|mandatory|obligatory|a must|something you (?:need|have) to do)"
)
_BANNED = (
    r"(?:banned|forbidden|off[- ]limits|prohibited|taboo|a no-?go|a problem|an issue|a no-no|verboten|out of bounds"
    r"|off the (?:table|menu|cards)|a sore (?:point|subject)|a touchy subject|unwelcome)"
)
_FINE = (
    r"(?:fine|ok|okay|alright|all right|allowed|welcome|good|permitted|acceptable|no problem|not a problem|back on the"
    r" (?:menu|table)|back in|cool|great|in order|fair game)"
)
_AGAIN = r"(?: (?:by|with|for) me| again| now| after all| from now on| any ?more| these days| from here on| once more)+"
_FORGET = (
    r"(?:forget(?: about)?|ignore|disregard|scrap|cancel|undo|drop|lift|withdraw|revoke|retract|rescind|take back"
    r"|scratch|strike|never mind|delete|remove|erase|bin|ditch|overrule|override|reverse)"
)
_LAID_DOWN = (
    r"(?:rules?|requests?|instructions?|wish(?:es)?|bans?|orders?|demands?|policy|restriction|prohibition|guideline"
    r"|requirement|embargo|moratorium|preference|limit)"
)
_SAID = (
    rf"(?:what(?:ever)? (?:i|we) (?:said|told you|asked|wrote|mentioned)(?: earlier| before| you| once)*(?: (?:about"
    rf"|on|for"
    rf"|regarding))?|(?:that|when) (?:i|we) (?:said|told you|asked(?: you)?|wrote)(?: that)?|everything i said about"
    rf"|(?:my|the|that) (?:(?:earlier|previous|old|silly) )*{_LAID_DOWN} (?:about|on|for|to|of|regarding|that you"
    rf"|against))"
)
_LEAVE_OUT = (
    r"(?:drop|lose|skip|ditch|scrap|bin|leave out|leave off|do away with|do without|dispense with|lay off|ease up on"
    r"|cut"
    r"(?: out)?(?: on)?|go easy on|forget(?: about)?|stop(?: with)?|kill|can|omit|get rid of|remove|spare me|knock off"
    r"|give up|cease|quit|put an end to|tone down|cool it with|retire|abandon|knock it off with|not bother with"
    r"|ignore)"
)

TOLD_OVER = (
    frame(
        ORDER,
        "drop lose skip ditch scrap bin leave do dispense lay ease cut go forget stop kill can omit get remove spare"
        " knock give cease quit put tone cool retire abandon not ignore",
        rf"{YOU_MAY}(?!i\b|we\b){_LEAVE_OUT} (?:the|those|that|all the|these|your|my) (?P<x>(?!(?:first|second|third"
        rf"|last|next|other)\b)[\w'&-]+(?: [\w'&-]+){{0,5}}?)"
        rf"(?:{_AGAIN}| please| if you like| altogether| already| thing| stuff| completely)*{AT_END}",
    ),
    frame(
        ORDER,
        "enough tired sick bored fed",
        rf"(?:(?:i am|that is|i have had|ok|okay|that will do)\s)*(?:enough (?:with|of)|{HOW}"
        rf"(?:tired|sick|bored|fed up) (?:of|with)) (?:the|all the|those|these|your) {THING}{AT_END}",
    ),
    frame(
        ORDER,
        "longer not more",
        rf"{THING}(?: is| are)? (?:no longer|not) {HOW}{_NEEDED}"
        rf"(?P<end> any ?more| any longer| now| from now on|(?<=longer needed)|)",
    ),
    frame(
        ORDER,
        "need want require care expect",
        rf"(?:i|we|you) (?:no longer|do not) (?:need|want|require|care (?:for|about)"
        rf"|have to (?:give me|bother with|use|include|add)) {THING}(?: each time| every time)? (?:{NO_MORE}|from now"
        rf" on)",
    ),
    frame(
        ORDER,
        "need want require expect longer",
        rf"(?:i|we|you) no longer (?:need|want|require|expect) (?!to\b|you\b){THING}"
        rf"(?: each time| every time)?{AT_END}",
    ),
    frame(
        ORDER,
        "fun nice great good while back normal",
        rf"{THING} (?:was|were) (?:fun|nice|great|good|funny|useful|helpful)"
        rf"(?: while it lasted| for a while)? ?,? (?:but|though)\b.*\b(?:back to|normal|stop|enough|plain|drop"
        rf"|without)\b",
    ),
    frame(
        CALLED,
        "calls call calling named",
        rf"(?:nobody|no one|(?:people|they|my \w+|everyone|we) (?=.*(?:no longer|not|never|any ?more)\b))"
        rf" ?(?:no longer |do not |does not |never |ever )*calls? me (?:by )?{_NAME}(?: (?:{NO_MORE}|now))?",
    ),
    frame(
        CALLED,
        "go answer am respond use",
        rf"i (?:no longer|do not|am no longer|am not|have stopped|stopped) (?:go(?:ing)? by|answer(?:ing)? to"
        rf"|respond(?:ing)? to|us(?:e|ing)|called|known as)? ?(?:the (?:name|nickname) )?{_NAME}(?: (?:{NO_MORE}"
        rf"|now))?{AT_END}",
    ),
    frame(
        CALLED,
        "call calling",
        rf".{{0,40}}?\b(?:not|stop|stopped|rather not|quit|without|about|said) (?:be )?(?:want you to )?call(?:ing"
        rf"|ed)? me"
        rf" (?:by )?(?:the )?{_NAME}\b",
    ),
    frame(
        CALLED,
        "called use",
        rf".{{0,30}}?\b(?:not|stop|hate|rather not|no longer|stopped) (?:like |want to |want |enjoy )?(?:be |being "
        rf"|us(?:e|ing) )"
        rf"(?:called )?{_NAME}\b",
    ),
    frame(
        CALLED, "off", rf"(?:i have |i )?(?:gone|went) {HOW}off (?:being )?(?:called )?(?:the name )?{_NAME}{AT_END}"
    ),
    frame(
        CALLED,
        "drop lose ditch forget stop scrap retire bin",
        rf"{YOU_MAY}{_LEAVE_OUT} (?:using |saying )?(?:the )?(?:name |nickname )?"
        rf"{_NAME}(?: now| please| thing| again| already)*{AT_END}",
    ),
    frame(
        LIFTED,
        "fine ok okay alright right allowed welcome good permitted acceptable problem back cool great order game",
        rf"(?:(?:a bit|a little|a touch|some|the odd|the occasional) (?:of )?)?(?!my\b){THING}(?:'s| is| are)(?: now)?"
        rf" {_FINE}(?: to (?:talk about|mention|use|bring up|discuss|joke about|include))?{_AGAIN}",
    ),
    frame(
        ORDER,
        "be so longer not need have",
        rf"{PLEASE}(?:you (?:do not|no longer) (?:have|need) to|you need not|no"
        rf" (?:more )?need (?:for you )?to|i (?:do not|no longer) (?:need|want) you to) (?:keep|be|write|answer|make)"
        rf" (?:it|things|your [\w]+|everything)? ?(?:so |that |too |quite |very )*{THING}(?: any ?more| any longer|"
        rf" now|"
        rf" from now on)*{AT_END}",
    ),
    frame(
        BAN,
        "forbid ban bar veto outlaw forbidden banned barred vetoed outlawed ruled rule",
        rf"(?:i|we) (?:was (?:wrong|silly|mad|too quick|daft|foolish) to (?:ever )?(?:forbid|ban|bar|veto|outlaw"
        rf"|rule out)|should (?:not|never) have (?:forbidden|banned|barred|vetoed|outlawed|ruled out)) {THING}{AT_END}",
    ),
    frame(BAN, "back", rf"{THING}(?:'s| is| are)(?: now)? back (?:on|in)\b"),
    frame(BAN, "longer not", rf"{THING}(?:'s| is| are) (?:no longer|not) {HOW}{_BANNED}"),
    frame(
        BAN,
        "avoid clear away shy",
        rf"{PLEASE}(?:there is )?(?:no (?:more )?need (?:for you )?to|you (?:do not|no longer)"
        rf" (?:have|need) to|you need not|no reason to) (?:avoid|steer clear of|stay away from|shy away from|tiptoe"
        rf" around|keep"
        rf" off|leave out|hold back on) {THING}{FOR_ME}{AT_END}",
    ),
    frame(
        BAN,
        "like want please wish fancy",
        rf"{PLEASE}(?:you (?:can|may) )?(?P<x>(?!i\b|we\b|do\b|take\b|ask\b)[\w'&-]+(?: [\w'&-]+){{0,4}}?) (?:all"
        rf"|as much as|as"
        rf" often as|as many as|whenever|however much|if) you (?:like|want|please|wish|fancy){FOR_ME}{AT_END}",
    ),
    frame(
        ORDER,
        "less",
        rf"{YOU_MAY}(?:be|keep it|write|sound|make it) (?:a (?:bit|little|lot) )?less {THING}{FOR_ME}{AT_END}",
    ),
    frame(
        ORDER,
        "forget drop skip lose stop ignore",
        rf"(?:that|the|this) (?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) (?:thing|rule|stuff"
        rf"|business|habit) ,? ?(?:you can|please|let us|just) {_LEAVE_OUT} (?:it|that|them)\b",
    ),
    frame(
        BAN,
        "talk speak chat hear discuss",
        rf"{PLEASE}(?:let us|we can|we may|i am (?:\w+ )?(?:ready|happy|fine|able|prepared)"
        rf"(?: to)?|you (?:can|may)) {HOW}(?:talk|speak|chat|hear|discuss|talking|hearing)(?: about| of)?"
        rf" {THING}{_AGAIN}{AT_END}",
    ),
    frame(
        BAN,
        "mind",
        rf"i (?:no longer mind|do not mind) (?!you\b|if\b|when\b){THING}(?: (?:{NO_MORE}|now|again))?{AT_END}",
    ),
    frame(
        RULE,
        "rule rules request ban bans instruction policy embargo moratorium restriction"
        " preference limit prohibition requirement orders order",
        rf"(?:(?:the|my|that|our)\s)*(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?) {_LAID_DOWN}{HAS} {HOW}(?:lifted|off|over"
        rf"|dropped"
        rf"|cancelled|withdrawn|gone|history|void|no longer \w+|does not apply|been \w+|ended|moot)\b",
    ),
    frame(
        RULE,
        "rule rules request ban bans instruction policy embargo moratorium restriction thing"
        " preference limit prohibition requirement",
        rf"{YOU_MAY}{_FORGET} (?:(?:the|my|that|your) )+(?:no[ -])?(?P<x>[\w'&-]+(?: [\w'&-]+){{0,4}}?)"
        rf" (?:{_LAID_DOWN}|thing"
        rf"|stuff|business){FOR_ME}{AT_END}",
    ),
    frame(
        EVERYTHING,
        "forget ignore disregard scrap cancel undo drop lift withdraw revoke retract rescind take scratch strike"
        " never delete remove erase bin ditch overrule override reverse",
        rf"{YOU_MAY}(?:i )?{_FORGET} {_SAID} ?(?P<x>[\w'&-]+(?: [\w'&-]+){{0,7}}?){FOR_ME}(?=\s*$|\s?[,;:.–—-](?:\s"
        rf"|$))",
    ),
    frame(
        EVERYTHING,
        "mind opinion view heart rethink",
        rf"(?:i (?:have )?|have )?(?:changed my (?:mind|opinion|view)|had a (?:change of heart|rethink)|a change of"
        rf" heart) (?:about"
        rf"|on|regarding) {THING}{AT_END}",
    ),
)
