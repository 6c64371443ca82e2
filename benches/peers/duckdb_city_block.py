"""City-block distance, the rule of voting-advice programs, in DuckDB: single-option questions only, first place only."""
import sys
import duckdb

answers, table, out = sys.argv[1:4]
db = duckdb.connect()
db.sql(f"create table ev as select * from read_csv('{table}') where what = 'level'")
asked = [r[0] for r in db.sql(f"describe select * from read_csv('{answers}', all_varchar = true)").fetchall()[1:]]
several = {r[0] for r in db.sql(f"select distinct question from read_csv('{table}') where what = 'evidence' and chosen = 0").fetchall()}
slugs = [c for c in db.sql("select * from ev limit 0").columns[4:]]
db.sql(f"create table people as select * from read_csv('{answers}', all_varchar = true)")
level = {}
for question, option, mine, *theirs in db.sql("select question, option, chosen, " + ",".join(f'"{s}"' for s in slugs) + " from ev").fetchall():
    level.setdefault(question, []).append((option, float(mine), [float(x) for x in theirs]))
asked = [q for q in asked if q in level and q not in several]
mine = ", ".join('case "%s" %s end as "%s"' % (q, " ".join(f"when '{o}' then {m}" for o, m, _ in level[q]), q) for q in asked)
db.sql(f"create table placed as select label, {mine} from people")
distances = ", ".join("%s as \"%s\"" % (" + ".join(f'coalesce(abs("{q}" - {level[q][0][2][n]}), 0)' for q in asked), s) for n, s in enumerate(slugs))
db.sql(f"create table away as select label, {distances} from placed")
names = "[" + ",".join(f"'{s}'" for s in slugs) + "]"
values = "[" + ",".join(f'"{s}"' for s in slugs) + "]"
db.sql(f"copy (select label, {names}[list_position({values}, list_min({values}))] as first from away) to '{out}' (header)")
