#!/usr/bin/env bash
# A long watch: `tinystep watch` over a copy of examples/sam, with a random edit every second.
#   tests/soak.sh [SECONDS] [FIGURES]
# Each ten seconds the memory (kB), the open descriptors and the threads of the watch go into the file FIGURES. In the end
# the notes must give the same reports as one `tinystep report` does, and none of the three figures may have grown: the
# median of the last quarter against that of the second, memory by at most a tenth. Otherwise it ends with 1.
# TINYSTEP names the program, SEED the random numbers. Linux only.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${TINYSTEP:-target/release/tinystep}
seconds=${1:-3600}
RANDOM=${SEED:-1}
folder=$(mktemp -d)
figures=${2:-$folder/figures}
watch=
trap '[ -z "$watch" ] || kill "$watch" 2>/dev/null || true; rm -rf "$folder"' EXIT
as_of=(--as-of 2026-11-12)

cp -r examples/sam "$folder/journal"
cp -r examples/sam "$folder/before"
cd "$folder/journal"
program=$(cd "$OLDPWD" && realpath "$program")
notes=(days/*.md entries/*/*.md plans/*.md)
words=("Voice memo, 2 min @kitchen" "Open one school mail, 5 min @desk" "Tidy one corner of my room" "haircut")

any() { local -n list=$1; picked=${list[RANDOM % ${#list[@]}]}; }
# Puts a note back as it was.
put_back() { cp "../before/$1" "$1"; }
new_note() { printf -- '---\ntask: Voice memo\nwhen: 2026-11-%02d 07:%02d\nfelt: %d\n---\n' $((RANDOM % 12 + 1)) $((RANDOM % 60)) $((RANDOM % 9)); }

edit() {
    any notes
    local note=$picked made=entries/soak-$((RANDOM % 20)).md
    [ -e "$note" ] && [ "$(wc -l <"$note")" -lt 60 ] || put_back "$note"
    case $((RANDOM % 10)) in
    0 | 1) any words; printf -- '- [x] %02d:%02d %s\n' $((RANDOM % 24)) $((RANDOM % 60)) "$picked" >>"$note" ;;
    2) sed -i 's/- \[x\]/- [ ]/' "$note" ;;
    3) sed -i 's/- \[ \]/- [x]/; s/^minutes: .*/minutes: '$((RANDOM % 30 + 1))'/' "$note" ;;
    4) sed '$d' "$note" >"$note.tmp" && mv "$note.tmp" "$note" ;;
    5) new_note >"$made" ;;
    6) rm -f "$made" ;;
    7) [ ! -e "$made" ] || mv "$made" "entries/soak-$((RANDOM % 20)).md" 2>/dev/null || true ;;
    8) { head -c 20 "../before/$note"; sleep 0.3; tail -c +21 "../before/$note"; } >"$note" ;;
    9) rm -f reports/week-2026-10-*.md; rm -f "$note" ;;
    esac
}

sample() { printf '%s %s %s %s\n' "$1" "$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$watch/status")" "$(ls "/proc/$watch/fd" | wc -l)" "$(ls "/proc/$watch/task" | wc -l)"; }

"$program" watch "${as_of[@]}" --quiet . 2>"$folder/said" &
watch=$!
begin=$SECONDS
next=$begin
edits=0
: >"$figures"
while ((SECONDS - begin < seconds)); do
    kill -0 "$watch" 2>/dev/null || { echo "the watch ended"; cat "$folder/said"; exit 1; }
    edit
    edits=$((edits + 1))
    if ((SECONDS >= next)); then sample $((SECONDS - begin)) >>"$figures"; next=$((next + 10)); fi
    sleep 1
done

status=0
# Longer than a note that is being typed may hold back its pages.
sleep 35
cp -r . "$folder/once"
# Without its files, but with its folders: whoever wants `data` and `photos` makes those.
find "$folder/once/reports" -type f -delete
"$program" report "${as_of[@]}" "$folder/once" >"$folder/said"
if diff -r . "$folder/once" >"$folder/different"; then
    echo "$edits edits: the same reports as those of one report"
else
    echo "$edits edits: DIFFERENT from one report"; head -20 "$folder/different"; status=1
fi
column() { awk -v column="$1" -v from="$2" -v to="$3" -v all="$(wc -l <"$figures")" 'NR > all * from && NR <= all * to { print $column }' "$figures" | sort -n; }
median() { awk '{ of[NR] = $1 } END { print of[int((NR + 1) / 2)] }'; }
judge() {
    local early late most
    early=$(column "$2" 0.25 0.5 | median) late=$(column "$2" 0.75 1 | median) most=$(column "$2" 0 1 | tail -1)
    echo "$1: median $early in the second quarter, $late in the last; $most at most"
    if ((late * 100 > early * $3)); then echo "$1 GREW"; status=1; fi
}
judge "memory in kB" 2 110
judge "descriptors" 3 100
judge "threads" 4 100
exit $status
