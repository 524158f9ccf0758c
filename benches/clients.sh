#!/usr/bin/env bash
# Many clients: `caseload` against `rg -c '"schema"'`, and `export` against `cat`, on the same files, as medians of interleaved runs;
# and how long a running watch takes for one client's change. Usage: benches/clients.sh [CLIENTS] [WEEKS] [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
clients=${1:-1000} weeks=${2:-104} runs=${3:-7}
binary=${TINYSTEP:-target/release/tinystep}
[ -x "$binary" ] || cargo build --release
binary=$(realpath "$binary")
top=$(mktemp -d)
folder=$top/clients
watching=
trap '[ -z "$watching" ] || kill "$watching"; rm -rf "$top"' EXIT
${MAKE_CLIENTS:-cargo bench --bench make_clients --} "$clients" "$weeks" "$folder" >/dev/null 2>&1
caseload() { "$binary" caseload "$folder" --as-of 2026-11-24 >/dev/null; }
search() { rg -c '"schema"' -g '*.json' "$folder" >/dev/null; }
export_all() { "$binary" export "$folder" --out "$top/tables" >/dev/null; }
read_all() { find "$folder" -name '*.json' -print0 | xargs -0 cat >/dev/null; }
us() { local a b; a=$(date +%s%N); "$1"; b=$(date +%s%N); echo $(((b - a) / 1000)); }
median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
for what in caseload search export_all read_all; do "$what"; done
for _ in $(seq "$runs"); do
  for what in caseload search export_all read_all; do us "$what" >>"$top/$what.us"; done
done
bytes=$(find "$folder" -name '*.json' -printf '%s\n' | awk '{ n += $1 } END { print n }')
awk -v c="$(median "$top/caseload.us")" -v s="$(median "$top/search.us")" -v e="$(median "$top/export_all.us")" \
  -v r="$(median "$top/read_all.us")" -v b="$bytes" -v n="$clients" -v w="$weeks" 'BEGIN {
  printf "%d clients, %d weeks each, %.0f MB of data\n", n, w, b / 1e6
  printf "caseload, up to date: %.0f ms; rg: %.0f ms; ratio %.2f\n", c / 1e3, s / 1e3, c / s
  printf "export: %.0f ms, %.0f MB/s; cat: %.0f ms; ratio %.2f\n", e / 1e3, b / e, r / 1e3, e / r }'
if [ -x /usr/bin/time ]; then
  /usr/bin/time -f 'peak memory of caseload: %M KB' "$binary" caseload "$folder" --as-of 2026-11-24 2>&1 >/dev/null | tail -1
  /usr/bin/time -f 'peak memory of export: %M KB' "$binary" export "$folder" --out "$top/tables" 2>&1 >/dev/null | tail -1
fi
# A running watch, and one client's newest week replaced as a sync does it, back and forth.
"$binary" caseload "$folder" --as-of 2026-11-24 --watch >"$top/log" 2>&1 &
watching=$!
newest=$(find "$folder/client-0000/reports/data" -name '*.json' | sort | tail -1)
cp "$newest" "$top/before.json"
sleep 4
for n in $(seq "$runs"); do
  if ((n % 2)); then new=$top/clients.changed.json; else new=$top/before.json; fi
  cp "$new" "$newest.part" && mv "$newest.part" "$newest"
  sleep 1
done
grep -c made "$top/log" >/dev/null || { cat "$top/log"; exit 1; }
grep -o '([0-9]* ms)' "$top/log" | tail -n "$runs" | tr -dc '0-9\n' >"$top/watch.ms"
printf 'one client changed: %s ms\n' "$(median "$top/watch.ms")"
