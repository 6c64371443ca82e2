//! Rows of a text that were looked at before it was decided what they are; and all of the text, if they turn out to be no
//! table.

use std::collections::VecDeque;

use super::codes::MOST_TEXT;
use super::error::CohortError;
use super::read_options::Opening;
use crate::answers::table::TextInput;
use crate::answers::table::delimited::{Delimiters, Lost, Next, Splitter};
use crate::answers::table::fields::Fields;
use crate::answers::table::lines::Line;
use crate::answers::table::part::Row;

/// A row that was looked at.
pub(super) enum Ahead {
    Record(u64, Vec<u8>),
    Lost(u64, Vec<u8>, Lost),
}

impl Ahead {
    /// Nothing at the end.
    pub(super) fn of(next: Next, row: u64, bytes: Vec<u8>) -> Option<Self> {
        match next {
            Next::Record => Some(Self::Record(row, bytes)),
            Next::Lost(why) => Some(Self::Lost(row, bytes, why)),
            Next::End => None,
        }
    }

    pub(super) fn row(&self) -> u64 {
        match self {
            Self::Record(row, _) | Self::Lost(row, ..) => *row,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Record(_, bytes) | Self::Lost(_, bytes, _) => bytes,
        }
    }

    pub(super) fn record(&self) -> Option<&[u8]> {
        match self {
            Self::Record(_, bytes) => Some(bytes),
            Self::Lost(..) => None,
        }
    }
}

/// All of a text, of which some rows were read.
pub(super) fn whole(
    opening: &Opening<'_>,
    splitter: Splitter<TextInput>,
    ahead: &VecDeque<Ahead>,
) -> Result<String, CohortError> {
    let mut text = Vec::new();
    let mut before = ahead.front().map_or(1, Ahead::row) - 1;
    for read in ahead {
        // Rows that hold nothing were passed over, and count as lines.
        text.extend((before + 1..read.row()).map(|_| b'\n'));
        before = read.row();
        text.extend_from_slice(read.bytes());
        text.push(b'\n');
    }
    let mut lines = splitter.into_lines();
    while lines.next(&mut text).map_err(|error| opening.unreadable(error))? != Line::End {
        if text.len() > MOST_TEXT {
            return Err(
                opening.unreadable("no heading is a question, and it is longer than a text of codes may be")
            );
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The rows of a text below its heading, without empty cells. A row that cannot be told from the next is a line.
pub(super) fn rows(text: &str, delimiter: u8, heading_row: u64) -> Vec<Row> {
    let mut splitter = Splitter::new(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = Vec::new();
    // What is in memory can be read.
    while let Ok(Next::Record | Next::Lost(_)) = splitter.next(&mut record, Delimiters::One(delimiter)) {
        let cells = Fields::new(&record, delimiter).map(|cell| String::from_utf8_lossy(&cell).into_owned());
        let cells = cells.enumerate().filter(|(_, cell)| !cell.trim().is_empty()).collect();
        rows.push((heading_row - 1 + splitter.row(), cells));
        record.clear();
    }
    rows.drain(..rows.len().min(1));
    rows
}
