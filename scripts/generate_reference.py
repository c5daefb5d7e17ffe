"""Write docs/reference from the code (`make reference`), or check that it is current (`--check`)."""

from __future__ import annotations

import argparse
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pydantic
import typer.main
from pydantic import SecretStr

from toldonce import cli, client, errors, model
from toldonce.settings import SECRETS, Settings

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Made by 'make reference' from the code; changes here are lost. -->"
PROSE = {"description", "summary"}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table; cells may hold line breaks and bars."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

    return [line(head), "|" + "---|" * len(head), *(line(row) for row in rows)]


def paragraphs(text: str | None) -> str:
    """A docstring as Markdown."""
    return re.sub(r"``([^`]+)``", r"`\1`", inspect.cleandoc(text or "")).strip()


# --- HTTP -----------------------------------------------------------------------------------------------------------


def schema_name(schema: Mapping[str, Any]) -> str:
    """A short name of a JSON schema, such as `array of Turn`."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " or ".join(schema_name(option) for option in schema[union])
    if "allOf" in schema:
        return " and ".join(schema_name(option) for option in schema["allOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {schema_name(schema.get('items', {}))}"
    if kind == "null":
        return "null"
    shape = f"{kind} ({schema['format']})" if "format" in schema else str(kind)
    bounds = [f"{sign} {schema[key]}" for key, sign in BOUNDS.items() if key in schema]
    return f"{shape}, {', '.join(bounds)}" if bounds else shape


BOUNDS = {
    "minimum": "≥",
    "exclusiveMinimum": ">",
    "maximum": "≤",
    "minLength": "length ≥",
    "maxLength": "length ≤",
}


def fields(schema: Mapping[str, Any]) -> list[str]:
    """The fields of an object as a table."""
    required = set(schema.get("required", ()))
    rows = []
    for name, field in schema.get("properties", {}).items():
        default = f"`{field['default']!r}`" if field.get("default") is not None else ""
        need = "required" if name in required else default
        rows.append((f"`{name}`", schema_name(field), need, paragraphs(field.get("description"))))
    return table(("field", "type", "default", ""), rows) if rows else []


def operation(method: str, path: str, spec: Mapping[str, Any]) -> Iterator[str]:
    """One call."""
    yield from (f"### `{method.upper()} {path}`", "", paragraphs(spec.get("description") or spec.get("summary")), "")
    parameters = [
        (
            f"`{parameter['name']}`",
            parameter["in"],
            schema_name(parameter.get("schema", {})),
            paragraphs(parameter.get("description")),
        )
        for parameter in spec.get("parameters", ())
    ]
    if parameters:
        yield from (*table(("parameter", "in", "type", ""), parameters), "")
    for media, content in spec.get("requestBody", {}).get("content", {}).items():
        yield from (f"Body (`{media}`): {schema_name(content.get('schema', {}))}", "")
    answers = []
    for status, answer in spec.get("responses", {}).items():
        shapes = [schema_name(content.get("schema", {})) for content in answer.get("content", {}).values()]
        meaning = paragraphs(answer.get("description")).replace("Successful Response", "")
        answers.append((status, " or ".join(dict.fromkeys(shapes)) or "-", meaning))
    yield from (*table(("answer", "body", ""), answers), "")


def http() -> Iterator[str]:
    """Every call, from the OpenAPI description that the service itself gives out."""
    from app.main import app

    description = app.openapi()
    yield from ("# HTTP interface", "", NOTE, "")
    yield from ("A running service shows the same at `/docs`, and as OpenAPI at `/openapi.json`.", "")
    groups: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, spec in methods.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                group = (spec.get("tags") or ["other"])[0]
                groups.setdefault(group, []).extend(operation(method, path, spec))
    for group, lines in groups.items():
        yield from (f"## {group[:1].upper()}{group[1:]}", "", *lines)
    yield from ("## Bodies", "")
    for name, schema in sorted(description["components"]["schemas"].items()):
        yield from (f"### {name}", "", paragraphs(schema.get("description")), "", *fields(schema), "")


# --- Python ---------------------------------------------------------------------------------------------------------


def bare(value: Any) -> Any:
    """A type without the checks that `Annotated` adds to it or to its parts."""
    origin, parts = typing.get_origin(value), typing.get_args(value)
    if origin is typing.Annotated:
        return bare(parts[0])
    if origin is None or origin is typing.Literal or origin in (Callable, Mapping, Sequence):
        return value
    stripped = tuple(bare(part) for part in parts)
    if stripped == parts:
        return value
    return typing.Union[stripped] if origin in (typing.Union, types.UnionType) else origin[stripped]  # noqa: UP007


def annotation(value: Any) -> str:
    """A type as it is written, without module names."""
    if value is inspect.Parameter.empty:
        return ""
    text = value if isinstance(value, str) else inspect.formatannotation(bare(value))
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text)


def signature(name: str, function: Callable[..., Any]) -> str:
    """How a method is called."""
    shown = []
    star = False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not star:
            star = True
            shown.append("*")
        star = star or parameter.kind is parameter.VAR_POSITIONAL
        marks = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
        text = marks.get(parameter.kind, "") + parameter.name
        kind = annotation(parameter.annotation)
        text += f": {kind}" if kind else ""
        if parameter.default is not parameter.empty:
            text += f" = {parameter.default!r}"
        shown.append(text)
    result = annotation(inspect.signature(function).return_annotation)
    return f"{name}({', '.join(shown)})" + (f" -> {result}" if result else "")


def class_page(kind: type) -> Iterator[str]:
    """A class with its public methods, inherited ones included."""
    yield from (f"## `{kind.__name__}`", "", paragraphs(kind.__doc__), "")
    yield from ("```text", signature(kind.__name__, kind.__init__).removesuffix(" -> None"), "```", "")
    for name in dict.fromkeys(name for base in kind.__mro__ if base is not object for name in vars(base)):
        member = inspect.getattr_static(kind, name)
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield from (f"### `{kind.__name__}.{name}`", "", paragraphs(member.__doc__), "")
        elif isinstance(member, types.FunctionType):
            yield from (f"### `{kind.__name__}.{name}`", "", "```text", signature(name, member), "```", "")
            yield from (paragraphs(member.__doc__), "")


def python() -> Iterator[str]:
    """The Python client and what it gives back."""
    yield from ("# Python client", "", NOTE, "", paragraphs(client.__doc__), "")
    for kind in (client.Client, client.synchronous.Account, client.AsyncClient):
        yield from class_page(kind)
    yield from ("## What it takes and gives", "", paragraphs(model.__doc__), "")
    for name, kind in vars(model).items():
        if not (isinstance(kind, type) and issubclass(kind, pydantic.BaseModel)) or kind in (
            model.Frozen,
            model.Request,
        ):
            continue
        rows = [
            (f"`{field}`", f"`{annotation(value.annotation)}`", paragraphs(value.description))
            for field, value in kind.model_fields.items()
        ]
        yield from (f"### `{name}`", "", paragraphs(kind.__doc__), "", *table(("field", "type", ""), rows), "")


# --- Command line, settings, errors -----------------------------------------------------------------------------------


def shown_default(value: Any) -> str:
    """A default as a cell of a table."""
    if value is None or value == "" or value is False or callable(value):
        return ""
    return f"`{value}`"


def command_line() -> Iterator[str]:
    """Every command with its arguments and options."""
    yield from ("# Command line", "", NOTE, "")
    root = typer.main.get_command(cli.app)
    yield from (paragraphs(root.help), "")
    yield from commands("toldonce", root)


def commands(name: str, command: Any) -> Iterator[str]:
    """A command and those below it."""
    below: Mapping[str, Any] = getattr(command, "commands", {})
    if not below:
        yield from (f"## `{name}`", "", paragraphs(command.help), "")
    rows = []
    for parameter in command.params:
        if parameter.name == "help" or getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            label = f"`{parameter.metavar or parameter.name.upper()}`"
        else:
            label = ", ".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
        rows.append((label, shown_default(parameter.default), paragraphs(getattr(parameter, "help", ""))))
    if rows:
        yield from (*table(("argument or option", "default", ""), rows), "")
    for child in sorted(below):
        yield from commands(f"{name} {child}", below[child])


def explanations() -> dict[str, str]:
    """What .env.example says about each variable."""
    found: dict[str, str] = {}
    comment: list[str] = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.lstrip("# "))
        elif "=" in line:
            found[line.split("=", 1)[0]] = " ".join(comment)
            comment = []
        else:
            comment = []
    return found


def value_kind(kind: Any) -> str:
    """The type of a setting in words."""
    if typing.get_origin(kind) is typing.Literal:
        return ", ".join(f"`{choice}`" for choice in typing.get_args(kind))
    options = [option for option in typing.get_args(kind) if option is not type(None)]
    if isinstance(kind, types.UnionType) and len(options) == 1:
        return value_kind(options[0])
    names = {
        bool: "true or false",
        int: "whole number",
        float: "number",
        Path: "path",
        str: "text",
        SecretStr: "secret",
    }
    return names.get(kind, "list, separated by commas")


def settings() -> Iterator[str]:
    """Every variable of the environment that has an effect."""
    yield from ("# Settings", "", NOTE, "")
    yield from (
        "Settings are read from the environment, then from a file `.env` in the folder the service is started in.",
        "A wrong value stops the start with one line for each fault.",
        f"Secrets ({', '.join(f'`{name}`' for name in SECRETS if name.lower() in Settings.model_fields)}) can also be",
        "given in the environment as `NAME_FILE`, the path of a file that holds the value.",
        "",
    )
    told = explanations()
    rows = []
    for name, field in Settings.model_fields.items():
        variable = "WORKER_IN_PROCESS" if name == "embedded_worker" else name.upper()
        default = field.default
        shown = str(default).lower() if isinstance(default, bool) else default
        cell = "" if shown in (None, (), {}) else f"`{shown}`"
        rows.append((f"`{variable}`", value_kind(field.annotation), cell, told[variable]))
    yield from table(("variable", "value", "default", "meaning"), rows)


def error_codes() -> Iterator[str]:
    """Every error a caller can meet."""
    yield from ("# Errors", "", NOTE, "")
    yield from (
        "An error is answered as `application/problem+json` (RFC 9457). `error` is a stable code to decide on,",
        "`message` a sentence for people. A validation error also lists each fault in `errors`, with a JSON pointer",
        "to the field. The Python client raises the class of the same code.",
        "",
    )
    rows = [
        (f"`{kind.code}`", str(kind.status), f"`{kind.__name__}`", paragraphs(kind.__doc__).splitlines()[0])
        for kind in (*errors.ALL_ERRORS, errors.ToldonceError)
    ]
    yield from table(("code", "status", "class", "meaning"), rows)


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "http.md": http,
    "python.md": python,
    "cli.md": command_line,
    "settings.md": settings,
    "errors.md": error_codes,
}


def text_of(page: Callable[[], Iterator[str]]) -> str:
    """A page, without runs of empty lines."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page())).strip() + "\n"


def main() -> int:
    """Write the pages; with ``--check`` name those that are not current and give 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; name the pages that are not current")
    check = parser.parse_args().check
    REFERENCE.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, page in PAGES.items():
        path, text = REFERENCE / name, text_of(page)
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"docs/reference is not current ({', '.join(stale)}): run 'make reference'.", file=sys.stderr)
        return 1
    print("docs/reference is current." if check else f"docs/reference: {len(stale)} of {len(PAGES)} pages written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
