"""Orders in roundabout constructions, as ones that say what to do."""

from __future__ import annotations

import re

from toldonce.memory.extract.constructions.identity import NICKNAMES
from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import LANGUAGES
from toldonce.memory.extract.english.patterns import Replacement
from toldonce.memory.extract.english.verbs import base_of
from toldonce.memory.extract.instructions.asked import ASKED
from toldonce.memory.extract.instructions.lifted import LIFTED

ADDRESSED = frozenset(
    """
    use give keep show write put start end explain answer reply respond speak talk add include avoid suggest
    recommend mention quote spoil apologise apologize format cite call address refer translate convert
    provide list summarise summarize shorten skip begin make limit send present propose offer ask tell remind bring
    repeat assume treat spell round check say be sign greet compare praise flatter swear state label
    number capitalise capitalize link highlight compare count describe focus stick describe return output relate
    prefer include generate share mark open close finish lecture joke patronise comment review
    """.split()
)
"""What one can ask of somebody who writes answers."""
ROUNDABOUT = frozenset(
    """
    circumstances forbid prohibit ban lift necessary required request instruction forbidden annoys bothers irritates
    favour favor rule insist ensure using use spare tolerate abstain desist longer again henceforth
    cease knock cut enough withdraw revoke retract excused obliged permission hate dislike
    nickname you be say answer prefer let listen consistently exception times anytime important
    """.split()
)
"""Words that orders in roundabout constructions have, beside those of plain orders."""
_ANSWERS = r"(?:answers?|repl(?:y|ies)|responses?|explanations?|messages?|summar(?:y|ies))"
_QUALITY = (
    r"(?P<q>(?:(?:very|more|as|really|super|quite) )?(?:short|shorter|brief|concise|simple|simpler|long|longer"
    r"|detailed"
    r"|formal|informal|casual|direct|blunt|polite|plain|clear|honest|terse|snappy|friendly|precise|to the point))"
)
_THINGS = (
    r"(?P<x>(?!(?:thanks?|problem|idea|need|worries|one|way|matter|doubt|rush|it|that|this|you|they|we|i|clue|more"
    r"|what|which|these|those|there|offence|offense|hurry|wonder|pressure|luck)\b)[\w-]+(?: (?!(?:please|are|is|in"
    r"|from"
    r"|for|to|with|any)\b)[\w-]+)?)"
)
_FROM_NOW = (
    r"(?:from (?:now|here|today|this point) on(?:wards?)?(?: out)?|any more|ever again|in (?:the )?future|always)"
)


def _plain_act(found: re.Match[str]) -> str:
    """The order in a polite frame, in the base form: "would you mind not using" -> "always do not use"."""
    word = (found["act"] or found["act2"]).casefold()
    lemma = base_of(word)
    if lemma is None:
        return found[0]
    return f"do not {lemma}" if found["no"] else f"always {lemma}"


_HANDED_OVER = tuple(f"i {does} " for does in ("ask", "paste", "send", "share", "post", "upload"))


def _on_condition(found: re.Match[str]) -> str:
    """ "When you list things, use bullet points": only of what the one that is spoken to writes."""
    act, condition = found["act"], found["c"]
    does = condition.split()[1].casefold() if len(condition.split()) > 1 else ""
    told = condition.casefold().startswith(_HANDED_OVER) or (
        does in ADDRESSED and "your" not in condition.casefold().split()
    )
    return f"always {act} when {condition}" if told and act.split()[0].casefold() in ADDRESSED else found[0]


_REWORDED: tuple[tuple[re.Pattern[str], Replacement], ...] = tuple(
    (re.compile(source, re.IGNORECASE), new)
    for source, new in (
        (
            r"^(?:would|do) you mind (?P<no>not )?(?P<act>\w+ing)\b(?P<act2>)(?=.*(?:from now|every|each|always"
            r"|future|when))",
            _plain_act,
        ),
        (
            r"^(?:(?:i|it) would (?:really )?(?:appreciate it|prefer it|like it|love it|rather|help|be (?:great"
            r"|nice|good"
            r"|better|helpful|lovely|best))) (?:if )?you (?:could )?(?:(?P<no>did not|do not|never|not) (?P<act>\w+)"
            r"|(?P<act2>avoided|stopped|\w+(?=.*\b(?:from now|every|each|always|future|your answers)\b)|used|kept))\b",
            _plain_act,
        ),
        (
            r"^(?:i|we) (?:never|do not) (?:want|need|like) (?:to see |to read )?(?:any )?"
            rf"{_THINGS} (?:in|from|with) (?:your {_ANSWERS}|you)\b.*$",
            r"never use \g<x>",
        ),
        (
            rf"^{_THINGS} (?:are|is) (?:banned|forbidden|off limits|not allowed|not welcome|prohibited)(?:"
            rf" {_FROM_NOW})?$",
            r"never use \g<x>",
        ),
        (
            rf"^(?:(?:please|pls|plz|and|so) ,? ?)*no (?:more )?{_THINGS}(?: ,? ?(?:please|pls|ever|thanks"
            rf"|{_FROM_NOW}))+$",
            r"never use \g<x>",
        ),
        (rf"^(?:please|pls|plz) ,? ?no (?:more )?{_THINGS}$", r"never use \g<x>"),
        (
            rf"^(?:could |can )?(?:your|all|the|all your) {_ANSWERS} (?:should|must|need to|have to|ought to|can"
            rf"|could)?"
            rf" ?(?:always )?be {_QUALITY}\b.*$",
            r"always keep your answers \g<q>",
        ),
        (
            rf"^i (?:would )?(?:prefer|like|want|need|appreciate) {_QUALITY} {_ANSWERS}(?: from you)?$",
            r"always keep your answers \g<q>",
        ),
        (
            rf"^(?:only )?{_QUALITY} {_ANSWERS}(?: only)?(?: ,? ?(?:please|pls|{_FROM_NOW}))*$",
            r"always keep your answers \g<q>",
        ),
        (
            rf"^(?:(?:please|from now on|always|going forward) ,? ?)*(?:keep it|be) {_QUALITY}"
            rf"(?: (?:with me|for me|when .+))?(?: ,? ?(?:please|{_FROM_NOW}))*$",
            r"always be \g<q>",
        ),
        (
            r"^(?:when(?:ever)?|every time|each time|if(?= i (?:ask|paste|send|share|post|upload)\b))"
            r" (?P<c>(?:you|i) [^,]{2,50}) , (?:please )?(?:then"
            r" )?(?P<act>(?!you\b|i\b|we\b|it\b)[a-z].+)$",
            _on_condition,
        ),
        (
            r"^(?:for|with) (?P<c>(?:all )?(?:temperatures?|measurements?|distances?|weights?|dates|times|numbers"
            r"|prices"
            r"|recipes|code|lists|lengths|money|spelling|currenc(?:y|ies)|quantities|comparisons)) ,? ?(?:please"
            r" )?(?:always )?(?P<act>(?:use|stick to|give me|write|show"
            r"|convert)\b.+)$",
            r"always \g<act> for \g<c>",
        ),
        (
            rf"^(?P<u>[\w-]+) (?P<n>units|words|spelling|sentences|points|lists?) only(?: ,? ?(?:please"
            rf"|{_FROM_NOW}))*$",
            r"use only \g<u> \g<n>",
        ),
        (
            r"^i would (?:like|prefer) (?:all )?(?P<x>[\w ]{3,30}) in (?P<y>metric|imperial|celsius|fahrenheit|bullet"
            r"|euros|dollars)\b.*$",
            r"always give \g<x> in \g<y>",
        ),
        (
            r"^(?P<act>(?:give|show|tell) me (?:all )?[\w ]{3,30} in (?:metric|imperial|celsius|fahrenheit|euros"
            r"|pounds)\b.*)$",
            r"always \g<act>",
        ),
        (r"^make it a (?:rule|habit) to\s", "always "),
        (r"^i (?:want|need|would like) you to (?P<act>address me .+)$", r"always \g<act>"),
        (r"^(?:you \w+ too much|there is no need to [^,]+?) , (?:so )?(?:please )?(?=stop\b)", ""),
        (
            rf"^(?:let us|we (?:will|should)) (?:speak|talk|switch to|chat in|use)"
            rf" (?P<x>{'|'.join(sorted(LANGUAGES))})"
            rf" (?:{_FROM_NOW})$",
            r"answer in \g<x>",
        ),
        (
            rf"^(?P<x>{'|'.join(sorted(LANGUAGES))})(?: only| please| ,)* (?:{_FROM_NOW})(?: please)?$",
            r"answer in \g<x>",
        ),
        (
            rf"^(?:(?:please|now|you can|you may|let us|ok|okay) ,? ?)*(?:switch|go|change|revert|return)(?: back)? to"
            rf" (?P<x>{'|'.join(sorted(LANGUAGES))})(?: (?:now|again|please|{_FROM_NOW}))*$",
            r"answer in \g<x>",
        ),
        (
            r"^(?:please )?keep (?:on )?(?:answering|replying|responding|writing|speaking|talking|chatting)"
            rf"(?: to me| me| with me)? in (?P<x>{'|'.join(sorted(LANGUAGES))})(?: please)?$",
            r"answer in \g<x>",
        ),
        (
            rf"^(?:please )?(?:speak|talk|write) (?P<x>{'|'.join(sorted(LANGUAGES))}) (?:to|with) me(?: please)?$",
            r"answer in \g<x>",
        ),
        (
            rf"^(?P<x>{'|'.join(sorted(LANGUAGES))}) again ,? ?please$",
            r"answer in \g<x>",
        ),
        (
            rf"^(?:back to )?(?:normal|longer|full|proper|normal length|full length|detailed) {_ANSWERS} again"
            r"(?: ,? ?please)?$",
            r"you no longer have to keep your answers short",
        ),
        (
            r"^i would (?:really |much )?(?:prefer|like|love|appreciate)"
            r" (?P<x>(?:british|american|metric|imperial|plain"
            r"|simple|gender-neutral) [\w-]+) in (?:everything|anything|all|whatever) (?:that )?(?:you write|you say"
            rf"|(?:of )?your {_ANSWERS})$",
            r"always use \g<x>",
        ),
        (
            r"^i (?:want|need|expect|would like|would prefer) you to be (?P<q>(?:\w+ ){0,3}?\w+) with me$",
            r"always be \g<q> with me",
        ),
        (rf"^(?:from now on|going forward|henceforth) ,? ?no (?:more )?{_THINGS}(?: ,? ?please)?$", r"never use \g<x>"),
        (
            r"^(?:please )?no (?P<x>emojis?|tables?|jargon|spoilers|markdown|jokes|lists|bullet points|headings|slang"
            r"|disclaimers|exclamation marks|abbreviations) (?:and|or) (?:no )?(?P<y>[\w-]+(?: [\w-]+)?)"
            r"(?: ,? ?please)?$",
            r"never use \g<x> or \g<y>",
        ),
        (
            r"^(?:always|from now on|every time|please always) ,? ?double[- ]check (?P<x>.+)$",
            r"always check \g<x> twice",
        ),
        (
            r"^(?:always )?(?P<act>(?:write|format|give|show) (?:all |me )*(?:dates|times|numbers|prices|measurements"
            r"|temperatures) (?:as|in|with)\b.+"
            r"|use (?:euros|dollars|pounds|grams|kilos|kilograms|celsius|fahrenheit|kilometres|miles|litres"
            r"|they/them|she/her|he/him) for \w+)$",
            r"always \g<act>",
        ),
        (
            r"^(?:much )?(?:less|fewer) (?P<x>fluff|small talk|waffle|padding|jargon|details?|emojis|examples|jokes"
            r"|disclaimers|bullet points|headings|chit-?chat)(?: ,? ?please)$",
            r"always use less \g<x>",
        ),
        (r"^(?:please )?(?P<act>treat me (?:like|as) .+)$", r"always \g<act>"),
        (r"^go ahead and (?P<act>.+ again\b)", r"you can \g<act>"),
        (
            r"^(?:never mind|scrap|forget(?: about)?|drop|ignore|you can (?:drop|forget)) the"
            r" (?:no[ -])?(?P<x>[\w -]{3,25}?)"
            r" (?:rule|thing|instruction|request)$",
            r"forget what i said about \g<x>",
        ),
        (
            rf"^i (?:do not mind|am fine with|am ok with|am okay with|like) {_THINGS} (?:any more|again|now)$",
            r"\g<x> are fine again",
        ),
        (
            rf"^{_THINGS} (?:are|is) (?:fine|ok|okay|allowed|welcome|good) (?:by me |with me )?(?:again|now)$",
            r"\g<x> are fine again",
        ),
        (
            rf"^{_THINGS} (?:are|is) (?:no longer|not) (?:needed|necessary|required|wanted)(?: any more)?$",
            r"you no longer have to use \g<x>",
        ),
        (
            rf"^(?:there is )?no (?:more |longer any |further )?need for (?:an? |the )?{_THINGS}(?: any more)?$",
            r"you no longer have to add \g<x>",
        ),
        (
            rf"^(?:your|the) {_ANSWERS} (?:do not|no longer) (?:have|need) to be {_QUALITY}(?: any more)?$",
            r"you no longer have to keep your answers \g<q>",
        ),
    )
)


def reworded(text: str) -> str:
    """An order in a roundabout construction, as one that says what to do; the rest as it is."""
    own = text if text[:2] == "I " else text[:1].lower() + text[1:]
    for pattern, new in _REWORDED:
        changed = patterns.rewritten(pattern, new, own)
        if changed != own:
            return " ".join(changed.split())
    for words in (text, own):
        if (changed := _plain_order(words)) != words:
            return changed
    return text


def _plain_order(text: str) -> str:
    """An order (spaced, without its full stop) made plain; unchanged where no construction fits."""
    for _, source, makes in NICKNAMES:
        if (found := patterns.match(source, text, re.IGNORECASE)) is not None:
            return _made(makes, found).replace("my nickname is", "call me")
    for source, makes in (*LIFTED, *ASKED):
        found = patterns.match(source, text, re.IGNORECASE)
        if found is not None and (new := _made(makes, found)) != found[0]:
            return " ".join(f"{new} {text[found.end() :]}".split())
    return text


def _made(makes: Replacement, found: re.Match[str]) -> str:
    return found.expand(makes) if isinstance(makes, str) else makes(found)
