//! Codes: how long they are, what they survive, what later content makes of them, and every way of giving one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;
use std::path::Path;

use calling::answers::code::{CodeError, code, read};
use calling::answers::{Answer, Answers, Importance};
use calling::date::Date;
use calling::default_pack;
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::load::load;
use calling::pack::{OptionId, Pack, QuestionId, SpecialtyId};
use calling::sitting::record::Order;
use calling::sitting::{Reply, Sitting};
use command::{all_of, calling, stdout_of};
use proptest::prelude::*;
use serde_json::Value;

/// Any answers that the quiz could end with.
fn any_answers(pack: &Pack) -> impl Strategy<Value = Answers> + use<> {
    let questions: Vec<(QuestionId, bool, usize)> = pack
        .question_ids()
        .map(|id| (id, pack.question(id).takes_several(), pack.question(id).options.len()))
        .collect();
    let all = questions.len();
    let given = proptest::collection::vec((0..8u8, any::<usize>()), all);
    (given, proptest::option::of(0..2_900_000u32), 0..8u8).prop_map(move |(given, day, fewest)| {
        let mut answers = Answers::default();
        answers.answered = day.and_then(Date::after);
        for ((id, several, options), (how, chosen)) in questions.iter().zip(given) {
            let answer = match how {
                how if how < fewest => continue,
                6 => Answer::DontMind,
                7 => Answer::NotSeenYet,
                how => {
                    let one = vec![OptionId::new(chosen % *options)];
                    let some = (0..*options).filter(|place| chosen >> place & 1 == 1).map(OptionId::new);
                    let importance = if how == 5 { Importance::ALot } else { Importance::Usual };
                    Answer::Chose { options: if *several { some.collect() } else { one }, importance }
                }
            };
            answers.set(*id, answer);
        }
        answers
    })
}

fn letters(code: &str) -> Vec<char> {
    code.chars().filter(|letter| *letter != '-').collect()
}

fn refused(pack: &Pack, letters: &[char]) -> bool {
    read(pack, &letters.iter().collect::<String>()).is_err()
}

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// 1,000 sheets, of each a code with one letter wrong, one with two swapped and one with one missing.
    #[test]
    fn sheets_go_to_codes_and_back_and_damaged_codes_are_refused(
        answers in any_answers(&default_pack().pack),
        places in proptest::array::uniform2(any::<prop::sample::Index>()),
        wrong in any::<prop::sample::Index>(),
    ) {
        let pack = &PACK;
        let written = code(pack, &answers).unwrap();
        let read_back = read(pack, &written).unwrap();
        prop_assert_eq!(&read_back.answers, &answers);
        prop_assert!(read_back.misfits.is_empty() && read_back.earlier.is_none());
        let intact = letters(&written);
        prop_assert!(intact.len() <= 90, "{} letters", intact.len());

        let [one, other] = places.map(|place| place.index(intact.len()));
        let mut mistyped = intact.clone();
        let others: Vec<char> = ALPHABET.chars().filter(|letter| *letter != intact[one]).collect();
        mistyped[one] = others[wrong.index(others.len())];
        prop_assert!(refused(pack, &mistyped));

        let mut swapped = intact.clone();
        swapped.swap(one, other);
        prop_assert!(swapped == intact || refused(pack, &swapped));
        for place in 1..intact.len() {
            let mut adjacent = intact.clone();
            adjacent.swap(place - 1, place);
            prop_assert!(adjacent == intact || refused(pack, &adjacent));
        }

        let mut short = intact.clone();
        short.remove(one);
        prop_assert!(refused(pack, &short));
    }
}

static PACK: std::sync::LazyLock<Pack> = std::sync::LazyLock::new(|| default_pack().pack);

/// What a sitting that stops when the result is settled leaves, with the scope and limits that everyone is asked for.
fn adaptive(content: &calling::Content, number: usize) -> Answers {
    let pack = &content.pack;
    let specialty = SpecialtyId::new(number * 7 % pack.specialties().len());
    let (mut answers, _) = respondent(pack, specialty, &ResponseModel::REFERENCE, 5, number as u64);
    for id in pack.question_ids().filter(|id| !pack.question(*id).places()) {
        let options = vec![OptionId::new(number % pack.question(id).options.len())];
        answers.set(id, Answer::Chose { options, importance: Importance::Usual });
    }
    let day = Date::read("2026-11-30").unwrap();
    let mut sitting = Sitting::new(content, Order::Adaptive).on(day);
    while let Some(question) = sitting.current() {
        sitting.take(answers.to(question).cloned().map_or(Reply::Skip, Reply::Answer));
    }
    sitting.answers().clone()
}

#[test]
fn twenty_eight_answers_fit_into_forty_letters() {
    let content = default_pack();
    let mut lengths = Vec::new();
    for number in 0..60 {
        let answers = adaptive(&content, number);
        if answers.iter().count() <= 28 {
            lengths.push(letters(&code(&content.pack, &answers).unwrap()).len());
        }
    }
    assert!(lengths.len() >= 30, "only {} stopped by then", lengths.len());
    assert!(lengths.iter().all(|length| *length <= 40), "{lengths:?}");
}

/// Of ten answers one matters a lot and one is not chosen; of limits a quarter is marked.
fn marked(pack: &Pack, answers: &Answers, number: usize) -> Answers {
    let mut marked = answers.clone();
    for (place, (id, answer)) in answers.iter().enumerate() {
        let Answer::Chose { options, importance: _ } = answer else { continue };
        match (place * 7 + number) % 20 {
            0 => marked.set(id, Answer::DontMind),
            1 => marked.set(id, Answer::NotSeenYet),
            2 | 3 if pack.question(id).places() => {
                marked.set(id, Answer::Chose { options: options.clone(), importance: Importance::ALot });
            }
            _ => {}
        }
    }
    marked
}

/// The figures of docs/codes.md: `cargo test --release --test codes -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement of a minute or more"]
fn how_long_codes_are() {
    let content = default_pack();
    let pack = &content.pack;
    let length = |answers: &Answers| letters(&code(pack, answers).unwrap()).len();
    let told = |what: &str, mut lengths: Vec<usize>| {
        lengths.sort_unstable();
        let (median, most) = (lengths[lengths.len() / 2], *lengths.last().unwrap());
        println!("{what}: {} sheets, median {median}, most {most}", lengths.len());
        assert!(most <= 90);
        most
    };
    let sittings: Vec<Answers> = (0..500).map(|number| adaptive(&content, number)).collect();
    let short = |answers: &&Answers| answers.iter().count() <= 28;
    let with_marks = |(number, answers)| length(&marked(pack, answers, number));
    told("settled", sittings.iter().map(length).collect());
    assert!(told("settled, 28 answers at most", sittings.iter().filter(short).map(length).collect()) <= 40);
    told("the same with marks", sittings.iter().filter(short).enumerate().map(with_marks).collect());
    let full = |number: usize| {
        let specialty = SpecialtyId::new(number % pack.specialties().len());
        let (mut answers, _) = respondent(pack, specialty, &ResponseModel::REFERENCE, 6, number as u64);
        answers.answered = Date::read("2026-11-30");
        for id in pack.question_ids().filter(|id| !pack.question(*id).places()) {
            let options = vec![OptionId::new(number % pack.question(id).options.len())];
            answers.set(id, Answer::Chose { options, importance: Importance::Usual });
        }
        marked(pack, &answers, number)
    };
    told("full, with marks", (0..500).map(|number| length(&full(number))).collect());
    let random = |number| calling::matching::trial::simulation::random_sheet(pack, 8, number);
    told("random", (0..1000).map(|number| length(&random(number))).collect());
}

/// The default pack after some years: a question and an option gone, one gone without a word, new ones added.
fn later(folder: &Path) -> Pack {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir(folder.join("specialties")).unwrap();
    for entry in fs::read_dir(root.join("specialties")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join("specialties").join(path.file_name().unwrap())).unwrap();
    }
    let mut text = fs::read_to_string(root.join("questions.toml")).unwrap();
    let mut cut = |from: &str, to: &str| {
        let start = text.find(from).unwrap();
        let end = start + text[start..].find(to).unwrap();
        text.replace_range(start..end, "");
    };
    cut("[[questions]]\nid = \"teach\"", "[[questions]]\nid = \"run-a-service\"");
    cut("[[questions]]\nid = \"machines\"", "[[questions]]\nid = \"one-area\"");
    cut("  { id = \"workplaces\"", "  { id = \"laboratory\"");
    cut("  { id = \"pupil\"", "  { id = \"medical-student\"");
    let text = text.replace(
        "[[questions]]\nid = \"home-visits\"",
        "[[questions]]\nid = \"new-one\"\nnumber = 900\nsection = \"places\"\nform = \"statement\"\nask = \"New?\"\n\
         dimension = \"desk\"\n\n[[questions]]\nid = \"home-visits\"",
    );
    let retired = "[[retired]]\nquestion = \"teach\"\nnumber = 43\nsay = \"Nobody asks that now.\"\n\n\
                   [[retired]]\nquestion = \"places\"\noption = \"workplaces\"\nnumber = 13\nsay = \"No such places.\"\n\n[[codes]]";
    fs::write(folder.join("questions.toml"), text.replacen("[[codes]]", retired, 1)).unwrap();
    load(folder).unwrap()
}

#[test]
fn later_content_explains_what_fits_no_more_and_uses_the_rest() {
    let pack = &default_pack().pack;
    let folder = tempfile::tempdir().unwrap();
    let later = later(folder.path());
    let mut answers = Answers::default();
    let mut set = |question: &str, options: &[&str]| {
        let id = pack.find_question(question).unwrap();
        let place =
            |option: &&str| pack.question(id).options.iter().position(|one| one.id == **option).unwrap();
        let options = options.iter().map(place).map(OptionId::new).collect();
        answers.set(id, Answer::Chose { options, importance: Importance::ALot });
    };
    set("scope", &["pupil"]);
    set("home-visits", &["agree"]);
    set("teach", &["agree"]);
    set("machines", &["agree"]);
    set("places", &["hospice", "workplaces", "office"]);
    let early = code(pack, &answers).unwrap();

    let found = read(&later, &early).unwrap();
    assert_eq!(found.earlier.as_deref(), Some(pack.version()));
    let gone: Vec<&str> = found.answers.retired(&later).map(|gone| gone.say.as_str()).collect();
    assert_eq!(gone, ["No such places.", "Nobody asks that now."]);
    assert_eq!(found.misfits.len(), 2, "{:?}", found.misfits);
    assert!(found.misfits[0].contains("`scope`, number 4") && found.misfits[1].contains("question 33"));
    let left: Vec<&str> = found.answers.iter().map(|(id, _)| later.question(id).id.as_str()).collect();
    assert_eq!(left, ["places", "home-visits"]);
    let places = found.answers.to(later.find_question("places").unwrap()).unwrap();
    let Answer::Chose { options, importance: Importance::ALot } = places else { panic!("{places:?}") };
    let ids: Vec<&str> = options
        .iter()
        .map(|option| {
            later.questions()[later.find_question("places").unwrap().index()].options[option.index()]
                .id
                .as_str()
        })
        .collect();
    assert_eq!(ids, ["hospice", "office"]);

    // What later content writes, earlier content cannot know.
    assert_eq!(read(pack, &code(&later, &found.answers).unwrap()), Err(CodeError::OtherPack));
    assert_eq!(read(&later, &code(&later, &found.answers).unwrap()).unwrap().answers.iter().count(), 2);

    let dir = folder.path().to_str().unwrap();
    let lacking = all_of(&["pack", "check", dir, "--strict"], "");
    assert!(lacking.contains("the questions have changed since"), "{lacking}");
    let entry = stdout_of(&["pack", "check", dir, "--codes"], "");
    let file = folder.path().join("questions.toml");
    let kept = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{kept}\n{entry}")).unwrap();
    let lacking = all_of(&["pack", "check", dir, "--strict"], "");
    assert!(!lacking.contains("the questions have changed since"), "{lacking}");
    assert_eq!(read(&load(folder.path()).unwrap(), &early).unwrap().answers, found.answers);
    fs::write(&file, format!("{kept}\n{}", entry.replacen("1o1", "1q1", 1))).unwrap();
    let mistake = all_of(&["pack", "check", dir], "");
    assert!(
        mistake.contains("is no part of a layout of codes") && mistake.starts_with("exit: 4"),
        "{mistake}"
    );
}

#[test]
fn another_packs_code_is_refused_and_a_pack_without_numbers_has_none() {
    let pack = &default_pack().pack;
    let folder = tempfile::tempdir().unwrap();
    let starter = folder.path().join("pack");
    stdout_of(&["pack", "new", starter.to_str().unwrap()], "");
    let other = load(&starter).unwrap();
    let mut answers = Answers::default();
    answers.set(QuestionId::new(0), Answer::DontMind);
    assert_eq!(read(pack, &code(&other, &answers).unwrap()), Err(CodeError::OtherPack));
    assert_eq!(read(&other, &code(pack, &answers).unwrap()), Err(CodeError::OtherPack));
    let small = load(Path::new("tests/fixtures/small-pack")).unwrap();
    assert_eq!(code(&small, &answers), None);
    assert_eq!(read(&small, &code(pack, &answers).unwrap()), Err(CodeError::NoNumbers));
}

/// The code and the day of the only result that a run prints.
fn code_and_day(args: &[&str], stdin: &str) -> (String, Value) {
    let printed: Value = serde_json::from_str(&stdout_of(args, stdin)).unwrap();
    let result = &printed["results"][0];
    (result["code"].as_str().unwrap().to_owned(), result["answered"].clone())
}

const SHEET: &str = "answered = 2026-11-30\n[answers]\nscope = \"doctor\"\nplaces = [\"hospice\", \"homes\"]\n\
                     home-visits = \"agree!\"\nlong-talks = \"not-seen-yet\"\nnights-later = \"by-phone\"\n\
                     limits = [\"nights-later\"]\n";

fn a_code() -> String {
    code_and_day(&["match", "-", "--format", "json"], SHEET).0
}

#[test]
fn a_result_from_a_code_is_that_of_its_answers() {
    let code = a_code();
    for format in ["text", "json", "html", "csv", "jsonl"] {
        let from_file = calling(&["match", "-", "--format", format]).write_stdin(SHEET).output().unwrap();
        let from_code = calling(&["match", "--code", &code, "--format", format]).output().unwrap();
        assert!(from_code.status.success());
        if format == "jsonl" {
            continue;
        }
        assert_eq!(from_code.stdout, from_file.stdout, "{format}");
    }
    let typed = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let (again, day) = code_and_day(&["match", "--code", &typed, "--format", "json"], "");
    assert_eq!((again, day), (code.clone(), Value::from("2026-11-30")));
    let (other, _) =
        code_and_day(&["match", "--code", &code, "--answer", "teach=agree", "--format", "json"], "");
    assert_ne!(other, code, "what is typed beside it counts");
}

#[test]
fn several_codes_are_several_sheets_and_every_damaged_one_is_shown() {
    let code = a_code();
    let two = ["match", "--code", &code, "--code", &code];
    let rows = stdout_of(&[&two[..], &["--format", "csv"]].concat(), "");
    assert!(rows.contains("1,\"code 1\",") && rows.contains("2,\"code 2\","), "{rows}");
    let lines = stdout_of(&[&two[..], &["--format", "jsonl"]].concat(), "");
    assert_eq!(lines.lines().count(), 2);
    assert!(stdout_of(&two, "").contains("== code 2\n"));
    let page = all_of(&[&two[..], &["--format", "html"]].concat(), "");
    assert!(page.starts_with("exit: 2") && page.contains("several sheets make no one page"), "{page}");
    let wrong = code.replacen(&code[4..5], if &code[4..5] == "A" { "B" } else { "A" }, 1);
    for format in ["text", "jsonl"] {
        let said = all_of(&["match", "--code", &wrong, "--code", &code[1..], "--format", format], "");
        assert!(said.starts_with("exit: 3") && said.contains("2 mistakes in the answers"), "{said}");
        assert!(said.contains("copy the code again"), "{said}");
    }
}

#[test]
fn the_day_is_read_from_flags_and_lines_and_a_wrong_one_is_shown() {
    for (written, day) in [("2026-11-30", "2026-11-30"), ("\"2026-02-28\"", "2026-02-28")] {
        let sheet = format!("answered = {written}\n[answers]\nteach = \"agree\"\n");
        assert_eq!(code_and_day(&["match", "-", "--format", "json"], &sheet).1, day);
    }
    let json = r#"{"answered": "2025-01-02", "teach": "agree"}"#;
    let (code, day) = code_and_day(&["match", "-", "--format", "json"], json);
    assert_eq!(day, "2025-01-02");
    let result = stdout_of(&["match", "-", "--format", "json"], json);
    assert_eq!(code_and_day(&["match", "-", "--format", "json"], &result), (code, day));
    assert_eq!(code_and_day(&["match", "--answer", "teach=agree", "--format", "json"], "").1, Value::Null);
    for wrong in ["\"2026-02-30\"", "30", "\"30/11/2026\"", "2026-11-30T12:00:00"] {
        let said = all_of(&["match", "-"], &format!("answered = {wrong}\n[answers]\nteach = \"agree\"\n"));
        assert!(said.starts_with("exit: 3") && said.contains("`answered` is not a day"), "{said}");
    }
    let lines =
        all_of(&["match", "-", "--format", "jsonl"], "{\"answered\": \"soon\", \"teach\": \"agree\"}\n");
    assert!(lines.starts_with("exit: 3"), "{lines}");
}
