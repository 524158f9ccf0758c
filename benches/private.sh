#!/usr/bin/env bash
# What private plans cost: a full `report` over N notes whose reports are up to date, with two private plans against the
# same notes without them, in turn, medians of RUNS runs.
#   benches/private.sh [N [RUNS]]
set -euo pipefail
cd "$(dirname "$0")/.."
notes=${1:-10000} runs=${2:-9}
cargo build --release --quiet
binary=$(realpath "${CARGO_TARGET_DIR:-target}")/release/tinystep
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for journal in open private; do
  cargo bench --quiet --bench make_notes -- "$notes" "$folder/$journal" >/dev/null
  printf -- '---\nname: Alex\nshare: full\n---\n' >"$folder/$journal/journal.md"
done
for task in Yoga 'Visit Marisol'; do
  printf -- '---\ntask: %s\nwhen: every day at 7:30\nshare: none\n---\n' "$task" >"$folder/private/plans/$task.md"
done
report() { "$binary" report "$folder/$1" --as-of 2026-11-24 >/dev/null; }
ms() { local a b; a=$(date +%s%N); report "$1"; b=$(date +%s%N); echo $(((b - a) / 1000)); }
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
report open; report open; report private; report private
for _ in $(seq "$runs"); do ms private >>"$folder/.private"; ms open >>"$folder/.open"; done
a=$(median <"$folder/.private") b=$(median <"$folder/.open")
printf '%s notes: with two private plans %s us, without %s us (medians of %s)\n' "$notes" "$a" "$b" "$runs"
awk -v a="$a" -v b="$b" 'BEGIN { printf "ratio %.2f\n", a / b }'
