#!/usr/bin/env bash
# Verify from outside that a running service limits requests: scripts/verify_rate_limit.sh [BASE_URL]
# It registers an account of its own, uses up its allowance of this minute, looks at the refusal, waits as long as the
# refusal says, tries again and erases the account.
set -uo pipefail

base=${1:-http://localhost:8000}
base=${base%/}
email="limits-$(date +%s)-$$@example.com"
password="verify-limits-$RANDOM-$RANDOM-$RANDOM"
failures=0
head=$(mktemp)
body=$(mktemp)
trap 'rm -f "$head" "$body"' EXIT

command -v curl >/dev/null || { echo "curl is needed and is not installed." >&2; exit 2; }

# ask METHOD PATH [JSON]: prints the status; headers are in $head, the answer is in $body.
ask() {
    local arguments=(--silent --show-error --max-time 30 --dump-header "$head" --output "$body" --write-out '%{http_code}')
    [ -n "${token:-}" ] && arguments+=(--header "Authorization: Bearer $token")
    [ -n "${3:-}" ] && arguments+=(--header "Content-Type: application/json" --data "$3")
    curl "${arguments[@]}" --request "$1" "$base$2"
}
header() { tr -d '\r' <"$head" | sed -n "s/^$1: *//Ip" | head -n 1; }
field() { sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" "$body" | head -n 1; }
expect() {
    if [ "$2" = "$3" ]; then
        printf 'pass  %s\n' "$1"
    else
        printf 'FAIL  %s: expected %s, got %s\n' "$1" "$3" "${2:-nothing}"
        failures=$((failures + 1))
    fi
}
finish() {
    if [ "$failures" -gt 0 ]; then
        printf '\nFAILED: %s checks of the rate limit at %s\n' "$failures" "$base"
        exit 1
    fi
    printf '\nPASSED: %s limits requests.\n' "$base"
    exit 0
}

account="{\"email\": \"$email\", \"password\": \"$password\"}"
expect "an account is made" "$(ask POST /api/v1/auth/register "$account")" 201
expect "it logs in" "$(ask POST /api/v1/auth/login "$account")" 200
[ "$failures" -gt 0 ] && finish
token=$(field access_token)

expect "a request passes" "$(ask GET /api/v1/auth/me)" 200
limit=$(header x-ratelimit-limit)
remaining=$(header x-ratelimit-remaining)
case $limit in
    '' | *[!0-9]*)
        expect "X-RateLimit-Limit is a number (is RATE_LIMIT_ENABLED=false?)" "$limit" "a number"
        ask DELETE /api/v1/auth/me "{\"password\": \"$password\"}" >/dev/null
        finish
        ;;
esac
expect "of $limit requests, $((limit - 1)) remain" "$remaining" "$((limit - 1))"

refused_at=0
status=200
for ((number = 2; number <= limit + limit / 4 + 30; number++)); do
    status=$(ask GET /api/v1/auth/me)
    if [ "$status" = 429 ]; then
        refused_at=$number
        break
    fi
done
expect "a request beyond the limit is refused" "$status" 429
printf '      the first refused request was number %s\n' "$refused_at"
if [ "$status" = 429 ]; then
    wait=$(header retry-after)
    expect "its error is rate_limit_exceeded" "$(field error)" rate_limit_exceeded
    expect "X-RateLimit-Remaining is 0" "$(header x-ratelimit-remaining)" 0
    expect "Retry-After is the body's retry_after" "$wait" "$(field retry_after)"
    for ((number = 1; number <= 5; number++)); do
        expect "/health is exempt" "$([ "$(ask GET /health)" = 429 ] && echo limited || echo exempt)" exempt
    done
    printf '      waiting %s s, as Retry-After says\n' "$wait"
    sleep "$wait"
    expect "a request after Retry-After passes" "$(ask GET /api/v1/auth/me)" 200
fi
wait=$(header retry-after)
for _ in 1 2 3; do
    status=$(ask DELETE /api/v1/auth/me "{\"password\": \"$password\"}")
    [ "$status" = 429 ] || break
    sleep "$(header retry-after)"
done
expect "the account is erased" "$status" 200
finish
