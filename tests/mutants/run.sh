#!/usr/bin/env bash
# Mutation tests of counting, `when`, sharing and provenance (docs/reliability.md, "Mutants"):
#   tests/mutants/run.sh [EVERY-NTH]
# Makes a copy of the project with all mutants in it, builds its tests once, and runs for each mutant the tests that reach it. Prints
# a table. What was missed is listed in target/mutants/tree/missed.txt.
# A tenth of them takes about an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
tree=$PWD/target/mutants/tree
mkdir -p "$tree"
# The build of the last run is kept. Everything else is as it is here.
git ls-files -z --cached --others --exclude-standard | rsync -a --from0 --files-from=- --checksum ./ "$tree/"
cargo run --quiet --release --manifest-path tests/mutants/Cargo.toml --target-dir target/mutants/build -- "$tree" "${1:-1}"
