"""What somebody eats, told of the long way round."""

from __future__ import annotations

from toldonce.memory.extract.english.cued import Rewording

RULES: tuple[Rewording, ...] = (
    (
        "no",
        r"^no (?:more )?(?P<x>red meat|meat|pork|beef|fish|dairy|gluten|sugar|bread|shellfish|carbs) for me "
        r"(?!today|tonight"
        r"|thanks|please|this|right)(?=\w)",
        r"I do not eat \g<x> ",
    ),
    (
        "household family home house",
        r"^(?:we|i) (?:are|am|live in|have|keep) (?:an? |our )?(?P<diet>vegan|vegetarian|veggie|pescatarian) "
        r"(?:household"
        r"|family|home|house)\b",
        lambda found: f"I am {'vegetarian' if found['diet'].casefold() == 'veggie' else found['diet']}",
    ),
    (
        "veggie veggies",
        r"^(?P<i>i|we) (?P<be>am|are|have been|went|became) (?:a |an? strict |now )?veggies?(?=$| )",
        r"\g<i> \g<be> vegetarian",
    ),
    (
        "veggie",
        r"\b(?P<be>am|are|fully|totally|completely|mostly|went|gone|turned|became|now) veggie(?=$| now| ,| since| "
        r"for| and)",
        r"\g<be> vegetarian",
    ),
    ("eat touch", r"^do not (?=(?:eat|touch) )", "I do not "),
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
        "avoid away cut steer given gave keep more longer quit dropped",
        r"^i (?:try to )?(?:avoid|stay away from|steer clear of|(?:have )?cut out|have given up|gave up|keep off"
        r"|no longer (?:eat|touch)|(?:have )?quit|(?:have )?dropped|do not (?:eat|touch)(?=.* any more)) (?:eating )?"
        r"(?P<x>(?:red |any |all )?(?:meat|pork|beef|fish|seafood|dairy|gluten|sugar|eggs|bread|wheat|animal"
        r" products|nuts|shellfish|carbs))\b(?: any more| any longer| these days| now)*",
        r"I do not eat \g<x>",
    ),
)
