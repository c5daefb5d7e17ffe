"""Audit the pinned packages (`make audit`): hashes, what is installed, licences, and published advisories.

The first three need no network. Advisories come from the package index or from OSV, through pip-audit, which passes
over in silence what its source does not know: here every package that was not looked up counts as not checked.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from lock import FORBIDDEN, LOCKS, PIN, ROOT, RUNTIME
from packaging.utils import canonicalize_name

PIP_AUDIT = "pip-audit==2.10.1"
TOOL = ROOT / ".venv" / "audit"
SECONDS = 300
UNWANTED = re.compile(r"\b(?:AGPL|GPL|SSPL|Affero|GNU General|Business Source|Commons Clause)\b", re.IGNORECASE)
WEAK_COPYLEFT = re.compile(r"\b(?:LGPL|Lesser|MPL|Mozilla)\b", re.IGNORECASE)
"""Licences of libraries that are used unchanged; they ask nothing of the programs that use them."""


def pins(lock: Path) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    found = PIN.finditer(lock.read_text(encoding="utf-8"))
    return {canonicalize_name(pin["name"]): pin["version"] for pin in found}


def faults_of_hashes(lock: Path) -> Iterator[str]:
    """Pins without a SHA-256, and lines that would take a package from anywhere else."""
    text = lock.read_text(encoding="utf-8")
    for pin in PIN.finditer(text):
        if "--hash=sha256:" not in pin["rest"]:
            yield f"{lock.name}: {pin['name']} has no hash"
    for line in FORBIDDEN.findall(text):
        yield f"{lock.name}: names another source ({line})"


def faults_of_installation(installed: dict[str, Distribution]) -> Iterator[str]:
    """Packages of the service that are not the pinned version, or whose files are not those that came with it."""
    for name, version in pins(RUNTIME).items():
        one = installed.get(name)
        if one is None:
            continue  # for another system or Python
        if one.version != version:
            yield f"{name}: {one.version} is installed, {version} is pinned"
        for file in one.files or ():
            if file.hash is None or file.hash.mode != "sha256":
                continue
            path = Path(str(file.locate()))
            if not path.is_file() or _digest(path) != file.hash.value:
                yield f"{name}: {file} is not the file that was installed"


def faults_of_licences(installed: dict[str, Distribution]) -> Iterator[str]:
    """Licences that would bind whoever runs or ships the service, and packages that name none."""
    for name in pins(RUNTIME):
        if name not in installed:
            continue
        told = licence_of(installed[name])
        if not told:
            yield f"{name}: names no licence"
        elif UNWANTED.search(told) and not WEAK_COPYLEFT.search(told) and " OR " not in told:
            yield f"{name}: {told}"


def licence_of(one: Distribution) -> str:
    """What a package says about its licence: the expression, else the classifiers, else the first line of the text."""
    told = one.metadata
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [
        line.split("::")[-1].strip() for line in told.get_all("Classifier") or () if line.startswith("License")
    ]
    return ", ".join(classifiers) or (told.get("License") or "").strip().split("\n")[0]


def advisories(lock: Path) -> tuple[list[str], list[str], int]:
    """Known vulnerabilities of a lock file's packages, those that could not be looked up, and how many were."""
    known: list[str] = []
    asked: set[str] = set()
    wanted = pins(lock)
    for service in ("pypi", "osv"):
        command = [sys.executable, "-m", "pip_audit", "-s", service, "--disable-pip", "--require-hashes", "-f", "json"]
        command += ["--progress-spinner", "off", "--timeout", "10", "-r", str(lock)]
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False, env={"PYTHONPATH": str(TOOL)}
        )
        try:
            told = json.loads(run.stdout)["dependencies"]
        except (ValueError, KeyError):
            continue
        for one in told:
            if "skip_reason" not in one:
                asked.add(canonicalize_name(one["name"]))
                known += [f"{one['name']} {one['version']}: {fault['id']}" for fault in one.get("vulns", ())]
        if len(asked) == len(wanted):
            break
    return sorted(set(known)), sorted(wanted.keys() - asked), len(asked)


def _digest(path: Path) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode("ascii")


def _say(headline: str, faults: list[str]) -> bool:
    print(f"== {headline}: {'ok' if not faults else f'{len(faults)} faults'}")
    for fault in faults:
        print(f"   {fault}")
    return not faults


def main() -> int:
    """Run every part; 0 when none found a fault."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    arguments.add_argument("--offline", action="store_true", help="leave the advisories out")
    arguments.add_argument("--strict", action="store_true", help="fail when advisories cannot be looked up")
    chosen = arguments.parse_args()
    installed = {canonicalize_name(one.metadata["Name"]): one for one in distributions()}
    good = [
        _say("Every pin has its hashes", [fault for lock in LOCKS for fault in faults_of_hashes(lock)]),
        _say("What is installed is what was pinned", list(faults_of_installation(installed))),
        _say("Licences", list(faults_of_licences(installed))),
    ]
    if chosen.offline:
        print("== Advisories: NOT CHECKED (--offline)")
        return 0 if all(good) else 1
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(TOOL)]
    if not TOOL.exists() and subprocess.run([*pip, PIP_AUDIT], check=False).returncode != 0:
        print(f"== Advisories: NOT CHECKED ({PIP_AUDIT} cannot be installed)")
        return 1 if chosen.strict or not all(good) else 0
    unknown: list[str] = []
    for lock in LOCKS:
        known, unasked, asked = advisories(lock)
        good.append(_say(f"Advisories for {lock.name}, {asked} packages looked up", known))
        unknown += unasked
    if unknown:
        print(f"== Advisories: NOT CHECKED for {len(set(unknown))} packages, which no source could be asked about")
    return 0 if all(good) and not (unknown and chosen.strict) else 1


if __name__ == "__main__":
    sys.exit(main())
