//! How likely someone who belongs in a specialty is to give each answer.
//!
//! People who are content in a specialty scatter around its profile, and err when they answer: what they act on is normal
//! around the level, with `σ² = (variety · spread)² + answer_noise²` on each dimension. On a preference they take the
//! option that is nearest to that point: the unfolding of Coombs ("Psychological scaling without a unit of measurement",
//! Psychological Review 57, 1950) with the normal error of Thurstone ("A law of comparative judgment", Psychological
//! Review 34, 1927). So with a careless share `ε` of answers drawn from all `K` options alike,
//! `P(k) = ε/K + (1 − ε) · P(the point is nearest to k)`. On one dimension that is the probability of an interval, as in
//! models of ordered categories (`McCullagh`, "Regression models for ordinal data", Journal of the Royal Statistical
//! Society B 42, 1980); an option at the end of a scale holds all that lies beyond it.
//!
//! On a tolerance, where more than enough is as good as enough, `d` is the shortfall, and
//! `ε/K + (1 − ε) · exp(−Σ d² / 2σ²)` is divided by the largest over the options: accepting everything then says nothing
//! for or against anyone, and only a shortfall counts.

use super::model::Model;
use super::response_style::ResponseStyle;
use crate::pack::{AnswerOption, DimensionId, Form, Kind, Level, Pack, Placement, Question, Specialty};

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
            logs(pack, &meant, specialty, model)
        }
        Form::Choice => {
            let said: Vec<Vec<(Placement, f64)>> = question.options.iter().map(as_said).collect();
            logs(pack, &said, specialty, model)
        }
        Form::Several { unchosen } => question
            .options
            .iter()
            .flat_map(|option| yes_or_no(pack, option, unchosen, specialty, model))
            .collect(),
    })
}

/// What [`log_likelihoods`] gives for one row if the question placed people on the dimensions `within` alone; nothing if it
/// is not known where the specialty stands on what is asked. For questions on which style does not show.
#[must_use]
pub fn log_likelihood_within(
    pack: &Pack,
    question: &Question,
    row: usize,
    specialty: &Specialty,
    within: &[DimensionId],
    model: &Model,
) -> Option<f64> {
    if question.dimensions().into_iter().any(|dimension| specialty.at(dimension).is_none()) {
        return None;
    }
    let kept = |mut places: Vec<(Placement, f64)>| {
        places.retain(|(place, _)| within.contains(&place.dimension));
        places
    };
    Some(match question.form {
        Form::Scope | Form::Limits => 0.0,
        Form::Statement | Form::Choice => {
            let said: Vec<Vec<(Placement, f64)>> =
                question.options.iter().map(|option| kept(as_said(option))).collect();
            logs(pack, &said, specialty, model)[row]
        }
        Form::Several { unchosen } => {
            let option = &question.options[row / 2];
            logs(pack, &[kept(left_out(option, unchosen)), kept(as_said(option))], specialty, model)[row % 2]
        }
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
    logs(pack, &[left_out(option, unchosen), as_said(option)], specialty, model)
}

fn left_out(option: &AnswerOption, unchosen: Level) -> Vec<(Placement, f64)> {
    option.places.iter().map(|place| (*place, unchosen.value())).collect()
}

fn logs(pack: &Pack, options: &[Vec<(Placement, f64)>], specialty: &Specialty, model: &Model) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a handful of options")]
    let floor = model.careless / options.len() as f64;
    let not_careless = |share: f64| floor + (1.0 - model.careless) * share;
    let tolerance =
        options.iter().flatten().any(|(place, _)| pack.dimension(place.dimension).kind == Kind::Tolerance);
    if !tolerance {
        let nearest = shares_of_the_nearest(options, specialty, model);
        return nearest.into_iter().map(|share| libm::log(not_careless(share))).collect();
    }
    let accepted = |places: &Vec<(Placement, f64)>| {
        not_careless(libm::exp(-half_squared_distance(pack, places, specialty, model)))
    };
    let weights: Vec<f64> = options.iter().map(accepted).collect();
    let largest = weights.iter().copied().fold(0.0, f64::max);
    weights.iter().map(|weight| model.tolerance * libm::log(weight / largest)).collect()
}

/// Where the people of a specialty stand on one dimension, as far as their answers show.
#[derive(Debug, Clone, Copy)]
struct People {
    level: f64,
    deviation: f64,
}

impl People {
    /// Nothing where nothing is known of the specialty.
    fn of(specialty: &Specialty, dimension: DimensionId, model: &Model) -> Option<Self> {
        let profile = specialty.at(dimension)?;
        let person = model.variety * profile.spread.value();
        let variance = person * person + model.answer_noise * model.answer_noise;
        Some(Self { level: profile.level.value(), deviation: libm::sqrt(variance) })
    }

    /// The share of them below a point.
    fn below(self, point: f64) -> f64 {
        0.5 * libm::erfc((self.level - point) / self.deviation * std::f64::consts::FRAC_1_SQRT_2)
    }
}

/// The share of the people of a specialty to whom each option is the nearest.
fn shares_of_the_nearest(
    options: &[Vec<(Placement, f64)>],
    specialty: &Specialty,
    model: &Model,
) -> Vec<f64> {
    let mut dimensions: Vec<DimensionId> =
        options.iter().flatten().map(|(place, _)| place.dimension).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    let known = dimensions.iter().filter_map(|at| Some((*at, People::of(specialty, *at, model)?)));
    let (dimensions, people): (Vec<DimensionId>, Vec<People>) = known.unzip();
    let values = |places: &Vec<(Placement, f64)>| -> Vec<f64> {
        let value = |at: &DimensionId| places.iter().find(|(place, _)| place.dimension == *at);
        // An option that leaves a dimension out says nothing against anyone on it.
        let value =
            dimensions.iter().zip(&people).map(|(at, people)| value(at).map_or(people.level, |v| v.1));
        value.collect()
    };
    nearest_shares(&options.iter().map(values).collect::<Vec<_>>(), &people)
}

/// The same for options with a value on each dimension; those in the same place share theirs.
///
/// Along the last dimension the points nearest to an option make up an interval, whose share is exact. The others are
/// summed over ([`points`]).
fn nearest_shares(values: &[Vec<f64>], people: &[People]) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a handful of options")]
    let alike = 1.0 / values.len() as f64;
    let Some((last, others)) = people.split_last() else { return vec![alike; values.len()] };
    let mut shares = vec![0.0; values.len()];
    for (point, weight) in points(others.len()) {
        let at: Vec<f64> = others.iter().zip(&point).map(|(p, z)| p.level + z * p.deviation).collect();
        for (share, option) in shares.iter_mut().zip(values) {
            if let Some((low, high, level)) = nearest_to(option, values, &at) {
                *share += weight * (last.below(high) - last.below(low)).max(0.0) / level;
            }
        }
    }
    shares
}

/// Between which bounds on the last dimension a point that stands `at` some place on the others is nearest to an option,
/// and how many options are as near throughout, itself among them; nothing if another is always nearer.
fn nearest_to(option: &[f64], options: &[Vec<f64>], at: &[f64]) -> Option<(f64, f64, f64)> {
    let (mut low, mut high, mut level) = (f64::NEG_INFINITY, f64::INFINITY, 0.0);
    for other in options {
        // How much nearer the option is than the other: `ahead − 2 · step · x` at the point `x`.
        let mut ahead: f64 = other
            .iter()
            .zip(option)
            .zip(at)
            .map(|((o, own), at)| (o - at) * (o - at) - (own - at) * (own - at))
            .sum();
        let (own, others) = (option[at.len()], other[at.len()]);
        let step = others - own;
        ahead += others * others - own * own;
        if step > 0.0 {
            high = high.min(ahead / (2.0 * step));
        } else if step < 0.0 {
            low = low.max(ahead / (2.0 * step));
        } else if ahead < -SAME {
            return None;
        } else if ahead <= SAME {
            level += 1.0;
        }
    }
    Some((low, high, level))
}

/// Squared distances that differ by less are the same: what rounding leaves.
const SAME: f64 = 1e-9;

/// Points and weights to sum over so many standard normal dimensions with.
///
/// Up to two of them by equal steps, which on a normal density is exact to many digits (Trefethen and Weideman, "The
/// exponentially convergent trapezoidal rule", SIAM Review 56, 2014); of more, a point at each end of each, which is exact
/// up to the third degree (Arasaratnam and Haykin, "Cubature Kalman filters", IEEE Transactions on Automatic Control 54,
/// 2009) and never many.
fn points(dimensions: usize) -> Vec<(Vec<f64>, f64)> {
    if dimensions > 2 {
        #[allow(clippy::cast_precision_loss, reason = "a handful of dimensions")]
        let count = dimensions as f64;
        let point = |number: usize| {
            let mut point = vec![0.0; dimensions];
            point[number / 2] = if number.is_multiple_of(2) { libm::sqrt(count) } else { -libm::sqrt(count) };
            (point, 1.0 / (2.0 * count))
        };
        return (0..2 * dimensions).map(point).collect();
    }
    let mut points = vec![(Vec::new(), 1.0)];
    for _ in 0..dimensions {
        let further = |(point, weight): &(Vec<f64>, f64)| {
            let (point, weight) = (point.clone(), *weight);
            STEPS.map(move |z| ([&point[..], &[z]].concat(), weight * libm::exp(-z * z / 2.0)))
        };
        points = points.iter().flat_map(further).collect();
    }
    let whole: f64 = points.iter().map(|(_, weight)| weight).sum();
    for (_, weight) in &mut points {
        *weight /= whole;
    }
    points
}

/// Nine equal steps over six standard deviations: twenty-five change no hit rate.
const STEPS: [f64; 9] = [-3.0, -2.25, -1.5, -0.75, 0.0, 0.75, 1.5, 2.25, 3.0];

/// `Σ d² / 2σ²` over the dimensions of an option; one on which nothing is known of the specialty adds nothing.
fn half_squared_distance(
    pack: &Pack,
    places: &[(Placement, f64)],
    specialty: &Specialty,
    model: &Model,
) -> f64 {
    places
        .iter()
        .filter_map(|(place, value)| Some((place, value, specialty.at(place.dimension)?)))
        .filter_map(|(place, value, profile)| {
            let away = distance(pack.dimension(place.dimension).kind, *value, profile.level)
                / People::of(specialty, place.dimension, model)?.deviation;
            Some(away * away / 2.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn people(level: f64, deviation: f64) -> People {
        People { level, deviation }
    }

    fn close(found: &[f64], expected: &[f64], by: f64) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < by, "{found} {expected}");
        }
    }

    #[test]
    fn on_one_dimension_shares_are_those_of_intervals() {
        let values: Vec<Vec<f64>> = (1..=5).map(|level| vec![f64::from(level)]).collect();
        // From a table of the standard normal distribution: below 0.5, 1.5 and 2.5 deviations.
        let [half, more, most] = [0.691_462, 0.933_193, 0.993_790];
        let middle = [1.0 - more, more - half, 2.0 * half - 1.0, more - half, 1.0 - more];
        close(&nearest_shares(&values, &[people(3.0, 1.0)]), &middle, 1e-5);
        let beyond = [1.0 - most, most - more, more - half, 2.0 * half - 1.0, 1.0 - half];
        close(&nearest_shares(&values, &[people(4.0, 1.0)]), &beyond, 1e-5);
    }

    #[test]
    fn options_in_one_place_share_theirs_and_all_add_up() {
        let values = vec![vec![1.0, 2.0], vec![1.0, 2.0], vec![4.0, 4.0], vec![2.0, 5.0]];
        let shares = nearest_shares(&values, &[people(2.0, 1.3), people(3.0, 0.8)]);
        assert!((shares[0] - shares[1]).abs() < 1e-12);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        close(&nearest_shares(&values, &[]), &[0.25; 4], 1e-12);
    }

    /// In whichever dimension the sum is taken, and with as many points as one likes, it comes to the same.
    #[test]
    fn nine_points_are_enough() {
        let values = vec![vec![4.5, 2.0], vec![3.0, 3.5], vec![1.5, 4.5]];
        let turned: Vec<Vec<f64>> = values.iter().map(|value| vec![value[1], value[0]]).collect();
        for (one, other) in [(2.0, 4.0), (3.0, 3.0), (4.6, 1.2)] {
            let (one, other) = (people(one, 1.2), people(other, 0.9));
            let fine = finely(&values, one, other);
            close(&nearest_shares(&values, &[one, other]), &fine, 0.02);
            close(&nearest_shares(&turned, &[other, one]), &fine, 0.02);
        }
    }

    /// The shares of two dimensions by a fine grid over both.
    fn finely(values: &[Vec<f64>], one: People, other: People) -> Vec<f64> {
        let (mut shares, mut whole) = (vec![0.0; values.len()], 0.0);
        let steps = || (-100..=100).map(|step| f64::from(step) * 0.05);
        for (a, b) in steps().flat_map(|a| steps().map(move |b| (a, b))) {
            let at = [one.level + a * one.deviation, other.level + b * other.deviation];
            let away = |value: &Vec<f64>| {
                (value[0] - at[0]) * (value[0] - at[0]) + (value[1] - at[1]) * (value[1] - at[1])
            };
            let nearest = (0..values.len()).min_by(|a, b| away(&values[*a]).total_cmp(&away(&values[*b])));
            let weight = libm::exp(-(a * a + b * b) / 2.0);
            shares[nearest.unwrap_or(0)] += weight;
            whole += weight;
        }
        shares.iter().map(|share| share / whole).collect()
    }

    #[test]
    fn points_have_the_mean_and_the_variance_of_a_normal() {
        for dimensions in 0..6 {
            let points = points(dimensions);
            assert!((points.iter().map(|(_, weight)| weight).sum::<f64>() - 1.0).abs() < 1e-12);
            for at in 0..dimensions {
                let mean: f64 = points.iter().map(|(point, weight)| point[at] * weight).sum();
                let variance: f64 = points.iter().map(|(point, weight)| point[at] * point[at] * weight).sum();
                assert!(mean.abs() < 1e-12 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
            }
        }
    }
}
