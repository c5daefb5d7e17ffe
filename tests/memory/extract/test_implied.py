"""What is told in passing, whatever the sentence is about; and what only looks like it."""

import pytest
from said import candidates, read

PASSING = (
    # where somebody lives
    ("The trams in Ghent, where I live, are late again.", "user.home=Ghent"),
    ("In Ghent, where I have my flat, the bus comes every hour.", "user.home=Ghent"),
    ("Is there a good museum in Ghent, where I live?", "user.home=Ghent"),
    ("The town in which I live, Ghent, has a castle.", "user.home=Ghent"),
    ("Where I live (Ghent) it rains a lot.", "user.home=Ghent"),
    ("My landlord in Ghent wants to raise the rent.", "user.home=Ghent"),
    ("Ghent based.", "user.home=Ghent"),
    ("I'm a Ghent-based nurse.", "user.home=Ghent"),
    ("City: Ghent.", "user.home=Ghent"),
    ("Place of residence: Ghent", "user.home=Ghent"),
    ("Weather for Ghent please, that is where I live.", "user.home=Ghent"),
    ("What's the weather in Ghent? That's where I live.", "user.home=Ghent"),
    ("I'm in Ghent, I live right in the centre.", "user.home=Ghent"),
    ("I have been staying in Ghent since 2019.", "user.home=Ghent"),
    ("A friend is visiting me at home in Ghent.", "user.home=Ghent"),
    # for whom somebody works
    ("I teach biology at Northfield High.", "user.employer=Northfield High"),
    ("My payslip from Roche, where I'm employed, does not add up.", "user.employer=Roche"),
    ("At Corvane Systems, where I work, nobody wears a tie.", "user.employer=Corvane Systems"),
    ("Does Roche, where I work, have a canteen?", "user.employer=Roche"),
    ("My employer, Corvane Systems, pays on the 25th.", "user.employer=Corvane Systems"),
    ("The company I work for, Roche, is moving offices.", "user.employer=Roche"),
    ("At work (that's Corvane Systems) they changed everything.", "user.employer=Corvane Systems"),
    ("Roche, which employs me, is hiring.", "user.employer=Roche"),
    ("Help me write to my boss at Corvane Systems.", "user.employer=Corvane Systems"),
    ("Employer: Roche", "user.employer=Roche"),
    ("Current company is Corvane Systems.", "user.employer=Corvane Systems"),
    ("employed at Corvane Systems since 2021", "user.employer=Corvane Systems"),
    # what somebody does
    ("My work as a welder leaves me little time.", "user.job=welder"),
    ("Job: product designer", "user.job=product designer"),
    ("Profession: welder, full time.", "user.job=welder"),
    ("workin as a welder since 2021", "user.job=welder"),
    ("I'm a welder so yeah I never sit down.", "user.job=welder"),
    ("My job, welder, means early shifts.", "user.job=welder"),
    ("I'm an engineer working on bridges in Norway for a year.", "user.job=engineer"),
    # what somebody has
    ("My Pixel 7a no longer holds its charge.", "user.phone=Pixel 7a"),
    ("I dropped my phone in the sink. It's a Galaxy S24, so is it waterproof?", "user.phone=Galaxy S24"),
    ("Tyre size for my Volvo V60?", "user.car=Volvo V60"),
    ("My Pixel 7a keeps freezing.", "user.phone=Pixel 7a"),
    ("The Volvo V60 I drive needs new brakes.", "user.car=Volvo V60"),
    ("How much oil does a Volvo V60 take? That's what I drive.", "user.car=Volvo V60"),
    ("Car: Volvo V60", "user.car=Volvo V60"),
    ("Phone: iPhone 15.", "user.phone=iPhone 15"),
    ("Volvo V60 driver here.", "user.car=Volvo V60"),
    # people whom somebody knows
    ("I met my neighbour Nora for coffee, who works as a welder.", "nora.job=welder"),
    ("The best stories come from my boss Nora, a welder by profession.", "nora.job=welder"),
    ("You might ask my sister Nora, who works as a welder.", "nora.job=welder"),
    ("As my boss Nora is a librarian, I asked her.", "nora.job=librarian"),
    ("I asked my friend Nora because they work as a welder.", "nora.job=welder"),
    ("My friend Nora does the job of a welder.", "nora.job=welder"),
    ("The climate of Ghent, where my sister Nora lives, is mild.", "nora.home=Ghent"),
    ("My boss Nora, of whom I am fond, lives in Ghent.", "nora.home=Ghent"),
    ("In Ghent lives my neighbour Nora.", "nora.home=Ghent"),
    ("My neighbour Nora has gone to live in Ghent.", "nora.home=Ghent"),
    ("My friend Nora stays in Ghent.", "nora.home=Ghent"),
)
NOTHING = (
    "Ghent, where I used to live, has a castle.",
    "Ghent, where my flight stops, has a castle.",
    "If I lived in Ghent, where I grew up, I would cycle.",
    "The town where I met Nora, Ghent, has a castle.",
    "My hotel in Ghent was noisy.",
    "I stay in Ghent until Friday.",
    "Roche, where I had an interview, has a canteen.",
    "Roche, which never employed me, is hiring.",
    "My interview at Roche went well.",
    "My old boss at Roche was kind.",
    "City: unknown.",
    "Job: done.",
    "The job of a welder is hard.",
    "My dream Volvo V60 costs too much.",
    "My Volvo dealer is on holiday.",
    "My brother's Volvo V60 needs new brakes.",
    "Is a Volvo V60 any good?",
    "The Volvo V60 he drives needs new brakes.",
    "Volvo V60 drivers are odd.",
    "That's where I live.",
    "Do welders earn much? That's what I wonder.",
)


def states(text: str) -> set[str]:
    """Homes, work and things in force, whoever's they are, without the marks of how they are told."""
    kinds = ("home", "employer", "job", "car", "phone")
    return {
        one.removeprefix("+")
        for one in read(text)
        if one[0] not in "-<?" and one.partition("=")[0].split(".")[-1] in kinds
    }


@pytest.mark.parametrize(("text", "fact"), PASSING)
def test_what_is_told_in_passing_is_read(text: str, fact: str) -> None:
    assert fact in states(text)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_so_is_not_read(text: str) -> None:
    assert states(text) == set()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("You still call Roche my employer; I used to work there, but not any more.", "-user.employer=Roche"),
        ("Ghent is nice, but I no longer live there.", "-user.home=Ghent"),
    ],
)
def test_what_is_over_there_is_told(text: str, fact: str) -> None:
    assert fact in read(text)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("In Ghent, where I have lived since May 2021, it rains.", "2021-05-01"),
        ("I'm staying in Ghent since July 2019.", "2019-07-01"),
        ("employed at Corvane Systems since 2021", "2021-01-01"),
        ("I make my living as a welder, and have done so since 2020.", "2020-01-01"),
    ],
)
def test_since_when_is_told_in_passing_too(text: str, start: str) -> None:
    found = [one for one in candidates(text) if one.attribute in ("home", "employer", "job")]
    assert [f"{one.valid_from:%Y-%m-%d}" for one in found if one.valid_from] == [start]
