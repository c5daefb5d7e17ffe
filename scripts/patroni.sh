#!/bin/sh
# Install Patroni for tests and experiments into .venv/patroni. Debian 12 has 3.0.2, whose etcd3 leader writes its key without
# looking who holds it: after a partition has healed, the old primary may take over from the new one, and writes are lost.
set -eu
cd "$(dirname "$0")/.."

folder=.venv/patroni
wanted="patroni[etcd3]==4.1.5 psycopg2-binary==2.9.13"
[ -f "$folder/.stamp" ] && [ "$(cat "$folder/.stamp")" = "$wanted" ] && exit 0

echo "Installing Patroni for the tests; this is done once."
rm -rf "$folder"
.venv/bin/python -m venv "$folder"
# shellcheck disable=SC2086 - two packages
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check $wanted
printf '%s\n' "$wanted" >"$folder/.stamp"
