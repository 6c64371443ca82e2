//! How a run can fail, and its exit code.

use std::io;

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::output_file::OutputError;
use crate::report::words::count;

/// Exit codes. They are part of the program's interface: scripts rely on them.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// Something outside failed: a file that cannot be written, a terminal that went away.
    pub const FAILED: u8 = 1;
    /// The command line makes no sense.
    pub const USAGE: u8 = 2;
    /// Answers are wrong.
    pub const ANSWERS: u8 = 3;
    /// The pack is wrong.
    pub const PACK: u8 = 4;
    /// Stopped by the user.
    pub const INTERRUPTED: u8 = 130;
}

/// Why a run ended without doing its work.
#[derive(Debug, Error)]
pub enum Failure {
    /// Mistakes in answers.
    #[error("{} in the answers; nothing was scored", count(.0.len(), "mistake"))]
    Answers(Vec<Diagnostic>),
    /// Mistakes in a pack.
    #[error("{} in the pack", count(.0.len(), "mistake"))]
    Pack(Vec<Diagnostic>),
    /// The command line makes no sense; the text says what to do instead.
    #[error("{0}")]
    Usage(String),
    /// A result could not be written to a file.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Standard input or output failed.
    #[error("{0}: {1}")]
    System(&'static str, io::Error),
    /// The user stopped it.
    #[error("stopped")]
    Interrupted,
}

impl Failure {
    /// The exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Answers(_) => exit::ANSWERS,
            Failure::Pack(_) => exit::PACK,
            Failure::Usage(_) => exit::USAGE,
            Failure::Output(_) | Failure::System(..) => exit::FAILED,
            Failure::Interrupted => exit::INTERRUPTED,
        }
    }

    /// The mistakes behind it, if it is about mistakes in files.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Failure::Answers(mistakes) | Failure::Pack(mistakes) => mistakes,
            Failure::Usage(_) | Failure::Output(_) | Failure::System(..) | Failure::Interrupted => &[],
        }
    }
}
