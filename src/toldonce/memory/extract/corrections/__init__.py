"""Somebody takes back or puts right what was said just before."""
