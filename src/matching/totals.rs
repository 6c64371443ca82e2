//! The scores of many respondents, one after the other: the same numbers as [`super::scoring::score`], without the parts
//! that explain them and without new memory for each.

use super::evidence::Evidence;
use super::scoring::{STYLE_PARTS, weights_of};
use crate::answers::{Answer, Answers};
use crate::pack::{Form, OptionId, Pack, QuestionId};

/// Rows that are added in 32 bits before the sum is moved to 64: each is some ten nats at most.
const ROWS_IN_32_BITS: usize = 64;

/// What scoring needs, kept from one respondent to the next.
#[derive(Debug)]
pub struct Scorer<'c> {
    pack: &'c Pack,
    evidence: &'c Evidence,
    /// Rows of the table that the present respondent's answers read, with the factor of their importance.
    rows: Vec<(QuestionId, usize, i64)>,
    narrow: Vec<i32>,
    by_style: Vec<Vec<i64>>,
    mixed: Vec<i64>,
    totals: Vec<i64>,
}

impl<'c> Scorer<'c> {
    /// A scorer for one pack; each thread has its own.
    #[must_use]
    pub fn new(pack: &'c Pack, evidence: &'c Evidence) -> Self {
        let specialties = evidence.specialties();
        Self {
            pack,
            evidence,
            rows: Vec::new(),
            narrow: vec![0; specialties],
            by_style: vec![vec![0; specialties]; evidence.style_priors().len()],
            mixed: vec![0; specialties],
            totals: vec![0; specialties],
        }
    }

    /// The score of each specialty, in micronats.
    pub fn totals(&mut self, answers: &Answers) -> &[i64] {
        self.find_rows(answers);
        let weights = self.style_weights();
        self.totals.fill(0);
        for (question, row, factor) in &self.rows {
            if self.evidence.shows_style(*question) {
                mix(self.evidence, *question, *row, &weights, &mut self.mixed);
                for (total, sum) in self.totals.iter_mut().zip(&self.mixed) {
                    *total += factor * sum.div_euclid(STYLE_PARTS);
                }
            } else {
                let line = self.evidence.line(*question, *row, 0);
                for (total, value) in self.totals.iter_mut().zip(line.evidence) {
                    *total += factor * i64::from(*value);
                }
            }
        }
        &self.totals
    }

    fn find_rows(&mut self, answers: &Answers) {
        self.rows.clear();
        for (question, answer) in answers.iter() {
            let Answer::Chose { options, importance } = answer else { continue };
            let asked = self.pack.question(question);
            let factor = importance.factor();
            match asked.form {
                Form::Scope => {}
                Form::Statement | Form::Choice => {
                    self.rows.extend(options.iter().map(|option| (question, option.index(), factor)));
                }
                Form::Several { .. } => self.rows.extend((0..asked.options.len()).map(|place| {
                    let chosen = options.contains(&OptionId::new(place));
                    (question, 2 * place + usize::from(chosen), factor)
                })),
            }
        }
    }

    fn style_weights(&mut self) -> Vec<i64> {
        for (style, prior) in self.evidence.style_priors().iter().enumerate() {
            let wide = &mut self.by_style[style];
            wide.fill(i64::from(*prior));
            let mut statements =
                self.rows.iter().filter(|(id, ..)| self.evidence.shows_style(*id)).peekable();
            while statements.peek().is_some() {
                self.narrow.fill(0);
                let mut means = 0;
                for (question, row, _) in statements.by_ref().take(ROWS_IN_32_BITS) {
                    let line = self.evidence.line(*question, *row, style);
                    means += i64::from(line.mean);
                    for (sum, value) in self.narrow.iter_mut().zip(line.evidence) {
                        *sum += value;
                    }
                }
                for (wide, narrow) in wide.iter_mut().zip(&self.narrow) {
                    *wide += i64::from(*narrow) + means;
                }
            }
        }
        weights_of(&self.by_style)
    }
}

/// One row mixed over the styles by their weights, in micronats times [`STYLE_PARTS`]. Most weights are nothing.
fn mix(evidence: &Evidence, question: QuestionId, row: usize, weights: &[i64], sums: &mut [i64]) {
    sums.fill(0);
    for (style, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
        for (sum, value) in sums.iter_mut().zip(evidence.line(question, row, style).evidence) {
            *sum += weight * i64::from(*value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::scoring::score;
    use crate::matching::simulation::{ResponseModel, random_sheet, respondent};
    use crate::pack::SpecialtyId;

    #[test]
    fn totals_are_those_of_the_scores_that_explain_themselves() {
        let content = default_pack();
        let mut scorer = Scorer::new(&content.pack, &content.evidence);
        for number in 0..60 {
            let sheet = match number % 2 {
                0 => random_sheet(&content.pack, 5, number),
                _ => {
                    let model = &ResponseModel::ALL[number as usize % ResponseModel::ALL.len()];
                    respondent(&content.pack, SpecialtyId::new(number as usize), model, 5, number).0
                }
            };
            let scores = score(&content.pack, &content.evidence, &sheet);
            assert_eq!(scorer.totals(&sheet), scores.totals);
        }
    }
}
