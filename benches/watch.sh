#!/usr/bin/env bash
# What a watch costs with 1,000 and with 100,000 notes, in one run: from a saved entry to the new report, without the time to
# settle; memory a note; at rest, the share of one core; and a look at everything against a plain walk. Medians of RUNS saves.
#   benches/watch.sh [RUNS [SECONDS AT REST, whole minutes: there is a look in each]]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-15} rest=${2:-120}
cargo build --profile dist --quiet
binary=${CARGO_TARGET_DIR:-target}/dist/tinystep
folder=$(mktemp -d)
trap 'kill "${watch:-}" 2>/dev/null; rm -rf "$folder"' EXIT
median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
for notes in 1000 100000; do
  journal=$folder/$notes
  cargo bench --quiet --bench make_notes -- "$notes" "$journal" >/dev/null
  "$binary" report "$journal" --as-of 2026-11-24 >/dev/null
  "$binary" watch -v "$journal" --as-of 2026-11-24 >"$folder/log" 2>&1 &
  watch=$!
  until grep -q ' read: ' "$folder/log"; do sleep 0.1; done
  note=$(ls "$journal"/2026-11/*.md | head -1) report=$journal/reports/week-2026-11-16.md
  : >"$folder/times"
  for n in $(seq "$runs"); do
    before=$(stat -c %i "$report")
    sed "s/^minutes: .*/minutes: $((n % 9 + 10))/" "$note" >"$folder/note"
    begin=$(date +%s%N)
    cat "$folder/note" >"$note"
    while [ "$(stat -c %i "$report" 2>/dev/null || echo "$before")" = "$before" ]; do :; done
    echo $((($(date +%s%N) - begin) / 1000000 - 100)) >>"$folder/times"
    # Until it has looked at its own files.
    sleep 0.5
  done
  printf '%s notes: %s ms to the report replaced (median of %s)' "$notes" "$(median "$folder/times")" "$runs"
  awk -v n="$notes" '/VmRSS/ { printf ", %d KB resident, %.2f KB a note", $2, $2 / n }' "/proc/$watch/status"
  ticks() { awk '{ print $14 + $15 }' "/proc/$watch/stat"; }
  if [ "$notes" = 100000 ] && [ "$rest" -gt 0 ]; then
    sleep 65 # the look that still finds the last save young
    begin=$(ticks)
    sleep "$rest"
    awk -v t="$(($(ticks) - begin))" -v hz="$(getconf CLK_TCK)" -v s="$rest" \
      'BEGIN { printf ", %.2f%% of a core at rest (%d s)", 100 * t / hz / s, s }'
  fi
  echo
  kill -INT "$watch"
  wait "$watch" || true
done
cargo bench --quiet --bench reconcile -- "$folder/100000"
