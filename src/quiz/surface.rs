//! What the quiz talks through: a screen whose cursor moves, or plain lines. Both can do the same things.

use std::io;

use console::{Key, Term};
use dialoguer::Input;

use super::keys::{paint, read_key};
use super::list::pick;
use super::plain::Plain;
use super::prompt::{Asked, Asking, ask};
use super::terminal_state::{AlternateScreen, TerminalState};
use super::viewer::view;
use crate::pack::Pack;
use crate::report::words::wrapped;
use crate::terminal::write_error;

/// A key that does something, and what it does.
pub type Choice<'a> = (char, &'a str);

/// A screen, or plain lines.
pub enum Surface {
    /// A terminal whose cursor can be moved.
    Screen(Term, TerminalState),
    /// Numbered lines, for screen readers, slow links, logs and pipes.
    Plain(Plain),
}

impl Surface {
    /// The terminal behind standard error; it is put back as it was found when this is dropped.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn screen() -> io::Result<Self> {
        Ok(Surface::Screen(Term::buffered_stderr(), TerminalState::enter()?))
    }

    /// Lines from standard input.
    #[must_use]
    pub fn plain() -> Self {
        Surface::Plain(Plain::from_standard_input())
    }

    /// Takes the whole screen until the result is dropped; plain lines need nothing.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn take_screen(&self) -> io::Result<Option<AlternateScreen>> {
        match self {
            Surface::Screen(_, state) => state.alternate_screen().map(Some),
            Surface::Plain(_) => Ok(None),
        }
    }

    /// Asks one question.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] for Ctrl-C, [`io::ErrorKind::UnexpectedEof`] at the end of plain lines, and whatever
    /// goes wrong with the terminal. So it is for all that follow.
    pub fn ask(&mut self, pack: &Pack, asking: &Asking<'_>) -> io::Result<Asked> {
        match self {
            Surface::Screen(term, _) => ask(term, pack, asking),
            Surface::Plain(plain) => plain.ask(pack, asking),
        }
    }

    /// Lets the person pick one of `items`; nothing if they go back.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn pick(&mut self, title: &str, items: &[String], at: usize) -> io::Result<Option<usize>> {
        match self {
            Surface::Screen(term, _) => pick(term, title, items, at),
            Surface::Plain(plain) => plain.pick(title, items),
        }
    }

    /// Shows a text that is made for a width.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn show(&mut self, text: &dyn Fn(usize) -> String) -> io::Result<()> {
        match self {
            Surface::Screen(term, _) => view(term, text),
            Surface::Plain(plain) => {
                plain.say(&text(plain.width()));
                Ok(())
            }
        }
    }

    /// Shows a text on a screen of its own and waits for one of some keys; Enter and space stand for the first, Esc for
    /// the last.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn greet(&mut self, text: &dyn Fn(usize) -> String, choices: &[Choice<'_>]) -> io::Result<char> {
        match self {
            Surface::Screen(term, _) => loop {
                let drawn_for = term.size();
                let width = usize::from(drawn_for.1).saturating_sub(1).clamp(20, 80);
                let keys = wrapped(&key_line(choices), width, "", "");
                let whole = format!("{}\n{keys}", text(width));
                let lines: Vec<String> =
                    whole.lines().take(usize::from(drawn_for.0).max(1)).map(str::to_owned).collect();
                paint(term, &lines)?;
                if let Some(chosen) = read_key(term, drawn_for)?.and_then(|key| chosen(&key, choices)) {
                    return Ok(chosen);
                }
            },
            Surface::Plain(plain) => {
                plain.choose(&text(plain.width()), choices, choices.first().map(|(key, _)| *key))
            }
        }
    }

    /// Offers some keys below what is on the terminal already; Enter and Esc stand for the last.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn offer(&mut self, choices: &[Choice<'_>]) -> io::Result<char> {
        match self {
            Surface::Screen(term, _) => {
                let width = usize::from(term.size().1).saturating_sub(1).clamp(20, 100);
                let menu = format!("\n{}", wrapped(&key_line(choices), width, "", ""));
                write_error(&menu);
                let key = loop {
                    match read_key(term, term.size())? {
                        Some(Key::Enter) => break last(choices),
                        Some(key) => {
                            if let Some(chosen) = chosen(&key, choices) {
                                break chosen;
                            }
                        }
                        None => {}
                    }
                };
                // It is drawn again below whatever comes next, so it would stand there twice.
                term.clear_last_lines(menu.lines().count())?;
                term.flush()?;
                Ok(key)
            }
            Surface::Plain(plain) => plain.choose("", choices, None),
        }
    }

    /// Asks for a line of text; `default` if it is left empty.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn line(&mut self, prompt: &str, default: &str) -> io::Result<String> {
        match self {
            Surface::Screen(..) => {
                let input = Input::new().with_prompt(prompt);
                let input = if default.is_empty() { input } else { input.default(default.to_owned()) };
                input.allow_empty(true).interact_text().map_err(|error| {
                    // dialoguer hides the cursor while it asks and does not show it again after Ctrl-C (its issue 77).
                    write_error("\u{1b}[?25h\n");
                    let dialoguer::Error::IO(error) = error;
                    error
                })
            }
            Surface::Plain(plain) => {
                plain.say(&format!("{prompt} [{default}]"));
                let line = plain.read()?;
                Ok(if line.is_empty() { default.to_owned() } else { line })
            }
        }
    }

    /// Says something below what is on the terminal already.
    pub fn say(&self, text: &str) {
        match self {
            Surface::Screen(term, _) => {
                let width = usize::from(term.size().1).saturating_sub(1).clamp(20, 100);
                write_error(&wrapped(text, width, "", ""));
            }
            Surface::Plain(plain) => plain.say(&wrapped(text, plain.width(), "", "")),
        }
    }
}

fn key_line(choices: &[Choice<'_>]) -> String {
    // Unbreakable inside, so that a line ends between two choices.
    let words: Vec<String> =
        choices.iter().map(|(key, what)| format!("{key}\u{a0}{}", what.replace(' ', "\u{a0}"))).collect();
    words.join("   ")
}

fn chosen(key: &Key, choices: &[Choice<'_>]) -> Option<char> {
    match key {
        Key::Enter | Key::Char(' ') => choices.first().map(|(key, _)| *key),
        Key::Escape => Some(last(choices)),
        Key::Char(typed) => choices.iter().map(|(key, _)| *key).find(|key| key == typed),
        _ => None,
    }
}

fn last(choices: &[Choice<'_>]) -> char {
    choices.last().map_or('q', |(key, _)| *key)
}
