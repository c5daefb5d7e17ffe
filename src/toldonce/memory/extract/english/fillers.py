"""What only leads up to a clause: "oh well, to be honest"."""

from __future__ import annotations

import re

_FILLER = re.compile(
    r"""(?ix)^(?:
      oh | so | well | ok(?:ay)? | yeah | yes | yep | yup | sure | right | hey | hi(?:\ there)? | hello | no(?=\ ,)
      | nope | wait
    | btw | by\ the\ way | fyi | also | and | but | anyway s? | honestly | basically | ugh | wow | hmm+ | ah+ | lol
    | haha | plus
    | just\ so\ you\ know | (?:I\ )?(?:just\ )?want(?:ed)?\ to\ (?:share|report|announce|inform\ you|brag)(?:\ that)?
    | (?:I\ )?(?:am\ )?(?:very\ |so\ |really\ )?(?:glad|happy|excited|proud|thrilled|sad|sorry|pleased
        |delighted)\ to\ (?:say|report|announce|tell\ you|share|inform\ you)(?=\ (?:I|we|my|our)\b)
    | for\ (?:the\ record|your\ (?:reference|information)|the\ form|context|reference|what\ it\ is\ worth)
    | to\ be\ (?:honest|fair|clear|precise|exact) | you\ know(?=\ ,|\ what) | I\ mean | like\ I\ said
    | as\ (?:I\ said|I\ told\ you|you\ know|mentioned|I\ mentioned)
    | fun\ fact | plot\ twist | (?:quick|small|little|life|big|great|good|sad|bad|happy)\ (?:update|news) | update
    | guess\ what
    | (?:the\ )?(?:good|bad|sad|big|great|best)\ news(?:\ is)?(?:\ that)?
    | in\ case\ (?:you\ (?:wondered|were\ wondering|wonder|need\ (?:it|to\ know))|it\ (?:matters|helps)
        |that\ (?:matters|helps)) | since\ you\ asked?
    | just\ to\ let\ you\ know
    | (?:I\ )?(?:should|must|have\ to|wanted\ to|want\ to|would\ like\ to|can|might|forgot\ to|need\ to
        |never)\ (?:also\ )?(?:mention(?:ed)?|add|say|tell\ you|told\ you|admit|confess|note|point\ out
        |let\ you\ know|share)(?:\ that)?
    | (?:I\ )?(?:told|have\ told)\ you(?:\ (?:before|already|earlier))?(?:\ that)?
    | (?:please\ )?(?:remember|note|keep\ in\ mind|bear\ in\ mind|be\ aware|know|consider|save|write\ down
        |take\ note)\ that | let\ me\ tell\ you(?:\ that)?
    | (?:it\ )?turn(?:s|ed)\ out(?:\ that)? | the\ (?:thing|truth|fact)\ is(?:\ that)? | it\ is\ true\ that
    | the\ point\ is(?:\ that)?
    | (?:I\ )?(?:am\ )?(?:very\ |so\ |really\ )?(?:glad|happy|excited|proud|thrilled|sad|sorry|pleased
        |delighted)\ (?:to\ (?:say|report|announce|tell\ you|share)\ )?that(?=\ )
    | I\ (?:just\ |recently\ |have\ )*(?:found\ out|learned|learnt|discovered|realised|realized|noticed)(?:\ that)?
    | I\ (?:think|guess|believe|suppose|would\ say|reckon|must\ say|have\ to\ (?:say|admit))(?:\ that)?(?=\ (?:i
        |my|we|our)\b)
    | (?:you\ )?(?:will\ not|would\ not)\ believe\ (?:it|this) | can\ you\ believe\ it
    | it\ was\ (?:great|fun|awful|amazing) | never\ mind | sorry | thanks? | thank\ you
    | (?:please|just)(?=\ ,) | speaking\ of\ which | on\ (?:another|a\ different)\ note | as\ for\ me | personally
    | for\ me | as\ a\ rule | and\ yes | funny\ enough | of\ course
    | by\ day(?=\ (?:i|we)\b) | by\ (?:profession|trade|training)(?=\ (?:i|we|my|our)\b|\ ?,)
    | for\ (?:a\ living|work)(?=\ (?:i|we|my|our)\b|\ ?,)
    | i\ (?:have\ )?(?:heard|hear|know|noticed|can\ report|am\ told|gather|forgot\ to\ say|must\ tell\ you)
        (?:\ that)?(?=\ (?:i|we|my|our)\b)
    | did\ i\ (?:mention|tell\ you|say)(?:\ that)? | (?:something\ (?:\w+\ )?|it\ )happened(?=\ [:,])
    | in\ my\ (?:free|spare)\ time
    | for\ fun(?=\ (?:i|we)\b) | since\ my\ (?:last\ )?birthday | from\ (?:now|today)\ on | these\ days | nowadays
    | right\ now | at\ the\ moment | at\ present | currently | lately | now | recently | today | finally | then
    | originally | actually | luckily | unfortunately
    | sadly | fortunately | obviously | apparently | usually | normally | generally | sometimes | meanwhile
    | after\ all | in\ fact | as\ it\ happens | in\ general | still | first(?:ly)?(?=\ ,)
    | because | since(?=\ (?:i|we|my)\b) | although | though | while | as(?=\ (?:i|we)\b) | that(?=\ (?:i|we|my)\b)
    | which\ is\ why | that\ is\ why | it\ is\ (?:just\ )?that
    | i\ will\ have\ you\ know | as\ for(?=\ my\b) | before\ that | back\ then | previously | in\ the\ past
      | \w+-wise | i\ made\ a\ mistake
      | let\ me\ correct\ that | i\ got\ that\ wrong | correction | update
    | every\ (?:other\ |single\ )?\w+(?:\ (?:morning|evening|night|afternoon))?(?=\ ,|\ (?:i|we)\b)
    | (?:once|twice|(?:three|four|five)\ times)\ (?:a|every|per)\ \w+
    | on\ (?:\w+days|weekends|weekdays)(?=\ ,|\ (?:i|we)\b)
    | (?:before|after)\ (?:breakfast|lunch|dinner|work|bed|school)(?=\ ,|\ (?:i|we)\b)
    | most\ (?:days|mornings|evenings|nights|weekends)
    | (?:in\ the|each)\ (?:morning|evening|night)s?(?=\ ,|\ (?:i|we)\b)
    )(?:\s*[,:;–—-]\s*|\s+|$)"""
)
_MARKS = frozenset("actually no correction sorry wait oops now".split())


def leading_fillers(text: str) -> str:
    """The beginning of a clause that only leads up to it: "oh well, to be honest"."""
    rest = text
    for _ in range(8):
        rest = rest.lstrip(' ,;:-–—()"')
        match = _FILLER.match(rest)
        if match is None or not match.group(0).strip():
            break
        rest = rest[match.end() :]
    return text[: len(text) - len(rest)]


def without_fillers(tokens: list[str]) -> tuple[frozenset[str], list[str]]:
    """The clause without what only leads up to it; the words among that that mark a change or a correction."""
    text = " ".join(tokens)
    lead = leading_fillers(text)
    return frozenset(_MARKS.intersection(lead.casefold().replace(",", " ").split())), text[len(lead) :].split()
