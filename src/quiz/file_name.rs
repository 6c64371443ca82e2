//! Names of files that people type.
//!
//! dialoguer's `Input` cannot be left by Esc (its issue 160), takes every signal for Ctrl-C (console's issue 212) and an arrow
//! that comes in two for letters. So the keys are read as everywhere in the quiz, and dialoguer's theme words the prompt.

use std::io;
use std::path::PathBuf;

use console::{Key, measure_text_width};
use dialoguer::theme::{SimpleTheme, Theme};

use super::frame::{Line, Look, lines};
use super::keys::{Screen, Size};

/// Asks for a name on a screen, with one to begin from; nothing if it is emptied or left.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn ask(screen: &Screen, suggested: &str) -> io::Result<Option<String>> {
    let mut line = Edited::new(suggested);
    loop {
        let size = screen.size();
        let (drawn, cursor) = frame(&line, size);
        screen.paint_with_cursor(&drawn, cursor)?;
        let Some(key) = screen.read_key(size)? else { continue };
        match key {
            Key::Enter => {
                let name: String = line.letters.iter().collect();
                return Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty()));
            }
            Key::Escape => return Ok(None),
            key => line.press(&key),
        }
    }
}

/// The file that a name stands for: `~` at its beginning is the home folder, as in a shell.
#[must_use]
pub fn path_of(name: &str) -> PathBuf {
    let home = etcetera::home_dir().ok();
    match (name.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(name),
    }
}

/// A line of text while it is typed.
struct Edited {
    letters: Vec<char>,
    /// The letter under the cursor; behind the last at the end.
    at: usize,
}

impl Edited {
    fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        Self { at: letters.len(), letters }
    }

    fn press(&mut self, key: &Key) {
        match key {
            Key::Char(typed) if !typed.is_control() => {
                self.letters.insert(self.at, *typed);
                self.at += 1;
            }
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            Key::Del if self.at < self.letters.len() => {
                self.letters.remove(self.at);
            }
            Key::ArrowLeft => self.at = self.at.saturating_sub(1),
            Key::ArrowRight => self.at = (self.at + 1).min(self.letters.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.letters.len(),
            _ => {}
        }
    }
}

/// The screen, and the row and column of the cursor on it.
fn frame(line: &Edited, (rows, columns): Size) -> (Vec<Line>, Size) {
    let width = columns.saturating_sub(1).max(1);
    let mut drawn = lines("Change the name if you like; Enter saves.", width.max(10), ("", ""), Look::Strong);
    let how = "Esc or an empty name saves nothing. ~ is your home folder.";
    drawn.extend(lines(how, width.max(10), ("", ""), Look::Faint));
    drawn.push(Line::empty());
    let mut row = String::new();
    // Writing to a String cannot fail.
    let _ = SimpleTheme.format_input_prompt(&mut row, "File name", None);
    let mut cursor = (0, 0);
    for place in 0..=line.letters.len() {
        let letter = line.letters.get(place).map(char::to_string).unwrap_or_default();
        if measure_text_width(&row) + measure_text_width(&letter) > width {
            drawn.push(Line::cut(&row, width, Look::Usual));
            row.clear();
        }
        if place == line.at {
            cursor = (drawn.len(), measure_text_width(&row));
        }
        row.push_str(&letter);
    }
    drawn.push(Line::cut(&row, width, Look::Usual));
    // What is typed stays in sight on the smallest screen.
    let above = drawn.len().saturating_sub(rows).min(cursor.0);
    drawn.drain(..above);
    drawn.truncate(rows);
    (drawn, (cursor.0 - above, cursor.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_at_the_beginning_only() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(path_of("~/x.html"), home.join("x.html"));
        assert_eq!(path_of("~//x.html"), home.join("x.html"));
        assert_eq!(path_of("~"), home);
        for other in ["a~/x", "./~/x", "x.html", "~someone/x"] {
            assert_eq!(path_of(other), PathBuf::from(other));
        }
    }

    #[test]
    fn a_name_is_edited_anywhere() {
        let mut line = Edited::new("ac.html");
        for key in [Key::Home, Key::ArrowRight, Key::Char('b'), Key::End, Key::Backspace, Key::Home, Key::Del]
        {
            line.press(&key);
        }
        assert_eq!(line.letters.iter().collect::<String>(), "bc.htm");
    }

    #[test]
    fn the_cursor_stands_where_typing_goes_on_any_screen() {
        let mut line = Edited::new("a rather long name of a file.html");
        for size in [(24, 80), (10, 20), (2, 12), (1, 1)] {
            line.press(&Key::End);
            let (drawn, (row, column)) = frame(&line, size);
            assert!(drawn.len() <= size.0 && row < drawn.len(), "{size:?}");
            assert_eq!(measure_text_width(&drawn[row].text), column, "{size:?}");
            line.press(&Key::ArrowLeft);
            assert!(frame(&line, size).1.0 <= row, "{size:?}");
        }
    }
}
