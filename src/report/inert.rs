//! Cells that a spreadsheet would run, made inert.

use crate::visible::line;

/// Most characters of a spreadsheet cell, in the units that Excel counts (UTF-16).
const LONGEST_CELL: usize = 32_767;

/// The text of a spreadsheet cell, the same for CSV and XLSX.
///
/// What a spreadsheet would take for a formula (a start with `=`, `+`, `-` or `@`, also in their full-width forms, or
/// the same after a semicolon, at which some countries' programs cut a CSV cell) gets an apostrophe before it, as OWASP
/// advises ("CSV Injection"). Tabs and line breaks, which can start one too, are spaces by then. It is cut to what a
/// cell can hold.
#[must_use]
pub fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    let mut units = 0;
    let mut at_start = true;
    for c in line(text).chars() {
        let guard = at_start && starts_formula(c);
        units += c.len_utf16() + usize::from(guard);
        if units > LONGEST_CELL {
            break;
        }
        if guard {
            cell.push('\'');
        }
        cell.push(c);
        at_start = c == ';' || (at_start && (c.is_whitespace() || c == '"'));
    }
    cell
}

/// The same as a cell of a CSV file, always in quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", cell(text).replace('"', "\"\""))
}

fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visible::is_visible;
    use proptest::prelude::*;

    #[test]
    fn cells_that_a_spreadsheet_would_run_get_an_apostrophe() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "=cmd|' /C calc'!A0"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("\t=1"), " '=1");
        assert_eq!(cell("\r\n\"=1"), "  \"'=1");
        assert_eq!(cell("a; =1"), "a; '=1");
        assert_eq!(cell("Ann-Marie = 2"), "Ann-Marie = 2");
    }

    #[test]
    fn a_cell_holds_no_more_than_excel_takes() {
        assert_eq!(cell(&"x".repeat(40_000)).len(), LONGEST_CELL);
        assert_eq!(cell(&"😀".repeat(40_000)).encode_utf16().count(), LONGEST_CELL - 1);
        assert_eq!(cell(&"=;".repeat(40_000)).encode_utf16().count(), LONGEST_CELL - 1);
    }

    proptest! {
        #[test]
        fn no_cell_starts_a_formula_whatever_was_typed(text in any::<String>()) {
            let cell = cell(&text);
            for part in cell.split(';') {
                let start = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                prop_assert!(!start.starts_with(starts_formula), "{cell:?}");
            }
            prop_assert!(cell.chars().all(is_visible));
        }
    }
}
