#!/bin/sh
# Scores the same simulated cohort with calling and with its peers, side by side, and prints times and ratios.
#
#   benches/peers.sh [ROWS]        needs python3 with numpy, pandas, polars and duckdb (PYTHON names another python)
#
# OpenVAA's matching (GPL-3.0) is no npm package: it takes part if OPENVAA names a checkout of its repository, with node
# and npx. Bundling it is not timed; its first places are compared with DuckDB's, whose rule is the same.
#
#   git clone https://github.com/OpenVAA/voting-advice-application
#   git -C voting-advice-application checkout 9e0399286dfa269d23741b0b7829facbd084a971
#   OPENVAA=voting-advice-application benches/peers.sh [ROWS]
#
# The bare read is the csv crate taking the file apart and nothing else. The peers look one style up, or measure a
# distance, and write the first place or places; calling sums over nine styles, ranks, declares ties, states chances
# and a shortlist, and writes all of that. Ratios are from one run: on a busy machine, run it again.
set -eu
rows=${1:-100000}
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet --example simulate_cohort --example bare_read --example evidence_table
cargo build --release --quiet
bin=target/release
$bin/examples/simulate_cohort "$rows" 40 > "$work/cohort.csv"
$bin/examples/evidence_table > "$work/table.csv"

timed() { # name, command…
    name=$1; shift
    start=$(date +%s.%N)
    "$@" > "$work/said" 2> "$work/error" || { echo "$name failed:"; tail -3 "$work/error"; return; }
    end=$(date +%s.%N)
    echo "$name $start $end" >> "$work/times"
}
bundle_openvaa() {
    packages=$(cd "$OPENVAA/packages" && pwd) || return
    at=$(git -C "$OPENVAA" rev-parse HEAD)
    [ "$at" = 9e0399286dfa269d23741b0b7829facbd084a971 ] || echo "openvaa: $at is not the commit this was written for"
    npx --yes esbuild@0.25.12 benches/peers/openvaa.mjs --bundle --platform=node --format=esm --tsconfig-raw='{}' \
        --alias:@openvaa/core="$packages/core/src/index.ts" --alias:@openvaa/matching="$packages/matching/src/index.ts" \
        --outfile="$work/openvaa.mjs" --log-level=warning
}
timed bare-read $bin/examples/bare_read "$work/cohort.csv"
timed calling-1-thread $bin/calling workshop "$work/cohort.csv" --out "$work/o1" --write results.csv --jobs 1
timed calling-all-threads $bin/calling workshop "$work/cohort.csv" --out "$work/o2" --write results.csv
timed numpy "$python" benches/peers/numpy_lookup.py "$work/cohort.csv" "$work/table.csv" "$work/numpy.csv"
timed polars "$python" benches/peers/polars_lookup.py "$work/cohort.csv" "$work/table.csv" "$work/polars.csv"
timed duckdb-city-block "$python" benches/peers/duckdb_city_block.py "$work/cohort.csv" "$work/table.csv" "$work/duckdb.csv"
if [ -z "${OPENVAA:-}" ]; then
    echo "openvaa left out: OPENVAA names no checkout of it (see the head of this script)"
elif bundle_openvaa; then
    timed openvaa node "$work/openvaa.mjs" "$work/cohort.csv" "$work/table.csv" "$work/openvaa.csv"
    [ -f "$work/openvaa.csv" ] && [ -f "$work/duckdb.csv" ] && paste -d, "$work/openvaa.csv" "$work/duckdb.csv" |
        awk -F, '$1 != $3 || $2 != $4 { n++ } END { print "openvaa and duckdb-city-block: " n + 0 " of " NR - 1 " first places differ" }'
else
    echo "openvaa left out: what OPENVAA names could not be bundled"
fi
cmp "$work/o1/results.csv" "$work/o2/results.csv" && echo "one thread and all threads: the same bytes"
echo "$rows rows by 40 questions, 94 specialties"
awk '{ t = $3 - $2; if ($1 == "bare-read") bare = t; if ($1 == "calling-all-threads") ours = t; name[NR] = $1; time[NR] = t }
     END { for (n = 1; n <= NR; n++) printf "  %-20s %8.2f s  %6.1f x bare read  %6.2f x calling\n", name[n], time[n], time[n] / bare, time[n] / ours }' "$work/times"
