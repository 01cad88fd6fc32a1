#!/usr/bin/env bash
# Finds a browser and a Japanese font for the browser tests; installs both on Debian when root.
#   ensure_browser.sh          find or install; never fails, says what is missing
#   ensure_browser.sh --find   print the browser's path, or say what is missing and exit 1
# HOSHIN_BROWSER may name a binary.
set -uo pipefail

find_browser() {
  if [ -n "${HOSHIN_BROWSER:-}" ]; then
    command -v "$HOSHIN_BROWSER"
    return
  fi
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "$HOME/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    command -v "$name" && return
  done
  return 1
}

has_japanese_font() {
  [ "$(uname)" = Darwin ] && return
  command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ja family 2>/dev/null)" ]
}

missing_browser() {
  if [ -n "${HOSHIN_BROWSER:-}" ]; then
    echo "HOSHIN_BROWSER names $HOSHIN_BROWSER, which is no program here: browser tests are skipped."
  else
    echo "No browser found: install chromium (Debian: apt-get install chromium) or Google Chrome," \
      "or name one in HOSHIN_BROWSER; until then browser tests are skipped."
  fi
}

if [ "${1:-}" = --find ]; then
  find_browser || { missing_browser >&2; exit 1; }
  exit 0
fi

wanted=()
[ -n "${HOSHIN_BROWSER:-}" ] || find_browser >/dev/null || wanted+=(chromium)
has_japanese_font || wanted+=(fonts-noto-cjk fontconfig)

if [ ${#wanted[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update && apt-get install -y --no-install-recommends "${wanted[@]}"; } \
    >"$log" 2>&1 </dev/null || tail -n 5 "$log" >&2
  rm -f "$log"
fi

find_browser >/dev/null || missing_browser
has_japanese_font || echo "No Japanese font found: install fonts-noto-cjk (or any font that" \
  "fc-list :lang=ja lists); until then pictures of pages show boxes for characters."
exit 0
