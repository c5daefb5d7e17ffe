#!/bin/sh
# Install the Debian packages behind the programs that the tests run (scripts/debian-packages), where they are missing.
set -eu
cd "$(dirname "$0")"

missing=""
while read -r program package; do
    case $program in '' | '#'*) continue ;; esac
    command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done <debian-packages
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these programs, which are not installed:$missing" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "The tests need packages that only an administrator can install: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing Debian packages for the tests:$missing"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
