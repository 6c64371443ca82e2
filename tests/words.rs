//! What is never said, on any surface; and what a headline keeps to, whatever was answered.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use calling::answers::{Answer, Answers, Importance};
use calling::pack::{Form, OptionId, QuestionId};
use calling::result::{LONGEST_HEADLINE, Report, Wanted};
use calling::{Content, default_pack};
use command::{calling, stdout_of};
use proptest::prelude::*;
use serde_json::Value;

static CONTENT: LazyLock<Content> = LazyLock::new(default_pack);

/// Words of a reproach, of an order, of a verdict or of a label; and numbers without whom they speak of.
const NEVER: [&str; 13] = [
    "skipped",
    "you should",
    "you ought",
    "you are a",
    "you are an",
    "you are the",
    "this is about",
    "such cases",
    " 1 in ",
    "best match",
    "perfect",
    "most suited",
    "your answers have in common",
];

/// What a first screen does not show, either: other measures of fit, and bare words of chance.
const NEVER_FIRST: [&str; 8] =
    ["% fit", "answers agree", "strong fit", "good fit", "partial fit", "weak fit", "likely", "nats"];

fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| format!("examples/{}", path.file_name().unwrap().to_str().unwrap()))
        .collect()
}

/// Sheets that no person would hand in, which are the hardest to say something of; the same on every run.
fn odd_sheets() -> Vec<String> {
    let mut state = 7_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let sheet = |_| {
        let mut answers = serde_json::Map::new();
        for question in CONTENT.pack.questions() {
            let option = |place: usize| question.options[place].id.clone();
            let count = question.options.len();
            let answer = match draw(8) {
                0 => continue,
                1 | 2 if question.form == Form::Scope => continue,
                1 => "not-seen-yet".into(),
                2 => "dont-mind".into(),
                _ if question.takes_several() => {
                    (0..count).filter(|_| draw(3) == 0).map(option).collect::<Vec<_>>().into()
                }
                _ => Value::from(option(draw(count))),
            };
            answers.insert(question.id.clone(), answer);
        }
        serde_json::json!({ "answers": answers }).to_string()
    };
    (0..12).map(sheet).collect()
}

/// Text that a page shows: without markup.
fn shown(page: &str) -> String {
    let body = page.split_once("<body").unwrap().1;
    let mut text = String::new();
    let mut in_tag = false;
    for letter in body.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

fn never(surface: &str, text: &str, these: &[&str]) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    for words in these {
        let found = text.find(words).map(|at| {
            let from = text[..at].char_indices().rev().nth(40).map_or(0, |(from, _)| from);
            text[from..].chars().take(120).collect::<String>()
        });
        assert_eq!(found, None, "{surface} says \u{201c}{words}\u{201d}");
    }
}

/// Every `say` of a result as JSON, however deep.
fn says(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if key == "say" || key == "wish" => found.push(text.clone()),
                    _ => says(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| says(item, found)),
        _ => {}
    }
}

#[test]
fn no_result_says_what_is_never_said_as_text_as_a_page_or_as_json() {
    let examples = examples().into_iter().map(|path| (path, String::new()));
    let sheets = examples.chain(odd_sheets().into_iter().map(|sheet| ("-".to_owned(), sheet)));
    for (file, input) in sheets {
        let run = |format: &str| stdout_of(&["match", &file, "--format", format], &input);
        let text = run("text");
        never("the text", &text, &NEVER);
        never("the page", &shown(&run("html")), &NEVER);
        let json: Value = serde_json::from_str(&run("json")).unwrap();
        let mut said = Vec::new();
        says(&json, &mut said);
        assert!(said.len() > 10);
        never("JSON", &said.join("\n"), &NEVER);
    }
}

#[test]
fn a_first_screen_has_one_number_of_100_and_no_other_measure_of_fit() {
    for path in examples() {
        let text = stdout_of(&["match", &path], "");
        // What follows the list: the first role again, with its reasons.
        let first = text.split("\n\n  1").next().unwrap();
        let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
        never("the first screen", &first, &NEVER_FIRST);
        assert_eq!(first.matches(" of 100").count(), 1, "{first}");
        assert!(!first.contains('%'), "{first}");
    }
}

#[test]
fn no_hand_out_and_no_page_for_a_room_says_what_is_never_said() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let input = "examples/workshop/google-forms.csv";
    // Two of its cells cannot be read, and exit code 3 says so.
    calling(&["workshop", input, "--out", out.to_str().unwrap()]).output().unwrap();
    let mut pages = 0;
    for entry in fs::read_dir(&out).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "html") {
            never(&path.display().to_string(), &shown(&fs::read_to_string(&path).unwrap()), &NEVER);
            pages += 1;
        }
    }
    assert!(pages > 1);
}

#[test]
fn the_quiz_never_says_it_at_its_end() {
    let lines = format!("7\n{}", "3\n".repeat(4));
    let gist = stdout_of(&["quiz", "--plain"], &lines);
    never("the quiz", &gist, &NEVER);
    assert!(gist.contains("Your shortlist"), "{gist}");
}

/// Any sheet: chosen, marked, don't mind, not seen yet, not answered.
fn any_answers() -> impl Strategy<Value = Answers> {
    let questions = CONTENT.pack.questions().len();
    prop::collection::vec((0..10u8, any::<u64>(), 0..6u8), questions).prop_map(|draws| {
        let mut answers = Answers::default();
        for (place, (way, bits, mark)) in draws.into_iter().enumerate() {
            let id = QuestionId::new(place);
            match way {
                0 => answers.set(id, Answer::DontMind),
                1 => answers.set(id, Answer::NotSeenYet),
                2 => {}
                _ => answers.set(id, chosen(id, bits, mark == 0)),
            }
        }
        answers
    })
}

fn chosen(id: QuestionId, bits: u64, matters: bool) -> Answer {
    let question = CONTENT.pack.question(id);
    let count = question.options.len();
    let options = if question.takes_several() {
        (0..count).filter(|place| bits >> (2 * place) & 3 == 3).map(OptionId::new).collect()
    } else {
        vec![OptionId::new(usize::try_from(bits % count as u64).unwrap())]
    };
    Answer::Chose { options, importance: if matters { Importance::ALot } else { Importance::Usual } }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_headline_is_a_short_sentence_whatever_was_answered(answers in any_answers()) {
        let say = Report::new(&CONTENT, &answers, &Wanted::default()).headline.say;
        prop_assert!(say.split_whitespace().count() <= LONGEST_HEADLINE, "{}", say);
        prop_assert!(!say.contains([':', ';']), "{}", say);
        prop_assert!(say.ends_with('.') && say.starts_with(char::is_uppercase), "{}", say);
        prop_assert!(!say.contains("in between") && !say.contains("  "), "{}", say);
    }
}
