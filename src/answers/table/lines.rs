//! Physical lines of a text, none longer than a record may be, and the way back to lines that were read too far.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use memchr::{memchr, memchr2};

use super::LARGEST_RECORD;

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, however it ends; what was appended ends in a line feed.
    Whole,
    /// More than [`LARGEST_RECORD`] bytes. Its beginning was appended, and the rest passed over.
    TooLong,
    /// Nothing more.
    End,
}

/// Bytes of a line that is too long that are kept, to show what it is.
const KEPT: usize = 200;

/// Reads a text line by line.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    /// Which byte ends a line; not known before the first end.
    line_end: Option<u8>,
    /// Lines that were put back, in order.
    again: VecDeque<(Line, Vec<u8>)>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of what is left of `input`. They end in a line feed; or in a carriage return, if the first one does without a
    /// line feed.
    pub fn new(input: R) -> Self {
        Self { input, line_end: None, again: VecDeque::new() }
    }

    /// Appends the next line.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        if let Some((kind, again)) = self.again.pop_front() {
            line.extend(again);
            return Ok(kind);
        }
        let start = line.len();
        let line_end = match self.line_end {
            Some(line_end) => line_end,
            None => self.find_line_end(line)?,
        };
        let ended = line.len() > start && line.last() == Some(&line_end);
        let left = LARGEST_RECORD.saturating_sub(line.len() - start) as u64;
        if !ended && left > 0 {
            (&mut self.input).take(left).read_until(line_end, line)?;
        }
        let count = line.len() - start;
        if count == 0 {
            return Ok(Line::End);
        }
        if line.last() == Some(&line_end) {
            line.pop();
        } else if count >= LARGEST_RECORD {
            line.truncate(start + KEPT);
            self.pass_over(line_end)?;
            line.push(b'\n');
            return Ok(Line::TooLong);
        }
        if line.len() > start && line.last() == Some(&b'\r') {
            line.pop();
        }
        line.push(b'\n');
        Ok(Line::Whole)
    }

    /// Looks whether a line, the beginning of one, or the end is there; asks the input for more if nothing of it is left.
    ///
    /// # Errors
    /// If the input cannot be read, or [`io::ErrorKind::WouldBlock`] if it would have to be waited for and must not be.
    pub fn look(&mut self) -> io::Result<()> {
        if self.again.is_empty() { self.input.fill_buf().map(|_| ()) } else { Ok(()) }
    }

    /// Puts lines back, to be read again in this order.
    pub fn put_back(&mut self, lines: Vec<(Line, Vec<u8>)>) {
        for line in lines.into_iter().rev() {
            self.again.push_front(line);
        }
    }

    /// Appends bytes up to the first line end and says which byte it is. No more is waited for than that takes, since the
    /// input may be a pipe whose writer waits for an answer.
    fn find_line_end(&mut self, line: &mut Vec<u8>) -> io::Result<u8> {
        let start = line.len();
        loop {
            let buffer = self.input.fill_buf()?;
            let length = buffer.len();
            if length == 0 || line.len() - start + length >= LARGEST_RECORD {
                return Ok(b'\n');
            }
            let Some(at) = memchr2(b'\n', b'\r', buffer) else {
                line.extend_from_slice(buffer);
                self.input.consume(length);
                continue;
            };
            let first = buffer[at];
            line.extend_from_slice(&buffer[..=at]);
            self.input.consume(at + 1);
            let line_end = match first {
                b'\n' => b'\n',
                _ if self.input.fill_buf()?.first().is_none_or(|next| *next == b'\n') => b'\n',
                _ => b'\r',
            };
            self.line_end = Some(line_end);
            return Ok(line_end);
        }
    }

    fn pass_over(&mut self, line_end: u8) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let length = buffer.len();
            match memchr(line_end, buffer) {
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

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn all(text: &[u8], piece: usize) -> Vec<String> {
        let mut lines = Lines::new(BufReader::with_capacity(piece, text));
        let mut found = Vec::new();
        loop {
            let mut line = Vec::new();
            match lines.next(&mut line).unwrap() {
                Line::End => return found,
                Line::TooLong => found.push("too long".to_owned()),
                Line::Whole => found.push(String::from_utf8(line).unwrap()),
            }
        }
    }

    #[test]
    fn every_kind_of_line_end_is_taken_however_the_bytes_arrive() {
        for piece in [1, 2, 3, 100] {
            for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc", "a\rb\r\rc\r"] {
                assert_eq!(all(text.as_bytes(), piece), ["a\n", "b\n", "\n", "c\n"], "{text:?} by {piece}");
            }
        }
    }

    #[test]
    fn a_carriage_return_inside_a_line_is_text() {
        assert_eq!(all(b"a\nb\rc\nd", 100), ["a\n", "b\rc\n", "d\n"]);
    }

    #[test]
    fn a_line_of_megabytes_is_passed_over() {
        let text = format!("a\n{}\nb\n", "x".repeat(3 << 20));
        assert_eq!(all(text.as_bytes(), 1 << 16), ["a\n", "too long", "b\n"]);
        let first = format!("{}\nb\n", "x".repeat(3 << 20));
        assert_eq!(all(first.as_bytes(), 1 << 16), ["too long", "b\n"]);
    }
}
