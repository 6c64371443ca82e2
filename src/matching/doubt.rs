//! Answers worth doubting: named gently, never dropped.

use crate::answers::{Answer, Answers};
use crate::pack::{Form, Kind, Level, OptionId, Pack, QuestionId};

/// Something in the answers that makes a result less sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nearly all statements were answered with the same option.
    AllAlike(OptionId),
    /// Two answers on one dimension place the person at opposite ends.
    Contradiction(QuestionId, QuestionId),
}

/// Statements needed before "all alike" means anything.
const ENOUGH_STATEMENTS: usize = 10;
/// How far apart two answers must place a person, in levels, to contradict each other.
const OPPOSITE: f64 = 3.0;

/// All doubts, contradictions in the order of the questions.
#[must_use]
pub fn doubts(pack: &Pack, answers: &Answers) -> Vec<Doubt> {
    let statements: Vec<(QuestionId, OptionId)> = answers
        .iter()
        .filter(|(id, _)| pack.question(*id).form == Form::Statement)
        .filter_map(|(id, answer)| match answer {
            Answer::Chose { options, .. } => options.first().map(|option| (id, *option)),
            Answer::DontMind | Answer::NotSeenYet => None,
        })
        .collect();
    let mut doubts: Vec<Doubt> = all_alike(&statements).map(Doubt::AllAlike).into_iter().collect();
    let placed: Vec<_> = statements
        .iter()
        .filter_map(|(id, option)| {
            let place = pack.question(*id).options[option.index()].places.first()?;
            (pack.dimension(place.dimension).kind == Kind::Preference).then_some((
                *id,
                place.dimension,
                place.level,
            ))
        })
        .collect();
    for (at, (first, dimension, level)) in placed.iter().enumerate() {
        let apart = |other: Level| (level.value() - other.value()).abs() >= OPPOSITE;
        let against = placed[at + 1..].iter().find(|(_, d, other)| d == dimension && apart(*other));
        doubts.extend(against.map(|(second, _, _)| Doubt::Contradiction(*first, *second)));
    }
    doubts
}

/// The option that nine in ten statements have, if enough were answered.
fn all_alike(statements: &[(QuestionId, OptionId)]) -> Option<OptionId> {
    if statements.len() < ENOUGH_STATEMENTS {
        return None;
    }
    statements.iter().map(|(_, option)| *option).find(|option| {
        let same = statements.iter().filter(|(_, other)| other == option).count();
        same * 10 >= statements.len() * 9
    })
}
