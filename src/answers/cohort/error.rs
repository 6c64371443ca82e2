//! Why a cohort cannot be read at all. What is wrong with one row or cell is a [`super::Problem`] instead.

use thiserror::Error;

use crate::answers::table::MOST_COLUMNS;

/// Why a cohort cannot be read.
#[derive(Debug, Error)]
pub enum CohortError {
    /// The input cannot be opened or read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
    /// There is nobody in it.
    #[error("{0} holds no respondents")]
    Empty(String),
    /// The headings are the same number of questions whether parted by one byte or another.
    #[error("the headings of {0} can be parted in several ways ({1}); say which with --delimiter")]
    Delimiter(String, String),
    /// More columns than are read.
    #[error("{0} columns, but at most {MOST_COLUMNS} are read")]
    TooManyColumns(usize),
    /// No heading is a question.
    #[error(
        "no column of {name} is a question; its headings are: {headings}{near} (a heading is a question's id or words, \
         as `calling questions` prints them; `--columns MAP.toml` says which column is which)"
    )]
    NoQuestion {
        /// The input.
        name: String,
        /// What was found.
        headings: String,
        /// Ids that may be meant, as the end of a sentence; empty if there are none.
        near: String,
    },
    /// A column that was named is not there.
    #[error("there is no column \u{201c}{wanted}\u{201d}; the headings are: {headings}")]
    NoSuchColumn {
        /// What was named.
        wanted: String,
        /// What was found.
        headings: String,
    },
}
