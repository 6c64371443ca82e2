//! Users' text made harmless for each medium: what people typed is shown, and never acts.
//!
//! Markup is escaped by the templates; quoting is the CSV writer's work. What is left is done here: characters that move
//! a cursor or turn the reading direction, and cells that a spreadsheet would run.

/// Most characters of a spreadsheet cell, in the units that Excel counts (UTF-16).
const LONGEST_CELL: usize = 32_767;

/// One line of visible text, for a page or a terminal: line breaks and tabs become spaces; escapes, other control
/// characters and marks that turn the reading direction or cannot be seen are left out.
#[must_use]
pub fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The same, cut to `most` characters with a mark that it was cut.
#[must_use]
pub fn short_line(text: &str, most: usize) -> String {
    // What is left out cannot make it longer, so a text of a megabyte is not gone through whole.
    let text = line(&text.chars().take(8 * most.max(1)).collect::<String>());
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

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

fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Marks that turn the reading direction, have no width, or are no characters at all.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_moves_a_cursor_or_turns_the_reading_direction_is_left_out() {
        assert_eq!(line("\u{1b}[2JAnn\u{7}\u{202e}\u{9b}31m"), "[2JAnn31m");
        assert_eq!(line("a\r\nb\tc\u{2028}d\0e"), "a  b c de");
        assert_eq!(line("Åse, 愛, أمل"), "Åse, 愛, أمل");
    }

    #[test]
    fn a_long_line_is_cut_with_a_mark() {
        assert_eq!(short_line("abcdef", 6), "abcdef");
        assert_eq!(short_line("abcdefg", 6), "abcde…");
        assert_eq!(short_line(&"é".repeat(1_000_000), 3), "éé…");
    }

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
            prop_assert!(!cell.chars().any(|c| c.is_control() || is_invisible(c)));
        }
    }
}
