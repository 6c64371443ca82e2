//! Many respondents: what was read of each, and what could not be read.

mod ahead;
mod asked;
mod broken_rows;
pub mod cell_memory;
pub mod cell_reader;
pub mod choices;
mod codes;
pub mod column_map;
pub mod columns;
mod delimited_text;
pub mod error;
pub mod folder;
pub mod form_code;
mod heading_words;
pub mod headings;
mod json_answer;
mod json_lines;
mod known_texts;
pub mod labels;
mod layout;
mod mending;
pub mod read_options;
pub mod reader;
mod records;
mod row_reading;
mod service_columns;
mod sheet;
mod spoilt_cell;
pub mod stretch;
pub mod texts_read;
mod tick;

use std::borrow::Cow;
use std::fmt;

use encoding_rs::WINDOWS_1252;

use super::Answers;
use super::table::LARGEST_CELL;
use crate::visible;

/// Characters of a cell or heading that are shown.
const SHOWN: usize = 80;

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

impl Respondent {
    /// Somebody of whom nothing was read yet.
    #[must_use]
    pub fn new(row: u64) -> Self {
        Self { row, label: None, answers: Answers::default(), problems: Vec::new() }
    }
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

impl Problem {
    /// What stands for the column if no cell of the row could be told from the next.
    pub const WHOLE_ROW: &str = "the whole row";

    /// A problem with a cell; column and cell are made fit to be shown.
    #[must_use]
    pub fn new(row: u64, column: &str, cell: &[u8], reason: String) -> Self {
        // Only so much is looked at as can be shown.
        let cell = &cell[..cell.len().min(8 * SHOWN)];
        Self { row, column: shown(column), cell: shown(&String::from_utf8_lossy(cell)), reason }
    }
}

/// What was read of a stretch of the input.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The respondents, in the order of the input.
    pub respondents: Vec<Respondent>,
    /// Rows that could not be taken apart at all, in the same order. Nobody is scored for them.
    pub lost: Vec<Problem>,
}

impl Batch {
    /// What of it could not be read.
    #[must_use]
    pub fn unread(&self) -> Unread {
        Unread {
            rows: self.lost.iter().map(|problem| problem.row).take(Unread::NAMED + 1).collect(),
            lost: self.lost.len(),
            cells: self.respondents.iter().map(|respondent| respondent.problems.len()).sum(),
        }
    }

    /// The rows that were read, and those that were lost before, in the order of the input.
    fn of(lost: Vec<Problem>, read: impl Iterator<Item = Result<Respondent, Problem>>) -> Self {
        let mut batch = Self { respondents: Vec::with_capacity(read.size_hint().0), lost };
        for row in read {
            match row {
                Ok(respondent) => batch.respondents.push(respondent),
                Err(problem) => batch.lost.push(problem),
            }
        }
        batch.lost.sort_by_key(|problem| problem.row);
        batch
    }
}

/// What a respondent is called.
///
/// # Errors
/// If it cannot be read.
pub fn read_label(cell: &[u8]) -> Result<Option<String>, String> {
    if cell.len() > LARGEST_CELL {
        return Err(format!("longer than {LARGEST_CELL} bytes; the respondent is known by the row"));
    }
    let text = text_of(cell);
    Ok(Some(visible::tidy(&text)).filter(|label| !label.is_empty()))
}

/// Bytes as text: UTF-8, or what Windows writes in its place.
#[must_use]
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// A text as it can be shown: on one line, without what acts instead of showing, not too long.
#[must_use]
pub fn shown(text: &str) -> String {
    visible::short(text, SHOWN)
}

/// What of a cohort could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// The first few rows that are left out as a whole.
    pub rows: Vec<u64>,
    /// How many are.
    pub lost: usize,
    /// Cells of other rows that count as skipped.
    pub cells: usize,
}

impl Unread {
    /// Rows that are named, at most.
    pub const NAMED: usize = 5;

    /// Whether everything was read.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.lost == 0 && self.cells == 0
    }

    /// Adds what of a later part could not be read.
    pub fn add(&mut self, later: &Unread) {
        let room = (Self::NAMED + 1).saturating_sub(self.rows.len());
        self.rows.extend(later.rows.iter().take(room));
        self.lost += later.lost;
        self.cells += later.cells;
    }
}

/// In words: what is left out, and what counts as skipped.
impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lost > 0 {
            let named: Vec<String> = self.rows.iter().take(Self::NAMED).map(u64::to_string).collect();
            let rows = if self.lost == 1 { "1 row is".to_owned() } else { format!("{} rows are", self.lost) };
            let more = if self.lost > Self::NAMED { " …" } else { "" };
            let word = if self.lost == 1 { "row" } else { "rows" };
            write!(f, "{rows} left out ({word} {}{more})", named.join(", "))?;
        }
        if self.lost > 0 && self.cells > 0 {
            write!(f, "; ")?;
        }
        match self.cells {
            0 => Ok(()),
            1 => write!(f, "1 cell could not be read and counts as skipped"),
            cells => write!(f, "{cells} cells could not be read and count as skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_one_short_line_that_does_nothing() {
        assert_eq!(shown(" a\r\n\tb\u{1b}[31m\u{202e} c "), "a b[31m c");
        assert_eq!(shown(&"x".repeat(1000)).chars().count(), SHOWN);
    }
}
