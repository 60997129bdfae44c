#!/usr/bin/env bash
# Installs the Debian packages that one of the make targets needs, and only those that are missing.
# Usage: install-dependencies.sh [build|run|test|console|proto]...
#   build    what the sources link against        run      the demo and the console's download
#   test     the databases that the tests start   console  a browser for trying the console
#   proto    the generator of the protobuf code
set -euo pipefail

packages_of() {
  case "$1" in
    build) echo libprotobuf-c-dev libpq-dev libmariadb-dev libsqlite3-dev zlib1g-dev pkg-config ;;
    run) echo curl python3 python3-venv ;;
    test) echo curl openssl python3 python3-venv postgresql-15 postgresql-15-postgis-3 mariadb-server ;;
    console) echo chromium ;;
    proto) echo protobuf-c-compiler ;;
    *) echo "install-dependencies.sh: unknown group '$1'" >&2 && return 2 ;;
  esac
}

is_installed() {
  [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if [ $# -eq 0 ]; then set -- build; fi
missing=()
for group in "$@"; do
  packages=$(packages_of "$group")
  for package in $packages; do
    is_installed "$package" || missing+=("$package")
  done
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Please install as root: ${missing[*]}" >&2 && exit 1; }
  as_root=(sudo)
fi
echo "Installing Debian packages: ${missing[*]}"

# The tests start their own database servers on Unix sockets; the packages' services must neither start nor stay.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod +x "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
echo "Installed: ${missing[*]}"
