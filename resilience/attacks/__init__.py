"""Attacks on a running installation."""
