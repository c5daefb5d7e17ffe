#!/bin/sh
# Install the MCP inspector, which the tests run, into .venv/inspector, as npm brings it; done once.
set -eu
cd "$(dirname "$0")/.."
version=0.21.2
package=.venv/inspector/node_modules/@modelcontextprotocol/inspector/package.json

for program in node npm; do
    command -v "$program" >/dev/null 2>&1 || {
        echo "The MCP inspector's checks are left out: $program is not installed (Debian: apt-get install nodejs npm)." >&2
        exit 0
    }
done
grep -qs "\"version\": \"$version\"" "$package" && exit 0
echo "Installing the MCP inspector that the tests run; this is done once and takes half a minute."
npm install --prefix .venv/inspector --no-save --no-audit --no-fund --silent "@modelcontextprotocol/inspector@$version"
