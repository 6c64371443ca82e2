//! `calling match`, as a script uses it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use command::{all_of, calling, stdout_of};
use proptest::prelude::*;
use serde_json::Value;

const SMALL: &str = "tests/fixtures/small-pack";

/// The only result in what was printed.
fn only_result(json: &str) -> Value {
    let document: Value = serde_json::from_str(json).unwrap();
    let results = document["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    results[0].clone()
}

fn ranking(example: &str) -> Vec<Value> {
    let json = stdout_of(&["match", example, "--format", "json"], "");
    only_result(&json)["ranking"].as_array().unwrap().clone()
}

fn place(ranking: &[Value], slug: &str) -> usize {
    ranking.iter().position(|one| one["slug"] == slug).unwrap()
}

#[test]
fn someone_drawn_to_comfort_and_conversation_gets_palliative_medicine() {
    assert_eq!(ranking("examples/comfort-first.toml")[0]["slug"], "palliative-medicine");
}

#[test]
fn someone_drawn_to_theatre_gets_surgery_and_palliative_medicine_far_down() {
    let ranking = ranking("examples/theatre.toml");
    assert_eq!(ranking[0]["family"], "surgery");
    assert!(place(&ranking, "palliative-medicine") > ranking.len() / 2);
}

#[test]
fn someone_drawn_to_the_laboratory_gets_pathology() {
    assert_eq!(ranking("examples/laboratory.toml")[0]["family"], "pathology");
}

/// Six more made-up people: what each should find among the first five.
#[test]
fn each_example_finds_its_place_among_the_first_five() {
    for (example, expected) in [
        ("childrens-doctor", "paediatrics"),
        ("psychiatrist", "general-psychiatry"),
        ("community-nurse", "district-nurse"),
        ("chaplain", "healthcare-chaplain"),
        ("intensivist", "intensive-care-medicine"),
        ("public-health", "public-health-medicine"),
    ] {
        let ranking = ranking(&format!("examples/{example}.toml"));
        assert!(place(&ranking, expected) < 5, "{expected} is not among the first five of {example}");
    }
}

#[test]
fn a_result_as_text() {
    insta::assert_snapshot!(all_of(
        &["--pack", SMALL, "match", "-"],
        "[answers]\nwith-people = 4\nalone = \"strongly-disagree!\"\nwhere = [\"home\"]\naccept-nights = \"none\"\n"
    ));
}

#[test]
fn a_result_as_json() {
    insta::assert_snapshot!(all_of(
        &["--pack", SMALL, "match", "-", "--format", "json", "--top", "1"],
        "[answers]\nscope = \"doctor\"\nwith-people = \"agree\"\nwhere = { choose = [\"home\"], matters = \"a-lot\" }\nalone = \"not-seen-yet\"\n"
    ));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let run = || stdout_of(&["match", "examples/comfort-first.toml", "--format", "json"], "");
    assert_eq!(run(), run());
}

#[test]
fn the_parts_in_the_json_add_up_to_the_evidence() {
    let json = stdout_of(&["match", "examples/theatre.toml", "--format", "json", "--top", "100"], "");
    let report = only_result(&json);
    let top = report["top"].as_array().unwrap();
    assert!(top.len() > 20);
    for entry in top {
        let sum: i64 =
            entry["parts"].as_array().unwrap().iter().map(|part| part["evidence"].as_i64().unwrap()).sum();
        assert_eq!(sum, entry["evidence"].as_i64().unwrap(), "{}", entry["slug"]);
    }
}

#[test]
fn the_answers_in_the_json_give_the_same_result_again() {
    let first = only_result(&stdout_of(&["match", "examples/comfort-first.toml", "--format", "json"], ""));
    let answers = toml::to_string(&serde_json::json!({ "answers": first["answers"] })).unwrap();
    let mut again = only_result(&stdout_of(&["match", "-", "--format", "json"], &answers));
    assert_eq!((&first["file"], &again["file"]), (&"examples/comfort-first.toml".into(), &Value::Null));
    again["file"] = first["file"].clone();
    assert_eq!(again, first);
}

#[test]
fn options_in_the_file_count_and_the_command_line_overrides_them() {
    let file = "format = \"json\"\ntop = 1\nscope = \"team\"\n[answers]\nwith-people = \"agree\"\n";
    let report = only_result(&stdout_of(&["--pack", SMALL, "match", "-"], file));
    assert_eq!(report["scope"], "team");
    assert_eq!(report["top"].as_array().unwrap().len(), 1);
    let overridden = stdout_of(&["--pack", SMALL, "match", "-", "--scope", "all", "--format", "text"], file);
    assert!(overridden.contains("3 of 3"), "{overridden}");
}

#[test]
fn a_file_opens_no_pack_unless_one_is_typed() {
    let file = format!("pack = \"{SMALL}\"\nformat = \"json\"\n[answers]\nwith-people = \"agree\"\n");
    let typed = ["--pack", SMALL, "match", "-"];
    let allowed: Value = serde_json::from_str(&stdout_of(&typed, &file)).unwrap();
    assert_eq!(allowed["pack"]["name"], "A small pack");
    let json = format!("{{\"pack\": \"{SMALL}\", \"answers\": {{\"with-people\": 2}}}}");
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.toml", &file), ("b.json", &json)] {
        std::fs::write(folder.path().join(name), text).unwrap();
        let path = folder.path().join(name);
        let path = path.to_str().unwrap();
        for args in [&["match", path][..], &["match", path, path], &["diff", path, path]] {
            let output = calling(args).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{said}");
            assert!(said.contains("--pack DIR") && output.stdout.is_empty(), "{said}");
        }
    }
    let said = all_of(&["workshop", folder.path().to_str().unwrap(), "--check", "--details"], "");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("2 rows are left out") && said.contains("--pack DIR"), "{said}");
    calling(&["--pack", SMALL, "workshop", folder.path().to_str().unwrap(), "--check"]).assert().success();
}

#[test]
fn one_question_answered_twice_in_one_place_names_both() {
    let twice = |args: &[&str], stdin: &str| {
        let said = all_of(&[&["--pack", SMALL, "match"], args].concat(), stdin);
        assert!(
            said.starts_with("exit: 3") && said.contains("agree") && said.contains("in-between"),
            "{said}"
        );
    };
    twice(&["--answer", "with-people=agree", "--answer", "with-people=in-between"], "");
    twice(
        &[
            "--answer",
            "with-people=4",
            "--what-if",
            "with-people=in-between",
            "--what-if",
            "with-people=agree",
        ],
        "",
    );
    twice(&["-"], "[answers]\nwith-people = \"agree\"\nwith-people = \"in-between\"\n");
    twice(&["-"], "{\"with-people\": \"agree\", \"with-people\": \"in-between\"}");
    twice(&["-"], "{\"answers\": {\"with-people\": {\"choose\": \"agree\", \"choose\": \"in-between\"}}}");
    twice(&["-"], "[answers]\n\"with\u{2013}people\" = \"agree\"\nwith-people = \"in-between\"\n");
}

#[test]
fn several_options_given_apart_in_one_place_add_up() {
    let answers = |args: &[&str], stdin: &str| -> Value {
        let args = [&["--pack", SMALL, "match", "--format", "json"], args].concat();
        only_result(&stdout_of(&args, stdin))["answers"]["where"].clone()
    };
    let both = serde_json::json!(["home", "laboratory"]);
    assert_eq!(answers(&["--answer", "where=laboratory", "--answer", "where=home"], ""), both);
    assert_eq!(answers(&["-"], "{\"where\": \"home\", \"where\": [\"laboratory\"]}"), both);
    // What is typed counts before the file, and is not added to it.
    assert_eq!(
        answers(&["-", "--answer", "where=home"], "{\"where\": \"laboratory\"}"),
        serde_json::json!(["home"])
    );
    let said = all_of(&["--pack", SMALL, "match", "--answer", "where=home", "--answer", "where=skip"], "");
    assert!(said.contains("answered twice, with `home` and with `skip`"), "{said}");
}

#[test]
fn a_flags_file_is_read_as_a_windows_shell_or_a_word_processor_writes_it() {
    let answer = |bytes: &[u8]| -> Value {
        let output = calling(&["--pack", SMALL, "match", "-", "--format", "json"])
            .write_stdin(bytes.to_vec())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        only_result(&String::from_utf8(output.stdout).unwrap())["answers"]["with-people"].clone()
    };
    let text = "[answers]\nwith-people = \u{201c}strongly\u{2011}agree\u{201d},\n";
    let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    for bytes in [text.as_bytes(), &units(u16::to_le_bytes), &units(u16::to_be_bytes)] {
        assert_eq!(answer(bytes), "strongly-agree");
    }
    assert_eq!(answer(b"```json\n{'with-people': 'agree',}\n```\n"), "agree");
}

#[test]
fn answers_on_the_command_line_override_the_file() {
    let args = [
        "--pack",
        SMALL,
        "match",
        "-",
        "--format=json",
        "--answer",
        "with-people=2",
        "--answer",
        "where=home,laboratory",
    ];
    let report = only_result(&stdout_of(&args, "[answers]\nwith-people = \"agree\"\n"));
    assert_eq!(report["answers"]["with-people"], "disagree");
    assert_eq!(report["answers"]["where"], serde_json::json!(["home", "laboratory"]));
}

#[test]
fn every_mistake_in_a_flags_file_is_shown_with_its_place() {
    insta::assert_snapshot!(all_of(&["match", "tests/fixtures/mistakes.toml"], ""));
}

#[test]
fn mistakes_on_the_command_line_are_shown_too() {
    insta::assert_snapshot!(all_of(
        &["match", "--answer", "home-visit=agree", "--answer", "long-talks=agre", "--answer", "nothing"],
        ""
    ));
}

#[test]
fn nothing_to_score_is_a_usage_error() {
    insta::assert_snapshot!(all_of(&["match"], ""));
}

#[test]
fn files_that_are_no_flags_files_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.toml");
    for (bytes, expected) in [
        (&b"\xff\xff"[..], "not UTF-8"),
        (&b"a = [1,"[..], "not valid TOML"),
        (&b""[..], "no [answers]"),
        (&b"answers = 1"[..], "must be a table"),
        (&vec![b'#'; (1 << 20) + 1][..], "larger than"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let output = calling(&["match", path.to_str().unwrap()]).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(err.contains(expected), "{expected} missing in\n{err}");
        assert_eq!(output.status.code(), Some(3));
    }
}

#[test]
fn a_blank_flags_file_is_accepted_once_it_is_filled_in() {
    let blank = stdout_of(&["questions", "--format", "flags"], "");
    assert!(stdout_of(&["match", "-"], &blank).contains("Nothing was answered"));
    let filled: String = blank
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|l| l.ends_with(" = \"\"") || l.ends_with(" = []")).unwrap_or(line)
        })
        .map(|line| line.replace(" = \"\"", " = \"1\"").replace(" = []", " = [1, 2]") + "\n")
        .collect();
    let text = stdout_of(&["match", "-"], &filled);
    assert!(text.contains("You answered 57 questions."), "{text}");
}

#[test]
fn a_result_goes_into_a_file_whole_and_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result.json");
    let args = ["match", "examples/theatre.toml", "--format", "json", "--output", out.to_str().unwrap()];
    calling(&args).assert().success().stdout("");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), stdout_of(&args[..4], ""));
    let refused = calling(&args).assert().code(1).get_output().clone();
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    calling(&[&args[..], &["--force"]].concat()).assert().success();
}

#[test]
fn colour_is_written_only_where_asked_for() {
    let plain = stdout_of(&["match", "examples/theatre.toml"], "");
    assert!(!plain.contains('\u{1b}'));
    let forced = calling(&["match", "examples/theatre.toml"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let refused = calling(&["match", "examples/theatre.toml"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!refused.stdout.contains(&0x1b));
}

#[test]
fn text_fits_the_width_it_is_given_but_addresses_stand_whole_on_lines_of_their_own() {
    for columns in [30, 40, 60, 80, 100] {
        let output = calling(&["match", "examples/comfort-first.toml"])
            .env("COLUMNS", columns.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_address =
            |line: &&str| line.trim_start().starts_with("https://") && !line.trim().contains(' ');
        let (addresses, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(is_address);
        let widest = lines.into_iter().max_by_key(|line| console::measure_text_width(line)).unwrap();
        assert!(console::measure_text_width(widest) <= columns, "wider than {columns} columns: {widest}");
        assert!(!addresses.is_empty());
    }
}

#[test]
fn a_result_as_a_page_needs_nothing_else() {
    let page = stdout_of(&["match", "examples/comfort-first.toml", "--format", "html"], "");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for outside in ["<script", "<link", "<img", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    for inside in
        ["lang=\"en-GB\"", "<main>", "Palliative medicine", "You beside the first 3", "What would change it"]
    {
        assert!(page.contains(inside), "{inside}");
    }
}

#[test]
fn markup_in_a_pack_is_text_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let copied = folder.path().join("pack");
    let status = std::process::Command::new("cp").args(["-r", SMALL]).arg(&copied).status().unwrap();
    assert!(status.success());
    let questions = copied.join("questions.toml");
    let text = std::fs::read_to_string(&questions).unwrap();
    std::fs::write(&questions, text.replace("A small pack", "<b>A</b> & <script>alert(1)</script>")).unwrap();
    let args =
        ["--pack", copied.to_str().unwrap(), "match", "--answer", "with-people=agree", "--format", "html"];
    let page = stdout_of(&args, "");
    assert!(!page.contains("<script>alert") && page.contains("&#60;script&#62;"), "{}", &page[..600]);
}

#[test]
fn a_specialty_can_be_asked_about_and_the_least_suited_shown() {
    let text = stdout_of(
        &["match", "examples/theatre.toml", "--top", "1", "--why", "palliative-medicine", "--least", "2"],
        "",
    );
    assert!(text.contains("You asked about") && text.contains("Palliative medicine"));
    assert!(text.contains("Furthest from these answers") && text.contains("Not a judgement"));
    let unknown =
        calling(&["match", "examples/theatre.toml", "--why", "pallative-medicine"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `palliative-medicine`?"));
}

#[test]
fn what_would_change_it_does_change_it() {
    let json = stdout_of(&["match", "examples/theatre.toml", "--format", "json"], "");
    let report = only_result(&json);
    let change = &report["what_would_change_it"];
    let mut answers = report["answers"].as_object().unwrap().clone();
    for (question, answer) in change["would_come_first_with"].as_object().unwrap() {
        answers.insert(question.clone(), answer.clone());
    }
    let file = toml::to_string(&serde_json::json!({ "answers": answers })).unwrap();
    let changed = only_result(&stdout_of(&["match", "-", "--format", "json"], &file));
    assert_eq!(changed["ranking"][0]["slug"], change["slug"]);
}

#[test]
fn a_what_if_shows_the_order_before_and_after() {
    insta::assert_snapshot!(all_of(
        &[
            "--pack",
            SMALL,
            "match",
            "--answer",
            "with-people=5",
            "--what-if",
            "with-people=1",
            "--what-if",
            "where=laboratory"
        ],
        ""
    ));
}

/// What one other answer would do is said first, and never that it tells roles apart where their order stays.
#[test]
fn a_what_if_begins_with_what_would_become_of_the_first_three() {
    let what_if = |example: &str, change: &str| {
        let text = stdout_of(&["match", &format!("examples/{example}.toml"), "--what-if", change], "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let little = what_if("comfort-first", "machines=in-between");
    assert!(little.starts_with("That would not change the first three: Palliative medicine,"), "{little}");
    assert!(!little.contains("noise") && !little.contains("apart"), "{little}");
    let same = what_if("theatre", "teach=agree");
    assert_eq!(same, "That is what you answered, so nothing would change.");
}

#[test]
fn the_questions_that_would_help_most_can_be_asked_for() {
    let json = stdout_of(&["match", "--answer", "home-visits=agree", "--next", "5", "--format", "json"], "");
    let next = only_result(&json);
    let gains: Vec<f64> = next["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["expected_gain"].as_f64().unwrap())
        .collect();
    assert_eq!(gains.len(), 5);
    assert!(gains.is_sorted_by(|a, b| a >= b) && gains[0] > 0.0, "{gains:?}");
}

#[test]
fn contradictions_and_answers_all_alike_are_named() {
    let torn = "[answers]\nlong-talks = 5\nshort-talks = 5\n";
    assert!(stdout_of(&["match", "-"], torn).contains("pull in opposite directions"));
    let statements = calling::default_pack();
    let alike: Vec<String> = statements
        .pack
        .questions()
        .iter()
        .filter(|question| question.form == calling::pack::Form::Statement)
        .map(|question| format!("{} = 4", question.id))
        .collect();
    assert!(
        stdout_of(&["match", "-"], &format!("[answers]\n{}", alike.join("\n")))
            .contains("have the same answer")
    );
}

#[test]
fn two_sheets_are_compared() {
    let text = stdout_of(&["diff", "examples/theatre.toml", "examples/comfort-first.toml"], "");
    assert!(text.contains("Answers that differ") && text.contains("more than noise"), "{text}");
    assert!(text.starts_with("Palliative medicine comes first instead of"), "{text}");
    let same = stdout_of(&["diff", "examples/theatre.toml", "examples/theatre.toml"], "");
    assert_eq!(same, "The answers are the same.\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_input_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), toml in "[a-z\\[\\]\"'=.{}, \\n0-9!-]{0,120}") {
        for input in [bytes, toml.clone().into_bytes(), format!("[answers]\n{toml}").into_bytes()] {
            let output = calling(&["match", "-"]).write_stdin(input).output().unwrap();
            prop_assert!(matches!(output.status.code(), Some(0 | 3 | 4)), "{:?}", output);
        }
    }
}

#[test]
fn a_result_as_json_can_be_scored_again() {
    let answers = std::fs::read_to_string("examples/theatre.toml").unwrap();
    let first = stdout_of(&["match", "-", "--format", "json"], &answers);
    let again = stdout_of(&["match", "-", "--format", "json"], &first);
    assert_eq!(first, again);
    // As version 1 of the layout had it.
    let one = only_result(&first);
    let version_1 = serde_json::json!({ "schema": 1, "program": {}, "pack": {}, "answers": one["answers"], "ranking": [] });
    assert_eq!(stdout_of(&["match", "-", "--format", "json"], &version_1.to_string()), first);
}

#[test]
fn several_files_are_scored_under_their_names() {
    let text = stdout_of(&["match", "examples/theatre.toml", "examples/chaplain.toml", "--top", "1"], "");
    assert!(
        text.starts_with("== examples/theatre.toml") && text.contains("\n== examples/chaplain.toml"),
        "{text}"
    );
    let json =
        stdout_of(&["match", "examples/theatre.toml", "examples/chaplain.toml", "--format", "json"], "");
    let document: Value = serde_json::from_str(&json).unwrap();
    let files: Vec<&Value> =
        document["results"].as_array().unwrap().iter().map(|result| &result["file"]).collect();
    assert_eq!(files, ["examples/theatre.toml", "examples/chaplain.toml"]);
    // A folder stands for the flags files in it.
    let folder = stdout_of(&["match", "examples", "--format", "csv"], "");
    assert_eq!(folder.lines().count(), 10);
    assert!(folder.contains("examples/theatre.toml"), "{folder}");
}

#[test]
fn a_mistake_in_json_is_shown_with_what_would_do() {
    let all = all_of(&["match", "-"], r#"{"answers": {"places": ["hospise"]}}"#);
    assert!(all.contains("exit: 3") && all.contains("hospise") && all.contains("`hospice`"), "{all}");
}

/// A flags file may come from anyone: it does not choose where a result is written.
#[test]
fn a_flags_file_writes_to_no_file_and_replaces_none() {
    let folder = tempfile::tempdir().unwrap();
    let precious = folder.path().join("precious.txt");
    std::fs::write(&precious, "precious").unwrap();
    for option in [format!("output = {precious:?}"), "force = true".to_owned()] {
        let sheet = folder.path().join("sheet.toml");
        std::fs::write(&sheet, format!("{option}\n[answers]\nhome-visits = \"agree\"\n")).unwrap();
        let output = calling(&["match", sheet.to_str().unwrap()]).output().unwrap();
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot stand in a flags file"));
        assert_eq!(std::fs::read_to_string(&precious).unwrap(), "precious");
    }
}

/// Each pair of what is asked for and a format is an output or an error, and no option is passed over in silence.
#[test]
fn what_cannot_apply_is_refused_by_name() {
    let sheet = "examples/theatre.toml";
    let cases: [(&[&str], &str); 14] = [
        (&["--format", "csv", "--top", "3"], "--top"),
        (&["--format", "csv", "--why", "cardiology"], "--why"),
        (&["--format", "csv", "--least", "2"], "--least"),
        (&["--format", "csv", "--next", "2"], "--next"),
        (&["--format", "csv", "--what-if", "teach=agree"], "--what-if"),
        (&["--format", "html", "--next", "2"], "--next"),
        (&["--format", "html", "--what-if", "teach=agree"], "--what-if"),
        (&["--format", "jsonl", "--top", "3"], "--top"),
        (&["--format", "jsonl", "--why", "cardiology"], "--why"),
        (&["--format", "jsonl", "--least", "2"], "--least"),
        (&["--format", "jsonl", "--next", "2"], "--next"),
        (&["--next", "2", "--top", "3"], "--top"),
        (&["--next", "2", "--what-if", "teach=agree"], "--what-if"),
        (&["--what-if", "teach=agree", "--shortlist", "90"], "--shortlist"),
    ];
    for (options, named) in cases {
        let all = all_of(&[&["match", sheet], options].concat(), "");
        assert!(
            all.starts_with("exit: 2\n--- stdout\n--- stderr\n") && all.contains(named),
            "{options:?}: {all}"
        );
    }
    let several = all_of(&["match", sheet, sheet, "--format", "html"], "");
    assert!(several.starts_with("exit: 2\n") && several.contains("no one page"), "{several}");
}

#[test]
fn a_shortlist_in_a_table_reaches_what_was_asked_for() {
    let row = |share: &str| {
        stdout_of(&["match", "examples/theatre.toml", "--format", "csv", "--shortlist", share], "")
    };
    let json = stdout_of(&["match", "examples/theatre.toml", "--format", "json", "--shortlist", "99"], "");
    let listed: Vec<String> = only_result(&json)["shortlist"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["slug"].as_str().unwrap().to_owned())
        .collect();
    assert!(row("99").contains(&listed.join(";")) && row("10") != row("99"));
}

#[test]
fn files_that_ask_for_different_outputs_are_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (one, other) =
        (file("a.toml", "next = 2\n[answers]\n"), file("b.toml", "[answers]\nteach = \"agree\"\n"));
    let all = all_of(&["match", &one, &other], "");
    assert!(all.starts_with("exit: 2\n") && all.contains("a.toml") && all.contains("b.toml"), "{all}");
    assert!(stdout_of(&["match", &one, &other, "--next", "1"], "").matches("would settle most").count() == 2);
}

#[test]
fn a_file_that_is_not_there_is_a_failure_outside() {
    for args in [
        &["match", "missing.toml"][..],
        &["match", "missing.toml", "--format", "jsonl"],
        &["match", "examples/theatre.toml", "missing.json"],
        &["diff", "examples/theatre.toml", "missing.toml"],
        &["workshop", "missing.csv", "--check"],
        &["workshop", "examples/workshop/google-forms.csv", "--check", "--columns", "missing.toml"],
        &["match", "examples/theatre.toml", "--pack", "missing"],
        &["pack", "check", "missing"],
    ] {
        let all = all_of(args, "");
        assert!(
            all.starts_with("exit: 1\n--- stdout\n--- stderr\n") && all.contains("missing"),
            "{args:?}: {all}"
        );
    }
}

#[test]
fn a_table_of_many_is_shown_the_way_to_the_workshop() {
    let output = calling(&["match", "examples/workshop/google-forms.csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("calling workshop examples/workshop/google-forms.csv")
    );
}

/// Someone who loves surgery and cannot accept nights at work: every role that asks for more is named, in its own words,
/// and nothing else changes.
#[test]
fn a_limit_names_every_role_that_asks_for_more_and_changes_no_score() {
    let answers = "[answers]\nscope = \"doctor\"\nplaces = [\"theatre\"]\ntheatre-hours = \"strongly-agree!\"\n\
        work-with-hands = \"strongly-agree!\"\nprocedure-share = \"most\"\nmeans = [\"operating\"]\nbody = [\"bones\"]\n\
        problems = [\"injury\"]\ncure-work = \"strongly-agree\"\nnights-in-training = \"from-home\"\n\
        nights-later = \"by-phone\"\n";
    let result = |more: &str| -> Value {
        let text = format!("{answers}{more}");
        only_result(&stdout_of(&["match", "-", "--format", "json"], &text))
    };
    let (mut with, without) = (result("limits = [\"nights-in-training\", \"nights-later\"]\n"), result(""));
    assert_eq!(with["limits"][0]["term"], "nights-in-training");
    assert_eq!(
        (with["limits"][0]["option"].as_str(), with["limits"][0]["level"].as_f64()),
        (Some("from-home"), Some(2.0))
    );
    let pack = calling::default_pack().pack;
    let mut named = 0;
    for role in with["ranking"].as_array_mut().unwrap() {
        let slug = role["slug"].as_str().unwrap().to_owned();
        let specialty = pack.find_specialty(&slug).unwrap();
        let dossier = pack.dossier(specialty);
        for breach in role["limits"].as_array().unwrap() {
            let term = pack.dimension_ids().find(|id| pack.dimension(*id).id == breach["term"]).unwrap();
            let known = pack.specialty(specialty).at(term).unwrap();
            let (level, spread) = (known.level.value(), known.spread.value());
            assert_eq!((breach["asks"].as_f64(), breach["spread"].as_f64()), (Some(level), Some(spread)));
            assert_eq!(breach["beyond"], if level - spread > 2.0 { "breaks" } else { "nearly" }, "{slug}");
            assert_eq!(breach["why"].as_str(), Some(dossier.whys[&term].say.as_str()), "{slug}");
            assert!(breach["source"]["title"].is_string() || dossier.whys[&term].source.is_none(), "{slug}");
            named += 1;
        }
        let breaks = |id: &str| {
            let term = pack.dimension_ids().find(|one| pack.dimension(*one).id == id).unwrap();
            pack.specialty(specialty).at(term).is_some_and(|known| known.level.value() > 2.0)
        };
        let expected = ["nights-in-training", "nights-later"].iter().filter(|id| breaks(id)).count();
        assert_eq!(role["limits"].as_array().unwrap().len(), expected, "{slug}");
        role["limits"] = serde_json::json!([]);
    }
    assert!(named > 40, "{named}");
    assert_eq!(with["ranking"], without["ranking"]);
    let text = stdout_of(&["match", "-"], &format!("{answers}limits = [\"nights-in-training\"]\n"));
    assert!(text.contains("Breaks your limit on"), "{text}");
}

/// A mark on a term without an answer sets no limit, since nobody said where it lies.
#[test]
fn a_limit_without_an_answer_does_nothing() {
    let json = stdout_of(
        &["match", "-", "--format", "json"],
        "[answers]\nteach = \"agree\"\nlimits = [\"moving\"]\n",
    );
    let result = only_result(&json);
    assert_eq!(result["limits"], serde_json::json!([]));
    assert_eq!(result["counts"]["answered"], 1);
}

/// File names and damaged files come from others: whatever is said of them, nothing in it acts on the terminal.
#[test]
#[cfg(unix)]
fn nothing_from_outside_acts_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let acting = "\u{1b}[31m\u{9b}2J\u{202e}\u{200f}\u{7}";
    let named = |name: &str| folder.path().join(format!("{acting}{name}")).to_str().unwrap().to_owned();
    let (sheet, broken, book) = (named("a.toml"), named("b.toml"), named("c.xlsx"));
    std::fs::write(&sheet, "[answers]\nhome-visits = \"agree\"\n").unwrap();
    std::fs::write(&broken, "[answers]\nnosuch = \"agree\" # \u{9b}31m \u{61c}\u{200e}\n").unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("\u{202e}\u{9b}x").unwrap().write(0, 0, "nothing known").unwrap();
    workbook.save(&book).unwrap();
    let out = named("out.txt");
    for args in [
        &["match", &sheet, &sheet][..],
        &["match", &broken],
        &["match", &book],
        &["match", &named("missing.toml")],
        &["match", &sheet, "--output", &out],
        &["match", &sheet, "--output", &out],
        &["workshop", &book, "--check"],
        &["workshop", &named("none.csv"), "--check"],
        &["pack", "new", &named("pack")],
        &["pack", "check", "--pack", &named("nopack")],
    ] {
        let output = calling(args).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let acts = said.chars().find(|c| acting.contains(*c) && *c != '[' && !c.is_ascii_alphanumeric());
        assert!(!said.is_empty() && acts.is_none(), "{args:?} wrote {acts:?}: {said:?}");
        assert!(!said.contains(['\u{61c}', '\u{200e}']), "{args:?}: {said:?}");
    }
}
