//! A list to pick from, longer than the screen or not.

use std::io;

use console::{Key, Term, truncate_str};

use super::keys::{paint, read_key};
use super::screen::window;
use crate::report::words::wrapped;

/// Lets the person pick one of `items`; nothing if they go back. The cursor starts at `at`.
///
/// # Errors
/// As [`read_key`].
pub(super) fn pick(term: &Term, title: &str, items: &[String], at: usize) -> io::Result<Option<usize>> {
    let Some(last) = items.len().checked_sub(1) else { return Ok(None) };
    let mut cursor = at.min(last);
    loop {
        let drawn_for = term.size();
        let rows = usize::from(drawn_for.0);
        paint(term, &frame(title, items, cursor, rows, usize::from(drawn_for.1)))?;
        let Some(key) = read_key(term, drawn_for)? else { continue };
        match key {
            Key::ArrowDown | Key::Char('j') | Key::Tab => {
                cursor = if cursor == last { 0 } else { cursor + 1 }
            }
            Key::ArrowUp | Key::Char('k') | Key::BackTab => {
                cursor = if cursor == 0 { last } else { cursor - 1 };
            }
            Key::PageDown => cursor = (cursor + rows / 2).min(last),
            Key::PageUp => cursor = cursor.saturating_sub(rows / 2),
            Key::Home => cursor = 0,
            Key::End => cursor = last,
            Key::Enter | Key::Char(' ') => return Ok(Some(cursor)),
            Key::Escape | Key::Char('q' | 'b') | Key::Backspace | Key::ArrowLeft => return Ok(None),
            _ => {}
        }
    }
}

fn frame(title: &str, items: &[String], cursor: usize, rows: usize, columns: usize) -> Vec<String> {
    let width = columns.saturating_sub(1).max(10);
    let cut = |line: &str| truncate_str(line, width, "").into_owned();
    let drawn: Vec<Vec<String>> = items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let pointer = if place == cursor { "> " } else { "  " };
            wrapped(item, width, pointer, "    ").lines().map(cut).collect()
        })
        .collect();
    let mut lines = vec![cut(title), String::new()];
    lines.extend(window(&drawn, cursor, rows.saturating_sub(4).max(1)));
    lines.extend([String::new(), cut("arrows move, Enter picks, Esc goes back")]);
    lines.truncate(rows.max(1));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_item_under_the_cursor_is_in_sight_on_any_screen() {
        let items: Vec<String> =
            (0..40).map(|n| format!("number {n} of a list with somewhat long items")).collect();
        for (rows, columns) in [(24, 80), (20, 60), (8, 20), (50, 200)] {
            for cursor in 0..items.len() {
                let lines = frame("Pick", &items, cursor, rows, columns);
                assert!(lines.len() <= rows);
                assert!(lines.iter().any(|line| line.starts_with("> ")), "{cursor} on {rows}x{columns}");
            }
        }
    }
}
