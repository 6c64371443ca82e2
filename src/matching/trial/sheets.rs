//! The rules tried on people's own sheets, whose true specialty is known from elsewhere.

use std::cmp::Ordering;

use super::evaluation::{Bin, RuleResult, bins, log_loss, stated};
use super::rivals::{RIVALS, values_by};
use super::share;
use super::shortlist::{ShortlistResult, ShortlistTrial};
use crate::answers::Answers;
use crate::matching::certainty::posterior;
use crate::matching::evidence::Evidence;
use crate::matching::scoring::score;
use crate::pack::{Pack, QuestionId, SpecialtyId};

/// By so much a rival's values may differ and still mean the same: what adding in another order leaves.
const SAME: f64 = 1e-9;

/// What one sheet adds.
#[derive(Debug, Clone)]
pub struct SheetTrial {
    answered: usize,
    standings: Vec<Standing>,
    /// The chance stated for what came first.
    stated_first: f64,
    stated: Vec<(f64, bool)>,
    log_loss: f64,
    shortlist: ShortlistTrial,
}

/// What came of many sheets; shares from 0 to 1.
#[derive(Debug, Clone)]
pub struct SheetsResult {
    /// Sheets whose true specialty is known.
    pub respondents: usize,
    /// Of these, how many answer nothing that says anything about work.
    pub unanswered: usize,
    /// Questions with such an answer on half of the sheets at most.
    pub median_answered: usize,
    /// This program's rule first, then its rivals.
    pub rules: Vec<RuleResult>,
    /// Mean of minus the logarithm of the chance that was stated for the true specialty, in nats.
    pub log_loss: f64,
    /// Mean chance stated for what came first. How often it was the true one is what the first rule says.
    pub stated_first: f64,
    /// Chance stated for being the best fit against how often it was, in ten bins; all specialties with at least
    /// one per cent.
    pub calibration: Vec<Bin>,
    /// What shortlists stated, and what they held.
    pub shortlists: ShortlistResult,
}

/// Scores a sheet by every rule. Only answers to `questions` count.
#[must_use]
pub fn try_sheet(
    pack: &Pack,
    evidence: &Evidence,
    answers: &Answers,
    truth: SpecialtyId,
    questions: &[QuestionId],
    shortlist_share: f64,
) -> SheetTrial {
    let mut answers = answers.clone();
    answers.keep(questions);
    let scores = score(pack, evidence, &answers);
    let chances = posterior(&scores.totals, scores.person_fit);
    let totals = &scores.totals;
    let ours = Standing::of(truth, totals.len(), |id| totals[id].cmp(&totals[truth.index()]));
    let rivals = RIVALS.iter().map(|rival| {
        let values = values_by(*rival, pack, &answers);
        Standing::of(truth, values.len(), |id| compare(values[id], values[truth.index()]))
    });
    let best = scores.best_first(pack.specialty_ids()).first().map_or(0.0, |id| chances[id.index()]);
    SheetTrial {
        answered: answers.counts(pack).chosen,
        standings: std::iter::once(ours).chain(rivals).collect(),
        stated_first: best,
        stated: stated(&chances, truth),
        log_loss: log_loss(&chances, truth),
        shortlist: ShortlistTrial::of(pack, &scores, &chances, shortlist_share, truth),
    }
}

fn compare(one: f64, other: f64) -> Ordering {
    if (one - other).abs() <= SAME { Ordering::Equal } else { one.total_cmp(&other) }
}

/// Where a rule puts the true specialty.
///
/// Truths of real people are not spread evenly over a pack, so that a tie broken by the order of names would favour whoever's
/// name comes early. The true one stands at each place of its tie with the same chance instead.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    /// How many come before it.
    ahead: usize,
    /// How many stand level, itself among them.
    level: usize,
}

impl Standing {
    /// Among so many; `compared` says how another compares with the true one.
    fn of(truth: SpecialtyId, all: usize, compared: impl Fn(usize) -> Ordering) -> Self {
        let others = || (0..all).filter(|id| *id != truth.index()).map(&compared);
        Self {
            ahead: others().filter(|other| *other == Ordering::Greater).count(),
            level: 1 + others().filter(|other| *other == Ordering::Equal).count(),
        }
    }

    /// The chance that it is among the first so many.
    fn within(self, most: usize) -> f64 {
        share(most.saturating_sub(self.ahead).min(self.level), self.level)
    }

    /// One over its place, on average over the places of its tie.
    #[allow(clippy::cast_precision_loss, reason = "places among a thousand at most")]
    fn reciprocal(self) -> f64 {
        let places = self.ahead + 1..=self.ahead + self.level;
        places.map(|place| 1.0 / place as f64).sum::<f64>() / self.level as f64
    }
}

/// What many sheets come to.
#[must_use]
pub fn of_sheets(trials: &[SheetTrial]) -> SheetsResult {
    let names = std::iter::once("evidence").chain(RIVALS.iter().map(|rival| rival.name()));
    let mut answered: Vec<usize> = trials.iter().map(|trial| trial.answered).collect();
    answered.sort_unstable();
    let shortlists: Vec<ShortlistTrial> = trials.iter().map(|trial| trial.shortlist).collect();
    SheetsResult {
        respondents: trials.len(),
        unanswered: answered.iter().filter(|answered| **answered == 0).count(),
        median_answered: answered.get(answered.len() / 2).copied().unwrap_or(0),
        rules: names.enumerate().map(|(rule, name)| of_rule(name, rule, trials)).collect(),
        log_loss: mean(trials, |trial| trial.log_loss),
        stated_first: mean(trials, |trial| trial.stated_first),
        calibration: bins(trials.iter().flat_map(|trial| &trial.stated)),
        shortlists: ShortlistResult::of(&shortlists),
    }
}

fn of_rule(name: &'static str, rule: usize, trials: &[SheetTrial]) -> RuleResult {
    let within = |most: usize| mean(trials, |trial| trial.standings[rule].within(most));
    RuleResult::of(name, within, mean(trials, |trial| trial.standings[rule].reciprocal()))
}

#[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
fn mean(trials: &[SheetTrial], value: impl Fn(&SheetTrial) -> f64) -> f64 {
    trials.iter().map(value).sum::<f64>() / trials.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn a_tie_is_shared_among_its_places() {
        let alone = Standing { ahead: 2, level: 1 };
        assert_eq!((alone.within(2), alone.within(3)), (0.0, 1.0));
        assert!((alone.reciprocal() - 1.0 / 3.0).abs() < 1e-12);
        let tied = Standing { ahead: 1, level: 4 };
        assert_eq!((tied.within(1), tied.within(3), tied.within(5)), (0.0, 0.5, 1.0));
        assert!((tied.reciprocal() - (1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0 + 1.0 / 5.0) / 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_sheet_without_answers_is_a_guess_among_all_by_every_rule() {
        let content = default_pack();
        let pack = &content.pack;
        let all: Vec<QuestionId> = pack.question_ids().collect();
        let guess = share(1, pack.specialties().len());
        for truth in [0, pack.specialties().len() - 1].map(SpecialtyId::new) {
            let trial = try_sheet(pack, &content.evidence, &Answers::default(), truth, &all, 0.8);
            let found = of_sheets(&[trial]);
            assert_eq!((found.respondents, found.unanswered), (1, 1));
            for rule in &found.rules {
                assert!((rule.first - guess).abs() < 1e-12, "{}", rule.name);
            }
            assert!((found.log_loss + libm::log(guess)).abs() < 1e-9);
        }
    }
}
