"""What somebody eats, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.paraphrases.parts import Rule

RULES: tuple[Rule, ...] = (
    (
        "vegan vegetarian pescatarian",
        r"^(?:as an?|being an?|being|as) (?P<x>\w+ )?(?P<diet>vegan|vegetarian|pescatarian) ,? ?(?=i\b)",
        r"I am \g<diet> ; ",
    ),
    (
        "consider call",
        r"^i (?:would )?(?:consider|call) myself (?:an? )?(?=(?:vegan|vegetarian|pescatarian)\b)",
        "I am ",
    ),
    (
        "lifelong committed",
        r"^i am an? (?:lifelong|committed|devout|strict) (?=(?:vegan|vegetarian|pescatarian)\b)",
        "I am a ",
    ),
    ("live", r"^i live (?=(?:vegan|vegetarian)\b)", "I eat "),
    (
        "eat keep stick",
        r"^i (?:have to (?:eat|keep to|stick to)|keep to|stick to) (?:an? )?(?=[\w-]+(?:-free|fodmap)\b)",
        "I eat ",
    ),
    (
        "avoid away cut steer given keep",
        r"^i (?:try to )?(?:avoid|stay away from|steer clear of|have cut out|have given up|keep off) (?:eating )?"
        r"(?P<x>(?:red |any |all )?(?:meat|pork|beef|fish|seafood|dairy|gluten|sugar|eggs|bread|wheat|animal"
        r" products|nuts|shellfish|carbs))\b",
        r"I do not eat \g<x>",
    ),
)
