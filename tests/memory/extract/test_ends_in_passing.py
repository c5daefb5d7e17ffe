"""Ends and changes said in everyday words, and look-alikes that end nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from said import AT, contents, read, turn

from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of


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
        ("I don't work there any more.", "-user.employer="),
        ("My sister Nora works at Boots. She no longer works there.", "-nora.employer="),
        ("My sister Nora works at Boots. She's left the company.", "-nora.employer="),
        ("I go to Fairfield High.", "user.school=Fairfield High"),
        ("I'm no longer a hater of olives.", "-user.taste.olives=dislikes"),
        ("Since the course I'm fine with flying.", "-user.taste.flying=dislikes"),
        ("Small talk doesn't wear me out the way it used to.", "-user.taste.small talk=dislikes"),
        ("Wasp stings do nothing to me any more.", "-user.allergy=wasp stings; wasp"),
        ("No vertigo since the exercises.", "-user.condition=vertigo"),
        ("I've let my Pilates membership run out.", "-user.habit=pilates"),
        ("I've laid the violin aside for good.", "-user.habit=violin"),
        ("I haven't touched wine since New Year.", "-user.habit=wine"),
        ("Therapy's on Thursdays from now on.", "-user.habit=therapy"),
        ("Coffee tastes of nothing since Covid.", "-user.taste.coffee=likes"),
        ("I drive to work these days.", "user.habit=drive to work"),
        ("I've dropped the fish too, fully vegan since June.", "+user.diet=vegan"),
        ("I've added eggs and fish back in, so I suppose I'm pescatarian now.", "+user.diet=pescatarian"),
        ("Since our trip to Mexico it's mezcal that's my favourite drink.", "+user.favourite.drink=mezcal"),
        ("Pistachio is the one for me now when it comes to ice cream.", "+user.favourite.ice cream=Pistachio"),
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
        ("We left the firm at six.", "employer"),
        ("I left the company car in the garage.", "employer"),
        ("I don't work there.", "employer"),
        ("Suppose I'm vegan, what would I eat?", "diet"),
        ("I let my sister have my pass.", "habit"),
        ("I put my phone down.", "habit"),
        ("No news since Monday.", "condition"),
        ("The soup tastes of nothing.", "taste.soup"),
        ("My flatmate has dropped the fish too, fully vegan since June.", "diet"),
        ("My mum comes on Fridays now.", "habit"),
    ],
)
def test_a_look_alike_is_not(text: str, attribute: str) -> None:
    assert not {one for one in read(text) if one.partition("=")[0].lstrip("-+!") == f"user.{attribute}"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "I go running every Tuesday and Thursday morning.",
            "The user goes running every Tuesday and Thursday morning.",
        ),
        ("I swim every Monday, Wednesday and Friday.", "The user swims every Monday and Wednesday and Friday."),
    ],
)
def test_all_days_of_a_habit_are_kept(text: str, content: str) -> None:
    assert contents(text) == [content]


OVER = (
    ("I hate small dogs.", "After six months with her chihuahua I have to admit small dogs have grown on me."),
    ("I hate public speaking.", "Toastmasters cured me of my fear of public speaking."),
    ("I hate winter.", "Winter isn't my enemy any more."),
    ("I hate early mornings.", "Having a newborn has made me make my peace with early mornings."),
    ("I hate cycling.", "I've got the cycling bug."),
    ("I hate spinach.", "I owe spinach an apology."),
    ("I hate tofu.", "Funny, I've started eating tofu without even noticing."),
    ("I check Twitter every morning.", "I deleted Twitter, so that's one habit less."),
    ("I practise the piano every evening.", "I've given the piano a rest for good."),
    ("I do Zumba on Tuesdays.", "Zumba's been cancelled for good."),
    ("My hobby is origami.", "Origami? Nah, that was a phase."),
    ("My hobby is scuba diving.", "The doctor says no more scuba diving."),
    ("I love Twitter.", "Twitter's dead to me."),
    ("I hate networking.", "Networking comes easier now and I quite enjoy it."),
    ("I dislike poetry.", "Poetry finally makes sense to me."),
    ("I hate doing the dishes.", "I find doing the dishes rather relaxing now."),
    ("I hate camping.", "My kids have turned me into a camping fan."),
    ("I jog every morning.", "I've hung up my running shoes so no more jogging."),
    ("I teach Sunday school every week.", "I handed Sunday school over to Priya."),
    ("My hobby is drawing.", "I can't draw any more because of my tremor."),
    ("I have psoriasis.", "Not a patch of psoriasis left since the new cream."),
    ("My favourite writer is Hemingway.", "Hemingway has lost his spot as my favourite writer to Annie Ernaux."),
)
STANDS = (
    ("I love sushi.", "The sushi place round the corner has folded."),
    ("I play tennis.", "Tennis took up too much of Saturday but it was worth it."),
    ("My hobby is chess.", "The chess club disbanded so we meet at my place."),
    ("I hate olives.", "I was wrong about the olives, they were in the fridge all along."),
    ("I hate mushrooms.", "I don't think I'll ever come round to mushrooms."),
    ("I hate flying.", "I owe you an apology about the flying thing."),
    ("I can't stand opera.", "My wife got the opera bug."),
    ("I hate football.", "You'll never make me love football."),
    ("I love hiking.", "The doctor said no hiking until the ankle is better."),
    ("I have asthma.", "No inhaler since Monday, the pharmacy is out."),
    ("I love cooking.", "I deleted the cooking app."),
    ("I hate olives.", "My wife actually likes olives now."),
    ("I hate olives.", "Everybody likes olives now, it seems to me."),
    ("I hate olives.", "Tom loves olives now, so my fridge is full of them."),
    ("I hate olives.", "I would love olives if they were sweet now."),
    ("I hate olives.", "I'd like a new jar for the olives, please."),
    ("I jog every morning.", "I've bought new running shoes."),
    ("My hobby is drawing.", "I can't draw a conclusion from this."),
    ("I have psoriasis.", "Is there a trace of psoriasis left?"),
    ("I drive to work every day.", "My wife drives to work these days."),
    ("I drink my coffee black.", "The coffee tastes of nothing."),
)


def standing(*texts: str) -> list[str]:
    """The content of what stands after some messages, without what happened on a day."""
    statements = []
    for number, text in enumerate(texts, 1):
        one = turn(text).model_copy(update={"at": AT + timedelta(days=number), "seq": number})
        statements += statements_of(one, RuleExtractor().read([one])[0], "rules")
    states = Reconciliation().states(statements, {})
    return [one.content for one in states if one.status == "current" and one.type != "event"]


@pytest.mark.parametrize(("told", "later"), OVER)
def test_it_is_over(told: str, later: str) -> None:
    assert standing(told)
    assert set(standing(told)).isdisjoint(standing(told, later))


@pytest.mark.parametrize(("told", "later"), STANDS)
def test_it_stands(told: str, later: str) -> None:
    assert set(standing(told)) <= set(standing(told, later))
    assert standing(told)
