"""What lives are made of: names, places, jobs and things, drawn at random.

Each pool of phrasings draws from its own half of every list, so that no name or word is met in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Literal, TypeVar, get_args

PoolName = Literal[
    "development", "held_out", "letters", "chat", "stories", "plain", "dictation", "errands", "diary", "abroad"
]
POOL_NAMES: tuple[PoolName, ...] = get_args(PoolName)
WRITERS: tuple[PoolName, ...] = POOL_NAMES[2:]
"""Further writers, each in a voice of their own: the sentences of even number in their lists were developed against."""

T = TypeVar("T")


def half(words: Sequence[T], pool: PoolName) -> Sequence[T]:
    """Every second word: odd places for held out, even ones for all others."""
    return words[1::2] if pool == "held_out" else words[::2]


def draw(words: Sequence[T], pool: PoolName, dice: Random) -> T:
    """One word of the pool's half."""
    return dice.choice(half(words, pool))


NAMES = (
    "Marisol Tobias Ingrid Rafael Saskia Dmitri Noor Callum Yuki Fernanda Anton Leila Ewan Paloma Henrik Amara Jonas "
    "Zuzana Mateo Freya Idris Colette Bram Nadia Oskar Philippa Kenji Rosalind Tariq Wanda Emil Soraya Hugo Beatriz "
    "Lachlan Mireille Stefan Anjali Gideon Katya Ruben Imogen Faisal Greta Leandro Odette Kwame Tamsin Viktor Lucia "
    "Darragh Elif Cyrus Marguerite Felix Nkechi Quentin Salome Ivo Talia Magnus Rhea Pascal Delphine Arjun Bettina "
    "Casper Dolores Ezra Fiona Gareth Hana Ilya Josefina Kaspar Linnea Milo Nerys Omar Petra Ronan Sunniva Theo Ursula"
).split()

CITIES = (
    "Porto", "Leeds", "Ghent", "Tampere", "Valencia", "Bristol", "Graz", "Denver", "Utrecht", "Halifax", "Lyon",
    "Krakow", "Austin", "Aarhus", "Turin", "Montreal", "Glasgow", "Seville", "Portland", "Bergen", "Leipzig",
    "Wellington", "Toulouse", "Pittsburgh", "Cork", "Antwerp", "Nagoya", "Sheffield", "Boise", "Malmo", "Perth",
    "Bilbao", "Ottawa", "Dresden", "Tucson", "Tallinn", "Basel", "Madison", "Cardiff", "Ljubljana", "Adelaide",
    "Minneapolis", "Trieste", "Dundee", "Calgary", "Rotterdam", "Savannah", "Riga", "Nantes", "Auckland", "Galway",
    "Nashville", "Brno", "Swansea",
)  # fmt: skip

JOBS = (
    "nurse", "software developer", "carpenter", "paralegal", "landscape architect", "pharmacist", "graphic designer",
    "bus driver", "data analyst", "pastry chef", "electrician", "primary school teacher", "veterinarian", "translator",
    "accountant", "physiotherapist", "journalist", "civil engineer", "librarian", "firefighter", "dental hygienist",
    "sound engineer", "social worker", "project manager", "barista", "geologist", "copywriter", "welder",
    "product manager", "optician", "warehouse supervisor", "midwife", "tax adviser", "lab technician",
)  # fmt: skip

_COMPANY_FIRST = (
    "Halden Brightwell Corvane Northgate Tessera Quillon Ashmere Lumeno Perrington Vantor Oakhollow Sablewood Cindral "
    "Merrow Kestrel Dunmore Palisade Fenwick Orrin Bluefield Strathmore Ivorne"
).split()
_COMPANY_LAST = (
    "Systems", "Logistics", "Foods", "Robotics", "Insurance", "Studios", "Energy", "Health", "Publishing", "Textiles",
)  # fmt: skip
COMPANIES = tuple(f"{first} {last}" for last in _COMPANY_LAST for first in _COMPANY_FIRST)

BONDS = ("wife", "husband", "girlfriend", "boyfriend", "partner", "fiancé")
RELATIONS: Mapping[str, Sequence[str]] = {
    "sister": ("sister",),
    "brother": ("brother",),
    "mother": ("mother", "mom", "mum"),
    "father": ("father", "dad"),
    "aunt": ("aunt",),
    "uncle": ("uncle",),
    "cousin": ("cousin",),
    "grandmother": ("grandmother", "grandma", "gran"),
}
ACQUAINTANCES = (
    "my friend", "my colleague", "my neighbour", "my old roommate", "my boss", "my cousin", "my sister", "my brother",
)  # fmt: skip
CHILDREN = ("son", "daughter")
SPECIES = ("dog", "cat", "rabbit", "parrot", "hamster", "tortoise")
PET_NAMES = (
    "Biscuit Waffles Pepper Mochi Ziggy Pickles Nugget Sprocket Clover Barnaby Tofu Domino Maple Gizmo Olive Rusty "
    "Pumpkin Widget Bandit Truffle Noodle Sergeant Pesto Marbles"
).split()

ALLERGENS = (
    "peanuts", "shellfish", "penicillin", "latex", "cashews", "ragweed", "sesame", "eggs", "soy", "ibuprofen",
    "bee stings", "strawberries", "kiwi", "birch pollen",
)  # fmt: skip
CONDITIONS = (
    "asthma", "migraines", "type 2 diabetes", "tinnitus", "high blood pressure", "psoriasis", "sleep apnea",
    "hypothyroidism", "celiac disease", "arthritis", "eczema", "epilepsy",
)  # fmt: skip
DIETS = (
    "vegetarian", "vegan", "pescatarian", "gluten-free", "dairy-free", "low-carb", "kosher", "keto", "paleo", "halal",
)  # fmt: skip
CARS = (
    "Toyota Corolla", "Ford Fiesta", "Volvo V60", "Honda Civic", "Skoda Octavia", "Mazda CX-5", "Subaru Outback",
    "Renault Clio", "Kia Niro", "Hyundai Ioniq", "Seat Leon", "Nissan Leaf", "Dacia Duster", "Peugeot 208",
)  # fmt: skip
PHONES = (
    "Pixel 8", "iPhone 15", "Galaxy S24", "Fairphone 5", "OnePlus 12", "Nothing Phone 2", "Xperia 10", "iPhone 13 mini",
    "Galaxy A54", "Moto G84", "Pixel 7a", "Zenfone 10",
)  # fmt: skip
FAVOURITES: Mapping[str, Sequence[str]] = {
    "colour": ("teal", "burgundy", "mustard yellow", "navy blue", "sage green", "lavender", "coral", "charcoal grey"),
    "food": ("ramen", "lasagne", "pad thai", "shakshuka", "pierogi", "fish tacos", "paella", "mushroom risotto"),
    "film": ("Amelie", "Casablanca", "Arrival", "Spirited Away", "Paddington 2", "Blade Runner", "Moonstruck", "Alien"),
    "book": ("Middlemarch", "Dune", "Circe", "Stoner", "Piranesi", "Beloved", "Watership Down", "The Hobbit"),
    "band": ("Radiohead", "Fleetwood Mac", "Portishead", "Arcade Fire", "The Cure", "Khruangbin", "Elbow", "Wilco"),
    "drink": ("oolong", "ginger beer", "cappuccino", "horchata", "rooibos", "lemonade", "hot chocolate", "cider"),
}
LIKES = (
    "black coffee", "thunderstorms", "jazz records", "crossword puzzles", "night trains", "liquorice", "board games",
    "old maps", "open-air cinemas", "pickled onions", "second-hand bookshops", "country music", "long car journeys",
    "spicy food", "detective novels", "cold mornings", "street markets", "documentaries", "peppermint tea", "karaoke",
    "blue cheese", "brass bands", "science fiction", "dark chocolate",
)  # fmt: skip
DISLIKES = (
    "cilantro", "loud restaurants", "mushy peas", "phone calls", "open-plan offices", "horror films", "mayonnaise",
    "small talk", "crowded trains", "olives", "early meetings", "beetroot", "paperwork", "humid weather", "raisins",
    "reality shows", "surprise parties", "cold soup", "hospital waiting rooms", "voice messages", "leaf blowers",
    "instant coffee",
)  # fmt: skip
HOBBIES = (
    "pottery", "bouldering", "birdwatching", "salsa dancing", "woodworking", "chess", "kayaking", "beekeeping",
    "watercolour painting", "archery", "embroidery", "astronomy", "fencing", "calligraphy", "mountain biking",
    "stand-up paddling", "origami", "baking bread", "geocaching", "metal detecting", "life drawing", "juggling",
)  # fmt: skip
LANGUAGES = (
    "Portuguese", "Swahili", "Danish", "Korean", "Polish", "Turkish", "Italian", "Mandarin", "Greek", "Hungarian",
    "Arabic", "Finnish", "Welsh", "Hindi", "Catalan", "Japanese",
)  # fmt: skip

HABITS = (
    ("go swimming", "going swimming", "swim"),
    ("meditate for ten minutes", "meditating for ten minutes", "meditat"),
    ("bake a loaf of sourdough", "baking a loaf of sourdough", "sourdough"),
    ("write in my journal", "writing in my journal", "journal"),
    ("cycle to work", "cycling to work", "cycl"),
    ("do a yoga class", "doing a yoga class", "yoga"),
    ("call my grandmother", "calling my grandmother", "grandmother"),
    ("play five-a-side football", "playing five-a-side football", "football"),
    ("take a cold shower", "taking cold showers", "cold shower"),
    ("walk along the canal", "walking along the canal", "canal"),
    ("practise the cello", "practising the cello", "cello"),
    ("read the newspaper", "reading the newspaper", "newspaper"),
    ("clean the whole kitchen", "cleaning the whole kitchen", "kitchen"),
    ("fast until noon", "fasting until noon", "fast"),
)
CADENCES = (
    "every morning", "on Tuesdays", "every Sunday", "twice a week", "before breakfast", "every evening", "on weekends",
    "every other day",
)  # fmt: skip

ERRANDS = (
    ("renew my passport", "renewed my passport", "the passport renewal", "passport"),
    ("hand in the tax return", "handed in the tax return", "the tax return", "tax return"),
    ("pick up the keys from the landlord", "picked up the keys from the landlord", "the key pick-up", "landlord"),
    ("send the invoice to the printer", "sent the invoice to the printer", "the invoice", "invoice"),
    ("book the ferry tickets", "booked the ferry tickets", "the ferry booking", "ferry"),
    ("see the dentist", "been to the dentist", "the dentist appointment", "dentist"),
    ("return the library books", "returned the library books", "the library books", "library"),
    ("submit the grant application", "submitted the grant application", "the grant application", "grant"),
    ("call the insurance company", "called the insurance company", "the insurance call", "insurance"),
    ("pay the electricity bill", "paid the electricity bill", "the electricity bill", "electricity"),
    ("order the birthday cake", "ordered the birthday cake", "the cake order", "cake"),
    ("fix the garden gate", "fixed the garden gate", "the garden gate", "gate"),
    ("finish the slides for the workshop", "finished the slides for the workshop", "the workshop slides", "slides"),
    ("take the car in for its inspection", "taken the car in for its inspection", "the car inspection", "inspection"),
)
"""(infinitive, past participle, noun phrase, word that tells it apart)"""

INSTRUCTIONS = (
    ("give temperatures in Celsius", "giving temperatures in Celsius", "celsius"),
    ("keep your answers under three sentences", "keeping your answers under three sentences", "three sentences"),
    ("use British spelling", "using British spelling", "british"),
    ("show prices in euros", "showing prices in euros", "euro"),
    ("start with a one-line summary", "starting with a one-line summary", "summary"),
    ("write code examples in Rust", "writing code examples in Rust", "rust"),
    ("put the sources at the end", "putting the sources at the end", "source"),
    ("use bullet points", "using bullet points", "bullet"),
    ("suggest meat-free recipes", "suggesting meat-free recipes", "meat-free"),
    ("give times in the 24-hour clock", "giving times in the 24-hour clock", "24-hour"),
    ("explain abbreviations", "explaining abbreviations", "abbreviation"),
    ("end with a question for me", "ending with a question for me", "question"),
)
PROHIBITIONS = (
    ("use emojis", "using emojis", "emoji"),
    ("apologise", "apologising", "apolog"),
    ("bring up my ex", "bringing up my ex", "ex"),
    ("recommend alcohol", "recommending alcohol", "alcohol"),
    ("use tables", "using tables", "table"),
    ("quote poetry at me", "quoting poetry at me", "poetry"),
    ("suggest flying", "suggesting flying", "flying"),
    ("use exclamation marks", "using exclamation marks", "exclamation"),
    ("add disclaimers", "adding disclaimers", "disclaimer"),
    ("mention calories", "mentioning calories", "calorie"),
)
NICKNAMES = ("Captain", "Sparrow", "Chief", "Doc", "Ace", "Professor", "Rookie", "Boss")

EVENTS = (
    ("ran the harbour half marathon", "marathon"),
    ("defended my thesis", "thesis"),
    ("went to my cousin's wedding", "wedding"),
    ("passed my driving test", "driving test"),
    ("adopted a bee colony", "bee colony"),
    ("had my wisdom teeth out", "wisdom teeth"),
    ("gave a talk at the town library", "town library"),
    ("climbed Ben Nevis", "ben nevis"),
    ("saw the northern lights", "northern lights"),
    ("sprained my ankle on the stairs", "ankle"),
    ("sold my first painting", "painting"),
    ("got stitches in my chin", "stitches"),
    ("won the pub quiz", "quiz"),
    ("signed the papers for the allotment", "allotment"),
)
