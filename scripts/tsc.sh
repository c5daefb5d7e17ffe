#!/bin/sh
# The TypeScript compiler, fetched once into .venv as npm brings it: scripts/tsc.sh OPTIONS...
set -eu
cd "$(dirname "$0")/.."
version=5.9.3
compiler=.venv/typescript/node_modules/.bin/tsc

for program in node npm; do
    command -v "$program" >/dev/null 2>&1 || {
        echo "Types cannot be checked: $program is not installed (Debian: apt-get install nodejs npm)." >&2
        exit 1
    }
done
if [ "$("$compiler" --version 2>/dev/null)" != "Version $version" ]; then
    npm install --prefix .venv/typescript --no-save --no-audit --no-fund --silent "typescript@$version"
fi
exec "$compiler" "$@"
