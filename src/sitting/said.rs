//! Sentences about a sitting, the same in a terminal and in a browser.

use super::Sitting;
use crate::Content;
use crate::matching::ranking::rank;
use crate::matching::scoring::score;
use crate::pack::{Pack, QuestionId};

/// Above a question whose answer is changed.
pub const CHANGING: &str = "Changing an answer";
/// Above a question that is only tried out.
pub const TRYING_OUT: &str = "Only to try it out: your own answer stays as it is.";
/// Where a change at the end leaves more to ask.
pub const OPEN_AGAIN: &str = "With that change the result is open again, so there is more to ask.";

/// What a code gives away.
pub const CODE_IS_THE_ANSWERS: &str = "A code holds all your answers and the day, and nothing else. Whoever has it can read \
                                   them, so give it only to people who may.";

/// What is said when an answer is taken back.
#[must_use]
pub fn taken_back(pack: &Pack, question: QuestionId) -> String {
    format!(
        "Your answer to \u{201c}{}\u{201d} was taken back; b goes back to it.",
        pack.question(question).ask
    )
}

/// The first three so far, in words.
#[must_use]
pub fn first_three(content: &Content, sitting: &Sitting<'_>) -> String {
    let pack = &content.pack;
    let answers = sitting.answers();
    if answers.counts(pack).chosen == 0 {
        return "Nothing was answered yet.".to_owned();
    }
    let ranking = rank(pack, answers, &score(pack, &content.evidence, answers), answers.scope(pack));
    let names: Vec<&str> =
        ranking.iter().take(3).map(|ranked| pack.specialty(ranked.specialty).name.as_str()).collect();
    format!("So far: {}. This will change; answer for yourself, not for a name.", names.join(", "))
}
