"""What is known, by slot: pure functions from memories to a profile, its summary, and what stands in every context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from toldonce.memory.slots import split_slot
from toldonce.model import Memory, Profile, ProfileEntry, ProfileSlot, ProfileSummary
from toldonce.ports import USER

APART = frozenset(["instruction", "preference", "commitment"])
FIRST_ATTRIBUTES = (
    "name called full_name pronouns age birthday home hometown job employer school partner spouse".split()
)
MOST_SUMMARY_LINES = 60


def profile_of(memories: Sequence[Memory], quarantined: int, up_to_seq: int, *, truncated: bool = False) -> Profile:
    """The profile that memories make which are believed to be true; the order of ``memories`` does not matter.

    Events are no part of it: they are what happened, not what is so. ``truncated``: there are more than these memories.
    """
    slots: defaultdict[str, list[Memory]] = defaultdict(list)
    for memory in memories:
        if memory.type not in APART and memory.type != "event" and memory.slot is not None:
            slots[memory.slot].append(memory)
    return Profile(
        slots=[_slot(slot, slots[slot]) for slot in sorted(slots, key=_slot_order)],
        instructions=_entries(one for one in memories if one.type == "instruction"),
        preferences=_entries(one for one in memories if one.type == "preference"),
        commitments=_due_first(one for one in memories if one.type == "commitment"),
        quarantined=quarantined,
        up_to_seq=up_to_seq,
        truncated=truncated,
    )


def summary_of(profile: Profile) -> ProfileSummary:
    """The profile as lines of text, and how much is left out; the same profile gives the same text."""
    parts: list[tuple[str, list[ProfileEntry]]] = [
        ("About the user:", [one for slot in profile.slots if slot.subject == USER for one in slot.entries]),
        ("About others:", [one for slot in profile.slots if slot.subject != USER for one in slot.entries]),
        ("Instructions:", profile.instructions),
        ("Preferences:", profile.preferences),
        ("Commitments:", profile.commitments),
    ]
    lines: list[str] = []
    shown: list[ProfileEntry] = []
    for heading, entries in parts:
        room = entries[: max(0, MOST_SUMMARY_LINES - len(shown))]
        if room:
            lines += [heading, *(f"- {_sentence(one)}" for one in room)]
            shown += room
    left = sum(len(entries) for _, entries in parts) - len(shown)
    if left or profile.truncated:
        lines.append(f"({'At least ' if profile.truncated else ''}{left + profile.truncated} more not shown.)")
    return ProfileSummary(
        text="\n".join(lines), memory_ids=[one.memory_id for one in shown], up_to_seq=profile.up_to_seq
    )


def standing_of(memories: Iterable[Memory]) -> list[Memory]:
    """What belongs into every context, the most needed first: instructions, then what the user is, then preferences.

    The order depends on nothing but the memories, so that the text made of them stays the same.
    """
    wanted = [
        one
        for one in memories
        if one.type in ("instruction", "preference") or (one.type in ("fact", "entity") and _is_of_user(one))
    ]
    rank = {"instruction": 0, "fact": 1, "entity": 2, "preference": 3}
    return sorted(wanted, key=lambda one: (rank[one.type], -one.importance, *_slot_order(one.slot or ""), one.seq))


def _is_of_user(memory: Memory) -> bool:
    return memory.slot is None or memory.slot.startswith(f"{USER}.")


def _slot(slot: str, memories: Iterable[Memory]) -> ProfileSlot:
    subject, attribute = split_slot(slot)
    return ProfileSlot(slot=slot, subject=subject, attribute=attribute, entries=_entries(memories))


def _slot_order(slot: str) -> tuple[bool, str, int, str]:
    subject, attribute = split_slot(slot)
    first = FIRST_ATTRIBUTES.index(attribute) if attribute in FIRST_ATTRIBUTES else len(FIRST_ATTRIBUTES)
    return subject != USER, subject, first, attribute


def _entries(memories: Iterable[Memory]) -> list[ProfileEntry]:
    return [_entry(one) for one in sorted(memories, key=lambda one: (one.recorded_at, one.seq), reverse=True)]


def _due_first(memories: Iterable[Memory]) -> list[ProfileEntry]:
    """The next to fall due first, those without a date last."""
    in_order = sorted(memories, key=lambda one: (one.due_at is None, one.due_at or one.recorded_at, one.seq))
    return [_entry(one) for one in in_order]


def _entry(memory: Memory) -> ProfileEntry:
    return ProfileEntry(
        memory_id=memory.memory_id,
        type=memory.type,
        content=memory.content,
        value=memory.value,
        confidence=memory.confidence,
        valid_from=memory.valid_from,
        valid_to=memory.valid_to,
        due_at=memory.due_at,
        recorded_at=memory.recorded_at,
        evidence_count=memory.evidence_count,
        source_turn_ids=memory.source_turn_ids,
        predecessor=memory.predecessor,
    )


def _sentence(entry: ProfileEntry) -> str:
    said = " ".join(entry.content.split())
    if entry.due_at is not None:
        return f"{said} (due {entry.due_at:%Y-%m-%d})"
    before = entry.predecessor
    if before is not None and before.value and before.valid_to is not None:
        return f"{said} (until {before.valid_to:%Y-%m-%d}: {before.value})"
    return said
