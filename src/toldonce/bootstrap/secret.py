"""The secret that signs tokens."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from toldonce.bootstrap.started import StartFailed
from toldonce.settings import Settings

SECRET_FILE = "jwt_secret"  # noqa: S105 - the name of a file


def jwt_secret(settings: Settings) -> str:
    """The secret that signs tokens: the setting, or outside production a random one kept under ``DATA_DIR``."""
    if settings.jwt_secret_key is not None:
        return settings.jwt_secret_key.get_secret_value()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / SECRET_FILE
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 32:
        raise StartFailed(
            [f"JWT_SECRET_KEY: {path} is damaged; delete it (older receipts are then unsigned), or set the variable"]
        )
    return secret


def _write_once(path: Path, content: str) -> None:
    """Write a file that only this user reads, whole or not at all; of several writers at once, the first one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
