//! What is still open about a result that is not settled.

use super::next_question::{SETTLED_CHANCE, chances_in, done_with, is_settled, order_is_settled};
use super::ranking;
use super::scoring::Scores;
use crate::answers::Answers;
use crate::pack::{Pack, QuestionId, Scope, SpecialtyId};

/// What keeps asking from coming to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// Nothing: the result is settled.
    Nothing,
    /// The order is settled, and some of what everyone is asked was not put yet.
    AskedOfEveryone,
    /// Who comes first.
    Order {
        /// Those that cannot be told from the first, itself among them, best first.
        level: Vec<SpecialtyId>,
        /// Others that may well be the best fit after all, likeliest first: with those that are level they hold it in as
        /// many cases as asking stops at.
        near: Vec<SpecialtyId>,
    },
}

impl Open {
    /// How many specialties may come first, if that is what is open.
    #[must_use]
    pub fn specialties(&self) -> Option<usize> {
        match self {
            Open::Nothing | Open::AskedOfEveryone => None,
            Open::Order { level, near } => Some(level.len() + near.len()),
        }
    }
}

/// What is still open among the specialties in the scope. `put` are the questions put so far, answered or not.
#[must_use]
pub fn what_is_open(
    pack: &Pack,
    scores: &Scores,
    scope: Scope,
    answers: &Answers,
    put: &[QuestionId],
) -> Open {
    if is_settled(pack, scores, scope, answers, put) {
        return Open::Nothing;
    }
    if order_is_settled(pack, scores, scope, done_with(answers, put).len()) {
        return Open::AskedOfEveryone;
    }
    let chances = chances_in(pack, scores, scope);
    let shown = pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id)));
    let order = scores.best_first(shown);
    let places: Vec<usize> = ranking::places(order.iter().map(|id| scores.total(*id))).collect();
    let level = places.iter().take_while(|place| **place == 1).count();
    let mut held = 0.0;
    let within = order.iter().take_while(|id| {
        let more = held < SETTLED_CHANCE;
        held += chances[id.index()];
        more
    });
    let within = within.count().max(level);
    Open::Order { level: order[..level].to_vec(), near: order[level..within].to_vec() }
}
