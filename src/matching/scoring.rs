//! From answers to a score for each specialty, answer by answer.
//!
//! A score is the sum of its parts to the last micronat: ranking and explanation read the same numbers.

use super::evidence::{Evidence, each_row, nats};
use super::person_fit::{PersonFit, person_fit};
use super::response_style::STYLE_PARTS;
use crate::answers::{Answer, Answers};
use crate::pack::{OptionId, Pack, QuestionId, SpecialtyId};

/// What one option adds to each specialty, by being chosen, or left out of a question that takes several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The question.
    pub question: QuestionId,
    /// The option.
    pub option: OptionId,
    /// Whether it was chosen; if not, it was left out.
    pub chosen: bool,
    /// Evidence in micronats, by specialty.
    pub evidence: Vec<i64>,
}

/// The scores of one respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// What each answer contributed, in the order of the questions.
    pub parts: Vec<Part>,
    /// Sum of the parts, in micronats, by specialty.
    pub totals: Vec<i64>,
    /// How probable each style is, in [`STYLE_PARTS`].
    pub style_weights: Vec<i64>,
    /// How well the answers as a whole fit the first: how firmly the scores may be read as chances.
    pub person_fit: PersonFit,
}

impl Scores {
    /// Specialties by score, best first; equal ones by slug.
    #[must_use]
    pub fn best_first(&self, specialties: impl Iterator<Item = SpecialtyId>) -> Vec<SpecialtyId> {
        let mut order: Vec<SpecialtyId> = specialties.collect();
        order.sort_by_key(|id| (std::cmp::Reverse(self.total(*id)), *id));
        order
    }

    /// A specialty's score in micronats.
    #[must_use]
    pub fn total(&self, specialty: SpecialtyId) -> i64 {
        self.totals[specialty.index()]
    }
}

/// Scores answers against every specialty of the pack.
#[must_use]
pub fn score(pack: &Pack, evidence: &Evidence, answers: &Answers) -> Scores {
    let style_weights = style_weights(pack, evidence, answers);
    let parts = parts(pack, evidence, answers, &style_weights);
    let mut totals = vec![0; evidence.specialties()];
    for part in &parts {
        add(&mut totals, &part.evidence);
    }
    let person_fit = person_fit(pack, evidence, answers, &style_weights, &totals);
    Scores { parts, totals, style_weights, person_fit }
}

/// How probable each style is, given the statements answered: `P(style) · Σ_s Π P(answer | s, style)`.
///
/// Weights are whole [`STYLE_PARTS`] and add up to one whole.
fn style_weights(pack: &Pack, evidence: &Evidence, answers: &Answers) -> Vec<i64> {
    let mut logs = Vec::new();
    for (style, prior) in evidence.style_priors().iter().enumerate() {
        let mut by_specialty = vec![i64::from(*prior); evidence.specialties()];
        for (question, answer) in answers.iter().filter(|(question, _)| evidence.shows_style(*question)) {
            let Answer::Chose { options, .. } = answer else { continue };
            each_row(pack.question(question), options, |row, _, _| {
                let line = evidence.line(question, row, style);
                for (sum, value) in by_specialty.iter_mut().zip(line.evidence) {
                    *sum += i64::from(*value) + i64::from(line.mean);
                }
            });
        }
        logs.push(log_sum_exp(&by_specialty));
    }
    whole_parts(&softmax(&logs))
}

/// Terms that are smaller than the largest by more than this, in micronats, are lost in rounding.
const LOST: i64 = 37_000_000;

/// `ln Σ exp` of values in micronats, in nats.
pub(super) fn log_sum_exp(micronats: &[i64]) -> f64 {
    let largest = micronats.iter().copied().max().unwrap_or(0);
    let counting = micronats.iter().map(|value| value - largest).filter(|below| *below >= -LOST);
    let sum: f64 = counting.map(|below| libm::exp(nats(below))).sum();
    nats(largest) + libm::log(sum)
}

/// Probabilities in proportion to `exp` of the given logs.
pub(super) fn softmax(logs: &[f64]) -> Vec<f64> {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - largest)).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

/// A style less probable than this, in parts, is left out: it would move a score by less than what an answer says.
pub(super) const NEGLIGIBLE: i64 = STYLE_PARTS / 256;

/// Rounds probabilities down to whole parts; what is left over goes to the most probable, so that nothing is lost.
pub(super) fn whole_parts(probabilities: &[f64]) -> Vec<i64> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a probability times 1,024"
    )]
    let mut parts: Vec<i64> = probabilities.iter().map(|p| (p * STYLE_PARTS as f64) as i64).collect();
    for part in parts.iter_mut().filter(|part| **part < NEGLIGIBLE) {
        *part = 0;
    }
    let left_over = STYLE_PARTS - parts.iter().sum::<i64>();
    let most = (0..parts.len()).max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]));
    if let Some(most) = most {
        parts[most] += left_over;
    }
    parts
}

fn parts(pack: &Pack, evidence: &Evidence, answers: &Answers, style_weights: &[i64]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (question, answer) in answers.iter() {
        let Answer::Chose { options, importance } = answer else { continue };
        each_row(pack.question(question), options, |row, option, chosen| {
            let mut evidence = mixed(evidence, question, row, style_weights);
            for value in &mut evidence {
                *value *= importance.factor();
            }
            parts.push(Part { question, option, chosen, evidence });
        });
    }
    parts
}

/// What one answer adds to one specialty under given style weights, in micronats.
#[must_use]
pub fn answer_evidence(
    pack: &Pack,
    evidence: &Evidence,
    style_weights: &[i64],
    question: QuestionId,
    answer: &Answer,
    specialty: SpecialtyId,
) -> i64 {
    let Answer::Chose { options, importance } = answer else { return 0 };
    let of_row = |row: usize| -> i64 {
        let value = |style| i64::from(evidence.line(question, row, style).evidence[specialty.index()]);
        if evidence.shows_style(question) {
            let sum: i64 =
                style_weights.iter().enumerate().map(|(style, weight)| weight * value(style)).sum();
            sum / STYLE_PARTS
        } else {
            value(0)
        }
    };
    let mut sum = 0;
    each_row(pack.question(question), options, |row, _, _| sum += of_row(row));
    sum * importance.factor()
}

/// One row of evidence, mixed over the styles by their weights, in whole micronats.
fn mixed(evidence: &Evidence, question: QuestionId, row: usize, style_weights: &[i64]) -> Vec<i64> {
    if !evidence.shows_style(question) {
        return evidence.line(question, row, 0).evidence.iter().map(|value| i64::from(*value)).collect();
    }
    let mut sums = vec![0; evidence.specialties()];
    for (style, weight) in style_weights.iter().enumerate() {
        for (sum, value) in sums.iter_mut().zip(evidence.line(question, row, style).evidence) {
            *sum += weight * i64::from(*value);
        }
    }
    sums.iter().map(|sum| sum / STYLE_PARTS).collect()
}

fn add(sums: &mut [i64], values: &[i64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parts_lose_nothing() {
        let parts = whole_parts(&[0.3333, 0.3333, 0.3334]);
        assert_eq!(parts.iter().sum::<i64>(), STYLE_PARTS);
    }

    #[test]
    fn the_log_of_a_sum_survives_large_values() {
        let two = log_sum_exp(&[-900_000_000, -900_000_000]);
        assert!((two - (libm::log(2.0) - 900.0)).abs() < 1e-9);
    }
}
