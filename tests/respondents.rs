//! `calling pack evaluate --respondents`: the rules tried on people's own sheets.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::path::PathBuf;

use command::{all_of, stdout_of};
use serde_json::{Value, json};

const ACCOUNTS: &str = "benches/accounts.csv";

/// Tries sheets, as JSON.
fn tried(input: &str, stdin: &str, extra: &[&str]) -> Value {
    let args = ["pack", "evaluate", "--respondents", input, "--truth", "truth", "--format", "json"];
    let mut found: Value = serde_json::from_str(&stdout_of(&[&args, extra].concat(), stdin)).unwrap();
    found.as_object_mut().unwrap().remove("program");
    found
}

/// The accounts with some of their cells changed: row as a spreadsheet numbers it, column, text.
fn changed(cells: &[(usize, &str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let mut reader = csv::Reader::from_path(ACCOUNTS).unwrap();
    let headings = reader.headers().unwrap().clone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheets.csv");
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&headings).unwrap();
    for (place, record) in reader.records().enumerate() {
        let mut record: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        for (_, column, text) in cells.iter().filter(|(row, _, _)| *row == place + 2) {
            let at = headings.iter().position(|heading| heading == *column).unwrap();
            (*text).clone_into(&mut record[at]);
        }
        writer.write_record(&record).unwrap();
    }
    writer.flush().unwrap();
    (folder, path)
}

#[test]
fn every_rule_is_tried_on_the_same_sheets() {
    let found = tried(ACCOUNTS, "", &[]);
    assert_eq!((&found["respondents"], &found["left_out"]), (&json!(42), &json!(0)));
    let rules = found["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 6);
    for rule in rules {
        let keys = ["first", "first_three", "first_five", "first_ten"];
        let shares = keys.map(|key| rule[key].as_f64().unwrap());
        assert!(shares[0] > 0.1 && shares.is_sorted() && shares[3] <= 1.0, "{rule}");
        let mean = rule["mean_reciprocal_rank"].as_f64().unwrap();
        assert!(mean >= shares[0] && mean <= 1.0, "{rule}");
    }
    // Guessing among 94 costs 4.54 nats.
    assert!(found["log_loss"].as_f64().unwrap() < 4.54 / 2.0);
}

/// The same people as JSON Lines give the same figures.
#[test]
fn sheets_are_read_from_whatever_a_workshop_reads() {
    let mut reader = csv::Reader::from_path(ACCOUNTS).unwrap();
    let headings = reader.headers().unwrap().clone();
    let mut lines = String::new();
    for record in reader.records() {
        let record = record.unwrap();
        let mut cells = headings.iter().zip(&record).filter(|(_, cell)| !cell.is_empty());
        let truth = cells.find(|(heading, _)| *heading == "truth").unwrap().1;
        let answers: serde_json::Map<String, Value> =
            cells.map(|(heading, cell)| (heading.to_owned(), json!(cell))).collect();
        lines.push_str(&format!("{}\n", json!({ "truth": truth, "answers": answers })));
    }
    assert_eq!(tried(ACCOUNTS, "", &[]), tried("-", &lines, &[]));
}

#[test]
fn the_name_of_a_specialty_does_as_well_as_its_id() {
    let (_folder, path) = changed(&[(2, "truth", " palliative Medicine")]);
    assert_eq!(tried(ACCOUNTS, "", &[]), tried(path.to_str().unwrap(), "", &[]));
}

#[test]
fn a_short_form_counts_only_its_own_questions() {
    let short = tried(ACCOUNTS, "", &["--short", "20"]);
    assert!(short["questions_asked"].as_u64() < tried(ACCOUNTS, "", &[])["questions_asked"].as_u64());
    assert!(short["log_loss"].as_f64() > tried(ACCOUNTS, "", &[])["log_loss"].as_f64());
}

#[test]
fn what_cannot_be_used_is_named_and_counted() {
    let (_folder, path) =
        changed(&[(3, "truth", "hospice-specialist-doctor"), (5, "truth", ""), (4, "long-talks", "perhaps")]);
    let args = ["pack", "evaluate", "--respondents", path.to_str().unwrap(), "--truth", "truth"];
    let all = all_of(&args, "");
    assert!(all.starts_with("exit: 3\n") && all.contains("40 sheets with a known truth"), "{all}");
    for said in [
        "row 3, truth",
        "did you mean",
        "`hospice-specialty-doctor`",
        "row 5, truth",
        "row 4, long-talks",
        "calling: 2 rows are left out (rows 3, 5); 1 cell could not be read and counts as skipped",
    ] {
        assert!(all.contains(said), "{said}: {all}");
    }
}

#[test]
fn nobody_with_a_known_truth_is_an_error() {
    let args = ["pack", "evaluate", "--respondents", "-", "--truth", "field"];
    let all = all_of(&args, "{\"field\": \"moon\", \"answers\": {\"teach\": \"agree\"}}\n");
    assert!(all.starts_with("exit: 3\n--- stdout\n--- stderr\n"), "{all}");
    assert!(all.contains("moon") && all.contains("nothing was tried"), "{all}");
}

#[test]
fn what_cannot_go_together_is_refused_by_name() {
    let run = |extra: &[&str]| {
        let args = ["pack", "evaluate", "--respondents", ACCOUNTS, "--truth", "truth"];
        all_of(&[&args[..], extra].concat(), "")
    };
    for (option, value) in [
        ("--per-specialty", "3"),
        ("--adaptive", "3"),
        ("--seed", "3"),
        ("--answering", "nearest"),
        ("--noise", "1"),
        ("--careless", "1"),
        ("--agreeing", "1"),
        ("--agreeing-spread", "1"),
        ("--stretch", "1"),
        ("--skipped", "1"),
        ("--variety", "1"),
        ("--format", "svg"),
    ] {
        let all = run(&[option, value]);
        assert!(all.starts_with("exit: 2\n--- stdout\n--- stderr\n") && all.contains(option), "{all}");
    }
    for (input, truth, said) in [
        (ACCOUNTS, "field", "there is no column \u{201c}field\u{201d}"),
        ("examples/chaplain.toml", "truth", "no column"),
        ("examples", "truth", "no column"),
    ] {
        let all = all_of(&["pack", "evaluate", "--respondents", input, "--truth", truth], "");
        assert!(all.starts_with("exit: 2\n") && all.contains(said), "{all}");
    }
    for alone in [["--respondents", ACCOUNTS], ["--truth", "truth"], ["--columns", "map.toml"]] {
        assert!(all_of(&[&["pack", "evaluate"][..], &alone].concat(), "").starts_with("exit: 2\n"));
    }
}
