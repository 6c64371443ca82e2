//! What every distinct text of a column was read as, and how often it stands there: for looking at before anything is
//! scored.

use std::collections::BTreeMap;

use super::cell_reader::CellRead;
use super::shown;
use crate::pack::QuestionId;

/// Distinct texts of a column that are kept, and as many again that cannot be read.
const MOST_TEXTS: usize = 50;
/// Bytes by which texts are told apart.
const TOLD_APART: usize = 400;

/// What was read, by question.
#[derive(Debug, Clone, Default)]
pub struct TextsRead(BTreeMap<QuestionId, ColumnTexts>);

/// What was read of one question's column.
#[derive(Debug, Clone, Default)]
pub struct ColumnTexts {
    /// Its heading, or the key.
    pub heading: String,
    /// Cells that are empty.
    pub empty: u64,
    /// Distinct texts that could be read, in the order in which they came, up to a bound.
    pub read: Texts,
    /// Those that could not.
    pub unread: Texts,
}

/// Distinct texts, up to a bound.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// In the order in which they came.
    pub all: Vec<Text>,
    /// Cells with other texts.
    pub others: u64,
    places: BTreeMap<Vec<u8>, usize>,
}

/// A text of a column.
#[derive(Debug, Clone)]
pub struct Text {
    /// As it can be shown.
    pub text: String,
    /// What it was read as, or why it could not be.
    pub read: CellRead,
    /// How often it stands there.
    pub count: u64,
}

impl TextsRead {
    /// Notes a cell and what it was read as; to be given to [`super::stretch::Stretch::read_noting`].
    pub fn note(&mut self, question: QuestionId, heading: &str, cell: &[u8], read: &CellRead) {
        let column = self.0.entry(question).or_default();
        if column.heading.is_empty() {
            column.heading = shown(heading);
        }
        if cell.trim_ascii().is_empty() {
            column.empty += 1;
            return;
        }
        let texts = if read.is_ok() { &mut column.read } else { &mut column.unread };
        texts.note(cell, read);
    }

    /// Columns in the order of the questions.
    pub fn columns(&self) -> impl Iterator<Item = (QuestionId, &ColumnTexts)> {
        self.0.iter().map(|(question, column)| (*question, column))
    }
}

impl Texts {
    fn note(&mut self, cell: &[u8], read: &CellRead) {
        let key = &cell[..cell.len().min(TOLD_APART)];
        if let Some(place) = self.places.get(key) {
            self.all[*place].count += 1;
        } else if self.all.len() < MOST_TEXTS {
            self.places.insert(key.to_vec(), self.all.len());
            let text = shown(&String::from_utf8_lossy(key));
            self.all.push(Text { text, read: read.clone(), count: 1 });
        } else {
            self.others += 1;
        }
    }
}
