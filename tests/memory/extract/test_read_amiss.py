"""Sentences of ordinary talk in which something was read that they do not say, and look-alikes that say it."""

import pytest
from said import read

NOT_SAID = (
    ("Biscuit's home!! Special diet but ok.", "user.home=Biscuit"),
    ("Rufus is home again!", "user.home=Rufus"),
    ("I've moved to working standing up, and I only draw in the mornings now.", "+user.home=Working Standing Up"),
    ("i moved to working from home", "+user.home=Working"),
    ("We're Kisan Ledger, we do bookkeeping for farmers.", "user.name=Kisan Ledger"),
    ("Bit of news - the kids are with me on Thursdays now.", "user.event=bit of news"),
)
SAID = (
    ("Galway's home.", "user.home=Galway"),
    ("i moved to reading in may", "+user.home=Reading"),
    ("I'm Anna Ledger, I do bookkeeping for farmers.", "user.name=Anna Ledger"),
    ("bit my tongue yesterday", "user.event=bit the tongue"),
    ("I myself was born in Ludlow and have lived in Shrewsbury since 1984.", "user.home=Shrewsbury"),
)


@pytest.mark.parametrize(("text", "what"), NOT_SAID)
def test_what_is_not_said_is_not_read(text: str, what: str) -> None:
    assert what not in read(text)


@pytest.mark.parametrize(("text", "what"), SAID)
def test_look_alikes_say_it(text: str, what: str) -> None:
    assert what in read(text)


def test_an_order_names_the_word_that_it_is_about_and_leaves_out_its_reason() -> None:
    assert "user.instruction=never use the word family" in read("Don't use the word \"family\", we're not a family.")
    assert "user.instruction=never say delve or tapestry" in read('Never say "delve" or "tapestry".')
    assert "user.instruction=never use bullet points" in read("don't use bullet points ever, they give me hives")
    assert not read('My boss told me never to say "sorry".')
