"""What the assistant is told to do for good, or to stop doing, and that it need not any more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.constructions.orders import ORDERING_TOO
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.phrases import trimmed
from toldonce.memory.extract.english.verbs import FORMS, base_of
from toldonce.memory.extract.instructions.changed import CHANGING, changed_orders
from toldonce.memory.extract.instructions.nicknames import called
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.instructions.reworded import ADDRESSED, reworded
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key

_ALWAYS = re.compile(
    r"\b(?:from (?:now|here|today|this point) on(?:wards?)?(?: out)?|going forward|moving forward"
    r"|in (?:the )?future|in all (?:of )?your (?:answers|replies|responses|messages)"
    r"|in your (?:answers|replies|responses|messages|output)|when(?:ever)? (?:you (?:answer|reply"
    r"|respond|write|talk|speak|explain)(?: to)?(?: me)?|answering(?: me)?|i ask(?: you)?[^,]{0,60}"
    r"|you give me [^,]{1,40}|you suggest [^,]{1,40}|talking to me)"
    r"|every time(?: you (?:answer|reply|respond))?|each time|at all times|as a standing rule"
    r"|for (?:all|every|any) (?:future )?(?:answers?|repl(?:y|ies)|responses?)|by default|for good"
    r"|permanently|until i say otherwise|in our (?:chats|conversations)|in this chat|as a rule)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"""(?ix)^(?:please | so | and | also | but | ok(?:ay)? | hey | oh | well | hi | thanks | just | kindly
        | actually | one\ more\ thing | note | remember | important | no | sorry | , | :
      | (?:could|can|would|will)\ you(?:\ please)? | i\ (?:want|need|expect|ask)\ you\ to
      | i\ would\ (?:like|prefer|love|appreciate\ it\ if)\ (?:it\ if\ )?you\ (?:to|would)?
      | i\ would\ prefer\ (?:it\ )?(?:that|if)\ you
      | make\ sure(?:\ that)?(?:\ you|\ to)? | be\ sure\ to | you\ (?:should|must|have\ to|need\ to|are\ to)
      | remember\ to | try\ to | do\ your\ best\ to | i\ would\ rather\ you
      | it\ would\ be\ (?:great|nice|good)\ if\ you\ (?:could|would)?
      | the\ rule\ is | new\ rule | rule | i\ prefer\ (?:it\ )?(?:when|if|that)\ you
      | my\ preference\ is\ that\ you | if\ possible | for\ me
      )\s*[,:]?\s+"""
)
_WANTS = re.compile(
    (
        r"\bi (?:want|need|expect) you to|i would like you to|i would (?:prefer|rather|appreciate)"
        r"|make sure|be sure to|you (?:should|must|have to|need to|are to)\b"
    ),
    re.IGNORECASE,
)
_REFUSES = re.compile(
    (
        r"^(?:i do not want you to|i would rather you (?:did|do) not|i would prefer (?:it )?(?:if"
        r"|that) you (?:did|do) not|you (?:must|should|may|can) (?:not|never)|i do not want you"
        r"|please refrain from|refrain from|i do not like it when you)\s(?:ever\s)?"
    ),
    re.IGNORECASE,
)
_STOP = re.compile(r"^(?:stop|quit|avoid)\s(?P<act>\w+ing\b.*)", re.IGNORECASE)
_NOT = re.compile(
    r"^(?:(?:always )?(?:do not|never|not|no longer)(?:\s(?:ever|ever again|any more))?)\s(?P<act>.+)", re.IGNORECASE
)
_OF_SOMETHING = frozenset("write say use add give call put mention include make tell ask quote show begin".split())
"""What cannot be left without saying what of it."""
_STANDING_ALONE = re.compile(
    r"^(?:answer|reply|respond|write|speak|talk)(?: to me| me"
    r"| back)? in (?P<language>[a-z]+)\b|^use (?:only )?(?:the )?(?:metric|imperial|british|american"
    r"|celsius|fahrenheit|24-hour|12-hour|bullet|simple|plain|formal|informal)\b"
    r"|^explain (?:things|everything|it all|stuff) (?:to me )?(?:like|as if|as though)\b"
    r"|^(?:stick to|only use|use only)\b|^(?:keep|make) (?:(?:all )?(?:your|the|all) )?(?:answers|replies"
    r"|responses)\b|^address me as\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    (
        r"^(?:answer|reply|respond|write|speak|talk|communicate|chat|switch)(?: to me| me| back| with me"
        r"| everything)?(?: only)? (?:in|to) (?P<language>[a-z]+)\b(?P<more>.*)"
    ),
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    (
        r"^(?:please\s(?:,\s)?)?no (?:more )?(?P<what>[\w-]+(?: [\w-]+)?)(?: ,)? (?:please|any more"
        r"|from now on|in your answers)\b.*"
    ),
    re.IGNORECASE,
)
_WITHDRAWN = tuple(
    (re.compile(pattern, re.IGNORECASE), polarity)
    for pattern, polarity in (
        (
            r"^(?!my\b)(?P<act>[\w-]+(?: [\w-]+)?) (?:are|is) (?:fine|ok|okay|allowed|welcome|good) (?:again|now)\b",
            "no",
        ),
        (r"^you can (?:now )?(?:drop|skip|leave out|lose|omit) (?:the )?(?P<act>.+)", "yes"),
        (r"^(?:from now on )?(?:you )?(?:can|may|could) (?:now |please )?(?:stop|quit) (?P<act>\w+ing\b.+)", "yes"),
        (r"^(?:from now on )?you (?:do not|no longer|need not) ?(?:have to|need to|need|must)? ?(?P<act>.+)", "yes"),
        (r"^(?:there is )?no (?:more )?(?:need|longer any need) (?:for you )?to (?P<act>.+)", "yes"),
        (r"^i (?:do not|no longer) (?:need|want|require) you to (?P<act>.+? any more\b.*)", "yes"),
        (r"^i no longer (?:need|want|require) you to (?P<act>.+)", "yes"),
        (
            (
                r"^(?:you can )?(?:forget|ignore|drop|disregard|never mind|scrap) (?:what i (?:said|told you"
                r"|asked)(?: earlier| before)?|the (?:rule|instruction|thing)|my (?:earlier |previous "
                r"|old )?(?:instructions?|rules?|request|wish)|that rule) (?:about|on|regarding|to|of"
                r"|for) (?P<act>.+)"
            ),
            "both",
        ),
        (
            (
                r"^(?:from now on )?you (?:can|may|could)(?: now)? (?P<act>.+? (?:again|now|if you like"
                r"|if you want)\b.*)"
            ),
            "no",
        ),
        (r"^it is (?:fine|ok|okay|alright|all right|good|no problem) (?:for you )?(?:to|if you) (?P<act>.+)", "no"),
        (r"^you are (?:now )?(?:allowed|free|welcome) to (?P<act>.+)", "no"),
        (r"^feel free to (?P<act>.+ again\b.*)", "no"),
        (r"^i (?:do not mind|am fine with|am ok with|am okay with) (?:it if )?you(?:r)? (?P<act>.+)", "no"),
    )
)
ORDERING = (
    ADDRESSED
    | ORDERING_TOO
    | CHANGING
    | frozenset(
        """
    always never please call calls called stop avoid quit future forward from whenever when every sure you no refrain
    fine
    okay ok allowed free forget ignore default emojis rather mind appreciate answers answer replies responses only
    banned     forbidden need needed necessary required scrap drop explanations messages units please pls
    """.split()
    )
)
"""Words without one of which nothing is ordered."""


def orders(text: str) -> Iterator[Order]:
    """What a sentence (plain, without times) lays down for the assistant, or takes back."""
    whole = list(_ordered(text))
    yield from _each_of_two(text, whole) or whole


_AND_ALSO = re.compile(
    rf",? and (?:also |please )*(?=(?:(?P<bound>always|never|do not) )?(?:{'|'.join(sorted(ADDRESSED))}|avoid)\b)",
    re.IGNORECASE,
)
""" "Keep answers short and use bullet points"."""


def _each_of_two(text: str, whole: list[Order]) -> list[Order]:
    """The two orders of a sentence that joins them by "and"; none where it gives one, or a ban may go over both."""
    if len(whole) != 1 or whole[0].over or whole[0].attribute != "instruction":
        return []
    found = _AND_ALSO.search(text)
    if found is None or (whole[0].value.startswith("never") and not found["bound"]):
        return []
    second = text[found.end() :] if found["bound"] else f"always {text[found.end() :]}"
    each = [list(_ordered(part)) for part in (text[: found.start()], second)]
    return [one for several in each for one in several] if all(len(several) == 1 for several in each) else []


_FOR_NOW = re.compile(
    r"\b(?:(?:for|in) (?:this|these|the (?:following|next))|this (?:time|once)|for (?:now|once)|just here)\b",
    re.IGNORECASE,
)
""" "Use bullet points for this list" is asked once."""


def _ordered(text: str) -> Iterator[Order]:
    text = " ".join(text.strip(" .!?,;").replace(", ", " , ").split())
    if changed := list(changed_orders(text)):
        yield from changed
        return
    spoken, text = text, reworded(text).replace(" ,", ",")
    if no := _NO_MORE.match(text):
        text = f"never use {no['what']}"
    text = patterns.replaced(r"\s?,?\s(?:please|thanks|thank you)$", "", text, re.IGNORECASE)
    text = _REMINDED.sub(
        _plainly_always,
        _REASON.sub("", patterns.replaced(r"^let us (?=(?:stop|quit)\b)", "please ", text, re.IGNORECASE)),
    )
    names = list(called(text))
    if names:
        yield from names
        return
    bare, standing, wanted = _without_opening(text)
    for pattern, polarity in _WITHDRAWN:
        if match := pattern.match(bare) or pattern.match(text):
            if not _is_hint(match["act"], spoken):
                yield from _withdrawn(match["act"], polarity)
            return
    negative = False
    if match := _REFUSES.match(text) or _REFUSES.match(bare):
        bare, negative, standing = (text if _REFUSES.match(text) else bare)[match.end() :], True, True
    elif match := _STOP.match(bare):
        words = match["act"]
        first = words.split()[0].casefold()
        base = base_of(first)
        if base is None or base not in ADDRESSED:
            return
        bare, negative, standing = f"{base}{words[len(first) :]}", True, True
    elif match := _NOT.match(bare):
        bare, negative = match["act"], True
        first = bare.split()[0].casefold()
        standing = standing or first in ADDRESSED
    elif bare.casefold().startswith("always "):
        bare, standing = bare[7:], True
        if not _is_asked_of_who_answers(bare):
            return
    bare, also = _without_always(bare)
    standing = standing or also
    bare = trimmed(
        patterns.replaced(
            r"\s(?:any more|please|again|ever|every time|always|okay|ok|thanks|unless .*|, ok.*)$",
            "",
            bare,
            flags=re.IGNORECASE,
        )
    )
    bare = bare.strip(" ,")
    first = bare.split()[0].casefold().strip(",") if bare else ""
    known = FORMS.get(first)
    language = _LANGUAGE.match(bare)
    if (known is None and first != "be") or (known is not None and known.form != "base"):
        return
    if first in (
        "mind",
        "been",
        "know",
        "let",
        "thank",
        "think",
        "want",
        "forget",
        "have",
        "get",
        "stop",
        "come",
        "wonder",
        "see",
        "remember",
        "happen",
        "believe",
        "worry",
    ):
        return
    if (
        not standing
        and not (
            _STANDING_ALONE.match(bare)
            and not _FOR_NOW.search(bare)
            and (language is None or language["language"].casefold() in LANGUAGES)
        )
        and not (
            wanted and first in ADDRESSED and patterns.search(r"\b(?:your (?:answers|replies|responses)|me as)\b", bare)
        )
    ):
        return
    if len(bare.split()) > 40 or (len(bare.split()) < 2 and (not negative or first in _OF_SOMETHING)):
        return
    if (
        language
        and language["language"].casefold() in LANGUAGES
        and not negative
        and len(language["more"].split()) <= 4
    ):
        name = language["language"].title()
        yield Order("reply_language", name, value_key(name), sentence(f"Answer in {name}"), many=False)
        return
    if bare.casefold() == "say never" or (negative and _COURTESY.match(bare)):
        return
    key = act_key(_lemmatised(bare))
    said = _said(text)
    if negative:
        yield Order(
            "instruction",
            f"never {bare[:1].lower()}{bare[1:]}",
            f"not {key}",
            said or sentence(f"Never {bare[:1].lower()}{bare[1:]}"),
            instead_of=key,
        )
    else:
        yield Order(
            "instruction",
            f"always {bare[:1].lower()}{bare[1:]}",
            key,
            said or sentence(f"Always {bare[:1].lower()}{bare[1:]}"),
            instead_of=f"not {key}",
        )


_REASON = re.compile(
    r"(?<=\w)\s?,\s(?:(?:because|since|as|and (?:that|this) is)\s|(?:i|it|they|we|my \w+|he|she|this|that)"
    r" (?:is|was|are|am|were|write|use|have|has|had|can|do|does|did|hate|find|prefer|like|love|need|get|makes?|drives?"
    r"|looks?|feels?|sounds?|hurts?|told|said|asked|mean|meant|insist|confuses?|distracts?|annoys?|bothers?|read|speak"
    r"|live|work|only|just|already|always|never)\b).*$",
    re.IGNORECASE,
)
"""Why something is ordered, behind the order: "never suggest tables, they confuse me"."""


_REMINDED = re.compile(
    r"^(?:please )?(?:do not(?: ever)?|never) (?:forget|stop|fail|neglect|cease|omit) (?:to )?(?P<act>\w+)",
    re.IGNORECASE,
)


def _plainly_always(found: re.Match[str]) -> str:
    """ "Do not forget to use tables" is "always use tables"."""
    lemma = base_of(found["act"].casefold())
    return f"always {lemma}" if lemma in ADDRESSED else found[0]


def _is_asked_of_who_answers(act: str) -> bool:
    """Whether it is something for who writes the answers, and no rule of life ("always look on the bright side")."""
    first = act.split()[0].casefold() if act.split() else ""
    return (base_of(first) or first) in _ASKABLE or patterns.search(
        r"\b(?:me|answers?|repl(?:y|ies)|responses?|messages?|code|examples?|sources?|units?)\b", act, re.IGNORECASE
    ) is not None


_ASKABLE = ADDRESSED | frozenset(
    "avoid skip discuss raise joke crack swear curse sound swap translate reference reveal".split()
)
_CHANGED = re.compile(
    r"\b(?:any ?more|any longer|again|now|no longer|from now on|stop|quit|drop|forget|ignore|scrap|disregard)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:be (?:afraid|shy|scared|worried|sad|too hard|so hard|hard on|discouraged|ashamed|sorry|surprised|fooled|late"
    r"|nervous"
    r"|silly|mad|upset|alarmed|fooled|a stranger)|worry|give up|hesitate|panic|lose (?:hope|heart|sight)|miss|stress"
    r"|bother"
    r"|fret|look back|mind|feel (?:bad|guilty|sorry)|let (?:it|them|anyone)|get me wrong|judge a book)\b",
    re.IGNORECASE,
)
"""What is said to cheer somebody up and orders nothing."""


def _is_hint(act: str, text: str) -> bool:
    """Whether "it is good to", "there is no need to" goes with something that nobody was ever told to do or to"
    " leave."""
    words = patterns.replaced(r"^(?:not |never )?", "", act, re.IGNORECASE).split()
    first = words[0].casefold() if words else ""
    acts = first in FORMS or patterns.search(rf"\bto {re.escape(first)}\b", text, re.IGNORECASE) is not None
    return acts and not _CHANGED.search(text) and (base_of(first) or first) not in _ASKABLE


def _said(text: str) -> str:
    """The speaker's own words, where they are an order as they stand."""
    words = patterns.replaced(r"^(?:please|and|so|also|ok|okay|but|,)\s+", "", text.strip(" ,"), re.IGNORECASE)
    words = patterns.replaced(r"(?:\s?,)?\s(?:please|ok|okay|thanks|thank you)$", "", words, re.IGNORECASE)
    return (
        sentence(words.replace(" ,", ","))
        if patterns.match(r"(?:always|never|do not)\b", words, re.IGNORECASE) and "again" not in words
        else ""
    )


def _without_opening(text: str) -> tuple[str, bool, bool]:
    """The order itself; whether it is said to stand; whether it is worded as a wish."""
    bare, standing = _without_always(text)
    wanted = _WANTS.search(text) is not None
    for _ in range(8):
        match = _OPENING.match(bare)
        if match is None or not match.group(0):
            break
        bare = bare[match.end() :]
    bare, again = _without_always(patterns.replaced(r"^to\s", "", bare))
    if patterns.search(r"\b(?:remember to|make sure|be sure to)\b", text, re.IGNORECASE) and patterns.search(
        r"\b(?:every time|always)\b", text, re.IGNORECASE
    ):
        standing = True
    return bare.strip(" ,:"), standing or again, wanted


def _without_always(text: str) -> tuple[str, bool]:
    shorter = _ALWAYS.sub(" ", text)
    if shorter == text:
        return text, False
    return " ".join(shorter.split()).strip(" ,;:"), True


def _lemmatised(act: str) -> str:
    first, _, rest = act.partition(" ")
    return f"{base_of(first.casefold()) or first} {rest}".strip()


def _withdrawn(act: str, polarity: str) -> Iterator[Order]:
    act, _ = _without_always(act)
    act = patterns.replaced(
        r"\b(?:any more|again|now|from now on|after all|please|if you (?:like|want))\b", " ", act, flags=re.IGNORECASE
    )
    act = trimmed(" ".join(act.split()))
    negative = act.casefold().startswith(("not ", "never ", "no "))
    if negative:
        act = act.split(" ", 1)[1]
    first = act.split()[0].casefold() if act else ""
    known = FORMS.get(first) is not None or first.endswith("ing")
    if not act or len(act.split()) > 20 or first in ("worry", "mind", "know", "be", "understand"):
        return
    acts = [_lemmatised(act)] if known else [f"{verb} {act}" for verb in ("use", "mention", "give", "add")]
    for one in acts:
        if (language := _LANGUAGE.match(one)) and language["language"].casefold() in LANGUAGES:
            name = language["language"].title()
            yield Order("reply_language", name, value_key(name), f"No longer answer in {name}.", many=False, over=True)
            continue
        key = act_key(one)
        keys = [f"not {key}"] if negative or polarity == "no" else [key] if polarity == "yes" else [key, f"not {key}"]
        for each in keys:
            yield Order("instruction", "", each, sentence(f"No longer: {one}"), over=True)
