//! Text from outside made visible: what people, files and libraries say is shown, and never acts.
//!
//! Names, answers and messages may hold sequences that move a cursor, marks that turn the direction of reading, and
//! letters that nobody sees. The list of them is here and nowhere else. Markup is escaped by the templates, and
//! [`crate::report::inert`] keeps cells from being run as formulas.

use std::path::Path;

/// A text of any length and any number of lines for a terminal; what would act in it, or could not be seen, is shown as
/// a replacement character.
#[must_use]
pub fn marked(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { mark(c) }).collect()
}

/// A character as [`marked`] shows it.
#[must_use]
pub fn mark(c: char) -> char {
    if is_visible(c) { c } else { char::REPLACEMENT_CHARACTER }
}

/// A path as a message names it.
#[must_use]
pub fn path(path: &Path) -> String {
    marked(&path.display().to_string()).replace('\n', "\u{fffd}")
}

/// The text on one line: line breaks and tabs become spaces, and what acts or cannot be seen is left out.
#[must_use]
pub fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c => is_visible(c).then_some(c),
        })
        .collect()
}

/// The same, with one space between words and none around them.
#[must_use]
pub fn tidy(text: &str) -> String {
    line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, cut to `most` characters with a mark that it was cut.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    // What is left out cannot make it longer, so a text of a megabyte is not gone through whole.
    let most_read = 8 * most.max(1);
    let text = match text.char_indices().nth(most_read) {
        Some((end, _)) => tidy(&text[..end]),
        None => tidy(text),
    };
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Whether a character is seen, and does nothing else: no control character, no mark that turns the direction in which a
/// line is read, nothing without ink that is not a space, and nothing that is no character at all.
#[must_use]
pub fn is_visible(c: char) -> bool {
    !(c.is_control() || turns_direction(c) || is_unseen(c))
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Without width or ink (Unicode's `Default_Ignorable_Code_Point`, the blank letters of Hangul and Braille), or no
/// character. The two selectors that make a sign an emoji may stand: people type them without knowing.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_or_cannot_be_seen_is_marked_or_left_out() {
        assert_eq!(marked("a\u{1b}[2J\nb\u{202e}"), "a\u{fffd}[2J\nb\u{fffd}");
        assert_eq!(line("\u{1b}[2JAnn\u{7}\u{202e}\u{9b}31m\u{3164}"), "[2JAnn31m");
        assert_eq!(line("a\r\nb\tc\u{2028}d\0e"), "a  b c de");
        assert_eq!(line("Åse, 愛, أمل"), "Åse, 愛, أمل");
        assert_eq!(tidy(" a\r\n\tb\u{1b}[31m\u{202e} c "), "a b[31m c");
    }

    #[test]
    fn a_long_text_is_cut_with_a_mark() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(short(&"é".repeat(1_000_000), 3), "éé…");
    }

    proptest! {
        #[test]
        fn nothing_acts_whatever_comes(text in any::<String>()) {
            for shown in [line(&text), tidy(&text), short(&text, 9), marked(&text).replace('\n', " ")] {
                prop_assert!(shown.chars().all(is_visible), "{shown:?}");
            }
        }
    }
}
