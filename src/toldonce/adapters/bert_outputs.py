"""The names of what the converted encoder gives, for those that make it and those that run it."""

from __future__ import annotations

SENTENCE_OUTPUT = "sentence_embedding"
TOKEN_OUTPUTS = ("token_states_low", "token_states_middle", "token_states_high")
"""What each token is in its sentence after a third, two thirds and all of the layers; taken out, not computed anew."""
MIDDLE_STATES = TOKEN_OUTPUTS[1]
