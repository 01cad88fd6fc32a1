#!/usr/bin/env bash
# Finds Java for the test of the Spark cluster; installs a headless runtime on Debian when root.
#   ensure_java.sh          find or install; never fails, says what is missing
#   ensure_java.sh --find   print the path of java, or say what is missing and exit 1
# JAVA_HOME may name an installation.
set -uo pipefail

find_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    echo "$JAVA_HOME/bin/java"
    return
  fi
  # On macOS /usr/bin/java is there without any Java behind it.
  command -v java >/dev/null && java -version >/dev/null 2>&1 && command -v java
}

missing_java() {
  echo "No Java found: install a runtime of version 17 or newer (Debian:" \
    "apt-get install openjdk-17-jre-headless), or name one in JAVA_HOME; until then the test of" \
    "the Spark cluster is skipped."
}

if [ "${1:-}" = --find ]; then
  find_java || { missing_java >&2; exit 1; }
  exit 0
fi

if ! find_java >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing default-jre-headless"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update && apt-get install -y --no-install-recommends default-jre-headless; } \
    >"$log" 2>&1 </dev/null || tail -n 5 "$log" >&2
  rm -f "$log"
fi

find_java >/dev/null || missing_java
exit 0
