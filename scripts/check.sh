#!/usr/bin/env bash
# Every check that needs no running service, each under its own headline; all of them run, then the failed ones are named.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() {
    local headline=$1
    shift
    printf '\n== %s\n' "$headline"
    if "$@"; then
        printf '   ok\n'
    else
        printf '   FAILED: %s\n' "$*"
        failed+=("$headline")
    fi
}

# Two files of one name cannot be collected together, unless their folders are packages.
names_of_tests_differ() {
    local twice
    twice=$(find tests -name 'test_*.py' -printf '%h %f\n' | while read -r folder name; do
        [ -e "$folder/__init__.py" ] || printf '%s\n' "$name"
    done | sort | uniq --repeated)
    [ -z "$twice" ] || { printf '   In more than one folder: %s\n' $twice; return 1; }
}

check "Lint (ruff)" "$bin/ruff" check --quiet .
check "Format (ruff)" "$bin/ruff" format --check --quiet .
check "Types (mypy --strict)" "$bin/mypy" --no-error-summary
check "Types of the tests of the gateways (mypy --strict)" "$bin/mypy" --no-error-summary tests/gateways
check "Types of the page (tsc)" scripts/check_page_types.sh
check "Migrations (squawk)" "$bin/squawk" src/toldonce/adapters/postgres/migrations/*.sql
check "Rooms: who imports whom (import-linter)" "$bin/lint-imports" --no-logo
check "Names of test files differ" names_of_tests_differ
check "Pinned packages belong to pyproject.toml" "$bin/python" scripts/lock.py --check
check "Reference pages belong to the code" "$bin/python" scripts/generate_reference.py --check
check "Documentation: links, names, settings, commands, figures" "$bin/python" -m pytest tests/docs/test_pages.py tests/docs/test_where_things_stand.py tests/docs/test_figures.py tests/evals/test_tables.py

if [ ${#failed[@]} -gt 0 ]; then
    printf '\n%d of the checks failed:\n' "${#failed[@]}"
    printf '  %s\n' "${failed[@]}"
    exit 1
fi
printf '\nAll checks passed.\n'
