"""Turns to candidate memories: by rules, and by a language model when one is configured (docs/understanding.md)."""
