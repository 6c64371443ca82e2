//! A sheet of an XLSX workbook, packed as it comes, and sheets put together as a workbook. What they say is for
//! [`super::xlsx`].
//!
//! A library that keeps cells needs memory for all of them, and the one that can write row by row panics where its
//! temporary files cannot be written. What is needed is little: texts and numbers under a bold heading that stays in view.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use zip::read::ZipArchive;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// The style of a heading: the second of `styles.xml`.
const HEADING: &str = " s=\"1\"";

const CONTENT_TYPES: &str = include_str!("workbook/content_types.xml");
const RELATIONS: &str = include_str!("workbook/relations.xml");
const STYLES: &str = include_str!("workbook/styles.xml");

/// A sheet that is being written: it goes to a temporary file as it comes, so memory stays flat.
pub(in crate::report) struct Sheet {
    name: &'static str,
    zip: ZipWriter<StreamWriter<Kept<BufWriter<File>>>>,
    file: File,
    refused: Refused,
    /// What columns are called, from A on.
    columns: Vec<String>,
    row: String,
    rows: u32,
    /// The same as it is written.
    number: String,
    /// Of the sheet, before it is packed.
    bytes: u64,
}

impl Sheet {
    /// Begins a sheet with its heading, each column with its width in letters. Its file is in a folder and has no name.
    pub(in crate::report) fn begin(
        folder: &Path,
        name: &'static str,
        columns: &[(String, u16)],
    ) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        let refused = Refused::default();
        let out = Kept { out: BufWriter::new(file.try_clone()?), refused: Arc::clone(&refused) };
        let mut zip = ZipWriter::new_stream(out);
        zip.start_file(name, options())?;
        let mut sheet = Self {
            name,
            zip,
            file,
            refused,
            columns: (0..columns.len()).map(letters).collect(),
            row: String::new(),
            rows: 0,
            number: String::new(),
            bytes: 0,
        };
        sheet.row.push_str(include_str!("workbook/sheet_head.xml"));
        sheet.row.push_str("<cols>");
        for ((_, width), column) in columns.iter().zip(1..) {
            let column: u32 = column;
            // A letter more or less is in the cell's margins.
            sheet.row.push_str(&format!(
                "<col min=\"{column}\" max=\"{column}\" width=\"{width}.7\" customWidth=\"1\"/>"
            ));
        }
        sheet.row.push_str("</cols><sheetData>");
        sheet.begin_row();
        for (column, (heading, _)) in columns.iter().enumerate() {
            sheet.text_in(column, heading, HEADING);
        }
        sheet.end_row()?;
        Ok(sheet)
    }

    /// Begins the next row; cells are given from left to right, and those left out are empty.
    pub(in crate::report) fn begin_row(&mut self) {
        self.rows += 1;
        self.number = self.rows.to_string();
        self.row.push_str(&format!("<row r=\"{}\">", self.number));
    }

    /// A string cell, whatever the text looks like: a formula never comes of it.
    pub(in crate::report) fn text(&mut self, column: usize, text: &str) {
        if !text.is_empty() {
            self.text_in(column, text, "");
        }
    }

    fn text_in(&mut self, column: usize, text: &str, style: &str) {
        self.cell(column);
        let spaced = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        let kept = if spaced { " xml:space=\"preserve\"" } else { "" };
        for part in [style, " t=\"inlineStr\"><is><t", kept, ">"] {
            self.row.push_str(part);
        }
        push_escaped(&mut self.row, text);
        self.row.push_str("</t></is></c>");
    }

    /// A number.
    pub(super) fn number(&mut self, column: usize, number: f64) {
        self.cell(column);
        self.row.push_str("><v>");
        self.row.push_str(&number.to_string());
        self.row.push_str("</v></c>");
    }

    /// Begins a cell, up to its style.
    fn cell(&mut self, column: usize) {
        let letters = self.columns.get(column).map_or("", String::as_str);
        for part in ["<c r=\"", letters, &self.number, "\""] {
            self.row.push_str(part);
        }
    }

    /// Ends the row and writes it.
    pub(in crate::report) fn end_row(&mut self) -> io::Result<()> {
        self.row.push_str("</row>");
        self.write_row()
    }

    /// How much there is of it, before it is packed.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    fn write_row(&mut self) -> io::Result<()> {
        let written = self.zip.write_all(self.row.as_bytes());
        self.bytes += self.row.len() as u64;
        self.row.clear();
        taken(&self.refused)?;
        written
    }

    /// Ends the sheet and gives it as an archive of its own.
    fn end(mut self) -> io::Result<ZipArchive<File>> {
        self.row.push_str("</sheetData></worksheet>");
        self.write_row()?;
        let mut kept = self.zip.finish()?.into_inner();
        kept.flush()?;
        taken(&self.refused)?;
        Ok(ZipArchive::new(self.file)?)
    }
}

/// Puts sheets together as a workbook, each under a name.
pub(in crate::report) fn write_workbook(sheets: Vec<(&str, Sheet)>, out: impl Write) -> io::Result<()> {
    let refused = Refused::default();
    let mut zip = ZipWriter::new_stream(Kept { out, refused: Arc::clone(&refused) });
    let (mut listed, mut related, mut types) = (String::new(), String::new(), String::new());
    for ((name, sheet), number) in sheets.iter().zip(1..) {
        let number: u32 = number;
        let file = sheet.name;
        listed.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        related.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"/{file}\"/>"
        ));
        types.push_str(&format!(
            "<Override PartName=\"/{file}\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        ));
    }
    for (name, text, inner) in [
        ("[Content_Types].xml", CONTENT_TYPES, types),
        ("_rels/.rels", RELATIONS, String::new()),
        ("xl/workbook.xml", include_str!("workbook/workbook.xml"), listed),
        ("xl/_rels/workbook.xml.rels", include_str!("workbook/workbook_relations.xml"), related),
        ("xl/styles.xml", STYLES, String::new()),
    ] {
        zip.start_file(name, options())?;
        zip.write_all(text.trim_end().replace("<!-- sheets -->", &inner).as_bytes())?;
    }
    for (_, sheet) in sheets {
        zip.raw_copy_file(sheet.end()?.by_index_raw(0)?)?;
    }
    zip.finish()?.into_inner().flush()?;
    taken(&refused)
}

/// The clock must not show: the same answers give the same bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
}

/// What a column is called: A stands first, and AA after Z.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text as XML. What XML cannot hold is shown as a replacement; an underline that would make Excel read a code is one.
fn push_escaped(out: &mut String, text: &str) {
    // Ids and slugs, which most cells hold, are as they are.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b';') {
        out.push_str(text);
        return;
    }
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if is_code(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(letter),
        }
    }
}

/// Whether Excel would read a letter's code here: `_x0041_` is A.
fn is_code(text: &[u8]) -> bool {
    text.len() >= 7
        && text.starts_with(b"_x")
        && text[6] == b'_'
        && text[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// What a writer has refused, if anything.
type Refused = Arc<Mutex<Option<io::Error>>>;

fn taken(refused: &Refused) -> io::Result<()> {
    refused.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
}

/// A writer that keeps what goes wrong instead of saying it: a `ZipWriter` that is dropped before its end prints what its
/// writer says then.
struct Kept<W> {
    out: W,
    refused: Refused,
}

impl<W> Kept<W> {
    fn keep(&self, done: io::Result<()>) {
        if let Err(error) = done {
            self.refused.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }
}

impl<W: Write> Write for Kept<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write_all(bytes);
        self.keep(done);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.keep(done);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_text_is_only_a_text() {
        let mut xml = String::new();
        push_escaped(&mut xml, "<a>&_x0041_ _x \u{1b}");
        assert_eq!(xml, "&lt;a&gt;&amp;_x005F_x0041_ _x \u{fffd}");
    }

    /// A disk that is full from some byte on.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_disk_that_is_full_at_any_byte_is_an_error_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = || {
            let mut sheet =
                Sheet::begin(folder.path(), "xl/worksheets/sheet1.xml", &[("a".to_owned(), 9)]).unwrap();
            sheet.begin_row();
            sheet.number(0, 0.5);
            sheet.end_row().unwrap();
            sheet
        };
        let mut whole = Vec::new();
        write_workbook(vec![("One", sheet())], &mut whole).unwrap();
        for room in (0..whole.len()).step_by(7) {
            let error = write_workbook(vec![("One", sheet())], Full(room)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }
        write_workbook(vec![("One", sheet())], Full(whole.len())).unwrap();
    }
}
