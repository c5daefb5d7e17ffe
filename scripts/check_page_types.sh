#!/bin/sh
# Check the types of the page's scripts (JSDoc, by the TypeScript compiler); jsconfig.json says how.
exec "$(dirname "$0")/tsc.sh" -p jsconfig.json
