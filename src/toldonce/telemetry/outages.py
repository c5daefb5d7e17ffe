"""Parts that cannot be reached: counted each time, reported once in a while."""

from __future__ import annotations

from toldonce.telemetry import metrics, sentry
from toldonce.telemetry.metrics import Part


def note_outage(part: Part, fault: BaseException) -> None:
    """Say that a part could not be reached, also where the caller goes on without it.

    Every call is counted; Sentry learns of it once in `toldonce.telemetry.reports.OUTAGE_SECONDS` for each part.
    """
    metrics.part_failed(part)
    sentry.report_outage(part, fault)
