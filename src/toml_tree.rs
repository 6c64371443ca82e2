//! Reading a TOML document key by key, noting every mistake with its place instead of stopping at the first.
//!
//! serde's derived readers stop at the first wrong value and reject unknown keys without a hint; people who
//! write a pack or a flags file by hand deserve the whole list. [`Table`] hands out typed values, and
//! [`Table::finish`] reports the keys that nobody asked for.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::visible::is_visible;

pub use crate::mistakes::Mistakes;

/// Files larger than this are refused: 1 MiB is some twenty times the largest honest file.
pub const LARGEST_FILE: u64 = 1 << 20;

/// A value together with where it was written.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

/// Parses a document. Syntax errors are noted, at most one of them: the rest are usually its echoes.
///
/// Returns nothing if the document has a syntax error.
pub fn parse<'s>(source: &'s Arc<SourceText>, mistakes: &Mistakes) -> Option<Spanned<DeTable<'s>>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    let Some(first) = errors.first() else {
        return Some(table);
    };
    let span = first.span().unwrap_or(0..0);
    let place = |span| Place { source: Arc::clone(source), span };
    mistakes.note(match stands_before(table.get_ref(), &source.text, &span) {
        Some((key, value)) => {
            let (line, _) = place(key.clone()).line_and_column();
            let (key, value) = (&source.text[key], &source.text[value]);
            Diagnostic::at(&place(span), format!("`{key}` stands twice: here, and on line {line} as {value}"))
                .help("keep one of them")
        }
        None => Diagnostic::at(&place(span), format!("not valid TOML: {}", first.message()))
            .help("texts stand in double quotes, lists in [ ], and each key once; see toml.io"),
    });
    None
}

/// Where the key that a syntax error marks stands before, and its value: then what is wrong is that it stands twice.
fn stands_before(
    table: &DeTable<'_>,
    text: &str,
    marked: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let name = text.get(marked.clone())?;
    let follows = text[marked.end..].trim_start_matches([' ', '\t']).chars().next();
    if name.is_empty() || !matches!(follows, Some('=' | ']' | '.')) {
        return None;
    }
    table.iter().find_map(|(key, value)| {
        let before = key.span();
        if before.end <= marked.start && text.get(before.clone()) == Some(name) {
            return Some((before, value.span()));
        }
        value.get_ref().as_table().and_then(|inner| stands_before(inner, text, marked))
    })
}

/// Turns bytes into text, or says where the first byte lies that is not UTF-8.
///
/// # Errors
/// A [`Diagnostic`] with line and column of the offending byte.
pub fn utf8(name: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostic> {
    String::from_utf8(bytes).map(|text| Arc::new(SourceText { name: name.to_owned(), text })).map_err(
        |error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Arc::new(SourceText { name: name.to_owned(), text });
            Diagnostic::at(&Place { source, span: valid..valid + 1 }, "not UTF-8 text")
                .help("save the file as UTF-8")
        },
    )
}

/// One table of a document, read key by key.
pub struct Table<'a> {
    source: &'a Arc<SourceText>,
    mistakes: &'a Mistakes,
    what: &'static str,
    span: Range<usize>,
    entries: &'a DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The top of a document; `what` names it in messages, as in `a flags file`.
    #[must_use]
    pub fn top(
        document: &'a Spanned<DeTable<'a>>,
        source: &'a Arc<SourceText>,
        mistakes: &'a Mistakes,
        what: &'static str,
    ) -> Self {
        // The span of a whole document starts at its first byte, which is where a missing key is shown.
        Self { source, mistakes, what, span: 0..0, entries: document.get_ref(), asked: Vec::new() }
    }

    /// Where this table was written.
    #[must_use]
    pub fn place(&self) -> Place {
        self.placed(self.span.clone())
    }

    fn placed(&self, span: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span }
    }

    fn find(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let place = self.placed(value.span());
        let found = value.get_ref().type_str();
        self.mistakes
            .note(Diagnostic::at(&place, format!("`{key}` must be {wanted}, not {}", with_article(found))));
    }

    /// Texts are shown on terminals and pages: what would act there instead of being read is a mistake.
    fn check_visible(&self, key: &str, text: &str, place: &Place) {
        if let Some(hidden) = text.chars().find(|c| !is_visible(*c)) {
            let message = format!("`{key}` holds the invisible character U+{:04X}", u32::from(hidden));
            self.mistakes.note(Diagnostic::at(place, message).help("take it out"));
        }
    }

    fn missing(&self, key: &str) {
        self.mistakes.note(
            Diagnostic::at(&self.place(), format!("{} has no `{key}`", self.what))
                .help(format!("add `{key} = …`")),
        );
    }

    /// A text, if the key is there.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.find(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a text in double quotes");
            return None;
        };
        let place = self.placed(value.span());
        if text.trim().is_empty() {
            self.mistakes.note(Diagnostic::at(&place, format!("`{key}` is empty")));
            return None;
        }
        self.check_visible(key, text, &place);
        Some(Placed { value: text.to_string(), place })
    }

    /// A text that must be there.
    ///
    /// If it is not, that is noted and an empty text stands in, so that the rest can still be looked at.
    pub fn need_text(&mut self, key: &'static str) -> Placed<String> {
        let noted = self.entries.contains_key(key);
        self.text(key).unwrap_or_else(|| {
            if !noted {
                self.missing(key);
            }
            Placed { value: String::new(), place: self.place() }
        })
    }

    /// A list of texts; empty if the key is missing.
    pub fn texts(&mut self, key: &'static str) -> Vec<Placed<String>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => {
                    self.check_visible(key, text, &self.placed(item.span()));
                    texts.push(Placed { value: text.to_string(), place: self.placed(item.span()) });
                }
                _ => self.wrong_type(key, item, "a list of texts"),
            }
        }
        texts
    }

    /// A number, whole or not, if the key is there. NaN and infinities are noted as mistakes.
    pub fn number(&mut self, key: &'static str) -> Option<Placed<f64>> {
        let value = self.find(key)?;
        let number = number(value.get_ref());
        if number.is_none() {
            self.wrong_type(key, value, "a number");
        }
        Some(Placed { value: number?, place: self.placed(value.span()) })
    }

    /// A number that must be there; NaN stands in for a missing one, which is noted.
    pub fn need_number(&mut self, key: &'static str) -> Placed<f64> {
        let noted = self.entries.contains_key(key);
        self.number(key).unwrap_or_else(|| {
            if !noted {
                self.missing(key);
            }
            Placed { value: f64::NAN, place: self.place() }
        })
    }

    /// `true` or `false`, if the key is there.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.find(key)?;
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.wrong_type(key, value, "true or false");
            return None;
        };
        Some(*flag)
    }

    /// `true` or `false`; a missing key is noted and `false` stands in.
    pub fn need_flag(&mut self, key: &'static str) -> bool {
        let noted = self.entries.contains_key(key);
        self.flag(key).unwrap_or_else(|| {
            if !noted {
                self.missing(key);
            }
            false
        })
    }

    /// The value behind a key, of whatever type.
    pub fn entry(&mut self, key: &'static str) -> Option<Entry<'a>> {
        let value = self.find(key)?;
        Some(Entry { source: self.source, mistakes: self.mistakes, value })
    }

    /// A table, if the key is there.
    pub fn table(&mut self, key: &'static str, what: &'static str) -> Option<Table<'a>> {
        let value = self.find(key)?;
        self.as_table(key, value, what)
    }

    /// A table that must be there.
    pub fn need_table(&mut self, key: &'static str, what: &'static str) -> Option<Table<'a>> {
        if !self.entries.contains_key(key) {
            self.missing(key);
        }
        self.table(key, what)
    }

    /// A list of tables; empty if the key is missing.
    pub fn tables(&mut self, key: &'static str, what: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list of tables");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.as_table(key, item, what)).collect()
    }

    fn as_table(&self, key: &str, value: &'a Spanned<DeValue<'a>>, what: &'static str) -> Option<Table<'a>> {
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(Table {
            source: self.source,
            mistakes: self.mistakes,
            what,
            span: value.span(),
            entries,
            asked: Vec::new(),
        })
    }

    /// All keys of a table whose keys are data (dimension or question ids), each with its key's place and its value.
    #[must_use]
    pub fn open_entries(&self) -> Vec<(Placed<String>, Entry<'a>)> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| {
                let key = Placed { value: key.get_ref().to_string(), place: self.placed(key.span()) };
                (key, Entry { source: self.source, mistakes: self.mistakes, value })
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.place.span.start);
        entries
    }

    /// Whether a key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The keys that were not asked for, where they are data beside known ones. It ends the reading.
    #[must_use]
    pub fn rest(self) -> Vec<(Placed<String>, Entry<'a>)> {
        let entries = self.open_entries().into_iter();
        entries.filter(|(key, _)| !self.asked.contains(&key.value.as_str())).collect()
    }

    /// Ends the reading: each key that nobody asked for is a mistake, with the nearest known one named.
    pub fn finish(self) {
        for key in self.entries.keys() {
            if self.asked.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let place = self.placed(key.span());
            let message = format!("unknown key `{}` in {}", key.get_ref(), self.what);
            let mistake = Diagnostic::at(&place, message);
            self.mistakes.note(self.mistakes.suggesting(mistake, key.get_ref(), self.asked.iter().copied()));
        }
    }
}

/// The value behind a key that is data.
pub struct Entry<'a> {
    source: &'a Arc<SourceText>,
    mistakes: &'a Mistakes,
    value: &'a Spanned<DeValue<'a>>,
}

/// A value of a type that answers and placements can take.
pub enum Scalar<'a> {
    /// A text.
    Text(&'a str),
    /// A number that is neither NaN nor infinite.
    Number(f64),
    /// A list.
    List(Vec<Entry<'a>>),
    /// A table.
    Table(Table<'a>),
    /// True or false.
    Switch(bool),
    /// Anything else: a date, NaN, a number out of range.
    Other(&'static str),
}

impl<'a> Entry<'a> {
    /// A value of a document that stands in none of its tables.
    #[must_use]
    pub fn of(source: &'a Arc<SourceText>, mistakes: &'a Mistakes, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { source, mistakes, value }
    }

    /// Where the value was written.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { source: Arc::clone(self.source), span: self.value.span() }
    }

    /// What is written of a day, as a date or in quotes; nothing for anything else.
    #[must_use]
    pub fn written_day(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_owned()),
            DeValue::Datetime(day) => Some(day.to_string()),
            _ => None,
        }
    }

    /// The value by its type; `what` names a table in messages.
    #[must_use]
    pub fn scalar(&self, what: &'static str) -> Scalar<'a> {
        match self.value.get_ref() {
            DeValue::String(text) => Scalar::Text(text),
            DeValue::Array(items) => Scalar::List(
                items
                    .iter()
                    .map(|value| Entry { source: self.source, mistakes: self.mistakes, value })
                    .collect(),
            ),
            DeValue::Table(entries) => Scalar::Table(Table {
                source: self.source,
                mistakes: self.mistakes,
                what,
                span: self.value.span(),
                entries,
                asked: Vec::new(),
            }),
            DeValue::Boolean(on) => Scalar::Switch(*on),
            other => number(other).map_or(Scalar::Other(other.type_str()), Scalar::Number),
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let number = match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .and_then(|whole| i32::try_from(whole).ok())
            .map(f64::from),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    };
    number.filter(|n: &f64| n.is_finite())
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
