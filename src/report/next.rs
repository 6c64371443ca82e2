//! The questions that would help most, as text.

use super::text::Style;
use super::words::wrapped;
use crate::pack::Pack;
use crate::result::NextQuestions;

/// Below this expected fall of the uncertainty, in nats, an answer would settle next to nothing.
const HARDLY_ANYTHING: f64 = 0.005;

/// For people.
#[must_use]
pub fn text(pack: &Pack, next: &NextQuestions, style: Style) -> String {
    if next.questions.is_empty() {
        return "Every question was answered.\n".to_owned();
    }
    let standing = if next.settled {
        "Settled: the best fit is almost surely among the first three, and more answers would change little."
    } else {
        "Not settled yet."
    };
    let mut out = wrapped(standing, style.width, "", "");
    out.push_str(&format!("{}\n", style.bold("Questions whose answers would settle most")));
    for candidate in &next.questions {
        let question = pack.question(candidate.question);
        let gain = if candidate.gain < HARDLY_ANYTHING {
            "would settle hardly anything".to_owned()
        } else {
            format!("{:.2} nats", candidate.gain)
        };
        let line = format!("{}  ({}, {gain})", question.ask, question.id);
        out.push_str(&wrapped(&line, style.width, "  * ", "    "));
    }
    out
}
