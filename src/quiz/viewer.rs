//! A text that may be longer than the screen.

use std::io;

use console::{Key, Term, truncate_str};

use super::keys::{paint, read_key};

/// Shows a text until it is left. `text` is made for a width, so that a resize breaks its lines anew.
///
/// # Errors
/// As [`read_key`].
pub(super) fn view(term: &Term, text: &dyn Fn(usize) -> String) -> io::Result<()> {
    let mut top = 0;
    let mut made_for = 0;
    let mut made = String::new();
    loop {
        let drawn_for = term.size();
        let (rows, columns) = (usize::from(drawn_for.0), usize::from(drawn_for.1));
        let width = columns.saturating_sub(1).clamp(20, 100);
        if width != made_for {
            (made_for, made) = (width, text(width));
        }
        let lines: Vec<&str> = made.trim_end().lines().collect();
        let page = rows.saturating_sub(2).max(1);
        let last = lines.len().saturating_sub(page);
        top = top.min(last);
        paint(term, &frame(&lines, top, page, columns))?;
        let Some(key) = read_key(term, drawn_for)? else { continue };
        match key {
            Key::ArrowDown | Key::Char('j') | Key::Enter if top < last => top += 1,
            Key::ArrowUp | Key::Char('k') => top = top.saturating_sub(1),
            Key::Char(' ') | Key::PageDown if top < last => top = (top + page).min(last),
            Key::PageUp => top = top.saturating_sub(page),
            Key::Home | Key::Char('g') => top = 0,
            Key::End | Key::Char('G') => top = last,
            Key::Enter | Key::Char(' ' | 'q' | 'b' | '?') | Key::Escape | Key::Backspace | Key::ArrowLeft => {
                return Ok(());
            }
            _ => {}
        }
    }
}

/// One page of the text and a line that says how to move.
fn frame(lines: &[&str], top: usize, page: usize, columns: usize) -> Vec<String> {
    let width = columns.saturating_sub(1).max(1);
    let cut = |line: &str| truncate_str(line, width, "").into_owned();
    let end = (top + page).min(lines.len());
    let mut shown: Vec<String> = lines[top..end].iter().map(|line| cut(line)).collect();
    let more = if end < lines.len() {
        format!("-- {end} of {} lines: space or arrows go on, q goes back --", lines.len())
    } else {
        "-- Enter or q goes back --".to_owned()
    };
    shown.extend([String::new(), cut(&more)]);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_whether_more_follows() {
        let lines: Vec<&str> = vec!["one", "two", "three"];
        assert!(frame(&lines, 0, 2, 80)[3].contains("2 of 3"));
        assert!(frame(&lines, 1, 2, 80)[3].contains("goes back"));
        assert_eq!(frame(&lines, 1, 2, 3)[0], "tw");
    }
}
