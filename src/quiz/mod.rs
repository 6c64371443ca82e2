//! Asking in a terminal: questions one at a time, saved after each, resumed where they were left.

pub mod saved;
pub mod sitting;

mod prompt;
mod screen;
mod terminal_state;

use std::io;
use std::path::Path;

use console::Term;

use crate::pack::Pack;
use prompt::{Asked, ask};
use sitting::Sitting;
use terminal_state::TerminalState;

/// How a stretch of asking ended. What was answered is in the sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// There is nothing more to ask, or the result is settled.
    Finished,
    /// The person stopped before that.
    Stopped,
    /// Ctrl-C.
    Interrupted,
}

/// Where sittings are saved, and whether that has failed.
pub struct Keeper<'f> {
    file: Option<&'f Path>,
    /// Why the last answer could not be saved; said once, after the quiz.
    pub trouble: Option<String>,
}

impl<'f> Keeper<'f> {
    /// Saves in this file; nowhere if there is none.
    #[must_use]
    pub fn new(file: Option<&'f Path>) -> Self {
        Self { file, trouble: None }
    }

    fn keep(&mut self, pack: &Pack, sitting: &Sitting<'_>) {
        let (Some(file), Some(at)) = (self.file, sitting.current()) else { return };
        if let Err(error) = saved::save(file, pack, sitting.answers(), at) {
            self.trouble = Some(error.to_string());
        }
    }
}

/// Asks until there is nothing more to ask, on the terminal behind standard error.
///
/// The terminal is as it was found when this returns, whatever happened.
///
/// # Errors
/// If the terminal goes away.
pub fn sit(pack: &Pack, sitting: &mut Sitting<'_>, keeper: &mut Keeper<'_>) -> io::Result<Ending> {
    let term = Term::buffered_stderr();
    let _restored_when_dropped = TerminalState::enter()?;
    while let Some(question) = sitting.current() {
        match ask(&term, pack, question, sitting.answers().to(question), sitting.progress())? {
            Asked::Replied(reply) => {
                sitting.take(reply);
                keeper.keep(pack, sitting);
            }
            Asked::Stopped => return Ok(Ending::Stopped),
            Asked::Interrupted => return Ok(Ending::Interrupted),
        }
    }
    Ok(Ending::Finished)
}
