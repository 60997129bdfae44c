#!/usr/bin/env bash
# Runs the tests that are built, without building, and fails when none ran.
# Usage: run-tests.sh SWIFT-FLAGS...
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
log=$root/.build/test.log
# A crash of a connector that a test provokes would otherwise print its backtrace for seconds.
export SWIFT_BACKTRACE=${SWIFT_BACKTRACE:-enable=no}
set +e
swift test --package-path "$root" --skip-build --disable-xctest "$@" 2>&1 | tee "$log" | grep --line-buffered -v '^◇ '
status=${PIPESTATUS[0]}
set -e
if ! grep -qE 'Test run with [1-9][0-9]* tests? ' "$log"; then
  echo "No test ran; the whole output is in $log" >&2
  exit 1
fi
exit "$status"
