"""What the service says about itself: log lines that carry the id of their request."""

from toldonce.telemetry.logs import configure_logging, request_id

__all__ = ["configure_logging", "request_id"]
