#!/usr/bin/env python3
"""Krippendorff's alpha (ordinal) for each dimension, from rater-a.csv, rater-b.csv and rater-c.csv.

Run it from anywhere: python3 docs/ratings/agreement.py. It needs nothing but Python.
Formula: Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, with the ordinal difference function.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent


def ratings():
    raters = []
    for name in "abc":
        with open(HERE / f"rater-{name}.csv", newline="") as file:
            raters.append({row.pop("slug"): row for row in csv.DictReader(file)})
    slugs = sorted(raters[0])
    dimensions = list(raters[0][slugs[0]])
    # "?" where a rater found nothing to rate: the pair counts with the others only.
    return slugs, {d: [[int(r[s][d]) for r in raters if r[s][d] != "?"] for s in slugs] for d in dimensions}


def alpha(units):
    units = [unit for unit in units if len(unit) > 1]
    values = sorted({v for unit in units for v in unit})
    count = {v: sum(unit.count(v) for unit in units) for v in values}
    total = sum(count.values())

    def difference(a, b):
        low, high = min(a, b), max(a, b)
        between = sum(count[v] for v in values if low <= v <= high)
        return (between - (count[a] + count[b]) / 2) ** 2 if a != b else 0

    observed = sum(
        difference(x, y) / (len(unit) - 1)
        for unit in units
        for i, x in enumerate(unit)
        for j, y in enumerate(unit)
        if i != j
    )
    expected = sum(count[a] * count[b] * difference(a, b) for a in values for b in values) / (total - 1)
    return 1 - observed / expected


if __name__ == "__main__":
    slugs, by_dimension = ratings()
    print("| dimension | alpha | rated alike by all | two levels or more apart |\n|---|---|---|---|")
    for dimension, units in by_dimension.items():
        rated = [unit for unit in units if len(unit) > 1]
        alike = sum(len(set(unit)) == 1 for unit in rated)
        apart = [slug for slug, unit in zip(slugs, units) if unit and max(unit) - min(unit) >= 2]
        print(f"| {dimension} | {alpha(units):.2f} | {alike} of {len(rated)} | {', '.join(apart) or '–'} |")
