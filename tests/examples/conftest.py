"""A live service for the examples."""

from live import live_service

__all__ = ["live_service"]
