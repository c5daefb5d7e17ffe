#!/usr/bin/env bash
# Try a running service from outside, with curl alone: scripts/smoke.sh [BASE_URL]
# It registers an account of its own, tells it something, finds it again and erases the account.
set -uo pipefail

base=${1:-http://localhost:8000}
base=${base%/}
email="smoke-$(date +%s)-$$@example.com"
password="smoke-test-$RANDOM-$RANDOM-$RANDOM"
token=""
failures=0
body=$(mktemp)
trap 'rm -f "$body"' EXIT

command -v curl >/dev/null || { echo "curl is needed and is not installed." >&2; exit 2; }

# call METHOD PATH EXPECTED_STATUS [JSON]: prints pass or FAIL; the answer is in $body.
call() {
    local method=$1 path=$2 expected=$3 json=${4:-} status
    local arguments=(--silent --show-error --max-time 30 --output "$body" --write-out '%{http_code}' --request "$method")
    [ -n "$token" ] && arguments+=(--header "Authorization: Bearer $token")
    [ -n "$json" ] && arguments+=(--header "Content-Type: application/json" --data "$json")
    status=$(curl "${arguments[@]}" "$base$path") || status=${status:-000}
    if [ "$status" = "$expected" ]; then
        printf 'pass  %-6s %s\n' "$method" "$path"
        return 0
    fi
    printf 'FAIL  %-6s %s: expected %s, got %s\n' "$method" "$path" "$expected" "$status"
    head -c 500 "$body"
    printf '\n'
    failures=$((failures + 1))
    return 1
}

field() { sed -n "s/.*\"$1\":[[:space:]]*\"\([^\"]*\)\".*/\1/p" "$body" | head -n 1; }

finish() {
    if [ "$failures" -gt 0 ]; then
        printf '\nFAILED: %s of the calls to %s\n' "$failures" "$base"
        exit 1
    fi
    printf '\nPASSED: %s works.\n' "$base"
    exit 0
}

api=/api/v1
call GET /health 200 || finish
call GET $api/auth/me 401
call POST $api/auth/register 201 "{\"email\": \"$email\", \"password\": \"$password\"}" || finish
call POST $api/auth/login 200 "{\"email\": \"$email\", \"password\": \"$password\"}" || finish
token=$(field access_token)
call POST $api/conversations 201 '{"title": "Smoke test"}' || finish
conversation=$(field conversation_id)
call POST "$api/conversations/$conversation/turns" 201 \
    '{"turns": [{"role": "user", "content": "The key to the boathouse hangs behind the blue door."}]}'
if call POST $api/memories/search 200 '{"query": "Where is the boathouse key?"}'; then
    if grep -q 'behind the blue door' "$body"; then
        printf 'pass  what was told is found again\n'
    else
        printf 'FAIL  what was told is not among the hits\n'
        failures=$((failures + 1))
    fi
fi
call POST $api/conversation 200 "{\"message\": \"Where is the boathouse key?\", \"conversation_id\": \"$conversation\"}"
call DELETE $api/auth/me 200 "{\"password\": \"$password\"}"
finish
