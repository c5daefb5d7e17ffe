"""What is told of something, and then that it is otherwise: the first stands no more, and the second does."""

from datetime import timedelta

import pytest

from tests.memory.extract.said import AT, turn
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of

THEN = (
    ("My favourite colour is teal.", "I prefer coral to teal now.", "colour is teal", "colour is coral"),
    ("My favourite food is ramen.", "Pierogi beats ramen these days.", "ramen", "Pierogi"),
    ("I'm 44 years old.", "45 candles on the cake this year.", "44", "45"),
    ("I have to call the plumber by Friday.", "You can take the plumber off my list.", "plumber", ""),
    ("I have to call the plumber by Friday.", "I finally phoned the plumber.", "plumber", ""),
    ("I have to call the plumber by Friday.", "My wife has called the plumber already.", "plumber", ""),
    ("I must return the library books by Friday.", "I've brought the library books back.", "library", ""),
    ("I must return the library books by Friday.", "Scratch the library books, I've bought them.", "library", ""),
    ("I must return the library books by Friday.", "I got the library books returned.", "library", ""),
    ("I must return the library books by Friday.", "My son returned the library books for me.", "library", ""),
    ("I'm engaged to Saoirse.", "Saoirse and I called off the engagement on Sunday.", "engaged", ""),
    ("I'm engaged to Saoirse.", "We broke up on Sunday.", "engaged", ""),
    ("I'm engaged.", "Saoirse and I split up.", "engaged", ""),
    ("I play tennis every Monday.", "Tennis on Mondays is over.", "tennis", ""),
    ("I play tennis every Monday.", "My Monday tennis has ended.", "tennis", ""),
    ("I like olives.", "My olive days are behind me.", "olives", ""),
    ("I like olives.", "Lately I turn up my nose at olives.", "likes olives", ""),
    ("I like olives.", "Olives have become too salty for me.", "olives", ""),
    ("I hate mushrooms.", "Never thought I'd say it, but I like mushrooms.", "hates", "likes mushrooms"),
    ("I am allergic to shellfish.", "I've been retested and shellfish is fine.", "shellfish", ""),
    ("I am allergic to shellfish.", "Shellfish no longer makes me ill.", "shellfish", ""),
    ("I am allergic to shellfish.", "After the treatment I can eat shellfish.", "shellfish", ""),
    ("I was diagnosed with anaemia.", "The anaemia turned out to be a misdiagnosis.", "anaemia", ""),
    ("My partner is Tom.", "I'm with Alex these days, no longer with Tom.", "Tom", "Alex"),
    ("I live in Leeds.", "Actually it's Bradford.", "Leeds", "Bradford"),
    ("I'm allergic to kiwi.", "Make that mango.", "kiwi", "mango"),
    ("Always answer me in French.", "You can go back to plain English with me.", "French", "English"),
    ("Always answer me in French.", "English pls from now on", "French", "English"),
    ("Always answer me in French.", "You needn't keep up the French any longer.", "French", ""),
    ("Never use bullet points.", "I miss the bullet points.", "Never use bullet", ""),
    ("Never use lists in your answers.", "I was wrong to forbid lists.", "lists", ""),
    ("Call me Captain.", "I've gone off being Captain.", "called Captain", ""),
    ("I love sushi.", "My great sushi romance is over.", "loves sushi", ""),
    ("I'm vegan.", "I eat everything now.", "vegan", ""),
    ("I play badminton on Thursdays.", "I left the badminton club and am done with it.", "plays badminton", ""),
    ("Always answer in bullet points.", "Answer without bullet points from now on.", "in bullet", "without"),
)  # fmt: skip
STANDS = (
    ("I live in Leeds.", "I prefer Bath to Leeds.", "lives in Leeds"),
    ("I live in Leeds.", "Actually it is raining.", "lives in Leeds"),
    ("I live in Leeds.", "Make it shorter.", "lives in Leeds"),
    ("My favourite colour is teal.", "I prefer trains to planes now.", "favourite colour is teal"),
    ("I'm 44 years old.", "There were 60 candles on my mother's cake.", "44"),
    ("I have to call the plumber by Friday.", "My wife called the electrician already.", "plumber"),
    ("I play tennis every Monday.", "The tennis on Monday was fun.", "tennis"),
    ("I am allergic to shellfish.", "I've been tested and the results are fine.", "shellfish"),
    ("Always answer me in French.", "My sister went back to plain English.", "French"),
    ("Always answer me in French.", "You can keep the change.", "French"),
    ("Never use bullet points.", "I miss the mountains.", "bullet"),
    ("Never use lists in your answers.", "I was wrong to forbid sweets.", "lists"),
    ("I love sushi.", "My great sushi knife is over there.", "loves sushi"),
    ("I'm vegan.", "My dog eats everything now.", "vegan"),
    ("I play badminton on Thursdays.", "I left the badminton club in tears of joy, what a match.", "badminton"),
    ("From now on always answer in bullet points.", "Answer in English instead of French.", "bullet points"),
)


def known_after(*said: str) -> list[str]:
    """What stands when this has been said, one ten days after the other."""
    turns = [
        turn(text).model_copy(update={"seq": number, "turn_number": number, "at": AT + timedelta(10 * number)})
        for number, text in enumerate(said, 1)
    ]
    read = RuleExtractor().read(turns)
    told = [one for each, found in zip(turns, read, strict=True) for one in statements_of(each, found, "rules")]
    return [one.content for one in Reconciliation().states(told, {}) if one.status == "current"]


@pytest.mark.parametrize(("first", "then", "over", "now"), THEN)
def test_it_is_otherwise_now(first: str, then: str, over: str, now: str) -> None:
    assert any(over in one for one in known_after(first)), "it stood"
    known = [one for one in known_after(first, then) if not one.startswith("The user prefers")]
    assert not any(over in one for one in known), known
    assert any(now in one for one in known) or not now, known


@pytest.mark.parametrize(("first", "then", "still"), STANDS)
def test_look_alikes_change_nothing(first: str, then: str, still: str) -> None:
    assert any(still in one for one in known_after(first, then))
