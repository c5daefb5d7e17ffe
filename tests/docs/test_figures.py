"""Figures in sentences are those of the records, as the tables are (tests/evals/test_tables.py)."""

from __future__ import annotations

import json
from functools import reduce

import pytest
from pages import ROOT

LOCOMO = "locomo/systems"
BEAM = "beam 100K/systems"
SESSIONS = "longmemeval, sessions/systems"
EXACT = "precisionmembench/toldonce, half of the best score and more"
FIGURES = [
    (
        "docs/recall.md",
        "everyday.json",
        "Of the lines developed with, {:.3f} of {:.0f} ends are known to be over, {:.3f} with the new value where one"
        " is told, and {:.3f} of {:.0f} look-alikes leave what was told as it is.",
        [f"developed with/{name}" for name in ("over", "ends", "right", "kept", "no_ends")],
    ),
    (
        "docs/recall.md",
        "everyday.json",
        "held-out ones {:.3f} of {:.0f} are over, {:.3f} with the new value, and {:.3f} of {:.0f} are left",
        [f"held out/{name}" for name in ("over", "ends", "right", "kept", "no_ends")],
    ),
    (
        "README.md",
        "recall.json",
        "BM25 reached {:.3f} at 10, mem0 (same embedding model) {:.3f} and exact vectors {:.3f}",
        [f"{LOCOMO}/{name}/all/fraction@10" for name in ("BM25", "mem0 2.2.1", "dense, exact")],
    ),
    (
        "README.md",
        "recall.json",
        "The 95 % interval of {:.3f} is {:.3f} to {:.3f} (drawn by conversation)",
        [
            f"{LOCOMO}/toldonce/all/fraction@10",
            f"{LOCOMO}/toldonce/all/intervals/fraction@10/0",
            f"{LOCOMO}/toldonce/all/intervals/fraction@10/1",
        ],
    ),
    (
        "README.md",
        "beam.json",
        "@10 is {:.3f} (BM25 {:.3f}, mem0 {:.3f}), on the ten of BEAM 500K",
        [f"{BEAM}/{name}/all/fraction@10" for name in ("toldonce", "BM25", "mem0 2.2.1")],
    ),
    (
        "README.md",
        "beam-500K.json",
        "on the ten of BEAM 500K {:.3f} ({:.3f}, {:.3f})",
        [f"beam 500K/systems/{name}/all/fraction@10" for name in ("toldonce", "BM25", "mem0 2.2.1")],
    ),
    (
        "README.md",
        "beam.json",
        "stands above what it superseded in {:.2f} of {:.0f} updates (mem0: {:.2f};",
        [
            f"{BEAM}/toldonce/all/current first",
            f"{BEAM}/toldonce/all/updates",
            f"{BEAM}/mem0 2.2.1/all/current first",
        ],
    ),
    (
        "README.md",
        "recall.json",
        "with an AUROC of {:.2f} (LoCoMo, trick questions)",
        [f"{LOCOMO}/toldonce/all/abstention auroc"],
    ),
    ("README.md", "beam.json", "trick questions) and {:.2f} (BEAM)", [f"{BEAM}/toldonce/all/abstention auroc"]),
    (
        "docs/recall.md",
        "recall.json",
        "The 95 % interval of toldonce's @10 is {:.3f} to {:.3f} (drawn by conversation). Without the questions whose"
        " labels are known to be wrong it is {:.3f} ({:.0f} questions). After the evidence was deleted, confidence"
        " fell: AUROC {:.3f}.",
        [
            f"{LOCOMO}/toldonce/all/intervals/fraction@10/0",
            f"{LOCOMO}/toldonce/all/intervals/fraction@10/1",
            f"{LOCOMO}/toldonce/all/sound labels/fraction@10",
            f"{LOCOMO}/toldonce/all/sound labels/n",
            f"{LOCOMO}/toldonce/all/abstention auroc, evidence deleted",
        ],
    ),
    (
        "docs/recall.md",
        "beam.json",
        "The 95 % interval of toldonce's @10 is {:.3f} to {:.3f}. Before",
        [f"{BEAM}/toldonce/all/intervals/fraction@10/{end}" for end in (0, 1)],
    ),
    (
        "docs/recall.md",
        "beam-500K.json",
        "The 95 % interval of {:.3f} is {:.3f} to {:.3f} (drawn by conversation).",
        [
            "beam 500K/systems/toldonce/all/fraction@10",
            "beam 500K/systems/toldonce/all/intervals/fraction@10/0",
            "beam 500K/systems/toldonce/all/intervals/fraction@10/1",
        ],
    ),
    (
        "README.md",
        "longmemeval.json",
        "In {:.0f} of {:.0f} haystacks of LongMemEval all sessions that answer stand among the first five, with BM25 in"
        " {:.0f}, with mem0 in {:.0f}",
        [
            f"{SESSIONS}/toldonce/all/all@5 * 40",
            f"{SESSIONS}/toldonce/all/n",
            f"{SESSIONS}/BM25/all/all@5 * 40",
            f"{SESSIONS}/mem0 2.2.1/all/all@5 * 40",
        ],
    ),
    (
        "README.md",
        "recall.json",
        "of the {:.0f} cases of PrecisionMemBench that expect something, a search with `min_relative_score` 0.5 brings"
        " exactly that in {:.0f}, BM25 in {:.0f}, and dense search in none; it finds {:.0f} % of what belongs",
        [
            f"{EXACT}/active",
            f"{EXACT}/active passes",
            "precisionmembench/BM25/active passes",
            f"{EXACT}/mean recall * 100",
        ],
    ),
    (
        "docs/recall.md",
        "beam.json",
        "it finds what was stated once (time {:.2f}, updates {:.2f}, contradictions {:.2f})",
        [
            f"{BEAM}/toldonce/kinds/{kind}/fraction@10"
            for kind in ("temporal_reasoning", "knowledge_update", "contradiction_resolution")
        ],
    ),
]
"""Page, record, sentence, and where in the record each of its figures stands, with a factor if there is one."""


def figure(record: str, place: str) -> float:
    figures = json.loads((ROOT / "evals" / "results" / record).read_text(encoding="utf-8"))["figures"]
    path, _, factor = place.partition(" * ")
    found = reduce(lambda at, key: at[int(key)] if isinstance(at, list) else at[key], path.split("/"), figures)
    return found * float(factor or 1)


@pytest.mark.parametrize(("page", "record", "sentence", "places"), FIGURES)
def test_a_sentence_gives_the_figures_of_its_record(page: str, record: str, sentence: str, places: list[str]) -> None:
    told = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert sentence.format(*(figure(record, place) for place in places)) in told


def test_that_nothing_planted_was_believed_is_said_while_it_is_so() -> None:
    planted = [
        figure("life.json", f"{half}/in all/{check}/right")
        for half in ("development", "held_out")
        for check in ("poison not an instruction", "poison not a fact about the user")
    ]
    told = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    claim = "Nothing planted by a tool, a document or the assistant became a fact about the user or an instruction."
    assert (claim in told) == (set(planted) == {1.0})
