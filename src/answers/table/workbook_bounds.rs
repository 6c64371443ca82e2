//! Whether a workbook can be opened without harm. A few kilobytes can claim, or inflate to, more than any memory holds;
//! the reader of workbooks believes such claims, so they are looked at first.
//!
//! The look inflates every part, and a sheet is inflated once more as its rows are read: the reader takes the archive and
//! not the inflated bytes, so nothing can be counted in between. Nothing that was inflated is kept. Of a workbook of 100,000
//! rows by forty columns, 15 MB that inflate to 137, the look takes a tenth of the processor's time, and all of it at most
//! 65 MB of memory; the largest table of texts that is let through takes 80 MB.

use std::io::{Read, Seek};

use memchr::{memchr_iter, memmem};

use super::markup::{Markup, Wrong};
use super::references;

/// What the parts of one kind may amount to.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// Bytes that a part may inflate to.
    bytes: u64,
    /// Tags in it: the reader makes something of each of them, up to 150 bytes of a format.
    tags: u64,
    /// Elements that are open around a cell or text, in parts that are large enough for one to be too long.
    around_cell: Option<usize>,
    /// How many texts the part may say that it has: room is made for them at once.
    claim: u64,
}

const SHEET: Bounds = Bounds { bytes: 512 << 20, tags: 1 << 26, around_cell: Some(3), claim: u64::MAX };
/// The texts of all cells, which are kept.
const TEXTS: Bounds = Bounds { bytes: 64 << 20, tags: 1 << 22, around_cell: Some(1), claim: 1 << 20 };
const OTHER: Bounds = Bounds { bytes: 16 << 20, tags: 1 << 18, around_cell: None, claim: u64::MAX };

/// Bytes that all parts together may inflate to.
const LARGEST_WHOLE: u64 = 1 << 30;
/// Parts at most.
const MOST_PARTS: usize = 10_000;
/// How many times as long a part may be as what it is inflated from, and bytes from which on this counts. Answers are
/// 10 to 20 times as long; what inflates to the same thing over and over is up to 1000 times.
const MOST_INFLATED: u64 = 100;
const INFLATED_COUNTS: u64 = 4 << 20;
/// Bytes of a part in which no cell can be too long; it is looked at in one piece.
const SMALL: u64 = 1 << 20;

/// Inflates every part once, since declared sizes can lie.
///
/// # Errors
/// What is wrong, in words.
pub fn check(file: impl Read + Seek) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| format!("not an XLSX workbook: {error}"))?;
    if archive.len() > MOST_PARTS {
        return Err(format!("{} parts, but at most {MOST_PARTS} are read", archive.len()));
    }
    let mut left = LARGEST_WHOLE;
    for number in 0..archive.len() {
        let damaged = |error: zip::result::ZipError| format!("not an XLSX workbook: {error}");
        let part = archive.by_index(number).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.to_ascii_lowercase();
        let mut bounds = bounds_of(&name);
        bounds.bytes = bounds.bytes.min(left);
        if part.size() > bounds.bytes {
            return Err(too_large(&name, bounds.bytes));
        }
        if part.size() > INFLATED_COUNTS && part.size() / MOST_INFLATED > part.compressed_size() {
            return Err(format!(
                "its part {name} inflates to more than {MOST_INFLATED} times its size; save it as CSV UTF-8 instead"
            ));
        }
        if part.size() <= SMALL {
            bounds = Bounds { bytes: bounds.bytes.min(SMALL), around_cell: None, ..bounds };
        }
        left = left.saturating_sub(check_part(part, &name, bounds)?);
    }
    Ok(())
}

fn bounds_of(name: &str) -> Bounds {
    if name.contains("worksheets/") {
        SHEET
    } else if name.ends_with("sharedstrings.xml") {
        TEXTS
    } else {
        OTHER
    }
}

fn too_large(name: &str, most: u64) -> String {
    format!("its part {name} inflates to more than {} MiB; save it as CSV UTF-8 instead", most >> 20)
}

/// Inflates one part and gives its size.
fn check_part(part: impl Read, name: &str, bounds: Bounds) -> Result<u64, String> {
    let mut part = part.take(bounds.bytes + 1);
    let mut markup = bounds.around_cell.map(|around_cell| Markup::new(bounds.tags, around_cell));
    let (mut size, mut tags, mut waiting) = (0, 0, Vec::new());
    loop {
        let read = part.by_ref().take(SMALL).read_to_end(&mut waiting);
        let length = read.map_err(|error| format!("its part {name} cannot be inflated: {error}"))?;
        if length == 0 {
            return Ok(size);
        }
        size += length as u64;
        if size > bounds.bytes {
            return Err(too_large(name, bounds.bytes));
        }
        check_claims(&waiting, bounds.claim)?;
        references::check(&waiting).map_err(|wrong| in_words(wrong, name))?;
        if let Some(markup) = &mut markup {
            let done = markup.feed(&waiting).map_err(|wrong| in_words(wrong, name))?;
            waiting.drain(..done);
        } else {
            tags += memchr_iter(b'<', &waiting).count() as u64;
            if tags > bounds.tags {
                return Err(in_words(Wrong::TooManyTags(bounds.tags), name));
            }
            waiting.clear();
        }
    }
}

fn in_words(wrong: Wrong, name: &str) -> String {
    match wrong {
        Wrong::LongCell => format!("a cell of its part {name} is longer than a megabyte"),
        Wrong::TooManyTags(most) => {
            format!("its part {name} holds more than {most} tags; save it as CSV UTF-8 instead")
        }
        Wrong::Nesting => format!("its part {name} is damaged: elements are not closed in order"),
        Wrong::Reference => {
            format!(
                "its part {name} is damaged: it names a cell that no sheet has; save it as CSV UTF-8 instead"
            )
        }
        Wrong::Declaration => {
            format!(
                "its part {name} holds a comment or declaration among the cells; save it as CSV UTF-8 instead"
            )
        }
    }
}

/// How a workbook says how many texts it has.
const CLAIM: &[u8] = b"uniqueCount";

fn check_claims(xml: &[u8], most: u64) -> Result<(), String> {
    for at in memmem::find_iter(xml, CLAIM) {
        let claim = &xml[at + CLAIM.len()..];
        let digits = claim
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"+".contains(*byte))
            .take_while(|byte| byte.is_ascii_digit());
        let claimed = digits
            .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if claimed > most {
            return Err(format!("it claims to hold {claimed} texts, more than any workbook does"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn archive(name: &str, bytes: &[u8]) -> Cursor<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        Cursor::new(zip.finish().unwrap().into_inner())
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        assert!(check(Cursor::new(b"PK\x03\x04nothing".to_vec())).unwrap_err().contains("not an XLSX"));
    }

    #[test]
    fn a_part_that_inflates_without_end_is_refused() {
        let inflates = vec![b'>'; 17 << 20];
        let error = check(archive("xl/styles.xml", &inflates)).unwrap_err();
        assert!(error.contains("xl/styles.xml inflates to more than 16 MiB"), "{error}");
        let error = check(archive("xl/styles.xml", &inflates[..5 << 20])).unwrap_err();
        assert!(error.contains("more than 100 times its size"), "{error}");
    }

    #[test]
    fn a_lie_about_the_size_does_not_help() {
        let mut bytes = archive("xl/styles.xml", &vec![b'>'; 17 << 20]).into_inner();
        let real = u32::to_le_bytes(17 << 20);
        while let Some(at) = memmem::find(&bytes, &real) {
            bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        assert!(check(Cursor::new(bytes)).is_err());
    }

    #[test]
    fn a_cell_of_megabytes_is_refused() {
        let error = check(archive("xl/worksheets/sheet1.xml", &vec![b'a'; 2 << 20])).unwrap_err();
        assert!(error.contains("longer than a megabyte"), "{error}");
    }

    #[test]
    fn more_formats_than_any_workbook_has_are_refused() {
        let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1 << 18));
        let error = check(archive("xl/styles.xml", styles.as_bytes())).unwrap_err();
        assert!(error.contains("more than 262144 tags"), "{error}");
    }

    #[test]
    fn a_claim_of_more_texts_than_memory_holds_is_refused() {
        for claim in ["99999999999", "18446744073709551615", "99999999999999999999999"] {
            let xml = format!("{}<sst uniqueCount = \"{claim}\"><si/></sst>", " ".repeat((1 << 20) - 9));
            let error = check(archive("xl/sharedStrings.xml", xml.as_bytes())).unwrap_err();
            assert!(error.contains("claims"), "{error}");
        }
        check(archive("xl/sharedStrings.xml", b"<sst uniqueCount=\"3\"/>")).unwrap();
    }
}
