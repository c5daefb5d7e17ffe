#!/usr/bin/env bash
# The tests, folder by folder, several beside each other: most of them wait for processes that they started. With
# arguments, what these choose.
#
#   scripts/test.sh                 everything
#   scripts/test.sh -k "name"       what pytest makes of these arguments
#
# LANES (3) tells how many folders run beside each other, each in a process and on a PostgreSQL of its own. A lane that
# is done takes the next folder, so that all of them end at about the same time.
set -uo pipefail
cd "$(dirname "$0")/.."
pytest=(.venv/bin/python -m pytest --session-timeout=2700)

if [ $# -gt 0 ]; then
    exec "${pytest[@]}" "$@"
fi

# The longest first, after all that are short. Playwright's loop and the blocking clients of the gateways need processes
# of their own.
folders=(page server adapters security gateways cli memory docs deploy integrations)
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

run() { # the name of what is run, and the arguments that choose it
    local name=$1 result=passed begun=$SECONDS
    shift
    "${pytest[@]}" -p no:cacheprovider "$@" >"$logs/$name.log" 2>&1 || result=FAILED
    printf '%5d s  %s  tests/%s\n' $((SECONDS - begun)) "$result" "$name" | tee -a "$logs/times"
}

running=0
for folder in others "${folders[@]}"; do
    chosen=("tests/$folder")
    [ "$folder" != others ] || chosen=("${folders[@]/#/--ignore=tests/}")
    [ "$running" -lt "${LANES:-3}" ] || { wait -n; running=$((running - 1)); }
    run "$folder" "${chosen[@]}" &
    running=$((running + 1))
done
wait
# What failed comes last, where one looks for it.
for result in passed FAILED; do
    for name in $(sed -n "s|.*  $result  tests/||p" "$logs/times"); do cat "$logs/$name.log"; done
done
printf '\n== How long each folder took\n'
cat "$logs/times"
[ "$(grep -c ' passed ' "$logs/times")" = $((${#folders[@]} + 1)) ]
