//! A text that may be longer than the screen, to read, or with keys of its own below it.

use std::borrow::Cow;
use std::io;

use console::{Key, measure_text_width};
use textwrap::{Options, WordSplitter, wrap};

use super::frame::{Line, Look, lines};
use super::key_choice::{EnterKey, KeyChoice, chosen, key_line};
use super::keys::{Screen, Size};

/// A text made for so many columns and rows.
pub(super) type Text<'t> = &'t dyn Fn(usize, usize) -> String;

/// Lines at the top of a text, up to its first empty one, that are drawn as its heading, at most.
const HEADING: usize = 4;

/// Where a reader is in a text that is made for a window, so that a resize lays it out anew.
struct Reader<'t> {
    text: Text<'t>,
    made: Vec<String>,
    made_for: Size,
    top: usize,
}

impl<'t> Reader<'t> {
    fn new(text: Text<'t>) -> Self {
        Self { text, made: Vec::new(), made_for: (0, 0), top: 0 }
    }

    /// The lines of a page of so many rows, and how many lines the text has.
    fn page(&mut self, rows: usize, columns: usize) -> (Vec<Line>, usize) {
        if (rows, columns) != self.made_for {
            self.make((rows, columns));
        }
        let all = self.made.len();
        self.top = self.top.min(all.saturating_sub(rows));
        let first_empty = self.made.iter().position(String::is_empty).unwrap_or(1);
        let heading = if first_empty <= HEADING { first_empty } else { 1 };
        let look = |place: usize| if place < heading { Look::Strong } else { Look::Usual };
        let shown = self.made.iter().enumerate().skip(self.top).take(rows);
        let cut = columns.saturating_sub(1).max(1);
        (shown.map(|(place, line)| Line::cut(line, cut, look(place))).collect(), all)
    }

    /// Makes the text anew and stays near the place in it.
    fn make(&mut self, (rows, columns): Size) {
        let before = self.made.len().max(1);
        let width = columns.saturating_sub(1).clamp(20, 100);
        let made = (self.text)(width, rows);
        self.made = made.trim_end().lines().flat_map(|line| broken(line, width)).collect();
        self.top = self.top * self.made.len() / before;
        self.made_for = (rows, columns);
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

/// A line as lines of a width: an address has no place to break, and its end must be seen as well.
fn broken(line: &str, width: usize) -> Vec<String> {
    if measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let indent: String = line.chars().take_while(|letter| *letter == ' ').collect();
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .initial_indent(&indent)
        .subsequent_indent(&indent);
    wrap(line.trim_start(), options).into_iter().map(Cow::into_owned).collect()
}

/// Shows a text until it is left.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn view(screen: &Screen, text: Text<'_>) -> io::Result<()> {
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
    text: Text<'_>,
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
    use crate::report::words::wrapped;

    const TEXT: Text<'static> = &|_, _| "one\ntwo\nthree\nfour\n".to_owned();

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
    fn a_resize_makes_the_text_anew_and_stays_near_the_place() {
        let words = |width: usize, _: usize| wrapped(&"word ".repeat(600), width, "", "");
        let mut reader = Reader::new(&words);
        let wide = reader.page(10, 80).1;
        reader.top = wide / 2;
        let (page, narrow) = reader.page(10, 40);
        assert!(narrow > wide && page.len() == 10);
        assert!(reader.top.abs_diff(narrow / 2) <= 2, "{} of {narrow}", reader.top);
    }

    #[test]
    fn an_address_is_shown_to_its_end() {
        let address = format!("    https://example.org/{}", "a".repeat(90));
        let text = |_: usize, _: usize| address.clone();
        let page = Reader::new(&text).page(10, 60).0;
        let shown: String = page.iter().map(|line| line.text.trim_start()).collect();
        assert_eq!(shown, address.trim_start());
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
