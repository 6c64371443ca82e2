//! Records of a delimited text, split so that a quote that is never closed costs one row and not all that follow.
//!
//! A quote opens a cell only at its start. Inside, two quotes stand for one, and line breaks are text. If the cell goes on
//! over a line end, the quote that closes it must be followed by a delimiter or a line end: otherwise it is the opening
//! quote of some later cell, and the one before was never closed. The same is concluded at the end of the text and beyond
//! a bound. Then the line is given up, and reading goes on at the next line.

use std::io::{self, BufRead};

use memchr::memchr;

use super::LARGEST_RECORD;
use super::lines::{Line, Lines};

/// Lines of one record at most: people write paragraphs into a form, not books.
const MOST_LINES: usize = 200;

/// What comes next in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// A record, without its line end.
    Record,
    /// A row that cannot be taken apart. Its line, or the beginning of it, is in the record's place.
    Lost(Lost),
    /// Nothing more.
    End,
}

/// Why a row cannot be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// It is longer than [`LARGEST_RECORD`].
    TooLong,
    /// Its last cell opens a quote that is never closed.
    OpenQuote,
}

/// Which bytes part cells.
#[derive(Debug, Clone, Copy)]
pub enum Delimiters {
    /// This one.
    One(u8),
    /// Any of these: it was not decided yet.
    Any([u8; 3]),
}

impl Delimiters {
    fn has(self, byte: u8) -> bool {
        match self {
            Delimiters::One(delimiter) => byte == delimiter,
            Delimiters::Any(delimiters) => delimiters.contains(&byte),
        }
    }
}

/// Splits a text into records.
#[derive(Debug)]
pub struct Splitter<R> {
    lines: Lines<R>,
    row: u64,
}

impl<R: BufRead> Splitter<R> {
    /// Splits what is left of `input`.
    pub fn new(input: R) -> Self {
        Self { lines: Lines::new(input), row: 0 }
    }

    /// The row of the record that was read last, as a spreadsheet numbers it.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }

    /// Leaves the rows so far out of the numbering, as a spreadsheet does with a line that is only for itself.
    pub fn number_from_here(&mut self) {
        self.row = 0;
    }

    /// Appends the next record that holds anything, without its line end.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn next(&mut self, record: &mut Vec<u8>, delimiters: Delimiters) -> io::Result<Next> {
        let start = record.len();
        loop {
            record.truncate(start);
            let line = self.lines.next(record)?;
            if line == Line::End {
                return Ok(Next::End);
            }
            self.row += 1;
            if line == Line::TooLong {
                record.pop();
                return Ok(Next::Lost(Lost::TooLong));
            }
            // Most lines hold no quote.
            let quotes = memchr(b'"', &record[start..]).is_some();
            if quotes && quotes_at_end(&record[start..], Quotes::Outside, delimiters) == Quotes::Inside {
                let next = self.read_on(record, start, delimiters)?;
                if next != Next::Record {
                    return Ok(next);
                }
            }
            record.pop();
            let holds = |byte: u8| !(byte.is_ascii_whitespace() || byte == b'"' || delimiters.has(byte));
            if record[start..].iter().any(|byte| holds(*byte)) {
                return Ok(Next::Record);
            }
        }
    }

    /// Reads further lines until the quote that is open is closed.
    fn read_on(&mut self, record: &mut Vec<u8>, start: usize, delimiters: Delimiters) -> io::Result<Next> {
        let mut lines = Vec::new();
        let mut bytes = record.len() - start;
        while lines.len() < MOST_LINES && bytes < LARGEST_RECORD {
            let mut line = Vec::new();
            let kind = self.lines.next(&mut line)?;
            if kind == Line::End {
                break;
            }
            bytes += line.len();
            let quotes = match kind {
                Line::Whole => quotes_at_end(&line, Quotes::Inside, delimiters),
                Line::TooLong | Line::End => Quotes::Broken,
            };
            lines.push((kind, line));
            match quotes {
                Quotes::Inside => {}
                Quotes::Broken => break,
                Quotes::Outside => {
                    record.extend(lines.into_iter().flat_map(|(_, line)| line));
                    return Ok(Next::Record);
                }
            }
        }
        self.lines.put_back(lines);
        record.pop();
        Ok(Next::Lost(Lost::OpenQuote))
    }
}

/// How quotes stand at a place in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Outside,
    Inside,
    /// The quote that was open at the start of the line is followed by something that cannot follow a cell.
    Broken,
}

/// How quotes stand at the end of a line, if they stand so at its start. The line ends in a line feed.
fn quotes_at_end(line: &[u8], start: Quotes, delimiters: Delimiters) -> Quotes {
    let mut inside = start == Quotes::Inside;
    let mut continued = inside;
    let mut at = 0;
    while let Some(found) = memchr(b'"', &line[at..]) {
        let quote = at + found;
        at = quote + 1;
        let next = line.get(at).copied().unwrap_or(b'\n');
        if !inside {
            inside = quote == 0 || delimiters.has(line[quote - 1]);
        } else if next == b'"' {
            at += 1;
        } else {
            if continued && next != b'\n' && !delimiters.has(next) {
                return Quotes::Broken;
            }
            inside = false;
            continued = false;
        }
    }
    if inside { Quotes::Inside } else { Quotes::Outside }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, String)> {
        let mut splitter = Splitter::new(text.as_bytes());
        let mut found = Vec::new();
        loop {
            let mut record = Vec::new();
            let next = splitter.next(&mut record, Delimiters::One(b',')).unwrap();
            let record = String::from_utf8(record).unwrap();
            match next {
                Next::End => return found,
                Next::Lost(why) => found.push((splitter.row(), format!("{why:?}: {}", record.len()))),
                Next::Record => found.push((splitter.row(), record)),
            }
        }
    }

    fn rows(text: &str) -> Vec<String> {
        all(text).into_iter().map(|(_, record)| record).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let rows = all("a,b\r\n\r\n1,\"x\ny\"\r\n,\n2,3");
        assert_eq!(rows, [(1, "a,b".into()), (3, "1,\"x\ny\"".into()), (5, "2,3".into())]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row() {
        assert_eq!(
            all("a,\"b\n1,2\n3,4\n"),
            [(1, "OpenQuote: 4".into()), (2, "1,2".into()), (3, "3,4".into())]
        );
    }

    #[test]
    fn the_quote_of_a_later_cell_does_not_close_it() {
        assert_eq!(rows("a,\"b\n\"1\",\"2\"\n3,4\n"), ["OpenQuote: 4", "\"1\",\"2\"", "3,4"]);
        assert_eq!(rows("a,\"b\n1,\"2, 3\"\n4,\"\"\n5,6"), ["OpenQuote: 4", "1,\"2, 3\"", "4,\"\"", "5,6"]);
        assert_eq!(rows("\"a\",\"b\n\"\",\"2\"\n"), ["OpenQuote: 6", "\"\",\"2\""]);
    }

    #[test]
    fn a_doubled_quote_before_a_line_break_does_not_end_the_cell() {
        assert_eq!(rows("a,\"b \"\"c\"\"\nd\"\n1,2"), ["a,\"b \"\"c\"\"\nd\"", "1,2"]);
        assert_eq!(rows("a,\"\"\"\n\"\"\nd\"\"\"\n1,2"), ["a,\"\"\"\n\"\"\nd\"\"\"", "1,2"]);
        assert_eq!(rows("a,\"b\nc \"\"\nd\"\n1,2"), ["a,\"b\nc \"\"\nd\"", "1,2"]);
    }

    #[test]
    fn paragraphs_in_a_cell_are_one_row_up_to_a_bound() {
        let paragraphs = |lines: usize| format!("a,\"{}\"\nb,c\n", "x, y\n".repeat(lines));
        assert_eq!(rows(&paragraphs(100)).len(), 2);
        assert_eq!(rows(&paragraphs(1000))[0], "OpenQuote: 7");
        assert_eq!(rows(&paragraphs(1000)).last().unwrap(), "b,c");
    }

    #[test]
    fn a_row_of_megabytes_is_named_and_left_out() {
        let long = "x".repeat(3 << 20);
        assert_eq!(rows(&format!("a\n{long}\nb\n")), ["a", "TooLong: 200", "b"]);
        assert_eq!(rows(&format!("a,\"b\n1,2\n{long}\nb\n")), ["OpenQuote: 4", "1,2", "TooLong: 200", "b"]);
    }

    #[test]
    fn a_quote_inside_a_cell_is_text() {
        assert_eq!(rows("5\" pipe,2\n3,4\n").len(), 2);
    }
}
