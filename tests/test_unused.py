"""Nothing stands in the code that nobody uses."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("src", "app", "tests", "evals", "training", "resilience", "scripts", "examples", "docs", "deploy")


def defined(path: Path) -> Iterator[str]:
    """The functions, classes and constants of a module that no decorator hands to somebody."""
    for one in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not one.decorator_list:
            yield one.name
        elif isinstance(one, ast.Assign | ast.AnnAssign):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_what_a_module_defines_is_named_somewhere_else() -> None:
    words: Counter[str] = Counter()
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".json", ".yaml", ".yml", ".toml"} and "phrasings" not in path.parts:
                words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    names = [(path, name) for path in (ROOT / "src").rglob("*.py") for name in defined(path)]
    assert len(names) > 4_000
    unused = [f"{path.relative_to(ROOT)}: {name}" for path, name in names if words[name] == 1]
    assert unused == []
