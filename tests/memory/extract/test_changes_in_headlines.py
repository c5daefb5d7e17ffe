"""Changes told in fragments and headlines, with their days; and fragments that tell none."""

import pytest
from said import AT, candidates, read

WHEN = (("in March", "2024-03-01"), ("two months ago", "2024-03-15"), ("on 3 April", "2024-04-03"))
TOLD = (
    ("home", "Ghent", "Left Leeds {when}, living in Ghent now."),
    ("home", "Ghent", "left Leeds {when} and moved to Ghent"),
    ("home", "Ghent", "Address change {when}: Ghent."),
    ("home", "Ghent", "Not in Leeds anymore, moved to Ghent {when}."),
    ("employer", "Corvane Systems", "Quit Kestrel Foods {when}, working at Corvane Systems now."),
    ("employer", "Corvane Systems", "Not at Kestrel Foods anymore, joined Corvane Systems {when}."),
    ("employer", "Corvane Systems", "From Kestrel Foods I moved to the company Corvane Systems {when}."),
    ("employer", "Corvane Systems", "They poached me {when}, I'm at Corvane Systems now."),
    ("job", "welder", "Job change {when}: from nurse to welder."),
    ("job", "welder", "From nurse to welder {when}."),
    ("job", "welder", "From a nurse I turned into a welder {when}."),
    ("job", "welder", "New job {when}: welder."),
    ("job", "welder", "They promoted me {when}, so I'm a welder now."),
    ("job", "welder", "I retrained {when} and I'm a welder now."),
    ("car", "Volvo V60", "Sold the Golf {when}, driving a Volvo V60 now."),
    ("car", "Volvo V60", "New car {when}: a Volvo V60."),
    ("car", "Volvo V60", "The Golf died {when}, so I have a Volvo V60 now."),
    ("phone", "Pixel 7a", "New phone {when}: Pixel 7a."),
)
UNDATED = (
    ("Got a new car!! Volvo V60.", "+user.car=Volvo V60"),
    ("Got a new phone. It's a Pixel 7a.", "+user.phone=Pixel 7a"),
    ("Address change: now Cork, no longer Leeds.", "+user.home=Cork"),
    ("New boyfriend news!! Teodor", "+user.partner=Teodor"),
    ("new phone day lol. it's the Pixel 7a", "+user.phone=Pixel 7a"),
    (
        "My favourite snack isn't crisps any more. These days it's pretzels, so surprise me.",
        "+user.favourite.snack=pretzels",
    ),
    ("Favourite film changed from Alien to Paddington 2.", "+user.favourite.film=Paddington 2"),
    ("Recalculate: 45 now instead of 44.", "+user.age=45"),
    ("Skip has gone out of use; I am known as Chief now.", "user.called=Chief"),
    ("Find me a GP in Cork, I just moved here from Leeds.", "+user.home=Cork"),
    ("Change of address. Cork now.", "+user.home=Cork"),
    ("New job! Welder.", "+user.job=welder"),
    ("My favourite author has changed. Ali Smith now.", "+user.favourite.author=Ali Smith"),
    ("Fav snack update: pretzels", "+user.favourite.snack=pretzels"),
    ("As a favourite author, Zola has given way to Ali Smith.", "+user.favourite.author=Ali Smith"),
    ("As a drink I prefer cider to beer now.", "+user.favourite.drink=cider"),
    ("Quiz card: favourite author, once Zola, now Ali Smith.", "+user.favourite.author=Ali Smith"),
    (
        "I used to say Zola when people asked for my favourite author, now I say Ali Smith",
        "+user.favourite.author=Ali Smith",
    ),
)
OVER = (
    ("No more Seat Leon, I'm carless.", "-user.car=Seat Leon"),
    ("With petrol at that price I've got shot of my Seat Leon.", "-user.car=Seat Leon"),
    ("The Seat Leon ended up at the scrapyard.", "-user.car=Seat Leon"),
    ("Somebody pinched my Seat Leon in March.", "-user.car=Seat Leon"),
    ("Dog showing is out of my life.", "-user.hobby=dog showing"),
    ("Bowling is ancient history.", "-user.hobby=bowling"),
    ("no more Seat Leon I'm car free now", "-user.car=Seat Leon"),
    ("The allergy to walnuts has passed.", "-user.allergy=walnuts"),
    ("Sold all my fencing gear five weeks ago, I'm done with it.", "-user.hobby=fencing gear"),
    ("I disposed of the Seat Leon.", "-user.car=Seat Leon"),
    ("The Seat Leon is mine no longer.", "-user.car=Seat Leon"),
    ("Contract with Corvane Systems finished in March.", "-user.employer=Corvane Systems"),
)
NOTHING = (
    "From morning to evening.",
    "From Leeds to Ghent it is far.",
    "Job change: a guide for beginners.",
    "New job postings: welder, nurse, cook.",
    "Change of address forms are at the counter.",
    "Got a new plan. Volvo V60 is out of reach.",
    "Driving a Volvo V60 is fun.",
    "Using a Pixel 7a was a mistake.",
    "Quit being so loud, living in Ghent is calm.",
    "Left Leeds at noon, living it up in the dining car.",
    "They promoted her in March, so she's a welder now.",
    "The Golf died in March, so she has a Volvo V60 now.",
    "No more Mondays for me.",
    "New car! Battery died again.",
    "New phone. Thanks for asking.",
    "I have a new job. Long day today.",
    "New boyfriend material. Long story.",
    "We have a new city. Great weather.",
    "My favourite city was Rome. Now it is raining.",
    "We scored 45 instead of 94.",
)
KINDS = ("home", "employer", "job", "car", "phone")


@pytest.mark.parametrize(("attribute", "value", "text"), TOLD)
def test_a_change_in_fragments_has_its_day(attribute: str, value: str, text: str) -> None:
    for when, day in WHEN:
        told = [one for one in candidates(text.format(when=when)) if one.attribute == attribute and not one.denies]
        now = [one for one in told if one.valid_to is None or one.valid_to > AT]
        assert [(one.value, f"{one.valid_from:%Y-%m-%d}" if one.valid_from else "") for one in now] == [(value, day)]


@pytest.mark.parametrize(("text", "fact"), [*UNDATED, *OVER])
def test_a_change_in_fragments_is_read(text: str, fact: str) -> None:
    assert fact in read(text)


@pytest.mark.parametrize("text", NOTHING)
def test_fragments_that_tell_no_change(text: str) -> None:
    told = [one for one in candidates(text) if one.attribute in KINDS and one.subject == "user" and not one.denies]
    assert told == []
