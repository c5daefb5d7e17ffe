"""Endings of what was named just before: "I have given it up", "not any more"."""

from __future__ import annotations

from toldonce.memory.extract.endings.frames import (
    ACT,
    BAN,
    DISLIKING,
    FED_UP,
    HOW,
    LATELY,
    LIKE,
    LIKING,
    LIKING_OR_ACT,
    NO_MORE,
    ORDER,
    PLEASE,
    SPEAKER,
    frame,
)

POINTING = (
    frame(
        LIKING_OR_ACT,
        "phase fad",
        r"(?:(?:nah|no|oh|well|nope) ?,? )*(?:that|it|those|they) (?:was|were) (?:just |only |more of )*(?:a|my) "
        r"(?:passing |short |lockdown |student )?(?:phase|fad)\b",
    ),
    frame(
        LIKING,
        "off sick tired bored over like love enjoy stand face had done",
        rf"{SPEAKER}{HOW}{FED_UP} (?:it|them|that|those)\b|(?:i|we) {HOW}(?:do not"
        rf"|no longer|can not) {HOW}(?:{LIKE}|stand|face|bear) (?:it|them|that|those)\b(?: {LATELY})?|(?:i|we)"
        rf" {HOW}(?:hate|dislike|can not stand)"
        r" (?:it|them) now",
    ),
    frame(
        ACT,
        "gave given quit dropped stopped do packed ditched stop had gone over history",
        rf"(?:{SPEAKER}{HOW}(?:had to )?(?:gave|given|give|packed|jacked|chucked) (?:it|them|that)"
        rf" (?:all )?(?:up|in)|{SPEAKER}{HOW}(?:quit|dropped|ditched|stopped|abandoned)(?: doing| playing| going)?(?:"
        rf" it|"
        rf" them| that)?(?= ages|\s*$|\s?[,;.]| a \w+ ago"
        rf"| years ago| because| when| since)|(?:i|we) {HOW}(?:do not|no longer|never) (?:do|play|go|practise|use)(?:"
        rf" it| them| that| there)? (?:{NO_MORE})"
        rf"|i (?:do not|no longer)(?: do)?(?: it| that| this)? {NO_MORE}(?=\s*$|\s?[,;.])"
        r"|(?:that|it|those days) (?:is|are) (?:all )?(?:over|history|gone|behind me|done with|finished)(?: now)?)",
    ),
    frame(
        ORDER,
        "stop drop leave skip forget cut lose use need",
        rf"{PLEASE}(?:you can |let us |just )?{HOW}(?:stop(?: (?:using|doing|with|it|them|that))+|drop (?:it|them"
        rf"|that)"
        r"|leave (?:it|them|that) (?:out|off)|skip (?:it|them)|forget (?:it|them)|cut (?:it|them) out|lose them|do"
        r" without(?: them)?)\b",
    ),
    frame(
        BAN,
        "use mention say talk",
        rf"{PLEASE}(?:you (?:can|may)|feel free to|go ahead and) {HOW}(?:use|mention|bring up|say|talk about) (?:it"
        rf"|them"
        r"|that)\b",
    ),
    frame(
        DISLIKING,
        "like love enjoy appreciate forward",
        rf"(?:i|we) (?:{HOW}(?:have come to|have grown to|have learn(?:ed|t) to|(?:have )?{HOW}(?:started|begun) to|now"
        rf"|actually|quite) (?:like|love|enjoy|appreciate"
        rf"|look forward to) (?:it|them)|{HOW}(?:like|love|enjoy) (?:it|them) (?:now|these days|after all))(?=\s*$"
        rf"|\s?[,;.])",
    ),
    frame(
        ACT,
        "since years ages months",
        r"(?:i |we )?(?:have )?not (?:been|gone|done (?:it|that|any)|played|touched (?:it|one))?(?: back)? "
        r"?(?:since \w+|in"
        r" (?:years|ages|months))",
    ),
    frame(
        LIKING_OR_ACT,
        "more longer now",
        r"(?:but )?(?:not any ?more|no longer|not now|not these days|not any longer)(?=\s*$|\s?[,;.])",
    ),
)
"""Endings of what was named just before: "I have given it up", "not any more"."""
