//! The specialty behind the first, and what parts the two.

use super::{FEW_ANSWERS, GivenAnswer};
use crate::Content;
use crate::answers::{Answers, Counts};
use crate::matching::ranking::Ranked;
use crate::matching::scoring::Scores;
use crate::matching::what_if::{Change, holding_up, to_put_first};
use crate::pack::{Scope, SpecialtyId};

/// Answers named that hold the first before the second, at most.
const HOLDING_UP: usize = 3;

/// The first specialty that is told apart from the leader.
#[derive(Debug, Clone)]
pub struct RunnerUp {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// The answers that hold the leader before it, strongest first.
    pub held_off_by: Vec<GivenAnswer>,
    /// The fewest changed answers found that put it first; none if no few would do.
    pub changes: Vec<Change>,
}

pub(super) fn runner_up(
    content: &Content,
    answers: &Answers,
    scores: &Scores,
    scope: Scope,
    ranking: &[Ranked],
    counts: Counts,
) -> Option<RunnerUp> {
    if counts.chosen < FEW_ANSWERS {
        return None;
    }
    let leader = ranking.first()?.specialty;
    let specialty = ranking.iter().find(|ranked| ranked.rank > 1)?.specialty;
    let held_off_by = holding_up(scores, leader, specialty)
        .into_iter()
        .take(HOLDING_UP)
        .map(|part| GivenAnswer::behind(answers, part))
        .collect();
    let changes = to_put_first(&content.pack, &content.evidence, answers, scores, scope, specialty);
    Some(RunnerUp { specialty, held_off_by, changes: changes.unwrap_or_default() })
}
