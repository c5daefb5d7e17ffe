#!/bin/sh
# Write .env from .env.example, with a random value for every secret that docker-compose.yml asks for.
set -eu
cd "${1:-.}"

[ -f .env.example ] || { echo "There is no .env.example here: run this in the folder of toldonce." >&2; exit 1; }
if [ -e .env ]; then
    echo ".env is there already and stays as it is: remove it first, or edit it." >&2
    exit 1
fi
umask 077
random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    JWT_SECRET_KEY= | POSTGRES_PASSWORD= | REDIS_PASSWORD= | GRAFANA_PASSWORD=) printf '%s%s\n' "$line" "$(random)" ;;
    *) printf '%s\n' "$line" ;;
    esac
done <.env.example >.env.unfinished
mv .env.unfinished .env
echo "Wrote .env with random secrets. Set ENVIRONMENT=production in it for production."
