//! Two sets of answers: what differs, and what it does to the order.

use super::how_sure::{self, HowSure};
use crate::Content;
use crate::answers::{Answer, Answers};
use crate::matching::certainty::posterior;
use crate::matching::ranking::{Ranked, TIE, rank};
use crate::matching::scoring::{Scores, answer_evidence, score};
use crate::pack::{Pack, QuestionId, Scope, SpecialtyId};

/// Specialties compared: the first of either order.
const COMPARED: usize = 5;
/// Specialties of either order that are spoken of in a sentence.
const FIRST: usize = 3;

/// What differs between two sets of answers.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// What both were matched against.
    pub content: &'a Content,
    /// Answers that differ, with both; nothing for a skipped one.
    pub answers: Vec<(QuestionId, Option<Answer>, Option<Answer>)>,
    /// The first few of either order: place and chance before and after.
    pub moves: Vec<Move>,
    /// The first three, before and after.
    pub first: (Vec<SpecialtyId>, Vec<SpecialtyId>),
    /// What is shown, before and after.
    pub scopes: (Scope, Scope),
    /// Whether any answer that differs weighs enough to tell specialties apart.
    pub beyond_noise: bool,
}

/// A specialty's place before and after.
#[derive(Debug, Clone)]
pub struct Move {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// Before; nothing where the scope hides it.
    pub before: Option<Rank>,
    /// After.
    pub after: Option<Rank>,
}

/// Where a specialty stands among those shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// Its place, from 1; the same for all of a tie.
    pub rank: usize,
    /// Whether others have the same place.
    pub tied: bool,
    /// The place that a result shows for it, and whether others share it.
    pub shown: (usize, bool),
    /// Chance of being the best fit, from 0 to 1.
    pub chance: f64,
}

/// One set of answers, scored and ranked.
struct Ranking {
    order: Vec<Ranked>,
    chances: Vec<f64>,
    sure: Option<HowSure>,
}

impl Ranking {
    fn new(pack: &Pack, answers: &Answers, scores: &Scores, scope: Scope) -> Self {
        let order = rank(pack, answers, scores, scope);
        let totals: Vec<i64> = order.iter().map(|ranked| ranked.total).collect();
        let chances = posterior(&totals, scores.person_fit);
        let placed: Vec<(Ranked, f64)> = order.iter().copied().zip(chances.iter().copied()).collect();
        let sure = if answers.counts(pack).chosen == 0 { None } else { HowSure::of(&placed) };
        Self { order, chances, sure }
    }

    fn of(&self, specialty: SpecialtyId) -> Option<Rank> {
        let at = self.order.iter().position(|ranked| ranked.specialty == specialty)?;
        let Ranked { rank, tied, .. } = self.order[at];
        let shown = how_sure::place(self.sure.as_ref(), self.order.iter(), &self.order[at]);
        Some(Rank { rank, tied, shown, chance: self.chances[at] })
    }
}

impl<'a> Difference<'a> {
    /// Compares two sets of answers to one pack.
    #[must_use]
    pub fn between(content: &'a Content, before: &Answers, after: &Answers, scope: Option<Scope>) -> Self {
        let pack = &content.pack;
        let scope_of = |answers: &Answers| scope.unwrap_or_else(|| answers.scope(pack));
        let scopes = (scope_of(before), scope_of(after));
        let differing: Vec<QuestionId> =
            pack.question_ids().filter(|id| before.to(*id) != after.to(*id)).collect();
        let [earlier, later] = [before, after].map(|answers| score(pack, &content.evidence, answers));
        let old = Ranking::new(pack, before, &earlier, scopes.0);
        let new = Ranking::new(pack, after, &later, scopes.1);
        let first = |ranking: &Ranking, number: usize| -> Vec<SpecialtyId> {
            ranking.order.iter().take(number).map(|ranked| ranked.specialty).collect()
        };
        let mut specialties = [first(&new, COMPARED), first(&old, COMPARED)].concat();
        let mut seen = Vec::new();
        specialties.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let moves =
            specialties.iter().map(|id| Move { specialty: *id, before: old.of(*id), after: new.of(*id) });
        let moves = moves.collect();
        let shift = |first: SpecialtyId, second: SpecialtyId| -> i64 {
            differing
                .iter()
                .map(|id| {
                    let of = |answers: &Answers, specialty| {
                        answers.to(*id).map_or(0, |answer| {
                            answer_evidence(
                                pack,
                                &content.evidence,
                                &later.style_weights,
                                *id,
                                answer,
                                specialty,
                            )
                        })
                    };
                    (of(after, first) - of(before, first)) - (of(after, second) - of(before, second))
                })
                .sum()
        };
        let pairs = specialties.iter().flat_map(|a| specialties.iter().map(move |b| (*a, *b)));
        let beyond_noise = pairs.into_iter().any(|(a, b)| shift(a, b).abs() >= TIE);
        Difference {
            content,
            answers: differing
                .iter()
                .map(|id| (*id, before.to(*id).cloned(), after.to(*id).cloned()))
                .collect(),
            moves,
            first: (first(&old, FIRST), first(&new, FIRST)),
            scopes,
            beyond_noise,
        }
    }
}
