"""A live service for the client."""

from live import live_service

__all__ = ["live_service"]
