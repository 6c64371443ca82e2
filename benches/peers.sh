#!/bin/sh
# Scores the same simulated cohort with calling and with its peers, side by side, and prints times, ratios and memory.
#
#   benches/peers.sh [ROWS]        needs python3 with numpy, pandas, polars and duckdb (PYTHON names another python)
#
# OpenVAA's matching is in no package registry: with OPENVAA naming a checkout of github.com/OpenVAA/voting-advice-application
# (tried: 9e0399286), and node and npx at hand, it runs too, on a tenth of the rows (or all, with OPENVAA_ROWS), since it takes
# minutes; its time is printed for the rows it had, beside ours for the same.
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
timed bare-read $bin/examples/bare_read "$work/cohort.csv"
timed calling-1-thread $bin/calling workshop "$work/cohort.csv" --out "$work/o1" --write results.csv --jobs 1
timed calling-all-threads $bin/calling workshop "$work/cohort.csv" --out "$work/o2" --write results.csv
timed numpy "$python" benches/peers/numpy_lookup.py "$work/cohort.csv" "$work/table.csv" "$work/numpy.csv"
timed polars "$python" benches/peers/polars_lookup.py "$work/cohort.csv" "$work/table.csv" "$work/polars.csv"
timed duckdb-city-block "$python" benches/peers/duckdb_city_block.py "$work/cohort.csv" "$work/table.csv" "$work/duckdb.csv"
if [ -n "${OPENVAA:-}" ]; then
    some=${OPENVAA_ROWS:-$((rows / 10))}
    head -n $((some + 1)) "$work/cohort.csv" > "$work/some.csv"
    npx --yes esbuild@0.25.5 "$OPENVAA/packages/matching/src/index.ts" --bundle --platform=node --format=esm \
        --alias:@openvaa/core="$OPENVAA/packages/core/src/index.ts" --outfile="$work/matching.mjs" --log-level=error
    timed "calling-$some-rows" $bin/calling workshop "$work/some.csv" --out "$work/o3" --write results.csv
    timed "openvaa-$some-rows" node benches/peers/openvaa.mjs "$work/matching.mjs" "$work/some.csv" "$work/table.csv" "$work/openvaa.csv"
else
    echo "OpenVAA is left out: OPENVAA names no checkout (see the head of this script)"
fi
cmp "$work/o1/results.csv" "$work/o2/results.csv" && echo "one thread and all threads: the same bytes"
echo "$rows rows by 40 questions, 94 specialties"
awk '{ t = $3 - $2; if ($1 == "bare-read") bare = t; if ($1 == "calling-all-threads") ours = t; name[NR] = $1; time[NR] = t
       if ($1 ~ /^calling-[0-9]+-rows$/) some = t; if ($1 ~ /^openvaa/) openvaa = t }
     END { for (n = 1; n <= NR; n++) printf "  %-20s %8.2f s  %6.1f x bare read  %6.2f x calling\n", name[n], time[n], time[n] / bare, time[n] / ours
           if (openvaa) printf "  OpenVAA on its share: %.1f x calling on the same\n", openvaa / some }' "$work/times"
