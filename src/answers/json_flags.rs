//! A flags file written as JSON, or a result of `calling match --format json`: read into the tree that TOML is read into, so
//! that mistakes are shown where they stand in the JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::IgnoredAny;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ANSWERED;
use super::json_text::Raw;
use crate::diagnostic::{Diagnostic, Place, SourceText};

/// How deep lists and objects may stand in each other: an honest flags file takes four.
const DEEPEST: usize = 16;

/// The key of the answers, if they do not stand by themselves.
const ANSWERS: &str = "answers";

/// A flags file as a tree.
pub struct JsonFlags<'s> {
    /// What a TOML file that says the same would be read as.
    pub document: Spanned<DeTable<'s>>,
    /// Answers to questions that were answered before in the same object, which a table cannot hold.
    pub again: Vec<(Spanned<Cow<'s, str>>, Spanned<DeValue<'s>>)>,
}

/// Whether a text is JSON: no TOML file starts with a brace.
#[must_use]
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Whether a text that is no TOML is a list in JSON.
#[must_use]
pub fn is_list(text: &str) -> bool {
    text.trim_start().starts_with('[') && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Reads a flags file. Of a result only its answers are kept, so that it can be scored again.
///
/// # Errors
/// Where it is not valid JSON, or says the same thing twice.
pub fn read(source: &Arc<SourceText>) -> Result<JsonFlags<'_>, Vec<Diagnostic>> {
    read_as(source, |top| {
        let has = |wanted: &str| top.iter().any(|(key, _)| key.is(wanted));
        // Answers by themselves, as a line of JSON gives them.
        let bare = !has(ANSWERS) && !top.is_empty() && top.iter().all(|(_, value)| value.can_answer());
        match bare {
            true => Layout::Answers,
            false if has("program") => Layout::Result,
            false => Layout::Options,
        }
    })
}

/// Reads any other file that can be written in TOML or in JSON.
///
/// # Errors
/// As for [`read`].
pub fn read_table(source: &Arc<SourceText>) -> Result<Spanned<DeTable<'_>>, Vec<Diagnostic>> {
    read_as(source, |_| Layout::Options).map(|read| read.document)
}

/// What the top of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Options,
    Answers,
    Result,
}

fn read_as<'s>(
    source: &'s Arc<SourceText>,
    layout: impl FnOnce(&[(Raw<'s>, Raw<'s>)]) -> Layout,
) -> Result<JsonFlags<'s>, Vec<Diagnostic>> {
    let whole = Raw::whole(&source.text).map_err(|error| vec![not_json(source, &error)])?;
    let Some(top) = whole.entries() else {
        return Err(vec![Diagnostic::about_file(&source.name, "not an object: a flags file is { … }")]);
    };
    let layout = layout(&top);
    let mut reading = TreeReading { source, again: Vec::new(), mistakes: Vec::new() };
    let document = match layout {
        Layout::Answers => {
            let (day, answers): (Vec<_>, Vec<_>) = top.into_iter().partition(|(key, _)| key.is(ANSWERED));
            let answers = Spanned::new(reading.span(whole), DeValue::Table(reading.answers(answers)));
            let mut document = reading.object(day, 0);
            document.insert(Spanned::new(0..0, Cow::Borrowed(ANSWERS)), answers);
            document
        }
        Layout::Options => reading.object(top, 0),
        Layout::Result => {
            let refused = |what| vec![Diagnostic::about_file(&source.name, what)];
            reading.object(answers_of_result(top).map_err(refused)?, 0)
        }
    };
    let document = Spanned::new(reading.span(whole), document);
    if reading.mistakes.is_empty() {
        Ok(JsonFlags { document, again: reading.again })
    } else {
        Err(reading.mistakes)
    }
}

fn not_json(source: &Arc<SourceText>, error: &serde_json::Error) -> Diagnostic {
    let offset: usize =
        source.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (offset + error.column().saturating_sub(1)).min(source.text.len());
    Diagnostic::at(&Place { source: Arc::clone(source), span: at..at }, format!("not valid JSON: {error}"))
}

/// The answers of a result and their day: those of the only one in its list, or its own as version 1 has them.
///
/// # Errors
/// What it is instead.
fn answers_of_result<'s>(top: Vec<(Raw<'s>, Raw<'s>)>) -> Result<Vec<(Raw<'s>, Raw<'s>)>, &'static str> {
    let one = match top.iter().find(|(key, _)| key.is("results")) {
        None => top,
        Some((_, results)) => match &results.items()[..] {
            [only] => only.entries().unwrap_or_default(),
            _ => return Err("holds the results of several files; score those files, or give one result"),
        },
    };
    let holds_answers = |(key, value): &(Raw<'s>, Raw<'s>)| key.is(ANSWERS) && value.entries().is_some();
    if !one.iter().any(holds_answers) {
        return Err("was made by this program, but holds nobody's answers");
    }
    Ok(one.into_iter().filter(|entry| holds_answers(entry) || entry.0.is(ANSWERED)).collect())
}

/// A tree while it is made.
struct TreeReading<'s> {
    source: &'s Arc<SourceText>,
    again: Vec<(Spanned<Cow<'s, str>>, Spanned<DeValue<'s>>)>,
    mistakes: Vec<Diagnostic>,
}

impl<'s> TreeReading<'s> {
    fn span(&self, raw: Raw<'s>) -> Range<usize> {
        raw.span_in(&self.source.text)
    }

    fn note(&mut self, at: Raw<'s>, message: String, help: &str) {
        let place = Place { source: Arc::clone(self.source), span: self.span(at) };
        self.mistakes.push(Diagnostic::at(&place, message).help(help));
    }

    /// A table of an object in which each key stands once.
    fn object(&mut self, entries: Vec<(Raw<'s>, Raw<'s>)>, depth: usize) -> DeTable<'s> {
        let mut table = DeTable::new();
        let mut first: BTreeMap<String, Raw<'s>> = BTreeMap::new();
        for (key, value) in entries {
            let name = key.text();
            if let Some(before) = first.get(&name) {
                let (before, value) = (before.written(), value.written());
                let message = format!("`{name}` stands here twice, as {before} and as {value}");
                self.note(key, message, "keep one of them");
                continue;
            }
            first.insert(name.clone(), value);
            let read = match value.entries() {
                Some(answers) if depth == 0 && name == ANSWERS => {
                    Some(Spanned::new(self.span(value), DeValue::Table(self.answers(answers))))
                }
                _ => self.value(value, depth + 1),
            };
            // TOML has no null; what is null was not given.
            if let Some(read) = read {
                table.insert(Spanned::new(self.span(key), Cow::Owned(name)), read);
            }
        }
        table
    }

    /// The table of the answers; a question that is answered again is kept aside.
    fn answers(&mut self, entries: Vec<(Raw<'s>, Raw<'s>)>) -> DeTable<'s> {
        let mut table = DeTable::new();
        for (key, value) in entries {
            let Some(value) = self.value(value, 2) else { continue };
            let key: Spanned<Cow<'s, str>> = Spanned::new(self.span(key), Cow::Owned(key.text()));
            if table.contains_key(&**key.get_ref()) {
                self.again.push((key, value));
            } else {
                table.insert(key, value);
            }
        }
        table
    }

    fn value(&mut self, raw: Raw<'s>, depth: usize) -> Option<Spanned<DeValue<'s>>> {
        if depth > DEEPEST {
            self.note(raw, "nested too deeply".to_owned(), "a flags file holds options and answers only");
            return None;
        }
        let text = raw.written();
        let value = match text.bytes().next() {
            Some(b'n') => return None,
            Some(b't') => DeValue::Boolean(true),
            Some(b'f') => DeValue::Boolean(false),
            Some(b'"') => DeValue::String(Cow::Owned(raw.text())),
            Some(b'{') => DeValue::Table(self.object(raw.entries().unwrap_or_default(), depth)),
            Some(b'[') => {
                let items = raw.items().into_iter().filter_map(|item| self.value(item, depth + 1));
                DeValue::Array(items.collect())
            }
            // Numbers of JSON are numbers of TOML.
            _ => DeValue::parse(text).map_or(DeValue::String(Cow::Borrowed(text)), Spanned::into_inner),
        };
        Some(Spanned::new(self.span(raw), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<SourceText> {
        Arc::new(SourceText { name: "a.json".to_owned(), text: text.to_owned() })
    }

    /// The tree in short, and what was answered again.
    fn said(text: &str) -> (String, Vec<String>) {
        fn short(value: &DeValue<'_>) -> String {
            match value {
                DeValue::Table(table) => in_short(table),
                DeValue::Array(items) => {
                    let items: Vec<String> = items.iter().map(|item| short(item.get_ref())).collect();
                    format!("[{}]", items.join(" "))
                }
                DeValue::Integer(number) => number.as_str().to_owned(),
                DeValue::Float(number) => number.as_str().to_owned(),
                other => other.as_str().map_or_else(|| other.type_str().to_owned(), str::to_owned),
            }
        }
        fn in_short(table: &DeTable<'_>) -> String {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{}={}", key.get_ref(), short(value.get_ref())))
                .collect();
            format!("{{{}}}", entries.join(" "))
        }
        let source = source(text);
        let read = read(&source).map_err(|errors| errors[0].message().to_owned()).unwrap();
        let again =
            read.again.iter().map(|(key, value)| format!("{}={}", key.get_ref(), short(value.get_ref())));
        (in_short(read.document.get_ref()), again.collect())
    }

    fn error(text: &str) -> (String, String) {
        let source = source(text);
        let errors = read(&source).err().unwrap();
        (errors[0].message().to_owned(), errors[0].marked_text().to_owned())
    }

    #[test]
    fn answers_and_options_are_read_and_nulls_left_out() {
        let text = r#"{"top": 3, "answers": {"places": ["hosp\u0069ce", 2], "nights-later": null}}"#;
        assert_eq!(said(text).0, "{answers={places=[hospice 2]} top=3}");
    }

    #[test]
    fn answers_may_stand_by_themselves() {
        let text = r#"{"teach": {"choose": "agree"}, "places": ["hospice"]}"#;
        assert_eq!(said(text).0, "{answers={places=[hospice] teach={choose=agree}}}");
        assert_eq!(said(r#"{"columns": {"a": "b"}}"#).0, "{columns={a=b}}");
    }

    #[test]
    fn of_a_result_only_the_answers_are_kept() {
        let text = r#"{"schema": 1, "program": {}, "answers": {"a": "b"}, "ranking": []}"#;
        assert_eq!(said(text).0, "{answers={a=b}}");
        let text = r#"{"schema": 2, "program": {}, "results": [{"file": null, "answers": {"a": "b"}}]}"#;
        assert_eq!(said(text).0, "{answers={a=b}}");
        for (other, why) in [
            (r#"{"program": {}, "results": [{"answers": {}}, {"answers": {}}]}"#, "several files"),
            (r#"{"program": {}, "questions": []}"#, "nobody's answers"),
        ] {
            assert!(error(other).0.contains(why), "{other}");
        }
    }

    #[test]
    fn what_stands_twice_is_kept_aside_or_named() {
        let (first, again) = said(r#"{"teach": "agree", "teach": "disagree"}"#);
        assert_eq!(
            (first.as_str(), &again[..]),
            ("{answers={teach=agree}}", &["teach=disagree".to_owned()][..])
        );
        let (message, marked) = error(r#"{"top": 3, "top": 4, "answers": {}}"#);
        assert_eq!(
            (message.as_str(), marked.as_str()),
            ("`top` stands here twice, as 3 and as 4", "\"top\"")
        );
        assert!(error(r#"{"answers": {"a": {"choose": 1, "choose": 2}}}"#).0.contains("as 1 and as 2"));
    }

    #[test]
    fn nothing_nests_without_end() {
        let deep = format!("{{\"a\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(error(&deep).0, "nested too deeply");
    }

    #[test]
    fn what_is_not_json_is_shown_where_it_breaks() {
        let source = source("{\n  \"a\": ,\n}");
        let errors = read(&source).err().unwrap();
        assert!(errors[0].message().starts_with("not valid JSON: "), "{}", errors[0].message());
        assert_eq!(errors[0].position().1, Some((2, 8)));
    }
}
