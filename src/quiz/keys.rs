//! A terminal as a screen: frames to it, and keys from it.

use std::io::{self, Write};
use std::time::Duration;

use console::{Key, Term};

use super::frame::{Line, frame};
use super::terminal_state::{TerminalState, Waited};
use crate::diagnostic::Colour;
use crate::terminal::Stream;

/// How often the size of the window is looked at while nobody types.
const LOOK: Duration = Duration::from_millis(150);

/// The terminal behind standard error, which is put back as it was found when this is dropped.
pub struct Screen {
    term: Term,
    colour: Colour,
    /// The terminal itself.
    pub(super) state: TerminalState,
}

/// Rows and columns.
pub(super) type Size = (usize, usize);

impl Screen {
    /// # Errors
    /// If the terminal refuses.
    pub(super) fn enter() -> io::Result<Self> {
        Ok(Self {
            term: Term::buffered_stderr(),
            colour: Stream::Error.colour(),
            state: TerminalState::enter()?,
        })
    }

    /// How large the window is now.
    pub(super) fn size(&self) -> Size {
        let (rows, columns) = self.term.size();
        (usize::from(rows).max(1), usize::from(columns).max(1))
    }

    /// Draws the whole screen.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub(super) fn paint(&self, lines: &[Line]) -> io::Result<()> {
        let mut out: &Term = &self.term;
        out.write_all(frame(lines, self.colour).as_bytes())?;
        out.flush()
    }

    /// The same, with the cursor at a row and column of it.
    ///
    /// # Errors
    /// If the terminal is gone.
    pub(super) fn paint_with_cursor(&self, lines: &[Line], (row, column): Size) -> io::Result<()> {
        let mut out: &Term = &self.term;
        let place = format!("\u{1b}[{};{}H", row + 1, column + 1);
        out.write_all((frame(lines, self.colour) + &place).as_bytes())?;
        out.flush()
    }

    /// The next key; nothing if the screen must be drawn again, for another size or after a stop.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] for Ctrl-C and for a signal that asks for the end, and whatever goes wrong with the
    /// terminal.
    pub(super) fn read_key(&self, drawn_for: Size) -> io::Result<Option<Key>> {
        loop {
            match self.state.wait(LOOK)? {
                Waited::Key(Key::CtrlC) => return Err(io::ErrorKind::Interrupted.into()),
                Waited::Key(key) => return Ok(Some(key)),
                Waited::Nothing if self.size() == drawn_for => {}
                Waited::Nothing | Waited::Unknown | Waited::Resumed => return Ok(None),
            }
        }
    }
}
