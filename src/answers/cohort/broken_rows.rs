//! Rows of a text that a line break without quotes around it broke in two: each half is short, and together they have one
//! cell more than the heading. A program that leaves empty cells out at the end of a row makes short rows, too; of those,
//! two may happen to follow each other, but the second begins as the first does.

use super::columns::Columns;
use super::row_reading::ReadRecord;
use super::{Problem, Respondent};

/// Rows in order, of which the broken ones are left out.
pub(super) struct BrokenRows<'c> {
    columns: &'c Columns,
    rows: Vec<Result<Respondent, Problem>>,
    /// The row before, if it is short: its number, first cell, and how many cells it has.
    short: Option<(u64, Vec<u8>, usize)>,
}

impl<'c> BrokenRows<'c> {
    pub(super) fn new(columns: &'c Columns, rows: usize) -> Self {
        Self { columns, rows: Vec::with_capacity(rows), short: None }
    }

    pub(super) fn add(&mut self, row: u64, record: ReadRecord) {
        let wanted = self.columns.all().len();
        let before = self.short.take();
        if record.cells >= wanted {
            self.rows.push(record.read);
            return;
        }
        let ReadRecord { mut read, cells, first } = record;
        if let Some((at, start, half)) = before
            && half + cells == wanted + 1
            && shape(&start) != shape(&first)
        {
            if let Some(last) = self.rows.last_mut()
                && last.is_ok()
            {
                *last = Err(self.columns.shifted(at, &start, half));
            }
            if read.is_ok() {
                read = Err(self.columns.shifted(row, &first, cells));
            }
        }
        self.rows.push(read);
        self.short = Some((row, first, cells));
    }

    /// All rows, or why they are left out.
    pub(super) fn whole(self) -> Vec<Result<Respondent, Problem>> {
        self.rows
    }
}

/// What a cell looks like: runs of letters and of digits, and what stands between them.
fn shape(cell: &[u8]) -> Vec<u8> {
    let kinds = cell.iter().map(|byte| match byte {
        b'0'..=b'9' => b'9',
        b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => b'a',
        other => *other,
    });
    let mut shape: Vec<u8> = kinds.collect();
    shape.dedup();
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_numbers_look_alike_and_names_do_not() {
        assert_eq!(shape(b"2026/03/01 9:00:00"), shape(b"2025/12/31 10:01:59"));
        assert_eq!(shape(b"10002"), shape(b"7"));
        assert_ne!(shape(b"2026/03/01 9:00:00"), shape(b"Smith"));
        assert_ne!(shape(b"12"), shape(b""));
    }
}
