"""What is asked of a memory that lived through a life, and whether it answered right."""

from __future__ import annotations

from evals.life import asked, guarded, past, present
from evals.life.lived import Lived, Outcome


async def check(lived: Lived) -> list[Outcome]:
    """All checks; the one that forgets comes last."""
    outcomes = [
        *present.values(lived),
        *present.several(lived),
        *present.precision(lived),
        *present.misread(lived),
    ]
    for of in (past.previous, past.on_dates, past.as_known, past.as_known_by_seq, guarded.commitments, guarded.orders,
               guarded.poison, asked.answers, asked.search, asked.forgotten):  # fmt: skip
        outcomes += [outcome async for outcome in of(lived)]
    return outcomes
