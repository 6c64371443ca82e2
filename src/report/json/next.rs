//! The questions that would help most.

use serde::Serialize;

use super::{Results, document, millionths};
use crate::matching::next_question::Candidate;
use crate::pack::Pack;
use crate::result::NextQuestions;

#[derive(Serialize)]
struct JsonNext<'a> {
    file: Option<&'a str>,
    /// Whether the quiz would stop asking here.
    settled: bool,
    questions: Vec<JsonCandidate<'a>>,
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    question: &'a str,
    ask: &'a str,
    /// Expected fall of the uncertainty, in nats.
    expected_gain: f64,
}

impl<'a> JsonNext<'a> {
    fn of(pack: &'a Pack, file: Option<&'a str>, next: &NextQuestions) -> Self {
        let candidate = |candidate: &Candidate| JsonCandidate {
            question: &pack.question(candidate.question).id,
            ask: &pack.question(candidate.question).ask,
            expected_gain: millionths(candidate.gain),
        };
        Self { file, settled: next.settled, questions: next.questions.iter().map(candidate).collect() }
    }
}

/// What would help with each file.
#[must_use]
pub fn render(pack: &Pack, files: &[(Option<String>, NextQuestions)]) -> String {
    let results = files.iter().map(|(file, next)| JsonNext::of(pack, file.as_deref(), next)).collect();
    document(pack, Results { results })
}
