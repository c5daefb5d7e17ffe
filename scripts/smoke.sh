#!/usr/bin/env bash
# Try a running service from outside, with curl alone: scripts/smoke.sh [BASE_URL]
# It looks at health and headers, then registers an account of its own, goes through what users do, and erases the account.
# CURL_CA_BUNDLE names the certificate of a service that signs its own.
set -uo pipefail

base=${1:-http://localhost:8000}
base=${base%/}
email="smoke-$(date +%s)-$$@example.com"
password="smoke-test-$RANDOM-$RANDOM-$RANDOM"
token=""
failures=0
body=$(mktemp)
head=$(mktemp)
trap 'rm -f "$body" "$head"' EXIT

command -v curl >/dev/null || { echo "curl is needed and is not installed." >&2; exit 2; }

# call METHOD PATH EXPECTED_STATUS [JSON]: prints pass or FAIL; the answer is in $body.
call() {
    local method=$1 path=$2 expected=$3 json=${4:-} status
    local arguments=(--silent --show-error --max-time 30 --output "$body" --dump-header "$head" --write-out '%{http_code}')
    if [ "$method" = HEAD ]; then arguments+=(--head); else arguments+=(--request "$method"); fi
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

# holds WHAT PATTERN FILE: prints pass or FAIL.
holds() {
    if grep -q -i -E "$2" "$3"; then
        printf 'pass  %s\n' "$1"
        return 0
    fi
    printf 'FAIL  %s\n' "$1"
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
call GET /livez 200 || finish
call GET /readyz 200 || finish
call GET /health 200
call HEAD /health 200
call GET /api/health 200
call GET /health/detailed 200
holds "the database is healthy" '"database":[[:space:]]*\{[^}]*"status":[[:space:]]*"healthy"' "$body"
call GET /api 200 || finish
holds "every answer has a request id" '^x-request-id: [A-Za-z0-9._-]{8,}' "$head"
holds "every answer says how long it took" '^x-process-time: [0-9.]+' "$head"
holds "no type is guessed" '^x-content-type-options: nosniff' "$head"
if grep -q '"environment":[[:space:]]*"production"' "$body"; then
    for closed in /docs /redoc /openapi.json; do call GET $closed 404; done
    case $base in https://*) holds "browsers stay with HTTPS" '^strict-transport-security: max-age=[0-9]{8,}' "$head" ;; esac
else
    call GET /openapi.json 200
fi
call GET / 200
holds "the page is there" '<html' "$body"

call GET $api/auth/me 401
call POST $api/auth/register 201 "{\"email\": \"$email\", \"password\": \"$password\"}" || finish
call POST $api/auth/login 200 "{\"email\": \"$email\", \"password\": \"$password\"}" || finish
token=$(field access_token)
call GET $api/auth/me 200
call POST $api/conversations 201 '{"title": "Smoke test"}' || finish
conversation=$(field conversation_id)
call POST "$api/conversations/$conversation/turns" 201 \
    '{"turns": [{"role": "user", "content": "The key to the boathouse hangs behind the blue door."}]}'
call POST $api/memories/search 200 '{"query": "Where is the boathouse key?"}' &&
    holds "what was told is found again" 'behind the blue door' "$body"
call POST $api/conversation 200 "{\"message\": \"Where is the boathouse key?\", \"conversation_id\": \"$conversation\"}"
call POST $api/memories 201 '{"content": "The boat is called Marisol.", "type": "fact"}'
memory=$(field memory_id)
call GET "$api/memories/$memory" 200
call DELETE "$api/memories/$memory" 200
call GET "$api/memories/$memory" 404
call DELETE $api/auth/me 200 "{\"password\": \"$password\"}"
call GET $api/auth/me 401
finish
