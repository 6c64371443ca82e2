//! A stretch of a cohort's input, which any thread may read. It brings along what reads it, so that no row can meet the
//! reader of another kind.

use super::cell_memory::Note;
use super::{Batch, delimited_text, folder, json_lines, sheet};
use crate::pack::Pack;

/// Some rows of the input that were not taken apart yet.
#[derive(Debug)]
pub struct Stretch(pub(super) Rows);

/// Rows by the kind of input that they are from.
#[derive(Debug)]
pub(super) enum Rows {
    Delimited(delimited_text::Rows),
    Sheet(sheet::Rows),
    Lines(json_lines::Rows),
    Files(folder::Files),
}

impl Stretch {
    /// How many rows it holds, with those that could not be told from the next.
    #[must_use]
    pub fn rows(&self) -> usize {
        match &self.0 {
            Rows::Delimited(rows) => rows.records.rows(),
            Rows::Lines(rows) => rows.records.rows(),
            Rows::Sheet(rows) => rows.rows.len(),
            Rows::Files(files) => files.paths.len(),
        }
    }

    /// Reads it. Any number of threads may do so at once, each a stretch of its own.
    #[must_use]
    pub fn read(self, pack: &Pack) -> Batch {
        self.read_noting(pack, &mut |_, _, _, _| {})
    }

    /// Reads it and calls `note` with the cell of each question in it, and what it was read as.
    #[must_use]
    pub fn read_noting(self, pack: &Pack, note: &mut Note<'_>) -> Batch {
        match self.0 {
            Rows::Delimited(rows) => rows.read(pack, note),
            Rows::Sheet(rows) => rows.read(pack, note),
            Rows::Lines(rows) => rows.read(note),
            Rows::Files(files) => files.read(pack, note),
        }
    }
}
