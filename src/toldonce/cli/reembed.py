"""reembed: move to another embedding model while the service runs."""

from __future__ import annotations

from typing import Annotated

import typer

from toldonce import bootstrap
from toldonce.cli.output import fail, print_json, quiet_settings, run, stdout, tell


def reembed(
    status: Annotated[bool, typer.Option("--status", help="Only show which vectors there are.")] = False,
    back: Annotated[bool, typer.Option("--back", help="Search the vectors of EMBEDDING_MODEL again.")] = False,
    drop: Annotated[str | None, typer.Option(help="Drop the vectors of a model that are searched no more.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Make vectors of EMBEDDING_MODEL_NEXT beside the present ones, then search those, all while the service runs.

    Interrupted, it goes on where it stopped when it is called again. Every process of the service has to run with
    EMBEDDING_MODEL_NEXT by then.
    """
    if sum([status, back, drop is not None]) > 1:
        fail("give only one of --status, --back and --drop", code=2)
    settings = quiet_settings()
    if status:
        _show(run(bootstrap.list_embedding_sets(settings, progress=tell)), as_json=as_json)
    elif drop is not None:
        try:
            dropped = run(bootstrap.drop_embedding_set(settings, drop, progress=tell))
        except ValueError as fault:
            fail(str(fault), code=2)
        _say({"dropped": drop, "vectors": dropped}, f"{dropped} vectors of {drop} are gone.", as_json=as_json)
    else:
        told = _Told()
        name = run(bootstrap.reembed(settings, back=back, told=told, progress=tell))
        _say(
            {"searched": name, "embedded": told.done},
            f"{told.done} parts of texts were embedded; the vectors of {name} are searched now.",
            as_json=as_json,
        )


class _Told:
    """Says after every whole percent how far it is."""

    def __init__(self) -> None:
        self.done = 0
        self._percent = 0

    def __call__(self, done: int, parts: int) -> None:
        self.done = done
        percent = 100 * done // parts
        if percent > self._percent:
            self._percent = percent
            tell(f"{done} of {parts} parts of texts ({percent} %).")


def _show(sets: list[tuple[bootstrap.EmbeddingSet, int, int]], *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "sets": [
                    {
                        "model": one.name,
                        "dimension": one.dimension,
                        "searched": one.chosen,
                        "done": done,
                        "parts": parts,
                    }
                    for one, done, parts in sets
                ]
            }
        )
        return
    for one, done, parts in sets:
        # The vectors that are searched are written with every turn: only those of another model are counted.
        how = "searched" if one.chosen else f"{done} of {parts} parts of texts"
        stdout.print(f"{one.name}  {one.dimension} dimensions  {how}", markup=False)


def _say(values: dict[str, object], words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(values)
    else:
        stdout.print(words, markup=False)
