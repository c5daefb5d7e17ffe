#!/bin/sh
# Check the types of the TypeScript client, and a program that uses them.
exec "$(dirname "$0")/tsc.sh" --strict --noEmit --target es2023 --lib es2023,dom --module nodenext \
    clients/typescript/index.d.ts tests/typescript/uses.mts
