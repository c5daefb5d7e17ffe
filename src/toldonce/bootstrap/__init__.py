"""From the settings to the running service: the only room that names adapters.

What is named here is loaded when it is asked for: a command that makes a backup needs neither the rooms that read turns
nor the web server's.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toldonce.adapters.erasure_proof import ErasureReport
    from toldonce.adapters.postgres.backup_file import Manifest
    from toldonce.adapters.postgres.embedding_sets import EmbeddingSet
    from toldonce.adapters.postgres.erasure_scan import Remnant
    from toldonce.adapters.postgres.erasures import KeptReceipt
    from toldonce.adapters.postgres.restore import Restored
    from toldonce.bootstrap.backups import back_up, back_up_in_turn, newest_backup, restore
    from toldonce.bootstrap.database import asks_for_a_password, examine_database, open_database_url
    from toldonce.bootstrap.erasures import erase_as_receipts_say, kept_receipts, save_receipts, verify_erasures
    from toldonce.bootstrap.health import PROBE_SECONDS
    from toldonce.bootstrap.models import examine_model, prepare_model
    from toldonce.bootstrap.observation import observed, send_test_event
    from toldonce.bootstrap.opening import open_runtime
    from toldonce.bootstrap.redis import examine_redis
    from toldonce.bootstrap.reembedding import drop_embedding_set, list_embedding_sets, reembed
    from toldonce.bootstrap.runtime import LiveRuntime
    from toldonce.bootstrap.secret import SECRET_FILE, jwt_secret
    from toldonce.bootstrap.started import Progress, StartFailed, now

_HOMES = {
    "toldonce.adapters.erasure_proof": ("ErasureReport",),
    "toldonce.adapters.postgres.backup_file": ("Manifest",),
    "toldonce.adapters.postgres.embedding_sets": ("EmbeddingSet",),
    "toldonce.adapters.postgres.erasure_scan": ("Remnant",),
    "toldonce.adapters.postgres.erasures": ("KeptReceipt",),
    "toldonce.adapters.postgres.restore": ("Restored",),
    "toldonce.bootstrap.backups": ("back_up", "back_up_in_turn", "newest_backup", "restore"),
    "toldonce.bootstrap.database": ("asks_for_a_password", "examine_database", "open_database_url"),
    "toldonce.bootstrap.erasures": ("erase_as_receipts_say", "kept_receipts", "save_receipts", "verify_erasures"),
    "toldonce.bootstrap.health": ("PROBE_SECONDS",),
    "toldonce.bootstrap.models": ("examine_model", "prepare_model"),
    "toldonce.bootstrap.observation": ("observed", "send_test_event"),
    "toldonce.bootstrap.opening": ("open_runtime",),
    "toldonce.bootstrap.redis": ("examine_redis",),
    "toldonce.bootstrap.reembedding": ("drop_embedding_set", "list_embedding_sets", "reembed"),
    "toldonce.bootstrap.runtime": ("LiveRuntime",),
    "toldonce.bootstrap.secret": ("SECRET_FILE", "jwt_secret"),
    "toldonce.bootstrap.started": ("Progress", "StartFailed", "now"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "PROBE_SECONDS",
    "SECRET_FILE",
    "EmbeddingSet",
    "ErasureReport",
    "KeptReceipt",
    "LiveRuntime",
    "Manifest",
    "Progress",
    "Remnant",
    "Restored",
    "StartFailed",
    "asks_for_a_password",
    "back_up",
    "back_up_in_turn",
    "drop_embedding_set",
    "erase_as_receipts_say",
    "examine_database",
    "examine_model",
    "examine_redis",
    "jwt_secret",
    "kept_receipts",
    "list_embedding_sets",
    "newest_backup",
    "now",
    "observed",
    "open_database_url",
    "open_runtime",
    "prepare_model",
    "reembed",
    "restore",
    "save_receipts",
    "send_test_event",
    "verify_erasures",
]
