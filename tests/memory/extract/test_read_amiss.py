"""Sentences of ordinary talk in which something was read that they do not say, and look-alikes that say it."""

import pytest
from said import read

NOT_SAID = (
    ("Biscuit's home!! Special diet but ok.", "user.home=Biscuit"),
    ("Rufus is home again!", "user.home=Rufus"),
    ("I've moved to working standing up, and I only draw in the mornings now.", "+user.home=Working Standing Up"),
    ("i moved to working from home", "+user.home=Working"),
    ("We're Kisan Ledger, we do bookkeeping for farmers.", "user.name=Kisan Ledger"),
    ("With me lives a hamster, Nougat is the name.", "user.name=Nougat"),
    ("I keep a cat. Nougat is the name, and the vet says no.", "user.name=Nougat"),
    ("My boyfriend, Teodor is the name, says hello.", "user.name=Teodor"),
    ("Between being vegan and being allergic to soy I'm a careful eater.", "user.allergy=Between being vegan"),
    ("I couldn't stand olives for years, but I've got over it.", "user.taste.olives=hates"),
    ("It has been a whole year since I turned 30, which makes me 31.", "user.age=30"),
    ("For you I am Chief.", "user.name=Chief"),
    ("Bit of news - the kids are with me on Thursdays now.", "user.event=bit of news"),
)
SAID = (
    ("I love my dog to bits.", "user.taste.dog=loves"),
    ("I don't like olives in the slightest.", "user.taste.olives=dislikes"),
    ("Snooker bores me rigid.", "user.taste.snooker=hates"),
    ("I was born on the third of May.", "user.birthday=3 May"),
    ("The twenty-first of June, that's my birthday.", "user.birthday=21 June"),
    ("You can congratulate me on 3 May.", "user.birthday=3 May"),
    ("My better half Nora says hi.", "user.partner=Nora"),
    ("I've given limericks another chance and I like them now.", "-user.taste.limericks=dislikes"),
    ("Wasps used to put me off, not now.", "-user.taste.wasps=dislikes"),
    ("My dislike of mayonnaise has melted away.", "-user.taste.mayonnaise=dislikes"),
    ("Ironing was a short phase.", "-user.taste.ironing=likes"),
    ("I couldn't care less about stargazing now.", "-user.taste.stargazing=likes"),
    ("Stargazing and I had a good run.", "-user.taste.stargazing=likes"),
    ("I've got off the vaping at last.", "-user.habit=vaping"),
    ("I packed up giving blood on account of my iron.", "-user.habit=giving blood"),
    ("I've had Nougat put to sleep.", "-user.pet=Nougat"),
    ("lost our boy Nougat on Friday, kidney failure", "-user.pet=Nougat"),
    ("Nougat bit the boy next door, so he went back to the shelter.", "-user.pet=Nougat"),
    ("My codeine allergy has packed its bags.", "-user.allergy=codeine"),
    ("I grew out of energy drinks :)", "-user.taste.energy drinks=likes"),
    ("With me lives a hamster, Nougat is the name.", "user.pet=Nougat"),
    ("I keep a cat. Nougat is the name, and the vet says no.", "user.pet=Nougat"),
    ("My boyfriend, Teodor is the name, says hello.", "user.partner=Teodor"),
    ("Teodor is the name.", "user.name=Teodor"),
    ("I couldn't stand olives for years, but I've got over it.", "-user.taste.olives=hates"),
    ("It has been a whole year since I turned 30, which makes me 31.", "+user.age=31"),
    ("For you I am Chief.", "user.called=Chief"),
    ("My hamster Nougat does not live any more.", "-user.pet=Nougat"),
    ("My problem with olives is a thing of the past.", "-user.taste.olives=dislikes"),
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
