//! A few keys of which each does something.

use console::Key;

/// A key, and what it does.
pub type KeyChoice<'a> = (char, &'a str);

/// What Enter and space do beside the keys that are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterKey {
    /// The first choice.
    First,
    /// They turn the page.
    TurnsPage,
}

/// The keys as one paragraph.
#[must_use]
pub fn key_line(choices: &[KeyChoice<'_>]) -> String {
    // Unbreakable inside, so that a line ends between two choices.
    let words: Vec<String> =
        choices.iter().map(|(key, what)| format!("{key}\u{a0}{}", what.replace(' ', "\u{a0}"))).collect();
    words.join("  ")
}

/// The choice that a key stands for; Esc stands for the last.
#[must_use]
pub fn chosen(key: &Key, choices: &[KeyChoice<'_>], enter: EnterKey) -> Option<char> {
    match key {
        Key::Enter | Key::Char(' ') if enter == EnterKey::First => choices.first().map(|(key, _)| *key),
        Key::Escape => choices.last().map(|(key, _)| *key),
        // Caps Lock may be on.
        Key::Char(typed) => choices.iter().map(|(key, _)| *key).find(|key| key.eq_ignore_ascii_case(typed)),
        _ => None,
    }
}
