//! Microsoft Forms: a Word file for its quick import. It takes plain paragraphs: numbered questions, lettered options below
//! them, an empty paragraph between, and nothing behind the last; a question without options asks for words. Microsoft
//! publishes no grammar: this follows what others found to work (fagand/gforms-to-msforms, `MS_FORMS_QUICK_IMPORT.md`).
//!
//! The file is four small parts in an archive. Libraries for Word bring pictures, tables and styles, none of which the import
//! reads, and a dozen crates.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::text::xml;
use super::{FormError, OnlineForm};
use crate::report::words::listed;

const CONTENT_TYPES: &str = include_str!("word/content_types.xml");
const RELATIONS: &str = include_str!("word/relations.xml");
const DOCUMENT: &str = include_str!("word/document.xml");
const PROPERTIES: &str = include_str!("word/properties.xml");

/// The file.
pub fn file(form: &OnlineForm) -> Result<Vec<u8>, FormError> {
    let body: String = lines(form).iter().map(|line| paragraph(line)).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The clock must not show: the same questions give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, part, inner) in [
        ("[Content_Types].xml", CONTENT_TYPES, String::new()),
        ("_rels/.rels", RELATIONS, String::new()),
        ("docProps/core.xml", PROPERTIES, xml(&form.title)),
        ("word/document.xml", DOCUMENT, body),
    ] {
        zip.start_file(name, options).map_err(std::io::Error::from)?;
        zip.write_all(part.trim_end().replace("<!-- here -->", &inner).as_bytes())?;
    }
    Ok(zip.finish().map_err(std::io::Error::from)?.into_inner())
}

/// What to do with it.
pub fn steps(form: &OnlineForm) -> Vec<String> {
    let several: Vec<String> = form.several().iter().map(usize::to_string).collect();
    let several: Vec<&str> = several.iter().map(String::as_str).collect();
    let mut steps = vec![
        "At forms.office.com choose Quick import, upload the file, and choose Form.".to_owned(),
        "Look through what came of it: the import guesses, and is better at some files than at others. Each question has its \
         options; the last asks for words."
            .to_owned(),
    ];
    if !several.is_empty() {
        let word = if several.len() == 1 { "question" } else { "questions" };
        steps.push(format!(
            "The import cannot say that several answers may be given: switch on \u{201c}Multiple answers\u{201d} for {word} {}.",
            listed(&several)
        ));
    }
    steps.push(format!("It carries no introduction. Put this under the title: {}", form.about));
    steps.push(
        "Under Settings choose who may answer; without sign-in no names are recorded. Export: Responses, Open in Excel."
            .to_owned(),
    );
    steps
}

/// The paragraphs.
fn lines(form: &OnlineForm) -> Vec<String> {
    let mut lines = vec![form.title.clone()];
    for (item, number) in form.items.iter().zip(1..) {
        let number: usize = number;
        lines.extend([String::new(), format!("{number}. {}", item.ask)]);
        lines.extend(
            item.choices()
                .iter()
                .enumerate()
                .map(|(place, choice)| format!("{}. {}", letter(place), choice.say)),
        );
    }
    lines
}

/// A stands first, and AA after Z.
fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { last.to_string() } else { format!("{}{last}", letter(place / 26 - 1)) }
}

fn paragraph(line: &str) -> String {
    if line.is_empty() {
        return "<w:p/>".to_owned();
    }
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", xml(line))
}
