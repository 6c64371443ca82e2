//! How well the questions work, tried on simulated respondents.

use serde::Serialize;

use super::{JsonNamed, document};
use crate::matching::trial::evaluation::{Bin, Evaluation, ModelResult, Plan, RuleResult};
use crate::matching::trial::simulation::ResponseModel;
use crate::matching::trial::undecided::UndecidedResult;
use crate::pack::Pack;

#[derive(Serialize)]
struct JsonEvaluation<'a> {
    questions_asked: usize,
    per_specialty: u64,
    adaptive_per_specialty: u64,
    seed: u64,
    shortlist_share: f64,
    models: Vec<JsonModel<'a>>,
    confused: Vec<JsonConfused<'a>>,
    questions: Vec<JsonQuestion<'a>>,
    undecided: Vec<JsonUndecided<'a>>,
    random_sheets: JsonRandom<'a>,
}

#[derive(Serialize)]
struct JsonModel<'a> {
    name: &'a str,
    response_model: &'a ResponseModel,
    respondents: usize,
    rules: Vec<JsonRule<'a>>,
    calibration: Vec<JsonBin>,
    top_three: Vec<JsonBin>,
    log_loss: f64,
    shortlist_coverage: f64,
    shortlist_coverage_at_share: f64,
    shortlist_stated: f64,
    shortlist_median_size: usize,
    adaptive: JsonAdaptive,
}

#[derive(Serialize)]
struct JsonAdaptive {
    respondents: usize,
    median_questions: usize,
    nine_in_ten_questions: usize,
    same_first: f64,
    same_three: f64,
    first: f64,
    first_three: f64,
    full_first: f64,
}

#[derive(Serialize)]
pub(super) struct JsonRule<'a> {
    name: &'a str,
    first: f64,
    first_three: f64,
    first_five: f64,
    first_ten: f64,
    mean_reciprocal_rank: f64,
}

#[derive(Serialize)]
pub(super) struct JsonBin {
    count: usize,
    stated: f64,
    found: f64,
}

#[derive(Serialize)]
struct JsonConfused<'a> {
    truth: JsonNamed<'a>,
    put_first: JsonNamed<'a>,
    times: usize,
}

#[derive(Serialize)]
struct JsonQuestion<'a> {
    question: &'a str,
    ask: &'a str,
    mean_nats: f64,
}

#[derive(Serialize)]
struct JsonUndecided<'a> {
    name: &'a str,
    respondents: usize,
    most_questions: usize,
    settled: f64,
    offered: f64,
    median_open: usize,
}

#[derive(Serialize)]
struct JsonRandom<'a> {
    most_often_first: JsonNamed<'a>,
    share: f64,
    ever_first: usize,
}

/// What was tried, and what came of it.
#[must_use]
pub fn render(pack: &Pack, evaluation: &Evaluation, plan: &Plan) -> String {
    let (magnet, share, ever_first) = evaluation.random_first;
    let named = |id| JsonNamed::of(pack, id);
    let confused = evaluation.confused.iter().map(|(truth, taken, times)| JsonConfused {
        truth: named(*truth),
        put_first: named(*taken),
        times: *times,
    });
    let questions = evaluation.questions.iter().map(|(question, nats)| JsonQuestion {
        question: &pack.question(*question).id,
        ask: &pack.question(*question).ask,
        mean_nats: *nats,
    });
    document(
        pack,
        JsonEvaluation {
            questions_asked: plan.questions.len(),
            per_specialty: plan.per_specialty,
            adaptive_per_specialty: plan.adaptive_per_specialty,
            seed: plan.seed,
            shortlist_share: plan.shortlist_share,
            models: evaluation
                .models
                .iter()
                .zip(&plan.models)
                .map(|(found, how)| model(found, how))
                .collect(),
            confused: confused.collect(),
            questions: questions.collect(),
            undecided: evaluation.undecided.iter().map(undecided).collect(),
            random_sheets: JsonRandom { most_often_first: named(magnet), share, ever_first },
        },
    )
}

fn undecided(found: &UndecidedResult) -> JsonUndecided<'_> {
    JsonUndecided {
        name: found.name,
        respondents: found.respondents,
        most_questions: found.most_questions,
        settled: found.settled,
        offered: found.offered,
        median_open: found.median_open,
    }
}

fn model<'a>(model: &'a ModelResult, response_model: &'a ResponseModel) -> JsonModel<'a> {
    JsonModel {
        name: model.name,
        response_model,
        respondents: model.respondents,
        rules: model.rules.iter().map(JsonRule::from).collect(),
        calibration: bins(&model.calibration),
        top_three: bins(&model.top_three),
        log_loss: model.log_loss,
        shortlist_coverage: model.shortlists.found,
        shortlist_coverage_at_share: model.shortlists.found_at_share,
        shortlist_stated: model.shortlists.stated,
        shortlist_median_size: model.shortlists.median_size,
        adaptive: JsonAdaptive {
            respondents: model.adaptive.respondents,
            median_questions: model.adaptive.median,
            nine_in_ten_questions: model.adaptive.nine_in_ten,
            same_first: model.adaptive.same_first,
            same_three: model.adaptive.same_three,
            first: model.adaptive.first,
            first_three: model.adaptive.first_three,
            full_first: model.adaptive.full_first,
        },
    }
}

impl<'a> From<&'a RuleResult> for JsonRule<'a> {
    fn from(rule: &'a RuleResult) -> Self {
        Self {
            name: rule.name,
            first: rule.first,
            first_three: rule.first_three,
            first_five: rule.first_five,
            first_ten: rule.first_ten,
            mean_reciprocal_rank: rule.reciprocal_rank,
        }
    }
}

pub(super) fn bins(bins: &[Bin]) -> Vec<JsonBin> {
    let filled = bins.iter().filter_map(|bin| bin.means().map(|means| (bin.count, means)));
    filled.map(|(count, (stated, found))| JsonBin { count, stated, found }).collect()
}
