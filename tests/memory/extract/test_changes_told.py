"""Families of telling a change: leaving, arriving, exchanging, becoming, in one sentence or in two, as a headline.

Each family is a product of ways and of what changes; beside it stands what is nearly said and states nothing.
"""

from __future__ import annotations

from itertools import product

import pytest
from said import candidates, read
from test_change_days import day, states

OLD = {"home": "I live in Leeds.", "employer": "I work at Pfizer.", "job": "I work as a nurse."}
TWO_SENTENCES = {
    "home": (
        ["We moved {}.", "I've moved house {}.", "{} was moving day.", "We left Leeds {}."],
        ["Ghent is lovely.", "It's Ghent now.", "Now in Ghent.", "Ghent feels like home already."],
        "Ghent",
    ),
    "employer": (
        ["Switched jobs {}.", "I started a new job {}.", "I quit Pfizer {}."],
        ["Roche is great so far.", "It's Roche now.", "I'm at Roche."],
        "Roche",
    ),
}


@pytest.mark.parametrize(
    ("slot", "first", "second", "when"),
    [
        (slot, *told, when)
        for slot, (firsts, seconds, _) in TWO_SENTENCES.items()
        for *told, when in product(firsts, seconds, ("last Saturday", "on 4 May"))
    ],
)
def test_two_sentences_tell_one_change(slot: str, first: str, second: str, when: str):
    told = first.format(when)
    old, new = states(OLD[slot], f"{told[0].upper()}{told[1:]} {second}", slot)
    begins = {"last Saturday": "05-11", "on 4 May": "05-04"}[when]
    assert (new.value, new.status, day(new.valid_from)) == (TWO_SENTENCES[slot][2], "current", begins)
    assert (old.status, day(old.valid_to)) == ("superseded", begins)


@pytest.mark.parametrize(
    ("slot", "text", "value", "since"),
    [
        ("home", "New city: Ghent.", "Ghent", "05-15"),
        ("home", "New home since 1 May: Ghent", "Ghent", "05-01"),
        ("employer", "New employer: Roche, since Monday", "Roche", "05-13"),
        ("job", "New role since 1 May: ward manager.", "ward manager", "05-01"),
        ("home", "I used to live in Leeds, but since March it's Ghent.", "Ghent", "03-01"),
        ("employer", "I worked for Pfizer for years and now it's Roche, since April.", "Roche", "04-01"),
        ("home", "I'm writing from Ghent, where we've lived since February.", "Ghent", "02-01"),
        ("employer", "I'm three weeks into the new job at Roche.", "Roche", "04-24"),
        ("home", "We're two months into our new life in Ghent.", "Ghent", "03-15"),
        ("home", "I arrived in Ghent on 6 May and I'm here to stay.", "Ghent", "05-06"),
        ("home", "Have shifted base to Pune from 1st May.", "Pune", "05-01"),
        ("home", "I got posted to Ghent on 2 May.", "Ghent", "05-02"),
        ("home", "I was transferred to Ghent in March.", "Ghent", "03-01"),
        ("home", "My company transferred me to Ghent in March.", "Ghent", "03-01"),
        ("home", "They moved us to Ghent last month.", "Ghent", "04-01"),
        ("home", "Last Saturday I moved out of Leeds and into a flat in Ghent.", "Ghent", "05-11"),
        ("home", "I said goodbye to Leeds in March and moved to Ghent.", "Ghent", "03-01"),
        ("home", "In March we left Leeds for Ghent.", "Ghent", "03-01"),
        ("home", "I left Leeds for Ghent two weeks ago.", "Ghent", "05-01"),
        ("home", "I'm a Berliner now!", "Berlin", "05-15"),
        ("home", "We're New Yorkers now.", "New York", "05-15"),
        ("home", "We're Ghent people now.", "Ghent", "05-15"),
        ("employer", "It's Roche now, not Pfizer; I switched on 1 May.", "Roche", "05-01"),
        ("employer", "I've been at Roche since 1 May.", "Roche", "05-01"),
        ("employer", "I've gone self-employed in April.", "self-employed", "04-01"),
        ("home", "It's been two weeks since we moved to Ghent.", "Ghent", "05-01"),
        ("home", "From Leeds to Ghent: we moved on 30 April.", "Ghent", "04-30"),
        ("home", "Moved house on the 4th. Ghent's great!", "Ghent", "05-04"),
        ("home", "Location changed on 1 May: Ghent.", "Ghent", "05-01"),
        ("home", "Not in Leeds any more: moved to Ghent on Friday.", "Ghent", "05-10"),
        ("home", "My husband's job took us to Ghent in February.", "Ghent", "02-01"),
        ("home", "I've officially become a Londoner.", "London", "05-15"),
        ("home", "just relocated from leeds to ghent yesterday", "Ghent", "05-14"),
        ("home", "The lease in Leeds ran out on 30 April and now I'm based in Ghent.", "Ghent", "04-30"),
        ("employer", "new job at roche since monday!", "Roche", "05-13"),
        ("employer", "I left Pfizer. My first day at Roche was Monday.", "Roche", "05-13"),
        ("employer", "I've moved on from Pfizer: Roche, since 1 May.", "Roche", "05-01"),
        ("home", "Since moving to Ghent in March I cycle everywhere.", "Ghent", "03-01"),
        ("home", "I lived in Leeds until March. Now it's Ghent.", "Ghent", "03-01"),
        ("home", "We've moved! New place is in Ghent, since Saturday.", "Ghent", "05-11"),
        ("home", "My boyfriend and I moved in together in Ghent last month.", "Ghent", "04-01"),
        ("home", "I changed cities last month and live in Ghent now.", "Ghent", "04-01"),
        ("home", "We upped and left Leeds for Ghent in January.", "Ghent", "01-01"),
        ("employer", "After Pfizer I joined Roche, that was in February.", "Roche", "02-01"),
        ("employer", "I'm at Roche now. Started on 2 May.", "Roche", "05-02"),
        ("employer", "Yesterday was my first day at Roche.", "Roche", "05-14"),
        ("employer", "I've been a Roche employee since 1 April.", "Roche", "04-01"),
        ("employer", "My employer changed in May from Pfizer to Roche.", "Roche", "05-01"),
        ("job", "I've been promoted: ward manager since 1 May.", "ward manager", "05-01"),
        ("job", "From nurse to teacher: I changed careers in January.", "teacher", "01-01"),
        ("job", "My new job since Monday is ward manager.", "ward manager", "05-13"),
        ("job", "I switched from nursing to teaching in January.", "teacher", "01-01"),
    ],
)
def test_a_change_is_told_in_many_ways(slot: str, text: str, value: str, since: str):
    old, new = states(OLD[slot], text, slot)
    assert (new.value, new.status, day(new.valid_from)) == (value, "current", since)
    assert (old.status, day(old.valid_to)) == ("superseded", since)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("I turned 35 last week.", "+user.age=35"),
        ("35 as of last week.", "+user.age=35"),
        ("We got married in April, so it's Anna Jones now.", "+user.name=Anna Jones"),
        ("I transferred to Utrecht University in February.", "+user.school=Utrecht University"),
        ("My name changed to Anna Jones in April.", "+user.name=Anna Jones"),
        ("Since the wedding my name is Anna Jones.", "+user.name=Anna Jones"),
        ("I changed universities in February: Utrecht University.", "+user.school=Utrecht University"),
        ("My girlfriend is Maria now, Anna and I split in March.", "+user.partner=Maria"),
        ("New phone since Monday: a Pixel 8.", "user.phone=Pixel 8"),
        ("My sister left Leeds for Ghent last month.", "+user.sister.home=Ghent"),
        ("My wife Nora left Pfizer for Roche in April.", "+nora.employer=Roche"),
        ("My brother was posted to Ghent in March.", "+user.brother.home=Ghent"),
    ],
)
def test_others_and_other_slots_change_too(text: str, stated: str):
    assert stated in read(text)


@pytest.mark.parametrize("when", ["", " last month", " in March", " two weeks ago", " on 3 May"])
@pytest.mark.parametrize(
    ("who", "subject"),
    [
        ("I", "user"),
        ("We", "user"),
        ("My wife and I", "user"),
        ("My sister Carla", "carla"),
        ("My sister", "user.sister"),
        ("Carla", "carla"),
        ("My wife", "user.partner"),
    ],
)
@pytest.mark.parametrize(
    "way", ["{who} moved from Madrid to Lisbon{when}.", "{when} {who} moved from Madrid to Lisbon."]
)
def test_a_move_from_somewhere_says_where_to_whatever_was_known(way: str, who: str, subject: str, when: str):
    said = way.format(who=who, when=when).strip()
    homes = {one.value: one for one in candidates(said[0].upper() + said[1:]) if one.attribute == "home"}
    assert homes.keys() == {"Lisbon"}
    assert (homes["Lisbon"].subject, homes["Lisbon"].instead_of) == (subject, "")
    assert (homes["Lisbon"].valid_from is not None) == bool(when)


@pytest.mark.parametrize(
    ("told", "later", "slot", "old", "new"),
    [
        (
            "My sister Carla lives in Madrid.",
            "Carla moved from Madrid to Lisbon in March.",
            "carla.home",
            "Madrid",
            "Lisbon",
        ),
        (
            "My sister Carla lives in Madrid.",
            "Carla left Madrid for Lisbon in March.",
            "carla.home",
            "Madrid",
            "Lisbon",
        ),
        ("Tom works at Pfizer.", "Tom switched from Pfizer to Roche in March.", "tom.employer", "Pfizer", "Roche"),
        (
            "My wife works at Pfizer.",
            "In March my wife left Pfizer for Roche.",
            "user.partner.employer",
            "Pfizer",
            "Roche",
        ),
    ],
)
def test_what_others_change_has_a_former_value(told: str, later: str, slot: str, old: str, new: str):
    former, current = states(told, later, slot)
    assert (former.value, former.status, day(former.valid_to)) == (old, "superseded", "03-01")
    assert (current.value, current.status, day(current.valid_from)) == (new, "current", "03-01")


@pytest.mark.parametrize(
    "text",
    [
        "They moved me to Room 12.",
        "They moved me to Sales in March.",
        "My boss got posted to Ghent.",
        "I may get posted to Ghent.",
        "My company will transfer me to Ghent in June.",
        "In June we move to Ghent.",
        "From 1 July I live in Ghent.",
        "I left Leeds at noon for a meeting.",
        "I left Leeds for Ghent at noon to catch a show.",
        "I left Leeds late and got to Ghent at 9.",
        "I left Pfizer early on Friday because of the snow.",
        "I left Pfizer at five.",
        "I arrived in Ghent on Monday.",
        "He is a Berliner now.",
        "I'm not a Berliner yet.",
        "Two weeks into the trip we reached Ghent.",
        "We are three weeks into our holiday in Ghent.",
        "We moved the sofa last Saturday. Ghent is lovely.",
        "Our team moved. Ghent is lovely.",
        "I met my friend Tom. We moved last Saturday. Tom is lovely.",
        "I switched tables. Roche is great.",
        "I've been at Roche since Monday for a training.",
        "I moved from running to swimming.",
        "I switched from tea to coffee.",
        "35 people came last week.",
        "We moved. It was exhausting.",
        "We're about to move to Ghent.",
        "I've been in Ghent since Friday for a conference.",
        "I left Leeds for Ghent on the train.",
        "I was posted to Ghent for two weeks in 2020.",
        "After moving to Ghent in June I will cycle everywhere.",
        "I moved my savings to Ghent Bank.",
        "My trip took us to Ghent in March.",
        "It's been a month since my sister moved to Ghent.",
        "Is it Ghent since May?",
        "I dreamed that we moved. Ghent was lovely.",
    ],
)
def test_what_is_nearly_said_changes_nothing(text: str):
    changing = {"home", "employer", "job", "age", "name", "school"}
    assert [one.value for one in candidates(text) if one.subject == "user" and one.attribute in changing] == []
