#!/bin/sh
# Tries the forms that the program makes in importers that run here: pyxform, which KoboToolbox and ODK use, on the XLSForm;
# python-docx on the Word file; Node.js, with a fake of Google's FormApp, on the script; Python's own readers on the others.
# Needs: node, and a Python with `pip install pyxform python-docx`. Usage: tests/importers/try.sh [PROGRAM] [PACK]
set -eu
here=$(dirname "$0")
program=${1:-target/debug/calling}
pack=${2:+--pack $2}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for format in apps-script word moodle xlsform redcap limesurvey qualtrics; do
  case $format in
    apps-script) file=form.js ;; word) file=form.docx ;; moodle) file=form.xml ;; xlsform) file=form.xlsx ;;
    *) file=$format.txt ;;
  esac
  # shellcheck disable=SC2086
  "$program" questions $pack --format "$format" --output "$made/$file" 2>"$made/said" || { cat "$made/said"; exit 1; }
done
node "$here/form_app.js" "$made/form.js" >"$made/google.json"
"${PYTHON:-python3}" "$here/read_back.py" "$made"
