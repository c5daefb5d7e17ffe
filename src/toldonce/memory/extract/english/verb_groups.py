"""The verb group of a clause: which verb, and whether it is said of now, of the past, of a plan, or denied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from toldonce.memory.extract.english.verbs import FORMS, SAME_PAST, base_of, takes_form

BE_PRESENT = frozenset("am is are".split())
BE_PAST = frozenset("was were".split())
BE = BE_PRESENT | BE_PAST | {"be", "been", "being"}
HAVE = frozenset("have has had".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would shall should can could may might must ought".split())
ADVERBS = frozenset(
    """
    now currently actually really just still also always often usually recently finally officially already both all only
    honestly basically absolutely totally definitely mostly mainly generally typically normally sometimes ever even soon
    probably maybe perhaps truly simply obviously certainly deeply strongly completely fully happily
    proudly
    sadly unfortunately fortunately luckily originally presently lately regularly rarely seldom occasionally frequently
    literally seriously pretty quite very so too severely super highly slightly mildly then again first eventually
    apparently technically legally newly long once not-so temporarily permanently secretly personally particularly
    especially genuinely extremely incredibly practically nearly almost hardly barely quickly successfully
    """.split()
) - {"once"}  # fmt: skip
HEDGED = frozenset("maybe perhaps probably almost nearly hardly barely possibly supposedly allegedly".split())
PLANNED = frozenset("will shall going want hope plan intend might may could would should can try consider".split())
_WISHES = frozenset(
    "want wants wanted hope hopes hoped plan plans planned intend intends intended try tries tried".split()
)
_STOPPING = {"stop", "quit", "drop"}
_STARTING = {"start", "begin", "resume"}


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with what its helpers say of it.

    ``modal``: the helper that makes it a plan, a wish or a duty ("will", "want", "must", "used" for "used to").
    ``ended``: "no longer", "stopped"; with ``negated`` also "not any more". ``started``: "began to", "took up".
    """

    lemma: str
    past: bool = False
    negated: bool = False
    modal: str = ""
    progressive: bool = False
    perfect: bool = False
    ended: bool = False
    started: bool = False
    adverbs: frozenset[str] = frozenset()

    @property
    def hypothetical(self) -> bool:
        """Whether it is not said to be so: a plan, a wish, a possibility."""
        return self.modal in PLANNED or bool(self.adverbs & HEDGED)


def can_begin(word: str) -> bool:
    """Whether a word can be the first of a verb group."""
    return word in BE_PRESENT or word in BE_PAST or word in HAVE or word in DO or word in MODALS


def is_finite(word: str, *, plural: bool) -> bool:
    """Whether a word can be what somebody does: "works", "moved"; a base form only after a plural or I and we."""
    if can_begin(word) or takes_form(word, "s", "past"):
        return True
    known = FORMS.get(word)
    return known is not None and known.form == "base" and (plural or known.lemma in SAME_PAST)


def verb_group(words: Sequence[str], start: int) -> tuple[VerbGroup, int] | None:
    """The verb group that begins at ``start`` of the lower-case ``words``, and where it ends; None when none does."""
    scan = _Scan(words, start)
    while scan.i < len(words) and scan.helper_word():
        if scan.main:
            return scan.group(scan.main), scan.i
    if scan.i >= len(words):
        return (scan.group("be"), scan.i) if scan.helper == "be" else None
    return scan.main_verb()


@dataclass(slots=True)
class _Scan:
    """Helpers and adverbs that were read on the way to the main verb."""

    words: Sequence[str]
    i: int
    past: bool = False
    negated: bool = False
    perfect: bool = False
    progressive: bool = False
    ended: bool = False
    modal: str = ""
    helper: str = ""
    main: str = ""
    adverbs: set[str] = field(default_factory=set)

    def group(self, lemma: str) -> VerbGroup:
        return VerbGroup(
            lemma=lemma,
            past=self.past,
            negated=self.negated,
            modal=self.modal,
            progressive=self.progressive,
            perfect=self.perfect,
            ended=self.ended,
            adverbs=frozenset(self.adverbs),
        )

    def helper_word(self) -> bool:
        """Read one adverb or helper; False at the main verb. ``main`` is set when a helper turns out to be it."""
        word, following = self.words[self.i], self._at(self.i + 1)
        if word == "no" and following in ("longer", "more"):
            self.ended = self.negated = True
            self.i += 2
        elif word in ("not", "never"):
            self.negated = True
            if word == "never":
                self.adverbs.add(word)
            self.i += 1
        elif word in ADVERBS:
            self.adverbs.add(word)
            self.i += 1
        elif word in MODALS and not self.helper:
            self.modal = self.helper = word
            self.past = self.past or word in ("could", "would")
            self.i += 2 if following == "to" else 1
        elif word in BE and self.helper != "do":
            self._be(word)
        elif word in HAVE and self.helper in ("", "do", "will", *MODALS):
            self._have(word)
        elif word in DO and not self.helper:
            self._do(word)
        else:
            return self._infinitive(word, following)
        return True

    def main_verb(self) -> tuple[VerbGroup, int] | None:
        word, i = self.words[self.i], self.i
        if self.helper == "be":
            if not _is_ing(word):
                return self.group("be"), i
            if word in ("thinking", "looking", "wanting") and self._at(i + 1) in ("to", "of", "about", "for"):
                return None
            self.progressive = True
            return _phrasal(self.words, self.group(base_of(word) or word), i + 1)
        lemma = base_of(word)
        if lemma is None:
            if not word.endswith("ed") or len(word) < 5:
                return None
            self.past = self.past or not self.perfect
            return self.group(word[:-2]), i + 1
        if (
            self.helper == ""
            and takes_form(word, "past")
            and (word not in SAME_PAST or word in ("quit", "split", "let", "hit"))
        ):
            self.past = True
        elif self.helper == "" and takes_form(word, "ing"):
            return None
        return _phrasal(self.words, self.group(lemma), i + 1)

    def _at(self, i: int) -> str:
        return self.words[i] if i < len(self.words) else ""

    def _be(self, word: str) -> None:
        self.past = self.past or word in BE_PAST
        self.perfect = self.perfect or self.helper == "have"
        self.helper = "be"
        self.i += 1
        ahead = _over_adverbs(self.words, self.i)
        pair = (self._at(ahead), self._at(ahead + 1))
        if not _is_base(self.words, ahead + 2):
            return
        modal = _BE_TO.get(pair)
        if modal:
            self.modal, self.helper, self.i = modal, "will", ahead + 2

    def _have(self, word: str) -> None:
        ahead = _over_adverbs(self.words, self.i + 1)
        after = self._at(ahead)
        self.past = self.past or word == "had"
        if after == "got" and self._at(ahead + 1) == "to":
            self.modal, self.helper, self.i = "must", "will", ahead + 2
        elif after == "to" and _is_base(self.words, ahead + 1):
            self.modal, self.helper, self.i = "must", "will", ahead + 1
        elif after == "got":
            self.main, self.i = "have", ahead + 1
            self._note(ahead)
        elif after == "been" or takes_form(after, "participle", "past"):
            self.perfect, self.helper = True, "have"
            self.i += 1
        else:
            self.main = "have"
            self.i += 1

    def _note(self, ahead: int) -> None:
        """Keep the adverbs that were passed over."""
        self.adverbs.update(word for word in self.words[max(0, ahead - 2) : ahead] if word in ADVERBS)

    def _do(self, word: str) -> None:
        ahead = _over_adverbs(self.words, self.i + 1)
        self.past = self.past or word == "did"
        if self._at(self.i + 1) == "not" or (_is_base(self.words, ahead) and ahead < len(self.words)):
            self.helper = "do"
        else:
            self.main = "do"
        self.i += 1

    def _infinitive(self, word: str, following: str) -> bool:
        """ "used to", "want to", "need to", "decided to", "tend to" before the verb that counts."""
        if following != "to" and not (word == "need" and self.negated):
            return False
        if word == "used":
            self.modal, self.past = "used", True
        elif word in _WISHES and self.helper != "be":
            self.modal = base_of(word) or "want"
            self.past = self.past or word.endswith("ed")
        elif word in ("need", "needs", "needed", "ought"):
            self.modal = "must"
            self.past = self.past or word == "needed"
        elif word in ("decided", "chose", "chosen"):
            self.modal, self.past = "decided", True
        elif word in ("tend", "tends"):
            self.adverbs.add("usually")
        else:
            return False
        self.helper = "will"
        self.i += 2 if following == "to" else 1
        return True


_BE_TO = {
    ("going", "to"): "going", ("about", "to"): "plan", ("planning", "to"): "plan", ("hoping", "to"): "plan",
    ("trying", "to"): "try", ("supposed", "to"): "must", ("required", "to"): "must", ("due", "to"): "must",
    ("meant", "to"): "must", ("obliged", "to"): "must",
}  # fmt: skip


def _is_ing(word: str) -> bool:
    known = FORMS.get(word)
    if known is not None:
        return known.form == "ing"
    return word.endswith("ing") and len(word) > 5


def _over_adverbs(words: Sequence[str], i: int) -> int:
    while i < len(words) and (words[i] in ADVERBS or words[i] in ("not", "never")):
        i += 1
    return i


def _is_base(words: Sequence[str], i: int) -> bool:
    i = _over_adverbs(words, i)
    if i >= len(words):
        return False
    known = FORMS.get(words[i])
    return words[i] == "be" or (known is not None and known.form == "base")


def _phrasal(words: Sequence[str], group: VerbGroup, end: int) -> tuple[VerbGroup, int]:
    """Verbs of beginning and ending hand over to the verb that they begin or end: "stopped eating" is of eating."""
    following = words[end] if end < len(words) else ""
    if group.lemma == "give" and following == "up":
        begin = end + (2 if words[end + 1 : end + 2] == ["on"] else 1)
        group = replace(group, lemma="quit")
        return _handed(words, begin, group, ended=True) or (group, begin)
    if group.lemma in ("end", "wind") and following == "up" and (handed := _handed(words, end + 1, group)):
        return replace(handed[0], past=group.past), handed[1]
    if group.lemma == "take" and following == "up":
        return replace(group, lemma="take up"), end + 1
    if group.lemma in _STOPPING:
        return _handed(words, end, group, ended=True) or (group, end)
    if group.lemma in _STARTING:
        return _handed(words, end + (following == "to"), group, started=True) or (group, end)
    return group, end


def _handed(
    words: Sequence[str], i: int, group: VerbGroup, *, ended: bool = False, started: bool = False
) -> tuple[VerbGroup, int] | None:
    word = words[i] if i < len(words) else ""
    known = FORMS.get(word)
    to_base = started and known is not None and known.form == "base" and words[i - 1] == "to"
    lemma = base_of(word)
    if lemma is None or not (_is_ing(word) or to_base):
        return None
    if ended and group.negated and not group.ended:
        ended = negated = False  # "I have not stopped running": it goes on
        group = replace(group, adverbs=group.adverbs - {"never"})
    else:
        negated = group.negated or ended
    return replace(group, lemma=lemma, ended=ended, started=started, negated=negated, past=False, perfect=False), i + 1
