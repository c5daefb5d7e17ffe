"""The closed sets of words: kinds, states, roles, scopes of keys, formats.

They stand apart from the nouns of `toldonce.model`, which gives them too, so that the command line can offer them
without loading what validates nouns.
"""

from __future__ import annotations

from typing import Literal, get_args

DEFAULT_SUBJECT = "me"

Role = Literal["user", "assistant", "system", "tool"]
MemoryType = Literal["fact", "preference", "commitment", "instruction", "entity", "event"]
MemoryStatus = Literal["current", "superseded", "quarantined"]
Origin = Literal["user", "assistant", "tool", "document"]
HitKind = Literal["memory", "turn"]
JobStatus = Literal["queued", "running", "done", "degraded", "failed", "dead"]
KeyScope = Literal["memories:read", "memories:write", "memories:delete", "chat", "admin"]
ImportFormat = Literal["toldonce", "chatgpt", "claude", "mem0"]
ALL_KEY_SCOPES: tuple[KeyScope, ...] = get_args(KeyScope)
