//! `calling match --format jsonl`, as an engine that pipes lines through uses it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use command::{all_of, stdout_of};
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A program that sends one line and waits for its result before it sends the next gets it.
#[test]
fn a_line_is_answered_while_the_input_waits() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_calling"))
        .args(["match", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = run.stdin.take().unwrap();
    let mut output = BufReader::new(run.stdout.take().unwrap()).lines();
    for (place, sent) in
        ["{\"teach\": \"agree\"}", "{}", "no JSON", "{\"teach\": 1, \"home-visits\": 5}"].iter().enumerate()
    {
        writeln!(input, "{sent}").unwrap();
        let answered: Value = serde_json::from_str(&output.next().unwrap().unwrap()).unwrap();
        assert_eq!(answered["row"], place + 1, "{answered}");
    }
    drop(input);
    assert!(output.next().is_none());
    assert_eq!(run.wait().unwrap().code(), Some(3));
}

#[test]
fn files_folders_and_earlier_results_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let earlier =
        file("earlier.json", &stdout_of(&["match", "examples/theatre.toml", "--format", "json"], ""));
    let many = file("many.jsonl", "{\"teach\": \"agree\"}\n{\"teach\": \"disagree\"}\n");
    let scored = lines(&stdout_of(
        &["match", "examples/theatre.toml", &earlier, &many, "examples", "--format", "jsonl"],
        "",
    ));
    assert_eq!(scored.len(), 1 + 1 + 2 + 9);
    assert_eq!(scored[0]["file"], "examples/theatre.toml");
    assert_eq!((&scored[1]["file"], &scored[1]["top"]), (&earlier.as_str().into(), &scored[0]["top"]));
    assert_eq!((&scored[3]["file"], &scored[3]["row"]), (&many.as_str().into(), &2.into()));
    assert_eq!((&scored[4]["file"], &scored[4]["label"]), (&"examples".into(), &"chaplain".into()));
}

#[test]
fn options_that_make_sense_are_heeded() {
    let input = "{\"teach\": \"agree\", \"home-visits\": \"agree\"}\n{}\n";
    let scored = |options: &[&str]| {
        lines(&stdout_of(&[&["match", "-", "--format", "jsonl"], options].concat(), input))
    };
    let plain = scored(&[]);
    assert!(plain.iter().all(|line| line["scope"] == "all"));
    assert!(scored(&["--scope", "team"]).iter().all(|line| line["scope"] == "team"));
    // What is typed counts before what the input says, for everyone.
    let typed = scored(&["--answer", "scope=nurse", "--answer", "teach=disagree"]);
    assert!(typed.iter().all(|line| line["scope"] == "nurse"));
    assert_eq!((&typed[0]["counts"]["answered"], &typed[1]["counts"]["answered"]), (&2.into(), &1.into()));
    let listed = |share: &str| -> usize {
        let args = ["match", "examples", "--format", "jsonl", "--shortlist", share];
        lines(&stdout_of(&args, "")).iter().map(|line| line["shortlist"].as_array().unwrap().len()).sum()
    };
    assert!(listed("99") > listed("50"));
    // Without any input, what was typed is the only respondent.
    let alone = stdout_of(&["match", "--format", "jsonl", "--answer", "teach=agree"], "");
    assert_eq!(lines(&alone)[0]["counts"]["answered"], 1);
}

#[test]
fn lines_go_into_a_file_that_is_there_when_all_are() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let args = ["match", "examples", "--format", "jsonl", "--output", out.to_str().unwrap()];
    assert_eq!(stdout_of(&args, ""), "");
    assert_eq!(lines(&std::fs::read_to_string(&out).unwrap()).len(), 9);
    assert!(all_of(&args, "").starts_with("exit: 1\n"));
    assert_eq!(stdout_of(&[&args[..], &["--force"]].concat(), ""), "");
}

#[test]
fn one_text_over_many_lines_is_no_list_of_respondents() {
    let all = all_of(&["match", "-", "--format", "jsonl"], "{\n  \"answers\": {}\n}\n");
    assert!(
        all.starts_with("exit: 1\n--- stdout\n--- stderr\n") && all.contains("one object on each line"),
        "{all}"
    );
}
