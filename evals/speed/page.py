"""Writes the figures of speed from the records into ``docs/speed.md`` and the README: nobody types them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.speed.rival import PGVECTOR, STORES
from evals.speed.side_by_side import NAME

RECORDS = Path("evals/results")
PICTURE = RECORDS / "bench.svg"
PAGE = Path("docs/speed.md")
README = Path("README.md")
BEGIN = "<!-- Made by 'python -m evals.speed.page'; changes down to its end are lost. -->"
END = "<!-- The end of what it made. -->"
GOALS_BESIDE_EMBEDDING = {10_000: 5, 100_000: 12, 1_000_000: 25}
GOAL_INGEST, GOAL_SUSTAINED, GOAL_WORKER, GOAL_GATEWAY = 300, 100, 200, 30
MOSTLY_ANSWERED = 0.1
"""The share that may fail for times to be shown."""
LARGEST = 1_000_000
"""Turns at which mem0 should be measured too."""
GOAL_AS_EXACT, GOAL_TIMES_ONE_SUBJECT = 0.99, 1.5

Row = Mapping[str, Any]


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
        table(("goal", "measured", "reached"), [*_goals(rows, worker, gateway), *_faster(beside)]),
        "## Measured on",
        "Where the load (processes that want a core, over the last minute of the run) is above the cores, other"
        " programs shared them: times there are longer, and more is refused, than on a machine of its own.",
        "\n".join(
            [
                *(f"- {_where(_size(row), row['environment'])}{_grown(row)}" for row in rows if "environment" in row),
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
            _size(row)[1],
            _number(_ingest(row)),
            _shares(row["write_ms"]),
            _shares(row["search_ms"]),
            _sustained(row["sustained"], _shares(row["sustained"]["search_ms"])),
            _number(row["resident_mb"]),
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
        f"\n\nTurn about with mem0 at {_turns(row)} turns (medians of {row['rounds']} rounds, on a machine that need"
        f" not be the one above), a search takes {searches[0]} ms, with mem0 {searches[1]}, with mem0 on pgvector,"
        f" which finds {_exactly(row)} of the exact hits, {searches[2]}; a write of one turn {writes[0]}, {writes[1]}"
        f" and {writes[2]}"
    )
    beyond = [one for one in rows if row["turns"] != one["turns"] == rows[-1]["turns"]]
    for largest in beyond:
        searches, writes = (_medians(largest, kind) for kind in ("search_ms", "write_ms"))
        for number, (store, name) in enumerate(STORES.items(), 1):
            if "search_ms" in largest.get(store, {}):
                share = f", which finds {_exactly(largest)} of the exact hits," if store == PGVECTOR else ""
                said += (
                    f". At {_turns(largest)} a search takes {searches[0]} ms, with {name}{share}"
                    f" {searches[number]}; a write {writes[0]} and {writes[number]}"
                )
    return f"{said} ([record](evals/results/side-by-side.json))."


def _medians(row: Row, kind: str) -> list[str]:
    """Of each contender, in milliseconds."""
    return [_number(row[name][kind]["median"]) if kind in row.get(name, {}) else "-" for name in (NAME, *STORES)]


def _searches(rows: Sequence[Row]) -> list[str]:
    columns = ("subjects", "turns in each", "p50 / p95 / p99", "beside embedding, p50", "60 a second: p50 / p95 / p99",
               "as exact")  # fmt: skip
    figures = [
        (
            *_size(row),
            _shares(row["search_ms"]),
            _number(row["beside_embedding_ms"]["p50"]),
            _sustained(row["sustained"], _shares(row["sustained"]["search_ms"])),
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
            *_size(row),
            _number(_ingest(row)),
            _number(_alone(row, "turns")),
            _number(row.get("everyday_per_second")),
            _number(_alone(row, "everyday")),
            _shares(row["write_ms"]),
            _number(row["resident_mb"]),
            _number(row["disk_mb"]),
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


def _ingest(row: Row) -> float | None:
    """Turns a second through the API; None where a subject was grown to its size in the database."""
    figure: float | None = None if "grown_from_turns" in row else row["ingest_turns_per_second"]
    return figure


def _alone(row: Row, kind: str) -> float | None:
    """What the embedding model alone did; records of earlier versions do not tell."""
    figure: float | None = row.get("embedding_alone", {}).get(kind)
    return figure


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _others(rows: Sequence[Row]) -> list[str]:
    """mem0 on each of its stores, and the floor, turn about with toldonce."""
    if not rows:
        return []
    missed = [
        f"- {name} did not reach {_turns(row)} turns: {_how_far(row[store])}."
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
            [(_turns(row), f"{row['rounds']}", *_beside(row, "search_ms"), _exactly(row), _floor(row)) for row in rows],
        ),
        table(
            ("turns", "rounds", *(f"write, {name}" for name in names)),
            [(_turns(row), f"{row['rounds']}", *_beside(row, "write_ms")) for row in rows],
        ),
        *(["\n".join(missed)] if missed else []),
    ]


def _turns(row: Row) -> str:
    return f"{row['turns']:,}"


def _run(row: Row) -> str:
    """A run, and the store of mem0 in one with a single store."""
    there = [name for store, name in STORES.items() if store in row]
    return f"side by side, {_turns(row)}{f' with {there[0]}' if len(there) == 1 else ''}"


def _beside(row: Row, kind: str) -> list[str]:
    """The times of each."""
    return [_span(row.get(name, {}).get(kind)) for name in (NAME, *STORES)]


def _span(of: Mapping[str, float] | None) -> str:
    return "-" if of is None else f"{_number(of['median'])} ({_number(of['least'])} to {_number(of['most'])})"


def _floor(row: Row) -> str:
    return _number(row["floor_ms"]["embed"] + row["floor_ms"]["scan"])


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
            _number(each["turns_per_second"]),
            _number(each["processor_ms_per_turn"]),
            " + ".join(_number(size) for size in each["resident_mb"]),
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
        f" gateway adds {_shares(of['overhead_ms'])} (p50 / p95 / p99).",
        f"{_where(('gateway',), gateway['environment'])}.",
    ]


def _goals(
    rows: Sequence[Row], worker: Mapping[str, Any] | None, gateway: Mapping[str, Any] | None
) -> Iterable[tuple[str, str, str]]:
    for row in rows:
        turns, goal, ingest = (
            f"{row['turns']:,}",
            GOALS_BESIDE_EMBEDDING.get(row["turns"]),
            _ingest(row),
        )
        if row["subjects"] == 1 and goal is not None:
            found = row["beside_embedding_ms"]["p50"]
            yield f"a search at {turns} turns takes {goal} ms beside embedding", _number(found), _reached(found <= goal)
        if ingest is not None:
            yield _bulk(f"turns/s, up to {turns}", ingest, _alone(row, "turns"))
        if (everyday := row.get("everyday_per_second")) is not None:
            yield _bulk(f"everyday messages/s, beside {turns} turns", everyday, _alone(row, "everyday"))
        where = f"{turns} turns" if row["subjects"] == 1 else f"{row['subjects']:,} subjects of {turns} turns"
        exact = row["hits_as_exact"]
        yield (
            f"a search at {where} finds {GOAL_AS_EXACT} of the exact hits",
            f"{exact:.3f}",
            _reached(exact >= GOAL_AS_EXACT),
        )
        if (times := _times_one_subject(row, rows)) is not None:
            yield (
                f"a search among {where} takes {GOAL_TIMES_ONE_SUBJECT} times as long as in one (p95)",
                f"{times:.1f}",
                _reached(times <= GOAL_TIMES_ONE_SUBJECT),
            )
        sustained = row["sustained"]
        found = sustained["search_ms"]["p99"]
        held = found <= GOAL_SUSTAINED and not sustained["failed"]
        told = _sustained(sustained, _number(found))
        yield f"60 searches a second at {where}, p99 {GOAL_SUSTAINED} ms", told, _reached(held)
    if all(row["subjects"] == 1 for row in rows):
        among = f"a search among 1,000 subjects takes {GOAL_TIMES_ONE_SUBJECT} times as long as in one (p95)"
        yield among, "not measured", "-"
    if worker is not None:
        found = worker["worker"]["readers"]["rules"]["turns_per_second"]
        yield f"a worker reads {GOAL_WORKER} turns/s by rules", _number(found), _reached(found >= GOAL_WORKER)
    if gateway is not None:
        found = gateway["gateway"]["overhead_ms"]["p95"]
        yield f"the gateway adds {GOAL_GATEWAY} ms (p95)", _number(found), _reached(found <= GOAL_GATEWAY)


def _faster(rows: Sequence[Row]) -> Iterable[tuple[str, str, str]]:
    """Whether a search and a write take less than mem0's, on each store of it that was filled."""
    for row in rows:
        for kind, what in (("search_ms", "a search"), ("write_ms", "a write")):
            own = row[NAME][kind]["median"]
            for store, name in STORES.items():
                if (other := row.get(store, {}).get(kind)) is not None:
                    yield (
                        f"{what} at {_turns(row)} turns takes less than with {name}",
                        f"{_number(own)} ({name}: {_number(other['median'])})",
                        _reached(own < other["median"]),
                    )
    for store, name in STORES.items():
        if rows and not any(row["turns"] == LARGEST and store in row for row in rows):
            yield f"a search and a write at {LARGEST:,} turns take less than with {name}", "not measured", "-"


def _times_one_subject(row: Row, rows: Sequence[Row]) -> float | None:
    """How many times as long as in a single subject of as many turns; None for a single one, and where none was
    measured."""
    alone = [one for one in rows if one["subjects"] == 1 and one["turns"] == row["turns"]]
    if row["subjects"] == 1 or not alone:
        return None
    times: float = row["search_ms"]["p95"] / alone[0]["search_ms"]["p95"]
    return times


def _bulk(what: str, found: float, alone: float | None) -> tuple[str, str, str]:
    """A goal of bulk ingest, with what the embedding model alone reaches on the machine."""
    ceiling = f" (embedding alone: {_number(alone)})" if alone is not None else ""
    return f"bulk ingest of {GOAL_INGEST} {what}", f"{_number(found)}{ceiling}", _reached(found >= GOAL_INGEST)


def _grown(row: Row) -> str:
    """From how many turns a subject was grown in the database; records of earlier versions do not tell."""
    return f", grown from {row['grown_from_turns']:,} turns" if "grown_from_turns" in row else ""


def _reached(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _size(row: Row) -> tuple[str, str]:
    return f"{row['subjects']:,}", f"{row['turns']:,}"


def _shares(values: Mapping[str, float] | None) -> str:
    """Three times; records of earlier versions do not tell all of them."""
    return "-" if values is None else " / ".join(_number(values.get(share)) for share in ("p50", "p95", "p99"))


def _sustained(held: Mapping[str, Any], times: str) -> str:
    """Times under load with what failed; where that is much, the times of the others tell nothing."""
    if not held["failed"]:
        return times
    if held["failed"] > MOSTLY_ANSWERED * held["searches"]:
        return f"{held['failed']} of {held['searches']} failed"
    return f"{times} ({held['failed']} failed)"


def _number(value: float | None) -> str:
    """Three figures at most: the machine does not repeat itself to more."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


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
