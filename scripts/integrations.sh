#!/bin/sh
# Install the frameworks and clients of others that tests run, into .venv/integrations: what .venv has already is left out,
# so that the versions that toldonce is pinned to stay as they are. Done again only when a list of packages changes.
set -eu
cd "$(dirname "$0")/.."

folder=.venv/integrations
key=$(cat requirements.txt requirements-dev.txt requirements-integrations.txt | .venv/bin/python -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
[ -f "$folder/.stamp" ] && [ "$(cat "$folder/.stamp")" = "$key" ] && exit 0

echo "Installing the frameworks and clients that the tests run; this is done once and takes a minute."
rm -rf "$folder"
mkdir -p "$folder"
.venv/bin/python scripts/missing.py requirements-integrations.txt >"$folder/missing.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --target "$folder" --requirement "$folder/missing.txt"
printf '%s\n' "$key" >"$folder/.stamp"
