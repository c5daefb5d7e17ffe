"""The reply without a language model."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from toldonce.chat.extractive import (
    ALL_KNOWN,
    KNOWS_NOTHING,
    MOST_LINES,
    MOST_QUOTES,
    NOT_CERTAIN,
    NOT_FORGOTTEN,
    NOT_KEPT,
    WITHOUT_MEMORIES,
    extractive_reply,
)
from toldonce.model import Context, Hit, Memory, Predecessor, StablePart, TailPart

HEARD = uuid4()


def hit(content: str, **changes: Any) -> Hit:
    values: dict[str, Any] = {
        "kind": "turn",
        "id": uuid4(),
        "content": content,
        "type": "turn",
        "score": 0.8,
        "confidence": 1.0,
        "conversation_id": uuid4(),
        "turn_number": 3,
        "last_used_turn": None,
        "speaker": None,
        "role": "user",
        "at": datetime(2024, 3, 12, 23, 30, tzinfo=UTC),
        "valid_from": None,
        "valid_to": None,
        "source_turn_ids": [],
    }
    return Hit(**values | changes)


def context(*hits: Hit, answerable: bool = True, confidence: float = 0.8) -> Context:
    return Context(
        stable=StablePart(text="", version=""),
        tail=TailPart(text=""),
        text="",
        tokens=0,
        memory_ids=[],
        turn_ids=[one.id for one in hits],
        up_to_seq=1,
        hits=list(hits),
        answerable=answerable,
        confidence=confidence,
    )


def answer(question: str, *hits: Hit, answerable: bool = True, confidence: float = 0.8) -> str:
    known = context(*hits, answerable=answerable, confidence=confidence)
    return extractive_reply(question, known, heard=HEARD).text


def test_it_quotes_what_was_said_by_whom_and_when() -> None:
    said = answer("What is my dog's name?", hit("My dog is called Rex."))
    assert said == 'On 12 March 2024 you said: "My dog is called Rex." (turn 3)'
    assert answer("Dog?", hit("Rex", role="assistant")) == 'On 12 March 2024 the assistant said: "Rex" (turn 3)'
    assert answer("Dog?", hit("Rex", speaker="Ann")) == 'On 12 March 2024 Ann said: "Rex" (turn 3)'
    noted = hit("Rex", kind="memory", type="fact", role=None, turn_number=None)
    assert answer("Dog?", noted) == 'On 12 March 2024 it was noted: "Rex"'


def test_it_quotes_at_most_three_good_things_once() -> None:
    hits = [hit(f"Rex is dog number {number}", score=0.9 - number / 100) for number in range(5)]
    said = answer("Who is Rex?", hits[0], hit("REX is  dog number 0"), *hits[1:]).splitlines()
    assert [line.split('"')[1] for line in said] == [f"Rex is dog number {number}" for number in range(3)]
    assert answer("Who is Rex?", hits[0], hit("far away", score=0.3)).count("\n") == 0


def test_questions_and_its_own_replies_are_no_evidence() -> None:
    own = hit('On 1 May 2024 you said: "My dog is called Rex."', role="assistant", speaker="toldonce")
    assert answer("What is my dog's name?", hit("What is my dog's name?"), own) == KNOWS_NOTHING


def test_it_says_when_it_knows_nothing() -> None:
    assert answer("What is my cat's name?") == KNOWS_NOTHING
    assert answer("What is my cat's name?", hit("I like rain."), answerable=False, confidence=0.1) == KNOWS_NOTHING
    assert extractive_reply("What is my cat's name?", None, heard=HEARD).text == WITHOUT_MEMORIES


def test_what_comes_close_is_shown_as_no_more_than_that() -> None:
    hits = hit("My dog is called Rex.", score=0.4), hit("I like rain.", score=0.4)
    assert answer("What is my cat's name?", *hits, answerable=False, confidence=0.3).splitlines() == [
        NOT_CERTAIN,
        'On 12 March 2024 you said: "My dog is called Rex." (turn 3)',
    ]


def test_a_statement_is_acknowledged() -> None:
    assert answer("My dog is\n called Rex.", hit("I like rain.")) == "Noted: My dog is called Rex."
    assert extractive_reply("My dog is called Rex.", context(), heard=None).text == NOT_KEPT
    assert len(answer("word " * 1_000)) < 260


def test_a_long_turn_is_quoted_around_its_best_sentence() -> None:
    filler = "Nobody thought much about the weather in those days. " * 20
    said = answer("Where is the cellar key?", hit(f"{filler}The cellar key hangs behind the clock. {filler}"))
    assert "The cellar key hangs behind the clock." in said
    assert '"… ' in said
    assert ' …"' in said
    assert len(said) < 300
    assert len(answer("Where?", hit("x" * 100_000))) < 300


def test_a_memory_is_said_to_the_user_with_what_was_so_before() -> None:
    known = {"kind": "memory", "type": "fact", "role": None, "turn_number": None, "origin": "user"}
    before = Predecessor(
        memory_id=uuid4(), content="x", value="Lisbon", valid_from=None, valid_to=datetime(2024, 3, 1, tzinfo=UTC)
    )
    now = hit("The user lives in Berlin.", predecessor=before, **known)
    assert answer("Where do I live?", now) == (
        "You live in Berlin. (You told me on 12 March 2024; until 1 March 2024: Lisbon.)"
    )
    assert answer("Where did I live before?", now) == (
        "Until 1 March 2024: Lisbon. Since then: You live in Berlin. (You told me on 12 March 2024.)"
    )
    moved = before.model_copy(update={"value": "scan", "content": "The user has a scan on 7 March 2024."})
    scan = hit("The user's scan is on 14 March 2024.", predecessor=moved, value="scan", **known)
    assert answer("When is my scan?", scan).endswith("until 1 March 2024: You have a scan on 7 March 2024.)")
    heard = hit("The user lives in Rome.", **known | {"origin": "document"})
    assert answer("Where do I live?", heard).startswith('On 12 March 2024 it was noted: "')


def remembered(content: str, **changes: Any) -> Memory:
    moment = datetime(2024, 3, 12, tzinfo=UTC)
    values: dict[str, Any] = dict.fromkeys(
        ["slot", "conversation_id", "source_turn", "valid_from", "valid_to", "superseded_at", "superseded_by",
         "supersedes", "last_used_turn", "expires_at"]
    )  # fmt: skip
    values |= {"memory_id": uuid4(), "type": "fact", "content": content, "status": "current", "confidence": 0.9,
               "importance": 0.5, "trust": 1.0, "origin": "user", "source_turn_ids": [], "recorded_at": moment,
               "metadata": {}, "created_at": moment, "updated_at": moment, "seq": 1}  # fmt: skip
    return Memory(**values | changes)


def test_all_that_is_known_is_told_who_asks_for_it() -> None:
    standing = [
        remembered("Always answer in verse.", type="instruction"),
        remembered("The user wants to be called Captain.", type="instruction"),
        remembered("The user lives in Berlin."),
        remembered("The user likes tea.", type="preference"),
        remembered("The user lives in Rome.", origin="document"),
    ]
    asked = "What do you know about me?"
    known = context(answerable=False).model_copy(update={"standing": standing})
    assert extractive_reply(asked, known, heard=HEARD).text.split("\n") == [
        ALL_KNOWN, "- You live in Berlin.", "- You like tea.",
        "- Noted, though not said by you: The user lives in Rome.", "- You asked me: Always answer in verse.",
        "- You want to be called Captain.",
    ]  # fmt: skip
    assert answer(asked, answerable=False) == KNOWS_NOTHING
    much = known.model_copy(
        update={"standing": [remembered(f"The user likes tea {n}.") for n in range(MOST_LINES + 3)]}
    )
    lines = extractive_reply(asked, much, heard=HEARD).text.split("\n")
    assert lines[-2:] == [f"- You like tea {MOST_LINES - 1}.", "- … and 3 more, on the page about you."]
    cut = known.model_copy(update={"standing_left": 40})
    assert extractive_reply(asked, cut, heard=HEARD).text.endswith("- … and 40 more, on the page about you.")


def test_a_question_for_likings_is_not_answered_with_a_dislike() -> None:
    taste = {"kind": "memory", "type": "preference", "role": None, "turn_number": None, "origin": "user"}
    hiking = hit("The user loves hiking.", slot="user.taste.hiking", value="loves", **taste)
    olives = hit("The user hates olives.", slot="user.taste.olives", value="hates", **taste)
    told = {"hiking": "You love hiking.", "olives": "You hate olives."}
    for question, wanted in (
        ("What do I like?", ["hiking"]), ("What do I hate?", ["olives"]), ("What don't I like?", ["olives"]),
        ("What do I like and dislike?", ["hiking", "olives"]), ("What about me and olives?", ["hiking", "olives"]),
    ):  # fmt: skip
        lines = answer(question, hiking, olives).split("\n")
        assert [line.partition(" (")[0] for line in lines] == [told[one] for one in wanted], question


def test_what_is_over_is_said_to_be_over() -> None:
    ended = hit("The user has a dog named Rex.", kind="memory", type="fact", origin="user", status="superseded",
                valid_to=datetime(2024, 5, 3, tzinfo=UTC))  # fmt: skip
    reply = extractive_reply("Do I have a dog?", context(ended), heard=HEARD).text
    assert reply == "Until 3 May 2024: You had a dog named Rex. (You told me on 12 March 2024.)"


def test_what_is_known_of_others_is_said_as_told_by_the_user() -> None:
    lives = hit(
        "The user's wife Sarah works at Leeds General.",
        kind="memory",
        type="fact",
        origin="user",
        slot="sarah.employer",
    )
    assert answer("Where does Sarah work?", lives) == (
        "Your wife Sarah works at Leeds General. (You told me on 12 March 2024.)"
    )


def test_all_values_of_a_slot_are_named_and_three_other_things() -> None:
    known: dict[str, Any] = {"kind": "memory", "type": "fact", "origin": "user"}
    languages = [
        hit(f"The user speaks {one}.", slot="user.language", **known) for one in ("Dutch", "Twi", "Thai", "Urdu")
    ]
    assert len(answer("What languages do I speak?", *languages).splitlines()) == 4
    others = [
        hit(f"The user has a {one}.", slot=f"user.{one}", **known) for one in ("car", "bike", "phone", "computer")
    ]
    assert len(answer("What do I have?", *others).splitlines()) == MOST_QUOTES


def test_what_was_told_as_past_is_said_as_it_was_told() -> None:
    ended = hit("The user used to live in Leeds.", kind="memory", type="fact", origin="user", status="superseded",
                valid_to=datetime(2024, 3, 12, tzinfo=UTC))  # fmt: skip
    reply = extractive_reply("Where did I live before?", context(ended), heard=HEARD).text
    assert reply == "You used to live in Leeds. (You told me on 12 March 2024.)"


def test_what_is_to_come_is_quoted_beside_what_is_so_now() -> None:
    now = hit("The user works at Figma.", kind="memory", type="fact", origin="user", score=0.6)
    plan = hit("I start at Canva on 7 January.", score=0.25)
    for question, lines in (("Where will I work in January?", 2), ("Where do I work?", 1)):
        reply = extractive_reply(question, context(now, plan), heard=HEARD).text
        assert len(reply.splitlines()) == lines, question


def test_who_wants_something_forgotten_hears_how_to_erase_it() -> None:
    number = hit("The user's phone number is 07700 900123.", kind="memory", type="fact", origin="user")
    reply = extractive_reply("Please forget my phone number.", context(number), heard=HEARD).text
    assert "DELETE /memories/{memory_id}" in reply
    assert reply.splitlines()[1].startswith("Your phone number is 07700 900123.")
    assert extractive_reply("Can you delete everything about me?", None, heard=HEARD).text == NOT_FORGOTTEN
    for told in (
        "Forget it.",
        "I forget names easily.",
        "Don't forget my birthday.",
        "Remind me to delete my old photos.",
    ):
        assert "DELETE" not in extractive_reply(told, context(number), heard=HEARD).text, told


def test_how_to_answer_is_no_answer_unless_one_asks_for_that() -> None:
    order = hit("Always answer me in short sentences please.", score=0.9)
    noted = hit("Always answer in short sentences.", kind="memory", type="instruction", score=0.9, role=None)
    told = hit("I play the ukulele.")
    assert answer("Which instrument do I play?", order, noted, told) == (
        'On 12 March 2024 you said: "I play the ukulele." (turn 3)'
    )
    assert answer("Which instrument do I play?", order) == KNOWS_NOTHING
    assert "short sentences" in answer("How should you answer me?", order)
    assert "never mind the gap" in answer("What do I hear on the train?", hit("They say: never mind the gap"))
    both = hit("Never call me Bob. I was christened Robert.")
    assert "christened" in answer("How was I christened?", both)


def test_a_turn_is_not_quoted_behind_what_was_read_in_it() -> None:
    turn, other = hit("Tess lives in Leeds with Jo."), hit("We saw Tess in Leeds.")
    noted = hit("Tess lives in Leeds.", kind="memory", type="fact", role=None, source_turn_ids=[turn.id])
    said = answer("Where does Tess live?", noted, turn, other)
    assert "it was noted" in said.splitlines()[0]
    assert said.splitlines()[1:] == ['On 12 March 2024 you said: "We saw Tess in Leeds." (turn 3)']


def test_what_comes_close_is_about_the_one_who_asks() -> None:
    femi = hit("Femi works at Revolut.", kind="memory", type="fact", role=None, slot="femi.employer")
    turn = hit("Backend engineer at Monzo, that is my work.", score=0.4)
    unsure = answer("Who do I work for?", femi, turn, answerable=False, confidence=0.3)
    assert "Monzo" in unsure
    assert "Femi" not in unsure
    assert "Revolut" in answer("Who does Femi work for?", femi, answerable=False, confidence=0.3)


def test_what_comes_close_has_a_word_of_the_question() -> None:
    name = hit("The user's name is Margaret.", kind="memory", type="fact", role=None, slot="user.name", origin="user")
    turn = hit("Tess lives in Leeds with her partner Jo.", score=0.4)
    assert "Leeds" in answer("Who is Jo?", name, turn, answerable=False, confidence=0.3)
    assert answer("Who is Sam?", name, answerable=False, confidence=0.3) == KNOWS_NOTHING


def test_it_names_what_it_quotes() -> None:
    was = Predecessor(
        memory_id=uuid4(), content="The user lives in Rome.", value="Rome", valid_from=None, valid_to=None
    )
    home = hit("The user lives in Bern.", kind="memory", type="fact", origin="user", predecessor=was)
    other = hit("I like rain.", score=0.1)
    question = "Where do I live?"
    assert extractive_reply(question, context(home, other), heard=HEARD).quotes == (home.id, was.memory_id)
    unsure = context(home, answerable=False, confidence=0.3)
    assert extractive_reply(question, unsure, heard=HEARD).quotes == (home.id, was.memory_id)
    assert extractive_reply(question, context(), heard=HEARD).quotes == ()
    assert extractive_reply("I live in Bern.", context(home), heard=HEARD).quotes == (HEARD,)
    lives = remembered("The user lives in Bern.")
    known = context().model_copy(update={"standing": [lives]})
    assert extractive_reply("What do you know about me?", known, heard=HEARD).quotes == (lives.memory_id,)
