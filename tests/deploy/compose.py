"""docker-compose.yml as a program reads it: merged, and with the variables of an environment put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?:(?P<kind>:-|:\?)(?P<rest>[^}]*))?\})")
SECRETS = {
    "JWT_SECRET_KEY": "jwt-Zq3vT8mWn2Lr5YxKa7Ub1Ce9Df4Gh6Jk",
    "POSTGRES_PASSWORD": "pg-9fJ2kLq8Zx4Wv7Bn",
    "REDIS_PASSWORD": "rd-3mNb6Vc1Xz5Lk8Jh",
    "GRAFANA_PASSWORD": "gf-7yTr2Ew4Qa9Sd6Fg",
}


class MissingVariable(Exception):
    """A variable that must be set is not."""


def raw() -> dict[str, Any]:
    """The file as it is written, with anchors resolved."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def composed(variables: Mapping[str, str]) -> dict[str, Any]:
    """The file with its variables replaced, as compose does before anything else. Raises `MissingVariable`."""

    def replaced(found: re.Match[str]) -> str:
        if found["escaped"]:
            return "$"
        value = variables.get(found["name"], "")
        if not value and found["kind"] == ":?":
            raise MissingVariable(found["name"])
        return value or (found["rest"] if found["kind"] == ":-" else "")

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return VARIABLE.sub(replaced, value)
        if isinstance(value, list):
            return [walk(one) for one in value]
        return {name: walk(one) for name, one in value.items()} if isinstance(value, dict) else value

    content: dict[str, Any] = walk(raw())
    return content
