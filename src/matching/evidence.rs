//! The table of evidence: what each answer adds to or takes from each specialty.
//!
//! It is computed once from a pack. Scoring is then look-ups and additions of whole micronats, so sums are
//! exact, the same in any order and on every machine, and an explanation adds up to the last digit.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::likelihood::{log_likelihood_within, log_likelihoods};
use super::model::Model;
use super::response_style::{ResponseStyle, STYLE_PARTS};
use crate::pack::{DimensionId, Form, OptionId, Pack, Question, QuestionId};

/// Micronats in a nat.
const MICRO: f64 = 1e6;

/// Means in nats of sets of dimensions, by question and row.
type MeansWithin = BTreeMap<(usize, usize), Vec<(Vec<DimensionId>, f64)>>;

/// Where a question's rows lie in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Block {
    start: usize,
    count: usize,
    /// 1, or the number of styles for a question on which style shows.
    styles: usize,
}

/// Evidence in micronats, for each question, row, style and specialty.
///
/// For what a row is, see [`log_likelihoods`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    specialties: usize,
    /// Log prior of each style, in micronats.
    style_priors: Vec<i32>,
    questions: Vec<Block>,
    /// What [`Evidence::mean_within`] gives, by question and row.
    within: MeansWithin,
    #[serde(skip)]
    values: Cow<'static, [i32]>,
}

/// One line of the table: the evidence for each specialty, and the mean that was taken off.
#[derive(Debug, Clone, Copy)]
pub struct TableLine<'a> {
    /// Log-likelihood less its mean over specialties, in micronats, by specialty.
    pub evidence: &'a [i32],
    /// That mean, in micronats: it favours nobody, but it tells styles apart.
    pub mean: i32,
}

impl Evidence {
    /// Computes the table of a pack.
    #[must_use]
    pub fn of(pack: &Pack, model: &Model) -> Self {
        let asked = questions_by_dimension(pack);
        let mut values = Vec::new();
        let mut questions = Vec::new();
        for question in pack.questions() {
            let styles: &[ResponseStyle] = match question.form {
                Form::Statement => &model.styles,
                Form::Scope | Form::Limits | Form::Choice | Form::Several { .. } => &[ResponseStyle::NEUTRAL],
            };
            let weights = row_weights(question, &asked, model);
            questions.push(Block { start: values.len(), count: weights.len(), styles: styles.len() });
            let by_style: Vec<Vec<Option<Vec<f64>>>> = styles
                .iter()
                .map(|style| {
                    pack.specialties()
                        .iter()
                        .map(|specialty| log_likelihoods(pack, question, specialty, *style, model))
                        .collect()
                })
                .collect();
            let grain = if styles.len() > 1 { STYLE_PARTS } else { 1 };
            for (row, weight) in weights.iter().enumerate() {
                for by_specialty in &by_style {
                    let logs: Vec<Option<f64>> = by_specialty
                        .iter()
                        .map(|rows| rows.as_ref().map(|rows| rows[row] * weight))
                        .collect();
                    push_line(&mut values, &logs, grain);
                }
            }
        }
        Self {
            specialties: pack.specialties().len(),
            style_priors: model.styles.iter().map(|style| multiple(libm::log(style.prior), 1)).collect(),
            questions,
            within: means_within(pack, &asked, model),
            values: Cow::Owned(values),
        }
    }

    /// What is taken off the log-likelihood of a row, in nats, where the question is taken to place people on some of its
    /// dimensions alone: the mean over specialties. Kept for options on up to three dimensions, since it rests on
    /// every specialty and an explanation speaks of few.
    #[must_use]
    pub fn mean_within(&self, question: QuestionId, row: usize, dimensions: &[DimensionId]) -> Option<f64> {
        let means = self.within.get(&(question.index(), row))?;
        means.iter().find(|(within, _)| within == dimensions).map(|(_, mean)| *mean)
    }

    /// Puts numbers in place that were stored apart from the rest.
    #[must_use]
    pub fn with_values(self, values: Cow<'static, [i32]>) -> Self {
        Self { values, ..self }
    }

    /// All numbers, to be stored apart from the rest.
    #[must_use]
    pub fn values(&self) -> &[i32] {
        &self.values
    }

    /// Number of specialties in each line.
    #[must_use]
    pub fn specialties(&self) -> usize {
        self.specialties
    }

    /// Log prior of each style, in micronats.
    #[must_use]
    pub fn style_priors(&self) -> &[i32] {
        &self.style_priors
    }

    /// Whether response style shows on a question.
    #[must_use]
    pub fn shows_style(&self, question: QuestionId) -> bool {
        self.questions[question.index()].styles > 1
    }

    /// Where all lines of a row lie in [`Evidence::values`]: for each style, the evidence for each specialty, then the mean.
    #[must_use]
    pub fn lines(&self, question: QuestionId, row: usize) -> Range<usize> {
        let block = self.questions[question.index()];
        debug_assert!(row < block.count, "a row of the question");
        let length = block.styles * (self.specialties + 1);
        let start = block.start + row * length;
        start..start + length
    }

    /// One line. `style` is ignored where style does not show.
    #[must_use]
    pub fn line(&self, question: QuestionId, row: usize, style: usize) -> TableLine<'_> {
        let styles = self.questions[question.index()].styles;
        let start = self.lines(question, row).start + style.min(styles - 1) * (self.specialties + 1);
        let end = start + self.specialties;
        TableLine { evidence: &self.values[start..end], mean: self.values[end] }
    }
}

/// The row that speaks of an option; of a question that takes several, each option has one for being left out, and then
/// one for being chosen.
pub(super) fn row_of(asked: &Question, option: OptionId, chosen: bool) -> usize {
    if asked.takes_several() { 2 * option.index() + usize::from(chosen) } else { option.index() }
}

/// Calls `read` with each row of the table that an answer reads, the option that the row speaks of, and whether that was
/// chosen.
pub(super) fn each_row(asked: &Question, chosen: &[OptionId], mut read: impl FnMut(usize, OptionId, bool)) {
    match asked.form {
        Form::Scope | Form::Limits => {}
        Form::Statement | Form::Choice => {
            for option in chosen {
                read(row_of(asked, *option, true), *option, true);
            }
        }
        Form::Several { .. } => {
            for option in (0..asked.options.len()).map(OptionId::new) {
                let is_chosen = chosen.contains(&option);
                read(row_of(asked, option, is_chosen), option, is_chosen);
            }
        }
    }
}

/// Micronats as nats.
#[must_use]
pub fn nats(micronats: i64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let nats = micronats as f64 / MICRO;
    nats
}

/// What a row of a question is multiplied with, since other questions ask about the same.
pub(super) fn tempering_of_row(pack: &Pack, question: &Question, row: usize, model: &Model) -> f64 {
    row_weights(question, &questions_by_dimension(pack), model)[row]
}

/// Dimensions of an option up to which [`Evidence::mean_within`] is kept: six sets of them at most.
const KEPT_WITHIN: usize = 3;

fn means_within(pack: &Pack, asked: &BTreeMap<DimensionId, usize>, model: &Model) -> MeansWithin {
    let mut means = BTreeMap::new();
    for (place, question) in pack.questions().iter().enumerate() {
        let rows_per_option = if question.takes_several() { 2 } else { 1 };
        for (row, weight) in row_weights(question, asked, model).iter().enumerate() {
            let dimensions = players(question, OptionId::new(row / rows_per_option));
            if !(2..=KEPT_WITHIN).contains(&dimensions.len()) {
                continue;
            }
            let part = |set: usize| -> Vec<DimensionId> {
                let within = (0..dimensions.len()).filter(|place| set >> place & 1 == 1);
                within.map(|place| dimensions[place]).collect()
            };
            let parts = (1..(1_usize << dimensions.len()) - 1).map(part);
            let with_mean = parts.map(|within| {
                let mean = mean_within(pack, question, row, &within, model) * weight;
                (within, mean)
            });
            means.insert((place, row), with_mean.collect());
        }
    }
    means
}

/// The mean over specialties of a row's log-likelihood where the question places people on some dimensions alone.
pub(super) fn mean_within(
    pack: &Pack,
    question: &Question,
    row: usize,
    within: &[DimensionId],
    model: &Model,
) -> f64 {
    let logs = pack.specialties().iter();
    let logs = logs.filter_map(|one| log_likelihood_within(pack, question, row, one, within, model));
    let known: Vec<f64> = logs.collect();
    #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    mean
}

/// The dimensions that an option places on, each once.
pub(super) fn players(question: &Question, option: OptionId) -> Vec<DimensionId> {
    let places = question.options[option.index()].places.iter();
    let mut dimensions: Vec<DimensionId> = places.map(|place| place.dimension).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    dimensions
}

/// How many questions ask about each dimension.
fn questions_by_dimension(pack: &Pack) -> BTreeMap<DimensionId, usize> {
    let mut asked = BTreeMap::new();
    for dimension in pack.questions().iter().flat_map(Question::dimensions) {
        *asked.entry(dimension).or_insert(0) += 1;
    }
    asked
}

/// The tempering of each row: the mean over the dimensions that its option places on.
fn row_weights(question: &Question, asked: &BTreeMap<DimensionId, usize>, model: &Model) -> Vec<f64> {
    let rows_per_option = if question.takes_several() { 2 } else { 1 };
    question
        .options
        .iter()
        .flat_map(|option| {
            let sum: f64 = option.places.iter().map(|place| model.tempering(asked[&place.dimension])).sum();
            #[allow(clippy::cast_precision_loss, reason = "a handful of dimensions")]
            let weight = sum / option.places.len().max(1) as f64;
            std::iter::repeat_n(weight, rows_per_option)
        })
        .collect()
}

/// Adds a line in whole micronats that are multiples of `grain`. A specialty of which nothing is known stands at the
/// mean of the others: the answer says nothing for or against it.
fn push_line(values: &mut Vec<i32>, logs: &[Option<f64>], grain: i64) {
    let known: Vec<f64> = logs.iter().flatten().copied().collect();
    #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    values.extend(logs.iter().map(|log| log.map_or(0, |log| multiple(log - mean, grain))));
    values.push(multiple(mean, grain));
}

/// The nearest multiple of so many micronats; logs are bounded by the careless share, so none comes near the range of `i32`.
fn multiple(nats: f64, grain: i64) -> i32 {
    #[allow(clippy::cast_precision_loss, reason = "1 or 1,024")]
    let grain = grain as f64;
    #[allow(clippy::cast_possible_truncation, reason = "a cast of f64 to i32 saturates")]
    let whole = (libm::round(nats * MICRO / grain) * grain) as i32;
    whole
}
