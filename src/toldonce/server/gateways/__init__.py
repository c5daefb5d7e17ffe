"""Doors that speak the protocols of others, so that their clients work unchanged."""
