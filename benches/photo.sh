#!/usr/bin/env bash
# The photos of docs/performance.md: a `report` that shrinks one photo, against the same `report` when the photo is there
# already and only the pages are made. Medians of RUNS runs in turn; the peak memory of the largest run.
#   benches/photo.sh [MEGAPIXELS [RUNS [PHOTO]]]        PHOTO: a file of your own instead
set -euo pipefail
cd "$(dirname "$0")/.."
size=${1:-12} runs=${2:-9}
[ -x /usr/bin/time ] || { echo "GNU time (/usr/bin/time) is needed" >&2; exit 2; }
cargo build --profile dist --quiet
binary=${CARGO_TARGET_DIR:-target}/dist/tinystep
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo bench --quiet --bench make_photo -- "$size" "$folder"
[ -z "${3:-}" ] || cp "$3" "$folder/photo.jpg"
# Microseconds and KB of one run.
one() {
  local from to
  from=$(date +%s%N)
  /usr/bin/time -a -o "$folder/.memory" -f '%M' "$binary" report "$folder" --as-of 2026-11-24 >/dev/null
  to=$(date +%s%N)
  echo $(((to - from) / 1000)) >>"$folder/.$1"
}
median() { sort -n "$folder/.$1" | sed -n "$(((runs + 1) / 2))p"; }
for _ in $(seq "$runs"); do
  rm -rf "$folder/reports"
  one made
  find "$folder/reports" -maxdepth 1 -type f -delete
  one kept
done
awk -v a="$(median made)" -v b="$(median kept)" \
  'BEGIN { printf "with the photo made %.0f ms, kept %.0f ms: once %.0f ms\n", a / 1000, b / 1000, (a - b) / 1000 }'
printf 'peak memory %s KB\n' "$(sort -n "$folder/.memory" | tail -1)"
