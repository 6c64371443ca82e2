//! The questions that would help most, as text and JSON.

use serde::Serialize;

use super::json::{JsonPack, Program, millionths, pretty};
use super::text::Style;
use super::words::wrapped;
use crate::matching::next_question::Candidate;
use crate::pack::Pack;

/// For people.
#[must_use]
pub fn text(pack: &Pack, candidates: &[Candidate], settled: bool, style: Style) -> String {
    if candidates.is_empty() {
        return "Every question was answered.\n".to_owned();
    }
    let standing = if settled {
        "Settled: the best fit is almost surely among the first three, and more answers would change little."
    } else {
        "Not settled yet."
    };
    let mut out = wrapped(standing, style.width, "", "");
    out.push_str(&format!("{}\n", style.bold("Questions whose answers would settle most")));
    for candidate in candidates {
        let question = pack.question(candidate.question);
        let line = format!("{}  ({}, {:.2} nats)", question.ask, question.id, candidate.gain);
        out.push_str(&wrapped(&line, style.width, "  * ", "    "));
    }
    out
}

#[derive(Serialize)]
struct JsonNext<'a> {
    schema: u32,
    program: Program,
    pack: JsonPack<'a>,
    /// Whether the quiz would stop asking here.
    settled: bool,
    questions: Vec<JsonCandidate<'a>>,
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    question: &'a str,
    /// Expected fall of the uncertainty, in nats.
    expected_gain: f64,
}

/// For programs.
#[must_use]
pub fn json(pack: &Pack, candidates: &[Candidate], settled: bool) -> String {
    let questions = candidates
        .iter()
        .map(|candidate| JsonCandidate {
            question: &pack.question(candidate.question).id,
            expected_gain: millionths(candidate.gain),
        })
        .collect();
    pretty(&JsonNext { schema: 1, program: Program::THIS, pack: pack.into(), settled, questions })
}
