//! What stands between angle brackets: an element's name, its attributes, and where a tag ends.

use encoding_rs::WINDOWS_1252;

use crate::answers::mended_words::without_markup;

/// A formula as a spreadsheet shows it, whatever its file puts before it.
pub(super) fn shown_formula(formula: &str) -> String {
    let shown = formula.split_once('=').map_or(formula, |(_, rest)| rest);
    format!("={shown}")
}

/// Bytes as text: UTF-8, or what Windows writes in its place.
pub(super) fn as_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Whether quotes are open at the end of a tag that grows.
#[derive(Default)]
pub(super) struct Quotes {
    looked_at: usize,
    open: Option<u8>,
}

impl Quotes {
    pub(super) fn are_open(&mut self, tag: &[u8]) -> bool {
        // An apostrophe in a declaration or a closing tag opens nothing.
        if matches!(tag.first(), Some(b'!' | b'/' | b'?')) {
            return false;
        }
        for byte in &tag[self.looked_at..] {
            match self.open {
                None if matches!(byte, b'"' | b'\'') => self.open = Some(*byte),
                Some(open) if open == *byte => self.open = None,
                _ => {}
            }
        }
        self.looked_at = tag.len();
        self.open.is_some()
    }
}

/// An element's name without its prefix, in lower case.
pub(super) fn local_name(tag: &str) -> String {
    let tag = tag.trim_start_matches('/');
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// The value of an attribute, whatever prefix and quotes it has.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let key = rest[..at].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let key = key.rsplit(':').next().unwrap_or(key);
        let value = rest[at + 1..].trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let (value, after) = if let Some(quote) = quote {
            value[1..].split_once(quote)?
        } else {
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            (value[..end].trim_end_matches('/'), &value[end..])
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(without_markup(value).into_owned());
        }
        rest = after;
    }
    None
}

pub(super) fn number(tag: &str, name: &str) -> Option<u64> {
    attribute(tag, name)?.trim().parse().ok()
}
