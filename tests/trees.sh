#!/bin/sh
# What tinystep makes of markdown that is nobody's journal:
#   tests/trees.sh FOLDER...
# The markdown of each folder is copied into a journal of its own, so nothing in the folder is touched. Printed are how many notes
# there are, how long `check` and `report` take for each of them, and every problem: none of these notes is about practice, so each
# problem is a mistake of ours. Ends with 1 if there is one. TINYSTEP names the program.
set -eu
program=${TINYSTEP:-tinystep}
status=0
for folder in "$@"; do
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    rsync -a --no-links --prune-empty-dirs --include='*/' --include='*.md' --include='*.markdown' --exclude='*' "$folder/" "$copy/"
    printf '# Journal\n' >"$copy/journal.md"
    notes=$(find "$copy" -type f | wc -l)
    begin=$(date +%s%N)
    "$program" check "$copy" --strict >"$copy/.check" || status=1
    middle=$(date +%s%N)
    "$program" report "$copy" >/dev/null
    end=$(date +%s%N)
    printf '%s: %s notes; check %s, report %s microseconds a note\n' \
        "$folder" "$notes" $(((middle - begin) / 1000 / notes)) $(((end - middle) / 1000 / notes))
    cat "$copy/.check"
    rm -rf "$copy"
done
exit $status
