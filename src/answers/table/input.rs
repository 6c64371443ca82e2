//! What an input is: looked at from its first bytes, and counted as it is read.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that may be blank before it is given up to find out what follows.
const MOST_BLANK: usize = 1 << 16;

/// An input and its first bytes.
pub struct Input {
    /// The input, from its first byte.
    pub reader: Box<dyn Read + Send + Sync>,
    /// Its first bytes: a few, and enough to hold one that is not blank if there is one.
    pub start: Vec<u8>,
    /// Bytes read so far.
    pub count: Arc<AtomicU64>,
}

impl Input {
    /// Looks at the beginning of an input. No more is waited for than is needed, since a pipe's writer may wait for us.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn new(reader: Box<dyn Read + Send + Sync>) -> io::Result<Self> {
        let count = Arc::new(AtomicU64::new(0));
        let mut reader = Counted { reader, count: Arc::clone(&count) };
        let mut start = Vec::new();
        let mut buffer = [0; 4096];
        let too_few = |start: &[u8]| start.len() < 4 && !start.contains(&b'\n');
        while too_few(&start) || (first_letter(&start).is_none() && start.len() < MOST_BLANK) {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => start.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let reader = Box::new(Cursor::new(start.clone()).chain(reader));
        Ok(Self { reader, start, count })
    }

    /// The first byte that is not blank, whatever the encoding.
    #[must_use]
    pub fn first_letter(&self) -> Option<u8> {
        first_letter(&self.start)
    }

    /// The next one that is not blank, if it stands among the first bytes.
    #[must_use]
    pub fn second_letter(&self) -> Option<u8> {
        letters(&self.start).nth(1)
    }
}

fn first_letter(start: &[u8]) -> Option<u8> {
    letters(start).next()
}

fn letters(start: &[u8]) -> impl Iterator<Item = u8> {
    let is_mark = |byte: u8| matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xff | 0xfe);
    start.iter().copied().filter(move |byte| !byte.is_ascii_whitespace() && !is_mark(*byte))
}

struct Counted {
    reader: Box<dyn Read + Send + Sync>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_is_found_behind_marks_and_blanks_and_nothing_is_lost() {
        for text in [&b"\xef\xbb\xbf \r\n{\"a\":1}"[..], b"\xff\xfe \0{\0", b"{", b"\n\n\n\n\n\n{}"] {
            let mut input = Input::new(Box::new(Cursor::new(text.to_vec()))).unwrap();
            assert_eq!(input.first_letter(), Some(b'{'));
            let mut read = Vec::new();
            input.reader.read_to_end(&mut read).unwrap();
            assert_eq!(read, text);
            assert_eq!(input.count.load(Ordering::Relaxed), text.len() as u64);
        }
        assert_eq!(Input::new(Box::new(io::empty())).unwrap().first_letter(), None);
    }
}
