#!/usr/bin/env bash
# Generates the C of the connector protocol from proto/connector.proto.
# Usage: generate-wire.sh          writes Sources/CConnectorWire
#        generate-wire.sh --check  fails when what is checked in differs from what would be written
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/Sources/CConnectorWire
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

protoc-c --proto_path="$root/proto" --c_out="$work" connector.proto
if [ "${1:-}" = --check ]; then
  diff -u "$target/connector.pb-c.c" "$work/connector.pb-c.c"
  diff -u "$target/include/connector.pb-c.h" "$work/connector.pb-c.h"
else
  mkdir -p "$target/include"
  cp "$work/connector.pb-c.c" "$target/"
  cp "$work/connector.pb-c.h" "$target/include/"
fi
