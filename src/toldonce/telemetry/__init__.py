"""What the service says about itself: log lines that carry the id of their request, numbers, and reports of faults."""

from toldonce.telemetry.logs import (
    REQUEST_KEY,
    configure_logging,
    log_uncaught,
    request_id,
    settle_logs,
    trace_id,
    with_request_id,
)

__all__ = [
    "REQUEST_KEY",
    "configure_logging",
    "log_uncaught",
    "request_id",
    "settle_logs",
    "trace_id",
    "with_request_id",
]
