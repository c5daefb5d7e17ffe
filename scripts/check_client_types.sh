#!/bin/sh
# Check the types of the TypeScript client, and a program that uses them, with tsc --strict. The compiler is fetched once into
# .venv, as npm brings it.
set -eu
cd "$(dirname "$0")/.."
version=5.9.3
compiler=.venv/typescript/node_modules/.bin/tsc

for program in node npm; do
    command -v "$program" >/dev/null 2>&1 || {
        echo "The client's types cannot be checked: $program is not installed (Debian: apt-get install nodejs npm)." >&2
        exit 1
    }
done
if [ "$("$compiler" --version 2>/dev/null)" != "Version $version" ]; then
    npm install --prefix .venv/typescript --no-save --no-audit --no-fund --silent "typescript@$version"
fi
"$compiler" --strict --noEmit --target es2023 --lib es2023,dom --module nodenext clients/typescript/index.d.ts tests/typescript/uses.mts
