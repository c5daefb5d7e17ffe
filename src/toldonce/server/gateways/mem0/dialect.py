"""Which addresses speak Mem0's protocol: its clients read an error only from ``application/json``."""

from __future__ import annotations

import re

_ADDRESSES = re.compile(
    r"/v1/(ping|memories|entities|batch|exports|summary|feedback)/.*"
    r"|/v2/(entities|profiles)/.*"
    r"|/v3/memories/.*"
    r"|/api/v1/orgs/.*"
    r"|/api/v1/webhooks/(projects/.*|[^/]+/)"
    r"|/(memories|search|reset|entities|configure)(/.*)?",
    re.DOTALL,
)


def speaks_mem0(path: str) -> bool:
    """Whether clients of Mem0 call this address."""
    return _ADDRESSES.fullmatch(path) is not None
