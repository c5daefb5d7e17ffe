"""Mem0's protocol, so that its unmodified clients work: whose memory a user's is, and how ids map, is ADR 0017."""
