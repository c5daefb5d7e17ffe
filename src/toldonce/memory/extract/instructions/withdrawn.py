"""That the assistant need not do any more what it was told, or may again: "you can drop the tables"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.phrases import trimmed
from toldonce.memory.extract.english.verbs import FORMS, base_of
from toldonce.memory.extract.instructions.acts import ASKABLE, LANGUAGE, lemmatised, without_always
from toldonce.memory.extract.instructions.order import Order
from toldonce.memory.extract.sentences.wording import sentence
from toldonce.memory.extract.themes.habits import act_key
from toldonce.memory.slots import value_key

_WITHDRAWN = tuple(
    (re.compile(pattern, re.IGNORECASE), polarity)
    for pattern, polarity in (
        (
            r"^(?!my\b)(?P<act>[\w-]+(?: [\w-]+)?) (?:are|is) (?:fine|ok|okay|allowed|welcome|good) (?:again|now)\b",
            "no",
        ),
        (r"^you can (?:now )?(?:drop|skip|leave out|lose|omit) (?:the )?(?P<act>.+)", "yes"),
        (
            r"^(?:from now on )?(?:you )?(?:can|may|could) (?:now |please )?(?:stop|quit|leave|leave off|give"
            r" up) (?P<act>\w+ing\b.+)",
            "yes",
        ),
        (r"^(?:from now on )?you (?:do not|no longer|need not) ?(?:have to|need to|need|must|to)? ?(?P<act>.+)", "yes"),
        (r"^(?:there is )?no (?:more )?(?:need|longer any need) (?:for you )?to (?P<act>.+)", "yes"),
        (r"^i (?:do not|no longer) (?:need|want|require) you to (?P<act>.+? any more\b.*)", "yes"),
        (r"^i no longer (?:need|want|require) you to (?P<act>.+)", "yes"),
        (
            (
                r"^(?:you can )?(?:forget|ignore|drop|disregard|never mind|scrap) (?:what i (?:said|told you"
                r"|asked)(?: earlier| before)?|the (?:rule|instruction|thing)|my (?:earlier |previous "
                r"|old )?(?:instructions?|rules?|request|wish)|that rule) (?:about|on|regarding|to|of"
                r"|for|with|w) (?P<act>.+)"
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
        (
            r"^(?:it is|its) (?:fine|ok|okay|alright|all right|good|no problem) (?:for you )?(?:to|if you) (?P<act>.+)",
            "no",
        ),
        (
            (
                r"^(?:please )?(?:remove|delete|drop|cancel|lift|scrap|withdraw|erase|strike) (?:the|my|that|this) "
                r"(?:standing )?(?:instruction|rule|order|request|ban|restriction) ?(?::|to|on|against|about|that"
                r" you) (?P<act>.+)"
            ),
            "both",
        ),
        (
            r"^(?:the |my )?(?:ban|veto|embargo) (?:on|against) (?P<act>.+?) (?:is |has been |was )?(?:now )?lifted\b",
            "no",
        ),
        (r"^you are (?:now )?(?:allowed|free|welcome) to (?P<act>.+)", "no"),
        (r"^(?:do )?(?:please )?feel free to (?P<act>.+ again\b.*)", "no"),
        (r"^i (?:do not mind|am fine with|am ok with|am okay with) (?:it if )?you(?:r)? (?P<act>.+)", "no"),
    )
)
"""Each with what it may withdraw: that something is done ("yes"), that it is left ("no"), or both."""
_IN_A_LANGUAGE = re.compile(
    r"^(?:keep up|carry on (?:with|in)|go on (?:with|in)|continue (?:with|in)|keep (?:to|on with)|stick (?:to|with)"
    r"|bother with|use|do) (?:the |your |all (?:the |this )?)?(?P<language>[a-z]+)$",
    re.IGNORECASE,
)
""" "You needn't keep up the French"."""
_CHANGED = re.compile(
    r"\b(?:any ?more|any longer|again|now|no longer|from now on|stop|quit|drop|forget|ignore|scrap|disregard)\b",
    re.IGNORECASE,
)


def withdrawn(texts: Sequence[str], spoken: str) -> list[Order] | None:
    """What is withdrawn by the first pattern that one of these texts fits; None where none does.

    ``spoken`` is the sentence before it was reworded.
    """
    for pattern, polarity in _WITHDRAWN:
        for text in texts:
            if match := pattern.match(text):
                return [] if _is_hint(match["act"], spoken) else list(_withdrawn(match["act"], polarity))
    return None


def _is_hint(act: str, text: str) -> bool:
    """Whether "it is good to", "there is no need to" goes with something that nobody was ever told to do or to
    leave."""
    words = patterns.replaced(r"^(?:not |never )?", "", act, re.IGNORECASE).split()
    first = words[0].casefold() if words else ""
    acts = first in FORMS or patterns.search(rf"\bto {re.escape(first)}\b", text, re.IGNORECASE) is not None
    return acts and not _CHANGED.search(text) and (base_of(first) or first) not in ASKABLE


def _withdrawn(act: str, polarity: str) -> Iterator[Order]:
    once_more = patterns.search(r"\bagain\b", act, re.IGNORECASE) is not None
    act, _ = without_always(patterns.replaced(r"^(?:feel free to|go ahead and|w|with) (?=\w)", "", act, re.IGNORECASE))
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
    acts = [lemmatised(act)] if known else [f"{verb} {act}" for verb in ("use", "mention", "give", "add")]
    for one in acts:
        if (language := LANGUAGE.match(one) or _IN_A_LANGUAGE.match(one)) and language[
            "language"
        ].casefold() in LANGUAGES:
            name = language["language"].title()
            if once_more:  # "you can answer in English again": in no other language any more
                yield Order("reply_language", "", "", "No longer answer in another language.", many=False, over=True)
                continue
            yield Order("reply_language", name, value_key(name), f"No longer answer in {name}.", many=False, over=True)
            continue
        key = act_key(one)
        keys = [f"not {key}"] if negative or polarity == "no" else [key] if polarity == "yes" else [key, f"not {key}"]
        for each in keys:
            yield Order("instruction", "", each, sentence(f"No longer: {one}"), over=True)
