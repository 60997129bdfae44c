#!/usr/bin/env bash
# Starts Joinery on a demo of two SQLite databases, made on the first start, shows a query that joins them, and stays
# until Ctrl-C. JOINERY_PORT chooses the port (default 8080), JOINERY_DEMO_DIR the folder (default joinery-data/demo).
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
data=${JOINERY_DEMO_DIR:-$root/joinery-data/demo}
port=${JOINERY_PORT:-8080}
url=http://localhost:$port
query='query { orders { id ordered_by_user { id name } } }'

call() { # call PATH BODY: prints the answer; when it is an error, fails and shows what was asked
  curl --silent --show-error --fail-with-body --noproxy '*' --json "$2" "$url$1" || { echo " <- $2" >&2 && return 1; }
}
metadata() { call /v1/metadata "$1" >&3; }
run_sql() { call /v2/query '{"type":"sqlite_run_sql","args":{"source":"'"$1"'","sql":"'"$2"'"}}' >&3; }

# What a user would send to set up two sources, fill and track their tables, and join them.
make_demo() {
  local source
  for source in orders_db users_db; do
    : >"$data/$source.sqlite"
    metadata '{"type":"sqlite_add_source","args":{"name":"'$source'","configuration":{"value":{"db":"'"$data/$source.sqlite"'"}}}}'
  done
  run_sql users_db "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); \
    INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger');"
  run_sql orders_db "CREATE TABLE orders (id INTEGER PRIMARY KEY, ordered_by_user_id INTEGER, total NUMERIC NOT NULL); \
    INSERT INTO orders VALUES (1, 2, 19.90), (2, 1, 5), (3, 2, 42.50), (4, NULL, 7);"
  metadata '{"type":"sqlite_track_table","args":{"source":"orders_db","table":"orders"}}'
  metadata '{"type":"sqlite_track_table","args":{"source":"users_db","table":"users"}}'
  metadata '{"type":"create_remote_relationship","args":{"name":"ordered_by_user","source":"orders_db","table":"orders","remote_source":{"relationship_type":"object","field_mapping":{"ordered_by_user_id":"id"},"source":"users_db","table":"users"}}}'
  touch "$data/complete"
}

if (exec 4<>"/dev/tcp/localhost/$port") 2>/dev/null; then
  echo "Port $port is in use; choose another one: JOINERY_PORT=8081 make run" >&2
  exit 1
fi
if [ ! -e "$data/complete" ]; then rm -rf "$data"; fi
mkdir -p "$data"
exec 3>>"$data/demo.log"
# In a session of its own: Ctrl-C reaches this script only, which then stops the server in order.
setsid "$root/.build/release/joinery" --data-dir "$data" serve --server-port "$port" >"$data/joinery.log" 2>&1 </dev/null &
server=$!
trap 'kill -TERM $server 2>/dev/null || true; wait $server 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM HUP

until curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "$url/healthz"; do
  sleep 0.2
  kill -0 $server 2>/dev/null || { tail -n 3 "$data/joinery.log" >&2 && exit 1; }
done
if [ ! -e "$data/complete" ]; then make_demo; fi

printf 'GraphQL   %s/v1/graphql\nConsole   %s/console\nLog       %s\n\n%s\n\n' "$url" "$url" "$data/joinery.log" "$query"
call /v1/graphql '{"query":"'"$query"'"}'
printf '\n\nCtrl-C stops the server.\n'
wait $server
