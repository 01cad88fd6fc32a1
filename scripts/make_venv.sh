#!/usr/bin/env bash
# Makes .venv with a Python of at least 3.11, or says plainly why it cannot.
# HOSHIN_PYTHON may name the Python to use.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; then
  exit 0
fi

python=
tried=${HOSHIN_PYTHON:-python3.13 python3.12 python3.11 python3}
for candidate in $tried; do
  if new_enough "$candidate"; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Hoshin needs Python 3.11 or newer; none found as: $tried." \
    "Install one, or name it: make install HOSHIN_PYTHON=/path/to/python" >&2
  exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
  package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $package"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update && apt-get install -y --no-install-recommends "$package"; } \
      >/dev/null </dev/null || true
  fi
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "$python cannot make virtual environments: install the package $package" \
      "(Debian, Ubuntu: sudo apt-get install $package) and try again." >&2
    exit 1
  fi
fi

"$python" -m venv --clear .venv
