"""Print the pins of a lock file whose packages this environment does not have, with their hashes."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lock import PIN
from packaging.requirements import Requirement


def is_there(name: str) -> bool:
    """Whether a package is installed, whatever its version."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def main() -> int:
    """Print what is missing."""
    for pin in PIN.finditer(Path(sys.argv[1]).read_text(encoding="utf-8")):
        if not is_there(Requirement(pin["name"]).name):
            print(pin.group(0))
    return 0


if __name__ == "__main__":
    sys.exit(main())
