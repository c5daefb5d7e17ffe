"""A live service for the pages."""

from live import live_service

__all__ = ["live_service"]
