"""Short answers, put into whole sentences: "Where do you live?" - "Berlin." -> "I live in Berlin"."""

from __future__ import annotations

import re

from toldonce.memory.extract.english import patterns
from toldonce.memory.extract.english.lexicon import is_occupation
from toldonce.memory.extract.sentences.splitting import sentences
from toldonce.memory.extract.sentences.wording import plain

_QUESTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), template)
    for pattern, template in (
        ((r"\bwhere (?:do you (?:live|reside)|are you (?:based|living|located))\b|\b(?:which|what) (?:city"
        r"|town|country|place) do you live\b"), "I live in {}"),
        ((r"\bwhere (?:are you|do you come) (?:originally )?from\b|\bwhere (?:did you grow up"
        r"|were you raised)\b|\bwhat is your hometown\b"), "I grew up in {}"),
        (r"\bwhere were you born\b", "I was born in {}"),
        ((r"\b(?:what is|may i (?:ask|know)|can i ask|could you tell me|tell me) your (?:first "
        r"|full )?name\b|\bwho am i (?:talking|speaking) (?:to|with)\b"), "my name is {}"),
        ((r"\bwhat (?:should|shall|can|may|do) i call you\b|\bhow should i (?:address"
        r"|call) you\b|\bwhat would you like (?:me to call you|to be called)\b"), "call me {}"),
        (r"\bhow old are you\b|\bwhat is your age\b", "I am {}"),
        ((r"\bwhen is your birthday\b|\bwhen were you born\b|\bwhat is your (?:birthday|date of birth"
        r"|birth date)\b"), "my birthday is on {}"),
        ((r"\bwhat do you do(?: (?:for (?:a living|work)|professionally)\b|\s?\?)|\bwhat is your (?:job|profession"
        r"|occupation)\b|\bwhat do you work as\b|\bwhat kind of work do you do\b"), "I work as {}"),
        ((r"\b(?:where do you work|who do you work for|which company do you work|what company do you work"
        r"|who is your employer)\b"), "I work at {}"),
        (
            r"\bwhat are you allergic to\b|\bdo you have any (?:food )?allergies\b|\bany allergies\b",
            "I am allergic to {}",
        ),
        (
            r"\b(?:any|what|which) (?:foods?|thing|things|ingredients?) (?:that )?you (?:avoid|do not eat|cannot eat)\b"
            r"|\bdietary (?:needs|requirements|restrictions)\b",
            "I do not eat {}",
        ),
        (r"\byour name (?:for|on|in|as)\b|\bwhat name (?:do|should|shall)\b|\band your name\b", "my name is {}"),
        (
            r"\b(?:any|what|which) (?:medications?|medicines?|meds|drugs|tablets|pills)\b(?! (?:does|is|has|did)\b)",
            "I take {}",
        ),
        (r"\bdo you have any pets\b|\bdo you have a pet\b|\bany pets\b", "I have {}"),
        (r"\bdo you have any (?:siblings|brothers or sisters|kids|children)\b", "I have {}"),
        (r"\bwhat is your (?P<topic>favou?rite [\w ]{2,30}?)(?=\s*(?:\?|$|,|\band\b))", "my {topic} is {}"),
        (r"\b(?:what|which) languages? do you speak\b", "I speak {}"),
        (r"\bwhat (?:are your hobbies|do you do (?:for fun|in your (?:free|spare) time))\b", "my hobbies are {}"),
        (r"\bwhat (?:kind of )?car do you (?:drive|have)\b|\bwhat do you drive\b", "I drive a {}"),
        (r"\b(?:what|which) (?:kind of )?phone do you (?:use|have)\b", "my phone is a {}"),
        ((r"\bwhat is the name of your (?P<topic>[\w -]{2,20}?)(?=\s*(?:\?|$))|\bwhat is your (?P<topic2>dog"
        r"|cat|sister|brother|wife|husband|partner|son|daughter|mother|father|girlfriend|boyfriend|rabbit"
        r"|pet)(?: called|'s name| named)\b"), "my {topic} is called {}"),
        ((r"\bare you (?:a |an )?(?P<topic>vegan|vegetarian|married|single|retired|pescatarian|divorced"
        r"|engaged|diabetic|gluten[- ]free)\b"), "I am {topic}"),
        (r"\bdo you (?:still )?live in (?P<topic>[A-Z][\w ]+?)(?=\s*(?:\?|$))", "I live in {topic}"),
        (r"\bdo you (?:still )?work (?:at|for) (?P<topic>[A-Z][\w& ]+?)(?=\s*(?:\?|$))", "I work at {topic}"),
        ((r"\bdo you (?:still )?(?P<topic>(?:like|love|enjoy|speak|drive a|own a"
        r"|eat) [\w ]{2,30}?)(?=\s*(?:\?|$))"), "I {topic}"),
        ((r"\bdo you have (?P<topic>an? (?:dog|cat|sister|brother|son|daughter|car)|asthma|diabetes"
        r"|migraines)\b"), "I have {topic}"),
    )
)  # fmt: skip
_YES = re.compile(
    r"^(?:yes|yeah|yep|yup|i do|i am|correct|right|that is right|indeed|sure|of course|true)\b[ ,.!]*", re.IGNORECASE
)
_NO = re.compile(r"^(?:no|nope|nah|not any ?more|not really|i do not|i am not|never)\b[ ,.!]*", re.IGNORECASE)
_LEAD = re.compile(
    (
        r"^(?:it is|it's|in|at|as|for|called|i am|that would be|that is|just|mostly|oh|um|well|sure|the|to"
        r"|she is called|he is called|her name is|his name is|their names are|a bit of)\s*[,:]?\s+"
    ),
    re.IGNORECASE,
)
_STATE_OF_BODY = re.compile(
    r"(?:\w+[- ])?(?:intolerant|vegan|vegetarian|pescatarian|c(?:o?e)liac|diabetic|allergic|halal|kosher|veggie)\b",
    re.IGNORECASE,
)
_TOOK_UP = re.compile(
    r"^(?:(?:have |am |been |only |still )*(?:started|taking|take|on|got|put on)(?: on)? )+", re.IGNORECASE
)
_ANOTHER_STATE = re.compile(
    r"(?P<state>vegan|vegetarian|married|single|retired|pescatarian|divorced|engaged|separated|widowed)"
    r"(?=$|,? since\b|,)",
    re.IGNORECASE,
)
_ARTICLE_KEPT = ("I have {}", "I work as {}")
MAX_ANSWER_WORDS = 9


def as_sentence(question: str, answer: str) -> str:
    """The statement that an answer comes to, or nothing when it is none or speaks for itself."""
    reply = plain(answer.strip().split("\n")[0].split(". ")[0]).strip(" .!")
    if not reply or len(reply.split()) > MAX_ANSWER_WORDS or reply.endswith("?"):
        return ""
    asked = [one.text for one in sentences(question[-1_000:]) if one.asks]
    if not asked:
        return ""
    last = plain(asked[-1])
    for pattern, template in _QUESTIONS:
        match = pattern.search(last)
        if match is None:
            continue
        groups = match.groupdict()
        topic = groups.get("topic") or groups.get("topic2") or ""
        if "{}" not in template:
            if template.startswith("I am") and (other := _ANOTHER_STATE.match(_NO.sub("", reply))):
                return f"I am {other['state'].casefold()}"
            return _yes_or_no(template.format(topic=topic), reply)
        value = _value(reply, template)
        if template == "I do not eat {}" and _STATE_OF_BODY.match(value):
            template = "I am {}"
        return template.format(value, topic=topic) if value else ""
    return ""


def _yes_or_no(statement: str, reply: str) -> str:
    if _NO.match(reply):
        verb = "am" if statement.startswith("I am") else "do"
        ended = " any more" if patterns.match(r"not any ?more|no longer", reply, re.IGNORECASE) else ""
        return (
            statement.replace("I am", "I am not", 1) + ended
            if verb == "am"
            else statement.replace("I ", "I do not ", 1) + ended
        )
    if patterns.fullmatch(
        (
            r"(?:yes|yeah|yep|yup|i do|i am|correct|that is right|indeed|of course|true|yes i do|yes , i do"
            r"|yes i am|yes , i am|yes,? i (?:do|am))"
        ),
        reply,
        re.IGNORECASE,
    ):
        return statement
    return ""


def _value(reply: str, template: str) -> str:
    if _NO.match(reply) or patterns.match(
        r"(?:none|nothing|no idea|i do not know|not telling|secret|why|guess|skip|pass)\b", reply, re.IGNORECASE
    ):
        return ""
    reply = _YES.sub("", reply)
    for _ in range(3):
        match = _LEAD.match(reply)
        if match is None or (template in _ARTICLE_KEPT and match.group(0).casefold().startswith("the")):
            break
        reply = reply[match.end() :]
    if patterns.match(r"(?:i|we|my|you)\b", reply, re.IGNORECASE) or not reply:
        return ""
    if template == "I take {}":
        reply = _TOOK_UP.sub("", reply)
    if template == "I work as {}" and is_occupation(title := reply.split(",")[0].strip()):
        reply = title if title[:1].islower() or " " in title else title.lower()
    if template.startswith(("I drive a", "my phone is a")):
        reply = patterns.replaced(r"^an?\s", "", reply)
    return reply


_OWN_QUESTION = re.compile(
    r"(?:(?<=^)|(?<=[.!?]\s))(?P<what>my [\w ]{2,30}|(?!(?:ready|sure|really|ok|okay|right|what|why|how"
    r"|who|when|where|well|so|any|is|are|do|does|can|could|would|will"
    r"|did|have|has|guess|remember|you|see|and|but|no|yes|huh|hey|hello)\b)[\w'-]+(?: [\w'-]+){0,2}|what "
    r"i do(?: for a living| for work)?|where i (?:live|work|grew up|am from))\?"
    r"(?=\s+[\w'])",
    re.IGNORECASE,
)
"""A question that its speaker answers: "My favourite colour? Teal." is read as "My favourite colour: Teal."."""


def self_answered(text: str) -> str:
    """The text with each question that its speaker answers put as the beginning of the answer."""
    return _OWN_QUESTION.sub(lambda found: f"{found['what']}:", text)
