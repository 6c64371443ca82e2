//! Which column of a table holds what.

use super::error::CohortError;
use super::headings::{Headings, Use};
use super::read_options::ReadOptions;
use super::shown;
use crate::answers::plain_words::plain_heading;
use crate::pack::QuestionId;

/// Headings listed in a message.
const LISTED: usize = 12;
/// Columns that are not recognised for which a near question is looked for.
const MOST_HINTS: usize = 50;
/// What the table's own column is called that holds which form was filled in; `label` stands before it.
const FORM: &str = "form";
const LABEL: &str = "label";

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, as it can be shown.
    pub heading: String,
    /// What it holds.
    pub holds: Use,
}

/// The columns of a table.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    all: Vec<Column>,
    /// For each column, whether it alone holds its question's answer.
    alone: Vec<bool>,
    questions: Vec<QuestionId>,
    /// How many of the questions place people.
    placing: usize,
}

impl Columns {
    /// Of a table with these columns.
    pub(super) fn of(mut all: Vec<Column>) -> Self {
        let is = |column: &Column, heading: &str| plain_heading(&column.heading) == heading;
        let typed = all.iter().any(|column| is(column, LABEL) && column.holds == Use::Label);
        let forms =
            all.iter_mut().filter(|column| is(column, FORM) && matches!(column.holds, Use::Unknown(_)));
        for form in forms.filter(|_| typed) {
            form.holds = Use::Form;
        }
        let asked: Vec<Option<QuestionId>> = all.iter().map(|column| column.holds.asked()).collect();
        let mut questions: Vec<QuestionId> = asked.iter().flatten().copied().collect();
        questions.sort_unstable();
        let is_alone = |question: &QuestionId| {
            let first = questions.partition_point(|other| other < question);
            questions.get(first + 1) != Some(question)
        };
        let alone = all.iter().zip(&asked).map(|(column, asked)| {
            matches!(column.holds, Use::Question(_)) && asked.as_ref().is_some_and(is_alone)
        });
        let alone = alone.collect();
        let read = |column: &Column| !matches!(column.holds, Use::Unread(..));
        let mut questions: Vec<QuestionId> =
            all.iter().filter(|column| read(column)).filter_map(|column| column.holds.asked()).collect();
        questions.sort_unstable();
        questions.dedup();
        Self { all, alone, questions, placing: 0 }
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

    /// Makes sure that rows can be read by these columns. `name` is what the table is called in messages, and `heading` what
    /// stands in its heading.
    ///
    /// # Errors
    /// If no column is a question, or one that was named is not there.
    pub(super) fn checked(
        self,
        headings: &Headings,
        options: &ReadOptions,
        name: &str,
        heading: &[Vec<String>],
    ) -> Result<Self, CohortError> {
        let mut columns = self.with_hints(headings);
        columns.nothing_missing(options, heading)?;
        if columns.questions.is_empty() {
            return Err(CohortError::NoQuestion {
                name: name.to_owned(),
                headings: columns.listed(),
                near: columns.near(),
            });
        }
        columns.placing = columns.questions.iter().filter(|question| headings.places(**question)).count();
        Ok(columns)
    }

    fn nothing_missing(&self, options: &ReadOptions, heading: &[Vec<String>]) -> Result<(), CohortError> {
        let missing =
            |wanted: &str| CohortError::NoSuchColumn { wanted: shown(wanted), headings: self.listed() };
        let is_label = |column: &Column| column.holds == Use::Label;
        if let Some(label) = options.label.as_ref().filter(|_| !self.all.iter().any(is_label)) {
            return Err(missing(label));
        }
        let Some(map) = &options.columns else { return Ok(()) };
        let written = heading.iter().flatten().map(|text| plain_heading(text));
        let there: Vec<String> =
            self.all.iter().map(|column| plain_heading(&column.heading)).chain(written).collect();
        // A heading too long to be shown is compared by its beginning.
        let is_there = |heading: &str| {
            there.contains(&plain_heading(&shown(heading))) || there.contains(&plain_heading(heading))
        };
        match map.headings().find(|heading| !is_there(heading)) {
            Some(heading) => Err(missing(heading)),
            None => Ok(()),
        }
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

    /// All columns in order.
    #[must_use]
    pub fn all(&self) -> &[Column] {
        &self.all
    }

    /// The questions that are answered in it.
    #[must_use]
    pub fn questions(&self) -> &[QuestionId] {
        &self.questions
    }

    /// How many of them place people.
    #[must_use]
    pub fn placing_questions(&self) -> usize {
        self.placing
    }

    /// Whether a column alone holds its question's answer.
    #[must_use]
    pub fn is_alone(&self, place: usize) -> bool {
        self.alone[place]
    }

    /// How many columns are something that is known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.all.iter().filter(|column| !matches!(column.holds, Use::Unknown(_))).count()
    }
}
