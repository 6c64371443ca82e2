//! Records of a delimited text, split so that a quote that is never closed costs one row and not all that follow.
//!
//! Taking a record apart into fields is left to the `csv` crate; finding its end is done here, because that crate
//! takes everything up to the next quote, however far, for one field.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use memchr::memchr;

/// Bytes of one record at most.
pub const LARGEST_RECORD: usize = 1 << 20;
/// Lines of one record at most: people write paragraphs into a form, not books.
const MOST_LINES: usize = 100;

/// What comes next in the text.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// A record, without its line end.
    Record,
    /// A row that cannot be taken apart, and why.
    Lost(&'static str),
    /// Nothing more.
    End,
}

/// Splits a text into records.
#[derive(Debug)]
pub struct Splitter<R> {
    input: R,
    line_end: u8,
    /// Lines that were read on account of a quote that turned out never to be closed.
    again: VecDeque<Vec<u8>>,
    row: u64,
}

impl<R: BufRead> Splitter<R> {
    /// Splits what is left of `input`. Lines end in a line feed, or in a carriage return if there is no line feed near the
    /// beginning.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn new(mut input: R) -> io::Result<Self> {
        let start = input.fill_buf()?;
        let carriage_returns = memchr(b'\n', start).is_none() && memchr(b'\r', start).is_some();
        let line_end = if carriage_returns { b'\r' } else { b'\n' };
        Ok(Self { input, line_end, again: VecDeque::new(), row: 0 })
    }

    /// The row of the record that was read last, as a spreadsheet numbers it.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }

    /// Appends the next record and a line feed to `record`. `opens` says whether a quote behind a byte opens a field.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn next(&mut self, record: &mut Vec<u8>, opens: impl Fn(u8) -> bool) -> io::Result<Next> {
        let start = record.len();
        loop {
            record.truncate(start);
            match self.line(record)? {
                Line::End => return Ok(Next::End),
                Line::TooLong => {
                    self.row += 1;
                    record.truncate(start);
                    return Ok(Next::Lost("the row is longer than a megabyte"));
                }
                Line::Whole => {}
            }
            self.row += 1;
            if record[start..].iter().any(|byte| !byte.is_ascii_whitespace()) {
                break;
            }
        }
        // Most lines hold no quote.
        if memchr(b'"', &record[start..]).is_none() || !ends_in_quotes(&record[start..], false, &opens) {
            return Ok(Next::Record);
        }
        self.read_on(record, start, opens)
    }

    /// Reads further lines until the quote that is open is closed.
    fn read_on(
        &mut self,
        record: &mut Vec<u8>,
        start: usize,
        opens: impl Fn(u8) -> bool,
    ) -> io::Result<Next> {
        let mut lines = Vec::new();
        let mut bytes = record.len() - start;
        while lines.len() < MOST_LINES && bytes < LARGEST_RECORD {
            let mut line = Vec::new();
            if !matches!(self.line(&mut line)?, Line::Whole) {
                break;
            }
            bytes += line.len();
            // A quote that closes is followed by the end of its field; one that is not belongs to a later row.
            let closes_well = closes_at(&line)
                .is_none_or(|at| line[at..].first().is_none_or(|next| opens(*next) || *next == b'\n'));
            let open = ends_in_quotes(&line, true, &opens);
            lines.push(line);
            if !closes_well {
                break;
            }
            if !open {
                record.extend(lines.into_iter().flatten());
                return Ok(Next::Record);
            }
        }
        record.truncate(start);
        for line in lines.into_iter().rev() {
            self.again.push_front(line);
        }
        Ok(Next::Lost("a quote is opened in this row and never closed"))
    }

    /// Appends a line, ended by a line feed.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        if let Some(again) = self.again.pop_front() {
            line.extend(again);
            return Ok(Line::Whole);
        }
        let start = line.len();
        let most = LARGEST_RECORD as u64;
        let count = (&mut self.input).take(most).read_until(self.line_end, line)?;
        if count == 0 {
            return Ok(Line::End);
        }
        if line.last() == Some(&self.line_end) {
            line.pop();
        } else if count as u64 == most {
            line.truncate(start);
            self.skip_line()?;
            return Ok(Line::TooLong);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        line.push(b'\n');
        Ok(Line::Whole)
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let length = buffer.len();
            match memchr(self.line_end, buffer) {
                Some(at) => {
                    self.input.consume(at + 1);
                    return Ok(());
                }
                None if length == 0 => return Ok(()),
                None => self.input.consume(length),
            }
        }
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Whether a quote is open at the end of a line that starts inside quotes or not.
///
/// As for the `csv` crate, a quote opens only at the start of a field; two in a row inside stand for one.
fn ends_in_quotes(line: &[u8], mut inside: bool, opens: &impl Fn(u8) -> bool) -> bool {
    let mut at = 0;
    while let Some(found) = memchr(b'"', &line[at..]) {
        let quote = at + found;
        at = quote + 1;
        if !inside {
            inside = quote == 0 || opens(line[quote - 1]);
        } else if line.get(at) == Some(&b'"') {
            at += 1;
        } else {
            inside = false;
        }
    }
    inside
}

/// Behind the quote that closes a field that was open at the start of a line.
fn closes_at(line: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr(b'"', &line[at..]) {
        at += found + 1;
        if line.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, String)> {
        let mut splitter = Splitter::new(text.as_bytes()).unwrap();
        let mut found = Vec::new();
        loop {
            let mut record = Vec::new();
            match splitter.next(&mut record, |byte| byte == b',').unwrap() {
                Next::End => return found,
                Next::Lost(why) => found.push((splitter.row(), format!("lost: {why}"))),
                Next::Record => found.push((splitter.row(), String::from_utf8(record).unwrap())),
            }
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let rows = all("a,b\r\n\r\n1,\"x\ny\"\r\n2,3");
        assert_eq!(rows, [(1, "a,b\n".into()), (3, "1,\"x\ny\"\n".into()), (4, "2,3\n".into())]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row() {
        let rows = all("a,\"b\n1,2\n3,4\n");
        assert_eq!(rows.len(), 3);
        assert!(rows[0].1.contains("never closed"));
        assert_eq!(rows[2], (3, "3,4\n".into()));
    }

    #[test]
    fn a_quote_that_only_a_later_row_seems_to_close_costs_one_row() {
        let rows = all("a,\"b\n1,\"2, 3\"\n4,5\n");
        assert_eq!(rows.len(), 3);
        assert!(rows[0].1.contains("never closed"));
        assert_eq!(rows[1], (2, "1,\"2, 3\"\n".into()));
    }

    #[test]
    fn a_quote_inside_a_field_is_text() {
        assert_eq!(all("5\" pipe,2\n3,4\n").len(), 2);
    }

    #[test]
    fn lines_may_end_in_carriage_returns_alone() {
        assert_eq!(all("a,b\r1,2\r"), [(1, "a,b\n".into()), (2, "1,2\n".into())]);
    }

    #[test]
    fn a_row_of_many_megabytes_is_named_and_left_out() {
        let rows = all(&format!("a\n{}\nb\n", "x".repeat(3 << 20)));
        assert_eq!(rows.len(), 3);
        assert!(rows[1].1.contains("longer than a megabyte"));
    }
}
