"""Writes the figures of speed from the records into ``docs/speed.md`` and the README: nobody types them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.speed.cells import (
    Row,
    embedded_alone,
    ingested,
    number,
    percentiles,
    size_of,
    spread,
    table,
    turns_of,
    under_load,
)
from evals.speed.goals import faster, goals
from evals.speed.rival import PGVECTOR, STORES
from evals.speed.side_by_side import NAME

RECORDS = Path("evals/results")
PICTURE = RECORDS / "bench.svg"
PAGE = Path("docs/speed.md")
README = Path("README.md")
BEGIN = "<!-- Made by 'python -m evals.speed.page'; changes down to its end are lost. -->"
END = "<!-- The end of what it made. -->"


def page(
    bench: Mapping[str, Any],
    worker: Mapping[str, Any] | None,
    gateway: Mapping[str, Any] | None,
    side_by_side: Mapping[str, Any] | None = None,
) -> str:
    """The whole of ``docs/speed.md``."""
    rows: Sequence[Row] = bench["rows"]
    beside: Sequence[Row] = side_by_side["rows"] if side_by_side else []
    parts = [
        "# How fast it is",
        BEGIN,
        "Milliseconds over HTTP, embedding included, one process with its database on the same cores; it reads what is"
        " written as it is served. [Decision 0030](decisions/0030-subjects-in-the-process.md) and"
        " [0033](decisions/0033-reading-in-a-process-of-its-own.md) say how it comes about,"
        " [evals](../evals/README.md) how it is measured: `make bench`, `.venv/bin/python -m evals.speed.worker`,"
        " `.venv/bin/python -m evals.speed.side_by_side`, `.venv/bin/python -m evals.gateway`.",
        *_searches(rows),
        *_writes(rows),
        *_others(beside),
        *_reading(worker),
        *_passing(gateway),
        "## Goals",
        table(("goal", "measured", "reached"), [*goals(rows, worker, gateway), *faster(beside)]),
        "## Measured on",
        "Where the load (processes that want a core, over the last minute of the run) is above the cores, other"
        " programs shared them: times there are longer, and more is refused, than on a machine of its own.",
        "\n".join(
            [
                *(f"- {_where(size_of(row), row['environment'])}{_grown(row)}" for row in rows if "environment" in row),
                *(f"- {_where((_run(row),), row['environment'])}" for row in beside),
            ]
        ),
        END,
    ]
    return "\n\n".join(parts) + "\n"


def readme(
    text: str,
    bench: Mapping[str, Any],
    gateway: Mapping[str, Any] | None,
    side_by_side: Mapping[str, Any] | None = None,
) -> str:
    """The README with its table of speed made anew, between the two marks."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{README} has lost the marks between which its figures of speed stand.")
    columns = ("turns in the subject", "bulk ingest, turns/s", "write of one turn, p50 / p95 / p99",
               "search, p50 / p95 / p99", "60 searches/s, p50 / p95 / p99", "memory of the process, MB")  # fmt: skip
    figures = [
        (
            size_of(row)[1],
            number(ingested(row)),
            percentiles(row["write_ms"]),
            percentiles(row["search_ms"]),
            under_load(row["sustained"], percentiles(row["sustained"]["search_ms"])),
            number(row["resident_mb"]),
        )
        for row in bench["rows"]
        if row["subjects"] == 1
    ]
    passing = ""
    if gateway is not None:
        of = gateway["gateway"]
        passing = (
            f"\n\nThe OpenAI gateway adds {of['overhead_ms']['p50']:.0f} ms (p95:"
            f" {of['overhead_ms']['p95']:.0f}) before the model is asked, with"
            f" {of['turns']:,} turns stored ([record](evals/results/gateway.json))."
        )
    beside = _in_a_sentence(side_by_side["rows"]) if side_by_side else ""
    return f"{before}{BEGIN}\n\n{table(columns, figures)}{beside}{passing}\n\n{END}{after}"


def _in_a_sentence(rows: Sequence[Row]) -> str:
    """What is measured turn about with mem0: at the largest size where all of its stores took part, and at the largest
    with each of those that did."""
    row = next((one for one in reversed(rows) if all("search_ms" in one.get(name, {}) for name in STORES)), rows[-1])
    searches, writes = (_medians(row, kind) for kind in ("search_ms", "write_ms"))
    said = (
        f"\n\nTurn about with mem0 at {turns_of(row)} turns (medians of {row['rounds']} rounds, each run on a machine"
        f" that need not be that of another or the one above), a search takes {searches[0]} ms, with mem0"
        f" {searches[1]}, with mem0 on pgvector, which finds {_exactly(row)} of the exact hits, {searches[2]};"
        f" a write of one turn {writes[0]}, {writes[1]} and {writes[2]}"
    )
    beyond = [one for one in rows if row["turns"] != one["turns"] == rows[-1]["turns"]]
    for largest in beyond:
        searches, writes = (_medians(largest, kind) for kind in ("search_ms", "write_ms"))
        for place, (store, name) in enumerate(STORES.items(), 1):
            if "search_ms" in largest.get(store, {}):
                share = f", which finds {_exactly(largest)} of the exact hits," if store == PGVECTOR else ""
                said += (
                    f". At {turns_of(largest)} a search takes {searches[0]} ms, with {name}{share}"
                    f" {searches[place]}; a write {writes[0]} and {writes[place]}"
                )
    return f"{said} ([record](evals/results/side-by-side.json))."


def _medians(row: Row, kind: str) -> list[str]:
    """Of each contender, in milliseconds."""
    return [number(row[name][kind]["median"]) if kind in row.get(name, {}) else "-" for name in (NAME, *STORES)]


def _searches(rows: Sequence[Row]) -> list[str]:
    columns = ("subjects", "turns in each", "p50 / p95 / p99", "beside embedding, p50", "60 a second: p50 / p95 / p99",
               "as exact")  # fmt: skip
    figures = [
        (
            *size_of(row),
            percentiles(row["search_ms"]),
            number(row["beside_embedding_ms"]["p50"]),
            under_load(row["sustained"], percentiles(row["sustained"]["search_ms"])),
            f"{row['hits_as_exact']:.3f}",
        )
        for row in rows
    ]
    return [
        "## Searches",
        "Ten searches a second on a fixed beat, then sixty, none asked twice. *Beside embedding* is what is left of"
        " the median without the embedding of the question; *as exact* the share of the hits that an exact search"
        " finds too.",
        table(columns, figures),
        *([f"![Searches as a subject grows]({Path('..') / PICTURE})"] if PICTURE.exists() else []),
    ]


def _writes(rows: Sequence[Row]) -> list[str]:
    columns = ("subjects", "turns in each", "in bulk, turns/s", "embedding alone", "everyday messages, turns/s",
               "embedding alone", "one turn: p50 / p95 / p99", "memory of the process, MB", "disk, MB")  # fmt: skip
    figures = [
        (
            *size_of(row),
            number(ingested(row)),
            number(embedded_alone(row, "turns")),
            number(row.get("everyday_per_second")),
            number(embedded_alone(row, "everyday")),
            percentiles(row["write_ms"]),
            number(row["resident_mb"]),
            number(row["disk_mb"]),
        )
        for row in rows
    ]
    return [
        "## Writes",
        "*In bulk*: requests of 200 short turns (at most 400 characters), one after another. *Everyday messages*: the"
        " same with at most 100 characters. *Embedding alone*: what the embedding model did with these turns in the"
        " same run when nothing was stored; no bulk can be faster. *One turn*: short turns, one each.",
        table(columns, figures),
    ]


def _others(rows: Sequence[Row]) -> list[str]:
    """mem0 on each of its stores, and the floor, turn about with toldonce."""
    if not rows:
        return []
    missed = [
        f"- {name} did not reach {turns_of(row)} turns: {_how_far(row[store])}."
        for row in rows
        for store, name in STORES.items()
        if "gave_up_after_seconds" in row.get(store, {})
    ]
    names = [NAME, *STORES.values()]
    return [
        "## Beside others",
        "toldonce and mem0 without a language model, on the same turns: in each round 20 writes of one turn and 20"
        " searches of each, turn about. Shown is the median of the rounds' medians, behind it the least and the most."
        " toldonce is asked over HTTP and reads what is written, as it is served; mem0 is called in its process, on"
        " its default local store, and on pgvector in a PostgreSQL set up as toldonce's own. Its store is filled at"
        " once with what its own `add` would have put there one by one, and grown as the subject is. *As exact*: the"
        " share of the hits of an exact search that it finds on pgvector with the approximate index that it makes"
        " there. The *floor* is one embedding and one exact scan in numpy. These times stand beside each other, and"
        " not beside those above: the machine may have been another.",
        table(
            ("turns", "rounds", *(f"search, {name}" for name in names), "as exact", "floor"),
            [
                (turns_of(row), f"{row['rounds']}", *_beside(row, "search_ms"), _exactly(row), _floor(row))
                for row in rows
            ],
        ),
        table(
            ("turns", "rounds", *(f"write, {name}" for name in names)),
            [(turns_of(row), f"{row['rounds']}", *_beside(row, "write_ms")) for row in rows],
        ),
        *(["\n".join(missed)] if missed else []),
    ]


def _run(row: Row) -> str:
    """A run, and the store of mem0 in one with a single store."""
    there = [name for store, name in STORES.items() if store in row]
    return f"side by side, {turns_of(row)}{f' with {there[0]}' if len(there) == 1 else ''}"


def _beside(row: Row, kind: str) -> list[str]:
    """The times of each."""
    return [spread(row.get(name, {}).get(kind)) for name in (NAME, *STORES)]


def _floor(row: Row) -> str:
    return number(row["floor_ms"]["embed"] + row["floor_ms"]["scan"])


def _exactly(row: Row) -> str:
    share = row.get(PGVECTOR, {}).get("hits_as_exact")
    return "-" if share is None else f"{share:.3f}"


def _how_far(rival: Row) -> str:
    """What a store that did not reach a size had reached when it was given up."""
    minutes = f"{rival['gave_up_after_seconds'] / 60:.0f} minutes"
    if rival.get("unindexed"):
        return f"the indexes over its {rival['turns']:,} rows were not made within {minutes}"
    return f"it held {rival['turns']:,} after {minutes}"


def _reading(worker: Mapping[str, Any] | None) -> list[str]:
    if worker is None:
        return []
    of = worker["worker"]
    figures = [
        (
            name,
            number(each["turns_per_second"]),
            number(each["processor_ms_per_turn"]),
            " + ".join(number(size) for size in each["resident_mb"]),
        )
        for name, each in of["readers"].items()
    ]
    return [
        "## Reading",
        f"One `toldonce worker` beside the service, {of['turns']:,} turns that were stored before.",
        table(("read by", "turns/s", "processor, ms a turn", "memory, MB"), figures),
        f"{_where(('reading',), worker['environment'])}.",
    ]


def _passing(gateway: Mapping[str, Any] | None) -> list[str]:
    if gateway is None:
        return []
    of = gateway["gateway"]
    return [
        "## The gateway",
        f"Before the first byte reaches the model's server, with {of['turns']:,} turns in the subject, the OpenAI"
        f" gateway adds {percentiles(of['overhead_ms'])} (p50 / p95 / p99).",
        f"{_where(('gateway',), gateway['environment'])}.",
    ]


def _grown(row: Row) -> str:
    """From how many turns a subject was grown in the database; records of earlier versions do not tell."""
    return f", grown from {row['grown_from_turns']:,} turns" if "grown_from_turns" in row else ""


def _where(what: Sequence[str], environment: Mapping[str, str]) -> str:
    load = f", load {environment['load']}" if "load" in environment else ""
    return (
        f"{' x '.join(what)}: commit {environment['commit']}, {environment['measured_at'][:10]},"
        f" {environment['cores']} cores{load}, Python {environment['python']}"
    )


def recorded(name: str, folder: Path = RECORDS) -> dict[str, Any] | None:
    """A record, or None when there is none yet."""
    path = folder / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def main() -> None:
    """Write both."""
    bench = recorded("bench")
    if bench is None:
        raise SystemExit(
            f"There is no {RECORDS / 'bench.json'}: run 'make bench ARGS=\"--out {RECORDS / 'bench.json'}\"'."
        )
    made = page(bench, recorded("worker"), recorded("gateway"), recorded("side-by-side"))
    PAGE.write_text(made, encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    README.write_text(readme(text, bench, recorded("gateway"), recorded("side-by-side")), encoding="utf-8")


if __name__ == "__main__":
    main()
