//! UTF-16 read as UTF-8, where a mark at the beginning says that it is. Nothing else is decoded, and nothing guessed.

use std::io::{self, BufRead, BufReader, Read};

/// How the bytes of a text stand for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; the number of bytes of the mark before it.
    Utf8(usize),
    /// UTF-16 with the lower byte first, after a mark.
    Utf16Le,
    /// UTF-16 with the higher byte first, after a mark.
    Utf16Be,
}

/// What the first bytes say, or an explanation of what they are instead.
///
/// # Errors
/// If they are no text that can be read.
pub fn tell(start: &[u8]) -> Result<Encoding, &'static str> {
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err("it is UTF-32; save it as UTF-8"),
        [0xff, 0xfe, ..] => Ok(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Ok(Encoding::Utf16Be),
        [0xef, 0xbb, 0xbf, ..] => Ok(Encoding::Utf8(3)),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err("it is an old Excel file; save it as .xlsx or as CSV UTF-8"),
        _ if start.iter().take(4).any(|byte| *byte == 0) => {
            Err("it is no text, or UTF-16 without a mark; save it as CSV UTF-8")
        }
        _ => Ok(Encoding::Utf8(0)),
    }
}

/// The input as UTF-8 without a mark.
///
/// # Errors
/// If the input cannot be read.
pub fn decoded(
    mut input: Box<dyn Read + Send + Sync>,
    encoding: Encoding,
) -> io::Result<Box<dyn BufRead + Send + Sync>> {
    const BUFFER: usize = 1 << 17;
    let unit: fn([u8; 2]) -> u16 = match encoding {
        Encoding::Utf8(mark) => {
            input.read_exact(&mut [0; 3][..mark])?;
            return Ok(Box::new(BufReader::with_capacity(BUFFER, input)));
        }
        Encoding::Utf16Le => u16::from_le_bytes,
        Encoding::Utf16Be => u16::from_be_bytes,
    };
    input.read_exact(&mut [0; 2])?;
    let decoder =
        Utf16 { input: BufReader::with_capacity(BUFFER, input), unit, high: None, ready: Vec::new() };
    Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)))
}

/// A byte that stands nowhere in UTF-8. It takes the place of what is not valid UTF-16, so that the cell it stands in is
/// named as unreadable, and no other.
const INVALID: u8 = 0xff;

struct Utf16 {
    input: BufReader<Box<dyn Read + Send + Sync>>,
    unit: fn([u8; 2]) -> u16,
    /// The first half of a character of two units.
    high: Option<u16>,
    /// Bytes that were decoded and not taken yet, last first.
    ready: Vec<u8>,
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if let Some(byte) = self.ready.pop() {
                buffer[filled] = byte;
                filled += 1;
                continue;
            }
            // What is there is handed on before the input is waited for.
            if filled > 0 && self.input.buffer().len() < 2 {
                break;
            }
            match self.next_unit()? {
                Some(unit) => self.decode(unit),
                None if !self.ready.is_empty() => {}
                None if self.high.take().is_some() => self.ready.push(INVALID),
                None => break,
            }
        }
        Ok(filled)
    }
}

impl Utf16 {
    /// The next unit; nothing at the end. A single byte at the end is not valid.
    fn next_unit(&mut self) -> io::Result<Option<u16>> {
        let mut pair = [0; 2];
        let mut count = 0;
        while count < 2 {
            match self.input.read(&mut pair[count..])? {
                0 if count == 0 => return Ok(None),
                0 => {
                    self.ready.push(INVALID);
                    return Ok(None);
                }
                more => count += more,
            }
        }
        Ok(Some((self.unit)(pair)))
    }

    fn decode(&mut self, unit: u16) {
        let units = match (self.high.take(), unit) {
            (None, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => [Some(high), Some(unit)],
            (Some(_), 0xd800..=0xdbff) => {
                self.high = Some(unit);
                self.ready.push(INVALID);
                return;
            }
            (high, _) => [high, Some(unit)],
        };
        let mut bytes = Vec::with_capacity(4);
        for character in char::decode_utf16(units.into_iter().flatten()) {
            match character {
                Ok(character) => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => bytes.push(INVALID),
            }
        }
        self.ready.extend(bytes.into_iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> Vec<u8> {
        let encoding = tell(&bytes).unwrap();
        let mut text = Vec::new();
        decoded(Box::new(io::Cursor::new(bytes)), encoding).unwrap().read_to_end(&mut text).unwrap();
        text
    }

    #[test]
    fn marks_say_what_is_read_and_are_left_out() {
        let text = "a,\u{e9}\u{1f600}\n";
        let units: Vec<u16> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).collect();
        assert_eq!(read(units.iter().flat_map(|unit| unit.to_le_bytes()).collect()), text.as_bytes());
        assert_eq!(read(units.iter().flat_map(|unit| unit.to_be_bytes()).collect()), text.as_bytes());
        assert_eq!(read([b"\xef\xbb\xbf", text.as_bytes()].concat()), text.as_bytes());
        assert_eq!(read(text.as_bytes().to_vec()), text.as_bytes());
    }

    #[test]
    fn what_is_not_valid_utf_16_stays_not_valid_in_its_place() {
        assert_eq!(read(b"\xff\xfea\0\0\xd8b\0".to_vec()), b"a\xffb");
        assert_eq!(read(b"\xff\xfea\0\0\xdcb\0".to_vec()), b"a\xffb");
        assert_eq!(read(b"\xff\xfea\0\0\xd8\0\xd8".to_vec()), b"a\xff\xff");
        assert_eq!(read(b"\xff\xfea\0b".to_vec()), b"a\xff");
    }

    #[test]
    fn what_is_no_text_is_named() {
        for bytes in [&b"\xff\xfe\0\0a\0\0\0"[..], b"a\0,\0", b"\xd0\xcf\x11\xe0"] {
            assert!(tell(bytes).unwrap_err().contains("save it as"));
        }
    }
}
