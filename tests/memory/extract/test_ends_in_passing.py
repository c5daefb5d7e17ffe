"""Ends and changes said in everyday words, and look-alikes that end nothing."""

from __future__ import annotations

import pytest
from said import read


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Karaoke no longer annoys me.", "-user.taste.karaoke=dislikes"),
        ("The frozen shoulder has thawed.", "-user.condition=frozen shoulder"),
        ("We stopped going to church years ago.", "-user.habit=church"),
        ("I've cut sugar out of my tea.", "-user.habit=sugar"),
        ("I've dropped Italian and I'm learning Greek now.", "-user.language=Italian"),
        ("I've fallen in love with cats.", "+user.taste.cats=loves"),
        ("The veg box comes on Fridays now.", "-user.habit=veg box"),
        ("Callum proposed on Saturday!!", "+user.marital_status=engaged"),
        ("Tom and I tied the knot on Friday.", "+user.marital_status=married"),
        ("I turned 30 yesterday.", "user.birthday=14 May"),
        ("I went with a small startup called Foldwell.", "+user.employer=Foldwell"),
        ("My brother has moved on from Leeds to York.", "+user.brother.home=York"),
        ("I smoke.", "user.habit=smoke"),
        ("I take sugar in my tea.", "user.habit=take sugar in my tea"),
        ("I drink my coffee black.", "user.habit=drink my coffee black"),
        ("We get our veg box on Thursdays.", "user.habit=get our veg box"),
        ("I smoke ten a day.", "user.habit=smoke ten a day"),
        ("I go to the gym Mon/Wed/Fri.", "user.habit=go to the gym"),
        ("Gym is Mon/Wed/Fri now.", "-user.habit=gym"),
    ],
)
def test_it_is_read(text: str, stated: str) -> None:
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("I dropped my pottery on the floor.", "hobby"),
        ("I should really quit smoking.", "habit"),
        ("I ought to stop biting my nails.", "habit"),
        ("I'm no longer the only vegetarian at work.", "diet"),
        ("Karaoke no longer annoys me.", "taste.karaoke no longer"),
        ("From the candidate's letter: I work as a plumber.", "job"),
        ("From her email: I live in Leeds.", "home"),
        ("The rumour is that I work at Tesco.", "employer"),
        ("Word is that I live in Leeds.", "home"),
        ("Starting Monday I'm at Wise as a data analyst.", "employer"),
        ("My brother has moved on from Leeds to York.", "home"),
        ("Callum proposed a new budget.", "marital_status"),
        ("I fell in love with a girl from Leeds.", "taste.girl from leeds"),
        ("I drink water.", "habit"),
        ("I get a parcel.", "habit"),
        ("I turned 40 last week.", "birthday"),
        ("I'm a keen cyclist.", "job"),
        ("My mum comes on Fridays now.", "habit"),
    ],
)
def test_a_look_alike_is_not(text: str, attribute: str) -> None:
    assert not {one for one in read(text) if one.partition("=")[0].lstrip("-+!") == f"user.{attribute}"}
