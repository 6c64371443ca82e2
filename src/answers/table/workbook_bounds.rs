//! Whether a workbook can be opened without harm. A few kilobytes can claim, or inflate to, more than any memory holds;
//! the reader of workbooks believes such claims, so they are looked at first.

use std::io::{self, Read, Seek};

use memchr::memmem;

/// Bytes that a sheet may inflate to.
const LARGEST_SHEET: u64 = 512 << 20;
/// Bytes that the texts of all cells may inflate to.
const LARGEST_TEXTS: u64 = 64 << 20;
/// Bytes that any other part may inflate to.
const LARGEST_PART: u64 = 16 << 20;
/// Bytes that all parts together may inflate to.
const LARGEST_WHOLE: u64 = 1 << 30;
/// Parts at most.
const MOST_PARTS: usize = 10_000;
/// Bytes between two tags at most: one cell's text is kept as a whole.
const LONGEST_STRETCH: usize = 1 << 20;
/// Texts of cells that a workbook may say that it has.
const MOST_TEXTS: u64 = 1 << 24;

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
        let most = most_bytes(&name).min(left);
        if part.size() > most {
            return Err(too_large(&name, most));
        }
        let texts = name.ends_with("sharedstrings.xml");
        let size = check_part(part, &name, most, texts)?;
        left = left.saturating_sub(size);
    }
    Ok(())
}

fn most_bytes(name: &str) -> u64 {
    if name.contains("worksheets/") {
        LARGEST_SHEET
    } else if name.ends_with("sharedstrings.xml") {
        LARGEST_TEXTS
    } else {
        LARGEST_PART
    }
}

fn too_large(name: &str, most: u64) -> String {
    format!("its part {name} inflates to more than {} MiB; save it as CSV UTF-8 instead", most >> 20)
}

/// Inflates one part and gives its size.
fn check_part(part: impl Read, name: &str, most: u64, texts: bool) -> Result<u64, String> {
    let xml = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending)) || name.contains("worksheets/");
    let mut part = part.take(most + 1);
    let mut buffer = vec![0; 1 << 16];
    let (mut size, mut stretch) = (0, 0);
    // A claim may lie across two buffers.
    let mut tail = Vec::new();
    loop {
        let length = match part.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(format!("its part {name} cannot be inflated: {error}")),
        };
        let read = &buffer[..length];
        size += length as u64;
        if size > most {
            return Err(too_large(name, most));
        }
        stretch = match memchr::memrchr(b'>', read) {
            Some(at) => length - at,
            None => stretch + length,
        };
        if xml && stretch > LONGEST_STRETCH {
            return Err(format!("a cell of its part {name} is longer than a megabyte"));
        }
        if texts {
            tail.extend_from_slice(read);
            check_claims(&tail)?;
            tail.drain(..tail.len().saturating_sub(CLAIM.len() + 64));
        }
    }
}

/// How a workbook says how many texts it has.
const CLAIM: &[u8] = b"uniqueCount";

fn check_claims(xml: &[u8]) -> Result<(), String> {
    for at in memmem::find_iter(xml, CLAIM) {
        let claim = &xml[at + CLAIM.len()..];
        let digits = claim
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"+".contains(*byte))
            .take_while(|byte| byte.is_ascii_digit());
        let claimed = digits
            .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if claimed > MOST_TEXTS {
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
    fn a_claim_of_more_texts_than_memory_holds_is_refused() {
        for claim in ["99999999999", "18446744073709551615", "99999999999999999999999"] {
            let xml = format!("{}<sst uniqueCount = \"{claim}\"><si/></sst>", " ".repeat((1 << 16) - 9));
            let error = check(archive("xl/sharedStrings.xml", xml.as_bytes())).unwrap_err();
            assert!(error.contains("claims"), "{error}");
        }
        check(archive("xl/sharedStrings.xml", b"<sst uniqueCount=\"3\"/>")).unwrap();
    }
}
