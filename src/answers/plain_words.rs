//! Words as they are compared: what a form service, a spreadsheet or a phone's keyboard changes in a text changes nothing
//! here.

use crate::visible::is_visible;

/// Lower case, single ordinary spaces, straight quotes and hyphens, no invisible marks.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '`' | '\u{b4}' => out.push('\''),
            '\u{201c}'..='\u{201f}' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// An id as it is typed: a word processor makes long dashes of hyphens, and copying adds marks that cannot be seen.
#[must_use]
pub fn plain_id(text: &str) -> String {
    let plain = text.chars().filter_map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        c if !is_visible(c) => None,
        c => Some(c),
    });
    plain.collect::<String>().trim().to_owned()
}

/// An answer as it is compared: as [`plain`], without full stops at the end.
#[must_use]
pub fn plain_answer(text: &str) -> String {
    let mut plain = plain(text);
    plain.truncate(plain.trim_end_matches([' ', '.']).len());
    plain
}

/// A heading as it is compared: as [`plain`], without marks at the end.
#[must_use]
pub fn plain_heading(text: &str) -> String {
    let mut plain = plain(text);
    plain.truncate(plain.trim_end_matches([' ', '.', '?', '!', ':', '*']).len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_typing_and_exporting_change_is_not_compared() {
        assert_eq!(
            plain_answer("\u{feff} Patients\u{2019}\u{a0}\n own \u{2013} homes\u{2026} "),
            "patients' own - homes"
        );
        assert_eq!(plain_heading(" Which  fits\u{a0}you ?\u{a0}"), "which fits you");
        assert_eq!(plain_answer(" . "), "");
    }
}
