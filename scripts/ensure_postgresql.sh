#!/usr/bin/env bash
# Finds PostgreSQL's programs for the tests of the workplace; installs them on Debian when root.
#   ensure_postgresql.sh          find or install; never fails, says what is missing
#   ensure_postgresql.sh --find   print the folder of the programs, or say what is missing and exit 1
# HOSHIN_POSTGRESQL may name the folder that holds initdb and pg_ctl.
set -uo pipefail

find_programs() {
  local folder
  for folder in "${HOSHIN_POSTGRESQL:-}" /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin \
    /usr/local/opt/postgresql*/bin /usr/local/pgsql/bin; do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return
    fi
  done
  if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
    dirname "$(command -v initdb)"
    return
  fi
  return 1
}

missing() {
  echo "PostgreSQL is not installed (Debian: apt-get install postgresql), or name its folder of" \
    "programs in HOSHIN_POSTGRESQL; until then the workplace is tested on SQLite alone."
}

if [ "${1:-}" = --find ]; then
  find_programs || { missing >&2; exit 1; }
  exit 0
fi

if ! find_programs >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing postgresql"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update && apt-get install -y --no-install-recommends postgresql; } \
    >"$log" 2>&1 </dev/null || tail -n 5 "$log" >&2
  rm -f "$log"
fi

find_programs >/dev/null || missing
exit 0
