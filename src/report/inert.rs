//! Users' text made harmless for each medium that could take it for more than text.

use crate::diagnostic::acts_instead_of_showing;

/// A cell of a CSV file: a text that a spreadsheet would take for a formula gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). What acts instead of showing is left out.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let shown = shown(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) || shown.starts_with(['=', '+', '-', '@']) {
        format!("'{shown}")
    } else {
        shown
    }
}

/// A text without control, escape and direction marks, for a page or a terminal.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !acts_instead_of_showing(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u{202e}=1"] {
            assert!(csv_cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(csv_cell("Ann = Bob"), "Ann = Bob");
    }

    #[test]
    fn escapes_and_direction_marks_are_left_out() {
        assert_eq!(shown("a\u{1b}[31mb\u{202e}c\u{7}"), "a[31mbc");
    }
}
