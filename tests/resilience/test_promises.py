"""The pages hold what the recorded runs hold, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from resilience import page, quotes
from resilience.experiment import Experiment, Trial, experiments


def test_the_page_is_what_the_results_say() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.render(page.recorded(), experiments()), (
        "run: python -m resilience --page"
    )


@pytest.mark.parametrize("path", sorted(quotes.PAGES.glob("*.md")), ids=lambda path: path.name)
def test_a_figure_on_another_page_is_one_that_was_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == quotes.filled(text, page.recorded()), "run: python -m resilience --page"


def test_a_table_keeps_its_rows_and_gets_the_figures_of_the_run() -> None:
    figures = [{"name": "p99", "value": 12.3456, "unit": "ms"}, {"name": "requests", "value": 40_000, "unit": ""}]
    reports: dict[str, dict[str, Any]] = {
        "quick": {"kept": True, "figures": figures},
        "failed": {"kept": False, "figures": figures},
    }
    head = "| measured | |\n|---|---|\n"
    before = (
        f"<!-- figures of quick -->\n{head}| p99 | 9 ms |\n\n<!-- figures of quick -->\n\n<!-- figures of failed -->\n."
    )
    after = (
        f"<!-- figures of quick -->\n{head}| p99 | 12.3 ms |\n\n"
        f"<!-- figures of quick -->\n{head}| p99 | 12.3 ms |\n| requests | 40,000 |\n\n"
        "<!-- figures of failed -->\nNo run is recorded yet.\n."
    )
    assert quotes.filled(before, reports) == after
    assert quotes.filled(after, reports) == after


def test_every_recorded_promise_was_kept() -> None:
    broken = {name for name, report in page.recorded().items() if not report["kept"]}
    assert not broken, f"the last runs of these broke their promise: {sorted(broken)}"


def test_the_page_shows_figures_bounds_series_and_what_was_broken() -> None:
    async def run(trial: Trial) -> None:
        """Somebody pulls the plug."""

    report = {
        "kept": False,
        "seconds": 61.2,
        "parameters": {"kills": 300.0},
        "environment": {"measured_at": "2026-03-01T09:30:00+00:00", "commit": "abc", "cores": "2", "load": "0.3"},
        "figures": [
            {"name": "lost writes", "value": 0, "unit": "", "bound": "0", "kept": True},
            {"name": "p99", "value": 61.5, "unit": "ms", "bound": "at most 50", "kept": False},
            {"name": "writes", "value": 12_345, "unit": "", "bound": None, "kept": True},
        ],
        "series": {"loads": [{"load": "quiet", "p99_ms": 20.0}], "soak": [{"seconds": n} for n in range(50)]},
    }
    text = page.render({"plug": report, "gone": report}, {"plug": Experiment("Nothing is lost.", run, 1)})
    assert "| Nothing is lost. | [plug](#plug) | **broken**, 2026-03-01 |" in text
    assert "Somebody pulls the plug." in text
    assert "2 cores under a load of 0.3, 61 seconds, kills 300." in text
    for line in ("| lost writes | 0 | 0 |", "| p99 | 61.5 ms | at most 50 ms (**broken**) |", "| writes | 12,345 |  |"):
        assert line in text
    assert "| load | p99_ms |" in text
    assert "| quiet | 20 |" in text
    assert "soak" not in text
    assert "gone" not in text
