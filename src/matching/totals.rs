//! The scores of many respondents, one after the other: the same numbers as [`super::scoring::score`], to the last
//! micronat, without the parts that explain them and without new memory for each.
//!
//! Two things make it quick. All styles of an answer lie one after the other in the table, so one pass adds them up, in
//! grains of [`STYLE_PARTS`] micronats, of which 32 bits hold more than enough; and since mixing rounds nothing, the sums
//! are mixed once, not each answer. And the weights of the styles come from tables of powers, and are worked out as
//! [`super::scoring`] does only where that could round the other way.

use super::evidence::{Evidence, each_row, nats};
use super::person_fit::{Expectations, PersonFit};
use super::response_style::STYLE_PARTS;
use super::scoring::{NEGLIGIBLE, log_sum_exp, softmax, whole_parts};
use crate::answers::{Answer, Answers};
use crate::pack::Pack;

/// Rows that are added in 32 bits before the sum is moved to 64: each is some ten nats at most.
const ROWS_IN_32_BITS: usize = 64;
/// Behind the most probable by more than this, in grains, a style or a specialty within it weighs nothing: some 25 nats.
const FAR_BEHIND: i32 = 24_575;
/// Weights nearer than this to a whole part are worked out in full: the quick way is a million times nearer than that.
const DOUBTFUL: f64 = 1e-4;

/// What scoring needs, kept from one respondent to the next. Each thread has its own.
#[derive(Debug)]
pub struct Scorer<'c> {
    pack: &'c Pack,
    evidence: &'c Evidence,
    /// The table in grains, rounded down where style does not show; it is not read there.
    grains: Vec<i32>,
    powers: Powers,
    /// Where the rows start that the present respondent's answers read: those on which style shows; of these once more
    /// what matters a lot; and the others, as often as they count.
    styled: Vec<usize>,
    again: Vec<usize>,
    plain: Vec<usize>,
    /// Sums over the styled rows in grains, for each style and specialty, with the mean behind, as in the table.
    sums: Vec<i32>,
    /// Sums over the others in micronats, by specialty.
    narrow: Vec<i32>,
    totals: Vec<i64>,
    expectations: Expectations,
}

impl<'c> Scorer<'c> {
    /// A scorer for one pack.
    #[must_use]
    pub fn new(pack: &'c Pack, evidence: &'c Evidence) -> Self {
        let specialties = evidence.specialties();
        let lines = evidence.style_priors().len() * (specialties + 1);
        Self {
            pack,
            evidence,
            grains: evidence.values().iter().map(|value| value / GRAIN).collect(),
            powers: Powers::new(),
            styled: Vec::new(),
            again: Vec::new(),
            plain: Vec::new(),
            sums: vec![0; lines],
            narrow: vec![0; specialties],
            totals: vec![0; specialties],
            expectations: Expectations::new(pack, evidence),
        }
    }

    /// The score of each specialty, in micronats, and the person fit.
    pub fn score(&mut self, answers: &Answers) -> (&[i64], PersonFit) {
        self.find_rows(answers);
        self.add_plain();
        let mut weights = Vec::new();
        if !self.styled.is_empty() {
            self.sums.fill(0);
            add_rows(&self.grains, &self.styled, &mut self.sums);
            weights = self.style_weights();
            add_rows(&self.grains, &self.again, &mut self.sums);
            self.mix(&weights);
        }
        let Self { pack, evidence, totals, expectations, .. } = self;
        let person_fit = expectations.person_fit(pack, evidence, answers, &weights, totals);
        (totals, person_fit)
    }

    fn find_rows(&mut self, answers: &Answers) {
        self.styled.clear();
        self.again.clear();
        self.plain.clear();
        for (question, answer) in answers.iter() {
            let Answer::Chose { options, importance } = answer else { continue };
            let styled = self.evidence.shows_style(question);
            each_row(self.pack.question(question), options, |row, _, _| {
                let start = self.evidence.lines(question, row).start;
                for time in 0..importance.factor() {
                    match (styled, time) {
                        (true, 0) => self.styled.push(start),
                        (true, _) => self.again.push(start),
                        (false, _) => self.plain.push(start),
                    }
                }
            });
        }
    }

    /// Sums the rows on which style does not show.
    fn add_plain(&mut self) {
        self.totals.fill(0);
        for some in self.plain.chunks(ROWS_IN_32_BITS) {
            self.narrow.fill(0);
            add_rows(self.evidence.values(), some, &mut self.narrow);
            for (total, narrow) in self.totals.iter_mut().zip(&self.narrow) {
                *total += i64::from(*narrow);
            }
        }
    }

    /// How probable each style is, in [`STYLE_PARTS`].
    fn style_weights(&self) -> Vec<i64> {
        let specialties = self.totals.len();
        let priors = self.evidence.style_priors();
        let styles = || self.sums.chunks(specialties + 1).zip(priors);
        let most = |sums: &[i32]| sums[..specialties].iter().copied().max().unwrap_or(0);
        // With a style's prior and the means of its rows, which are the same for every specialty.
        let largest =
            |(sums, prior): (&[i32], &i32)| micronats(most(sums) + sums[specialties]) + i64::from(*prior);
        let best = styles().map(largest).max().unwrap_or(0);
        let weights = styles().map(|(sums, prior)| {
            let behind = best - largest((sums, prior));
            if behind > micronats(FAR_BEHIND) {
                return 0.0;
            }
            self.powers.sum_below(&sums[..specialties], most(sums)) * libm::exp(nats(-behind))
        });
        whole_parts_of(&weights.collect::<Vec<f64>>()).unwrap_or_else(|| self.style_weights_in_full())
    }

    fn style_weights_in_full(&self) -> Vec<i64> {
        let specialties = self.totals.len();
        let styles = self.sums.chunks(specialties + 1).zip(self.evidence.style_priors());
        let logs = styles.map(|(sums, prior)| {
            let whole = |sum: &i32| micronats(sum + sums[specialties]) + i64::from(*prior);
            log_sum_exp(&sums[..specialties].iter().map(whole).collect::<Vec<i64>>())
        });
        whole_parts(&softmax(&logs.collect::<Vec<f64>>()))
    }

    /// Adds the styled sums, mixed by the weights: so many parts of so many grains are micronats.
    fn mix(&mut self, weights: &[i64]) {
        let line = self.totals.len() + 1;
        for (style, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
            for (total, sum) in self.totals.iter_mut().zip(&self.sums[style * line..]) {
                *total += weight * i64::from(*sum);
            }
        }
    }
}

/// A grain, in micronats.
#[allow(clippy::cast_possible_truncation, reason = "1,024")]
const GRAIN: i32 = STYLE_PARTS as i32;

/// Grains in micronats.
fn micronats(grains: i32) -> i64 {
    i64::from(grains) * STYLE_PARTS
}

/// Adds rows of a table to `sums`, four at a time.
fn add_rows(values: &[i32], starts: &[usize], sums: &mut [i32]) {
    let length = sums.len();
    let row = |start: usize| &values[start..start + length];
    let mut fours = starts.chunks_exact(4);
    for four in &mut fours {
        let rows = row(four[0]).iter().zip(row(four[1])).zip(row(four[2])).zip(row(four[3]));
        for (sum, (((a, b), c), d)) in sums.iter_mut().zip(rows) {
            *sum += (a + b) + (c + d);
        }
    }
    for start in fours.remainder() {
        for (sum, value) in sums.iter_mut().zip(row(*start)) {
            *sum += value;
        }
    }
}

/// Weights in proportion as whole parts, as [`whole_parts`] rounds them; nothing if one is too near to another whole part,
/// or the largest two to each other, for the last bit not to matter.
fn whole_parts_of(weights: &[f64]) -> Option<Vec<i64>> {
    let sum: f64 = weights.iter().sum();
    #[allow(clippy::cast_precision_loss, reason = "1,024 and less")]
    let (all, negligible) = (STYLE_PARTS as f64, NEGLIGIBLE as f64);
    let shares: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
    let most = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
    // The most probable gets what is left over, so its own rounding does not matter.
    let others = || shares.iter().enumerate().filter(|(style, _)| *style != most);
    let doubtful = others().any(|(_, share)| {
        let parts = share * all;
        let whole = libm::round(parts);
        shares[most] - share < DOUBTFUL || (whole >= negligible && (parts - whole).abs() < DOUBTFUL)
    });
    (!doubtful).then(|| whole_parts(&shares))
}

/// `exp` of whole grains from nought down, from two tables of 256: near to the last few bits.
#[derive(Debug)]
struct Powers([Vec<f64>; 2]);

/// Bits of a table's index.
const BITS: u32 = 8;

impl Powers {
    fn new() -> Self {
        let table = |level: u32| {
            (0..1_i32 << BITS).map(|n| libm::exp(nats(micronats(-(n << (BITS * level)))))).collect()
        };
        Self([table(0), table(1)])
    }

    /// `Σ exp` of how far numbers lie below `most`, without those far below.
    fn sum_below(&self, numbers: &[i32], most: i32) -> f64 {
        let [fine, coarse] = &self.0;
        let below = numbers.iter().map(|number| most - number).filter(|below| *below <= FAR_BEHIND);
        below
            .map(|below| {
                #[allow(clippy::cast_sign_loss, reason = "none is above the most")]
                let below = below as usize;
                fine[below & ((1 << BITS) - 1)] * coarse[below >> BITS]
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Importance;
    use crate::default_pack;
    use crate::matching::scoring::score;
    use crate::matching::trial::simulation::{ResponseModel, random_sheet, respondent};
    use crate::pack::SpecialtyId;

    #[test]
    fn totals_are_those_of_the_scores_that_explain_themselves() {
        let content = default_pack();
        let mut scorer = Scorer::new(&content.pack, &content.evidence);
        for number in 0..300_usize {
            let model = &ResponseModel::ALL[number % ResponseModel::ALL.len()];
            let mut sheet = random_sheet(&content.pack, 5, number as u64);
            if number % 2 == 1 {
                sheet = respondent(&content.pack, SpecialtyId::new(number % 94), model, 5, 1).0;
            }
            if number % 3 == 0 {
                for id in content.pack.question_ids().filter(|id| (id.index() + number) % 4 == 0) {
                    if let Some(Answer::Chose { options, .. }) = sheet.to(id).cloned() {
                        sheet.set(id, Answer::Chose { options, importance: Importance::ALot });
                    }
                }
            }
            let expected = score(&content.pack, &content.evidence, &sheet);
            assert_eq!(scorer.score(&sheet), (expected.totals.as_slice(), expected.person_fit));
        }
    }
    #[test]
    fn the_quick_weights_are_the_full_ones_or_none() {
        let content = default_pack();
        let mut scorer = Scorer::new(&content.pack, &content.evidence);
        for number in 0..200 {
            scorer.find_rows(&random_sheet(&content.pack, 2, number));
            scorer.sums.fill(0);
            add_rows(&scorer.grains, &scorer.styled, &mut scorer.sums);
            assert_eq!(scorer.style_weights(), scorer.style_weights_in_full());
        }
        assert_eq!(whole_parts_of(&[1.0, 1.0]), None, "neither is the most probable");
        assert_eq!(whole_parts_of(&[3.0, 1.0]), None, "exactly a whole part");
        assert_eq!(whole_parts_of(&[3.1, 1.0]), Some(vec![775, 249]));
    }

    #[test]
    fn powers_are_those_of_exp() {
        let powers = Powers::new();
        for below in [0, 1, 255, 256, 9_999, FAR_BEHIND] {
            let exact = libm::exp(nats(micronats(-below)));
            assert!((powers.sum_below(&[-below], 0) / exact - 1.0).abs() < 1e-13, "{below}");
        }
        assert!(powers.sum_below(&[-FAR_BEHIND - 1], 0).abs() < f64::MIN_POSITIVE);
    }
}
