#!/usr/bin/env bash
# Puts the console together in the given folder: GraphiQL with its explorer, React and graphql-ws as they were
# published (PyPI's graphene-django-graphiql-static carries them for use without a network), and our own page.
# Usage: fetch-console.sh [FOLDER]   (default .build/console; what is built there finds it by itself)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
console=${1:-$root/.build/console}
requirements=$here/console/requirements.txt

if ! cmp -s "$requirements" "$console/requirements.txt"; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  python=python3
  if ! python3 -m pip --version >/dev/null 2>&1; then
    python3 -m venv "$work/venv"
    python=$work/venv/bin/python
  fi
  echo "Fetching GraphiQL for the console"
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --requirement "$requirements" --dest "$work"
  mkdir -p "$console/assets"
  python3 - "$work" "$console/assets" <<'PYTHON'
import glob, os, sys, zipfile

work, assets = sys.argv[1:]
wanted = {
    "graphiql.min.css", "graphiql.min.js", "graphiql-plugin-explorer.umd.js", "graphql-ws.min.js",
    "react.production.min.js", "react-dom.production.min.js", "style.css",
}
with zipfile.ZipFile(glob.glob(os.path.join(work, "*.whl"))[0]) as wheel:
    for name in wheel.namelist():
        base = os.path.basename(name)
        if base in wanted and "/static/" in name:
            with open(os.path.join(assets, "explorer.css" if base == "style.css" else base), "wb") as file:
                file.write(wheel.read(name))
            wanted.remove(base)
if wanted:
    sys.exit(f"not in the wheel: {sorted(wanted)}")
PYTHON
  cp "$requirements" "$console/requirements.txt"
fi
cp "$here/console/index.html" "$console/"
cp "$here/console/console.css" "$here/console/console.js" "$console/assets/"

# The server looks in ../share/joinery/console from its executable's folder, which is .build/<platform>/release.
if [ $# -eq 0 ]; then
  share=$root/.build/$(uname -m)-unknown-linux-gnu/share/joinery
  mkdir -p "$share"
  ln -sfn ../../../console "$share/console"
fi
