"""docs/promises.md holds what the recorded runs hold, and nothing else."""

from __future__ import annotations

from resilience import page
from resilience.experiment import experiments


def test_the_page_is_what_the_results_say() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.render(page.recorded(), experiments()), (
        "run: python -m resilience --page"
    )


def test_every_recorded_promise_was_kept() -> None:
    broken = {name for name, report in page.recorded().items() if not report["kept"]}
    assert not broken, f"the last runs of these broke their promise: {sorted(broken)}"
