"""Partners who died or came back, animals of long ago, others' jobs and homes, plans with their hour; look-alikes."""

from __future__ import annotations

import pytest
from said import candidates, read

TOLD = (
    # who died is the partner no longer
    ("Lost my wife Vera two years ago in March", "-user.partner=Vera"),
    ("My late husband Jim built that shed.", "-user.partner=Jim"),
    ("My wife Vera passed away in May.", "-user.partner=Vera"),
    ("My husband Jim, God rest him, never let me near the barbecue.", "-user.partner=Jim"),
    ("Nora has packed her cello and gone.", "-user.partner=Nora"),
    # together again, also in small letters
    ("Nora and I are giving it another go.", "+user.partner=Nora"),
    ("nora and i are giving it another go :)", "+user.partner=Nora"),
    ("Plot twist: Nora and I gave it a second chance.", "+user.partner=Nora"),
    ("nora and i broke up last week", "-user.partner=Nora"),
    ("Nora has moved back in and we're a family again.", "user.partner=Nora"),
    # animals of long ago
    ("As a child I had a cat named Tom.", "<user.pet=Tom"),
    ("When I was little we had a beagle called Rex, original I know.", "<user.pet=Rex"),
    ("My childhood dog was called Rex.", "<user.pet=Rex"),
    ("We picked up two kittens from the shelter and named them Salt and Pepper.", "user.pet=Pepper"),
    ("My rabbit Olive, the grey one, passed away.", "-user.pet=Olive"),
    ("Bought a pony for the girls, he's called Domino.", "+user.pet=Domino"),
    # who is around
    ("We've named her Juno, she's a day old and perfect.", "user.child=Juno"),
    ("There's a new boss, a certain Delacroix.", "user.boss=Delacroix"),
    ("My teacher at the Spanish class is Señora Paz.", "user.teacher=Señora Paz"),
    ("My birthday's the day after Christmas, so I get one present for both.", "user.birthday=26 December"),
    ("I was born on New Year's Eve.", "user.birthday=31 December"),
    ("She's here! Matilda, 3.4 kilos, born at four in the morning.", "user.child=Matilda"),
    ("Passport for my son. Name: Omar.", "user.son=Omar"),
    ("Me and Declan had a massive falling out over money and we don't speak any more.", "-user.best_friend=Declan"),
    ("There's me, my husband Dev and our two, Anika (6) and baby Rohan.", "user.child=Anika"),
    ("Our two, Anika (6) and baby Rohan, hate greens.", "anika.age=6"),
    ("Our landlord, a certain Mr Bianchi, won't fix the heating.", "user.landlord=Mr Bianchi"),
    ("I switched to another therapist, Dr Bose, because of the waiting times.", "user.therapist=Dr Bose"),
    ("Jean from the club is a good friend.", "user.friend=Jean"),
    ("kids: Simon (8), Tess (5) lol.", "tess.age=5"),
    # others' homes and jobs
    ("Sabine has a new man! His name is Matteo and he's a pilot.", "matteo.job=pilot"),
    ("Nan's gone into a home in Scarborough, she couldn't manage the stairs.", "+user.grandmother.home=Scarborough"),
    ("My friend Yusuf handed in his wings last month.", "-yusuf.job="),
    ("My dad has hung up his wrench.", "-user.father.job="),
    ("My brother Aki sold the shop and he's gone to live in Osaka.", "+aki.home=Osaka"),
    ("My friend Yusuf lost his job.", "-yusuf.employer="),
    ("My brother Stefan got fed up with the nights and retrained.", "-stefan.job="),
)


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_it_is_read(text: str, told: str) -> None:
    assert told in read(text)


@pytest.mark.parametrize(
    ("text", "not_told"),
    [
        ("Lost my wife Vera two years ago in March", "user.partner=Vera"),
        ("My late husband Jim built that shed.", "user.partner=Jim"),
        ("My wife Vera is dead tired.", "-user.partner=Vera"),
        ("I lost my husband Jim in the supermarket.", "-user.partner=Jim"),
        ("My wife Vera passed the exam.", "-user.partner=Vera"),
        ("I broke up with sugar.", "-user.partner="),
        ("My rabbit Olive, the grey one, passed away.", "user.pet=Olive"),
        ("My sister had her baby! Matilda, 3.4 kilos.", "user.child=Matilda"),
        ("Passport for my son. Name: Omar.", "user.name=Omar"),
        ("I've signed, Ekaterina has signed, the marriage is dissolved and the cat goes halves.", "user.pet=Ekaterina"),
        ("We signed for Ziggy this morning.", "+user.employer=Ziggy"),
        ("She's a cheesemaker with forty goats.", "user.employer=Forty Goats"),
        ("I was married to a man named Viktor.", "user.partner=Viktor"),
        ("We've named her Juno, she's a sensible boat.", "user.child=Juno"),
        ("As a child I had a cat named Tom.", "user.pet=Tom"),
        ("My friend Yusuf lost his job description.", "-yusuf.job="),
        ("Still haven't sent the grant report.", "-user.commitment="),
        ("Not renewed my passport yet.", "-user.commitment="),
        ("The funeral of the king is on Monday.", "user.commitment=funeral"),
        ("Sabine has a new man! His name is Matteo and he's a pilot.", "sabine.job=pilot"),
        ("I need to write a letter: I live in Ghent.", "user.home=Ghent"),
        ("Got the job, start on the 1st.", "user.event=got the job"),
        ("Got an interview at the aquarium on Tuesday at 2!", "user.event=got an interview at the aquarium"),
    ],
)
def test_it_is_not_read(text: str, not_told: str) -> None:
    assert not_told not in read(text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I have a meeting with my manager next Wednesday at 3.", "2024-05-22 15:00"),
        ("Call with Nora tomorrow at two.", "2024-05-16 14:00"),
        ("Dentist on the 20th at nine, remind me if I forget.", "2024-05-20 09:00"),
        ("Dentist on Friday the 24th at 3.", "2024-05-24 15:00"),
        ("The essay is 2000 words on memory, due Monday 3rd June 5pm", "2024-06-03 17:00"),
        ("They pushed the dentist to the 21st.", "2024-05-21 00:00"),
        ("On Friday I have a dentist appointment at 3.", "2024-05-17 15:00"),
        ("Got an interview at the aquarium on Tuesday at 2!", "2024-05-21 14:00"),
        ("The hip operation is on 14 January at nine.", "2025-01-14 09:00"),
        ("I have to write a letter to the council by Friday.", "2024-05-17 00:00"),
        ("My flight leaves tomorrow at 6.", "2024-05-16 06:00"),
        ("I have to be at the bakery on Monday at 03:00.", "2024-05-20 03:00"),
    ],
)
def test_a_plan_is_due_at_its_hour(text: str, due: str) -> None:
    assert [f"{one.due_at:%Y-%m-%d %H:%M}" for one in candidates(text) if one.due_at] == [due]


@pytest.mark.parametrize("text", ["I broke my leg two years ago in March.", "In March two years ago I broke my leg."])
def test_a_month_beside_years_ago_is_one_of_that_year(text: str) -> None:
    assert [f"{one.valid_from:%Y-%m-%d}" for one in candidates(text) if one.attribute == "event"] == ["2022-03-01"]


def test_nobody_moves_the_dentist_to_a_floor() -> None:
    assert not any(one.due_at for one in candidates("They moved the dentist to the 21st floor."))


def test_lunch_with_somebody_who_is_ill_is_off() -> None:
    ended = [one.value_key for one in candidates("Dagmar's ill so lunch is off.") if one.denies]
    assert any("meet dagmar" in key for key in ended)


def test_after_a_parting_whom_somebody_is_with_is_no_firm() -> None:
    told = read("Theo and I broke up; I'm with Anton now.")
    assert "user.partner=Anton" in {one.lstrip("+") for one in told}
    assert not {one for one in told if ".employer=" in one}


def test_for_ages_names_no_firm() -> None:
    assert not {one for one in read("My neighbour Arjun has been a tax adviser for ages.") if ".employer=" in one}
