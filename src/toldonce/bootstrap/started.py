"""What every part of starting needs: the refusal with its sentences, the teller of progress, the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toldonce.adapters.clock import SteadyClock

Progress = Callable[[str], None]
now = SteadyClock()
"""The time, aware UTC."""


class StartFailed(Exception):
    """The service cannot start; ``faults`` has one line for each reason, saying what to change."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)
