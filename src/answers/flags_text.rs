//! The text of a flags file, from a path or standard input, as people make it: in the UTF-16 of a Windows shell, pasted with
//! its fences, or with the quotation marks and spaces that a word processor puts in.

use std::io::{Cursor, Read, stdin};
use std::path::Path;
use std::sync::Arc;

use serde::de::IgnoredAny;
use toml::de::DeTable;

use super::json_flags::is_json;
use super::straighten::straightened;
use super::table::archive::is_archive;
use super::table::encoding::{Encoding, decoded, tell};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::pack::load::{read_bounded, too_large};
use crate::toml_tree::{LARGEST_FILE, utf8};

/// Reads the text of a flags file; `-` is standard input. What is valid as it was written is not touched.
///
/// # Errors
/// Where it cannot be read or is no text.
pub fn read(path: &Path) -> Result<Arc<SourceText>, Diagnostic> {
    if path.as_os_str() != "-" {
        return flags_text(&path.display().to_string(), read_bounded(path)?);
    }
    let name = "<stdin>";
    let mut bytes = Vec::new();
    stdin()
        .lock()
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Diagnostic::about_file(name, format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(name));
    }
    flags_text(name, bytes)
}

/// The same for bytes that were read already; `name` is what they are called in messages.
///
/// # Errors
/// Where they are no text.
pub fn flags_text(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostic> {
    if is_archive(&bytes) {
        return Err(Diagnostic::about_file(
            name,
            "a workbook, not a flags file: `calling workshop` reads tables",
        ));
    }
    let written = utf8(name, in_utf8(name, bytes)?)?;
    let straight = straightened(&written.text);
    if straight == written.text {
        return Ok(written);
    }
    // Of two texts that are not valid, the one that can be read further is explained.
    let better = match (broken_on_line(&written.text), broken_on_line(&straight)) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(written), Some(straight)) => straight > written,
    };
    Ok(if better { Arc::new(SourceText { name: name.to_owned(), text: straight }) } else { written })
}

/// The line on which a text stops being TOML or JSON; nothing if it does not.
fn broken_on_line(text: &str) -> Option<usize> {
    if is_json(text) {
        return serde_json::from_str::<IgnoredAny>(text).err().map(|error| error.line());
    }
    let (_, errors) = DeTable::parse_recoverable(text);
    let at = errors.iter().map(|error| error.span().map_or(0, |span| span.start)).min()?;
    Some(text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1)
}

fn in_utf8(name: &str, mut bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    // A flags file begins with a letter of ASCII: a zero byte beside it says that it is UTF-16, where a mark is missing.
    match bytes[..] {
        [0, 1..=255, 0, 1..=255, ..] => drop(bytes.splice(0..0, [0xfe, 0xff])),
        [1..=255, 0, 1..=255, 0, ..] => drop(bytes.splice(0..0, [0xff, 0xfe])),
        _ => {}
    }
    match tell(&bytes) {
        Ok(Encoding::Utf8(mark)) => Ok(bytes.split_off(mark)),
        Ok(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
            let mut text = Vec::new();
            decoded(Box::new(Cursor::new(bytes)), encoding)
                .and_then(|mut reader| reader.read_to_end(&mut text))
                .map_err(|error| Diagnostic::about_file(name, format!("cannot be read: {error}")))?;
            Ok(text)
        }
        Err(why) => Err(Diagnostic::about_file(name, why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "[answers]\nteach = \"agree\"\n";

    fn text(bytes: &[u8]) -> String {
        flags_text("a.toml", bytes.to_vec()).unwrap().text.clone()
    }

    #[test]
    fn utf_16_is_read_with_a_mark_or_without() {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            for mark in ["\u{feff}", ""] {
                let units = mark.encode_utf16().chain(PLAIN.encode_utf16());
                let bytes: Vec<u8> = units.flat_map(unit).collect();
                assert_eq!(text(&bytes), PLAIN, "{mark:?}");
            }
        }
        assert_eq!(text(format!("\u{feff}{PLAIN}").as_bytes()), PLAIN);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        for (bytes, why) in [
            (&b"\xff\xfe\0\0[\0\0\0"[..], "UTF-32"),
            (b"\xd0\xcf\x11\xe0", "old Excel"),
            (b"[answers]\nteach = \x93agree\x94", "not UTF-8"),
        ] {
            let mistake = flags_text("a.toml", bytes.to_vec()).unwrap_err();
            assert!(mistake.message().contains(why), "{}", mistake.message());
        }
    }

    #[test]
    fn what_is_valid_or_cannot_be_saved_stays_as_it_was_written() {
        let valid = "[answers]\nteach = \"\u{201c}agree\u{201d}\"\n";
        assert_eq!(text(valid.as_bytes()), valid);
        let broken = "[answers\nteach = \u{201c}agree\u{201d}\n";
        assert_eq!(text(broken.as_bytes()), broken);
    }

    #[test]
    fn a_mistake_beside_quotation_marks_is_the_one_that_is_explained() {
        let both = "[answers]\nteach = \u{201c}agree\u{201d}\nplaces = [\n";
        assert_eq!(text(both.as_bytes()), "[answers]\nteach = \"agree\"\nplaces = [\n");
    }
}
