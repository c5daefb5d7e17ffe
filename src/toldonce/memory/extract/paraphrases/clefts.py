"""Likes and dislikes around a cleft or a name: "one thing I can't stand is X", "my dislike of X is well known"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english.cued import Rewording
from toldonce.memory.extract.paraphrases.parts import END, NOT_A_THING

_X = rf"(?P<x>{NOT_A_THING}[\w'-]+(?:\s(?!(?:is|are|and|but|because|i|me|any|now|so)\b)[\w'-]+){{0,3}}?)"
_SO = r"(?:really |simply |just |absolutely |truly |most |always |do |still |actually )*"
_HATE = (
    r"(?:can not (?:stand|bear|abide|stomach|endure|tolerate|take)|could never (?:stand|bear)|do not (?:\w+ )?(?:like"
    r"|enjoy|care for)|have never (?:liked|enjoyed)|never (?:liked|enjoyed)|hate|dislike|detest|loathe|despise|dread)"
)
_LOVE = (
    r"(?:love|adore|like|enjoy|treasure|cherish|can not resist|can never resist|can not (?:get enough of|live without))"
)
_ANNOY = (
    r"(?:puts? me off|drives? me \w+|annoys? me|irritates? me|bothers? me|bores? me|repels? me|disgusts? me|upsets? me"
    r"|gets? on my nerves|gets? to me|winds? me up|makes? me (?:mad|angry|sick|cringe|shudder|miserable|grumpy))"
)
_CHEER = (
    r"(?:makes? me (?:really |very |so )?(?:happy|smile)|cheers? me up|lifts? my (?:mood|spirits)|delights? me"
    r"|calms? me"
    r"(?: down)?|relaxes? me|pleases? me|makes? my day)"
)
_THING = (
    r"(?:if there is |there is )?(?:just |only )?(?:one|the|a)? ?(?:only |one |main |worst |best |single |first )*thing"
)
_MOST = r"(?: (?:the )?most| more than anything| at all| above all| best)?"
_IT_IS = r" ?,? ?(?:(?:then )?(?:it|that) (?:is|has to be|must be)|is|are|:) (?=\w)"
_AVERSION = r"(?:dislike|hatred|loathing|aversion|distaste|contempt|horror|dread|phobia|fear)"
_PASSION = r"(?:love|passion|fondness|enthusiasm|weakness|adoration|appetite|liking)"
_LIKE_X = r"I love \g<x>"
_HATE_X = r"I hate \g<x>"
_OVER_IT = r"I do not mind \g<x> any more"
_GONE = r"(?:(?:is|has) )?(?:gone|over|history|vanished|disappeared|faded|no more|behind me|subsided|passed|died)"


def _grown_up(found: re.Match[str]) -> str:
    return f"I {'hate' if found['v'].casefold() == 'hat' else 'love'} {found['x']}"


RULES: tuple[Rewording, ...] = (
    (
        "not",
        r"\bnot (?:at all|in the least|in any way|one bit|remotely|particularly|especially|exactly|much|overly|terribly"
        r"|all that) (?=(?:like|enjoy|fond|keen|into|care|partial)\b)",
        "not ",
    ),
    ("thing", rf"^{_THING} (?:that |which |in (?:the world|life) )*i {_SO}{_HATE}{_MOST}{_IT_IS}", "I hate "),
    ("thing", rf"^{_THING} (?:that |which |in (?:the world|life) )*i {_SO}{_LOVE}{_MOST}{_IT_IS}", "I love "),
    ("thing", rf"^{_THING} (?:that |which )*{_SO}{_ANNOY}{_MOST}{_IT_IS}", "I hate "),
    ("thing", rf"^{_THING} (?:that |which )*{_SO}{_CHEER}{_MOST}{_IT_IS}", "I love "),
    ("what", rf"^what {_SO}{_ANNOY}{_MOST} (?:is|are) (?=\w)", "I hate "),
    ("what", rf"^what {_SO}{_CHEER}{_MOST} (?:is|are) (?=\w)", "I love "),
    ("what", rf"^what i {_SO}{_HATE}{_MOST} (?:is|are) (?=\w)", "I hate "),
    (
        "among",
        r"^among the things (?:that )?i (?:really |most )?(?P<v>like|love|enjoy|hate|dislike)(?: most)? (?:is|are)"
        r" (?=\w)",
        r"I \g<v> ",
    ),
    (
        "few",
        rf"^i (?P<v>like|love|enjoy|hate|dislike) few things (?:as much as|more than|better than|so much as) {_X}{END}",
        r"I \g<v> \g<x>",
    ),
    (
        "how",
        r"^(?!.*\b(?:wonder|ask|asked|asks|if|whether)\b)[^;]*?\bhow (?:much|deeply|very much|dearly) i (?:really "
        r"|still"
        r" |do |actually )*(?P<v>love|like|enjoy|adore|hate|loathe|detest|dislike) (?=\w)",
        r"I \g<v> ",
    ),
    (
        "along on mix agree eye friends",
        rf"^(?:[^;]{{3,50}} (?:because|since|as|that|but) )?{_X} and (?:i|me) (?:(?:do not|have never|will never|never)"
        r" (?:really |quite )?(?:get along|get on|got on|got along|agree|see eye to eye|make friends|be friends)"
        r"|are (?:no|not) (?:good )?friends)\b.*$",
        r"I dislike \g<x>",
    ),
    (
        "nothing",
        rf"^(?:there is )?nothing (?:quite |else )?like {_X}(?=\s*$|\s,|\s(?:to|after|on|in|for)\b).*$",
        _LIKE_X,
    ),
    ("everything anything all", rf"^{_X} ?>+ ?(?:everything|anything|all)\b.*$", _LIKE_X),
    (
        "tire tired weary",
        rf"^i (?:never|will never|can never|do not) (?:tire|get tired|grow weary|weary) of {_X}{END}",
        _LIKE_X,
    ),
    (
        "interested",
        rf"^(?:i (?:am|have (?:always |long )?been) )?{_SO}(?:very |quite |deeply |genuinely )*interested in"
        rf" (?!\w+ing\b){_X}(?=\s*$|\s,)",
        r"I like \g<x>",
    ),
    (
        "it them that those",
        rf"^(?:ugh |yuck |oh |ah |mmm |yum )?,? ?{_X} ?[,:] (?:i )?{_SO}(?P<v>love|hate|adore|loathe|detest|enjoy"
        r"|can not stand|can not bear) (?:it|them|that|those)(?: all)?$",
        r"I \g<v> \g<x>",
    ),
    (
        "despise dread enjoy",
        rf"^{_SO}(?P<v>despise|dread|enjoy) (?={NOT_A_THING}\w)",
        r"I \g<v> ",
    ),
    ("thanks thank", rf"^{_X} ?,? no (?:thanks|thank you)$", r"I dislike \g<x>"),
    (
        "dislike hatred loathing aversion distaste contempt horror dread phobia fear",
        rf"^my (?:\w+ )?{_AVERSION} (?:of|for|to) {_X} {_GONE}\b.*$",
        _OVER_IT,
    ),
    (
        "dislike hatred loathing aversion distaste",
        rf"^my (?:\w+ )?(?:dislike|hatred|loathing|aversion|distaste) (?:of|for|to) {_X} (?:is|knows|runs|goes)\b.*$",
        _HATE_X,
    ),
    (
        "love passion fondness enthusiasm weakness adoration appetite liking",
        rf"^my (?:\w+ )?{_PASSION} (?:of|for) {_X} (?:is (?:well known|no secret|great|boundless|endless|known)"
        rf"|knows no)\b.*$",
        _LIKE_X,
    ),
    (
        "confess admit own",
        rf"^i (?:must |have to |will )?(?:confess|admit|own up)(?: to)? (?:a|an|my) (?:\w+ )?{_PASSION} (?:of|for)"
        rf" {_X}{END}",
        _LIKE_X,
    ),
    (
        "confess admit own",
        rf"^i (?:must |have to |will )?(?:confess|admit|own up)(?: to)? (?:a|an|my) (?:\w+ )?{_AVERSION} (?:of|for"
        rf"|to) {_X}{END}",
        _HATE_X,
    ),
    ("happiest", rf"^i am (?:at my )?happiest (?:with|among|around|near) {_X}{END}", _LIKE_X),
    (
        "pleasures joys delights loves passions",
        r"^(?:one|some) of my (?:\w+ )?(?:pleasures|joys|delights|loves|passions)(?: in life)? (?:is|are) (?=\w)",
        "I love ",
    ),
    ("please pleases", rf"^{_X} pleases? me (?:greatly|a lot|very much|no end|immensely)$", _LIKE_X),
    ("always", rf"^i am always (?:up|game|in) for {_X}{END}", _LIKE_X),
    ("without", rf"^i (?:could|can) (?:happily |easily |gladly )?do without {_X}{END}", _HATE_X),
    ("again", rf"^i (?:would|could) (?:happily|gladly) never (?:see|eat|hear|have|touch|smell) {_X} again$", _HATE_X),
    # told by others, by heart, by what is done for it
    (
        "knows know secret",
        r"^(?:as )?(?:(?:everybody|everyone|people|my friends|you)(?: all)? knows?(?: that)?|it is no secret that)"
        r" ?,? ?"
        r"(?=i (?:really |do |just )*(?:love|like|enjoy|adore|hate|dislike|detest|loathe|can not stand)\b)",
        "",
    ),
    ("grew", rf"^i grew up (?P<v>lov|lik|enjoy|hat|ador)ing {_X}{END}", _grown_up),
    (
        "learned learnt grown",
        r"^i have (?:learned|learnt|grown) to (?P<v>love|like|enjoy|adore|hate|detest) (?=\w)",
        r"I \g<v> ",
    ),
    ("grown", r"^i have grown (?:very |quite |rather )?(?=(?:fond of|attached to|used to loving)\b)", "I am "),
    ("i", rf"^{_X} i {_SO}(?P<v>{_LOVE}|{_HATE})$", r"I \g<v> \g<x>"),
    (
        "something thing things",
        rf"^{_X} (?:is|are) (?:something|(?:one of )?the things?|a thing|things) (?:that |which )?i"
        rf" {_SO}(?P<v>{_LOVE}|{_HATE})"
        r"(?: most)?$",
        r"I \g<v> \g<x>",
    ),
    ("loving liking enjoying adoring", rf"^i am {_SO}(?:loving|liking|enjoying|adoring) {_X}{END}", r"I like \g<x>"),
    (
        "hating disliking liking",
        rf"^i am {_SO}(?:hating|disliking|not liking|not enjoying) {_X}{END}",
        r"I dislike \g<x>",
    ),
    ("no refuse down", rf"^i (?:would|will|can|could) never (?:say no to|refuse|turn down) {_X}{END}", _LIKE_X),
    (
        "affection fondness passion liking enthusiasm adoration",
        rf"^i have (?:always had )?an? (?:\w+ )*(?:affection|fondness|passion|liking|enthusiasm|adoration) for"
        rf" {_X}{END}",
        _LIKE_X,
    ),
    (
        "pleasure joy delight happiness comfort",
        rf"^i (?:derive|get|draw|take|find) (?:so )?(?:much|great|a lot of|real|endless) (?:pleasure|joy|delight"
        rf"|happiness"
        rf"|comfort) (?:from|in|out of) {_X}{END}",
        _LIKE_X,
    ),
    (
        "pleasure joy delight",
        rf"^i (?:derive|get|draw|take|find) (?:no|little) (?:pleasure|joy|delight) (?:from|in|out of) {_X}{END}",
        r"I dislike \g<x>",
    ),
    (
        "attached taken drawn devoted addicted",
        rf"^i am (?:very much |deeply |quite |really |so |strongly )*(?:attached to|taken with|drawn to|devoted to"
        rf"|addicted to)"
        rf" {_X}{END}",
        _LIKE_X,
    ),
    ("dear", rf"^i hold {_X} dear$", _LIKE_X),
    ("lost", rf"^i have never lost my (?:love|taste|passion|liking) (?:of|for) {_X}{END}", _LIKE_X),
    (
        "like love enjoy hate",
        rf"^it (?:is|has always been) {_X} (?:that )?i (?P<v>like|love|enjoy|hate|dislike)(?: (?:the )?(?:best"
        rf"|most))?$",
        r"I \g<v> \g<x>",
    ),
    ("forward", rf"^i always look forward to (?!\w+ing\b){_X}{END}", _LIKE_X),
    (
        "anything miles",
        rf"^i would (?:do anything|give anything|travel miles|walk miles|go miles|go a long way) for {_X}{END}",
        _LIKE_X,
    ),
    ("anything", rf"^i would do (?:almost )?anything to avoid {_X}{END}", _HATE_X),
    ("happy", rf"^all i (?:need|want) to be happy is {_X}{END}", _LIKE_X),
    (
        "nothing",
        rf"^nothing (?:makes me happier|pleases me more|cheers me up more|delights me more) than {_X}{END}",
        _LIKE_X,
    ),
    ("nothing", rf"^nothing cheers me up (?:like|as much as|quite like) {_X}{END}", _LIKE_X),
    ("nothing", rf"^there is nothing worse than {_X}{END}", _HATE_X),
    ("nothing", rf"^there is nothing i (?:hate|dislike|detest|loathe) (?:more|as much) (?:than|as) {_X}{END}", _HATE_X),
    ("soul heart", rf"^{_X} (?:speaks?|appeals?) (?:straight )?to my (?:soul|heart)$", _LIKE_X),
    (
        "life slap slaps rock rocks forever yes",
        rf"^{_X} ?(?:(?:is|are) (?:my )?life|slaps?|rocks?|rules?|forever|, yes please)$",
        _LIKE_X,
    ),
    ("suck sucks stinks no", rf"^{_X} (?:sucks?|stinks?|(?:is|are) a (?:hard )?no (?:from|for) me)$", _HATE_X),
    ("idea", rf"^my idea of (?:heaven|bliss|paradise|happiness|fun|a good time) is {_X}{END}", _LIKE_X),
    ("idea", rf"^my idea of (?:hell|torture|a nightmare) is {_X}{END}", _HATE_X),
    ("best", rf"^the best thing (?:in (?:life|the world)|ever) (?:is|are) {_X}{END}", _LIKE_X),
    ("worst", rf"^the worst thing (?:in (?:life|the world)|ever) (?:is|are) {_X}{END}", _HATE_X),
    (
        "it them",
        r"^(?:i|we|please)? ?(?:always |often |never |usually |try to |tend to )*(?:avoid|skip|steer clear of|stay"
        r" away from"
        r"|treat myself to|collect|buy|seek out|look out for|go for|choose|order|spare me|keep away from|leave out)"
        rf" {_X} ?,? ?(?:because|since|as|for|;)? i {_SO}(?P<v>{_LOVE}|{_HATE}) (?:it|them|that|those)$",
        r"I \g<v> \g<x>",
    ),
    (
        "it them",
        rf"^(?:no|keep|leave) {_X} (?:for me|out(?: of (?:it|this))?|please) ?,? ?(?:because |since |as )?i {_SO}"
        rf"(?P<v>{_HATE}) (?:it|them|that|those)$",
        r"I \g<v> \g<x>",
    ),
    ("stan admire value prize worship", rf"^i (?:stan|admire|value|prize|worship) {_X}{END}", r"I like \g<x>"),
    (
        "here big crazy mad obsessed addicted enough",
        rf"^(?:always )?(?P<how>here for|big on|crazy about|mad about|obsessed with|addicted to|can not get enough"
        rf" of) {_X}$",
        _LIKE_X,
    ),
    (
        "passion bits pieces intensely deeply measure heart",
        rf"^i (?P<v>love|hate|loathe|detest|dislike|adore) {_X} (?:with a passion|intensely|deeply|dearly|to bits|to"
        rf" pieces"
        r"|beyond measure|with all my heart)$",
        r"I \g<v> \g<x>",
    ),
    (
        "boring annoying awful horrible tedious gross disgusting dreadful",
        rf"^{_X} (?:is|are) (?:so|just|really|such a|too) (?:boring|annoying|awful|horrible|tedious|gross|disgusting"
        rf"|dreadful)$",
        _HATE_X,
    ),
    ("deal cope", rf"^(?:i )?can not (?:deal|cope) with {_X}$", r"I dislike \g<x>"),
    (
        "tedious boring awful horrible annoying dreadful dull",
        rf"^i find {_X} (?:tedious|boring|awful|horrible|annoying|dreadful|dull|unbearable) (?:in|beyond|to"
        rf"|every)\b.*$",
        _HATE_X,
    ),
    (
        "lover fan friend admirer one",
        rf"^i am (?:no|not (?:much of )?an?)(?: great| big)? (?:lover|fan|friend|admirer|one) (?:of|for) {_X}{END}",
        _HATE_X,
    ),
    ("not", rf"^{_X} ?,? not for me$", r"I dislike \g<x>"),
    ("sick", rf"^(?:i am )?sick (?:and tired )?of {_X}(?:{END}| ,.*)$", _HATE_X),
    ("get", rf"^i do not get (?:on|along) with {_X}{END}", r"I dislike \g<x>"),
    (
        "hatred dislike aversion loathing",
        rf"^i (?:struggle with|can not hide|make no secret of) my (?:hatred|dislike|aversion|loathing) (?:of|to|for)"
        rf" {_X}{END}",
        _HATE_X,
    ),
    (
        "rather",
        rf"^i would rather not (?:deal with|have|see|do|face|eat) {_X} ,.*\b(?:hate|can not stand|dislike)\b.*$",
        _HATE_X,
    ),
    # over
    ("ceased", rf"^i (?:have )?ceased to (?:like|love|enjoy|care for) {_X}{END}", r"I no longer like \g<x>"),
    (
        "forget ignore",
        rf"^(?:please |you can |you may )?(?:forget|ignore) (?:that |how )i (?:\w+ )?(?:like|love|enjoy|liked|loved"
        rf"|enjoyed) {_X}{END}",
        r"I no longer like \g<x>",
    ),
    (
        "forget ignore",
        rf"^(?:please |you can |you may )?(?:forget|ignore) (?:that |how )i (?:\w+ )?(?:hate|dislike|hated|disliked)"
        rf" {_X}{END}",
        _OVER_IT,
    ),
    (
        "once",
        rf"^i was once (?:very |so |quite )?(?:fond of|keen on|mad about|into|crazy about) {_X} ?,? (?:but|and) "
        r"(?:am )?(?:no longer|not any ?more)\b.*$",
        r"I no longer like \g<x>",
    ),
    (
        "ok okay fine cool alright peace",
        rf"^i am (?:perfectly |quite |totally )?(?:ok|okay|fine|cool|alright|at peace) with {_X} (?:now|these days"
        rf"|again"
        r"|after all)\b.*$",
        _OVER_IT,
    ),
)
