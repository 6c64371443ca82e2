//! The program's only way to standard output and standard error, prompts apart.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the one place that prints")]

use std::env;
use std::io::{self, IsTerminal, Write};

use crate::diagnostic::Colour;
use crate::visible::marked;

/// Widest and narrowest text: longer lines are hard to read, shorter ones hardly hold a word.
const WIDEST: usize = 100;
const NARROWEST: usize = 30;

/// A stream that a person may be looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Results.
    Output,
    /// Everything else.
    Error,
}

impl Stream {
    /// Whether a terminal is behind it.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        match self {
            Stream::Output => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        }
    }

    /// Whether to colour it: `NO_COLOR`, then `CLICOLOR_FORCE`, then whether a terminal is there that can
    /// (<https://no-color.org>, <https://bixense.com/clicolors>). Empty variables count as unset.
    #[must_use]
    pub fn colour(self) -> Colour {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let styled = if set("NO_COLOR").is_some() {
            false
        } else if let Some(force) = set("CLICOLOR_FORCE") {
            force != "0"
        } else {
            self.is_terminal() && can_move_cursor()
        };
        if styled { Colour::Styled } else { Colour::Plain }
    }

    /// Columns to fit text into: those of the terminal, or COLUMNS, or 80; from 30 to 100.
    #[must_use]
    pub fn width(self) -> usize {
        let term = match self {
            Stream::Output => console::Term::stdout(),
            Stream::Error => console::Term::stderr(),
        };
        let columns = if self.is_terminal() {
            term.size_checked().map(|(_, columns)| usize::from(columns))
        } else {
            None
        };
        let from_env = || env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        columns.or_else(from_env).unwrap_or(80).clamp(NARROWEST, WIDEST)
    }
}

/// Whether the terminal understands more than plain lines.
#[must_use]
pub fn can_move_cursor() -> bool {
    env::var_os("TERM").is_none_or(|term| term != "dumb" && !term.is_empty())
}

/// Whether a progress bar can be drawn on standard error.
#[must_use]
pub fn can_draw_progress() -> bool {
    io::stderr().is_terminal() && can_move_cursor()
}

/// Whether someone can be asked: standard input and standard error are both a terminal.
#[must_use]
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Writes a result to standard output.
///
/// # Errors
/// If standard output cannot take it, for example on a full disk, or because its reader has gone away
/// ([`io::ErrorKind::BrokenPipe`]).
pub fn write_output(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Writes a message that may hold names and texts from outside: what would act in them is shown instead. Colours and other
/// sequences of our own go through [`write_error`].
pub fn write_message(text: &str) {
    write_error(&marked(text));
}

/// Writes to standard error, as it is. Nothing can be done if that fails.
pub fn write_error(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
