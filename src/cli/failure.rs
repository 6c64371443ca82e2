//! How a run can fail, and its exit code.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::answers::cohort::Unread;
use crate::answers::cohort::reader::CohortError;
use crate::diagnostic::Diagnostic;
use crate::output::file::OutputError;
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
    /// Stopped by a signal: this and its number, so 129 for a terminal that was closed, 130 for Ctrl-C, and 143 for a
    /// request to end.
    pub const SIGNALLED: u8 = 128;
}

/// Why a run ended without doing its work.
#[derive(Debug, Error)]
pub enum Failure {
    /// Mistakes in answers.
    #[error("{}; nothing was scored", what_is_wrong(.0, "the answers"))]
    Answers(Vec<Diagnostic>),
    /// Mistakes in a pack.
    #[error("{}", what_is_wrong(.0, "the pack"))]
    Pack(Vec<Diagnostic>),
    /// The command line makes no sense; the text says what to do instead.
    #[error("{0}")]
    Usage(String),
    /// Mistakes in a column map.
    #[error("{}; nothing was read", what_is_wrong(.0, "the column map"))]
    ColumnMap(Vec<Diagnostic>),
    /// A cohort cannot be read.
    #[error(transparent)]
    Cohort(#[from] Box<CohortError>),
    /// Some of a cohort could not be read; the rest is written.
    #[error(
        "{unread}{}",
        if *listed { format!("; see {}", folder.join("problems.csv").display()) } else { String::new() }
    )]
    SomeUnread {
        /// What.
        unread: Unread,
        /// Where the results are.
        folder: PathBuf,
        /// Whether `problems.csv` is among them.
        listed: bool,
    },
    /// Nobody's true specialty is known.
    #[error(
        "nobody\u{2019}s true specialty is known, so nothing was tried: the column \u{201c}{0}\u{201d} should hold ids as \
         `calling profiles list` shows them"
    )]
    NoTruth(String),
    /// A file that was asked for by name is not written.
    #[error("{0} was asked for and is not written: {1}")]
    NotWritten(&'static str, String),
    /// What was named for the result is no file.
    #[error("{0}, or leave --output out and send standard output there with >")]
    NotAFile(OutputError),
    /// A result could not be written to a file.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A line of the quiz's input answers nothing, and nobody is there to answer again.
    #[error("{0}; nothing after it was read")]
    NoAnswer(String),
    /// Answers given in the quiz could not be saved.
    #[error("{0}")]
    NotKept(String),
    /// Standard input or output failed.
    #[error("{0}: {1}")]
    System(&'static str, io::Error),
    /// So little memory is allowed that work would break off in the middle.
    #[error(
        "{needed} MB of memory are needed, and this shell allows {allowed} (`ulimit -v`); allow more and try again"
    )]
    TooLittleMemory {
        /// What is needed, in megabytes.
        needed: u64,
        /// What is allowed.
        allowed: u64,
    },
    /// Whoever read the results has gone away, so that the rest need not be worked out.
    #[error("nobody reads the results any more")]
    ReaderGone,
    /// The user stopped it.
    #[error("stopped")]
    Interrupted,
    /// A signal of this number stopped it, and what it had written is removed.
    #[error("stopped")]
    Stopped(i32),
    /// A fault of the program's own ended it.
    #[error("the program failed before its work was done, and left no results; please report it")]
    Unfinished,
}

fn what_is_wrong(mistakes: &[Diagnostic], what: &str) -> String {
    match mistakes.iter().filter(|mistake| mistake.is_outside()).count() {
        0 => format!("{} in {what}", count(mistakes.len(), "mistake")),
        1 => "a file cannot be read".to_owned(),
        more => format!("{more} files cannot be read"),
    }
}

impl Failure {
    /// The exit code.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if self.diagnostics().iter().any(Diagnostic::is_outside) {
            return exit::FAILED;
        }
        match self {
            Failure::Answers(_) | Failure::SomeUnread { .. } | Failure::NoAnswer(_) | Failure::NoTruth(_) => {
                exit::ANSWERS
            }
            Failure::Cohort(error) => cohort_exit_code(error),
            Failure::Pack(_) => exit::PACK,
            Failure::Usage(_) | Failure::ColumnMap(_) => exit::USAGE,
            Failure::NotWritten(..)
            | Failure::NotAFile(_)
            | Failure::Output(_)
            | Failure::NotKept(_)
            | Failure::System(..)
            | Failure::TooLittleMemory { .. }
            | Failure::Unfinished => exit::FAILED,
            Failure::ReaderGone => exit::DONE,
            Failure::Interrupted => exit::INTERRUPTED,
            Failure::Stopped(signal) => {
                u8::try_from(*signal).map_or(exit::FAILED, |number| exit::SIGNALLED.saturating_add(number))
            }
        }
    }

    /// The mistakes behind it, if it is about mistakes in files.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Failure::Answers(mistakes) | Failure::Pack(mistakes) | Failure::ColumnMap(mistakes) => mistakes,
            Failure::Usage(_)
            | Failure::Cohort(_)
            | Failure::SomeUnread { .. }
            | Failure::NoTruth(_)
            | Failure::NotWritten(..)
            | Failure::NotAFile(_)
            | Failure::Output(_)
            | Failure::NoAnswer(_)
            | Failure::NotKept(_)
            | Failure::System(..)
            | Failure::TooLittleMemory { .. }
            | Failure::ReaderGone
            | Failure::Interrupted
            | Failure::Stopped(_)
            | Failure::Unfinished => &[],
        }
    }
}

/// An input that is not there is a failure outside; what is wrong with one that is there is a mistake in the answers.
fn cohort_exit_code(error: &CohortError) -> u8 {
    match error {
        CohortError::Unreadable(..) => exit::FAILED,
        CohortError::NoSuchColumn { .. } | CohortError::Delimiter(..) => exit::USAGE,
        CohortError::Empty(_) | CohortError::TooManyColumns(_) | CohortError::NoQuestion { .. } => {
            exit::ANSWERS
        }
    }
}
