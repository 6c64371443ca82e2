//! Forms filled in as their services export them, and read back by `calling workshop` with the results of the flags files
//! behind them.

use std::fs;
use std::path::Path;

use calling::answers::{Answer, Answers, Importance};
use calling::default_pack;
use calling::matching::trial::short_form::most_telling;
use calling::pack::{OptionId, Pack, Question, QuestionId};
use serde_json::Value;

use crate::command::calling;
use crate::exports::{Person, Several, Shape, rows};
use crate::form;
use crate::made::{Asked, read};

/// A room in which every way of answering comes up: each of nine people in another way for each question.
fn people(pack: &Pack) -> Vec<Person> {
    let names = ["Robin", "Sam", "7", "A\u{11f}\u{e7}a", "Jean-Fran\u{e7}ois", "x y", "o'q", "Kim", "Li"];
    let person = |(number, name): (usize, &str)| {
        let mut answers = Answers::default();
        for id in pack.question_ids() {
            let question = pack.question(id);
            let turn = number * 5 + id.index() * 3;
            let answer = match turn % 13 {
                0 => continue,
                1 if question.places() => Answer::DontMind,
                2 if question.places() => Answer::NotSeenYet,
                _ => {
                    Answer::Chose { options: options(question, turn), importance: importance(question, turn) }
                }
            };
            answers.set(id, answer);
        }
        Person { label: name.to_owned(), answers }
    };
    names.into_iter().enumerate().map(person).collect()
}

fn options(question: &Question, turn: usize) -> Vec<OptionId> {
    let most = question.options.len();
    let count = if question.takes_several() { 1 + turn % (most / 2).max(1) } else { 1 };
    (0..count).map(|more| OptionId::new((turn * 7 + more * 2) % most)).collect()
}

fn importance(question: &Question, turn: usize) -> Importance {
    if question.places() && turn.is_multiple_of(6) { Importance::ALot } else { Importance::Usual }
}

/// Results of the flags files of people who answered these questions, by label.
fn by_flags(pack: &Pack, questions: &[QuestionId], people: &[Person]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("room");
    fs::create_dir(&input).unwrap();
    for person in people {
        let mut text = "[answers]\n".to_owned();
        for id in questions {
            let question = pack.question(*id);
            let ids = |options: &[OptionId]| {
                let ids: Vec<String> = options
                    .iter()
                    .map(|option| format!("\"{}\"", question.options[option.index()].id))
                    .collect();
                if question.takes_several() { format!("[{}]", ids.join(", ")) } else { ids.concat() }
            };
            let written = match person.answers.to(*id) {
                None => continue,
                Some(Answer::DontMind) => "\"dont-mind\"".to_owned(),
                Some(Answer::NotSeenYet) => "\"not-seen-yet\"".to_owned(),
                Some(Answer::Chose { options, importance: Importance::Usual }) => ids(options),
                Some(Answer::Chose { options, .. }) => {
                    format!("{{ choose = {}, matters = \"a-lot\" }}", ids(options))
                }
            };
            text.push_str(&format!("{} = {written}\n", question.id));
        }
        fs::write(input.join(format!("{}.toml", person.label)), text).unwrap();
    }
    workshop(&input, &[])
}

/// The results of a room without their rows, in the order of the labels; nothing in it may be unread.
fn workshop(input: &Path, args: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let paths = [input.to_str().unwrap(), out.to_str().unwrap()];
    let output =
        calling(&[&["workshop", paths[0], "--out", paths[1], "--write", "results.jsonl"], args].concat())
            .output()
            .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("not recognised"), "{said}");
    let lines = fs::read_to_string(out.join("results.jsonl")).unwrap();
    let mut results: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for result in &mut results {
        result.as_object_mut().unwrap().remove("row");
    }
    results.sort_by_key(|result| result["label"].as_str().unwrap().to_owned());
    results
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in rows.iter().enumerate() {
        for (place, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(u32::try_from(number).unwrap(), u16::try_from(place).unwrap(), cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Sees that an export of this shape gives the results of the flags files.
fn is_read_back(format: &str, name: &str, shape: &Shape, file: fn(&[Vec<String>]) -> Vec<u8>) {
    let questions: Vec<QuestionId> = default_pack().pack.question_ids().collect();
    is_read_back_of(&questions, &["--format", format], name, shape, file);
}

/// The same of a form with these questions, which is made with these arguments.
fn is_read_back_of(
    questions: &[QuestionId],
    args: &[&str],
    name: &str,
    shape: &Shape,
    file: fn(&[Vec<String>]) -> Vec<u8>,
) {
    let pack = &default_pack().pack;
    let asked = read(args[1], &form(args));
    assert_eq!(asked.len(), questions.len() + 2);
    // What the Word file cannot say is switched on by hand.
    let switched_on = |(place, asked): (usize, Asked)| {
        let several =
            questions.get(place).map_or(!asked.options.is_empty(), |id| pack.question(*id).takes_several());
        Asked { several, ..asked }
    };
    let asked: Vec<Asked> = asked.into_iter().enumerate().map(switched_on).collect();
    let people = people(pack);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, file(&rows(pack, questions, &asked, &people, shape))).unwrap();
    let label = (shape.heading)(asked.last().unwrap());
    let label = label.rsplit(BETWEEN).next().unwrap().to_owned();
    let (found, wanted) = (workshop(&path, &["--label", &label]), by_flags(pack, questions, &people));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted, "{args:?}, {name}");
    }
}

fn ask(asked: &Asked) -> String {
    asked.ask.clone()
}

fn code(asked: &Asked) -> String {
    asked.code.clone()
}

/// Parts what stands in two rows of a heading.
const BETWEEN: char = '\u{1}';

fn either(yes: bool, chosen: &str, not_chosen: &str) -> String {
    if yes { chosen } else { not_chosen }.to_owned()
}

fn words(option: &(String, String)) -> String {
    option.1.clone()
}

fn option_code(option: &(String, String)) -> String {
    option.0.clone()
}

#[test]
fn google_forms() {
    let joined = |join| Shape {
        before: &["Timestamp"],
        behind: &[],
        heading: ask,
        cell: words,
        several: Several::Joined(join),
    };
    is_read_back("apps-script", "sheets.csv", &joined(|said| said.join(", ")), csv);
    is_read_back("apps-script", "own.csv", &joined(|said| said.join(";")), csv);
    let content = default_pack();
    let short = most_telling(&content.pack, &content.evidence, 20);
    let args = ["--format", "apps-script", "--short", "20"];
    is_read_back_of(&short, &args, "short.csv", &joined(|said| said.join(", ")), csv);
}

#[test]
fn microsoft_forms() {
    let shape = Shape {
        before: &["ID", "Start time", "Completion time", "Email", "Name"],
        behind: &[],
        heading: ask,
        cell: words,
        several: Several::Joined(|said| if said.is_empty() { String::new() } else { said.join(";") + ";" }),
    };
    is_read_back("word", "responses.xlsx", &shape, xlsx);
}

#[test]
fn moodle() {
    // What is downloaded is escaped for a page.
    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#039;")
    }
    let shape = Shape {
        before: &["Full name", "Groups", "Date"],
        behind: &[],
        heading: |asked| format!("({}) {}", asked.code, asked.ask),
        cell: |option| escaped(&option.1),
        several: Several::Joined(|said| said.join("\n")),
    };
    is_read_back("moodle", "responses.csv", &shape, csv);
}

#[test]
fn kobo_and_odk() {
    let values = Shape {
        before: &["start", "end"],
        behind: &["_id", "_uuid", "_submission_time", "_validation_status", "_status", "_index"],
        heading: code,
        cell: option_code,
        several: Several::Both(
            |said| said.join(" "),
            |asked, option| format!("{}/{}", asked.code, option.0),
            |_, yes| either(yes, "1", "0"),
        ),
    };
    is_read_back("xlsform", "values.xlsx", &values, xlsx);
    let labels = Shape {
        heading: ask,
        cell: words,
        several: Several::Split(
            |asked, option| format!("{}/{}", asked.ask, option.1),
            |_, yes| either(yes, "1", "0"),
        ),
        ..values
    };
    is_read_back("xlsform", "labels.csv", &labels, csv);
    let odk = Shape {
        before: &["SubmissionDate"],
        behind: &["meta-instanceID", "KEY"],
        heading: code,
        cell: option_code,
        several: Several::Joined(|said| said.join(" ")),
    };
    is_read_back("xlsform", "central.csv", &odk, csv);
}

#[test]
fn redcap() {
    let raw = Shape {
        before: &["record_id", "redcap_survey_identifier", "questionnaire_timestamp"],
        behind: &["questionnaire_complete"],
        heading: code,
        cell: option_code,
        several: Several::Split(
            |asked, option| format!("{}___{}", asked.code, option.0),
            |_, yes| either(yes, "1", "0"),
        ),
    };
    is_read_back("redcap", "raw.csv", &raw, csv);
    let labels = Shape {
        before: &["Record ID", "Survey Identifier", "Survey Timestamp"],
        behind: &["Complete?"],
        heading: ask,
        cell: words,
        several: Several::Split(
            |asked, option| format!("{} (choice={})", asked.ask, option.1),
            |_, yes| either(yes, "Checked", "Unchecked"),
        ),
    };
    is_read_back("redcap", "labels.csv", &labels, csv);
}

#[test]
fn limesurvey() {
    let codes = Shape {
        before: &["id", "submitdate", "lastpage", "startlanguage", "seed"],
        behind: &[],
        heading: code,
        cell: option_code,
        several: Several::Split(
            |asked, option| format!("{}[{}]", asked.code, option.0),
            |_, yes| either(yes, "Y", ""),
        ),
    };
    is_read_back("limesurvey", "codes.csv", &codes, csv);
    let full = Shape {
        before: &["Response ID", "Date submitted", "Last page", "Start language", "Seed"],
        behind: &[],
        heading: ask,
        cell: words,
        several: Several::Split(
            |asked, option| format!("{} [{}]", asked.ask, option.1),
            |_, yes| either(yes, "Yes", "No"),
        ),
    };
    is_read_back("limesurvey", "full.csv", &full, csv);
}

#[test]
fn qualtrics() {
    /// The two rows below the names: words, and what is for programs.
    fn three_rows(rows: &[Vec<String>]) -> Vec<u8> {
        let parts: Vec<(&str, &str)> =
            rows[0].iter().map(|cell| cell.split_once(BETWEEN).unwrap_or((cell, cell))).collect();
        let names = parts.iter().map(|(code, _)| (*code).to_owned()).collect();
        let asks = parts.iter().map(|(_, words)| (*words).to_owned()).collect();
        let programs = (0..parts.len()).map(|place| format!("{{\"ImportId\":\"QID{place}\"}}")).collect();
        csv(&[&[names, asks, programs], &rows[1..]].concat())
    }
    let before = &[
        "StartDate",
        "EndDate",
        "Status",
        "Progress",
        "Duration (in seconds)",
        "Finished",
        "RecordedDate",
        "ResponseId",
    ];
    let heading = |asked: &Asked| format!("{}{BETWEEN}{}", asked.code, asked.ask);
    let joined = Several::Joined(|said| said.join(","));
    let split = Several::Split(
        |asked, option| format!("{}_{}{BETWEEN}{} - {}", asked.code, option.0, asked.ask, option.1),
        |option, yes| either(yes, &option.1, ""),
    );
    for (name, several) in [("joined.csv", joined), ("split.csv", split)] {
        is_read_back(
            "qualtrics",
            name,
            &Shape { before, behind: &[], heading, cell: words, several },
            three_rows,
        );
    }
}
