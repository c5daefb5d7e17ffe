"""From the settings to the running service: the only room that names adapters."""

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
