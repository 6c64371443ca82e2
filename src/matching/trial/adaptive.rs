//! The adaptive order of asking, tried on people whose answers to everything are known.

use rayon::prelude::*;

use super::simulation::{ResponseModel, respondent};
use crate::answers::Answers;
use crate::matching::evidence::Evidence;
use crate::matching::next_question::{is_settled, next};
use crate::matching::ranking::TIE;
use crate::matching::scoring::{Scores, score};
use crate::pack::{Pack, QuestionId, Scope, SpecialtyId};

/// How asking less compares with asking everything; shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct AdaptiveResult {
    /// Simulated respondents.
    pub respondents: usize,
    /// Questions put to half of them at most.
    pub median: usize,
    /// Questions put to nine in ten of them at most.
    pub nine_in_ten: usize,
    /// Both put the same specialty first.
    pub same_first: f64,
    /// Share of the first three that are among the first three of the full form, or tied with its third.
    pub same_three: f64,
    /// The true specialty comes first.
    pub first: f64,
    /// The true specialty is among the first three.
    pub first_three: f64,
    /// The true specialty comes first on the full form.
    pub full_first: f64,
}

/// What one respondent adds: asked everything, and asked until settled.
struct Comparison {
    asked: usize,
    same_first: bool,
    same_three: usize,
    place: usize,
    full_place: usize,
}

/// Asks `per_specialty` people of each specialty adaptively; `done` is told of each, from any thread.
#[must_use]
pub fn try_adaptive(
    pack: &Pack,
    evidence: &Evidence,
    model: &ResponseModel,
    per_specialty: u64,
    seed: u64,
    done: &(dyn Fn() + Sync),
) -> AdaptiveResult {
    let people: Vec<(SpecialtyId, u64)> =
        pack.specialty_ids().flat_map(|id| (0..per_specialty).map(move |number| (id, number))).collect();
    let trials: Vec<Comparison> = people
        .par_iter()
        .map(|(truth, number)| {
            let (everything, _) = respondent(pack, *truth, model, seed, *number);
            let trial = trial(pack, evidence, *truth, &everything);
            done();
            trial
        })
        .collect();
    summary(&trials)
}

fn trial(pack: &Pack, evidence: &Evidence, truth: SpecialtyId, everything: &Answers) -> Comparison {
    let full = score(pack, evidence, everything);
    let (scores, asked) = ask(pack, evidence, everything);
    let full_order = full.best_first(pack.specialty_ids());
    let order = scores.best_first(pack.specialty_ids());
    let place = |order: &[SpecialtyId]| order.iter().position(|id| *id == truth).unwrap_or(order.len());
    let third = full_order.get(2).map_or(i64::MIN, |id| full.total(*id).saturating_sub(TIE));
    Comparison {
        asked,
        same_first: order.first() == full_order.first(),
        same_three: order.iter().take(3).filter(|id| full.total(**id) > third).count(),
        place: place(&order),
        full_place: place(&full_order),
    }
}

fn ask(pack: &Pack, evidence: &Evidence, everything: &Answers) -> (Scores, usize) {
    let mut asked = Asked::default();
    loop {
        let scores = score(pack, evidence, &asked.answers);
        if is_settled(pack, &scores, Scope::EVERYTHING, &asked.answers, &asked.put)
            || !asked.put_next(pack, evidence, everything)
        {
            return (scores, asked.put.len());
        }
    }
}

/// Someone whose answers to everything are known, while the quiz goes on.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Questions put so far.
    pub(super) put: Vec<QuestionId>,
    /// What was answered to them.
    pub(super) answers: Answers,
}

impl Asked {
    /// Puts the next question and takes the answer from those to everything; false if there is none to put.
    pub(super) fn put_next(&mut self, pack: &Pack, evidence: &Evidence, everything: &Answers) -> bool {
        let Some(question) = next(pack, evidence, &self.answers, &self.put) else { return false };
        self.put.push(question);
        match everything.to(question) {
            Some(answer) => self.answers.set(question, answer.clone()),
            None => self.answers.skip(question),
        }
        true
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
fn summary(trials: &[Comparison]) -> AdaptiveResult {
    let people = trials.len().max(1) as f64;
    let share = |holds: &dyn Fn(&Comparison) -> bool| {
        trials.iter().filter(|trial| holds(trial)).count() as f64 / people
    };
    let mut lengths: Vec<usize> = trials.iter().map(|trial| trial.asked).collect();
    lengths.sort_unstable();
    let length = |place: usize| lengths.get(place).copied().unwrap_or(0);
    AdaptiveResult {
        respondents: trials.len(),
        median: length(trials.len() / 2),
        nine_in_ten: length(trials.len() * 9 / 10),
        same_first: share(&|trial| trial.same_first),
        same_three: trials.iter().map(|trial| trial.same_three).sum::<usize>() as f64 / (3.0 * people),
        first: share(&|trial| trial.place == 0),
        first_three: share(&|trial| trial.place < 3),
        full_first: share(&|trial| trial.full_place == 0),
    }
}
