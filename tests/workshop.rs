//! `calling workshop`: a whole room in one command.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use command::calling;
use serde_json::Value;
use tempfile::TempDir;

fn run(input: &Path, out: &Path, more: &[&str]) -> Output {
    let mut args = vec!["workshop", input.to_str().unwrap(), "--out", out.to_str().unwrap()];
    args.extend(more);
    calling(&args).output().unwrap()
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A table in a folder of its own, and where results go.
fn table(text: &[u8], name: &str) -> (TempDir, std::path::PathBuf, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join(name);
    fs::write(&input, text).unwrap();
    let out = folder.path().join("out");
    (folder, input, out)
}

fn results(out: &Path) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_path(out.join("results.csv")).unwrap();
    csv.deserialize().map(Result::unwrap).collect()
}

fn problems(out: &Path) -> Vec<Vec<String>> {
    let mut csv = csv::Reader::from_path(out.join("problems.csv")).unwrap();
    csv.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_form_services_export_is_read_as_it_was_answered() {
    let expected: Vec<Value> =
        serde_json::from_str(&fs::read_to_string("tests/fixtures/forms/expected.json").unwrap()).unwrap();
    for name in [
        "google.csv",
        "google-semicolon.csv",
        "google-forms-direct.csv",
        "google.xlsx",
        "utf16.csv",
        "microsoft.xlsx",
        "microsoft-raw.xlsx",
        "microsoft-quiz.xlsx",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let output = run(
            &Path::new("tests/fixtures/forms").join(name),
            &out,
            // Exports do not change with the questions, so they are read with the questions that they were made from.
            &["--pack", "tests/fixtures/forms-pack", "--write", "results.xlsx,problems.csv"],
        );
        assert!(output.status.success(), "{name}: {}", error_of(&output));
        let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(out.join("results.xlsx")).unwrap();
        let sheet = calamine::Reader::worksheet_range(&mut workbook, "Answers").unwrap();
        let mut rows = sheet.rows();
        let heading: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
        for (row, person) in rows.zip(&expected) {
            let read: BTreeMap<&str, String> = heading
                .iter()
                .map(String::as_str)
                .zip(row.iter().map(ToString::to_string))
                .filter(|(question, cell)| !["row", "label"].contains(question) && !cell.is_empty())
                .collect();
            let given: BTreeMap<&str, String> = person["answers"]
                .as_object()
                .unwrap()
                .iter()
                .filter(|(_, answer)| !answer.is_null())
                .map(|(question, answer)| (question.as_str(), cell(answer)))
                .collect();
            assert_eq!(read, given, "{name}, row {}", person["row"]);
        }
    }
}

fn cell(answer: &Value) -> String {
    match answer {
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.as_str().unwrap().to_owned(),
    }
}

#[test]
fn both_examples_give_every_file_and_name_their_two_bad_rows() {
    for (input, rows) in [("google-forms.csv", ["9", "22"]), ("microsoft-forms.xlsx", ["8", "21"])] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let output = run(&Path::new("examples/workshop").join(input), &out, &[]);
        assert_eq!(output.status.code(), Some(3), "{}", error_of(&output));
        for file in [
            "results.csv",
            "results.jsonl",
            "results.xlsx",
            "handouts.html",
            "summary.html",
            "slides.html",
            "notes.html",
            "problems.csv",
        ] {
            assert!(out.join(file).exists(), "{file}");
        }
        let found: Vec<String> = problems(&out).into_iter().map(|problem| problem[0].clone()).collect();
        assert_eq!(found, rows);
    }
}

#[test]
fn a_bad_row_alters_no_other() {
    let head = "label,places,home-visits\n";
    let good = "a,hospice,agree\nb,ward,disagree\n";
    let (_one, input, out) = table(format!("{head}{good}").as_bytes(), "a.csv");
    assert!(run(&input, &out, &["--label", "label"]).status.success());
    let clean = results(&out);
    let bad = "x,hospise,\"agree\ny,1;2;3;77,\u{1b}[31m\nz,\"\"\"\",7\n";
    let (_two, input, out) =
        table(format!("{head}a,hospice,agree\n{bad}b,ward,disagree\n").as_bytes(), "a.csv");
    let output = run(&input, &out, &["--label", "label"]);
    assert_eq!(output.status.code(), Some(3));
    let dirty = results(&out);
    for person in clean {
        let mut same = dirty.iter().find(|other| other["label"] == person["label"]).unwrap().clone();
        same.insert("row".to_owned(), person["row"].clone());
        assert_eq!(same, person);
    }
    let found = problems(&out);
    assert!(found[0][3].contains("never closed"), "{found:?}");
    assert!(found.iter().all(|problem| !problem.concat().contains('\u{1b}')), "{found:?}");
}

#[test]
fn columns_and_cohorts_that_make_no_sense_have_messages_of_their_own() {
    for (text, more, code, message) in [
        ("Colour,Size\nred,1\n", &[][..], 3, "no column of"),
        ("places,home-visits\n", &[], 3, "holds no respondents"),
        ("", &[], 3, "holds no respondents"),
        ("who,places\na,ward\n", &["--label", "whom"], 2, "there is no column"),
    ] {
        let (_folder, input, out) = table(text.as_bytes(), "a.csv");
        let output = run(&input, &out, more);
        assert_eq!(output.status.code(), Some(code), "{text}: {}", error_of(&output));
        assert!(error_of(&output).contains(message), "{text}: {}", error_of(&output));
        let left = fs::read_dir(&out).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{text} leaves files");
    }
}

#[test]
fn names_and_addresses_are_not_read_unless_asked_for() {
    let text = "Timestamp,Email Address,Name,places\n2026,ann@example.org,Ann Example,ward\n";
    let (_folder, input, out) = table(text.as_bytes(), "a.csv");
    assert!(run(&input, &out, &[]).status.success());
    for entry in fs::read_dir(&out).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("Ann"));
    }
    assert!(run(&input, &out, &["--label", "Name", "--force"]).status.success());
    assert_eq!(results(&out)[0]["label"], "Ann Example");
}

#[test]
fn hostile_labels_are_text_everywhere() {
    let labels = [
        "=HYPERLINK(\"http://example.org\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "\u{202e}gnp.exe",
        "../../etc/passwd",
        "CON",
    ];
    let mut text = String::from("who,places\n");
    for label in labels {
        text.push_str(&format!("\"{}\",ward\n", label.replace('"', "\"\"")));
    }
    let (_folder, input, out) = table(text.as_bytes(), "a.csv");
    let output = run(&input, &out, &["--label", "who"]);
    assert!(output.status.success(), "{}", error_of(&output));
    for line in results(&out) {
        assert!(!line["label"].starts_with(['=', '+', '-', '@']), "{line:?}");
        assert!(!line["label"].contains('\u{202e}'));
    }
    let page = fs::read_to_string(out.join("handouts.html")).unwrap();
    assert!(!page.contains("<script>") && page.contains("&#60;script&#62;"), "markup acts");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(out.join("results.xlsx")).unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut workbook, "Results").unwrap();
    assert!(formulas.used_cells().next().is_none(), "a formula in the workbook");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 8, "a label became a file's name");
}

#[test]
fn csv_and_workbook_hold_the_same_values() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    run(Path::new("examples/workshop/google-forms.csv"), &out, &[]);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(out.join("results.xlsx")).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut workbook, "Results").unwrap();
    let mut csv = csv::ReaderBuilder::new().has_headers(false).from_path(out.join("results.csv")).unwrap();
    for (record, row) in csv.records().zip(sheet.rows()) {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        assert_eq!(record.unwrap().iter().collect::<Vec<_>>(), cells);
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let written = |jobs: &str| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        run(Path::new("examples/workshop/microsoft-forms.xlsx"), &out, &["--jobs", jobs]);
        let mut files: Vec<(std::ffi::OsString, Vec<u8>)> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    };
    let one = written("1");
    assert_eq!(one.len(), 8);
    assert!(one == written("4"), "the bytes differ");
}

#[test]
fn a_folder_of_flags_files_and_json_lines_are_cohorts_too() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let sheets = folder.path().join("sheets");
    fs::create_dir(&sheets).unwrap();
    for name in ["chaplain", "theatre"] {
        fs::copy(format!("examples/{name}.toml"), sheets.join(format!("{name}.toml"))).unwrap();
    }
    fs::write(sheets.join("broken.toml"), "[answers]\nplaces = \"hospise\"\n").unwrap();
    let output = run(&sheets, &out, &[]);
    assert_eq!(output.status.code(), Some(3), "{}", error_of(&output));
    let lines = results(&out);
    let place = |label: &str| lines.iter().find(|line| line["label"] == label).unwrap()["top_1"].clone();
    assert_eq!(place("chaplain"), "healthcare-chaplain");
    assert!(problems(&out)[0][1].contains("broken.toml 2:"));

    let text =
        "{\"label\": \"a\", \"places\": [\"ward\"]}\nnot json\n{\"answers\": {\"places\": 1, \"x\": 2}}\n";
    let (_folder, input, out) = table(text.as_bytes(), "a.jsonl");
    let output = run(&input, &out, &["--write", "results.jsonl,problems.csv"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(fs::read_to_string(out.join("results.jsonl")).unwrap().lines().count(), 2);
    assert_eq!(problems(&out).len(), 2);
}

#[test]
fn check_says_how_it_would_read_and_writes_nothing() {
    let args = ["workshop", "examples/workshop/google-forms.csv", "--check"];
    let output = calling(&args).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "two bad rows are among them");
    assert!(text.lines().count() <= 24, "what is wrong stands on the first screen:\n{text}");
    let (wrong, there) = text.split_once("What there is").unwrap();
    assert!(
        wrong.starts_with("What cannot be read\n  1 row is left out:\n    row 22: a quote is opened"),
        "{text}"
    );
    assert!(there.contains("29 respondents; answers to 21 questions. Nothing was scored."), "{text}");
    let output = calling(&[&args[..], &["--details"]].concat()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\u{201c}Timestamp\u{201d}: set aside"), "{text}");
    assert!(text.contains("question places") && text.contains("never closed"), "{text}");
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let (_folder, input, out) = table(b"places\nward\n", "a.csv");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("results.csv"), "mine").unwrap();
    let output = run(&input, &out, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(out.join("results.csv")).unwrap(), "mine");
}

/// What is lost is said as what it is: people, or single answers of people.
#[test]
fn rows_left_out_and_cells_skipped_are_told_apart() {
    let text =
        "home-visits,nights-later\nagree,by-phone\nagree,by-phone,x,y\nperhaps,by-phone\nagree,by-phone,z\n";
    let (_folder, input, out) = table(text.as_bytes(), "a.csv");
    let output = run(&input, &out, &["--write", "results.csv"]);
    assert_eq!(output.status.code(), Some(3));
    let said = error_of(&output);
    assert!(
        said.contains("2 rows are left out (rows 3, 5); 1 cell could not be read and counts as skipped"),
        "{said}"
    );
    let checked = calling(&["workshop", input.to_str().unwrap(), "--check"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(3));
}

/// More people than get hand-outs: none is made, unless they are asked for; and what is asked for by name is a failure
/// when it cannot be had.
#[test]
fn what_is_not_written_is_said_and_fails_if_it_was_asked_for() {
    let many: String = std::iter::once("home-visits\n").chain(std::iter::repeat_n("agree\n", 501)).collect();
    let (_folder, input, out) = table(many.as_bytes(), "a.csv");
    let output = run(&input, &out, &[]);
    assert!(output.status.success(), "{}", error_of(&output));
    assert!(error_of(&output).contains("handouts.html is left out"), "{}", error_of(&output));
    assert!(!out.join("handouts.html").exists());
    let (_folder, input, out) = table(b"home-visits\nagree\nagree\n", "a.csv");
    let output = run(&input, &out, &["--write", "summary.html,results.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        error_of(&output).contains("summary.html was asked for and is not written"),
        "{}",
        error_of(&output)
    );
    assert!(out.join("results.csv").exists());
}

#[test]
fn four_people_get_no_summary() {
    let (_folder, input, out) = table(b"places\nward\nward\nward\nward\n", "a.csv");
    let output = run(&input, &out, &[]);
    assert!(output.status.success());
    assert!(error_of(&output).contains("at least 5 respondents"), "{}", error_of(&output));
    assert!(!out.join("summary.html").exists());
}

/// Two who give one name now: neither is shown what someone of that name answered before.
#[test]
fn nobody_is_shown_what_another_of_the_same_name_answered_before() {
    let head = "label,places,home-visits\n";
    let (_before, earlier, _) = table(format!("{head}Sam,ward,agree\nAnn,ward,agree\n").as_bytes(), "a.csv");
    let now = format!("{head}Sam,hospice,disagree\nSam,hospice,disagree\nAnn,hospice,disagree\n");
    let (_now, input, out) = table(now.as_bytes(), "b.csv");
    let more = ["--before", earlier.to_str().unwrap(), "--write", "handouts.html"];
    let output = run(&input, &out, &more);
    assert!(output.status.success(), "{}", error_of(&output));
    assert!(error_of(&output).contains("1 name given by several people"), "{}", error_of(&output));
    let page = fs::read_to_string(out.join("handouts.html")).unwrap();
    assert_eq!(page.matches("Since last time").count(), 1, "only Ann's");
    let (_piped, _, out) = table(b"", "c.csv");
    let piped = run(Path::new("-"), &out, &more);
    assert!(piped.status.code() == Some(2) && error_of(&piped).contains("--before"), "{}", error_of(&piped));
}
