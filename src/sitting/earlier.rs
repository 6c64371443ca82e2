//! What became of a question before it is asked again.

use super::Sitting;
use crate::answers::Answer;
use crate::pack::QuestionId;

/// What became of a question before it is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier<'a> {
    /// It is asked for the first time.
    New,
    /// It was left open.
    LeftOpen,
    /// It was answered.
    Answered(&'a Answer),
}

impl<'a> Earlier<'a> {
    /// What became of a question of a sitting.
    #[must_use]
    pub fn of(sitting: &'a Sitting<'_>, question: QuestionId) -> Self {
        match sitting.answers().to(question) {
            Some(answer) => Earlier::Answered(answer),
            None if sitting.was_left_open(question) => Earlier::LeftOpen,
            None => Earlier::New,
        }
    }

    /// The same in words, where no mark shows it.
    #[must_use]
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            Earlier::Answered(Answer::DontMind) => Some("(you said: don't mind)"),
            Earlier::Answered(Answer::NotSeenYet) => Some("(you said: not seen yet)"),
            Earlier::LeftOpen => Some("(you left this open)"),
            Earlier::Answered(Answer::Chose { .. }) | Earlier::New => None,
        }
    }
}
