#!/usr/bin/env bash
# Builds the distributed program in two folders, and compares the bytes. Takes as long as two builds with `--profile dist`.
#   tests/reproducible.sh
# Ends with 1 if they differ, or if one holds a path of this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folders=("$work/one" "$work/a folder with a longer name/two")
# Both before the first build: what is edited meanwhile is in neither.
for folder in "${folders[@]}"; do
    mkdir -p "$folder"
    git ls-files -z --cached --others --exclude-standard | rsync -a --from0 --files-from=- ./ "$folder/"
done
programs=()
for folder in "${folders[@]}"; do
    "$folder/.ci/packaging/build" --quiet
    programs+=("$work/program-${#programs[@]}")
    mv "$folder/target/dist/tinystep" "${programs[-1]}"
    rm -rf "$folder"
done
sha256sum "${programs[@]}" | sed 's| .*||'
stat -c '%s bytes' "${programs[0]}"
cmp "${programs[@]}" || exit 1
echo "the same bytes"
for path in "$work" "${CARGO_HOME:-$HOME/.cargo}"; do
    if grep -qaF "$path" "${programs[0]}"; then echo "it holds the path $path"; exit 1; fi
done
