"""Write docs/requirements.md (`make requirements`): each requirement of the deployment guide, with tests that name it.

With --results the outcome of those tests is told too, from a report that `pytest --junitxml=FILE` wrote. With --check
nothing is written: requirements without a test and tests that name an unknown one are told, and the latter fail.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "requirements.toml"
PAGE = ROOT / "docs" / "requirements.md"
TESTS = ROOT / "tests"
HEAD = """<!-- Made by 'make requirements' from docs/requirements.toml and the tests; changes here are lost. -->

# Requirements and their tests

What the deployment guide asks for, and the tests that prove it. A test names what it proves:
`@pytest.mark.requirement("RL-01")`.
"""
NO_TEST = "**no test**"

Outcome = Literal["passed", "failed", "skipped"]


def requirements() -> dict[str, dict[str, str]]:
    """The meaning of every id, by chapter."""
    chapters: dict[str, dict[str, str]] = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return chapters


def named_by_tests() -> dict[str, list[str]]:
    """The tests that name each id, as `path::function`."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = list(_module_marks(tree))
        for name, ids in _functions(tree):
            for one in dict.fromkeys([*everywhere, *ids]):
                found.setdefault(one, []).append(f"{path.relative_to(ROOT).as_posix()}::{name}")
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node.name, list(_ids(node.decorator_list))
        if isinstance(node, ast.ClassDef):
            of_class = list(_ids(node.decorator_list))
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name.startswith("test_"):
                    yield f"{node.name}::{inner.name}", [*of_class, *_ids(inner.decorator_list)]


def _module_marks(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            marks = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
            yield from _ids(marks)


def _ids(marks: Sequence[ast.expr]) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "requirement":
            for argument in mark.args:
                yield ast.literal_eval(argument)


def outcomes(report: Path) -> dict[str, Outcome]:
    """How each test ended, by `path::function`; of a test with parameters the worst counts."""
    found: dict[str, Outcome] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - a report of our own
        kinds = {child.tag for child in case}
        outcome: Outcome = "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        name = _test_of(case.get("classname", ""), case.get("name", "").partition("[")[0])
        known = found.get(name)
        if known is None or outcome == "failed" or (outcome == "passed" and known == "skipped"):
            found[name] = outcome
    return found


def _test_of(dotted: str, function: str) -> str:
    """`tests.server.test_x.TestY` and a function as `tests/server/test_x.py::TestY::function`."""
    parts = dotted.split(".")
    module = next((number for number, part in enumerate(parts) if part.startswith("test_")), len(parts) - 1)
    path = "/".join(parts[: module + 1])
    if not path.startswith("tests/"):
        path = next((str(one.relative_to(ROOT))[:-3] for one in TESTS.rglob(f"{path}.py")), path)
    return "::".join([f"{path}.py", *parts[module + 1 :], function])


def result(tests: Sequence[str], ended: Mapping[str, Outcome]) -> str:
    """What is said of a requirement whose tests these are."""
    if not tests:
        return NO_TEST
    states = [ended.get(test) for test in tests]
    if "failed" in states:
        return "**failed**"
    if any(state is None for state in states):
        return "not run"
    return "passed" if "passed" in states else "skipped"


def page(named: Mapping[str, Sequence[str]], ended: Mapping[str, Outcome] | None) -> str:
    """The whole page."""
    lines = [HEAD]
    chapters = requirements()
    total = [one for ids in chapters.values() for one in ids]
    proved = [one for one in total if named.get(one)]
    lines.append(f"{len(proved)} of {len(total)} requirements have tests.")
    if ended is not None:
        passed = [one for one in total if result(named.get(one, ()), ended) == "passed"]
        lines[-1] += f" Of {len(passed)} all tests passed in the run that this page tells of."
    for chapter, ids in chapters.items():
        lines += ["", f"## {chapter}", ""]
        lines += ["| id | requirement | tests |" + (" result |" if ended is not None else "")]
        lines += ["|---|---|---|" + ("---|" if ended is not None else "")]
        for one, meaning in ids.items():
            tests = named.get(one, ())
            cell = "<br>".join(_link(test) for test in tests) or NO_TEST
            row = f"| {one} | {meaning} | {cell} |"
            lines.append(row + (f" {result(tests, ended)} |" if ended is not None else ""))
    return "\n".join(lines) + "\n"


def _link(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../{path})"


def main() -> int:
    """Write the page, or check; 1 when a test names what is not in the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, help="a report of 'pytest --junitxml=FILE'")
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    named = named_by_tests()
    known = {one for ids in requirements().values() for one in ids}
    unknown = sorted(named.keys() - known)
    for one in unknown:
        print(f"{one} is not in {LIST.relative_to(ROOT)}: {', '.join(named[one])}", file=sys.stderr)
    missing = sorted(known - named.keys())
    if not arguments.check:
        ended = outcomes(arguments.results) if arguments.results else None
        PAGE.write_text(page(named, ended), encoding="utf-8")
    print(
        f"{len(known) - len(missing)} of {len(known)} requirements have tests; without: {', '.join(missing) or 'none'}"
    )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
