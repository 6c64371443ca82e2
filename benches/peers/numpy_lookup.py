"""The same evidence look-ups as `calling`, in NumPy: one style, no ranking of ties, no shortlist. Reads with pandas."""
import sys
import numpy as np
import pandas as pd

answers, table, out = sys.argv[1:4]
ev = pd.read_csv(table)
ev = ev[ev.what == "evidence"]
slugs = list(ev.columns[4:])
data = pd.read_csv(answers, dtype=str, keep_default_na=False)
totals = np.zeros((len(data), len(slugs)), dtype=np.int64)
for question in data.columns[1:]:
    rows = ev[ev.question == question]
    column = data[question]
    if rows.chosen.min() == 1:  # one option
        values = np.vstack([np.zeros(len(slugs), np.int64), rows[slugs].to_numpy(np.int64)])
        place = {option: n + 1 for n, option in enumerate(rows.option)}
        totals += values[column.map(place).fillna(0).to_numpy(np.int64)]
    else:  # several
        cells, codes = np.unique(column.to_numpy(str), return_inverse=True)
        sums = np.zeros((len(cells), len(slugs)), np.int64)
        left, chosen = rows[rows.chosen == 0], rows[rows.chosen == 1]
        for n, cell in enumerate(cells):
            if cell:
                picked = chosen.option.isin(cell.split(";")).to_numpy()
                sums[n] = np.where(picked[:, None], chosen[slugs].to_numpy(np.int64), left[slugs].to_numpy(np.int64)).sum(0)
        totals += sums[codes]
best = np.argsort(-totals, axis=1, kind="stable")[:, :5]
pd.DataFrame(np.array(slugs)[best]).to_csv(out, index=False)
