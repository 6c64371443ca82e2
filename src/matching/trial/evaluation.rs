//! How well a pack's questions tell its specialties apart, tried on simulated respondents.

use rayon::prelude::*;

use super::adaptive::{AdaptiveResult, try_adaptive};
use super::rivals::{RIVALS, rank_by};
use super::share;
use super::shortlist::{ShortlistResult, ShortlistTrial};
use super::simulation::{ResponseModel, random_sheet, respondent};
use super::undecided::{Undecided, UndecidedResult, try_undecided};
use crate::matching::certainty::{posterior, top_three_chances};
use crate::matching::evidence::{Evidence, nats};
use crate::matching::scoring::score;
use crate::pack::{Pack, QuestionId, SpecialtyId};

/// People of each kind whose answers point nowhere, for each one of a specialty who is asked adaptively.
const UNDECIDED: u64 = 20;

/// What to try, and how often.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Simulated respondents for each specialty, under each response model.
    pub per_specialty: u64,
    /// Of these, how many are also asked adaptively, which takes many times as long as scoring them once.
    pub adaptive_per_specialty: u64,
    /// Where the random numbers start.
    pub seed: u64,
    /// The chance of holding the true specialty that shortlists must reach, from 0 to 1.
    pub shortlist_share: f64,
    /// How people answer.
    pub models: Vec<ResponseModel>,
    /// The questions put to them; all of the pack's, or those of a short form.
    pub questions: Vec<QuestionId>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// For each response model.
    pub models: Vec<ModelResult>,
    /// Pairs of specialties, the true one first, and how often the second was put first instead; under the first
    /// response model, most confused first.
    pub confused: Vec<(SpecialtyId, SpecialtyId, usize)>,
    /// For each question, the mean evidence in nats that its answer gives the true specialty; under the first
    /// response model.
    pub questions: Vec<(QuestionId, f64)>,
    /// People whose answers point nowhere, asked as in the quiz; none if nobody is asked adaptively.
    pub undecided: Vec<UndecidedResult>,
    /// The specialty that comes first most often on random sheets, and its share of them; how many specialties
    /// ever come first.
    pub random_first: (SpecialtyId, f64, usize),
}

/// Hit rates under one response model.
#[derive(Debug, Clone)]
pub struct ModelResult {
    /// The response model.
    pub name: &'static str,
    /// Simulated respondents.
    pub respondents: usize,
    /// This program's rule first, then its rivals.
    pub rules: Vec<RuleResult>,
    /// Chance stated for being the best fit against how often it was, in ten bins; all specialties with at least
    /// one per cent.
    pub calibration: Vec<Bin>,
    /// The same for the chance of standing among the three nearest to what the person is truly like.
    pub top_three: Vec<Bin>,
    /// Mean of minus the logarithm of the chance that was stated for the true specialty, in nats.
    pub log_loss: f64,
    /// What shortlists stated, and what they held.
    pub shortlists: ShortlistResult,
    /// Asking adaptively against asking everything.
    pub adaptive: AdaptiveResult,
}

/// One rule's hit rates; shares from 0 to 1.
#[derive(Debug, Clone)]
pub struct RuleResult {
    /// The rule.
    pub name: &'static str,
    /// The true specialty comes first.
    pub first: f64,
    /// It is among the first three.
    pub first_three: f64,
    /// It is among the first five.
    pub first_five: f64,
    /// It is among the first ten.
    pub first_ten: f64,
    /// Mean of one over its place.
    pub reciprocal_rank: f64,
}

impl RuleResult {
    /// A rule by the share of people whose true specialty it puts among so many, and the mean of one over the place.
    pub(super) fn of(name: &'static str, within: impl Fn(usize) -> f64, reciprocal_rank: f64) -> Self {
        Self {
            name,
            first: within(1),
            first_three: within(3),
            first_five: within(5),
            first_ten: within(10),
            reciprocal_rank,
        }
    }
}

/// Chances stated between two bounds, and what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many chances were stated.
    pub count: usize,
    /// Their sum.
    pub stated: f64,
    /// How many came true.
    pub found: usize,
}

/// What one simulated respondent adds.
struct Trial {
    places: Vec<usize>,
    stated: Vec<(f64, bool)>,
    top_three: Vec<(f64, bool)>,
    log_loss: f64,
    shortlist: ShortlistTrial,
    winner: SpecialtyId,
    by_question: Vec<f64>,
}

impl Plan {
    /// Simulated respondents in all, over a pack's specialties.
    #[must_use]
    pub fn respondents(&self, pack: &Pack) -> u64 {
        let each = self.per_specialty + self.adaptive_per_specialty;
        each * (pack.specialties().len() * self.models.len()) as u64
            + self.undecided() * Undecided::ALL.len() as u64
    }

    /// Simulated people of each kind whose answers point nowhere.
    #[must_use]
    pub fn undecided(&self) -> u64 {
        UNDECIDED * self.adaptive_per_specialty
    }
}

/// Runs the plan; `done` is told of each respondent, from any thread.
#[must_use]
pub fn evaluate(pack: &Pack, evidence: &Evidence, plan: &Plan, done: &(dyn Fn() + Sync)) -> Evaluation {
    let mut models = Vec::new();
    let mut confused = Vec::new();
    let mut questions = Vec::new();
    for (place, model) in plan.models.iter().enumerate() {
        let people: Vec<(SpecialtyId, u64)> = pack
            .specialty_ids()
            .flat_map(|id| (0..plan.per_specialty).map(move |number| (id, number)))
            .collect();
        let trials: Vec<Trial> = people
            .par_iter()
            .map(|(specialty, number)| {
                let trial = trial(pack, evidence, *specialty, model, plan, *number);
                done();
                trial
            })
            .collect();
        if place == 0 {
            confused = confusions(&people, &trials);
            questions = contributions(pack, &plan.questions, &trials);
        }
        let adaptive = try_adaptive(pack, evidence, model, plan.adaptive_per_specialty, plan.seed, done);
        models.push(result(model.name, &trials, adaptive));
    }
    let undecided = Undecided::ALL.into_iter().filter(|_| plan.undecided() > 0);
    let undecided = undecided
        .map(|kind| try_undecided(pack, evidence, kind, plan.undecided(), plan.seed, done))
        .collect();
    Evaluation { models, confused, questions, undecided, random_first: random_first(pack, evidence, plan) }
}

fn trial(
    pack: &Pack,
    evidence: &Evidence,
    truth: SpecialtyId,
    model: &ResponseModel,
    plan: &Plan,
    number: u64,
) -> Trial {
    let (mut answers, nearest) = respondent(pack, truth, model, plan.seed, number);
    answers.keep(&plan.questions);
    let scores = score(pack, evidence, &answers);
    let chances = posterior(&scores.totals, scores.person_fit);
    let top_chances = top_three_chances(&scores.totals, scores.person_fit.answered);
    let place = |order: &[SpecialtyId]| order.iter().position(|id| *id == truth).unwrap_or(order.len());
    let ours = scores.best_first(pack.specialty_ids());
    let mut places = vec![place(&ours)];
    places.extend(RIVALS.iter().map(|rival| place(&rank_by(*rival, pack, &answers))));
    let ids = || pack.specialty_ids();
    Trial {
        places,
        stated: stated(&chances, truth),
        top_three: ids()
            .map(|id| (top_chances[id.index()], nearest.contains(&id)))
            .filter(|(chance, _)| *chance >= 0.01)
            .collect(),
        log_loss: log_loss(&chances, truth),
        shortlist: ShortlistTrial::of(pack, &scores, &chances, plan.shortlist_share, truth),
        winner: ours[0],
        by_question: pack
            .question_ids()
            .map(|id| {
                let own = scores.parts.iter().filter(|part| part.question == id);
                nats(own.map(|part| part.evidence[truth.index()]).sum())
            })
            .collect(),
    }
}

/// How many, at least one, to divide by.
#[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
fn people(trials: &[Trial]) -> f64 {
    trials.len().max(1) as f64
}

fn result(name: &'static str, trials: &[Trial], adaptive: AdaptiveResult) -> ModelResult {
    let names = std::iter::once("evidence").chain(RIVALS.iter().map(|rival| rival.name()));
    let rules = names
        .enumerate()
        .map(|(rule, name)| {
            let within =
                |most: usize| share(trials.iter().filter(|t| t.places[rule] < most).count(), trials.len());
            #[allow(clippy::cast_precision_loss, reason = "a place among some hundred")]
            let reciprocal: f64 = trials.iter().map(|t| 1.0 / (t.places[rule] + 1) as f64).sum();
            RuleResult::of(name, within, reciprocal / people(trials))
        })
        .collect();
    let shortlists: Vec<ShortlistTrial> = trials.iter().map(|trial| trial.shortlist).collect();
    ModelResult {
        name,
        respondents: trials.len(),
        rules,
        calibration: bins(trials.iter().flat_map(|trial| &trial.stated)),
        top_three: bins(trials.iter().flat_map(|trial| &trial.top_three)),
        log_loss: trials.iter().map(|trial| trial.log_loss).sum::<f64>() / people(trials),
        shortlists: ShortlistResult::of(&shortlists),
        adaptive,
    }
}

/// The chances of one per cent and more that a sheet states, and which of them came true.
pub(super) fn stated(chances: &[f64], truth: SpecialtyId) -> Vec<(f64, bool)> {
    let all = chances.iter().enumerate().map(|(place, chance)| (*chance, place == truth.index()));
    all.filter(|(chance, _)| *chance >= 0.01).collect()
}

/// Minus the logarithm of the chance that was stated for the true specialty, in nats.
pub(super) fn log_loss(chances: &[f64], truth: SpecialtyId) -> f64 {
    -libm::log(chances[truth.index()].max(f64::MIN_POSITIVE))
}

pub(super) fn bins<'a>(stated: impl Iterator<Item = &'a (f64, bool)>) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); 10];
    for (chance, came_true) in stated {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
        let bin = &mut bins[((chance * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.stated += chance;
        bin.found += usize::from(*came_true);
    }
    bins
}

impl Bin {
    /// Mean chance stated, and share that came true; nothing for an empty bin.
    #[must_use]
    pub fn means(&self) -> Option<(f64, f64)> {
        #[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
        let count = self.count as f64;
        (self.count > 0).then(|| (self.stated / count, share(self.found, self.count)))
    }
}

fn confusions(people: &[(SpecialtyId, u64)], trials: &[Trial]) -> Vec<(SpecialtyId, SpecialtyId, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for ((truth, _), trial) in people.iter().zip(trials) {
        if trial.winner != *truth {
            *counts.entry((*truth, trial.winner)).or_insert(0) += 1;
        }
    }
    let mut pairs: Vec<_> = counts.into_iter().map(|((truth, taken), count)| (truth, taken, count)).collect();
    pairs.sort_by_key(|(truth, taken, count)| (std::cmp::Reverse(*count), *truth, *taken));
    pairs
}

fn contributions(pack: &Pack, questions: &[QuestionId], trials: &[Trial]) -> Vec<(QuestionId, f64)> {
    let mut all: Vec<(QuestionId, f64)> = questions
        .iter()
        .copied()
        .filter(|id| pack.question(*id).places())
        .map(|id| {
            (id, trials.iter().map(|trial| trial.by_question[id.index()]).sum::<f64>() / people(trials))
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// Who comes first on sheets without anyone behind them: a specialty that many take would be a magnet.
fn random_first(pack: &Pack, evidence: &Evidence, plan: &Plan) -> (SpecialtyId, f64, usize) {
    let sheets = plan.per_specialty * pack.specialties().len() as u64;
    let winners: Vec<SpecialtyId> = (0..sheets)
        .into_par_iter()
        .map(|number| {
            let mut sheet = random_sheet(pack, plan.seed, number);
            sheet.keep(&plan.questions);
            let scores = score(pack, evidence, &sheet);
            scores.best_first(pack.specialty_ids())[0]
        })
        .collect();
    let mut counts = vec![0usize; pack.specialties().len()];
    for winner in &winners {
        counts[winner.index()] += 1;
    }
    let most = (0..counts.len()).max_by_key(|place| (counts[*place], std::cmp::Reverse(*place))).unwrap_or(0);
    let ever = counts.iter().filter(|count| **count > 0).count();
    (SpecialtyId::new(most), share(counts[most], winners.len()), ever)
}
