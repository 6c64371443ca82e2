//! A list to pick from, longer than the screen or not, searched by typing.

use std::io;

use console::Key;

use super::frame::{Line, Look, lines};
use super::keys::{Screen, Size};
use super::screen::window;
use crate::answers::plain_words::plain;

/// Lets the person pick one of `items`; nothing if they go back. The cursor starts at `at`.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn pick(screen: &Screen, title: &str, items: &[String], at: usize) -> io::Result<Option<usize>> {
    if items.is_empty() {
        return Ok(None);
    }
    let mut picking = Picking { cursor: at.min(items.len() - 1), typed: String::new() };
    loop {
        let size = screen.size();
        screen.paint(&frame(title, items, &picking, size))?;
        let Some(key) = screen.read_key(size)? else { continue };
        match press(items, &mut picking, &key, size.0) {
            Pressed::Again => {}
            Pressed::Picked(place) => return Ok(Some(place)),
            Pressed::Back => return Ok(None),
        }
    }
}

/// The items that hold every word typed, by place. Case and the marks of a phone's keyboard make no difference.
#[must_use]
pub fn matching(items: &[String], typed: &str) -> Vec<usize> {
    let typed = plain(typed);
    let words: Vec<&str> = typed.split(' ').collect();
    let holds = |item: &String| {
        let item = plain(item);
        words.iter().all(|word| item.contains(word))
    };
    (0..items.len()).filter(|place| holds(&items[*place])).collect()
}

/// What the person has done at the list.
struct Picking {
    /// Among the items that match.
    cursor: usize,
    typed: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    Again,
    Picked(usize),
    Back,
}

fn press(items: &[String], picking: &mut Picking, key: &Key, rows: usize) -> Pressed {
    let found = matching(items, &picking.typed);
    let last = found.len().saturating_sub(1);
    let cursor = &mut picking.cursor;
    match key {
        Key::ArrowDown | Key::Tab => *cursor = if *cursor >= last { 0 } else { *cursor + 1 },
        Key::ArrowUp | Key::BackTab => *cursor = if *cursor == 0 { last } else { *cursor - 1 },
        Key::PageDown => *cursor = (*cursor + rows / 2).min(last),
        Key::PageUp => *cursor = cursor.saturating_sub(rows / 2),
        Key::Home => *cursor = 0,
        Key::End => *cursor = last,
        Key::Enter => return found.get(*cursor).map_or(Pressed::Again, |place| Pressed::Picked(*place)),
        // A space before any word looks for nothing.
        Key::Char(' ') if picking.typed.is_empty() => {}
        Key::Char(typed) if !typed.is_control() => {
            picking.typed.push(*typed);
            *cursor = 0;
        }
        Key::Backspace if !picking.typed.is_empty() => {
            picking.typed.pop();
            *cursor = 0;
        }
        Key::Escape if !picking.typed.is_empty() => {
            picking.typed.clear();
            *cursor = 0;
        }
        Key::Escape | Key::Backspace | Key::ArrowLeft => return Pressed::Back,
        _ => {}
    }
    Pressed::Again
}

fn frame(title: &str, items: &[String], picking: &Picking, (rows, columns): Size) -> Vec<Line> {
    let width = columns.saturating_sub(1).max(10);
    let found = matching(items, &picking.typed);
    let drawn: Vec<Vec<Line>> = found
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let under_cursor = place == picking.cursor;
            let (pointer, look) = if under_cursor { ("> ", Look::Picked) } else { ("  ", Look::Usual) };
            lines(&items[*item], width, (pointer, "    "), look)
        })
        .collect();
    let mut all = lines(title, width, ("", ""), Look::Strong);
    if picking.typed.is_empty() {
        all.push(Line::empty());
    } else {
        let looked_for = format!("Search: {}   ({} of {})", picking.typed, found.len(), items.len());
        all.push(Line::cut(&looked_for, width, Look::Usual));
    }
    let keys = match (picking.typed.is_empty(), found.is_empty()) {
        (true, _) => "arrows move, Enter picks, letters search, Esc goes back",
        (false, true) => "nothing matches; Backspace takes a letter back, Esc shows all",
        (false, false) => "arrows move, Enter picks, Esc shows all again",
    };
    let mut foot = [vec![Line::empty()], lines(keys, width, ("", ""), Look::Faint)].concat();
    // The items come first on a small screen.
    foot.truncate(if rows < 12 { 2 } else { foot.len() });
    all.extend(window(&drawn, picking.cursor, rows.saturating_sub(all.len() + foot.len()).max(1)));
    all.extend(foot);
    all.truncate(rows.max(1));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        (0..40).map(|n| format!("number {n} of a list with somewhat long items")).collect()
    }

    #[test]
    fn the_item_under_the_cursor_is_in_sight_on_any_screen() {
        let items = names();
        for (rows, columns) in [(24, 80), (20, 60), (8, 20), (50, 200)] {
            for cursor in 0..items.len() {
                let picking = Picking { cursor, typed: String::new() };
                let lines = frame("Pick", &items, &picking, (rows, columns));
                assert!(lines.len() <= rows);
                assert!(lines.iter().any(|line| line.text.starts_with("> ")), "{cursor} on {rows}x{columns}");
            }
        }
    }

    #[test]
    fn typing_finds_and_esc_shows_all_again_before_it_goes_back() {
        let items = names();
        let mut picking = Picking { cursor: 7, typed: String::new() };
        for typed in "LIST 39".chars() {
            press(&items, &mut picking, &Key::Char(typed), 24);
        }
        assert_eq!(press(&items, &mut picking, &Key::Enter, 24), Pressed::Picked(39));
        press(&items, &mut picking, &Key::Char('x'), 24);
        assert_eq!(press(&items, &mut picking, &Key::Enter, 24), Pressed::Again, "nothing matches");
        assert_eq!(press(&items, &mut picking, &Key::Escape, 24), Pressed::Again);
        assert_eq!(press(&items, &mut picking, &Key::Escape, 24), Pressed::Back);
    }
}
