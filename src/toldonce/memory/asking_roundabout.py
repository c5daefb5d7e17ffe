"""What a question asks for that names no attribute: "What am I into?", "What's due?", "Who's my other half?".

Each reading takes the question whole, from its first word to its last, where its words could be about anything else.
"""

from __future__ import annotations

import re

_START = (
    r"^\W*(?:(?:so|and|ok|okay|hey|please|again|now|tell me(?: again)?|remind me(?: again)?|do you (?:still "
    r")?(?:know|remember)"
    r"|can you (?:tell me|remind me|recall)|could you tell me|i forgot|list|name)\b[, ]*)*"
)
_END = (
    r"(?: again| now| these days| currently| at the moment| (?:this|next) (?:week|month|weekend)| today| tomorrow"
    r"| soon| (?:before|by|until|for) (?:the )?(?:spring|summer|autumn|winter|christmas|easter|weekend|holidays?))?\W*$"
)
_NOT = r"(?:can(?:'t| ?not)|don't|do not|am not|could not|couldn't|won't)"
_SOMEBODY = r"(?:i|\w+|my \w+(?: \w+)?)"

READINGS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), tuple(attributes.split()))
    for pattern, attributes in (
        (
            rf"\bplace of residence\b|\bcalls? home\b|{_START}where(?:'s| is| are) my (?:flat|house|apartment|place)\b"
            rf"|{_START}where (?:am i|is {_SOMEBODY}) (?:living|staying|at home){_END}",
            "home address",
        ),
        (
            rf"\bchildhood\b.{{0,20}}\b(?:spent|spend|place|town)\b|\bsp(?:ent|end)\b.{{0,20}}\bchildhood\b|\braised\b"
            rf"|{_START}where (?:am|are|is|was|were) {_SOMEBODY} from{_END}",
            "hometown birthplace",
        ),
        (r"\bb-?days?\b|\bturns? (?:a year older|\d+)\b|\bget a year older\b", "birthday age"),
        (r"\bhow many years (?:old )?(?:am|do|does|is)\b", "age birthday"),
        (
            rf"\bprofessionally\b|\bmy trade\b|\bline of work\b|\b(?:makes?|earns?) (?:my|his|her|their|a) (?:money"
            rf"|living)\b"
            rf"|{_START}what (?:do|does) {_SOMEBODY} do{_END}",
            "job employer",
        ),
        (r"\bemploys (?:me|him|her|them)\b|\bpays (?:my|his|her|their) (?:salary|wages)\b", "employer job"),
        (
            r"\b(?:other|better) half\b|\bsignificant other\b|\bshare my life with\b|\blove of my life\b"
            rf"|{_START}who(?:m|'s)? (?:am i|i am|i'm|do i) (?:with|together with|seeing|going out with|living with"
            rf"|in love with"
            rf"|live with|love){_END}",
            "partner spouse wife husband girlfriend boyfriend",
        ),
        (
            rf"{_START}(?:which|what|how many) (?:kids|children|sons|daughters|boys|girls) (?:do i have|have i(?: "
            rf"got)?|are mine)"
            r"\b|\bmy (?:sons|daughters|boys|girls|little ones|offspring)\b",
            "child son daughter",
        ),
        (
            rf"\ballergens?\b|\bintoleran\w+\b|{_START}(?:what|which \w+) (?:do i|{_NOT} i) (?:react(?: badly)? to"
            rf"|tolerate"
            rf"|digest){_END}|{_START}what makes me (?:sneeze|itch|break out|ill|sick){_END}",
            "allergy",
        ),
        (
            rf"{_START}what(?:'s| is) wrong with (?:me|my health){_END}|{_START}what do i have to live with{_END}",
            "condition",
        ),
        (r"\bdietary\b|\bhow do i eat\b|\b(?:my|way of) eating\b", "diet allergy"),
        (r"\bautomobile\b|\bmy (?:wheels|motor|ride)\b", "car"),
        (r"\bhandset\b|\bcell ?phone\b", "phone"),
        (
            rf"{_START}(?:what|which|who|the|is there)\b.{{0,40}}\b(?:fond of|into|keen on|crazy about|mad about|a "
            rf"fan of|(?:a )?"
            rf"liking for|pleasure in|makes me happy|care for|bear|tolerate|detest|loathe|despise|annoys me|puts me off"
            rf"|bothers me|gets on my nerves|find (?:awful|horrible|disgusting|annoying)|(?:{_NOT} i? ?"
            rf"|can i not )(?:stand|like"
            rf"|enjoy|bear"
            rf"|love)){_END}|{_START}(?:the )?(?:things?|some ?thing)(?: that)? i (?:like|love|enjoy|hate"
            rf"|dislike){_END}",
            "taste. favourite. hobby",
        ),
        (
            rf"\bmy (?:usual |daily |weekly )?routines?\b|{_START}what do i do (?:every|each)(?: (?:single )?\w+){_END}"
            rf"|\bon a regular basis\b|\bregular (?:activities|things)\b"
            rf"|\bdo i (?:always|often|mostly|tend to|keep) do(?:ing)?{_END}",
            "habit hobby",
        ),
        (
            r"\bdo(?:ing)?\b.{0,24}\b(?:regularly|routinely|religiously|habitually|repeatedly"
            r"|(?:week|day) (?:in,?|after) (?:week|day)(?: out)?|(?:week|day) out)\W*$"
            r"|\b(?:my|any|which|what) (?:\w+ )?(?:rituals?|customs|recurring (?:things|activities)|usual practices?)\b"
            rf"|{_START}what do i (?:always |usually |normally |typically |tend to )*do (?:most|on|in the)"
            r" (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends|weekdays|mornings?|evenings?|nights"
            r"|afternoons?)\W*$"
            rf"|{_START}how do i (?:usually |normally |typically )?spend my (?:weeks?|days|mornings|evenings"
            rf"|weekends|time){_END}",
            "habit hobby",
        ),
        (
            r"\bleisure\b|\bwhen i(?:'m| am) not (?:working|at work)\b|\b(?:do|does) .{1,20} to (?:relax|unwind)\W*$",
            "hobby habit",
        ),
        (r"\b(?:mother|native|first) (?:tongue|language)\b|\btongues\b", "language"),
        (
            rf"{_START}(?:what(?:'s| is| are| have| do| did| must| should| else)?|which|do i have(?: any)?|have "
            rf"i(?: got)?(?: any)?"
            r"|are there(?: any)?|is there anything|any|my|the)?\b.{0,24}?\b(?:to-?do(?: list|s)?|tasks?"
            r"|appointments?|errands?"
            r"|obligations?|commitments?|deadlines?|duties|promises?|promised(?: to do)?|(?:is |falls )?due"
            r"|calendar|agenda"
            r"|coming up(?: for me)?|supposed to (?:do|be doing)|commit(?:ted)? (?:myself )?to|(?:have|need|ought) "
            r"to (?:do|get"
            r" done)|must i (?:do|not forget)|not forget|say (?:that )?i(?:'d| would) do|agree(?:d)? to do"
            r"|plan(?:ned)? to do)"
            rf"(?: do i have| have i(?: got)?| did i make| i have| i made| for me)?{_END}",
            "commitment",
        ),
        (
            r"\baddress me\b|\bmy nick ?names?\b|\bnick ?names? do i\b|\b(?:friends|people|everybody|everyone"
            r"|family) call me\b"
            rf"|\bname do i (?:go by|prefer)\b|{_START}how am i (?:addressed|called){_END}",
            "called name",
        ),
    )
)
"""Patterns and the attributes that a question of this kind asks for; "taste." stands for all tastes."""

_MOST_LIKED = re.compile(
    r"\b(?:what|which)(?:(?:'s| is) the)? (?P<thing>(?!things?\b|one\b|of\b|kind\b|do\b)[a-z]+)(?: (?:do|did) i| i)"
    r" (?:like|love|enjoy|prefer)(?: (?:the )?(?:best|most)|(?<=prefer))\W*$"
    r"|\b(?:what|which) (?P<kind>[a-z]+) (?:did i say |do i say )?(?:is|was) my (?:absolute |all-time )?favou?rite\b"
    r"|\bmy (?:top|number one|all-time best) (?P<top>[a-z]+)\W*$",
    re.IGNORECASE,
)


def most_liked(question: str) -> str:
    """Of what the favourite is asked for without that word: "Which colour do I like best?"; nothing where it is not."""
    found = _MOST_LIKED.search(question)
    return (found["thing"] or found["kind"] or found["top"]).casefold() if found else ""


_OF_A_KIND = re.compile(
    r"\b(?:what|which)(?:'s)? (?:(?:kinds?|sorts?|types?) of )?(?P<thing>[a-z]+?)s? (?:do|did|am|was|are|were|does|is)"
    r" (?:i|we|my \w+|\w+) (?:\w+ly |still )?"
    r"(?:into|like|love|enjoy|prefer|listen(?:ing)? to|watch|read|fond of|keen on|a fan of)\b",
    re.IGNORECASE,
)
_KINDS: dict[str, tuple[str, str]] = {
    kind: (favourites, tastes)
    for kinds, favourites, tastes in (
        (
            "music song band tune",
            "music song band singer artist album genre musician composer group",
            "jazz rock pop metal techno folk indie blues punk opera reggae rap soul funk house country hip-hop k-pop"
            " drill grime ska swing choral",
        ),
        (
            "film movie",
            "film movie director actor actress genre",
            "horror comedies thrillers westerns documentaries sci-fi anime romcoms musicals",
        ),
        (
            "book novel",
            "book author writer novel genre poet",
            "poetry novels crime fantasy thrillers biographies comics manga",
        ),
        ("show serie programme", "show series programme sitcom", "sitcoms documentaries soaps anime"),
    )
    for kind in kinds.split()
}
"""Kinds of what is liked: the favourites that belong to one, and the tastes."""


def tastes_of_kind(question: str) -> tuple[str, ...] | None:
    """The attributes for a question for what is liked of one kind: "What films am I into?"; None for other questions.

    What is liked of other kinds is no answer to it.
    """
    found = _OF_A_KIND.search(question)
    kind = _KINDS.get(found["thing"].casefold()) if found else None
    if kind is None:
        return None
    favourites, tastes = kind
    said = [(favourites, "favourite."), (f"{tastes} {favourites}", "taste.")]
    return tuple(f"{prefix}{name}" for names, prefix in said for name in names.split())
