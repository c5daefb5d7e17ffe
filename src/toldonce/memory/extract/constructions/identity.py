"""Name, nickname, age and birthday, told of the long way round."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.parts import ADV, HAVE, STOP, I
from toldonce.memory.extract.english.cued import Rewording

_ONE_NAME = r"(?P<name>(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+(?:\s(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+){0,2})"
_AGE = r"(?P<age>[1-9]\d|1[01]\d)"
_YEARS = r"(?: years?(?: old| of age| young)?| year old)?"
_PLEASED = (
    r"(?:(?:very )?(?:pleased|nice|good|lovely|glad|happy|great|delighted) to (?:meet|e-meet|make) (?!\w+ again)"
    r"|how do you do|at your service|reporting (?:in|for duty)|signing in|checking in|speaking"
    r"|here|is my name|by name)"
)
_PAPERS = (
    r"(?:passport|id|id card|birth certificate|driving licence|driver's license|licence|name tag|badge"
    r"|business card|profile|account|papers|email signature|mailbox|letterbox|cv|doctor|calendar)"
)
_WRITTEN = (
    r"(?:says|reads|states|shows|tells you|lists|has|claims|gives(?: my name as)?|calls me|has me down as"
    r"|insists)"
)

NICKNAMES: tuple[Rewording, ...] = (
    (
        "answer respond listen nickname called known",
        rf"^i (?:mostly |usually |also |now |only )*(?:answer|respond|listen|react) to {_ONE_NAME}{STOP}",
        r"my nickname is \g<name>",
    ),
    (
        "call calls calling refer address know prefer",
        rf"^{_ONE_NAME} is (?:what|how) (?:people|everyone|everybody|they|my \w+|friends|most people|you "
        r"should|you can|you may|i want you to|i would like you to|i like to be) (?:usually |mostly |all "
        r"|now |always )*(?:call|calls|know|knows|address|refer to|called)(?: me)?(?: by| as)?\b",
        r"my nickname is \g<name>",
    ),
    ("nickname", rf"^{_ONE_NAME} is (?:now )?my (?:new |current )?nickname\b", r"my nickname is \g<name>"),
    (
        "known friends family",
        r"^i am (?:known|known to (?:my )?(?:friends|family|everyone)|called)? ?(?:to|by|among) (?:all "
        r")?(?:my )?(?:friends|family|mates|colleagues|everyone|people) (?:as|known as|called) "
        rf"{_ONE_NAME}{STOP}",
        r"my nickname is \g<name>",
    ),
    (
        "friends family mates everyone",
        rf"^i am (?:just |simply |always )?{_ONE_NAME} to (?:all )?(?:my )?(?:friends|family|mates|colleagues"
        r"|everyone|people)\b",
        r"my nickname is \g<name>",
    ),
    (
        "says say saying",
        r"^(?:please |do not say (?P<old>(?-i:[A-Z])\w+)(?: any ?more)? ?,? ?|(?:everybody|everyone|people"
        rf"|they|my friends) (?:all |just |always )*)?says? {_ONE_NAME}(?: to me| when you mean me| "
        rf"instead)*{STOP}",
        r"my nickname is \g<name>",
    ),
    (
        "not",
        rf"^not (?P<old>(?-i:[A-Z])\w+) ?[,;–-] {_ONE_NAME} ?,? ?(?:please|now|from now on|to you)",
        r"my nickname is \g<name>",
    ),
    (
        "name",
        rf"^{_ONE_NAME} is the name (?:that )?i (?:would like you to use|want you to use|want to be called|go "
        r"by with friends|prefer)\b",
        r"my nickname is \g<name>",
    ),
    (
        "let change",
        r"^(?:please )?(?:let me be|change my nickname to|make my nickname|set my nickname to|let it be|make "
        rf"it) {_ONE_NAME}(?=\s*$|\s[,;.]|\s(?:from|now|to|for|please))",
        r"my nickname is \g<name>",
    ),
    (
        "prefer like",
        rf"^i would (?:now )?(?:prefer|like) {_ONE_NAME}(?: now| from now on| instead| please| to be my "
        rf"nickname)+{STOP}",
        r"my nickname is \g<name>",
    ),
    (
        "nickname",
        r"^(?:my nickname (?:has changed|changed|is now|has become|became|now is)(?: from \w+)? ?(?:to"
        rf"|into)?|{I} {HAVE}(?:changed|switched) my nickname(?: from \w+)? to|{I} (?:have|got|have got"
        rf"|was given) (?:a |my )?(?:new )?nickname ?(?:[:,–-]|, it is|and it is)?) {_ONE_NAME}",
        r"my nickname is \g<name>",
    ),
    (
        "call called calling address addressed refer use switch say stick go known prefer rather like name referred"
        " answer",
        r"^(?:please |so |now |kindly |just |and )*(?:(?:i would|i will|i) (?:now |really |much |rather "
        r"|like it (?:better )?|love it |appreciate it |prefer it |be happy |be glad )*(?:if|when) you "
        r"(?:would |could )?(?:called|call|addressed|address|referred to|refer to|used|use|say|said)(?: "
        r"me)?(?: as| by)?"
        r"|use|switch (?:over )?to(?: calling me)?|stick (?:with|to)|go (?:back )?(?:with|to calling me)"
        r"|say|let us (?:go with|use|stick with|make it)|refer to me as|address me (?:as|with|by)|start "
        r"calling me|i (?:would )?(?:now )?(?:rather|prefer(?: to)?|like(?: to)?|want(?: to)?|wish to"
        r"|love to|would like to|would prefer to) (?:be |being |you to )?(?:called|known as|addressed as"
        r"|referred"
        r" to as|go by|be called|call me|use|say|answer to)|you (?:can|may|could|should|might|are "
        r"welcome to|are free to) (?:now |also |just |always )*(?:call|address|refer to|know)(?: me)?(?: "
        r"as)?|feel free to call me|go ahead and call me|do call me|try calling me|keep calling me|from "
        r"(?:now|today|here) on,? ?(?:i am|call me|it is)|as of (?:now|today),? ?(?:i am|call me|it is)"
        r"|to you,? ?i am)"
        rf" (?:the name |me )?{_ONE_NAME}(?=\s*$|\s[,;.:–—-]|\s(?:when|whenever|if|from|to|now|as|instead"
        r"|please|in|and|not|for (?:me|short|now)|rather|on|going|in future)\b)",
        r"my nickname is \g<name>",
    ),
    (
        "forget drop no stop",
        r"^(?:forget|drop|stop (?:saying|using|calling me|with)|no more|enough of|never mind|scrap) "
        r"(?P<old>(?-i:[A-Z])\w+) ?[,;–—-]* ?(?:and )?(?:i am|it is|call me|say|use|make it|i go by|now i "
        rf"am) (?:now )?{_ONE_NAME}(?: now| from now on| instead| to you)*{STOP}",
        r"my nickname is \g<name>",
    ),
    (
        "now you",
        rf"^(?:from (?:now|today) on ,? ?|now )?i am {_ONE_NAME} (?:to you|for you|from now on|from today(?: "
        r"on)?)\b",
        r"my nickname is \g<name>",
    ),
    ("you", rf"^(?:it is|i am|i will be) {_ONE_NAME} to you\b", r"my nickname is \g<name>"),
    (
        "say",
        rf"^you (?:can|may|could|should) (?:just |simply |always )*(?:say|use|write) {_ONE_NAME}(?: to me| "
        rf"for me| instead)*{STOP}",
        r"my nickname is \g<name>",
    ),
    ("name use", rf"^i (?:want|would like|need) you to use (?:the name )?{_ONE_NAME}\b", r"my nickname is \g<name>"),
    ("name", rf"^(?:from now on ,? ?)?my name for you is {_ONE_NAME}{STOP}", r"my nickname is \g<name>"),
    (
        "be like want",
        rf"^i (?:would like|want|prefer|would prefer) to be {_ONE_NAME}(?: to you| from now on| from today| "
        r"now)+",
        r"my nickname is \g<name>",
    ),
)

RULES: tuple[Rewording, ...] = (
    (
        "changed",
        rf"^(?:i|we) (?:have )?{ADV}changed my (?:full |legal |last |first |family )?name (?:from [\w' -]+? )?to"
        rf" {_ONE_NAME}{STOP}",
        r"my name is now \g<name>",
    ),
    (
        "changed name",
        r"^my (?:full |legal |last |family )?name (?:has )?(?:changed|was changed|been changed) (?:from [\w' -]+?"
        r" )?to"
        rf" {_ONE_NAME}{STOP}",
        r"my name is now \g<name>",
    ),
    (
        "name",
        rf"^(?:my |first |full |the |real |given |actual )*name ?[:–—-] {_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "name",
        rf"^{_ONE_NAME} is (?:actually |really |just )?(?:the|my) (?:real |full |first |given |actual |legal "
        r"|own |proper )*name(?: i (?:go by|was given|use))?\b(?! of| for)",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:you can |please |do )?(?:note|save|remember|write down|keep|store|put down|jot down)(?: down)? "
        rf"my (?:\w+ )?name ?[,:–—-]* (?:it is |which is |that is )?{_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:everyone|everybody|people|they|most people|all) (?:calls?|knows?|address(?:es)?) me by my "
        rf"(?:\w+ )?name ?[,:–—-]* {_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "called named folks parents",
        r"^(?:my folks|my parents|mum and dad|my mother|my father|my mum|my dad) (?:decided to )?(?:called"
        rf"|named|call|name) me {_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "person one writing typing talking",
        r"^(?:the (?:person|one|human|guy|woman|man)|who is) (?:writing|typing|talking|speaking|chatting)(?: "
        rf"to you| this| here| with you)* is {_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    ("that me", rf"^{_ONE_NAME} ?[,–—-] (?:that is|it is|is) (?:me|my name|who i am)\b", r"my name is \g<name>"),
    (
        "parents named called",
        rf"^{_ONE_NAME} is what my (?:parents|mother|father|folks|mum|mom|dad) (?:named|called|christened"
        rf"|call) me{STOP}",
        r"my name is \g<name>",
    ),
    (
        "name",
        rf"^my name ?, (?:by the way|btw|in case you wonder|for the record) ?, is {_ONE_NAME}",
        r"my name is \g<name>",
    ),
    (
        "know known",
        r"^(?:you|people|they) (?:may|might|can|will|probably|already)* ?(?:know|recognise|remember) me "
        rf"as {_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:write down|here is|this is|that is|it is|there you go|so) ?:? ?my (?:\w+ )?name "
        rf"?[:,–-] {_ONE_NAME}",
        r"my name is \g<name>",
    ),
    (
        "life name",
        rf"^i (?:go|walk|have gone) (?:through life|around|about)? ?(?:as|under the name(?: of)?) {_ONE_NAME}\b",
        r"my name is \g<name>",
    ),
    (
        "name",
        rf"^{_ONE_NAME} is what (?:it says|my \w+ says|is written)\b[^,;]*\b(?:{_PAPERS})\b.*$",
        r"my name is \g<name>",
    ),
    (
        "named christened baptised called",
        r"^(?:my (?:parents|mother|father|mum|dad|folks)|they) (?:\w+ )?(?:named|christened|baptised) "
        rf"me {_ONE_NAME}",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:the|my) name (?:i was given|on my \w+|in my \w+|my parents gave me|i go by|i use|you can save"
        rf"|to remember|for the form|i was born with|they gave me)(?: (?:at birth|officially))? is {_ONE_NAME}",
        r"my name is \g<name>",
    ),
    (
        " ".join(re.findall(r"[a-z']+", _PAPERS)),
        rf"^(?:on )?my {_PAPERS} ?,? ?(?:it )?{_WRITTEN} (?:i am |my name is |my name as |that i am "
        rf")?{_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        " ".join(re.findall(r"[a-z']+", _PAPERS)),
        rf"^(?:on )?my {_PAPERS} ?,? ?(?:it )?{_WRITTEN} (?:i am |that i am )?{_AGE}{_YEARS}{STOP}",
        r"I am \g<age> years old",
    ),
    (
        "this here speaking talking it chatting",
        r"^(?:this is|you are (?:now )?(?:talking|speaking|chatting|writing|texting) (?:to|with))(?: "
        rf"just| only| me ,)? {_ONE_NAME}(?: here| speaking| again| writing| by the way| btw)?{STOP}(?! ?, (?:\d|"
        r"(?:the|a|in) ))",
        r"my name is \g<name>",
    ),
    (  # "It is Bristol" alone may be of anything.
        "it",
        rf"^it is (?:just |only |me , )?{_ONE_NAME}(?:(?: here| speaking| again| writing| by the way| btw){STOP}"
        r"|(?= ?, (?:pleased|nice|good|lovely|glad|happy|hi|hello|how|again|your?)\b))",
        r"my name is \g<name>",
    ),
    (
        "pleased nice good lovely glad happy great delighted how hi hello service reporting signing checking speaking",
        rf"^{_ONE_NAME} ?[,:–—-] {_PLEASED}\b",
        r"my name is \g<name> ; ",
    ),
    (
        "meet introduce introducing",
        r"^(?:allow me to introduce myself|let me introduce myself|to introduce myself|introducing myself"
        r"|may i introduce myself|i (?:should|would like to|want to|had better) introduce myself|let us "
        r"start with introductions|first things first) ?[:,;–—-]* ?(?:i am |my name is |it is |the name is "
        rf")?{_ONE_NAME}{STOP}",
        r"my name is \g<name>",
    ),
    (
        "sign signed write",
        r"^i (?:sign|signed|write|always sign) (?:my \w+|off|everything)?(?: \w+)? ?(?:as|with) "
        rf"{_ONE_NAME}\b.*\bname\b.*$",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:they|people|everyone|everybody|friends|my \w+) (?:call|calls|know|knows) me (?:as |by the name "
        rf")?{_ONE_NAME} ?[,;–—-] ?(?:and )?(?:that|it|which) is my (?:real |actual |full |first |given "
        r")*name\b",
        r"my name is \g<name>",
    ),
    (
        "name",
        r"^(?:i was (?:given|born with)|i (?:bear|carry|have)) the (?:first |given |lovely |old-fashioned "
        rf")*name (?:of )?{_ONE_NAME}",
        r"my name is \g<name>",
    ),
    *NICKNAMES,
    # age
    (
        "aged age",
        rf"^{I} am (?:a person |a man |a woman |now )?(?:aged|of age|age) {_AGE}{STOP}",
        r"I am \g<age> years old",
    ),
    (
        "age",
        rf"^(?:my )?(?:age|current age) ?(?:is |:|=|–|-|,)? ?(?:now )?{_AGE}{_YEARS}(?: here| now)?{STOP}",
        r"I am \g<age> years old",
    ),
    (
        "reached become hit entered made turned got attained clocked notched completed passed arrived",
        rf"^{I} {HAVE}(?:reached|become|became|hit|entered|made it to|turned|got to|attained|clocked(?: "
        r"up)?|notched up|completed|arrived at|chalked up|ticked over to|clocked in at|gotten to|rolled "
        r"over to)(?: the)?(?: ripe old| grand old| ripe| tender| great)?(?: age)?(?: of)? (?:the big "
        rf")?{_AGE}{_YEARS}(?=\s*$|\s[,;.:–—-]|\s(?:last|this|in|on|and|but|yesterday|so|today|now|a"
        r"|recently)\b)",
        r"I turned \g<age>",
    ),
    (
        "planet earth clock around alive world belt lived seen been walking have has under",
        rf"^{I} (?:have )?(?:now )?(?:been (?:on (?:this|the) (?:planet|earth)|alive|around|in this world"
        r"|walking (?:this|the) (?:earth|planet)|living)|lived|walked (?:this|the) (?:earth|planet)|spent"
        rf"|(?:have )?(?:got )?)(?: for)? ?{_AGE} (?:years|winters|summers)(?: on (?:the clock|this "
        r"(?:planet|earth)|my back|the planet|earth)| under my belt| behind me| of life| alive| now| in "
        rf"this world)?{STOP}",
        lambda found: (
            f"I am {found['age']} years old"
            if re.search(r"planet|earth|clock|alive|around|world|belt|behind me|of life|back|lived", found[0])
            else found[0]
        ),
    ),
    (
        "celebrated had have celebrating was marked birthday",
        rf"^(?:{I} {HAVE}(?:celebrated|had|have|marked|enjoyed|observed|survived)|it (?:was|is)|(?:yesterday"
        rf"|today|last \w+) (?:was|is|saw)) (?:{ADV})?(?:my|our) {_AGE}(?:st|nd|rd|th) birthday\b",
        r"I turned \g<age>",
    ),
    (
        "birthday",
        rf"^my {_AGE}(?:st|nd|rd|th) birthday (?:was|has been|is behind me|went|passed|came and went)\b(?! "
        r"going to be)",
        r"I turned \g<age>",
    ),
    (
        "older year",
        rf"^{I} (?:am|got|have got|grew|turned|became|have become) (?:a|another|one) year (?:older|wiser"
        r"|richer)(?: now| today| yesterday)? ?(?:[:,–—-]|and|now|,? at|; i am|, i am|i am|and i am| ,|to be"
        rf"|i have turned|making me|which makes me)+ (?:now |i am |turned )?{_AGE}\b",
        r"I turned \g<age>",
    ),
    (
        "older year",
        r"^(?:another|one more|one) year (?:older|has passed|gone|on the clock|wiser|down|in the books)? "
        r"?[:,–—-]* ?(?:and )?(?:i am|i have turned|i turned|making me|so i am|which makes me|now) (?:now "
        rf")?{_AGE}\b",
        r"I turned \g<age>",
    ),
    (
        "makes made make",
        rf"^(?:(?:that|this|which|my birthday|yesterday|today|it) )?(?:makes?|made|has made) me {_AGE}{_YEARS}(?: "
        rf"now| today| already)?{STOP}",
        r"I am \g<age> years old now",
    ),
    (
        "years year",
        rf"^{_AGE} (?:years (?:old|young|of age)|years) ?(?:[,–—-] |and |is |i am |that is |already |, "
        r")*(?:that is (?:me|my age|how old i am)|i am|is my age|and (?:counting|proud|still \w+)|young|here"
        rf"|is how old i am|now|already){STOP}",
        r"I am \g<age> years old",
    ),
    (
        "age",
        rf"^{_AGE} is (?:my (?:current )?age|how old i am|the age i am|what i am|the number of my years)\b",
        r"I am \g<age> years old",
    ),
    (
        "year-old year old",
        rf"^(?:{I} am|as|speaking as) an? {_AGE} ?-?year ?-?old\b ?,? ?",
        r"I am \g<age> years old ; ",
    ),
    ("old", rf"^(?:how old i am|my age in years|the age i am) ?(?:\?|is|:|,) {_AGE}", r"I am \g<age> years old"),
    (
        "being aged at",
        r"^(?:being|aged|now at|at the age of|at the ripe old age of|at age|having turned|having "
        rf"reached) {_AGE}{_YEARS} ,? ?(?=(?:i|my|we)\b)",
        r"I am \g<age> years old ; ",
    ),
    (
        "not longer",
        rf"^{I} (?:am )?(?:no longer|not) (?P<old>\d\d)(?: any ?more| any longer)? ?(?:,|;|but|–|-)+ (?:but "
        rf"|i am |now |already )*{_AGE}\b",
        r"I am \g<age> years old now",
    ),
)
