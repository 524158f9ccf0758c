#!/usr/bin/env bash
# The ratio of docs/performance.md: a full `report` over N notes whose reports are up to date, against
# `rg -c '^task:'` on the same folder, warm, in turn, medians of RUNS runs. Also the peak memory of one report.
#   benches/ratio.sh [N [RUNS]]        needs ripgrep
set -euo pipefail
cd "$(dirname "$0")/.."
notes=${1:-10000} runs=${2:-15}
command -v rg >/dev/null || { echo "ripgrep (rg) is needed" >&2; exit 2; }
cargo build --profile dist --quiet
binary=${CARGO_TARGET_DIR:-target}/dist/tinystep
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo bench --quiet --bench make_notes -- "$notes" "$folder" >/dev/null
ours() { "$binary" report "$folder" --as-of 2026-11-24 >/dev/null; }
theirs() { rg -c '^task:' -g '*.md' "$folder" >/dev/null; }
ms() { local a b; a=$(date +%s%N); "$1"; b=$(date +%s%N); echo $(((b - a) / 1000)); }
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
ours; ours; theirs; theirs
for _ in $(seq "$runs"); do ms ours >>"$folder/.ours"; ms theirs >>"$folder/.theirs"; done
a=$(median <"$folder/.ours") b=$(median <"$folder/.theirs")
printf '%s notes: report %s us, rg %s us (medians of %s)\n' "$notes" "$a" "$b" "$runs"
awk -v a="$a" -v b="$b" 'BEGIN { printf "ratio %.2f\n", a / b }'
if [ -x /usr/bin/time ]; then
  /usr/bin/time -f '%M' "$binary" report "$folder" --as-of 2026-11-24 2>&1 >/dev/null |
    tail -1 | awk -v n="$notes" '{ printf "peak memory %d KB, %.2f KB a note\n", $1, $1 / n }'
fi
