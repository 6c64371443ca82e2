//! Keys from a terminal, and frames to it.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use console::{Key, Term};

use super::terminal_state::wait_for_key;

/// A special key that the library does not know is followed by stray characters within this time.
const STRAY: Duration = Duration::from_millis(5);
/// How often the size of the window is looked at while nobody types.
const LOOK: Duration = Duration::from_millis(150);

/// The next key; nothing if only the window's size is no longer the one that was drawn for.
///
/// # Errors
/// [`io::ErrorKind::Interrupted`] for Ctrl-C, and whatever goes wrong with the terminal.
pub(super) fn read_key(term: &Term, drawn_for: (u16, u16)) -> io::Result<Option<Key>> {
    while !wait_for_key(LOOK)? {
        if term.size() != drawn_for {
            return Ok(None);
        }
    }
    match term.read_key_raw()? {
        Key::CtrlC => Err(io::ErrorKind::Interrupted.into()),
        Key::UnknownEscSeq(_) => {
            drop_strays(term)?;
            Ok(None)
        }
        key => Ok(Some(key)),
    }
}

/// Drops what still comes of a key that is not known (`5` and `~` after F5), which would answer the question.
fn drop_strays(term: &Term) -> io::Result<()> {
    let start = Instant::now();
    while wait_for_key(STRAY)? && start.elapsed() < Duration::from_millis(50) {
        term.read_key_raw()?;
    }
    Ok(())
}

/// Draws the whole screen in one piece, so that it does not flicker on slow links.
pub(super) fn paint(term: &Term, lines: &[String]) -> io::Result<()> {
    let mut frame = String::from("\u{1b}[H");
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            frame.push_str("\r\n");
        }
        frame.push_str(line);
        frame.push_str("\u{1b}[K");
    }
    frame.push_str("\u{1b}[J");
    let mut out: &Term = term;
    out.write_all(frame.as_bytes())?;
    out.flush()
}
