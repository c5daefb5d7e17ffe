"""Pin every dependency with its hashes (`make lock`), or check that the pins belong to pyproject.toml (`--check`).

requirements.txt holds what the service needs, requirements-dev.txt what tests and checks need on top of it,
requirements-integrations.txt the frameworks and clients of others that they are tested with. All
hold the hashes of every file of each release, so that they install on any system that the releases were built for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
INTEGRATIONS = ROOT / "requirements-integrations.txt"
LOCKS = (RUNTIME, DEVELOPMENT, INTEGRATIONS)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:\\\n|[^\n])*)", re.MULTILINE)
FORBIDDEN = re.compile(
    r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b|https?://", re.MULTILINE
)


def declared(lock: Path) -> list[str]:
    """The dependencies that pyproject.toml names for one lock file."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    if lock == RUNTIME:
        return list(project["project"]["dependencies"])
    return list(project["dependency-groups"]["dev" if lock == DEVELOPMENT else "integrations"])


def head(lock: Path) -> str:
    """The first lines of a lock file; the digest ties it to what was locked."""
    digest = hashlib.sha256(json.dumps(sorted(declared(lock))).encode()).hexdigest()
    what = {
        RUNTIME: "what the service needs",
        DEVELOPMENT: "what tests and checks need besides requirements.txt",
        INTEGRATIONS: "the frameworks and clients of others that tests run, resolved apart from the others",
    }[lock]
    return f"# Made by 'make lock' from pyproject.toml: {what}. Do not edit.\n# dependencies sha256:{digest}\n"


def write(lock: Path, upgrade: bool) -> None:
    """Resolve one lock file for every system and Python from 3.11 on; pins that still fit are kept."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
        *("--fork-strategy", "fewest", "--generate-hashes", "--no-header", "--no-annotate"),
        *("--no-emit-index-url", "--no-emit-find-links", "--output-file", str(lock)),
    ]
    if upgrade:
        command.append("--upgrade")
    if lock == DEVELOPMENT:
        command += ["--constraints", str(RUNTIME)]
    wanted = "\n".join(declared(lock))
    subprocess.run([*command, "-"], input=wanted, text=True, check=True, cwd=ROOT)
    pins = lock.read_text(encoding="utf-8")
    lock.write_text(head(lock) + pins, encoding="utf-8")


def faults(lock: Path) -> list[str]:
    """Why a lock file does not belong to pyproject.toml, one sentence each."""
    if not lock.exists():
        return [f"{lock.name} is missing: run 'make lock'."]
    text = lock.read_text(encoding="utf-8")
    found: list[str] = []
    if not text.startswith(head(lock)):
        found.append(f"{lock.name} was made for other dependencies than pyproject.toml names: run 'make lock'.")
    if FORBIDDEN.search(text):
        found.append(f"{lock.name} names a package registry; where packages come from is the user's choice.")
    pins: dict[str, str] = {}
    for pin in PIN.finditer(text):
        pins[canonicalize_name(pin["name"])] = pin["version"]
        if "--hash=sha256:" not in pin["rest"]:
            found.append(f"{lock.name}: {pin['name']} has no hash.")
    for line in declared(lock):
        wanted = Requirement(line)
        version = pins.get(canonicalize_name(wanted.name))
        if version is None:
            found.append(f"{lock.name} does not pin {wanted.name}: run 'make lock'.")
        elif not wanted.specifier.contains(version, prereleases=True):
            found.append(f"{lock.name} pins {wanted.name} {version}, pyproject.toml wants {wanted.specifier}.")
    return found


def main() -> int:
    """Write the lock files, or check them; 1 when they do not fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; say what does not fit")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit together")
    arguments = parser.parse_args()
    if arguments.check:
        complaints = [fault for lock in LOCKS for fault in faults(lock)]
        for complaint in complaints:
            print(complaint, file=sys.stderr)
        return 1 if complaints else 0
    for lock in LOCKS:
        write(lock, arguments.upgrade)
        print(f"{lock.name}: {len(PIN.findall(lock.read_text(encoding='utf-8')))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
