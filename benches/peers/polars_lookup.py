"""The same evidence look-ups in Polars: one style, the first place only."""
import sys
import polars as pl

answers, table, out = sys.argv[1:4]
ev = pl.read_csv(table).filter(pl.col("what") == "evidence")
slugs = ev.columns[4:]
data = pl.read_csv(answers, infer_schema_length=0).with_columns(pl.all().fill_null(""))
totals = {slug: pl.lit(0, dtype=pl.Int64) for slug in slugs}
for question in data.columns[1:]:
    rows = ev.filter(pl.col("question") == question)
    single = rows["chosen"].min() == 1
    cells = data[question].unique().to_list()
    options = rows.filter(pl.col("chosen") == 1)
    left = rows.filter(pl.col("chosen") == 0)
    for slug in slugs:
        if single:
            meaning = dict(zip(options["option"], options[slug]))
        else:
            yes, no = dict(zip(options["option"], options[slug])), dict(zip(left["option"], left[slug]))
            meaning = {c: sum(yes[o] if o in c.split(";") else no[o] for o in yes) for c in cells if c}
        totals[slug] = totals[slug] + pl.col(question).replace_strict(meaning, default=0, return_dtype=pl.Int64)
scores = data.lazy().select(**totals).collect()
first = scores.select(pl.concat_list(slugs).list.arg_max().alias("first"))
first.with_columns(pl.col("first").replace_strict(dict(enumerate(slugs)), return_dtype=pl.String)).write_csv(out)
