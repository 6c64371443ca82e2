//! Laws of text that is shown: it never acts.

use calling::diagnostic::{Colour, Diagnostic, render};

/// Does something to a terminal, or to the order in which a line is read.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Cannot be seen: what two names differ by, though they look the same.
fn hides(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Text of any number of lines for a terminal.
pub fn on_a_terminal(text: &str) {
    let found = text.chars().find(|c| *c != '\n' && (acts(*c) || hides(*c)));
    assert!(found.is_none(), "{found:?} reaches the terminal: {text:?}");
}

/// One line of a page or a table.
pub fn on_a_line(text: &str) {
    let found = text.chars().find(|c| acts(*c) || hides(*c));
    assert!(found.is_none(), "{found:?} is shown: {text:?}");
}

/// A cell of a table, as a spreadsheet has it: nothing in it is run, also where the table is cut at semicolons.
pub fn in_a_cell(cell: &str) {
    on_a_line(cell);
    for part in cell.split(';') {
        let start = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
        assert!(!start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "a formula: {cell:?}");
    }
    assert!(cell.encode_utf16().count() <= 32_767, "more than a cell holds");
}

/// Mistakes, as they are printed: there are some, each says something, and nothing in them acts.
pub fn mistakes(mistakes: &[Diagnostic]) {
    assert!(!mistakes.is_empty(), "something is wrong, and nothing is said");
    for mistake in mistakes {
        assert!(!mistake.message().trim().is_empty());
        if let (_, Some((line, column))) = mistake.position() {
            assert!(line >= 1 && column >= 1);
        }
    }
    for width in [30, 100] {
        on_a_terminal(&render(mistakes, Colour::Plain, width));
    }
}
