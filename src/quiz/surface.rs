//! What the quiz talks through: a screen whose cursor moves, or plain lines. Both can do the same things.

use std::io;

use super::asking::{Asked, Asking};
use super::file_name;
use super::key_choice::{EnterKey, KeyChoice};
use super::keys::Screen;
use super::list::pick;
use super::plain::Plain;
use super::prompt::ask;
use super::viewer::{choose, view};
use crate::pack::Pack;
use crate::report::words::wrapped;
use crate::sitting::marks::Marks;
use crate::terminal::{Stream, write_error};

/// A screen, or plain lines.
pub enum Surface {
    /// A terminal whose cursor can be moved.
    Screen(Screen),
    /// Numbered lines, for screen readers, slow links, logs and pipes.
    Plain(Plain),
}

impl Surface {
    /// The terminal behind standard error; it is put back as it was found when this is dropped.
    ///
    /// # Errors
    /// If the terminal refuses.
    pub fn screen() -> io::Result<Self> {
        Screen::enter().map(Surface::Screen)
    }

    /// Lines from standard input.
    #[must_use]
    pub fn plain() -> Self {
        Surface::Plain(Plain::from_standard_input())
    }

    /// Gives the shell's lines back, for what is to stay on them.
    pub fn leave_screen(&self) {
        if let Surface::Screen(screen) = self {
            screen.state.leave_screen();
        }
    }

    /// Asks one question. `marks` are what the person has done at it, also when this fails.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] for Ctrl-C, [`io::ErrorKind::UnexpectedEof`] at the end of plain lines, and whatever
    /// goes wrong with the terminal. So it is for all that follow.
    pub fn ask(&mut self, pack: &Pack, asking: &Asking<'_>, marks: &mut Marks) -> io::Result<Asked> {
        match self {
            Surface::Screen(screen) => ask(screen, pack, asking, marks),
            Surface::Plain(plain) => plain.ask(pack, asking),
        }
    }

    /// Lets the person pick one of `items`; nothing if they go back.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn pick(&mut self, title: &str, items: &[String], at: usize) -> io::Result<Option<usize>> {
        match self {
            Surface::Screen(screen) => pick(screen, title, items, at),
            Surface::Plain(plain) => plain.pick(title, items),
        }
    }

    /// Shows a text that is made for a width.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn show(&mut self, text: &dyn Fn(usize) -> String) -> io::Result<()> {
        match self {
            Surface::Screen(screen) => view(screen, &|width, _| text(width)),
            Surface::Plain(plain) => {
                plain.say(&text(plain.width()));
                Ok(())
            }
        }
    }

    /// Shows a text and waits for one of some keys; Enter and space stand for the first, Esc for the last.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn greet(&mut self, text: &dyn Fn(usize) -> String, choices: &[KeyChoice<'_>]) -> io::Result<char> {
        match self {
            Surface::Screen(screen) => {
                choose(screen, &|width, _| text(width), None, choices, EnterKey::First)
            }
            Surface::Plain(plain) => {
                plain.choose(&text(plain.width()), choices, choices.first().map(|(key, _)| *key))
            }
        }
    }

    /// Shows a text made for so many columns and rows, which plain lines hold already, with news and some keys; Esc stands
    /// for the last.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn offer(
        &mut self,
        text: &dyn Fn(usize, usize) -> String,
        notice: Option<&str>,
        choices: &[KeyChoice<'_>],
    ) -> io::Result<char> {
        match self {
            Surface::Screen(screen) => choose(screen, text, notice, choices, EnterKey::TurnsPage),
            Surface::Plain(plain) => {
                let notice = notice.map(|notice| wrapped(notice, plain.width(), "", "")).unwrap_or_default();
                plain.choose(&notice, choices, None)
            }
        }
    }

    /// Asks for the name of a file; nothing if the person wants none.
    ///
    /// # Errors
    /// As for [`Surface::ask`].
    pub fn file_name(&mut self, suggested: &str) -> io::Result<Option<String>> {
        match self {
            Surface::Screen(screen) => file_name::ask(screen, suggested),
            Surface::Plain(plain) => {
                plain.say(&format!("File name, or an empty line for {suggested}:"));
                let line = plain.read()?;
                Ok(Some(if line.is_empty() { suggested.to_owned() } else { line }))
            }
        }
    }

    /// Says something that stays on the shell's lines.
    pub fn say(&self, text: &str) {
        match self {
            Surface::Screen(_) => {
                self.leave_screen();
                write_error(&wrapped(text, Stream::Error.width(), "", ""));
            }
            Surface::Plain(plain) => plain.say(&wrapped(text, plain.width(), "", "")),
        }
    }
}
