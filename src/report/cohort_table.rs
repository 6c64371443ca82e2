//! A cohort's lines as a table: the same columns and values in CSV and in a workbook.

use super::cohort_line::{Line, PLACES};
use super::inert::csv_cell;
use super::words::scope;
use crate::answers::cohort::{Problem, Respondent};
use crate::answers::reading;
use crate::matching::ranking::FitBand;
use crate::pack::Pack;

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text; may come from a respondent.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

/// The columns before the places, each with what it holds.
const COLUMNS: [(&str, &str); 9] = [
    ("row", "row of the input, as a spreadsheet numbers it"),
    ("label", "what the respondent is called; empty unless a column was named with --label"),
    ("answered", "questions answered by choosing"),
    ("dont-mind", "questions answered with \"don't mind\""),
    ("not-seen-yet", "questions answered with \"not seen yet\""),
    ("unreadable", "cells that could not be read; problems.csv names them"),
    ("shown", "which roles were ranked"),
    (
        "shortlist",
        "slugs of the smallest set that holds the best fit with a chance of 80 % or more, best first",
    ),
    ("shortlist-chance", "chance that the best fit is on the shortlist, from 0 to 1, as simulated"),
];

/// The columns of each place.
const PLACE_COLUMNS: [(&str, &str); 5] = [
    ("rank", "place among the roles shown; those that cannot be told apart have the same"),
    ("slug", "the specialty or role"),
    ("fit", "strong, good, partial or weak: how many answers its usual post agrees with"),
    ("agreeing", "answers that agree, of those that count, as \"52/62\""),
    ("chance", "chance of being the best fit, from 0 to 1, as simulated"),
];

/// Every column with what it holds.
#[must_use]
pub fn columns() -> Vec<(String, String)> {
    let own = |(name, what): &(&str, &str)| ((*name).to_owned(), (*what).to_owned());
    let mut columns: Vec<(String, String)> = COLUMNS.iter().map(own).collect();
    for place in 1..=PLACES {
        for (name, what) in PLACE_COLUMNS {
            columns.push((format!("{name}-{place}"), format!("place {place}: {what}")));
        }
    }
    columns
}

/// The values of a line, one for each column.
#[must_use]
pub fn values(pack: &Pack, line: &Line) -> Vec<Cell> {
    let slug = |id| pack.specialty(id).slug.clone();
    let listed: Vec<String> = line.shortlist.iter().map(|id| slug(*id)).collect();
    let chance = if listed.is_empty() { Cell::Empty } else { Cell::Number(rounded(line.shortlist_chance)) };
    let mut values = vec![
        whole(line.row),
        line.label.as_ref().map_or(Cell::Empty, |label| Cell::Text(label.clone())),
        whole(line.counts.chosen as u64),
        whole(line.counts.dont_mind as u64),
        whole(line.counts.not_seen_yet as u64),
        whole(line.problems as u64),
        Cell::Text(scope(line.scope).to_owned()),
        Cell::Text(listed.join(" ")),
        chance,
    ];
    for (ranked, chance) in &line.places {
        values.extend([
            whole(ranked.rank as u64),
            Cell::Text(slug(ranked.specialty)),
            Cell::Text(band(ranked.fit.band()).to_owned()),
            Cell::Text(format!("{}/{}", ranked.fit.agree, ranked.fit.of)),
            Cell::Number(rounded(*chance)),
        ]);
    }
    values.resize(COLUMNS.len() + PLACES * PLACE_COLUMNS.len(), Cell::Empty);
    values
}

/// Headings of the answers as read.
#[must_use]
pub fn answer_columns(pack: &Pack) -> Vec<String> {
    let ids = pack.questions().iter().map(|question| question.id.clone());
    ["row".to_owned(), "label".to_owned()].into_iter().chain(ids).collect()
}

/// The answers as read, one for each question; several options are parted by semicolons.
#[must_use]
pub fn answers(pack: &Pack, respondent: &Respondent) -> Vec<Cell> {
    let mut cells = vec![whole(respondent.row), respondent.label.clone().map_or(Cell::Empty, Cell::Text)];
    for id in pack.question_ids() {
        let answer = respondent.answers.to(id);
        cells.push(
            answer.map_or(Cell::Empty, |answer| Cell::Text(reading::as_cell(pack.question(id), answer))),
        );
    }
    cells
}

/// Headings of the problems.
pub const PROBLEM_COLUMNS: [&str; 4] = ["row", "column", "cell", "reason"];

/// A problem as a record of CSV.
#[must_use]
pub fn problem(problem: &Problem) -> [String; 4] {
    [problem.row.to_string(), csv_cell(&problem.column), csv_cell(&problem.cell), csv_cell(&problem.reason)]
}

/// A value as a field of CSV.
#[must_use]
pub fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => csv_cell(text),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    }
}

/// A record of CSV with its line end.
#[must_use]
pub fn record(fields: impl Iterator<Item = String>) -> String {
    let mut record = String::new();
    for (place, field) in fields.enumerate() {
        if place > 0 {
            record.push(',');
        }
        if field.contains([',', '"', '\n', '\r', ';']) {
            record.push('"');
            record.push_str(&field.replace('"', "\"\""));
            record.push('"');
        } else {
            record.push_str(&field);
        }
    }
    record + "\r\n"
}

fn band(band: Option<FitBand>) -> &'static str {
    match band {
        Some(FitBand::Strong) => "strong",
        Some(FitBand::Good) => "good",
        Some(FitBand::Partial) => "partial",
        Some(FitBand::Weak) => "weak",
        None => "",
    }
}

/// Four places: no chance is known better.
fn rounded(chance: f64) -> f64 {
    libm::round(chance * 1e4) / 1e4
}

#[allow(clippy::cast_precision_loss, reason = "rows and counts are far below 2^53")]
fn whole(number: u64) -> Cell {
    Cell::Number(number as f64)
}
