#!/bin/sh
# Prepare what toldonce needs, once: .venv with the pinned packages, toldonce itself and the embedding model.
#
#   scripts/setup.sh        what 'make run' needs
#   scripts/setup.sh dev    also what 'make test' and 'make check' need
#
# PYTHON=/path/to/python chooses the interpreter. What was prepared is remembered in .venv and done again only when
# requirements.txt, pyproject.toml, the place of this folder or the interpreter changes.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() {
    printf '\nSet-up stopped: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

mode=${1:-run}
case $mode in
run) requirements="requirements.txt" ;;
dev) requirements="requirements.txt requirements-dev.txt" ;;
*) fail "unknown argument '$mode'." "Use: scripts/setup.sh [dev]" ;;
esac
stamp=".venv/toldonce-$mode.stamp"

# The hash of everything that decides what the environment must hold.
key() {
    "$1" -I - "$PWD" $requirements pyproject.toml <<'PYTHON'
import hashlib, sys
digest = hashlib.sha256(f"{sys.argv[1]} {sys.version}".encode())
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        digest.update(file.read())
print(digest.hexdigest())
PYTHON
}

if [ -f "$stamp" ] && [ -x .venv/bin/python ] && [ "$(key .venv/bin/python 2>/dev/null)" = "$(cat "$stamp")" ]; then
    exit 0
fi

recent='import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)'
python=""
for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14 python}; do
    if "$candidate" -c "$recent" >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>/dev/null || printf 'none')
    fail "Python 3.11 or newer is needed (found: $found)." \
        "Debian, Ubuntu: apt-get install python3.11 python3.11-venv" \
        "Fedora:         dnf install python3.11" \
        "macOS:          brew install python@3.11" \
        "If it is installed under another name: make PYTHON=/path/to/python3.11 run"
fi
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    fail "$("$python" --version) has no 'venv' or no 'ensurepip' module, so no environment can be made." \
        "Debian, Ubuntu: apt-get install python$version-venv"
fi
if ! [ -w . ]; then
    fail "this folder cannot be written to by $(id -un): $PWD" "Give it to that user, or clone it again as that user."
fi
if [ -d .venv ] && ! [ -w .venv ]; then
    fail ".venv belongs to another user." "Remove it as that user, then run this again: rm -r .venv"
fi

say "Setting up toldonce with $("$python" --version); this is done once and takes a minute or two."

say ""
say "[1/4] Python environment in .venv"
# An environment works where it was made: its programs name their interpreter by its full path.
case $(head -n 1 .venv/bin/pip 2>/dev/null || true) in
"#!$PWD/.venv/bin/python"*) in_place=yes ;;
*) in_place=no ;;
esac
if [ $in_place = yes ] && .venv/bin/python -c "$recent" 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "      is there"
else
    "$python" -m venv --clear .venv || fail "the environment could not be made; the lines above say why."
fi

# pip's own output is the progress; it is kept as well, so that a failure can be explained.
packages() {
    log=.venv/toldonce-pip.log
    status=.venv/toldonce-pip.status
    { .venv/bin/python -m pip --disable-pip-version-check install "$@" 2>&1 && printf 0 >"$status" || printf 1 >"$status"; } |
        tee "$log" | awk '!/^(Requirement already satisfied|Ignoring )/ { print; fflush() }'
    [ "$(cat "$status")" = 0 ] && return 0
    if grep -q -i -E 'NewConnectionError|ConnectTimeout|ConnectionResetError|ReadTimeout|ProxyError|name resolution|Could not fetch URL|Network is unreachable|from versions: none' "$log"; then
        fail "the packages could not be fetched: this machine does not reach its Python package registry." \
            "Connect it, or name a mirror in pip's configuration (PIP_INDEX_URL), then run this again."
    elif grep -q -i 'No space left' "$log"; then
        fail "the disk is full." "About 500 MB are needed in $PWD"
    elif grep -q -i 'DO NOT MATCH THE HASHES' "$log"; then
        fail "a package differs from the one that was pinned; it was not installed." \
            "If you changed requirements.txt, run 'make lock'; otherwise do not trust the source it came from."
    fi
    fail "the packages could not be installed; the lines above say why."
}

say ""
say "[2/4] Packages"
set --
for file in $requirements; do set -- "$@" -r "$file"; done
packages "$@"

say ""
say "[3/4] toldonce itself"
packages --no-deps --quiet --editable .

say ""
say "[4/4] Embedding model"
.venv/bin/toldonce model || fail "the embedding model could not be prepared; the lines above say why."

key .venv/bin/python >"$stamp"
if [ "$mode" = dev ]; then
    requirements="requirements.txt"
    key .venv/bin/python >.venv/toldonce-run.stamp
fi
say ""
say "toldonce is set up."
