"""Small judgements about a message: does it ask, what is its title, which words carry it."""

from __future__ import annotations

import re

TITLE_CHARACTERS = 60
SHORTEST_TITLE = 15
QUESTION_MARKS = ("?", "？", "؟", "⸮", "՞")
ASKS = re.compile(
    r"""(?:(?i:hey|hi|hello|so|and|but|ok|okay|well|please|now|also|then)[,!\s]+)*
    (?: (?i:who|whom|whose|which|what's|who's|where's|when's|how's)\b
      | (?i:what|when|where|why|how)\b (?!\s+(?i:i|we|you|he|she|they|it|a|an|my|our|your|the)\b)
      | (?i:do|does|did|is|are|am|was|were|can|could|will|would|should|shall|have|has|had|may|might)\s+
        (?i:i|you|we|they|he|she|it|my|our|your|the|there|this|that|these|those|any\w*)\b
      | (?i:does|did|is|are|was|were|has|had)\s+[A-Z]
      | (?i:tell|show|give|find)\s+me\b
      | (?i:remind\s+me)\b (?!\s+to\b)
      | (?i:list|recall|summari[sz]e)\s+(?i:me|my|our|your|all|every\w*|the|what|who|where|when|which|how)\b
    )""",
    re.VERBOSE,
)
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+|(?<=[。！？])|\n+")
WORD = re.compile(r"\w+")
_ORDERS = re.compile(
    r"(?:(?:and|also|but|so|ok|okay|oh|hey|from now on|in future|in the future),?\s+)*(?:please,?\s+)?"
    r"(?:always\b|never\b(?! mind)|(?:do not|don['’]t|stop|avoid)\s\w+|(?:answer|reply|respond)\b"
    r"|(?:use|keep|write|give me|explain|address|call me|be)\b.*"
    r"\b(?:answers?|repl(?:y|ies)|sentences?|messages?|words?|tone|please|from now on))",
    re.IGNORECASE,
)
_ABOUT_ORDERS = re.compile(
    r"\b(?:answers?|repl(?:y|ies)|respond|instructions?|rules?|orders?|style|tone|format|requests?|asked you"
    r"|told you to|ask you|want you to|should you|shall you|call me|always|never)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    """
    am an and are as at be been but by can could did do does for from had has have he her him his how if in is it its me
    my no not of on or our she shoul so that the their them then there these they this those to up us user was we were
    what when where which who whom whose why will with would you your name call get got tell know about any some still
    """.split()
)
_ABOUT_THE_USER = re.compile(
    r"\b(?:(?:what|everything|all|anything|how much)\b.{0,40}\b(?:know|knew|remember|learn(?:ed|t)|told|saved|stored?)"
    r"\b.{0,20}\babout (?:me|myself)|know (?:anything )?about me|what (?:have i told|did i tell) you"
    r"|tell me about myself)\W*(?:so far|already|until now|now|today|please)?\W*$",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\bused? to\b|\bprevious(?:ly)?\b|\bformer(?:ly)?\b|\bbefore\b|\bearlier\b|(?<!how )\bold\b|\bback then\b"
    r"|\boriginally\b|\bat first\b",
    re.IGNORECASE,
)
_TO_FORGET = re.compile(
    r"(?:(?:please|now|ok|okay|hey|and|also|can you|could you|would you|will you|i want you to|i'd like you to),?\s+)*"
    r"(?:forget|delete|erase|remove|wipe)\s+(?!to\b|(?:about )?(?:it|that|this|the rest)\W*(?:$|[.!,]))"
    r"(?=.*\b(?:my|me|i|our|we|everything|what|that)\b)",
    re.IGNORECASE,
)
_OF_THE_FUTURE = re.compile(
    r"\bwill\b|\bshall\b|\bgoing to\b|\babout to\b|\bsoon\b"
    r"|\bnext (?:week|month|year|spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_LIKES = re.compile(r"\bwhat\b.{0,60}\b(?:like|love|enjoy)\b", re.IGNORECASE)
_DISLIKES = re.compile(r"\bwhat\b.{0,60}\b(?:dislike|hate|not|don['’]?t|stand)\b", re.IGNORECASE)
_I = re.compile(r"\bi\b", re.IGNORECASE)
_MY = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_OF_THE_USER = re.compile(r"The user's(?=\s)")
_IS = re.compile(r" is ")
_THE_USER_DOES = re.compile(
    r"The user (?P<adverb>(?:no longer|also|usually|often|really|always|never) )?(?P<verb>[a-z']+)\b"
)


def is_question(message: str) -> bool:
    """Whether the message asks in the end, rather than tells; in other languages than English, by its question mark."""
    return any(_asks(sentence) for sentence in _worded(message)[-1:])


def only_asks(text: str) -> bool:
    """Whether the text tells nothing, because every sentence of it asks."""
    return all(_asks(sentence) for sentence in _worded(text))


def only_orders(text: str) -> bool:
    """Whether every sentence of the text says how to answer, and none tells anything."""
    parts = _worded(text)
    return bool(parts) and all(_ORDERS.match(part.strip()) is not None for part in parts)


def asks_for_orders(message: str) -> bool:
    """Whether a question is about what the user asked for."""
    return _ABOUT_ORDERS.search(message) is not None


def asks_about_the_user(message: str) -> bool:
    """Whether a question wants all that is known of its speaker: "what do you know about me?"."""
    return _ABOUT_THE_USER.search(message) is not None


def feelings_asked_for(message: str) -> frozenset[str]:
    """The feelings that a question wants to hear of: "what do I like?" of no dislikes; none where it does not say."""
    if _DISLIKES.search(message) is not None:
        return frozenset() if re.search(r"\band\b|\bor\b", message) else frozenset({"dislikes", "hates"})
    return frozenset({"likes", "loves"}) if _LIKES.search(message) is not None else frozenset()


def asks_of_the_past(message: str) -> bool:
    """Whether a question wants what was so before: "where did I live before?"."""
    return _OF_THE_PAST.search(message) is not None


def asks_to_forget(message: str) -> bool:
    """Whether a message wants something erased: "please forget my phone number"; not "forget it"."""
    return any(_TO_FORGET.match(sentence) is not None for sentence in sentences(message))


def asks_of_the_future(message: str) -> bool:
    """Whether a question wants what is to come: "where will I live in May?"."""
    return _OF_THE_FUTURE.search(message) is not None


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without white space around them."""
    return [part.strip() for part in SENTENCE_END.split(text) if part.strip()]


def addressed(content: str, *, over: bool = False) -> str | None:
    """A sentence about "the user", said to the user, in the past when it is over; None for another sentence."""
    owned = _OF_THE_USER.match(content)
    if owned is not None:
        rest = content[owned.end() :]
        return _own(f"Your{_IS.sub(' was ', rest, count=1) if over else rest}")
    does = _THE_USER_DOES.match(content)
    if does is None:
        return None
    verb = _you_form(does["verb"])
    return _own(f"You {does['adverb'] or ''}{_past_form(verb) if over else verb}{content[does.end() :]}")


def _you_form(verb: str) -> str:
    """The verb as it goes with "you", from the one that goes with "the user"."""
    irregular = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "doesn't": "don't"}
    if verb in irregular:
        return irregular[verb]
    if re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        return verb[:-2]
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-1] if verb.endswith("s") and not verb.endswith(("ss", "us")) else verb


def _past_form(verb: str) -> str:
    """The past of a verb as it goes with "you"."""
    irregular = {"are": "were", "have": "had", "do": "did", "aren't": "weren't", "don't": "didn't", "go": "went",
                 "drive": "drove", "speak": "spoke", "take": "took", "eat": "ate", "run": "ran", "get": "got",
                 "drink": "drank", "sing": "sang", "swim": "swam", "ride": "rode", "keep": "kept", "teach": "taught",
                 "think": "thought", "feel": "felt", "write": "wrote", "can": "could",
                 "were": "were", "had": "had"}  # fmt: skip
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"


def _own(sentence: str) -> str:
    for of_the_user, own in ((r"\bthe user's\b", "your"), (r"\bthe user\b", "you"), (r"\btheir\b", "your")):
        sentence = re.sub(of_the_user, own, sentence)
    return sentence


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def clipped(text: str, longest: int) -> str:
    """At most ``longest`` characters of a one-line text, ended at a word and marked when something was left out."""
    if len(text) <= longest:
        return text
    room = text[: longest - 1]
    at_word = room.rsplit(" ", 1)[0] if " " in room[longest // 2 :] else room
    return at_word.rstrip(" ,;:-") + "…"


def title_of(message: str) -> str:
    """How a message begins, as the title of its conversation: its first sentence, at most 60 characters."""
    title = ""
    for sentence in _worded(message) or [message.strip()]:
        title = one_line(f"{title} {sentence}")
        if len(title) >= SHORTEST_TITLE:
            break
    return clipped(title, TITLE_CHARACTERS)


def words(text: str) -> set[str]:
    """Words of three or more characters, folded, each by its first five characters, so that endings do not matter."""
    return {word.casefold()[:5] for word in WORD.findall(text) if len(word) > 2}


def content_words(text: str) -> set[str]:
    """The words of a text that say what it is about, each by its first five characters."""
    return {word.casefold()[:5] for word in WORD.findall(text) if len(word) > 1} - _EMPTY_WORDS


def asks_of_oneself(message: str) -> bool:
    """Whether a question is about its speaker and about nobody of theirs: "where do I live", not "my sister"."""
    return _I.search(message) is not None and _MY.search(message) is None


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’»)」 ").endswith(QUESTION_MARKS) or ASKS.match(sentence) is not None


def _worded(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if WORD.search(sentence)]
