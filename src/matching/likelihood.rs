//! How likely someone who belongs in a specialty is to give each answer.
//!
//! For option `k` of `K`, `weight(k) = ε/K + (1 − ε) · exp(−Σ d² / 2σ²)`, summed over the dimensions that the
//! option places on, with `σ² = spread² + answer_noise²`. On a preference, `d` is the distance between option
//! and level and weights are divided by their sum, which gives a probability. On a tolerance, `d` is the
//! shortfall and weights are divided by the largest: accepting everything then says nothing for or against
//! anyone, and only a shortfall counts.

use super::model::Model;
use super::response_style::ResponseStyle;
use crate::pack::{AnswerOption, Form, Kind, Level, Pack, Placement, Question, Specialty};

/// Log-likelihood, in nats, of each *row* of a question for one specialty under one style; nothing if it is not known
/// where the specialty stands on what is asked.
///
/// A row is what can be said of an option. A question with one answer has a row for each option; a question
/// that takes several has two for each option, not chosen and chosen, in this order.
#[must_use]
pub fn log_likelihoods(
    pack: &Pack,
    question: &Question,
    specialty: &Specialty,
    style: ResponseStyle,
    model: &Model,
) -> Option<Vec<f64>> {
    if question.dimensions().into_iter().any(|dimension| specialty.at(dimension).is_none()) {
        return None;
    }
    Some(match question.form {
        Form::Scope => vec![0.0; question.options.len()],
        Form::Limits => vec![0.0; 2 * question.options.len()],
        Form::Statement => {
            let meant: Vec<Vec<(Placement, f64)>> =
                question.options.iter().map(|option| styled(option, question, style)).collect();
            normalised_logs(pack, &meant, specialty, model)
        }
        Form::Choice => {
            let said: Vec<Vec<(Placement, f64)>> = question.options.iter().map(as_said).collect();
            normalised_logs(pack, &said, specialty, model)
        }
        Form::Several { unchosen } => question
            .options
            .iter()
            .flat_map(|option| yes_or_no(pack, option, unchosen, specialty, model))
            .collect(),
    })
}

/// An option's placements with the value that each stands for.
fn as_said(option: &AnswerOption) -> Vec<(Placement, f64)> {
    option.places.iter().map(|place| (*place, place.level.value())).collect()
}

/// The same for a statement, with the style taken out.
///
/// Style acts on agreement, not on the dimension: on a reversed statement a habit of agreeing moves people the
/// other way, which is how the two are told apart.
fn styled(option: &AnswerOption, question: &Question, style: ResponseStyle) -> Vec<(Placement, f64)> {
    let rising = question.rises();
    as_said(option)
        .into_iter()
        .map(|(place, level)| {
            let meant = if rising { style.meant(level) } else { 6.0 - style.meant(6.0 - level) };
            (place, meant)
        })
        .collect()
}

fn yes_or_no(
    pack: &Pack,
    option: &AnswerOption,
    unchosen: Level,
    specialty: &Specialty,
    model: &Model,
) -> Vec<f64> {
    let left: Vec<(Placement, f64)> = option.places.iter().map(|place| (*place, unchosen.value())).collect();
    normalised_logs(pack, &[left, as_said(option)], specialty, model)
}

fn normalised_logs(
    pack: &Pack,
    options: &[Vec<(Placement, f64)>],
    specialty: &Specialty,
    model: &Model,
) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a handful of options")]
    let floor = model.careless / options.len() as f64;
    let weights: Vec<f64> = options
        .iter()
        .map(|places| {
            floor + (1.0 - model.careless) * libm::exp(-half_squared_distance(pack, places, specialty, model))
        })
        .collect();
    let tolerance =
        options.iter().flatten().any(|(place, _)| pack.dimension(place.dimension).kind == Kind::Tolerance);
    let (whole, share) = if tolerance {
        (weights.iter().copied().fold(0.0, f64::max), model.tolerance)
    } else {
        (weights.iter().sum(), 1.0)
    };
    weights.iter().map(|weight| share * libm::log(weight / whole)).collect()
}

/// `Σ d² / 2σ²` over the dimensions of an option; one on which nothing is known of the specialty adds nothing.
fn half_squared_distance(
    pack: &Pack,
    places: &[(Placement, f64)],
    specialty: &Specialty,
    model: &Model,
) -> f64 {
    places
        .iter()
        .filter_map(|(place, value)| specialty.at(place.dimension).map(|profile| (place, value, profile)))
        .map(|(place, value, profile)| {
            let distance = distance(pack.dimension(place.dimension).kind, *value, profile.level);
            let person = model.variety * profile.spread.value();
            let variance = person * person + model.answer_noise * model.answer_noise;
            distance * distance / (2.0 * variance)
        })
        .sum()
}

/// How far an answer lies from a specialty, in levels: never negative, and nothing where more than enough is accepted.
#[must_use]
pub fn distance(kind: Kind, answer: f64, level: Level) -> f64 {
    match kind {
        Kind::Preference => (level.value() - answer).abs(),
        Kind::Tolerance => (level.value() - answer).max(0.0),
    }
}
