//! Forms for services: what is made asks everything, holds whatever a pack says as words, and says what it cannot carry.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_precision_loss, reason = "some hundred people")]

#[path = "../command/mod.rs"]
mod command;
mod exports;
mod made;
mod read_back;

use std::fs;
use std::path::Path;

use calling::matching::trial::evaluation::{Plan, evaluate};
use calling::matching::trial::short_form::{PER_SPECIALTY, cost, most_telling};
use calling::matching::trial::simulation::ResponseModel;
use calling::{Content, default_pack};
use command::{all_of, calling, stdout_of};
use made::read;

const FORMATS: [&str; 7] = ["apps-script", "word", "moodle", "xlsform", "redcap", "limesurvey", "qualtrics"];
const SMALL: &str = "tests/fixtures/small-pack";
/// What acts in one format or another.
const HOSTILE: &str =
    " \"'`\\ | ]]> </script> <b> & &amp; ${x} {1+1} [[Choice:9]] >>>>> <<<<< ####1 A. b 2. c */ // =2+2";

/// The file that the program makes, as bytes.
fn form(args: &[&str]) -> Vec<u8> {
    let output = calling(&[&["questions"], args].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A small pack whose questions and options hold what acts in one format or another.
fn hostile(folder: &Path) -> Content {
    for file in ["talking", "testing", "visiting"].map(|name| format!("specialties/{name}.toml")) {
        fs::create_dir_all(folder.join("specialties")).unwrap();
        fs::copy(Path::new(SMALL).join(&file), folder.join(&file)).unwrap();
    }
    let text = fs::read_to_string(Path::new(SMALL).join("questions.toml")).unwrap();
    let mut pack: toml::Table = text.parse().unwrap();
    let worse = |table: &mut toml::Table, key: &str| {
        if let Some(toml::Value::String(text)) = table.get_mut(key) {
            *text = format!("=1 {text}{HOSTILE}");
        }
    };
    for key in ["sections", "questions"] {
        for table in pack[key].as_array_mut().unwrap().iter_mut().filter_map(toml::Value::as_table_mut) {
            worse(table, "name");
            worse(table, "ask");
            let options = table.get_mut("options").and_then(toml::Value::as_array_mut);
            for option in options.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
                worse(option, "say");
            }
        }
    }
    fs::write(folder.join("questions.toml"), pack.to_string()).unwrap();
    Content::load(folder).unwrap()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn whatever_a_pack_says_is_words_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let pack = hostile(folder.path()).pack;
    let pack_at = folder.path().to_str().unwrap();
    for format in FORMATS {
        let asked = read(
            format,
            &form(&["--pack", pack_at, "--format", format, "--title", &format!("a\n\t{HOSTILE}")]),
        );
        assert_eq!(asked.len(), pack.questions().len() + 2, "{format}");
        // A spreadsheet does not run it, and XLSForm takes no reference for it.
        let as_is = |text: &str| match format {
            "redcap" => text.trim_start_matches('\'').to_owned(),
            "xlsform" => text.replace("$ {", "${"),
            _ => text.to_owned(),
        };
        for (question, asked) in pack.questions().iter().zip(&asked) {
            assert_eq!(as_is(&asked.ask), tidy(&question.ask), "{format}");
            assert_eq!(asked.several, question.takes_several() && format != "word", "{format}");
            for (option, (_, say)) in question.options.iter().zip(&asked.options) {
                assert_eq!(as_is(say), tidy(&option.say), "{format}");
            }
            let own = if question.places() { 2 } else { 0 };
            assert_eq!(asked.options.len(), question.options.len() + own, "{format}");
        }
    }
}

#[test]
fn a_form_asks_what_matters_and_for_a_name_and_says_what_to_switch_on_by_hand() {
    for format in FORMATS {
        let asked = read(format, &form(&["--format", format]));
        let [.., matters, label] = &asked[..] else { panic!("{format}") };
        assert_eq!(matters.ask, "Which of your answers matter a lot to you? Choose only a few.", "{format}");
        let placing = default_pack().pack.questions().iter().filter(|question| question.places()).count();
        assert_eq!(matters.options.len(), placing, "{format}");
        assert_eq!(
            (label.ask.as_str(), label.options.len()),
            ("A name or number of your choice", 0),
            "{format}"
        );
        assert!(stdout_of(&["questions", "--format", format, "--instructions"], "").starts_with("1. "));
    }
    let several = read("xlsform", &form(&["--format", "xlsform", "--short", "20"]));
    let several = several
        .iter()
        .zip(1..)
        .filter(|(asked, _)| asked.several)
        .map(|(_, number): (_, usize)| number.to_string());
    let several: Vec<String> = several.collect();
    let (last, first) = several.split_last().unwrap();
    let steps = stdout_of(&["questions", "--format", "word", "--short", "20", "--instructions"], "");
    assert!(tidy(&steps).contains(&format!("for questions {} and {last}.", first.join(", "))), "{steps}");
}

#[test]
fn the_same_questions_give_the_same_bytes_and_a_file_is_replaced_only_if_asked() {
    for format in FORMATS {
        assert_eq!(
            form(&["--pack", SMALL, "--format", format]),
            form(&["--pack", SMALL, "--format", format]),
            "{format}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.docx");
    let args = ["--pack", SMALL, "questions", "--format", "word", "--output", path.to_str().unwrap()];
    assert!(all_of(&args, "").contains("Written to"));
    assert_eq!(fs::read(&path).unwrap(), form(&["--pack", SMALL, "--format", "word"]));
    let again = all_of(&args, "");
    assert!(again.starts_with("exit: 1\n") && again.contains("--force"), "{again}");
    assert!(all_of(&[&args[..], &["--force"]].concat(), "").starts_with("exit: 0\n"));
    for option in [&["--title", "x"][..], &["--instructions"]] {
        let refused = all_of(&[&["questions"], option].concat(), "");
        assert!(refused.starts_with("exit: 2\n") && refused.contains(option[0]), "{refused}");
    }
}

#[test]
fn ids_that_a_service_cannot_tell_apart_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    hostile(folder.path());
    let file = folder.path().join("questions.toml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replace("\"with-people\"", "\"twenty-letters-and-more-of-one\"");
    fs::write(&file, text.replace("\"alone\"", "\"twenty-letters-and-more-of-two\"")).unwrap();
    let pack = folder.path().to_str().unwrap();
    let refused = all_of(&["--pack", pack, "questions", "--format", "limesurvey"], "");
    assert!(refused.starts_with("exit: 2\n"), "{refused}");
    assert!(
        tidy(&refused).contains("`twenty-letters-and-more-of-one` and `twenty-letters-and-more-of-two`"),
        "{refused}"
    );
    assert!(all_of(&["--pack", pack, "questions", "--format", "moodle"], "").starts_with("exit: 0\n"));
}

#[test]
fn what_a_short_form_costs_is_what_an_evaluation_of_the_same_people_finds() {
    let content = default_pack();
    let pack = &content.pack;
    let questions = most_telling(pack, &content.evidence, 12);
    let cost = cost(pack, &content.evidence, &questions);
    let plan = |questions| Plan {
        per_specialty: PER_SPECIALTY as u64,
        adaptive_per_specialty: 0,
        seed: 1,
        shortlist_share: 0.8,
        models: vec![ResponseModel::REFERENCE],
        questions,
    };
    for (found, questions) in [(cost.short, questions), (cost.whole, pack.question_ids().collect())] {
        let rule = &evaluate(pack, &content.evidence, &plan(questions), &|| {}).models[0].rules[0];
        let people = cost.people as f64;
        assert!((rule.first * people - found.first as f64).abs() < 1e-6);
        assert!((rule.first_three * people - found.first_three as f64).abs() < 1e-6);
    }
    let said = all_of(&["questions", "--format", "csv", "--short", "12"], "");
    let said = tidy(said.split("--- stderr").nth(1).unwrap());
    let per_cent = |part: usize| (100.0 * part as f64 / cost.people as f64).round();
    let wanted = format!(
        "What 12 questions cost: they put the true role first for {} of 100 simulated people, and among the first three for {};",
        per_cent(cost.short.first),
        per_cent(cost.short.first_three)
    );
    assert!(said.starts_with(&wanted), "{said}");
}
