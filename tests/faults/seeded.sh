#!/usr/bin/env bash
# Faults seeded into the code on purpose, one after the other, in a copy of the tree: of each the row that it names has to
# go wrong. First those rows run as the code is, and have to go well. Words behind it choose faults by name.
set -euo pipefail
cd "$(dirname "$0")/../.."
seeded=$PWD/tests/faults/seeded
tree=$PWD/target/seeded/tree
export CARGO_TARGET_DIR=$PWD/target/seeded
# Shorter than the look of each minute: a row is not to be rescued by it.
export TINYSTEP_LIMIT=20

wanted() { (($# == 1)) && return 0; local name=$1 word; shift; for word; do [[ $name == *"$word"* ]] && return 0; done; return 1; }
# By content and with fresh times, so that what is put back is built again.
copy() {
    mkdir -p "$tree"
    git ls-files -z --cached --others --exclude-standard | rsync -lp --checksum --from0 --files-from=- ./ "$tree/"
}
row() { sed -n 's/^row: //p' "$1"; }
build() { (cd "$tree" && cargo test -q --no-run --test faults) >"$tree.log" 2>&1 || { cat "$tree.log"; return 1; }; }
run() { (cd "$tree" && cargo test -q --test faults -- "$1") >"$tree.log" 2>&1; }

patches=()
for patch in "$seeded"/*.patch; do
    if wanted "$(basename "$patch" .patch)" "$@"; then patches+=("$patch"); fi
done
wrong=0
rm -rf "$tree"
copy
build
for patch in "${patches[@]}"; do
    run "$(row "$patch")" || { echo "without a fault: row \"$(row "$patch")\" goes wrong"; cat "$tree.log"; wrong=1; }
done
for patch in "${patches[@]}"; do
    name=$(basename "$patch" .patch)
    copy
    if ! (cd "$tree" && patch -s -p1 --no-backup-if-mismatch <"$patch"); then
        echo "$name: THE PATCH NO LONGER APPLIES"
        wrong=1
    elif ! build; then
        echo "$name: DOES NOT BUILD"
        wrong=1
    elif run "$(row "$patch")" || ! grep -q 'DIVERGED\|LOST\|TORN' "$tree.log"; then
        echo "$name: NOT CAUGHT by row \"$(row "$patch")\""
        cat "$tree.log"
        wrong=1
    else
        echo "$name: caught by row \"$(row "$patch")\""
        if [ -n "${TINYSTEP_SHOW:-}" ]; then grep -m2 'DIVERGED\|LOST\|TORN' "$tree.log" | cut -c1-200; fi
    fi
done
exit $wrong
