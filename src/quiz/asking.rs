//! What is asked, why, and how asking can end: the same for a screen and for plain lines.

use super::bar::bar;
use crate::pack::QuestionId;
use crate::sitting::Reply;
use crate::sitting::earlier::Earlier;
use crate::sitting::progress::Progress;
use crate::sitting::said::{CHANGING, TRYING_OUT};

/// A question to ask, and what can be said around it.
pub struct Asking<'a> {
    /// The question.
    pub question: QuestionId,
    /// What became of it before.
    pub earlier: Earlier<'a>,
    /// What the answer is for.
    pub purpose: Purpose,
    /// The first three so far, in words; made only when asked for, as knowing them steers answers.
    pub first_three: &'a dyn Fn() -> String,
    /// The result so far, for so many columns and rows; made only when asked for.
    pub so_far: &'a dyn Fn(usize, usize) -> String,
    /// Something to say with the question.
    pub notice: Option<String>,
}

/// What an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The quiz goes on with it.
    Asking {
        /// Where it stands among the others.
        progress: Progress,
        /// What becomes of the answers when the person stops.
        stopping: Stopping,
    },
    /// It replaces an earlier one.
    Changing,
    /// It is only tried out.
    TryingOut,
}

impl Purpose {
    /// Whether that is a way to end this question. The result and the review belong to the quiz itself.
    pub(super) fn takes(self, asked: &Asked) -> bool {
        matches!(self, Purpose::Asking { .. }) || !matches!(asked, Asked::Review | Asked::Finish)
    }

    pub(super) fn in_words(self, columns: usize) -> String {
        match self {
            Purpose::Asking { progress, .. } => bar(progress, columns),
            Purpose::Changing => CHANGING.to_owned(),
            Purpose::TryingOut => TRYING_OUT.to_owned(),
        }
    }
}

/// How asking ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// With a reply.
    Replied(Reply),
    /// The person wants to see and change what was answered so far.
    Review,
    /// The person wants the result now.
    Finish,
    /// The person wants to stop, keeping what was answered.
    Stopped,
}

/// What becomes of the answers when the person stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopping {
    /// They are saved.
    Keeps,
    /// They cannot be saved.
    Loses,
}
