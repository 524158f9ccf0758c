#!/usr/bin/env bash
# Fuzzing, one target after the other on one core:
#   tests/fuzz/run.sh [SECONDS] [TARGET...]
# Needs `cargo install cargo-fuzz` and a nightly toolchain. Of each target a row is printed: seconds, executions, edges of the
# code that were reached, and what was found. What was found lies in target/fuzz/found/, and becomes an ordinary test. Inputs
# that reached something new lie in target/fuzz/corpus/, and the next run begins with them. Ends with 1 if something was found.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-300}
shift || true
targets=("$@")
((${#targets[@]})) || targets=($(sed -n 's/^name = "\([a-z_]*\)"$/\1/p' tests/fuzz/Cargo.toml))

# The same versions of crates as the program has.
cp Cargo.lock tests/fuzz/Cargo.lock
# Code without `unsafe` needs no sanitizer; overflow and assertions are checked.
cargo +nightly fuzz build --fuzz-dir tests/fuzz --target-dir target/fuzz --sanitizer none
programs=$(ls -d target/fuzz/*/release | head -1)

printf '| target | seconds | executions | edges | found |\n| --- | --- | --- | --- | --- |\n'
status=0
for target in "${targets[@]}"; do
    corpus=target/fuzz/corpus/$target seeds=target/fuzz/seeds/$target found=target/fuzz/found/$target
    rm -rf "$seeds"
    mkdir -p "$corpus" "$seeds" "$found"
    # One seed ends where a line of four percent signs is.
    awk -v to="$seeds/" 'BEGIN { n = 100 } /^%%%%$/ { n++; first = 0; next } { printf "%s%s", (first++ ? "\n" : ""), $0 > (to n) }' \
        "tests/fuzz/seeds/$target.txt"
    # Until the time is over: after something is found, go on with the rest of the time.
    begin=$SECONDS executions=0 edges=0
    while ((SECONDS - begin < seconds)); do
        log=target/fuzz/$target.log
        "$programs/$target" "$corpus" "$seeds" -max_total_time=$((seconds - SECONDS + begin)) -timeout=5 -max_len=4000 \
            -rss_limit_mb=1024 -dict=tests/fuzz/words.dict -print_final_stats=1 -artifact_prefix="$found/" >"$log" 2>&1 && ended=0 || ended=$?
        executions=$((executions + $(sed -n 's/^stat::number_of_executed_units: //p' "$log" | tail -1)))
        reached=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
        edges=$((reached > edges ? reached : edges))
        # Found while the seeds are read: it would be found again.
        if ((ended)) && ! grep -q INITED "$log"; then break; fi
    done
    count=$(ls "$found" | wc -l)
    ((count == 0)) || status=1
    printf '| %s | %s | %s | %s | %s |\n' "$target" $((SECONDS - begin)) "$executions" "$edges" "$count"
done
exit $status
