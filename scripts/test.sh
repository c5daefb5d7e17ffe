#!/usr/bin/env bash
# The tests, in three parts side by side: most of them wait for processes that they started. With arguments, what these
# choose.
#
#   scripts/test.sh                 everything
#   scripts/test.sh -k "name"       what pytest makes of these arguments
set -uo pipefail
cd "$(dirname "$0")/.."
pytest=(.venv/bin/python -m pytest --session-timeout=2700)

if [ $# -gt 0 ]; then
    exec "${pytest[@]}" "$@"
fi

service=(tests/server)
commands=(tests/page tests/docs tests/cli)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
printf '== Beside each other: %s; %s; all other tests\n' "${service[*]}" "${commands[*]}"
"${pytest[@]}" -p no:cacheprovider "${service[@]}" >"$logs/service" 2>&1 &
service_tests=$!
"${pytest[@]}" -p no:cacheprovider "${commands[@]}" >"$logs/commands" 2>&1 &
command_tests=$!
failed=0
"${pytest[@]}" "${service[@]/#/--ignore=}" "${commands[@]/#/--ignore=}" || failed=1
wait "$service_tests" || failed=1
wait "$command_tests" || failed=1
cat "$logs/service" "$logs/commands"
exit "$failed"
