//! The text of a flags file as people make it: in the UTF-16 of a Windows shell, as JSON, or with the quotation marks and
//! spaces that a word processor puts in.

use std::io::{Cursor, Read};
use std::sync::Arc;

use toml::de::DeTable;

use super::json_flags::{as_toml, is_json};
use super::table::encoding::{Encoding, decoded, tell};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::toml_tree::utf8;

/// The TOML that the bytes of a flags file stand for. What is valid as it was written is not touched.
///
/// # Errors
/// Where the bytes are no text, or the text is JSON that is not valid or that no flags file can hold.
pub fn flags_text(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostic> {
    let written = utf8(name, in_utf8(name, bytes)?)?;
    let straight = Arc::new(SourceText { name: name.to_owned(), text: straightened(&written.text) });
    // Of two texts that are not valid, the one that was written is explained.
    if is_json(&written.text) {
        return as_toml(&written).or_else(|mistake| as_toml(&straight).map_err(|_| mistake));
    }
    let keep = straight == written || is_toml(&written.text) || !is_toml(&straight.text);
    Ok(if keep { written } else { straight })
}

fn is_toml(text: &str) -> bool {
    DeTable::parse_recoverable(text).1.is_empty()
}

fn in_utf8(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    match tell(&bytes) {
        Ok(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
            let mut text = Vec::new();
            decoded(Box::new(Cursor::new(bytes)), encoding)
                .and_then(|mut reader| reader.read_to_end(&mut text))
                .map_err(|error| Diagnostic::about_file(name, format!("cannot be read: {error}")))?;
            Ok(text)
        }
        // What is no text at all is shown with its place.
        Ok(Encoding::Utf8(_)) | Err(_) => Ok(bytes),
    }
}

/// Quotation marks of a word processor as those of a keyboard, and spaces that do not break as those that do.
fn straightened(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' | '\u{ff02}' => '"',
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{ff07}' => '\'',
            '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "[answers]\nteach = \"agree\"\n";

    fn text(bytes: &[u8]) -> String {
        flags_text("a.toml", bytes.to_vec()).unwrap().text.clone()
    }

    #[test]
    fn word_processors_and_windows_shells_are_understood() {
        for written in [
            "[answers]\nteach = \u{201c}agree\u{201d}\n",
            "[answers]\nteach = \u{201e}agree\u{201c}\n",
            "[answers]\nteach\u{a0}=\u{a0}\"agree\"\n",
            PLAIN,
        ] {
            assert_eq!(text(written.as_bytes()).replace('\u{a0}', " "), PLAIN, "{written}");
        }
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let units = "\u{feff}".encode_utf16().chain(PLAIN.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(unit).collect();
            assert_eq!(text(&bytes), PLAIN);
        }
        assert_eq!(text("{\u{201c}teach\u{201d}: \u{201c}agree\u{201d}}".as_bytes()), PLAIN);
    }

    #[test]
    fn what_is_valid_or_cannot_be_saved_stays_as_it_was_written() {
        let valid = "[answers]\nteach = \"\u{201c}agree\u{201d}\"\n";
        assert_eq!(text(valid.as_bytes()), valid);
        let broken = "[answers\nteach = \u{201c}agree\u{201d}\n";
        assert_eq!(text(broken.as_bytes()), broken);
    }
}
