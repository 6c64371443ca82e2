//! Which column of a table holds what, and what a row of it answers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cell_memory::Cells;
use super::error::CohortError;
use super::headings::{Headings, Use};
use super::read_options::{Opening, ReadOptions};
use super::{Problem, Respondent, read_label, shown};
use crate::answers::Answers;
use crate::answers::plain_words::plain_heading;
use crate::answers::table::MOST_COLUMNS;
use crate::pack::{Pack, QuestionId};

/// Headings listed in a message.
const LISTED: usize = 12;
/// Columns that are not recognised for which a near question is looked for.
const MOST_HINTS: usize = 50;

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, as it can be shown.
    pub heading: String,
    /// What it holds.
    pub holds: Use,
}

impl Column {
    /// Whether the heading speaks of codes.
    fn names_codes(&self) -> bool {
        let heading = plain_heading(&self.heading);
        let says_code = |word: &str| word == "code" || word == "codes";
        matches!(self.holds, Use::Unknown(_))
            && heading.split(|letter: char| !letter.is_alphanumeric()).any(says_code)
    }
}

/// The columns of a table.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    all: Vec<Column>,
    label: Option<usize>,
    questions: usize,
}

impl Columns {
    /// Recognises headings.
    ///
    /// # Errors
    /// If there are too many.
    pub(super) fn recognise(
        headings: &Headings,
        cells: &[String],
        options: &ReadOptions,
    ) -> Result<Self, CohortError> {
        if cells.len() > MOST_COLUMNS {
            return Err(CohortError::TooManyColumns(cells.len()));
        }
        let label = options.label.as_deref().map(plain_heading);
        let map = options.columns.as_ref();
        let holds = |heading: &str| match &label {
            Some(label) if *label == plain_heading(heading) => Use::Label,
            _ => match map.and_then(|map| map.holds(heading)) {
                // Who names a column of labels does not want another one.
                Some(Use::Label) if label.is_some() => Use::SetAside,
                Some(holds) => holds.clone(),
                None => headings.recognise(heading),
            },
        };
        let all: Vec<Column> =
            cells.iter().map(|heading| Column { heading: shown(heading), holds: holds(heading) }).collect();
        let label = all.iter().position(|column| column.holds == Use::Label);
        let questions = all.iter().filter(|column| matches!(column.holds, Use::Question(_))).count();
        Ok(Self { all, label, questions })
    }

    /// Looks for what was meant by columns that are not recognised.
    #[must_use]
    pub fn with_hints(mut self, headings: &Headings) -> Self {
        let unknown = self.all.iter_mut().filter(|column| matches!(column.holds, Use::Unknown(_)));
        for column in unknown.take(MOST_HINTS) {
            column.holds = Use::Unknown(headings.nearest(&column.heading));
        }
        self
    }

    /// Makes sure that rows can be read by these columns. `name` is what the table is called in messages.
    ///
    /// # Errors
    /// If no column is a question, two are the same question or both labels, or one that was named is not there.
    pub(super) fn checked(self, opening: &Opening<'_>, name: &str) -> Result<Self, CohortError> {
        let columns = self.with_hints(&opening.headings);
        columns.nothing_missing(opening.options)?;
        if columns.questions() == 0 {
            return Err(CohortError::NoQuestion {
                name: name.to_owned(),
                headings: columns.listed(),
                near: columns.near(),
            });
        }
        columns.nothing_twice(opening.pack)?;
        Ok(columns)
    }

    fn nothing_missing(&self, options: &ReadOptions) -> Result<(), CohortError> {
        let missing =
            |wanted: &str| CohortError::NoSuchColumn { wanted: shown(wanted), headings: self.listed() };
        if let Some(label) = options.label.as_ref().filter(|_| self.label.is_none()) {
            return Err(missing(label));
        }
        let Some(map) = &options.columns else { return Ok(()) };
        let there: Vec<String> = self.all.iter().map(|column| plain_heading(&column.heading)).collect();
        // A heading too long to be shown is compared by its beginning.
        let is_there = |heading: &str| {
            let wanted = plain_heading(&shown(heading));
            there.contains(&wanted)
        };
        match map.headings().find(|heading| !is_there(heading)) {
            Some(heading) => Err(missing(heading)),
            None => Ok(()),
        }
    }

    fn nothing_twice(&self, pack: &Pack) -> Result<(), CohortError> {
        let mut seen: BTreeMap<Option<QuestionId>, usize> = BTreeMap::new();
        for (place, column) in self.all.iter().enumerate() {
            let what = match column.holds {
                Use::Question(question) => Some(question),
                Use::Label => None,
                Use::Code | Use::SetAside | Use::Retired(_) | Use::Unknown(_) => continue,
            };
            let Some(first) = seen.insert(what, place) else { continue };
            let (first, second) = ((first + 1, self.heading(first)), (place + 1, self.heading(place)));
            return Err(match what {
                Some(question) => {
                    CohortError::TwoColumns { question: pack.question(question).id.clone(), first, second }
                }
                None => CohortError::TwoLabels { first, second },
            });
        }
        Ok(())
    }

    fn heading(&self, place: usize) -> String {
        self.all.get(place).map_or_else(String::new, |column| column.heading.clone())
    }

    fn listed(&self) -> String {
        let mut names: Vec<String> = self
            .all
            .iter()
            .take(LISTED)
            .map(|column| format!("\u{201c}{}\u{201d}", column.heading))
            .collect();
        if self.all.len() > LISTED {
            names.push(format!("and {} more", self.all.len() - LISTED));
        }
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    }

    /// Ids near to headings that were not recognised, as a sentence.
    fn near(&self) -> String {
        let near = self.all.iter().filter_map(|column| match &column.holds {
            Use::Unknown(Some(near)) => Some(format!("`{near}` for \u{201c}{}\u{201d}", column.heading)),
            _ => None,
        });
        let near: Vec<String> = near.take(LISTED).collect();
        if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) }
    }

    /// Whether a row is one respondent with a code: a heading says so, or there is a column of labels.
    pub(super) fn may_hold_codes(&self) -> bool {
        self.label.is_some() || self.all.iter().any(Column::names_codes)
    }

    /// The same with the columns of codes: those whose headings say so, or all that are nothing else.
    #[must_use]
    pub(super) fn with_codes(&self) -> Self {
        let mut columns = self.clone();
        let any_named = columns.all.iter().any(Column::names_codes);
        for column in &mut columns.all {
            if matches!(column.holds, Use::Unknown(_)) && (!any_named || column.names_codes()) {
                column.holds = Use::Code;
            }
        }
        columns
    }

    /// All columns in order.
    #[must_use]
    pub fn all(&self) -> &[Column] {
        &self.all
    }

    /// How many columns are questions.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.questions
    }

    /// How many columns are something that is known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.all.iter().filter(|column| !matches!(column.holds, Use::Unknown(_))).count()
    }

    /// Whether a row's cell in each column is needed.
    #[must_use]
    pub fn wanted(&self) -> Vec<bool> {
        self.all.iter().map(|column| matches!(column.holds, Use::Question(_) | Use::Label)).collect()
    }

    /// Reads the row of a text, whose cells are all written out.
    ///
    /// # Errors
    /// If there are not as many cells as headings: then nobody can say which are missing or have shifted.
    pub fn read_record<'r>(
        &self,
        row: u64,
        record: impl Iterator<Item = Cow<'r, [u8]>>,
        cells: &mut Cells<'_, '_>,
    ) -> Result<Respondent, Problem> {
        let mut respondent = Respondent::new(row);
        respondent.answers = Answers::with_room(self.questions);
        let mut count = 0;
        let mut beyond = 0;
        let mut first = Cow::Borrowed(&b""[..]);
        for cell in record {
            if count < self.all.len() {
                self.read_cell(count, &cell, &mut respondent, cells);
            } else if !cell.trim_ascii().is_empty() {
                beyond = count + 1;
            }
            if count == 0 {
                first = cell;
            }
            count += 1;
        }
        if count < self.all.len() || beyond > 0 {
            let reason = format!(
                "{} cells, where the heading has {}; put quotes around a cell that holds what parts cells, or a line break",
                beyond.max(count.min(self.all.len())),
                self.all.len()
            );
            return Err(Problem::new(row, Problem::WHOLE_ROW, &first, reason));
        }
        Ok(respondent)
    }

    /// Reads the row of a sheet, in which empty cells are not written.
    pub fn read_sparse(&self, row: u64, filled: &[(usize, String)], cells: &mut Cells<'_, '_>) -> Respondent {
        let mut respondent = Respondent::new(row);
        for (place, cell) in filled {
            self.read_cell(*place, cell.as_bytes(), &mut respondent, cells);
        }
        respondent
    }

    fn read_cell(&self, place: usize, cell: &[u8], respondent: &mut Respondent, cells: &mut Cells<'_, '_>) {
        let Some(column) = self.all.get(place) else { return };
        let read = match column.holds {
            Use::Question(question) => {
                let read = cells.read(question, cell);
                cells.note(question, &column.heading, cell, &read);
                read.map(|answer| answer.map(|answer| (question, answer)))
            }
            Use::Label if self.label == Some(place) => read_label(cell).map(|label| {
                respondent.label = label;
                None
            }),
            Use::Label | Use::Code | Use::SetAside | Use::Retired(_) | Use::Unknown(_) => return,
        };
        match read {
            Ok(Some((question, answer))) => respondent.answers.set_shared(question, answer),
            Ok(None) => {}
            Err(reason) => {
                respondent.problems.push(Problem::new(respondent.row, &column.heading, cell, reason));
            }
        }
    }
}
