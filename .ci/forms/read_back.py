"""Reads the forms in a folder as importers do, and sees that all of them ask the same questions with the same options."""

import csv
import html
import json
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import docx
from pyxform.xls2xform import convert

made = Path(sys.argv[1])
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def google():
    items = json.loads((made / "google.json").read_text())["items"]
    return [(item["title"], item.get("choices", [])) for item in items if item["kind"] not in ("page", "heading")]


def word():
    lines = [paragraph.text for paragraph in docx.Document(made / "form.docx").paragraphs][1:]
    asked = []
    for line in filter(None, lines):
        code, words = line.split(". ", 1)
        if code.isdigit():
            assert int(code) == len(asked) + 1, line
            asked.append((words, []))
        else:
            asked[-1][1].append(words)
    assert lines[-1], "nothing may follow the last question"
    return asked


def moodle():
    root = ElementTree.parse(made / "form.xml").getroot()
    assert root.tag == "FEEDBACK" and int(root.get("VERSION")) == 200701
    asked = []
    for item in root.find("ITEMS"):
        assert [child.tag for child in item] == [
            "ITEMID", "ITEMTEXT", "ITEMLABEL", "PRESENTATION", "OPTIONS", "DEPENDITEM", "DEPENDVALUE",
        ]  # fmt: skip
        if item.get("TYPE") in ("multichoice", "textfield"):
            shown = item.find("PRESENTATION").text
            options = shown.split(">>>>>")[1].split("|") if item.get("TYPE") == "multichoice" else []
            asked.append((html.unescape(item.find("ITEMTEXT").text), [html.unescape(option) for option in options]))
    return asked


def xlsform():
    """By pyxform, which turns it into a form for ODK or refuses it."""
    result = convert(str(made / "form.xlsx"), validate=bool(shutil.which("java")), pretty_print=False)
    assert not [warning for warning in result.warnings if "error" in warning.lower()], result.warnings
    return list(odk(ElementTree.fromstring(result.xform)))


def odk(root):
    space = {"x": "http://www.w3.org/2002/xforms", "h": "http://www.w3.org/1999/xhtml"}
    lists = {}
    for instance in root.iterfind(".//x:instance[@id]", space):
        lists[f"instance('{instance.get('id')}')/root/item"] = [
            item.find("x:label", space).text for item in instance.iterfind(".//x:item", space)
        ]
    for asked in root.find("h:body", space):
        itemset = asked.find("x:itemset", space)
        yield asked.find("x:label", space).text, [] if itemset is None else lists[itemset.get("nodeset")]


def redcap():
    rows = list(csv.reader((made / "redcap.txt").open(newline="")))
    assert all(len(row) == 18 for row in rows)
    asked = []
    for row in rows[2:]:
        choices = [choice.split(", ", 1)[1] for choice in row[5].split(" | ")] if row[5] else []
        asked.append((html.unescape(row[4]), [html.unescape(choice) for choice in choices]))
    return asked


def limesurvey():
    asked = []
    for row in csv.DictReader((made / "limesurvey.txt").open(newline=""), delimiter="\t"):
        if row["class"] in ("Q", "SQ", "A"):
            assert row["name"].isalnum() and len(row["name"]) <= (5 if row["class"] == "A" else 20), row
        if row["class"] == "Q":
            asked.append((html.unescape(row["text"]), []))
        elif row["class"] in ("SQ", "A"):
            asked[-1][1].append(html.unescape(row["text"]))
    return asked


def qualtrics():
    asked = []
    blocks = (made / "qualtrics.txt").read_text().split("\n[[Question:")
    assert blocks[0].startswith("[[AdvancedFormat]]\n")
    for block in blocks[1:]:
        kind, *lines = block.split("\n[[Block:")[0].strip().split("\n")
        if kind.startswith("DB"):
            continue
        assert lines[0].startswith("[[ID:")
        texts = [html.unescape(line) for line in lines[1:] if not line.startswith("[[")]
        asked.append((texts[0], texts[1:]))
    return asked


wanted = google()
assert len(wanted) > 3
for read in (word, moodle, xlsform, redcap, limesurvey, qualtrics):
    found = read()
    for (ask, options), (asked, had) in zip(wanted, found, strict=True):
        if read is xlsform:
            # pyxform makes quotes straight.
            ask, *options = (text.translate(STRAIGHT) for text in (ask, *options))
        assert (ask, options) == (asked, had), f"{read.__name__}: {ask!r} {options} became {asked!r} {had}"
    print(f"{read.__name__}: {len(found)} questions, as in Google's form")
