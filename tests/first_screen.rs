//! What a result shows first: it fits the screen, and one number says how sure.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use calling::answers::flags_file::FlagsFile;
use calling::answers::{Answer, Answers, Importance};
use calling::diagnostic::{Colour, SourceText};
use calling::pack::{Form, OptionId};
use calling::report::opening::opening;
use calling::report::text::{Detail, Style, render};
use calling::result::{Report, Wanted};
use calling::toml_tree::Mistakes;
use calling::{Content, default_pack};

/// Rows above the menu, and columns, of the smallest screens that the whole opening is promised on.
const SCREENS: [(usize, usize); 2] = [(17, 59), (21, 79)];

/// All examples, and people whose answers are harder to sum up.
fn sheets(content: &Content) -> Vec<(String, Answers)> {
    let mut sheets: Vec<(String, Answers)> = std::fs::read_dir("examples")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.display().to_string(), read(content, &std::fs::read_to_string(&path).unwrap())))
        .collect();
    let theatre = std::fs::read_to_string("examples/theatre.toml").unwrap();
    let no_nights = theatre
        .replace("\"all-years\"", "\"none\"")
        .replace("limits = []", "limits = [\"nights-in-training\"]");
    assert_ne!(no_nights, theatre);
    sheets.push(("surgery without nights".to_owned(), read(content, &no_nights)));
    for place in [0, 2, 4] {
        sheets.push((format!("option {place} of everything"), always(content, place)));
    }
    sheets
}

fn read(content: &Content, text: &str) -> Answers {
    let source = Arc::new(SourceText { name: "sheet".to_owned(), text: text.to_owned() });
    let (mut answers, mistakes) = (Answers::default(), Mistakes::default());
    FlagsFile::parse(&source).unwrap().read_answers(&content.pack, &mut answers, &mistakes);
    mistakes.unless_any(()).unwrap();
    answers
}

/// The same option wherever there is one.
fn always(content: &Content, place: usize) -> Answers {
    let mut answers = Answers::default();
    for id in content.pack.question_ids() {
        let question = content.pack.question(id);
        if question.form == Form::Statement || question.options.len() > place {
            let options = vec![OptionId::new(place.min(question.options.len() - 1))];
            answers.set(id, Answer::Chose { options, importance: Importance::Usual });
        }
    }
    answers
}

fn plain(width: usize) -> Style {
    Style { colour: Colour::Plain, width }
}

fn report<'a>(content: &'a Content, answers: &'a Answers) -> Report<'a> {
    Report::new(content, answers, &Wanted { top: 3, ..Wanted::default() })
}

#[test]
fn headline_how_sure_and_list_fit_a_small_screen() {
    let content = &default_pack();
    for (name, answers) in sheets(content) {
        let report = report(content, &answers);
        for (rows, columns) in SCREENS {
            let text = opening(&report, plain(columns), Some(rows));
            assert!(text.lines().count() <= rows, "{name} on {rows}x{columns}:\n{text}");
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.starts_with(&report.headline.say), "{text}");
            assert!(flat.contains('[') && flat.contains("of 100"), "{text}");
            let first = &content.pack.specialty(report.ranking[0].specialty).name;
            let listed = text.lines().any(|line| {
                line.trim_start().starts_with('1') && line.contains(first.split(' ').next().unwrap())
            });
            assert!(listed, "{name} on {rows}x{columns} does not list {first}:\n{text}");
        }
    }
}

/// Places in an order and counts of roles measure no fit.
#[test]
fn one_number_on_the_first_screen_says_how_sure_and_no_other_measures_fit() {
    let content = &default_pack();
    for (name, answers) in sheets(content) {
        let text = opening(&report(content, &answers), plain(79), None);
        // A listed name stands behind its place.
        let without_place = |line: &str| match line.strip_prefix(' ') {
            Some(listed) => listed
                .trim_start()
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .trim_start_matches(['=', ' '])
                .to_owned(),
            None => line.to_owned(),
        };
        let said = text.lines().map(without_place).collect::<Vec<_>>().join(" ");
        let numbers: Vec<&str> = said
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        let (measures, others): (Vec<&str>, Vec<&str>) = numbers.iter().partition(|number| {
            ["about", "than"].iter().any(|before| said.contains(&format!("{before} {number} of 100")))
        });
        assert_eq!(measures.len(), 1, "{name}: {numbers:?} in\n{text}");
        for number in others.iter().filter(|number| **number != "100") {
            let place = ["st", "nd", "rd", "th"].iter().any(|end| number.ends_with(end));
            let counts =
                said.contains(&format!(" of {number})")) || said.contains(&format!("and {number} other"));
            assert!(place || counts, "{name}: {number} in\n{text}");
        }
        for measure in ["fit:", "agree", "nats", "%", "strong fit", "in 100"] {
            assert!(!said.contains(measure), "{name}: {measure} in\n{text}");
        }
    }
}

/// How many answers agree, fit bands and the answers behind each reason stand in the long version only.
#[test]
fn counts_of_agreement_stand_in_the_long_version_only() {
    let content = &default_pack();
    for (name, answers) in sheets(content) {
        let report = report(content, &answers);
        let [short, long] = [Detail::Short, Detail::Long].map(|detail| render(&report, plain(80), detail));
        assert!(!short.contains("answers agree") && !short.contains("answer agrees"), "{name}:\n{short}");
        assert!(long.contains("answers agree"), "{name}:\n{long}");
        assert!(long.lines().count() > short.lines().count());
    }
}

#[test]
fn no_sentence_stands_twice_in_a_result() {
    let content = &default_pack();
    for (name, answers) in sheets(content) {
        // So wide that nothing is broken: a line is a paragraph.
        let text = render(&report(content, &answers), plain(10_000), Detail::Short);
        let mut seen = std::collections::BTreeSet::new();
        // Roles that ask for the same are held against a limit in the same words.
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("Limit "));
        for sentence in lines.flat_map(|line| line.split(". ")) {
            // What a limit is in the way of is said of each role in the same words.
            let same =
                ["Limit ", "For ", "Against ", "https", "["].iter().any(|start| sentence.starts_with(start));
            let telling = sentence.len() > 60 && !same;
            assert!(!telling || seen.insert(sentence), "{name} says twice: {sentence}");
        }
    }
}
