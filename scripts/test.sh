#!/usr/bin/env bash
# The tests, in two halves side by side: most of them wait for processes that they started. With arguments, what these choose.
#
#   scripts/test.sh                 everything
#   scripts/test.sh -k "name"       what pytest makes of these arguments
set -uo pipefail
cd "$(dirname "$0")/.."
pytest=(.venv/bin/python -m pytest --session-timeout=2700)

if [ $# -gt 0 ]; then
    exec "${pytest[@]}" "$@"
fi

over_http=(tests/server tests/page tests/docs)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
printf '== The tests of %s, and beside them all others\n' "${over_http[*]}"
"${pytest[@]}" -p no:cacheprovider "${over_http[@]}" >"$log" 2>&1 &
beside=$!
"${pytest[@]}" "${over_http[@]/#/--ignore=}"
others=$?
wait "$beside"
served=$?
cat "$log"
[ "$others" = 0 ] && [ "$served" = 0 ]
