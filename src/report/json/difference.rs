//! Two sets of answers compared.

use serde::Serialize;

use super::answer::JsonAnswer;
use super::{JsonNamed, Results, document, millionths};
use crate::answers::Answer;
use crate::pack::{Pack, QuestionId, Scope};
use crate::report::words;
use crate::result::difference::{Difference, Move, Rank};

/// What was compared: two files, or one with answers tried out (`--what-if`).
#[derive(Debug, Clone)]
pub struct Compared<'a> {
    /// The earlier answers; nothing where no file was read.
    pub before: Option<String>,
    /// The later ones; nothing where they are the earlier ones with some changed.
    pub after: Option<String>,
    /// What differs.
    pub difference: Difference<'a>,
}

#[derive(Serialize)]
struct JsonDifference<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
    scope_before: Scope,
    scope_after: Scope,
    answers: Vec<JsonChanged<'a>>,
    order: Vec<JsonMove<'a>>,
    beyond_noise: bool,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    question: &'a str,
    ask: &'a str,
    /// As a flags file takes it; null if it was skipped.
    before: Option<JsonAnswer<'a>>,
    after: Option<JsonAnswer<'a>>,
    say_before: String,
    say_after: String,
}

#[derive(Serialize)]
struct JsonMove<'a> {
    #[serde(flatten)]
    specialty: JsonNamed<'a>,
    /// Null where the scope hides it.
    before: Option<JsonRank>,
    after: Option<JsonRank>,
}

#[derive(Serialize)]
struct JsonRank {
    rank: usize,
    tied: bool,
    chance_best: f64,
}

impl From<Rank> for JsonRank {
    fn from(rank: Rank) -> Self {
        Self { rank: rank.rank, tied: rank.tied, chance_best: millionths(rank.chance) }
    }
}

/// What differs, pair by pair. All were matched against one pack.
#[must_use]
pub fn render(pack: &Pack, pairs: &[Compared<'_>]) -> String {
    document(pack, Results { results: pairs.iter().map(|pair| json(pack, pair)).collect() })
}

fn json<'a>(pack: &'a Pack, pair: &'a Compared<'_>) -> JsonDifference<'a> {
    let difference = &pair.difference;
    JsonDifference {
        before: pair.before.as_deref(),
        after: pair.after.as_deref(),
        scope_before: difference.scopes.0,
        scope_after: difference.scopes.1,
        answers: difference.answers.iter().map(|changed| json_changed(pack, changed)).collect(),
        order: difference.moves.iter().map(|one| json_move(pack, one)).collect(),
        beyond_noise: difference.beyond_noise,
    }
}

fn json_changed<'a>(
    pack: &'a Pack,
    (question, before, after): &'a (QuestionId, Option<Answer>, Option<Answer>),
) -> JsonChanged<'a> {
    let asked = pack.question(*question);
    let json = |answer: &Option<Answer>| answer.as_ref().map(|answer| JsonAnswer::of(asked, answer));
    JsonChanged {
        question: &asked.id,
        ask: &asked.ask,
        before: json(before),
        after: json(after),
        say_before: words::answered(asked, before.as_ref()),
        say_after: words::answered(asked, after.as_ref()),
    }
}

fn json_move<'a>(pack: &'a Pack, one: &Move) -> JsonMove<'a> {
    JsonMove {
        specialty: JsonNamed::of(pack, one.specialty),
        before: one.before.map(JsonRank::from),
        after: one.after.map(JsonRank::from),
    }
}
