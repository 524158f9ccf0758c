#!/usr/bin/env bash
# Draws docs/week.png, the picture in the README: a week of Sam's as a browser shows it. Needs chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root=()
[ "$(id -u)" != 0 ] || as_root=(--no-sandbox)
"${CHROMIUM:-chromium}" --headless "${as_root[@]}" --hide-scrollbars --window-size=1040,1120 \
    --screenshot=docs/week.png "file://$PWD/examples/sam/reports/week-2026-11-06.html"
