//! Words that a form, a spreadsheet or a wrong encoding spoilt on their way, as they were meant.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// Letters between `&` and `;` of an entity, at most.
const LONGEST_ENTITY: usize = 10;
/// Entities that form services write, besides numbers.
const ENTITIES: [(&str, &str); 14] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("lsquo", "\u{2018}"),
    ("rsquo", "\u{2019}"),
    ("ldquo", "\u{201c}"),
    ("rdquo", "\u{201d}"),
    ("ndash", "\u{2013}"),
    ("mdash", "\u{2014}"),
    ("hellip", "\u{2026}"),
    ("shy", ""),
];

/// Letters and digits alone, in lower case: what is left of a text whatever happened to its marks and spaces.
#[must_use]
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text that was read as Windows-1252 though it is UTF-8 (`donâ€™t`), once or twice, read rightly; nothing if it was not.
#[must_use]
pub fn reread(text: &str) -> Option<String> {
    let once = |text: &str| {
        if text.is_ascii() {
            return None;
        }
        let (bytes, _, lost) = WINDOWS_1252.encode(text);
        if lost { None } else { String::from_utf8(bytes.into_owned()).ok() }
    };
    let first = once(text)?;
    Some(once(&first).unwrap_or(first))
}

/// A text without the tags of HTML, and with its entities as what they stand for.
#[must_use]
pub fn without_markup(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (meant, length) = markup(rest);
        out.push_str(&meant);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What the tag or entity that a text begins with stands for, and how long it is; itself if it is neither.
fn markup(text: &str) -> (Cow<'_, str>, usize) {
    let mark = &text[..1];
    if mark == "<" {
        let is_tag = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        return match text.find('>') {
            Some(end) if is_tag => (Cow::Borrowed(" "), end + 1),
            _ => (Cow::Borrowed(mark), 1),
        };
    }
    let end = text.bytes().take(LONGEST_ENTITY + 2).position(|byte| byte == b';');
    let meant = end.and_then(|end| entity(&text[1..end]));
    match (meant, end) {
        (Some(meant), Some(end)) => (Cow::Owned(meant), end + 1),
        _ => (Cow::Borrowed(mark), 1),
    }
}

/// What stands between `&` and `;`.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, meant)| (*meant).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_read_as_something_else_is_read_again() {
        let meant = "Don\u{2019}t mind \u{2013} caf\u{e9}";
        let (spoilt, _) = WINDOWS_1252.decode_without_bom_handling(meant.as_bytes());
        assert_eq!(reread(&spoilt).as_deref(), Some(meant));
        let (twice, _) = WINDOWS_1252.decode_without_bom_handling(spoilt.as_bytes());
        assert_eq!(reread(&twice).as_deref(), Some(meant));
        for fine in ["plain", "caf\u{e9}", "\u{65e5}\u{672c}"] {
            assert_eq!(reread(fine), None, "{fine}");
        }
    }

    #[test]
    fn markup_is_undone_and_what_only_looks_like_it_stays() {
        assert_eq!(without_markup("<p>Where<br>&amp; when&#39;s&nbsp;it?</p>").trim(), "Where & when's it?");
        for text in ["a < b & c > d", "&nothing; & ; &", "1 <2", "&#xffffffff;", "&#1114112;"] {
            assert_eq!(without_markup(text), text);
        }
        assert_eq!(without_markup("\u{e9}&\u{e9}<\u{e9}"), "\u{e9}&\u{e9}<\u{e9}");
    }

    #[test]
    fn letters_are_what_is_left() {
        assert_eq!(letters("Don\u{2019}t mind, \u{a0}ever\u{fffd}!"), "dontmindever");
    }
}
