#!/usr/bin/env bash
# Starts the release build with empty metadata, runs what BENCH says against it, and stops it.
# BENCH is a command; `--engine-url URL --engine-pid PID` is put behind it. JOINERY_PORT chooses the port (default 8090).
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
port=${JOINERY_PORT:-8090}
url=http://127.0.0.1:$port
if [ -z "${BENCH:-}" ]; then
  echo "Say what to run: make bench BENCH='python3 bench.py --dir DATA --apply-metadata'" >&2
  exit 2
fi

data=$(mktemp -d)
"$root/.build/release/joinery" --data-dir "$data" serve --server-port "$port" >"$data/joinery.log" 2>&1 </dev/null &
server=$!
trap 'kill -TERM $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
until curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "$url/healthz"; do
  sleep 0.1
  kill -0 $server 2>/dev/null || { tail -n 3 "$data/joinery.log" >&2 && exit 1; }
done
# Unquoted on purpose: BENCH is a command with its arguments.
$BENCH --engine-url "$url" --engine-pid $server
