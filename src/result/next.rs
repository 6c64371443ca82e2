//! The questions that would help most with one sheet of answers.

use crate::Content;
use crate::answers::Answers;
use crate::matching::next_question::{Candidate, candidates, is_settled};
use crate::matching::scoring::score;
use crate::pack::Scope;

/// What would help.
#[derive(Debug, Clone)]
pub struct NextQuestions {
    /// The questions left, most informative first.
    pub questions: Vec<Candidate>,
    /// Whether the quiz would stop asking here.
    pub settled: bool,
}

impl NextQuestions {
    /// The `most` questions that would settle most; in the scope that the answers say, if none is given.
    #[must_use]
    pub fn of(content: &Content, answers: &Answers, scope: Option<Scope>, most: usize) -> Self {
        let pack = &content.pack;
        let scope = scope.unwrap_or_else(|| answers.scope(pack));
        let mut questions = candidates(pack, &content.evidence, answers, scope);
        questions.truncate(most);
        let settled = is_settled(pack, &score(pack, &content.evidence, answers), scope, answers, &[]);
        Self { questions, settled }
    }
}
