//! Many respondents: what was read of each, and what could not be read.

use super::Answers;
use crate::diagnostic::acts_instead_of_showing;

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

/// A text as it can be shown: on one line, without what acts instead of showing, not too long.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut characters = visible(text);
    let mut shown: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        shown.push('\u{2026}');
    }
    shown
}

/// The text on one line, without what acts instead of showing.
#[must_use]
pub fn one_line(text: &str) -> String {
    visible(text).collect()
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    let words = text.split_whitespace().enumerate();
    let spaced = words.flat_map(|(place, word)| (place > 0).then_some(' ').into_iter().chain(word.chars()));
    spaced.filter(|c| !acts_instead_of_showing(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_one_short_line_that_does_nothing() {
        assert_eq!(shown(" a\r\n\tb\u{1b}[31m\u{202e} c "), "a b[31m c");
        assert_eq!(shown(&"x".repeat(1000)).chars().count(), SHOWN + 1);
    }
}
