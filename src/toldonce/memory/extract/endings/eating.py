"""That a diet is over because what it forbids is eaten again: "I'm back on meat", "we eat bread again".

Nobody who ends a diet needs to name it. What is eaten again tells which diets it cannot be any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toldonce.memory.extract.constructions.parts import DIET
from toldonce.memory.extract.endings.cues import MOST_WORDS

_MEAT = (
    r"(?:red )?(?:meat|steaks?|bacon|beef|pork|chicken|ham|lamb|sausages?|burgers?|turkey|bbq|barbecue|ribs|everything"
    r"|anything|omnivore)"
)
_FISH = r"(?:fish|seafood|salmon|tuna|sushi|prawns|shrimp)"
_DAIRY = r"(?:dairy|cheese|milk|butter|yogh?urt|ice cream|cream)"
_EGGS = r"(?:eggs?|omelettes?)"
_BREAD = r"(?:bread|gluten|pasta|wheat|pizza|baguettes?|croissants?|bagels?)"
_CARBS = rf"(?:carbs|rice|potatoes|{_BREAD})"
_SUGAR = r"(?:sugar|sweets|chocolate|cakes?|desserts?|puddings?|candy)"
_FORBIDDEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_MEAT, ("vegetarian", "vegan", "pescatarian", "pescetarian", "plant-based", "plant based", "meat-free")),
    (_FISH, ("vegetarian", "vegan", "plant-based", "plant based")),
    (_DAIRY, ("vegan", "dairy-free", "dairy free", "lactose-free", "lactose free", "plant-based", "plant based")),
    (_EGGS, ("vegan", "plant-based", "plant based")),
    (_BREAD, ("gluten-free", "gluten free")),
    (_CARBS, ("keto", "ketogenic", "low-carb", "low carb", "paleo", "carnivore")),
    (_SUGAR, ("sugar-free", "sugar free", "low-sugar", "keto")),
)
_AGAIN = r"(?:again|once more|after all|like (?:everyone|everybody) else|like a normal person)"
_BACK = r"(?:back (?:on|to|to eating|eating|onto)|(?:caved|given|gave) in (?:to|and (?:ate|eaten|had)))"
_A = r"(?:(?:the|a|an|some|my|all|normal|ordinary|regular|real|full|any|eating|having) )*"
_FOODS = tuple(
    (
        re.compile(
            rf"\b(?:(?:eat|eating|ate|have|having|enjoy|enjoying|cook|cooking|buy|buying|touch) "
            rf"{_A}{food}\b.*\b{_AGAIN}|\bi (?:eat|am eating|drink) {_A}{food} (?:now|these days|nowadays)\s*[.!]*$"
            rf"|{_BACK} {_A}{food}\b|{food} (?:is|are) back (?:on the menu|on the table|in my (?:life|diet)))",
            re.IGNORECASE,
        ),
        diets,
    )
    for food, diets in _FORBIDDEN
)
_HINT = re.compile(
    r"\b(?:again|back|once more|after all|like every|like a normal|caved|in to|now|these days|nowadays)\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:not|never|can not|will|would|wish|hope|want|might|maybe|could|should|if|when|dream\w*|miss|craving"
    r"|tempted|almost"
    r"|nearly|until|today|tonight|yesterday|once|accident\w*|mistake|no|he|she|they|back to square)\b",
    re.IGNORECASE,
)
"""What is only wished for, or was eaten by mistake."""


_OVER = re.compile(
    rf"\b(?:the|my|that|this|our) (?:whole )?{DIET} (?:thing|diet|days|phase|experiment|stint|kick|lifestyle|regime"
    rf"|craze)"
    r" (?:(?:is|are|was|were|has|have|did) )?(?:(?:now|finally|long|not|already|been|come|all) )*(?:over|history"
    r"|finished|done"
    r"|behind me|behind us|gone|past|dead|last|to an end|ended|through)\b",
    re.IGNORECASE,
)


_NO_MORE = re.compile(
    rf"\bno more (?:being |eating )?{DIET}(?: diet| food)?(?: for (?:me|us))?(?=\s*$|\s?[,;.])", re.IGNORECASE
)


_LASTED = re.compile(
    rf"^i (?:only )?(?:lasted|managed|survived|made it) .{{2,24}}? (?:as|being) (?:an? )?{DIET}(?=\s*$|\s?[,;.])",
    re.IGNORECASE,
)


_EATS_ALL = re.compile(
    r"\bi (?:(?:can|do|will) )?(?:eat|am eating) (?:everything|anything|the lot|whatever (?:there is|i (?:like|want|am"
    r" given)|is (?:there|going|on the table)))(?: and anything)? (?:now|these days|again|once more|nowadays)\b",
    re.IGNORECASE,
)
_ALL = tuple(dict.fromkeys(diet for _, diets in _FORBIDDEN for diet in diets))


def eats_again(text: str) -> Iterator[str]:
    """The diets that a plain sentence of the user's rules out, by what is eaten again."""
    if found := _OVER.search(text) or _NO_MORE.search(text) or _LASTED.search(text):
        yield found["x"].casefold()
    if _EATS_ALL.search(text):
        yield from _ALL
    if len(text.split()) > MOST_WORDS or not _HINT.search(text) or _NOT_NOW.search(text):
        return
    yield from dict.fromkeys(diet for pattern, diets in _FOODS if pattern.search(text) for diet in diets)
