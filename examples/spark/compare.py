"""Compares what Spark wrote with the `results.jsonl` of one `calling workshop` run, respondent by respondent.

    python3 examples/spark/compare.py SPARK_FOLDER RESULTS.jsonl

Rows are numbered within their partition by Spark, so respondents are told apart by their labels.
"""
import glob
import hashlib
import json
import sys


def digest(line):
    person = json.loads(line)
    label = person.pop("label")
    person.pop("row")
    return label, hashlib.sha256(json.dumps(person, sort_keys=True).encode()).digest()


theirs = dict(digest(line) for part in sorted(glob.glob(f"{sys.argv[1]}/part-*")) for line in open(part))
ours = dict(digest(line) for line in open(sys.argv[2]))
differing = sum(ours[label] != theirs.get(label) for label in ours)
print(f"{len(ours)} respondents here, {len(theirs)} there, {differing} differ")
sys.exit(differing > 0 or len(ours) != len(theirs))
