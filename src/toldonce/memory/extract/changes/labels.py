"""What stands behind a label or inside a frame, told by itself: "Diary entry: I saw the sea", "the great thing is
that I sold my first painting", "note to self: renew my passport by Friday".

Rows as in `headlines`: a time phrase is one private character by then.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.commitments.reading import TASKS

_MARK = "[\ue000-\ue03f]"
_OTHERS = re.compile(
    r"\b(?:i|me|my|we|our|us|he|she|they|his|her|their|says?|said|goes|wrote|writes?|reads?|proof\w*|translat\w+"
    r"|correct|check|summar\w+|shorten|fix|rewrite|rephrase|edit|improve|sentence|text|line|lines|quote\w*|lyrics?|song"
    r"|article|stor(?:y|ies)|novel|exercise|homework|example|prompt|e-?mails?|mail|messages?|letter|caption|template"
    r"|statement|candidate|client|character|dialogue|paragraph|post|tweet|comment|review|version|answer|question|riddle"
    r"|joke|role-?play|pretend|imagine|suppose|if|grammar|spelling|english|script|poem|book|film|movie|ad|advert|slogan"
    r"|chorus|verse|page|chapter|note from|cv|resume|r[eé]sum[eé]|cover|bio|profile|sample|draft|input|output|user"
    r"|assistant|bot|tool|result|source|not|no|nor|never|called|named|from|as for|what about|regarding)\b",
    re.IGNORECASE,
)
"""What may introduce somebody else's words, or tells something itself."""
_LABELS = frozenset("update news status log entry fyi memo note diary highlight headline background context".split())
""" "Cigarettes: I quit" is about cigarettes; these words are about nothing."""
_UNSURE = (
    r"(?:plan|idea|dream|hope|rumou?r|risk|fear|worry|danger|question|assumption|goal|joke|rule|lie|story|myth|wish"
    r"|chance|possibility|condition|proposal|suggestion|theory|claim|bet|guess|odds|offer|aim)"
)
_KNOWN = (
    r"(?:forget|forgot|remember|realise|realize|realised|realized|notice|noticed|know|regret|am (?:glad|proud|happy"
    r"|grateful|lucky|sad|sorry|aware)|love|like|hate|find it (?:\w+ )?\w+|can not (?:quite |really |still )?believe"
    r"|still can not believe|could not believe|have to get used to it)"
)
_LISTED = (
    r"(?:note to self|(?:i )?(?:have )?(?:wrote|written|scribbled|put|noted|got) (?:it |this )?(?:down )?on (?:my|the)"
    r" (?:\w+ )?(?:hand|list|calendar|fridge|board|to-?do list|post-?it|plate)|(?:still |now |next )?on my"
    r" (?:to-?do list|list|plate|desk|mind|agenda)|(?:still |only )?(?:open|pending|outstanding|missing|left|due|owed)"
    r"(?: item| task| on my side| for me)?|next (?:item|task|up|job|step)|must-?do|task|to-?do|todo list|to do"
    r"|action(?: item)?(?: on me| for me| mine)?|my (?:job|task|homework|duty|errand|mission)(?: for today)?|errands?"
    r"|job for (?:today|tomorrow|the week|me)|(?:do not|never) let me forget(?: it| this)?|reminder(?: to self"
    r"| for me)?"
    r"|memo(?: to self)?|for my list|add to (?:my|the) (?:to-?do )?list|put (?:on|in) (?:my|the) (?:to-?do )?(?:list"
    r"|calendar|diary)|not to forget|(?:urgent|important)(?: for me)?|i promised(?: myself)?|deadline)"
)
_ACTS = "|".join(sorted(TASKS))


def _behind_label(found: re.Match[str]) -> str:
    """The statement behind a label; unchanged where the label may introduce the words of somebody else."""
    label = found["label"]
    names_what_follows = " " not in label.strip() and label.strip().casefold() not in _LABELS
    return found[0] if names_what_follows or _OTHERS.search(label) else ""


RULES = (
    (
        "i we",
        rf"^(?P<label>[^:;,.\"'()\ue000-\ue03f]{{2,40}}?)\s?:\s(?=(?:{_MARK} ?,? ?)?(?:i|we) (?!(?:want|would|need"
        rf"|wonder)\b))",
        _behind_label,
    ),
    (
        "that",
        rf"^(?:what (?!if\b)[\w' ]{{3,50}}?|(?:the|my|our) (?!(?:\w+ ){{0,2}}{_UNSURE}\b)[\w' ]{{3,50}}?) (?:is|was)"
        r" (?:simply |just |really |also |now )*that (?=(?:i|we|my)\b)",
        "",
    ),
    (
        "that how",
        rf"^(?:(?:and|so|sometimes|but|well) ,? ?)*i (?:sometimes |often |still |always |keep |really |just "
        rf"|do )*{_KNOWN}"
        r"(?: so much)? (?:that|how) (?=(?:i|we|my)\b)",
        "",
    ),
    ("it", rf"^it was (?:only |back )?(?P<day>{_MARK}) (?:that|when) (?P<rest>(?:i|we) .+)$", r"\g<rest> \g<day>"),
    ("it", rf"^it (?:was|is) (?P<day>{_MARK}) ?,? (?:that )?(?P<rest>(?:i|we) .+)$", r"\g<rest> \g<day>"),
    (
        "must have need should",
        r"^(?:before|until|once|after|unless) (?:i|we) [^,;]{3,50}? ,? ?(?=(?:i|we) (?:have to|need to|must"
        r"|still have to)\b)",
        "",
    ),
    (
        "must have need",
        rf"^{_LISTED}\s?[:,–—-]?\s(?:um |uh |that )*(?P<day>{_MARK}) ?,? (?P<rest>i (?:must|have to|need to) .+)$",
        r"\g<rest> \g<day>",
    ),
    ("must have need", rf"^{_LISTED}\s?[:,–—-]?\s(?:um |uh |that )*(?=i (?:must|have to|need to)\b)", ""),
    (
        _ACTS.replace("|", " "),
        rf"^{_LISTED}\s?[:,–—-]?\s(?:um |uh |to )*(?P<act>(?:{_ACTS})\b(?! ?,).+)$",
        r"I have to \g<act>",
    ),
    (
        "remind remember",
        r"^(?:(?:please )?(?:you )?(?:need not|do not (?:need|have) to|can stop|may stop|no longer (?:need|have) to"
        r"|do not)"
        r"|(?:there is )?no (?:more )?need (?:for you )?to|stop)(?: now)? (?:remind(?:ing)?"
        r"|remember(?:ing)?) me(?: any ?more"
        r"| any longer| now| again| about (?:it|that)| of (?:it|that))*\s?(?:[,:;–—-]|as|because|since)?\s(?=(?:i|it"
        r"|the|my)\b)",
        "",
    ),
    (
        "any anymore",
        r"\b(?P<s>i|we) do not (?P<v>need|have) any ?more to (?P<rest>.+)$",
        r"\g<s> no longer \g<v> to \g<rest>",
    ),
)
"""Words without one of which it need not be tried, the pattern, and what is told without it."""
