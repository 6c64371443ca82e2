//! Many respondents: what was read of each, and what could not be read.

use super::Answers;

/// One respondent of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondent {
    /// Where it stands in the input: the row as a spreadsheet numbers it (the heading is row 1), the line of a JSON
    /// Lines file, or the place in a folder of flags files.
    pub row: u64,
    /// What the respondent is called, if a column for that was named; the file's name in a folder.
    pub label: Option<String>,
    /// What could be read.
    pub answers: Answers,
    /// What could not.
    pub problems: Vec<Problem>,
}

/// A cell that could not be read. It counts as skipped, and the rest of its row is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row, numbered as in [`Respondent::row`].
    pub row: u64,
    /// The column's heading, or the key.
    pub column: String,
    /// What stands there, cut short if it is long.
    pub cell: String,
    /// What is wrong, and what would do.
    pub reason: String,
}
