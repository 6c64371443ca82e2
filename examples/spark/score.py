"""Scores a cohort that is larger than one machine: each partition is piped through `calling match --format jsonl -`.

    spark-submit examples/spark/score.py COHORT.csv OUT [CALLING]

COHORT.csv has a heading of question ids, with a `label` before them if there is one (`calling questions --format csv`
prints it). OUT becomes a folder of JSON Lines. CALLING is the program; it must be at the same path on every machine.
"""
import csv
import json
import sys

from pyspark.sql import SparkSession


def as_json(heading, lines):
    """Rows of CSV as the JSON Lines that the program reads, without cells that are empty."""
    for cells in csv.reader(lines):
        person = {name: cell for name, cell in zip(heading, cells) if cell}
        label = person.pop("label", None)
        yield json.dumps({"label": label, "answers": person} if label else {"answers": person})


def main(cohort, out, calling="calling"):
    spark = SparkSession.builder.appName("calling").getOrCreate()
    lines = spark.sparkContext.textFile(cohort)
    first = lines.first()
    heading = next(csv.reader([first]))
    people = lines.filter(lambda line: line != first).mapPartitions(lambda rows: as_json(heading, rows))
    # Three is the exit code for lines that could not be read: they are named in the output, so it is no failure.
    piped = people.pipe(f"sh -c '{calling} match --format jsonl - || test $? -eq 3'", checkCode=True)
    piped.saveAsTextFile(out)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
