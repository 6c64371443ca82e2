//! A text that may be longer than the screen, to read, or with keys of its own below it.

use std::io;

use console::Key;

use super::frame::{Line, Look, lines};
use super::key_choice::{EnterKey, KeyChoice, chosen, key_line};
use super::keys::{Screen, Size};

/// Where a reader is in a text that is made for a width, so that a resize breaks its lines anew.
struct Reader<'t> {
    text: &'t dyn Fn(usize) -> String,
    made: String,
    made_for: usize,
    top: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t dyn Fn(usize) -> String) -> Self {
        Self { text, made: String::new(), made_for: 0, top: 0 }
    }

    /// The lines of a page of so many rows, and how many lines the text has.
    fn page(&mut self, rows: usize, columns: usize) -> (Vec<Line>, usize) {
        let width = columns.saturating_sub(1).clamp(20, 100);
        if width != self.made_for {
            (self.made_for, self.made) = (width, (self.text)(width));
        }
        let all: Vec<&str> = self.made.trim_end().lines().collect();
        self.top = self.top.min(all.len().saturating_sub(rows));
        let shown = all.iter().enumerate().skip(self.top).take(rows);
        let look = |place: usize| if place == 0 { Look::Strong } else { Look::Usual };
        let cut = columns.saturating_sub(1).max(1);
        (shown.map(|(place, line)| Line::cut(line, cut, look(place))).collect(), all.len())
    }

    /// Moves by a key; whether that was one to move with. A page forward from the end is none.
    fn moved(&mut self, key: &Key, rows: usize, all: usize) -> bool {
        let last = all.saturating_sub(rows);
        match key {
            Key::ArrowDown | Key::Char('j') | Key::Enter if self.top < last => self.top += 1,
            Key::ArrowUp | Key::Char('k') => self.top = self.top.saturating_sub(1),
            Key::Char(' ') | Key::PageDown if self.top < last => {
                self.top = (self.top + rows).min(last);
            }
            Key::PageUp => self.top = self.top.saturating_sub(rows),
            Key::Home | Key::Char('g') => self.top = 0,
            Key::End | Key::Char('G') => self.top = last,
            _ => return false,
        }
        true
    }
}

/// Shows a text until it is left.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn view(screen: &Screen, text: &dyn Fn(usize) -> String) -> io::Result<()> {
    let mut reader = Reader::new(text);
    loop {
        let size = screen.size();
        let rows = size.0.saturating_sub(2).max(1);
        let (mut drawn, all) = reader.page(rows, size.1);
        let end = reader.top + drawn.len();
        let more = if end < all {
            format!("-- {end} of {all} lines: space or arrows go on, q goes back --")
        } else {
            "-- Enter or q goes back --".to_owned()
        };
        drawn.extend([Line::empty(), Line::cut(&more, size.1.saturating_sub(1).max(1), Look::Faint)]);
        screen.paint(&drawn)?;
        let Some(key) = screen.read_key(size)? else { continue };
        if reader.moved(&key, rows, all) {
            continue;
        }
        match key {
            Key::Enter | Key::Char(' ' | 'q' | 'b' | '?') | Key::Escape | Key::Backspace | Key::ArrowLeft => {
                return Ok(());
            }
            _ => {}
        }
    }
}

/// Shows a text above keys that stay in sight, and waits for one of them.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn choose(
    screen: &Screen,
    text: &dyn Fn(usize) -> String,
    notice: Option<&str>,
    choices: &[KeyChoice<'_>],
    enter: EnterKey,
) -> io::Result<char> {
    let mut reader = Reader::new(text);
    loop {
        let size = screen.size();
        let foot = foot(notice, choices, size);
        // A line parts the text from the keys; it says if there is more.
        let rows = size.0.saturating_sub(foot.len() + 1).max(1);
        let (mut drawn, all) = reader.page(rows, size.1);
        let end = reader.top + drawn.len();
        drawn.push(match (reader.top, end < all) {
            (_, true) => {
                let more = format!("-- {end} of {all} lines: arrows or PgDn go on --");
                Line::cut(&more, size.1.saturating_sub(1).max(1), Look::Faint)
            }
            (0, false) => Line::empty(),
            (_, false) => Line::cut("-- the end: arrows or PgUp go back --", size.1 - 1, Look::Faint),
        });
        drawn.extend(foot);
        drawn.truncate(size.0);
        screen.paint(&drawn)?;
        let Some(key) = screen.read_key(size)? else { continue };
        if let Some(chosen) = chosen(&key, choices, enter) {
            return Ok(chosen);
        }
        reader.moved(&key, rows, all);
    }
}

/// News and keys, in at most two thirds of the rows; news give way.
fn foot(notice: Option<&str>, choices: &[KeyChoice<'_>], (rows, columns): Size) -> Vec<Line> {
    let width = columns.saturating_sub(1).clamp(10, 100);
    let keys = lines(&key_line(choices), width, ("", ""), Look::Faint);
    let news = notice.map(|notice| lines(notice, width, ("", ""), Look::Strong)).unwrap_or_default();
    let room = rows * 2 / 3;
    let mut foot: Vec<Line> = news.into_iter().take(room.saturating_sub(keys.len())).collect();
    foot.extend(keys);
    foot.truncate(room.max(1));
    foot
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &dyn Fn(usize) -> String = &|_| "one\ntwo\nthree\nfour\n".to_owned();

    #[test]
    fn a_page_is_turned_to_the_end_and_not_beyond() {
        let mut reader = Reader::new(TEXT);
        let (page, all) = reader.page(3, 80);
        assert_eq!((page.len(), all), (3, 4));
        assert!(reader.moved(&Key::Char(' '), 3, all));
        assert_eq!(reader.page(3, 80).0[2].text, "four");
        assert!(!reader.moved(&Key::Char(' '), 3, all), "a page forward from the end is none");
        assert!(reader.moved(&Key::Home, 3, all));
        assert_eq!(reader.page(3, 80).0[0].text, "one");
    }

    #[test]
    fn a_larger_window_shows_what_was_above() {
        let mut reader = Reader::new(TEXT);
        let all = reader.page(2, 80).1;
        reader.moved(&Key::End, 2, all);
        assert_eq!(reader.page(4, 80).0[0].text, "one");
    }

    #[test]
    fn keys_leave_room_for_the_text_on_a_small_screen() {
        let choices: Vec<KeyChoice<'_>> = ('a'..='j').map(|key| (key, "does something useful")).collect();
        for size in [(24, 80), (20, 60), (6, 20), (1, 1)] {
            let foot = foot(Some("Saved."), &choices, size);
            assert!(foot.len() < size.0.max(2), "{} lines on {size:?}", foot.len());
        }
    }
}
