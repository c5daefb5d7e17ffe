"""What an earlier record tells of systems that a run did not ask: their answers do not depend on the service."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def taken_over(figures: Mapping[str, Any], questions: list[dict[str, Any]], earlier: Path) -> dict[str, Any]:
    """Add the systems that only the record ``earlier`` holds to those figures that stand for the same conversations,
    and the ranks of their questions; which systems they are, and the commit of that record."""
    record = json.loads(earlier.read_text(encoding="utf-8"))
    lines = earlier.with_suffix(".questions.jsonl").read_text(encoding="utf-8").splitlines()
    ranks = [json.loads(line) for line in lines]
    added: set[str] = set()
    for group, measured in figures.items():
        before = record["figures"].get(group, {})
        if "conversations" not in measured or before.get("conversations") != measured["conversations"]:
            continue
        others = {name: one for name, one in before["systems"].items() if name not in measured["systems"]}
        measured["systems"] |= others
        questions += [one for one in ranks if one["data"] == group and one["system"] in others]
        added |= set(others)
    if not added:
        raise SystemExit(f"--beside: {earlier} holds no other system on the same conversations.")
    return {"systems": sorted(added), "commit": record["environment"]["commit"]}
