"""Write the TypeScript client from the API's own description, or check that it belongs to it (`--check`).

Every operation becomes a method of the class `Toldonce` and every schema a type. What is written runs as it is, in
Node 18 and in browsers: index.js holds the code, index.d.ts the types.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from toldonce.server.app import create_app
from toldonce.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "clients" / "typescript"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
HEAD = "// Written by scripts/generate_typescript.py from the API's description. Do not edit.\n"
OPTIONS = ("subject", "idempotencyKey", "ifMatch", "signal")
RUNTIME = """
/** What the service refused, or why it could not be reached. */
export class ToldonceError extends Error {
  constructor(status, problem) {
    super(problem.message ?? problem.detail ?? `status ${status}`);
    this.name = "ToldonceError";
    this.status = status;
    this.code = problem.error ?? "unknown";
    this.requestId = problem.request_id ?? null;
    this.errors = problem.errors ?? [];
  }
}

const HEADERS = { subject: "X-Memory-Subject", idempotencyKey: "Idempotency-Key", ifMatch: "If-Match" };

/** One account's memories over HTTP. */
export class Toldonce {
  constructor({ baseUrl = "http://localhost:8000", apiKey, subject, fetch: send = globalThis.fetch } = {}) {
    this.baseUrl = baseUrl.replace(/\\/+$/, "");
    this.apiKey = apiKey;
    this.subject = subject;
    this.send = send;
  }

  async call(method, path, names, options = {}, body = undefined, kind = "application/json") {
    const address = new URL(this.baseUrl + path);
    for (const name of names) {
      const value = options[name];
      if (value !== undefined && value !== null) address.searchParams.append(name, String(value));
    }
    const headers = {};
    if (this.apiKey) headers["Authorization"] = `Bearer ${this.apiKey}`;
    for (const [name, header] of Object.entries(HEADERS)) {
      const value = options[name] ?? (name === "subject" ? this.subject : undefined);
      if (value !== undefined) headers[header] = value;
    }
    const isJson = kind === "application/json";
    if (body !== undefined) headers["Content-Type"] = kind;
    const response = await this.send(address, {
      method,
      headers,
      body: body === undefined ? undefined : isJson ? JSON.stringify(body) : body,
      signal: options.signal,
    });
    const text = await response.text();
    const isObject = /[/+]json/.test(response.headers.get("content-type") ?? "");
    const answer = isObject && text ? JSON.parse(text) : text;
    if (!response.ok) throw new ToldonceError(response.status, isObject ? answer : { message: text });
    return answer;
  }
"""
TYPES = """
export class ToldonceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly errors: { pointer: string; message: string; in: string }[];
}

/** What every call takes beside its own parameters. */
export interface CallOptions {
  /** Whose memory; without it, the client's. */
  subject?: string;
  /** The same key and body bring the stored answer instead of a second write. */
  idempotencyKey?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

export interface ToldonceOptions {
  baseUrl?: string;
  /** An API key or an access token. */
  apiKey?: string;
  subject?: string;
  fetch?: typeof globalThis.fetch;
}

/** One account's memories over HTTP. */
export class Toldonce {
  constructor(options?: ToldonceOptions);
"""


def camel(name: str) -> str:
    """A Python name as JavaScript writes it."""
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)


def type_name(name: str) -> str:
    """The name of a schema as a type."""
    return re.sub(r"\W", "", name.replace("Page_", "PageOf"))


def written(schema: dict[str, Any] | None) -> str:
    """A JSON schema as a TypeScript type."""
    if not schema:
        return "unknown"
    if "$ref" in schema:
        return type_name(schema["$ref"].rsplit("/", 1)[-1])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " | ".join(dict.fromkeys(written(one) for one in schema[union]))
    if schema.get("type") == "array":
        return f"({written(schema.get('items'))})[]"
    if schema.get("type") == "object" or "properties" in schema:
        if "properties" in schema:
            return f"{{ {' '.join(member(name, one, schema) for name, one in schema['properties'].items())} }}"
        return f"Record<string, {written(schema.get('additionalProperties') or None)}>"
    return PLAIN.get(str(schema.get("type")), "unknown")


def member(name: str, schema: dict[str, Any], owner: dict[str, Any]) -> str:
    """One property of an object."""
    optional = "" if name in owner.get("required", ()) else "?"
    return f"{json.dumps(name)}{optional}: {written(schema)};"


def answer_type(operation: dict[str, Any]) -> str:
    """What a call answers."""
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            content = answer.get("content", {})
            if "application/json" in content:
                return written(content["application/json"].get("schema"))
            return "string" if content else "void"
    return "void"


def method_of(path: str, verb: str, operation: dict[str, Any]) -> tuple[str, str]:
    """One operation as code and as a type."""
    name = camel(operation["operationId"])
    parameters = operation.get("parameters", [])
    ids = [one["name"] for one in parameters if one["in"] == "path"]
    queries = [one for one in parameters if one["in"] == "query"]
    body = operation.get("requestBody", {})
    kinds = list(body.get("content", {}))
    kind = "application/json" if "application/json" in kinds or not kinds else "application/octet-stream"
    arguments = [camel(one) for one in ids] + (["body"] if kinds else []) + ["options"]
    address = re.sub(r"\{(\w+)\}", lambda part: f"${{encodeURIComponent({camel(part[1])})}}", path)
    names = json.dumps([one["name"] for one in queries])
    sent = f", body, {json.dumps(kind)}" if kinds else ""
    call = f"this.call({json.dumps(verb.upper())}, `{address}`, {names}, options{sent})"
    code = f"\n  {name}({', '.join(arguments)}) {{\n    return {call};\n  }}\n"
    typed = [f"{camel(one)}: string" for one in ids]
    if kinds:
        schema = body["content"].get("application/json", {}).get("schema")
        typed.append(f"body: {written(schema) if kind == 'application/json' else 'BodyInit'}")
    needed = any(one.get("required") for one in queries)
    own = " ".join(
        f"{json.dumps(one['name'])}{'' if one.get('required') else '?'}: {written(one.get('schema'))};"
        for one in queries
    )
    typed.append(f"options{'' if needed else '?'}: CallOptions" + (f" & {{ {own} }}" if own else ""))
    told = " ".join((operation.get("description") or operation.get("summary") or name).split())
    type_ = f"  /** {told.replace('*/', '')} */\n  {name}({', '.join(typed)}): Promise<{answer_type(operation)}>;\n"
    return code, type_


def files() -> dict[str, str]:
    """The client's files by name."""
    schema = create_app(Settings(_env_file=None)).openapi()
    methods = [
        method_of(path, verb, operation)
        for path, operations in schema["paths"].items()
        for verb, operation in operations.items()
        if "operationId" in operation and path.startswith("/api/v1/") and "gateways" not in operation.get("tags", ())
    ]
    nouns = [
        f"export type {type_name(name)} = {written(one)};\n"
        for name, one in sorted(schema["components"]["schemas"].items())
        if not name.startswith("Mem0")  # who speaks Mem0's protocol has Mem0's client
    ]
    return {
        "index.js": HEAD + RUNTIME + "".join(code for code, _ in methods) + "}\n",
        "index.d.ts": HEAD + "\n" + "\n".join(nouns) + TYPES + "\n" + "\n".join(type_ for _, type_ in methods) + "}\n",
    }


def main() -> int:
    """Write the client, or check it; 1 when it does not belong to the API."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; say what does not fit")
    check = parser.parse_args().check
    stale = [
        name
        for name, content in files().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != content
    ]
    if check:
        for name in stale:
            print(f"clients/typescript/{name} does not belong to the API: run scripts/generate_typescript.py.")
        return 1 if stale else 0
    for name, content in files().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
