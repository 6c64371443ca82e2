//! What a result says of itself: by answer, by dimension, beside another, and against limits.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use command::stdout_of;
use serde_json::{Value, json};

fn result(args: &[&str], answers: &str) -> Value {
    let all = [&["match", "-", "--format", "json"], args].concat();
    let document: Value = serde_json::from_str(&stdout_of(&all, answers)).unwrap();
    document["results"][0].clone()
}

fn examples() -> impl Iterator<Item = String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| fs::read_to_string(path).unwrap())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn sum(of: &[Value]) -> i64 {
    of.iter().map(|one| one["evidence"].as_i64().unwrap()).sum()
}

fn by_dimension(entry: &Value) -> BTreeMap<&str, i64> {
    let all = list(&entry["by_dimension"]).iter();
    all.map(|one| (one["dimension"].as_str().unwrap(), one["evidence"].as_i64().unwrap())).collect()
}

/// An example with other answers to some questions.
fn changed(example: &str, changes: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(example)).unwrap();
    let kept =
        text.lines().filter(|line| changes.iter().all(|(id, _)| !line.starts_with(&format!("{id} ="))));
    let new = changes.iter().map(|(id, answer)| format!("{id} = {answer}"));
    kept.map(str::to_owned).chain(new).collect::<Vec<_>>().join("\n")
}

#[test]
fn answers_and_dimensions_add_up_to_the_score_to_the_micronat() {
    let mut explained = 0;
    for answers in examples() {
        let result = result(&["--why", "haematology", "--least", "2", "--scope", "all"], &answers);
        for entry in ["top", "asked_about", "least", "focus"].iter().flat_map(|part| list(&result[part])) {
            let score = entry["evidence"].as_i64().unwrap();
            assert_eq!(sum(list(&entry["parts"])), score);
            assert_eq!(sum(list(&entry["by_dimension"])), score);
            let mut shared: BTreeMap<(&str, &str), i64> = BTreeMap::new();
            for dimension in list(&entry["by_dimension"]) {
                assert_eq!(sum(list(&dimension["answers"])), dimension["evidence"].as_i64().unwrap());
                for answer in list(&dimension["answers"]) {
                    let option = (answer["question"].as_str().unwrap(), answer["option"].as_str().unwrap());
                    *shared.entry(option).or_default() += answer["evidence"].as_i64().unwrap();
                }
            }
            for part in list(&entry["parts"]) {
                let option = (part["question"].as_str().unwrap(), part["option"].as_str().unwrap());
                let sum = shared.get(&option).copied().unwrap_or_default();
                assert_eq!(sum, part["evidence"].as_i64().unwrap(), "{option:?}");
            }
            explained += 1;
        }
    }
    assert!(explained > 50);
}

#[test]
fn a_reason_tells_of_the_dimension_that_carries_most() {
    let result =
        result(&["--why", "haematology", "--scope", "all"], "[answers]\ngood-day = \"solved-ten-cases\"\n");
    let haematology = &result["asked_about"][0];
    let carried = by_dimension(haematology);
    assert!(carried["technology"] > carried["patient-contact"]);
    assert_eq!(haematology["speaks_for"][0]["dimension"], "technology");
    assert_eq!(haematology["speaks_for"][0]["why"], haematology["by_dimension"][0]["why"]);
}

#[test]
fn rather_than_names_the_dimensions_on_which_the_first_that_keeps_the_limits_is_ahead_of_the_second() {
    for answers in examples() {
        let result = result(&["--top", "100"], &answers);
        let rather = &result["rather_than"];
        let keeps = |one: &&Value| list(&one["limits"]).iter().all(|limit| limit["beyond"] != "breaks");
        let mut kept = list(&result["top"]).iter().filter(keeps);
        let (first, second) = (kept.next().unwrap(), kept.next().unwrap());
        assert_eq!((&rather["slug"], &rather["than"]), (&first["slug"], &second["slug"]));
        let lead = |entry: &Value| entry["evidence"].as_i64().unwrap();
        assert_eq!(rather["lead"].as_i64().unwrap(), lead(first) - lead(second));
        let (of_first, of_second) = (by_dimension(first), by_dimension(second));
        let mut named = 0;
        for id in of_first.keys().chain(of_second.keys().filter(|id| !of_first.contains_key(*id))) {
            let share = |of: &BTreeMap<&str, i64>| of.get(id).copied().unwrap_or_default();
            let by = share(&of_first) - share(&of_second);
            let found = list(&rather["dimensions"]).iter().find(|one| one["dimension"] == *id);
            assert_eq!(found.map(|one| one["by"].as_i64().unwrap()), (by > 0).then_some(by), "{id}");
            named += usize::from(by > 0);
        }
        assert_eq!(named, list(&rather["dimensions"]).len());
    }
    assert!(result(&[], "[answers]\n")["rather_than"].is_null());
}

fn slugs(those: &Value) -> Vec<&str> {
    list(those).iter().map(|one| one["slug"].as_str().unwrap()).collect()
}

#[test]
fn what_breaks_a_limit_is_set_apart_and_the_first_that_keeps_them_is_named() {
    let answers = changed(
        "examples/intensivist.toml",
        &[("nights-later", "\"office-hours\""), ("limits", "[\"nights-later\", \"nights-in-training\"]")],
    );
    let with = result(&[], &answers);
    let held = &with["against_limits"];
    let breaks = |one: &Value| list(&one["limits"]).iter().any(|limit| limit["beyond"] == "breaks");
    let top: Vec<&str> = list(&with["top"])
        .iter()
        .filter(|one| breaks(one))
        .map(|one| one["slug"].as_str().unwrap())
        .collect();
    assert_eq!(slugs(&held["breaks"]), top);
    assert_eq!(held["moved"], json!(top.len()));
    let keeps = list(&with["ranking"]).iter().find(|one| !breaks(one)).unwrap();
    assert_eq!(&held["first_that_keeps"], keeps);
    assert_eq!(held["whole_shortlist_breaks"], json!(true));
    assert_eq!(held["dropping"]["term"], "nights-later");
    assert!(slugs(&held["dropping"]["frees"]).contains(&"intensive-care-medicine"));

    let kept = keeps["name"].as_str().unwrap();
    for format in ["text", "html"] {
        let shown =
            stdout_of(&["match", "-", "--format", format], &answers).replace("\n  ", " ").replace('\n', " ");
        let said =
            shown.find("By your answers Intensive care medicine fits best, but it breaks your limit on");
        let said = said.unwrap();
        let (apart, first) = (shown.find("Fits, but breaks a limit").unwrap(), shown.find(kept).unwrap());
        assert!(said < first && first < apart, "{format}");
        assert!(shown.contains(&format!("keep all your limits, {kept} comes first")), "{shown}");
        assert!(shown.contains("The one on nights and weekends once trained changes most"), "{shown}");
    }
}

#[test]
fn a_role_of_which_a_term_is_not_known_is_named_and_never_set_apart() {
    let answers = changed(
        "examples/psychiatrist.toml",
        &[("nights-later", "\"office-hours\""), ("limits", "[\"nights-later\"]")],
    );
    let held = &result(&[], &answers)["against_limits"];
    let not_known = list(&held["not_known"]);
    assert!(not_known.iter().any(|one| one["slug"] == "psychiatry-of-learning-disability"));
    assert!(not_known.iter().all(|one| one["terms"][0]["term"] == "nights-later"));
    assert!(!slugs(&held["breaks"]).contains(&"psychiatry-of-learning-disability"));
    let text = stdout_of(&["match", "-", "--why", "psychiatry-of-learning-disability"], &answers);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("Not known whether it keeps your limit on nights and weekends once trained"),
        "{text}"
    );
}

#[test]
fn without_limits_nothing_is_said_of_them() {
    let answers = changed("examples/intensivist.toml", &[("limits", "[]")]);
    assert!(result(&[], &answers)["against_limits"].is_null());
    let text = stdout_of(&["match", "-"], &answers);
    assert!(!text.contains("limit of yours") && !text.contains("Fits, but"), "{text}");
}
