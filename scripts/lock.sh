#!/usr/bin/env bash
# Writes requirements/*.txt anew: exact versions with hashes, for every platform, no address.
#   lock.sh             keeps the versions that still fit
#   UPGRADE=1 lock.sh   takes the newest that fit
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${HOSHIN_PYTHON:-python3}" -m venv "$scratch"
"$scratch/bin/pip" install --quiet --disable-pip-version-check uv==0.13.9

compile() {
  local name=$1
  shift
  "$scratch/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
    ${UPGRADE:+--upgrade} --output-file "requirements/$name.txt" "$@"
}

compile core pyproject.toml --extra release
compile build requirements/build.in -c requirements/core.txt
compile documents pyproject.toml --extra release --extra documents \
  -c requirements/core.txt -c requirements/build.txt
compile reports pyproject.toml --extra release --extra reports \
  -c requirements/core.txt -c requirements/documents.txt
compile web pyproject.toml --extra release --extra documents --extra reports --extra web \
  -c requirements/core.txt -c requirements/documents.txt -c requirements/reports.txt
compile analytics pyproject.toml --extra release --extra analytics --extra spark \
  -c requirements/core.txt -c requirements/web.txt
compile test pyproject.toml --extra release --extra documents --extra reports --extra mcp \
  --extra web --extra analytics --extra spark --extra bulk --extra test --extra check \
  -c requirements/core.txt -c requirements/build.txt -c requirements/web.txt \
  -c requirements/analytics.txt
compile mcp pyproject.toml --extra release --extra documents --extra mcp \
  -c requirements/core.txt -c requirements/documents.txt -c requirements/test.txt
compile bench pyproject.toml --extra release --extra documents --extra reports --extra web \
  --extra analytics --extra spark --extra bench --extra bulk \
  -c requirements/core.txt -c requirements/build.txt -c requirements/test.txt

if grep -n '://' requirements/*.txt; then
  echo "A lock names an address." >&2
  exit 1
fi
