//! What stands in a ZIP archive: a workbook and an `OpenDocument` spreadsheet are archives themselves, and Google Forms packs
//! its download into one.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use super::TextInput;

/// Parts at most.
const MOST_PARTS: usize = 10_000;
/// Bytes that one part may inflate to, and how many times as long it may be as what it is inflated from: answers are 10 to
/// 20 times as long.
const LARGEST_PART: u64 = 1 << 30;
const MOST_INFLATED: u64 = 200;
/// Bytes from which on it counts how many times as long a part is.
const INFLATED_COUNTS: u64 = 4 << 20;
/// Files named that stand in an archive.
const NAMED: usize = 5;
/// Ends of names that a table of answers may have.
const TABLES: [&str; 10] =
    [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".ods", ".jsonl", ".ndjson", ".xls"];

/// Whether bytes start as a ZIP archive does, which every workbook is.
#[must_use]
pub fn is_archive(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

/// What an archive is.
#[derive(Debug)]
pub enum Archive {
    /// An XLSX workbook.
    Workbook,
    /// An `OpenDocument` spreadsheet.
    OpenDocument,
    /// One table of this name, as a file of its own that goes when it is closed.
    Packed(String, File),
}

/// Looks into an archive, and unpacks the table in it if it is packed.
///
/// # Errors
/// What it is instead, and what to do.
pub fn look(file: &mut File) -> Result<Archive, String> {
    let mut archive = ZipArchive::new(BufReader::new(&*file)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(format!(
            "it is an archive of {} files, but at most {MOST_PARTS} are looked at",
            archive.len()
        ));
    }
    let mut names = Vec::new();
    for number in 0..archive.len() {
        names.push(
            archive
                .by_index_raw(number)
                .map_err(|error| damaged(&error))?
                .name()
                .map_err(|error| damaged(&error))?
                .into_owned(),
        );
    }
    let has = |name: &str| names.iter().any(|other| other == name);
    let any = |start: &str| names.iter().any(|name| name.to_ascii_lowercase().starts_with(start));
    if has("mimetype") && has("content.xml") {
        return Ok(Archive::OpenDocument);
    }
    if has("xl/workbook.bin") {
        return Err("it is an Excel file in binary form (.xlsb); save it as .xlsx or as CSV UTF-8".to_owned());
    }
    if any("word/") || any("ppt/") {
        return Err(
            "it is a document and no table; put the answers into a table and save it as .xlsx".to_owned()
        );
    }
    if any("index/document.iwa") {
        return Err("it is a Numbers file; export it as CSV or as Excel".to_owned());
    }
    if has("[Content_Types].xml") || any("xl/") {
        return Ok(Archive::Workbook);
    }
    let files: Vec<usize> = (0..names.len()).filter(|place| is_file(&names[*place])).collect();
    let tables: Vec<usize> = files.iter().copied().filter(|place| is_table(&names[*place])).collect();
    let [table] = tables[..] else { return Err(several(&names, &files)) };
    let name = names.swap_remove(table);
    let unpacked = unpack(&mut archive, table).map_err(|why| format!("{name} in the archive: {why}"))?;
    Ok(Archive::Packed(name, unpacked))
}

/// What people packed, and not what their system put beside it.
fn is_file(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or("");
    !(last.is_empty() || last.starts_with('.') || name.starts_with("__MACOSX/"))
}

fn is_table(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TABLES.iter().any(|end| name.ends_with(end))
}

fn several(names: &[String], files: &[usize]) -> String {
    let mut said: Vec<&str> = files.iter().take(NAMED).map(|place| names[*place].as_str()).collect();
    if files.len() > NAMED {
        said.push("…");
    }
    let holds = if said.is_empty() { "nothing".to_owned() } else { said.join(", ") };
    format!("it is an archive that holds {holds}, and not one table of answers; unpack it and name the file")
}

fn damaged(error: &ZipError) -> String {
    format!("it is a damaged archive ({error}); download it again")
}

/// Refuses what would inflate without end.
fn bounded(size: u64, packed: u64) -> Result<(), String> {
    if size > LARGEST_PART || (size > INFLATED_COUNTS && size / MOST_INFLATED > packed) {
        return Err("it inflates to far more than its size; unpack it and look at it first".to_owned());
    }
    Ok(())
}

fn unpack(archive: &mut ZipArchive<BufReader<&File>>, place: usize) -> Result<File, String> {
    let part = archive.by_index(place).map_err(unpacked_why)?;
    let (size, packed) = (part.size(), part.compressed_size());
    bounded(size, packed)?;
    let in_words = |error: io::Error| error.to_string();
    let mut out = tempfile::tempfile().map_err(in_words)?;
    // The size that is stated may be a lie.
    let most = packed.saturating_mul(MOST_INFLATED).clamp(INFLATED_COUNTS, LARGEST_PART);
    let written = io::copy(&mut part.take(most + 1), &mut out).map_err(in_words)?;
    bounded(written, packed)?;
    out.flush().map_err(in_words)?;
    out.seek(SeekFrom::Start(0)).map_err(in_words)?;
    Ok(out)
}

fn unpacked_why(error: ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "it needs a password; unpack it first".to_owned()
        }
        other => format!("{other}; unpack it first"),
    }
}

/// The content of an `OpenDocument` spreadsheet, unpacked.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn opendocument_content(file: &File) -> Result<TextInput, String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    let mut kind = String::new();
    let mimetype = archive.by_name("mimetype").map_err(|error| damaged(&error))?;
    mimetype.take(100).read_to_string(&mut kind).map_err(|error| error.to_string())?;
    if !kind.contains("spreadsheet") {
        return Err(
            "it is a document and no table; put the answers into a table and save it as .xlsx".to_owned()
        );
    }
    let place = archive.index_for_name("content.xml").ok_or("it has no content.xml; save it again")?;
    let content = unpack(&mut archive, place)?;
    Ok(Box::new(BufReader::new(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> File {
        let mut zip = zip::ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, bytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap()
    }

    #[test]
    fn one_table_is_unpacked_whatever_stands_beside_it() {
        let parts: [(&str, &[u8]); 4] = [
            ("Form/", b""),
            ("__MACOSX/Form/._a.csv", b"x"),
            ("Form/.DS_Store", b"x"),
            ("Form/Careers evening.CSV", b"a,b\n1,2\n"),
        ];
        let Archive::Packed(name, mut file) = look(&mut archive(&parts)).unwrap() else { panic!("packed") };
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((name.as_str(), text.as_str()), ("Form/Careers evening.CSV", "a,b\n1,2\n"));
    }

    #[test]
    fn what_holds_no_table_or_several_is_named_for_what_it_is() {
        for (parts, said) in [
            (&["a.csv", "b.csv"][..], "holds a.csv, b.csv, and not one table"),
            (&["a.pdf"], "holds a.pdf"),
            (&[], "holds nothing"),
            (&["word/document.xml", "[Content_Types].xml"], "a document and no table"),
            (&["xl/workbook.bin", "[Content_Types].xml"], ".xlsb"),
            (&["Index/Document.iwa"], "Numbers"),
        ] {
            let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (*name, &b"x"[..])).collect();
            let why = look(&mut archive(&parts)).unwrap_err();
            assert!(why.contains(said), "{why}");
        }
        let parts: [(&str, &[u8]); 2] =
            [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")];
        assert!(opendocument_content(&archive(&parts)).err().unwrap().contains("no table"));
    }

    #[test]
    fn what_inflates_without_end_is_refused() {
        let why = look(&mut archive(&[("a.csv", &vec![b'a'; 8 << 20])])).unwrap_err();
        assert!(why.contains("far more than its size"), "{why}");
    }
}
