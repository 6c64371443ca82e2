//! The scores of many respondents, one after the other: the same numbers as [`super::scoring::score`], to the last
//! micronat, without the parts that explain them and without new memory for each.
//!
//! Two things make it quick. All styles of an answer lie one after the other in the table, so one pass adds them up in 32
//! bits, and since mixing rounds nothing (see [`STYLE_PARTS`]), the sums are mixed once, not each answer. And the weights
//! of the styles come from tables of powers, and are worked out as [`super::scoring`] does only where that could round the
//! other way.

use super::evidence::Evidence;
use super::person_fit::{Expectations, PersonFit};
use super::response_style::STYLE_PARTS;
use super::scoring::{NEGLIGIBLE, log_sum_exp, nats, softmax, whole_parts};
use crate::answers::{Answer, Answers};
use crate::pack::{Form, OptionId, Pack};

/// Rows that are added in 32 bits before the sum is moved to 64: each is some ten nats at most.
const ROWS_IN_32_BITS: usize = 64;
/// Behind the most probable by more than this, in micronats, a style or a specialty within it weighs nothing.
const FAR_BEHIND: i64 = 25_000_000;
/// Weights nearer than this to a whole part are worked out in full: the quick way is a million times nearer than that.
const DOUBTFUL: f64 = 1e-4;

/// What scoring needs, kept from one respondent to the next. Each thread has its own.
#[derive(Debug)]
pub struct Scorer<'c> {
    pack: &'c Pack,
    evidence: &'c Evidence,
    powers: Powers,
    /// Where the rows start that the present respondent's answers read: those on which style shows; of these once more
    /// what matters a lot; and the others, as often as they count.
    styled: Vec<usize>,
    again: Vec<usize>,
    plain: Vec<usize>,
    /// Sums over the styled rows, for each style and specialty, with the mean behind, as in the table.
    narrow: Vec<i32>,
    wide: Vec<i64>,
    /// The sums of all styles, mixed.
    mixed: Vec<i64>,
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
            powers: Powers::new(),
            styled: Vec::new(),
            again: Vec::new(),
            plain: Vec::new(),
            narrow: vec![0; lines],
            wide: vec![0; lines],
            mixed: vec![0; specialties],
            totals: vec![0; specialties],
            expectations: Expectations::new(pack, evidence),
        }
    }

    /// The score of each specialty, in micronats, and the person fit.
    pub fn score(&mut self, answers: &Answers) -> (&[i64], PersonFit) {
        self.find_rows(answers);
        self.totals.fill(0);
        let values = self.evidence.values();
        let specialties = self.totals.len();
        add_rows(values, &self.plain, &mut self.narrow[..specialties], &mut self.totals);
        let mut weights = Vec::new();
        if !self.styled.is_empty() {
            self.wide.fill(0);
            add_rows(values, &self.styled, &mut self.narrow, &mut self.wide);
            weights = self.style_weights();
            add_rows(values, &self.again, &mut self.narrow, &mut self.wide);
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
            let asked = self.pack.question(question);
            let styled = self.evidence.shows_style(question);
            let mut read = |row| {
                let start = self.evidence.lines(question, row).start;
                for time in 0..importance.factor() {
                    match (styled, time) {
                        (true, 0) => self.styled.push(start),
                        (true, _) => self.again.push(start),
                        (false, _) => self.plain.push(start),
                    }
                }
            };
            match asked.form {
                Form::Scope => {}
                Form::Statement | Form::Choice => options.iter().for_each(|option| read(option.index())),
                Form::Several { .. } => {
                    for place in 0..asked.options.len() {
                        let chosen = options.contains(&OptionId::new(place));
                        read(2 * place + usize::from(chosen));
                    }
                }
            }
        }
    }

    /// How probable each style is, in [`STYLE_PARTS`].
    fn style_weights(&self) -> Vec<i64> {
        let specialties = self.totals.len();
        let priors = self.evidence.style_priors();
        let styles = || self.wide.chunks(specialties + 1).zip(priors);
        // A style's prior and the means of its rows, the same for every specialty; and its largest sum.
        let largest: Vec<i64> = styles()
            .map(|(sums, prior)| {
                let most = sums[..specialties].iter().copied().max().unwrap_or(0);
                most + sums[specialties] + i64::from(*prior)
            })
            .collect();
        let best = largest.iter().copied().max().unwrap_or(0);
        let weights = styles().zip(&largest).map(|((sums, prior), largest)| {
            if best - largest > FAR_BEHIND {
                return 0.0;
            }
            let most = largest - sums[specialties] - i64::from(*prior);
            self.powers.sum_below(&sums[..specialties], most) * libm::exp(nats(largest - best))
        });
        whole_parts_of(&weights.collect::<Vec<f64>>()).unwrap_or_else(|| self.style_weights_in_full())
    }

    fn style_weights_in_full(&self) -> Vec<i64> {
        let specialties = self.totals.len();
        let styles = self.wide.chunks(specialties + 1).zip(self.evidence.style_priors());
        let logs = styles.map(|(sums, prior)| {
            let same = sums[specialties] + i64::from(*prior);
            log_sum_exp(&sums[..specialties].iter().map(|sum| sum + same).collect::<Vec<i64>>())
        });
        whole_parts(&softmax(&logs.collect::<Vec<f64>>()))
    }

    /// Adds the styled sums, mixed by the weights.
    fn mix(&mut self, weights: &[i64]) {
        let line = self.totals.len() + 1;
        self.mixed.fill(0);
        let weighed = weights.iter().enumerate().filter(|(_, weight)| **weight > 0);
        for (style, weight) in weighed {
            for (mixed, sum) in self.mixed.iter_mut().zip(&self.wide[style * line..]) {
                *mixed += weight * sum;
            }
        }
        for (total, mixed) in self.totals.iter_mut().zip(&self.mixed) {
            *total += mixed / STYLE_PARTS;
        }
    }
}

/// Adds rows of the table to `wide`, in 32 bits as far as they hold, four at a time.
fn add_rows(values: &[i32], starts: &[usize], narrow: &mut [i32], wide: &mut [i64]) {
    let length = narrow.len();
    let row = |start: usize| &values[start..start + length];
    for some in starts.chunks(ROWS_IN_32_BITS) {
        narrow.fill(0);
        let mut fours = some.chunks_exact(4);
        for four in &mut fours {
            let rows = row(four[0]).iter().zip(row(four[1])).zip(row(four[2])).zip(row(four[3]));
            for (sum, (((a, b), c), d)) in narrow.iter_mut().zip(rows) {
                *sum += (a + b) + (c + d);
            }
        }
        for start in fours.remainder() {
            for (sum, value) in narrow.iter_mut().zip(row(*start)) {
                *sum += value;
            }
        }
        for (wide, narrow) in wide.iter_mut().zip(&*narrow) {
            *wide += i64::from(*narrow);
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

/// `exp` of whole micronats from nought down, from three tables of 512: near to the last few bits.
#[derive(Debug)]
struct Powers([Vec<f64>; 3]);

/// Bits of a table's index.
const BITS: u32 = 9;

impl Powers {
    fn new() -> Self {
        let table =
            |level: u32| (0..1_i64 << BITS).map(|n| libm::exp(nats(-(n << (BITS * level))))).collect();
        Self([table(0), table(1), table(2)])
    }

    /// `Σ exp` of how far numbers lie below `most`, without those far below.
    fn sum_below(&self, numbers: &[i64], most: i64) -> f64 {
        let [fine, middle, coarse] = &self.0;
        let mask = (1 << BITS) - 1;
        let below = numbers.iter().map(|number| most - number).filter(|below| *below <= FAR_BEHIND);
        below
            .map(|below| {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "from 0 to 25 million"
                )]
                let below = below as usize;
                fine[below & mask] * middle[below >> BITS & mask] * coarse[below >> (2 * BITS)]
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
    use crate::matching::simulation::{ResponseModel, random_sheet, respondent};
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
            scorer.wide.fill(0);
            add_rows(scorer.evidence.values(), &scorer.styled, &mut scorer.narrow, &mut scorer.wide);
            assert_eq!(scorer.style_weights(), scorer.style_weights_in_full());
        }
        assert_eq!(whole_parts_of(&[1.0, 1.0]), None, "neither is the most probable");
        assert_eq!(whole_parts_of(&[3.0, 1.0]), None, "exactly a whole part");
        assert_eq!(whole_parts_of(&[3.1, 1.0]), Some(vec![775, 249]));
    }

    #[test]
    fn powers_are_those_of_exp() {
        let powers = Powers::new();
        for below in [0, 1, 511, 512, 262_143, 262_144, 24_999_999] {
            let exact = libm::exp(nats(-below));
            assert!((powers.sum_below(&[-below], 0) / exact - 1.0).abs() < 1e-13, "{below}");
        }
        assert!(powers.sum_below(&[-FAR_BEHIND - 1], 0).abs() < f64::MIN_POSITIVE);
    }
}
