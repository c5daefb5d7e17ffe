"""Examples for the API's reference."""

from __future__ import annotations

from typing import Any

import orjson

TURNS: dict[str, Any] = {
    "turns": [
        {"role": "user", "speaker": "Ana", "content": "I moved to Porto last week.", "at": "2026-03-01T09:30:00Z"},
        {"role": "assistant", "content": "How do you like it there?", "at": "2026-03-01T09:30:05Z"},
    ]
}
MEMORY: dict[str, Any] = {"content": "Ana is allergic to peanuts.", "type": "fact", "importance": 0.9}
CORRECTION: dict[str, Any] = {"content": "Ana is allergic to peanuts and to sesame."}
SEARCH: dict[str, Any] = {"query": "Where does Ana live?", "limit": 5}
CONTEXT: dict[str, Any] = {"query": "Plan a dinner for Ana", "max_tokens": 1000}
ROLLBACK: dict[str, Any] = {"to_seq": 4, "dry_run": True}
MESSAGE: dict[str, Any] = {"message": "What am I allergic to?"}

_USER = "01a208c4-1af9-73e4-a90f-106b4a20eb26"
_CONVERSATION = "01a208c5-3c02-7b1e-9d0a-5f0e6a7d1c11"
_TURN = "01a208c5-52d0-7c44-8f6b-0a9d3e5b7f22"
_MEMORY = "01a208c6-0b7d-7d90-b1c3-2f4e6a8c0d33"
_EARLIER = "01a208c6-0a11-7c3f-9b52-1d3f5a7c9e30"
_ENTITY = "01a208c6-1c8e-7a05-a4d6-3f5b7d9e1c44"
_KEY = "01a208c7-77aa-7e15-a2d4-3b5c7d9e1f44"
_AT = "2026-03-01T09:30:00Z"
_UNTIL = "2026-02-22T00:00:00Z"
EXPLAIN: dict[str, Any] = {"query": "What is Ana allergic to?", "memory_id": _MEMORY}
_ACCOUNT = {"user_id": _USER, "email": "ada@example.com", "full_name": "Ada Lovelace", "created_at": _AT}
_CONVERSATION_SHOWN = {
    "conversation_id": _CONVERSATION,
    "title": "Moving house",
    "pinned": False,
    "archived": False,
    "turn_count": 2,
    "last_turn_at": "2026-03-01T09:30:05Z",
    "created_at": _AT,
    "updated_at": "2026-03-01T09:30:05Z",
}
_TURN_SHOWN = {
    "turn_id": _TURN,
    "conversation_id": _CONVERSATION,
    "turn_number": 1,
    "seq": 7,
    "role": "user",
    "speaker": "Ana",
    "content": "I moved to Porto last week.",
    "at": _AT,
    "metadata": {},
    "created_at": _AT,
}
_MEMORY_SHOWN: dict[str, Any] = {
    "memory_id": _MEMORY,
    "type": "fact",
    "content": "Ana is allergic to peanuts.",
    "slot": None,
    "status": "current",
    "confidence": 0.95,
    "importance": 0.9,
    "trust": 1.0,
    "origin": "user",
    "conversation_id": None,
    "source_turn_ids": [],
    "source_turn": None,
    "valid_from": None,
    "valid_to": None,
    "recorded_at": _AT,
    "superseded_at": None,
    "superseded_by": None,
    "supersedes": None,
    "superseded": [],
    "last_used_turn": None,
    "metadata": {},
    "expires_at": None,
    "created_at": _AT,
    "updated_at": _AT,
    "seq": 8,
    "up_to_seq": 8,
}
_PREDECESSOR = {
    "memory_id": _EARLIER,
    "content": "The user lives in Lisbon.",
    "value": "Lisbon",
    "valid_from": None,
    "valid_to": _UNTIL,
}
_HOME_SHOWN: dict[str, Any] = _MEMORY_SHOWN | {
    "content": "The user lives in Porto.",
    "slot": "user.home",
    "value": "Porto",
    "conversation_id": _CONVERSATION,
    "source_turn_ids": [_TURN],
    "source_turn": 1,
    "valid_from": _UNTIL,
    "supersedes": _EARLIER,
    "predecessor": _PREDECESSOR,
    "version": 2,
    "up_to_seq": None,
}
_ENTRY = {
    "memory_id": _MEMORY,
    "type": "fact",
    "content": "The user lives in Porto.",
    "value": "Porto",
    "confidence": 0.95,
    "valid_from": _UNTIL,
    "valid_to": None,
    "due_at": None,
    "recorded_at": _AT,
    "evidence_count": 1,
    "source_turn_ids": [_TURN],
    "predecessor": _PREDECESSOR,
}
_ENTITY_SHOWN = {
    "entity_id": _ENTITY,
    "name": "Nora",
    "kind": "person",
    "relation": "sister",
    "aliases": ["my sister"],
    "mention_count": 4,
    "first_at": _AT,
    "last_at": _AT,
}
_CHANGE = {
    "seq": 8,
    "at": _AT,
    "action": "added",
    "memory_id": _MEMORY,
    "before": None,
    "after": "current",
    "memory": _HOME_SHOWN,
}
_WHY = {
    "lexical": 2.31,
    "dense": 0.62,
    "fuzzy": None,
    "matched_terms": ["allerg", "ana"],
    "parts": {"lexical": 0.41, "dense": 0.38},
}
_KEY_SHOWN = {
    "key_id": _KEY,
    "key_prefix": "to_4f7a",
    "name": "notebook",
    "scopes": ["memories:read", "memories:write"],
    "created_at": _AT,
    "expires_at": None,
    "last_used_at": None,
}
_JOB = {
    "job_id": "01a208c8-9d3e-7f20-8c5a-4d6e8f0a2b55",
    "kind": "import",
    "status": "running",
    "attempts": 1,
    "progress": {"done": 400, "total": 1200, "added": 400, "repeated": 0},
    "failures": [],
    "created_at": _AT,
    "updated_at": "2026-03-01T09:30:04Z",
    "finished_at": None,
}
_WELL = {"status": "healthy", "latency_ms": 0.61, "detail": None}
_CHECKS = {
    "database": _WELL,
    "redis": {"status": "disabled", "latency_ms": None, "detail": None},
    "embedding_model": {"status": "healthy", "latency_ms": 3.2, "detail": None},
    "worker": {"status": "healthy", "latency_ms": None, "detail": None},
    "disk": {"status": "healthy", "latency_ms": 0.02, "detail": None},
    "memory": {"status": "healthy", "latency_ms": 0.11, "detail": None},
}
_HEALTH = {"status": "healthy", "timestamp": _AT, "age_seconds": 2.4, "checks": _CHECKS}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    return {"items": [item], "next_cursor": None, "up_to_seq": 8}


ANSWERS: dict[str, Any] = {
    "Account": _ACCOUNT,
    "Alive": {"status": "alive"},
    "ChatReply": {
        "turn_id": _TURN,
        "conversation_id": _CONVERSATION,
        "user_id": _USER,
        "turn_number": 3,
        "response": "You told me on 1 March 2026: “Ana is allergic to peanuts.”",
        "active_memories": [
            {
                "memory_id": _MEMORY,
                "content": "Ana is allergic to peanuts.",
                "type": "fact",
                "origin_turn": None,
                "last_used_turn": 3,
                "confidence": 0.95,
                "relevance_score": 0.88,
            }
        ],
        "response_generated": False,
        "memories_extracted": 0,
        "processing_time_ms": 14.2,
        "retrieval_time_ms": 9.8,
        "injection_time_ms": 0.3,
        "up_to_seq": 10,
        "notice": None,
    },
    "Context": {
        "stable": {"text": "", "version": "e3b0c442"},
        "tail": {"text": "- Ana is allergic to peanuts. (1 March 2026)"},
        "text": "- Ana is allergic to peanuts. (1 March 2026)",
        "tokens": 12,
        "memory_ids": [_MEMORY],
        "turn_ids": [],
        "up_to_seq": 8,
        "answerable": True,
        "confidence": 0.9,
    },
    "Conversation": _CONVERSATION_SHOWN,
    "ConversationExport": _CONVERSATION_SHOWN | {"turns": [_TURN_SHOWN]},
    "DetailedHealth": _HEALTH | {"service": None},
    "ErasureReceipt": {
        "receipt_id": "01a208c9-1f4b-7a31-9e6b-5e7f9a1c3d66",
        "erased_at": _AT,
        "target": "memory",
        "counts": {"memories": 1, "turns": 1, "postings": 9, "embeddings": 1},
        "signature": "hmac-sha256:9f2c",
        "up_to_seq": 9,
    },
    "EntityDetail": {
        "entity": _ENTITY_SHOWN,
        "memories": [_HOME_SHOWN],
        "neighbours": [],
        "turn_ids": [_TURN],
        "up_to_seq": 8,
    },
    "Explanation": {
        "found": True,
        "place": 1,
        "score": 0.88,
        "needed_score": 0.31,
        "kept_out": None,
        "reason": "It is hit 1 of 10.",
        "why": _WHY,
        "up_to_seq": 8,
    },
    "Health": _HEALTH,
    "Job": _JOB,
    "Memory": _MEMORY_SHOWN,
    "MemoriesAdded": {"memories": [_MEMORY_SHOWN], "up_to_seq": 8},
    "MemoryStats": {
        "turns": 2,
        "conversations": 1,
        "memories": 1,
        "by_type": {"fact": 1},
        "by_status": {"current": 1},
        "first_at": _AT,
        "last_at": _AT,
        "chunks": 3,
        "embedding_model": "all-MiniLM-L6-v2",
        "embedding_coverage": 1.0,
        "up_to_seq": 8,
    },
    "NewApiKey": _KEY_SHOWN | {"api_key": "to_4f7a0c5e_shown-once-and-stored-hashed"},
    "Activity": {
        "days": [
            {
                "day": "2026-03-03",
                "turns": 4,
                "memories": 1,
                "searches": 2,
                "search_ms_mean": 6.5,
                "search_ms_max": 8.1,
            }
        ],
        "up_to_seq": 8,
    },
    "Page_ApiKey_": _page(_KEY_SHOWN),
    "Page_Change_": _page(_CHANGE),
    "Page_Conversation_": _page(_CONVERSATION_SHOWN),
    "Page_Entity_": _page(_ENTITY_SHOWN),
    "Page_Job_": _page(_JOB),
    "Page_Memory_": _page(_MEMORY_SHOWN),
    "Page_Turn_": _page(_TURN_SHOWN),
    "Profile": {
        "slots": [{"slot": "user.home", "subject": "user", "attribute": "home", "entries": [_ENTRY]}],
        "instructions": [],
        "preferences": [],
        "commitments": [],
        "quarantined": 0,
        "up_to_seq": 8,
    },
    "ProfileSummary": {
        "text": "The user lives in Porto (was Lisbon until 22 February 2026).",
        "memory_ids": [_MEMORY],
        "up_to_seq": 8,
    },
    "Ready": {
        "ready": True,
        "stopping": False,
        "checks": {"database": "healthy", "embedding_model": "healthy"},
    },
    "Rollback": {"to_seq": 8, "dry_run": True, "closed": [_MEMORY], "reopened": [_EARLIER], "up_to_seq": 9},
    "SearchResult": {
        "hits": [
            {
                "kind": "turn",
                "id": _TURN,
                "content": "I moved to Porto last week.",
                "type": "turn",
                "score": 0.87,
                "confidence": 0.9,
                "conversation_id": _CONVERSATION,
                "turn_number": 1,
                "last_used_turn": None,
                "speaker": "Ana",
                "role": "user",
                "at": _AT,
                "valid_from": None,
                "valid_to": None,
                "source_turn_ids": [_TURN],
                "why": None,
            }
        ],
        "answerable": True,
        "confidence": 0.9,
        "up_to_seq": 8,
        "timings_ms": {"embed": 2.1, "retrieve": 3.4, "rank": 0.4, "total": 6.2},
        "degraded": [],
    },
    "ServiceCard": {
        "service": "toldonce",
        "description": "Long-form memory for conversations with language models.",
        "version": "0.1.0",
        "environment": "development",
        "docs": "/docs",
        "redoc": "/redoc",
        "openapi": "/openapi.json",
        "llm_provider": "none",
        "features": {"streaming": True},
        "limits": {"turns_per_write": 1000},
        "endpoints": {"search": "/api/v1/memories/search"},
    },
    "Started": {"status": "started"},
    "TokenPair": {
        "access_token": "eyJhbGciOiJIUzI1NiJ9.e30.signature",
        "refresh_token": "rt_0c5e-works-once",
        "token_type": "bearer",
        "expires_in": 900,
    },
    "TurnsAdded": {"turns": [{"turn_id": _TURN, "turn_number": 1, "seq": 7}], "up_to_seq": 7},
}
"""One answer of each kind, by the name of its schema."""
EXPORTED = orjson.dumps({"kind": "conversation", **_CONVERSATION_SHOWN}).decode() + "\n"
FAULT: dict[str, Any] = {
    "type": "urn:toldonce:error:token_expired",
    "title": "The access token has expired: refresh it at /api/v1/auth/refresh",
    "status": 401,
    "detail": "The access token has expired: refresh it at /api/v1/auth/refresh.",
    "instance": f"/api/v1/memories/{_MEMORY}",
    "error": "token_expired",
    "message": "The access token has expired: refresh it at /api/v1/auth/refresh.",
    "request_id": "01a208ca-2a5c-7b42-8f7c-6f8a0b2d4e77",
}
MARKDOWN = "# Moving house\n\n**Ana** (2026-03-01 09:30 UTC, turn 1)\n\nI moved to Porto last week.\n"
BODIES: dict[str, Any] = {
    "AccountChange": {"full_name": "Ada King"},
    "ApiKeyRequest": {"name": "notebook", "scopes": ["memories:read", "memories:write"], "expires_days": 90},
    "EraseAccountRequest": {"password": "correct horse battery staple"},
    "LoginRequest": {"email": "ada@example.com", "password": "correct horse battery staple"},
    "PasswordChange": {
        "current_password": "correct horse battery staple",
        "new_password": "a longer and better passphrase",
    },
    "RefreshRequest": {"refresh_token": "rt_0c5e-works-once"},
    "RegisterRequest": {
        "email": "ada@example.com",
        "password": "correct horse battery staple",
        "full_name": "Ada Lovelace",
    },
}
"""What is sent where the route itself shows no example, by the name of its schema."""
