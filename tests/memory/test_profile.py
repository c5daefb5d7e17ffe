from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from toldonce.memory.profile import MOST_SUMMARY_LINES, profile_of, standing_of, summary_of
from toldonce.memory.slots import split_slot
from toldonce.model import Memory, Predecessor

START = datetime(2024, 1, 1, tzinfo=UTC)


def memory(number: int, content: str, slot: str | None, kind: str = "fact", **more) -> Memory:
    return Memory.model_validate(
        {
            "memory_id": UUID(int=number),
            "type": kind,
            "content": content,
            "slot": slot,
            "value": content,
            "status": "current",
            "confidence": 1.0,
            "importance": 0.5,
            "trust": 1.0,
            "origin": "user",
            "conversation_id": None,
            "source_turn_ids": [],
            "source_turn": None,
            "valid_from": None,
            "valid_to": None,
            "recorded_at": START + timedelta(days=number),
            "superseded_at": None,
            "superseded_by": None,
            "supersedes": None,
            "last_used_turn": None,
            "metadata": {},
            "expires_at": None,
            "created_at": START,
            "updated_at": START,
            "seq": number,
            **more,
        }
    )


KNOWN = [
    memory(1, "Plays chess.", "user.hobby"),
    memory(2, "Lives in Berlin.", "user.home"),
    memory(3, "Nora lives in Oslo.", "nora.home"),
    memory(4, "Rows.", "user.hobby"),
    memory(5, "Answer in German.", "user.instruction", "instruction"),
    memory(6, "Renew the passport.", "user.commitment", "commitment", due_at=START + timedelta(days=90)),
    memory(7, "Call Nora.", "user.commitment", "commitment", due_at=START + timedelta(days=9)),
    memory(8, "Ran a marathon.", "user.event", "event"),
    memory(9, "Prefers tea.", "user.taste.tea", "preference"),
    memory(10, "Is called Ana.", "user.name"),
]


def test_the_user_stands_first_and_within_a_subject_what_one_asks_first():
    profile = profile_of(KNOWN, 2, 10)
    assert [one.slot for one in profile.slots] == ["user.name", "user.home", "user.hobby", "nora.home"]
    assert [one.content for one in profile.slots[2].entries] == ["Rows.", "Plays chess."]
    assert [one.content for one in profile.instructions] == ["Answer in German."]
    assert [one.content for one in profile.commitments] == ["Call Nora.", "Renew the passport."]
    assert (profile.quarantined, profile.up_to_seq) == (2, 10)


def test_the_same_memories_in_another_order_are_the_same_profile_and_the_same_text():
    there, back = profile_of(KNOWN, 0, 10), profile_of(KNOWN[::-1], 0, 10)
    assert there == back
    assert summary_of(there) == summary_of(back)
    assert standing_of(KNOWN) == standing_of(KNOWN[::-1])


def test_the_summary_says_what_was_so_before_and_what_is_due():
    before = Predecessor(memory_id=UUID(int=1), content="Lives in Rome.", value="Rome", valid_from=None, valid_to=START)
    home = KNOWN[1].model_copy(update={"predecessor": before})
    text = summary_of(profile_of([home, KNOWN[6]], 0, 1)).text
    assert text.splitlines() == [
        "About the user:",
        "- Lives in Berlin. (until 2024-01-01: Rome)",
        "Commitments:",
        "- Call Nora. (due 2024-01-10)",
    ]


def test_the_summary_says_how_much_it_leaves_out():
    many = [memory(number, f"Plays game {number}.", "user.hobby") for number in range(MOST_SUMMARY_LINES + 3)]
    assert summary_of(profile_of(many, 0, 1)).text.splitlines()[-1] == "(3 more not shown.)"
    assert summary_of(profile_of(many, 0, 1, truncated=True)).text.splitlines()[-1] == "(At least 4 more not shown.)"
    assert "not shown" not in summary_of(profile_of(many[:MOST_SUMMARY_LINES], 0, 1)).text


def test_what_always_applies_begins_with_instructions_and_leaves_out_events_and_others():
    assert [one.content for one in standing_of(KNOWN)] == [
        "Answer in German.",
        "Is called Ana.",
        "Lives in Berlin.",
        "Plays chess.",
        "Rows.",
        "Prefers tea.",
    ]


@pytest.mark.parametrize(
    ("slot", "parts"),
    [
        ("user.home", ("user", "home")),
        ("user.sister.home", ("user.sister", "home")),
        ("user.favourite.colour", ("user", "favourite.colour")),
        ("user.sister.taste.green tea", ("user.sister", "taste.green tea")),
        ("st. nora.home", ("st. nora", "home")),
    ],
)
def test_a_slot_is_split_into_subject_and_attribute(slot: str, parts: tuple[str, str]):
    assert split_slot(slot) == parts
