//! Texts of any kind: what is let through to a terminal, a table, a page and an excerpt.

use std::path::Path;
use std::sync::Arc;

use calling::answers::Answers;
use calling::answers::cohort::{Problem, Respondent, shown};
use calling::diagnostic::{Diagnostic, Place, SourceText};
use calling::report::inert;
use calling::report::room::{csv as csv_rows, handout};
use calling::result::{Report, Wanted};
use calling::visible::{line as visible_line, marked, path, short, tidy};

use crate::{CONTENT, page, show};

/// One input: where a mark starts and how long it is, in bytes, then the text.
pub fn try_out(bytes: &[u8]) {
    let [start, length, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    show::on_a_terminal(&marked(&text));
    show::on_a_terminal(&path(Path::new(&text)));
    excerpt(&text, usize::from(*start), usize::from(*length));
    line(&text);
    table(&text, rest);
    hand_out(&text);
}

/// A mistake in a text, whose name, words and advice come from outside, too.
fn excerpt(text: &str, start: usize, length: usize) {
    let source = Arc::new(SourceText { name: text.to_owned(), text: text.to_owned() });
    let place = Place { source, span: start..start + length };
    let said = format!("wrong: {text}");
    let mistake = Diagnostic::at(&place, said.as_str()).label(text).help(said.as_str());
    let suggested = Diagnostic::at(&place, said.as_str()).suggest(text, [text, "home", "where"]);
    show::mistakes(&[mistake, suggested, Diagnostic::about_file(text, said)]);
}

fn line(text: &str) {
    for line in [visible_line(text), tidy(text), short(text, 20), shown(text)] {
        show::on_a_line(&line);
    }
    assert!(short(text, 20).chars().count() <= 20);
    // What was made harmless once is not changed again.
    assert_eq!(visible_line(&visible_line(text)), visible_line(text));
}

fn table(text: &str, bytes: &[u8]) {
    show::in_a_cell(&inert::cell(text));
    let problem = Problem::new(1, text, bytes, format!("no such option: {}", shown(text)));
    let mut table = Vec::new();
    csv_rows::problems_head(&mut table).expect("memory takes it");
    csv_rows::problem(&mut table, &problem).expect("memory takes it");
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row is read back")).collect();
    assert_eq!(rows.len(), 1, "a row becomes several");
    assert_eq!(rows[0].len(), 4, "a cell becomes several");
    rows[0].iter().for_each(show::in_a_cell);
}

fn hand_out(text: &str) {
    let person = Respondent { label: Some(text.to_owned()), ..Respondent::new(1) };
    show::on_a_line(&handout::name(&person));
    let answers = Answers::default();
    let report = Report::new(&CONTENT, &answers, &Wanted::default());
    page::part(&handout::page(&person, &report, None));
}
