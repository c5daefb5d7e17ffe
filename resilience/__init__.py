"""Experiments that break a running toldonce and judge what is left; not in the wheel."""
