//! A pack whose every text is marked up, made from one in which every key of the format is used.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use toml::{Table, Value};

/// What no page, sheet or terminal may take for more than letters.
pub const MARK: &str = "<b>&\"'";
/// The same where markup is escaped.
pub const ESCAPED: &str = "&#60;b&#62;&#38;&#34;&#39;";

/// Keys that hold words for people; whatever else is a text is an id, or one of a few words that are known.
const TEXTS: [&str; 13] = [
    "name", "version", "low", "high", "anchors", "say", "ask", "title", "clause", "summary", "differs",
    "why", "figure",
];

/// The pack that everything is compared with.
pub fn plain() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/whole-pack")
}

/// The same pack with the mark in every text.
pub struct Marked {
    folder: TempDir,
    /// How many texts got one.
    pub texts: usize,
}

impl Marked {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("specialties")).unwrap();
        let mut texts = 0;
        let specialties = fs::read_dir(plain().join("specialties")).unwrap();
        let names = specialties.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        for name in names.map(|name| format!("specialties/{name}")).chain(["questions.toml".to_owned()]) {
            let mut document: Table = fs::read_to_string(plain().join(&name)).unwrap().parse().unwrap();
            texts += mark_table(&mut document);
            fs::write(folder.path().join(&name), document.to_string()).unwrap();
        }
        Self { folder, texts }
    }

    pub fn path(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }
}

/// Marks the texts in a table; gives how many.
fn mark_table(table: &mut Table) -> usize {
    let mark = |(_, value): (_, &mut Value)| mark_value(value);
    let texts = table.iter_mut().filter(|(key, value)| is_text(key, value)).map(mark).sum::<usize>();
    let inner = table.iter_mut().map(|(_, value)| match value {
        Value::Table(inner) => mark_table(inner),
        Value::Array(all) => all.iter_mut().filter_map(Value::as_table_mut).map(mark_table).sum(),
        _ => 0,
    });
    texts + inner.sum::<usize>()
}

/// "Home" is the name of a dimension and the id of a place in a profile, which is a table or a number.
fn is_text(key: &str, value: &Value) -> bool {
    TEXTS.contains(&key) && (value.is_str() || value.is_array())
}

fn mark_value(value: &mut Value) -> usize {
    match value {
        Value::String(text) => {
            *text = with_mark(text);
            1
        }
        Value::Array(all) => all.iter_mut().map(mark_value).sum(),
        _ => 0,
    }
}

/// The mark stands behind the first letter: beginnings and ends of texts are changed where they are quoted.
pub fn with_mark(text: &str) -> String {
    let first = text.chars().next().map_or(0, char::len_utf8);
    format!("{}{MARK}{}", &text[..first], &text[first..])
}
