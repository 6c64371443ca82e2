//! UTF-16 read as UTF-8, where a mark at the beginning says that it is. Nothing else is decoded, and nothing guessed.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE};

use super::TextInput;

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
        [b'%', b'P', b'D', b'F', ..] => {
            Err("it is a PDF file; export the answers as CSV or as Excel instead")
        }
        [0x1f, 0x8b, ..] => Err("it is packed with gzip; unpack it first"),
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
pub fn decoded(mut input: Box<dyn Read + Send + Sync>, encoding: Encoding) -> io::Result<TextInput> {
    const BUFFER: usize = 1 << 17;
    let (mark, from) = match encoding {
        Encoding::Utf8(mark) => (mark, None),
        Encoding::Utf16Le => (2, Some(UTF_16LE)),
        Encoding::Utf16Be => (2, Some(UTF_16BE)),
    };
    input.read_exact(&mut [0; 3][..mark])?;
    let input = BufReader::with_capacity(BUFFER, input);
    let Some(from) = from else { return Ok(Box::new(input)) };
    let decoder = from.new_decoder_without_bom_handling();
    let text = vec![0; BUFFER];
    Ok(Box::new(Decoding { input, decoder, text, ready: 0..0, invalid: false, ended: false }))
}

/// A byte that stands nowhere in UTF-8. It takes the place of what is not valid UTF-16, so that the cell it stands in is
/// named as unreadable, and no other.
const INVALID: u8 = 0xff;

struct Decoding {
    input: BufReader<Box<dyn Read + Send + Sync>>,
    decoder: Decoder,
    text: Vec<u8>,
    /// What of the text was not taken yet.
    ready: Range<usize>,
    /// Something that is not valid was met, and is not said yet.
    invalid: bool,
    ended: bool,
}

impl BufRead for Decoding {
    /// What is there is handed on before the input is waited for.
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.ready.is_empty() && !self.ended {
            if std::mem::take(&mut self.invalid) {
                self.text[0] = INVALID;
                self.ready = 0..1;
                break;
            }
            let bytes = self.input.fill_buf()?;
            let last = bytes.is_empty();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.text, last);
            self.input.consume(read);
            self.ready = 0..written;
            self.invalid = matches!(result, DecoderResult::Malformed(..));
            self.ended = last && result == DecoderResult::InputEmpty;
        }
        Ok(&self.text[self.ready.clone()])
    }

    fn consume(&mut self, bytes: usize) {
        self.ready.start = (self.ready.start + bytes).min(self.ready.end);
    }
}

impl Read for Decoding {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
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
