"""What a store takes on disk."""

from __future__ import annotations

import os
from pathlib import Path


def disk_mb(folder: Path) -> float:
    """All files of a folder, a database with its log among them, in MB (10^6 bytes)."""
    files = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return round(sum(file.stat().st_size for file in files if file.exists() and not file.is_symlink()) / 1e6, 1)
