"""What is said the long way round: clefts, inversions, light verbs, subjects that are left out, polite frames."""

import pytest
from said import read

from toldonce.memory.extract.paraphrases.reading import reworded


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Liquorice makes me feel sick.", "user.taste.liquorice=hates"),
        ("Crowds get on my nerves.", "user.taste.crowds=hates"),
        ("If there's one thing I hate it's crowds.", "user.taste.crowds=hates"),
        ("What I really love is jazz.", "user.taste.jazz=loves"),
        ("Nothing beats jazz.", "user.taste.jazz=loves"),
        ("Jazz, I absolutely love it.", "user.taste.jazz=loves"),
        ("Can't stand liquorice.", "user.taste.liquorice=hates"),
        ("Not a fan of cilantro tbh.", "user.taste.cilantro=dislikes"),
        ("I find thunderstorms really soothing.", "user.taste.thunderstorms=loves"),
        ("I've got no time for crowds.", "user.taste.crowds=dislikes"),
        ("Teal, that's my favourite colour.", "user.favourite.colour=Teal"),
        ("The colour I like best is teal.", "user.favourite.colour=teal"),
        ("My favourite colour? Teal, easily.", "user.favourite.colour=Teal"),
        ("Of all colours, teal is my favourite.", "user.favourite.colour=teal"),
        ("Middlemarch remains my favourite book.", "user.favourite.book=Middlemarch"),
    ],
)
def test_a_taste(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Crochet is how I relax.", "user.hobby=crochet"),
        ("Knitting keeps me sane.", "user.hobby=knitting"),
        ("I've recently got into crochet.", "+user.hobby=crochet"),
        ("I climb as a hobby.", "user.hobby=climbing"),
        ("I'm a keen hiker.", "user.hobby=hiking"),
        ("I've been climbing for six years.", "user.hobby=climbing"),
        ("I belong to a book club.", "user.hobby=book club"),
        ("I'm learning to play the drums.", "user.hobby=playing the drums"),
        ("My climbing days are over.", "-user.hobby=climbing"),
        ("My Dutch is rusty but fine.", "user.language=Dutch"),
        ("I get by in Swedish.", "user.language=Swedish"),
        ("Besides English I speak Dutch.", "user.language=Dutch"),
        ("I'm taking a Dutch course.", "user.language=Dutch"),
        ("Three times a week I'm at the gym.", "user.habit=go to the gym"),
        ("Every morning before work I run five miles.", "user.habit=run five miles"),
        ("Being vegan, I don't eat honey.", "user.diet=vegan"),
        ("I avoid dairy.", "user.preference=no dairy"),
    ],
)
def test_a_pursuit(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Would you mind not using emojis from now on?", "user.instruction=never use emojis"),
        ("Emojis are banned from now on.", "user.instruction=never use emojis"),
        ("pls no emojis", "user.instruction=never use emojis"),
        ("Your answers should be short.", "user.instruction=always keep your answers short"),
        ("Short answers only, please.", "user.instruction=always keep your answers short"),
        ("When you list things, use bullet points.", "user.instruction=always use bullet points when you list things"),
        ("For temperatures, use Celsius.", "user.instruction=always use Celsius for temperatures"),
        ("German please, from now on.", "user.reply_language=German"),
        ("Your answers don't have to be short any more.", "-user.instruction="),
    ],
)
def test_an_instruction(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("My passport has to be renewed by 4 June.", "user.commitment=renew the passport"),
        ("My visa runs out on 4 June.", "user.commitment=visa"),
        ("Dentist on Friday at 9.", "user.commitment=dentist appointment"),
        ("There's a dentist appointment on Friday.", "user.commitment=dentist appointment"),
        ("Our trip to Rome starts on 12 June.", "user.commitment=trip to Rome"),
        ("Sam and I are meeting on Saturday.", "user.commitment=meet Sam"),
        ("I told Sam I'd help him move on Saturday.", "user.commitment=help Sam move"),
        ("I'll be in Rome next week.", "user.commitment=visit Rome"),
        ("My bike was stolen on Tuesday.", "user.event=the bike was stolen"),
        ("I was awarded a prize in 2020.", "user.event=was awarded a prize"),
        ("I graduated in 2012.", "user.event=graduated"),
        ("We were in Peru in July.", "user.event=was in Peru"),
    ],
)
def test_what_is_due_and_what_happened(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Crochet is hard to learn.",
        "Jazz makes people happy.",
        "My sister finds jazz awful.",
        "I find your answer confusing.",
        "I got into an argument.",
        "I joined a local support group last week.",
        "I want a short answer to this one.",
        "I'd appreciate it if you could show me a better way to handle errors.",
        "When you share your story, be sure to highlight the process.",
        "For example, use a smaller number.",
        "No problem, please continue.",
        "Nothing beats that.",
        "There's a bug in my code since Friday.",
        "Is it fine to use emojis in a CV?",
        "My favourite part was the end.",
    ],
)
def test_what_only_looks_like_it(text: str):
    assert not {one for one in read(text) if ".event=" not in one}


def test_what_is_plain_already_stays_as_it_is():
    assert (
        reworded("I live in Oslo, and my sister lives in Bergen.") == "I live in Oslo, and my sister lives in Bergen."
    )
