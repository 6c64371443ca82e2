//! What would change a result.

use super::evidence::Evidence;
use super::scoring::{Part, Scores, answer_evidence, score};
use crate::answers::{Answer, Answers};
use crate::pack::{OptionId, Pack, QuestionId, Scope, SpecialtyId};

/// An answer that would be different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub question: QuestionId,
    /// What it would be answered with.
    pub answer: Answer,
}

/// Single changes tried at most, before it is said that no few would do.
const MOST_CHANGES: usize = 6;

/// The specialty that comes first among those in a scope.
#[must_use]
pub fn first(pack: &Pack, scores: &Scores, scope: Scope) -> Option<SpecialtyId> {
    let shown = pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id)));
    shown.max_by_key(|id| (scores.total(*id), std::cmp::Reverse(*id)))
}

/// A small set of single answers that, changed together, put a specialty first in a scope; each names its new
/// answer. `scores` are those of the answers. Nothing if it is first already, or if more than six would be needed.
///
/// The changes are found one by one, always the one that brings the specialty furthest against whoever is first;
/// the result is scored again in full before it is given, and changes that turn out not to be needed are taken
/// out. It is small, though not proved to be the smallest.
#[must_use]
pub fn to_put_first(
    pack: &Pack,
    evidence: &Evidence,
    answers: &Answers,
    scores: &Scores,
    scope: Scope,
    wanted: SpecialtyId,
) -> Option<Vec<Change>> {
    let mut reached = answers.clone();
    let mut now = scores.clone();
    let mut changes: Vec<Change> = Vec::new();
    while first(pack, &now, scope) != Some(wanted) {
        if changes.len() == MOST_CHANGES {
            return None;
        }
        let change = best_change(pack, evidence, &reached, &now, scope, wanted, &changes)?;
        reached.set(change.question, change.answer.clone());
        changes.push(change);
        now = score(pack, evidence, &reached);
    }
    // An early step can be made needless by a later one; the last never is.
    for place in (0..changes.len().saturating_sub(1)).rev() {
        let mut fewer = answers.clone();
        for (_, change) in changes.iter().enumerate().filter(|(other, _)| *other != place) {
            fewer.set(change.question, change.answer.clone());
        }
        if first(pack, &score(pack, evidence, &fewer), scope) == Some(wanted) {
            changes.remove(place);
        }
    }
    (!changes.is_empty()).then_some(changes)
}

/// The parts that set one specialty before another, the strongest first: without them it would stand there no more.
#[must_use]
pub fn holding_up(scores: &Scores, leader: SpecialtyId, rival: SpecialtyId) -> Vec<&Part> {
    let lead = |part: &&Part| part.evidence[leader.index()] - part.evidence[rival.index()];
    let mut holding: Vec<&Part> = scores.parts.iter().filter(|part| lead(part) > 0).collect();
    holding.sort_by_key(|part| std::cmp::Reverse(lead(part)));
    holding
}

/// The single change that brings a specialty furthest against the one that is first now.
fn best_change(
    pack: &Pack,
    evidence: &Evidence,
    answers: &Answers,
    now: &Scores,
    scope: Scope,
    wanted: SpecialtyId,
    taken: &[Change],
) -> Option<Change> {
    let rival = first(pack, now, scope)?;
    // At the style of the present sheet: one answer more or less hardly moves it, and the result is scored in full.
    let lead = |question, answer: &Answer| {
        let of = |specialty| answer_evidence(pack, evidence, &now.style_weights, question, answer, specialty);
        of(wanted) - of(rival)
    };
    answers
        .iter()
        .filter(|(question, _)| taken.iter().all(|change| change.question != *question))
        .flat_map(|(question, answer)| {
            let before = lead(question, answer);
            let others = alternatives(pack, question, answer).into_iter();
            others.map(move |change| (before, change))
        })
        .map(|(before, change)| (lead(change.question, &change.answer) - before, change))
        .max_by(|(a, x), (b, y)| a.cmp(b).then(y.question.cmp(&x.question)))
        .filter(|(gained, _)| *gained > 0)
        .map(|(_, change)| change)
}

/// Other answers to a question: another option, or one option more or less where several may be chosen.
fn alternatives(pack: &Pack, question: QuestionId, answer: &Answer) -> Vec<Change> {
    let asked = pack.question(question);
    let Answer::Chose { options, importance } = answer else { return Vec::new() };
    if !asked.places() {
        return Vec::new();
    }
    let all = (0..asked.options.len()).map(OptionId::new);
    let sets: Vec<Vec<OptionId>> = if asked.takes_several() {
        all.map(|option| {
            let others = options.iter().copied().filter(|other| *other != option);
            let added = (!options.contains(&option)).then_some(option);
            others.chain(added).collect()
        })
        .collect()
    } else {
        all.filter(|option| !options.contains(option)).map(|option| vec![option]).collect()
    };
    let change = |options| Change { question, answer: Answer::Chose { options, importance: *importance } };
    sets.into_iter().map(change).collect()
}
