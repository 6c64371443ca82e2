//! Which column of a table holds what.

use std::collections::BTreeMap;

use super::Answers;
use super::cohort::{Problem, Respondent};
use super::cohort_reader::{CohortError, ReadOptions};
use super::form::{CellReader, Use, plain, recognise};
use crate::diagnostic::acts_instead_of_showing;
use crate::pack::{Pack, QuestionId};

/// Characters of a cell or heading that are shown.
const SHOWN: usize = 80;
/// Headings listed in a message.
const LISTED: usize = 12;

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub holds: Use,
}

/// Which heading is which question, as a file says that `--columns` names.
#[derive(Debug, Clone, Default)]
pub struct ColumnMap(BTreeMap<String, String>);

impl ColumnMap {
    /// Reads a map: `"Heading" = "question-id"`, or `"label"`, or `"ignore"`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let map: BTreeMap<String, String> = toml::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self(map.into_iter().map(|(heading, holds)| (plain(&heading), holds)).collect()))
    }

    fn holds(&self, pack: &Pack, heading: &str) -> Option<Use> {
        let holds = self.0.get(&plain(heading))?;
        Some(match holds.as_str() {
            "label" => Use::Label,
            "ignore" => Use::SetAside,
            id => pack.find_question(id).map_or_else(|| Use::Unknown(Some(id.to_owned())), Use::Question),
        })
    }
}

/// The columns of a table.
#[derive(Debug, Clone, Default)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Recognises headings; `name` is what the table is called in messages.
    ///
    /// # Errors
    /// If no column is a question, two are the same question, or the label's column is not there.
    pub fn recognise(
        pack: &Pack,
        name: &str,
        headings: &[String],
        options: &ReadOptions,
    ) -> Result<Self, CohortError> {
        let label = options.label.as_deref().map(plain);
        let columns: Vec<Column> = headings
            .iter()
            .map(|heading| {
                let mapped = options.columns.as_ref().and_then(|map| map.holds(pack, heading));
                let holds = match &label {
                    Some(label) if *label == plain(heading) => Use::Label,
                    _ => mapped.unwrap_or_else(|| recognise(pack, heading)),
                };
                Column { heading: shown(heading), holds }
            })
            .collect();
        let columns = Self(columns);
        if columns.questions() == 0 {
            return Err(CohortError::NoQuestion { name: name.to_owned(), headings: columns.listed() });
        }
        if let Some(label) = options.label.as_ref().filter(|_| columns.label().is_none()) {
            return Err(CohortError::NoSuchColumn { wanted: shown(label), headings: columns.listed() });
        }
        columns.no_question_twice(pack)?;
        Ok(columns)
    }

    fn no_question_twice(&self, pack: &Pack) -> Result<(), CohortError> {
        let mut seen: BTreeMap<QuestionId, &str> = BTreeMap::new();
        for column in &self.0 {
            let Use::Question(question) = column.holds else { continue };
            if let Some(first) = seen.insert(question, &column.heading) {
                return Err(CohortError::TwoColumns {
                    question: pack.question(question).id.clone(),
                    first: first.to_owned(),
                    second: column.heading.clone(),
                });
            }
        }
        Ok(())
    }

    fn listed(&self) -> String {
        let mut names: Vec<String> =
            self.0.iter().take(LISTED).map(|column| format!("\u{201c}{}\u{201d}", column.heading)).collect();
        if self.0.len() > LISTED {
            names.push(format!("and {} more", self.0.len() - LISTED));
        }
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    }

    /// All columns in order.
    #[must_use]
    pub fn all(&self) -> &[Column] {
        &self.0
    }

    /// How many columns are questions.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.0.iter().filter(|column| matches!(column.holds, Use::Question(_))).count()
    }

    /// The place of the label's column.
    #[must_use]
    pub fn label(&self) -> Option<usize> {
        self.0.iter().position(|column| column.holds == Use::Label)
    }

    /// Readers of all columns; each thread has its own.
    #[must_use]
    pub fn readers(&self, pack: &Pack) -> RowReader<'_> {
        let readers = self.0.iter().map(|column| match column.holds {
            Use::Question(question) => Some((question, CellReader::new(pack.question(question)))),
            Use::Label | Use::SetAside | Use::Unknown(_) => None,
        });
        RowReader { columns: &self.0, readers: readers.collect(), label: self.label() }
    }
}

/// Turns rows into respondents.
#[derive(Debug)]
pub struct RowReader<'c> {
    columns: &'c [Column],
    readers: Vec<Option<(QuestionId, CellReader)>>,
    label: Option<usize>,
}

impl RowReader<'_> {
    /// Reads a row. Cells behind the last heading are left out, missing ones are empty.
    pub fn read<'a>(&mut self, row: u64, cells: impl Iterator<Item = &'a [u8]>) -> Respondent {
        let mut respondent =
            Respondent { row, label: None, answers: Answers::default(), problems: Vec::new() };
        for (place, cell) in cells.enumerate().take(self.columns.len()) {
            if self.label == Some(place) {
                respondent.label = Some(shown(&String::from_utf8_lossy(cell)));
            }
            let Some((question, reader)) = &mut self.readers[place] else { continue };
            match reader.read(cell) {
                Ok(Some(answer)) => respondent.answers.set(*question, answer),
                Ok(None) => {}
                Err(reason) => respondent.problems.push(Problem {
                    row,
                    column: self.columns[place].heading.clone(),
                    cell: shown(&String::from_utf8_lossy(cell)),
                    reason,
                }),
            }
        }
        respondent
    }
}

/// A text as it can be shown: on one line, without what acts instead of showing, not too long.
fn shown(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = one_line.chars().filter(|c| !acts_instead_of_showing(*c)).take(SHOWN).collect();
    if one_line.chars().count() > SHOWN {
        shown.push('\u{2026}');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn recognised(headings: &[&str], options: &ReadOptions) -> Result<Columns, CohortError> {
        let headings: Vec<String> = headings.iter().map(|&heading| heading.to_owned()).collect();
        Columns::recognise(&default_pack().pack, "a.csv", &headings, options)
    }

    #[test]
    fn two_columns_for_one_question_and_none_at_all_are_named() {
        let two = recognised(&["places", "Places"], &ReadOptions::default()).unwrap_err().to_string();
        assert!(two.contains("\u{201c}places\u{201d} and \u{201c}Places\u{201d}"), "{two}");
        let none = recognised(&["Colour", "Size"], &ReadOptions::default()).unwrap_err().to_string();
        assert!(none.contains("Colour") && none.contains("--columns"), "{none}");
    }

    #[test]
    fn a_map_says_what_headings_do_not() {
        let map =
            ColumnMap::parse("\"Q1\" = \"places\"\n\"Who\" = \"label\"\n\"places\" = \"ignore\"\n").unwrap();
        let options = ReadOptions { columns: Some(map), label: None };
        let columns = recognised(&["who", "Q1", "places"], &options).unwrap();
        assert_eq!(columns.label(), Some(0));
        assert_eq!(columns.questions(), 1);
        assert_eq!(columns.all()[2].holds, Use::SetAside);
    }

    #[test]
    fn a_label_that_is_not_there_is_an_error() {
        let options = ReadOptions { label: Some("Nickname".to_owned()), columns: None };
        assert!(recognised(&["places"], &options).unwrap_err().to_string().contains("Nickname"));
    }
}
