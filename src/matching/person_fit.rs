//! Person fit: whether a whole sheet is as likely as one by somebody who belongs where it points.
//!
//! The measure is the standardised log-likelihood of Drasgow, Levine and Williams ("Appropriateness measurement with
//! polychotomous item response models and standardized indices", British Journal of Mathematical and Statistical
//! Psychology 38, 1985): how far the log-likelihood of the answers lies above what is expected of the specialty that comes
//! first, in standard deviations. Answers given at random fit nowhere; answers that follow one profile closely fit it
//! better than people usually do. It moves no score: it says how firmly scores may be read as
//! chances ([`super::certainty::temperature`]).

use super::evidence::{Evidence, each_row, nats};
use crate::answers::{Answer, Answers};
use crate::pack::{Pack, Question, QuestionId, SpecialtyId};

/// How well a sheet fits the specialty that comes first on it, and how much of the questionnaire it answers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PersonFit {
    /// Log-likelihood of the answers above what is expected, in standard deviations; nought if nothing was answered.
    pub z: f64,
    /// Share of the questions to which something was chosen, from 0 to 1.
    pub answered: f64,
}

/// At or below this person fit answers are worth doubting: up to five in a thousand simulated people come there, three in a
/// hundred who answer a fifth of the questions at random, and seven in ten sheets filled at random.
const POOR: f64 = -1.6;

impl PersonFit {
    /// Whether the answers fit even the first so badly that this should be said.
    #[must_use]
    pub fn is_poor(self) -> bool {
        self.z <= POOR
    }
}

/// Whose answers are likely how: the style, one of the evidence's, and the specialty.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    style: usize,
    specialty: SpecialtyId,
}

/// The person fit of answers, given how probable each style is and the score of each specialty.
#[must_use]
pub fn person_fit(
    pack: &Pack,
    evidence: &Evidence,
    answers: &Answers,
    style_weights: &[i64],
    totals: &[i64],
) -> PersonFit {
    let like = Likeness::of(style_weights, totals);
    of_sheet(pack, evidence, answers, like, |question, among| Expected::of(evidence, question, among, like))
}

impl Likeness {
    /// The most probable style, and the specialty that comes first.
    fn of(style_weights: &[i64], totals: &[i64]) -> Self {
        let style = (0..style_weights.len()).max_by_key(|style| style_weights[*style]).unwrap_or(0);
        let first = (0..totals.len()).max_by_key(|place| (totals[*place], std::cmp::Reverse(*place)));
        Self { style, specialty: SpecialtyId::new(first.unwrap_or(0)) }
    }
}

/// Sums in whole micronats, so that the order of the answers changes nothing.
fn of_sheet(
    pack: &Pack,
    evidence: &Evidence,
    answers: &Answers,
    like: Likeness,
    mut expected: impl FnMut(QuestionId, Alternatives) -> Expected,
) -> PersonFit {
    let (mut above, mut variance) = (0, 0);
    let mut chosen = 0;
    for (question, answer) in answers.iter() {
        let Answer::Chose { options, .. } = answer else { continue };
        let asked = pack.question(question);
        if !asked.places() {
            continue;
        }
        chosen += 1;
        each_row(asked, options, |row, _, _| {
            let expected = expected(question, Alternatives::to(row, asked));
            above += log_likelihood(evidence, question, row, like) - i64::from(expected.log_likelihood);
            variance += i64::from(expected.variance);
        });
    }
    let z = if variance > 0 { nats(above) / libm::sqrt(nats(variance)) } else { 0.0 };
    let questions = pack.questions().iter().filter(|question| question.places()).count();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred questions at most")]
    let answered = f64::from(chosen) / questions.max(1) as f64;
    PersonFit { z, answered }
}

fn log_likelihood(evidence: &Evidence, question: QuestionId, row: usize, like: Likeness) -> i64 {
    let read = evidence.line(question, row, like.style);
    i64::from(read.evidence[like.specialty.index()]) + i64::from(read.mean)
}

/// The rows of a question of which an answer reads one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Alternatives {
    start: usize,
    count: usize,
}

impl Alternatives {
    /// Those that could have been read instead of one.
    fn to(row: usize, question: &Question) -> Self {
        if question.takes_several() {
            // Not chosen and chosen, in this order, for each option.
            return Self { start: row - row % 2, count: 2 };
        }
        Self { start: 0, count: question.options.len() }
    }
}

/// What is expected of the row that is read, and how much that varies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Expected {
    /// Mean log-likelihood as the table has it, in micronats.
    log_likelihood: i32,
    /// Its variance, in millionths of a square nat.
    variance: i32,
}

impl Expected {
    /// Stands where nothing was worked out yet: no variance is negative.
    const UNKNOWN: Self = Self { log_likelihood: 0, variance: -1 };

    fn of(evidence: &Evidence, question: QuestionId, among: Alternatives, like: Likeness) -> Self {
        let logs = || {
            let rows = among.start..among.start + among.count;
            rows.map(|row| nats(log_likelihood(evidence, question, row, like)))
        };
        // Tempered likelihoods do not add up to one.
        let whole: f64 = logs().map(libm::exp).sum();
        let mean: f64 = logs().map(|log| libm::exp(log) / whole * log).sum();
        let variance: f64 = logs().map(|log| libm::exp(log) / whole * (log - mean) * (log - mean)).sum();
        Self { log_likelihood: millionths(mean), variance: millionths(variance) }
    }
}

fn millionths(number: f64) -> i32 {
    #[allow(clippy::cast_possible_truncation, reason = "some ten nats, squared")]
    let whole = libm::round(number * 1e6) as i32;
    whole
}

/// Person fit of many respondents: what is expected is worked out once for each answer, style and specialty that occurs.
#[derive(Debug)]
pub(super) struct Expectations {
    styles: usize,
    /// For each question, where what is expected of it lies among all.
    starts: Vec<usize>,
    /// What is expected of all questions together, numbers for one style and specialty.
    numbers: usize,
    known: Vec<Expected>,
}

impl Expectations {
    /// None known yet.
    pub(super) fn new(pack: &Pack, evidence: &Evidence) -> Self {
        let styles = evidence.style_priors().len();
        let mut starts = Vec::with_capacity(pack.questions().len());
        let mut numbers = 0;
        for question in pack.questions() {
            starts.push(numbers);
            numbers += if question.takes_several() { question.options.len() } else { 1 };
        }
        Self {
            styles,
            starts,
            numbers,
            known: vec![Expected::UNKNOWN; numbers * styles * evidence.specialties()],
        }
    }

    /// The same as [`person_fit`].
    pub(super) fn person_fit(
        &mut self,
        pack: &Pack,
        evidence: &Evidence,
        answers: &Answers,
        style_weights: &[i64],
        totals: &[i64],
    ) -> PersonFit {
        let like = Likeness::of(style_weights, totals);
        of_sheet(pack, evidence, answers, like, |question, among| {
            let of_likeness = (like.specialty.index() * self.styles + like.style) * self.numbers;
            let at = of_likeness + self.starts[question.index()] + among.start / 2;
            let known = &mut self.known[at];
            if *known == Expected::UNKNOWN {
                *known = Expected::of(evidence, question, among, like);
            }
            *known
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::scoring::score;
    use crate::matching::trial::simulation::{ResponseModel, random_sheet, respondent};

    #[test]
    fn answers_drawn_at_random_fit_worse_than_those_of_people() {
        let content = default_pack();
        let z = |answers: &Answers| score(&content.pack, &content.evidence, answers).person_fit.z;
        let model = ResponseModel::REFERENCE;
        let people: Vec<f64> = content
            .pack
            .specialty_ids()
            .map(|id| z(&respondent(&content.pack, id, &model, 3, 0).0))
            .collect();
        let random: Vec<f64> = (0..94).map(|number| z(&random_sheet(&content.pack, 3, number))).collect();
        let poor = |all: &[f64]| all.iter().filter(|z| **z <= POOR).count();
        assert!(poor(&people) <= 2 && poor(&random) >= 60, "{} {}", poor(&people), poor(&random));
    }

    #[test]
    fn nothing_answered_says_nothing() {
        let content = default_pack();
        let scores = score(&content.pack, &content.evidence, &Answers::default());
        assert_eq!(scores.person_fit, PersonFit::default());
    }
}
