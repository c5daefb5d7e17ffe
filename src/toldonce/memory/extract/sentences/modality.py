"""What a sentence does not state: questions, what would be if, what others say, dreams, jokes, quotations."""

from __future__ import annotations

import re

from toldonce.fleeting import kept_briefly
from toldonce.memory.extract.sentences.splitting import sentences

_ASKING = re.compile(
    r"^(?:(?:and|so|but|also|ok|okay|well|hey|oh|hmm|btw|by the way|please|then|now)\s(?:,\s)?)*(?:who"
    r"|what(?! an?\b)|when|where|why|how|which|whose|whom|is|are|am|was|were|do|does|did|can|could|will|would"
    r"|shall|should|may|might|must|have|has|had|any|any chance)\b"
    r"(?!\s(?:i (?:live|work|want|like|love|need|do|did|am) (?:is|was)|else\s))",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    (
        r"\b(?:do you know|can you tell me|could you tell me|tell me|i wonder|wondering|not sure|no idea"
        r"|do not know|any idea|curious)\b.*\b(?:if|whether|who|what|when|where|why|how|which)\b"
    ),
    re.IGNORECASE,
)
_CONDITION = re.compile(
    (
        r"\b(?:if|unless|whether|in case|supposing|(?<!\bi )suppose|assuming|provided that|as long as|what if"
        r"|imagine|pretend|let us say|let us pretend|hypothetically|say i|even if|otherwise)\b"
    ),
    re.IGNORECASE,
)
_POLITE_IF = re.compile(
    r"\s*,?\s*\b(?:if (?:that|it|this) (?:matters|helps|is (?:ok|okay|relevant|important|useful"
    r"|of interest)|makes sense|counts)(?: (?:for|to) [\w ]{1,30})?|if you (?:are wondering|must know"
    r"|need (?:it|to know)|want to know|were wondering|are curious|are interested|do not mind|like)"
    r"|if you ask me(?: for)?|if i am honest|if i remember (?:right|correctly)|if not mistaken"
    r"|if i may|in case (?:you (?:need it|wonder(?:ed)?|were wondering|are wondering|care|forgot"
    r"|need to know|want to know)|it (?:matters|helps)|that (?:matters|helps|is relevant)))\b\s*,?\s*",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\bin (?:another|a parallel|an alternate|a next|my next|some other) (?:life|universe|world)\b(?!,? (?:i|we)"
    r" (?:was|were|had|worked|lived|used))|\bin my (?:head|daydreams?|fantasy|fantasies|imagination|dreams)\b"
    r"|\bfeels? (?:a bit |sometimes )?like (?:i|we) (?:am|are)\b"
    r"|\bmy (?:fantasy|dream|daydream)\s?:|\bfor the sake of argument\b"
    r"|\bi think (?:sometimes |often )?to (?!(?:be (?:fair|honest|precise)|myself|my)\b)\w+"
    r"|\b(?:play|playing|flirt|flirting) with the (?:thought|idea)\b"
    r"|\b(?:half a mind|in two minds) (?:to|about)\b|\b(?:i|we) (?:really |just |sometimes |often |also )?(?:wish"
    r"|dream of|dreamed|dreamt|had a dream"
    r"|imagine|imagined|pretend|fantasi[sz]e|was dreaming|daydream)\b|\bin (?:my|a|the|this) (?:dream"
    r"|game|story|novel|movie|film|book|role-?play|script|scenario|example|song|poem|simulation"
    r"|campaign|fixtures?|mock|unit tests?|test (?:data|case|suite)|(?:sample|seed|dummy) data|snippet|readme|docs)\b"
    r"|^in (?:the|this|our|my) tests? ?,? ?(?:the user|a user|(?-i:[A-Z]\w+) (?:is|has|lives|works))\b"
    r"|\b(?:story|novel|film|movie|book|series|poem|song|show|play|scene) (?:is|was) about\b"
    r"|\bmy (?:character|protagonist|avatar|persona|heroine|narrator)\b|\b(?:role-?play|lyrics?"
    r"|the song goes|once upon a time|for (?:a|the) (?:story|novel|script"
    r"|example sentence))\b|\b(?:as if|as though)\b|\bi (?:once |had |have |was |am "
    r"|had been )*(?:thought|thinking|considered|considering|toying) (?:about|of|with)\b"
    r"|\b(?:act as|acting as|pretending to be|you are now|imagine that|picture this|let us imagine"
    r"|(?<!i have to )(?<!i need to )(?<!i must )write (?:me )?an? "
    r"|write (?:me )?an? (?=[^.;!?]*(?:\b(?:from|about|in which|where|whose|who|as if)\b|:))"
    r"|draft an? |compose an?|generate an?)\b",
    re.IGNORECASE,
)
_SOURCES = (
    "letter e-mail email mail application cv resume essay statement interview transcript text message profile post"
    " diary review article bio note"
)
_OF_A_SOURCE = re.compile(
    r"(?:from|out of|in|to quote|quoting) (?!(?:my|our)\b)(?:the|an?|his|her|their|this|that|some|\w+'s)\s"
    rf"(?:[\w'-]+ ){{0,3}}?(?:{_SOURCES.replace(' ', '|')})\s?:"
    r"|(?:the |a )?(?:rumours?|rumors?|gossip|word|legend|story|talk) (?:is|has it|goes)(?: going round)?(?: that)?"
    r" (?=i\b|we\b|my\b)",
    re.IGNORECASE,
)
""" "From the candidate's letter: I work as a baker", "rumour has it I live in Leeds"."""
_SOURCE_WORDS = frozenset(f"{_SOURCES} rumour rumours rumor rumors gossip word legend story talk".split())
_JOKING = re.compile(
    (
        r"(?:^|\s)/s\b|\byeah,? right\b|\b(?:just kidding|only kidding|jk|i am kidding|kidding|just joking"
        r"|i am joking|sarcasm|not really lol|as if)\b"
    ),
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\b(?:just kidding|only kidding|jk|i am (?:just |only )?(?:kidding|joking)|just joking|i was joking)\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    (
        r"\b(?:he|she|they|people|some(?:one|body)|every(?:one|body)|(?:my|our|his|her|their|the|a"
        r"|an) (?:[\w'-]+ ){0,3}?[\w'-]+|(?-i:(?!(?:The|My|Our|No|Your|These|Those|All) )[A-Z])\w+)\s(?:always "
        r"|often |once |just |still )?(?:says?"
        r"|said|claims?|claimed|thinks?|thought|believes?|told (?!you)\w+|tells (?!you)\w+"
        r"|keeps? (?:saying|telling \w+)|insists?|insisted|joked?|jokes|heard|suspects?|wants|dreams?"
        r"|hopes?|wrote|reads?|asked(?! (?:for|about|after|me to)\b)|asks(?! (?:for|about|after)\b)|mentioned"
        r"|assumes?|reckons?|suggests?"
        r"|pretends?|guess(?:es)?"
        r"|wonders?|worries|fears)(?:\s?[:,])?\s(?:that\s)?(?!goodbye|farewell|adieu)(?=\S)"
    ),
    re.IGNORECASE,
)
_DOCTOR = re.compile(
    (
        r"\b(?:(?:the|my|our) |^)(?:doctor|doctors|doc|gp|dentist|tests?|results?|allergist|specialist|dermatologist"
        r"|consultant|clinic|neurologist|cardiologist|[a-z]{4,}ologist|gynae?c?|pa?ediatrician|allergy (?:guy|doctor)"
        r"|therapist|physio|surgeon|scan|blood test|vet|doctors|passport|id|birth certificate|licence|license|allergy "
        r"test)(?: results?)? (?:says?|said|told me|tells me|confirmed|shows?"
        r"|showed|think|thinks|found out|discovered)\s(?:that\s)?"
    ),
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]{3,}\"|“[^”]{3,}”|(?<!\w)'(?=\w)[^']*\s[^']*\s[^']*'(?!\w)|‘[^’]*\s[^’]*\s[^’]*’")


_UNREAL_WORDS = frozenset(
    """
    feel feels
    another parallel alternate life head daydreams fantasy fantasies imagination dreams sake think play playing flirting
    mind minds
    wish dream dreamed dreamt dreaming daydream imagine imagined pretend pretending fantasise fantasize game story novel
    movie film book roleplay role-play script scenario example song poem simulation campaign character protagonist
    avatar
    fixture fixtures mock test tests sample seed dummy snippet readme docs
    persona heroine narrator lyrics lyric goes upon if though thought thinking considered considering toying act
    acting now
    picture write draft compose generate kidding joking right jk sarcasm s lol
    """.split()
)
_REPORTING_WORDS = frozenset(
    """
    say says said claim claims claimed think thinks thought believe believes told tells keep keeps insist insists
    insisted
    joke joked jokes heard suspect suspects want wants dream dreams hope hopes wrote read reads ask asked asks mention
    mentioned assume assumes reckon reckons suggest suggests pretend pretends guess guesses wonder wonders worry worries
    fears found discovered confirmed show shows showed
    """.split()
)
_CONDITION_WORDS = frozenset(
    (
        "if unless whether case supposing suppose assuming provided long imagine pretend let hypothetical"
        "ly say otherwise"
    ).split()
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


@kept_briefly(256)
def words_of(sentence: str) -> frozenset[str]:
    """The different words of a sentence, to look for cues before a pattern is tried."""
    return frozenset(_WORD.findall(sentence.casefold()))


def asks(clause: str) -> bool:
    """Whether a clause is a question by its order of words, or asks indirectly."""
    return _ASKING.match(clause) is not None or _INDIRECT.search(clause) is not None


def supposes(text: str, starts: int, ends: int) -> bool:
    """Whether the words of ``text`` from ``starts`` to ``ends`` are a question, or hang on a condition, a wish or a
    story that stands before them in their sentence.

    What a question only mentions is stated all the same: "my wife Nora" in "What would my wife Nora like?".
    """
    sentence = next((one for one in sentences(text) if one.starts <= starts < one.ends), None)
    if sentence is None:
        return False
    opening = text[sentence.starts : ends]
    if sentence.asks and sentence.starts == starts and (asks(opening) or not text[ends : sentence.ends].strip(" ?!")):
        return True
    words = words_of(opening)
    return is_conditional(without_politeness(opening), words) or is_unreal(opening, words)


def without_politeness(sentence: str) -> str:
    """The sentence without an "if" that is no condition: "if that matters", "in case you need it"."""
    return (
        _POLITE_IF.sub(" ", sentence).strip()
        if " if " in f" {sentence} ".casefold() or "in case" in sentence.casefold()
        else sentence
    )


def is_conditional(sentence: str, words: frozenset[str] | None = None) -> bool:
    """Whether what it says hangs on a condition; ``words`` are its words where they are known."""
    return (
        bool((words_of(sentence) if words is None else words) & _CONDITION_WORDS)
        and _CONDITION.search(sentence) is not None
    )


def is_unreal(sentence: str, words: frozenset[str]) -> bool:
    """Whether it speaks of a wish, a dream, a story or a joke, or repeats what is written or told elsewhere."""
    if words & _SOURCE_WORDS and _OF_A_SOURCE.match(sentence) is not None:
        return True
    return bool(words & _UNREAL_WORDS) and (
        _UNREAL.search(sentence) is not None or _JOKING.search(sentence) is not None
    )


def takes_back_as_joke(sentence: str, words: frozenset[str]) -> bool:
    """Whether it says that what stood before was a joke."""
    return bool(words & {"kidding", "joking", "jk"}) and _TAKES_BACK.search(sentence) is not None


def without_doctor(sentence: str) -> str:
    """The sentence without "the doctor says that": what a doctor found counts as said."""
    return _DOCTOR.sub("", sentence, count=1)


def without_reported(sentence: str, words: frozenset[str]) -> str:
    """The sentence up to where somebody else's saying begins; what a doctor found counts as said."""
    if not words & _REPORTING_WORDS:
        return sentence
    sentence = without_doctor(sentence)
    found = _REPORTING.search(sentence)
    return sentence[: found.start()] if found else sentence


def without_quotations(sentence: str) -> str:
    """The sentence with quoted words blanked."""
    return _QUOTED.sub(_title_or_nothing, sentence) if _MARKS & set(sentence) else sentence


def with_words_named(sentence: str) -> str:
    """The sentence with the words that it speaks of as words without their marks: "never say 'delve'"."""
    return _NAMED_WORD.sub(r"\1\2", sentence) if _MARKS & set(sentence) else sentence


_NAMED_WORD = re.compile(
    r"(\b(?:say|saying|use|using|write|avoid|words?|phrases?|terms?|or|and) )"
    r"[\"“‘']([\w-]+(?: [\w-]+){0,3})[\"”’'](?=$|[\s.,;!?])",
    re.IGNORECASE,
)


def _title_or_nothing(quoted: re.Match[str]) -> str:
    """A title in quotation marks ("The Hobbit") stays as a name; what somebody said does not."""
    inside = quoted[0][1:-1].strip()
    words = inside.split()
    named = all(word[:1].isupper() or word[:1].isdigit() or word in _IN_TITLES for word in words)
    return inside if named and len(words) <= 7 and not {"i", "my", "we"} & set(inside.casefold().split()) else " "


_IN_TITLES = frozenset("a an the of and in on for to with from at by de la".split())


_MARKS = frozenset("\"'“‘")


def is_hearsay(words: str) -> bool:
    """Whether a sentence only supposes, or tells what somebody else said."""
    known = words_of(words)
    return is_unreal(words, known) or without_reported(words, known) != words
