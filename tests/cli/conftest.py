"""A live service for the commands."""

from live import live_service

__all__ = ["live_service"]
