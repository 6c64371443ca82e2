"""Turns a table of occupations by elements of work into a pack, to try the matching on content that nobody here wrote.

    python3 examples/onet_pack.py benches/onet-health-occupations.csv OUT
    calling pack check OUT
    calling pack evaluate OUT --answering nearest --noise 0.9 --variety 1 --adaptive 0

Each element, from 0 to 100, becomes a dimension with two statements, one of them worded the other way round; each
occupation becomes a specialty at 1 + value/25 on it, with a spread of half a level. OUT must not be there yet.
"""
import csv
import pathlib
import re
import sys

SPREAD = 0.5
LONGEST_SLUG = 50
AMOUNTS = ["hardly any", "a little", "some", "much", "very much"]
AGREEMENT = ["Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"]


def slug(text):
    """The words of a text joined by hyphens, as many as make an id that is not too long."""
    joined = ""
    for word in re.findall("[a-z0-9]+", text.lower()):
        longer = f"{joined}-{word}" if joined else word
        if len(longer) > LONGEST_SLUG:
            break
        joined = longer
    return joined


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def questions(elements):
    options = "\n".join(f"  {{ id = {quoted(slug(say))}, say = {quoted(say)} }}," for say in AGREEMENT)
    anchors = ", ".join(quoted(amount) for amount in AMOUNTS)
    lines = [
        '[pack]\nname = "Occupations by elements of work"\nversion = "0.1.0"\nlanguage = "en"\n',
        f"[agreement]\noptions = [\n{options}\n]\n",
        '[[sections]]\nid = "work"\nname = "Your work"\n',
    ]
    for name in elements:
        lines.append(
            f'[[dimensions]]\nid = "{slug(name)}"\nname = {quoted(name)}\nkind = "preference"\n'
            f'low = "hardly any of it"\nhigh = "very much of it"\nanchors = [{anchors}]\n'
        )
    for ending, reverse, words in [
        ("much", "", "I would like much of this in my work: {}."),
        ("little", "reverse = true\n", "I would rather have little of this in my work: {}."),
    ]:
        for name in elements:
            ask = quoted(words.format(name[0].lower() + name[1:]))
            lines.append(
                f'[[questions]]\nid = "{slug(name)}-{ending}"\nsection = "work"\nform = "statement"\n'
                f'ask = {ask}\ndimension = "{slug(name)}"\n{reverse}'
            )
    return "\n".join(lines)


def specialty(name, elements, values, source):
    lines = [
        f'name = {quoted(name)}\nslug = "{slug(name)}"\nkind = "role"\nfamily = "occupations"\n'
        f"needs_medical_degree = false\nsummary = {quoted(f'{name}, as rated in O*NET.')}\n",
        "[profile]",
    ]
    for element, value in zip(elements, values):
        why = quoted(f"{element}: rated {float(value):g} of 100.")
        lines.append(
            f"{slug(element)} = {{ level = {1 + float(value) / 25:g}, spread = {SPREAD}, why = {why}, source = \"onet\" }}"
        )
    lines.append(f'\n[[sources]]\nid = "onet"\ntitle = {quoted(source)}\nurl = "https://www.onetonline.org/"\nyear = 2020\n')
    return "\n".join(lines)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: onet_pack.py TABLE.csv OUT")
    with open(sys.argv[1], encoding="utf-8", newline="") as table:
        source = table.readline().removeprefix("# Source:").strip()
        (_, *elements), *rows = csv.reader(table)
    out = pathlib.Path(sys.argv[2])
    (out / "specialties").mkdir(parents=True)
    (out / "questions.toml").write_text(questions(elements), encoding="utf-8")
    for name, *values in rows:
        path = out / "specialties" / f"{slug(name)}.toml"
        path.write_text(specialty(name, elements, values, source), encoding="utf-8")


if __name__ == "__main__":
    main()
