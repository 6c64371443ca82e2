//! How much of an answer's evidence each dimension carries.
//!
//! A question about one dimension leaves nothing to share. Where it is about several, the evidence is shared by Shapley's
//! value ("A value for n-person games", Contributions to the Theory of Games II, 1953): what a dimension adds when the
//! others join it in every order, on average. `v(S)` is the evidence that the same answer would be if its question placed
//! people on the dimensions `S` alone, under the same styles and the same tempering; of none of them, nothing.
//!
//! It is worked out only when a result is explained, and never touches a score.

use std::collections::BTreeMap;

use super::evidence::{Evidence, row_of, tempering_of_row};
use super::likelihood::log_likelihoods;
use super::model::Model;
use super::response_style::{ResponseStyle, STYLE_PARTS};
use super::scoring::{Part, Scores};
use crate::answers::Answers;
use crate::pack::{DimensionId, OptionId, Pack, Question, QuestionId, SpecialtyId};

/// Dimensions up to which every order is gone through; `2^8` sets of them at most.
const EVERY_ORDER: usize = 8;

const MICRO: f64 = 1e6;

/// What each dimension carries of every part of one respondent's scores.
#[derive(Debug)]
pub struct Shares {
    by_part: BTreeMap<(QuestionId, OptionId), SharedPart>,
}

#[derive(Debug)]
struct SharedPart {
    dimensions: Vec<DimensionId>,
    /// In whole micronats, for each dimension by specialty; they add up to the part. Empty where one dimension carries
    /// all of it.
    evidence: Vec<Vec<i64>>,
}

impl Shares {
    /// Shares out the parts of the scores of these answers.
    #[must_use]
    pub fn new(pack: &Pack, evidence: &Evidence, answers: &Answers, scores: &Scores) -> Self {
        let model = Model::default();
        let shared = |part: &Part| {
            let dimensions = players(pack.question(part.question), part.option);
            let evidence = match dimensions.as_slice() {
                [] | [_] => Vec::new(),
                _ => Game::of(pack, evidence, answers, scores, part, &dimensions, &model).shares(),
            };
            ((part.question, part.option), SharedPart { dimensions, evidence })
        };
        Self { by_part: scores.parts.iter().map(shared).collect() }
    }

    /// What each dimension carries of a part, for one specialty, in micronats and the order of the pack. It adds up to the
    /// part's evidence.
    pub fn of<'s>(
        &'s self,
        part: &'s Part,
        specialty: SpecialtyId,
    ) -> impl Iterator<Item = (DimensionId, i64)> + 's {
        let shared = self.by_part.get(&(part.question, part.option));
        shared.into_iter().flat_map(move |shared| {
            let carried = move |place: usize| shared.evidence.get(place).unwrap_or(&part.evidence);
            let places = shared.dimensions.iter().enumerate();
            places.map(move |(place, dimension)| (*dimension, carried(place)[specialty.index()]))
        })
    }
}

/// The dimensions among which a part is shared: those that its option places on. All options of a choice place on the same.
fn players(question: &Question, option: OptionId) -> Vec<DimensionId> {
    let places = question.options[option.index()].places.iter();
    let mut dimensions: Vec<DimensionId> = places.map(|place| place.dimension).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    dimensions
}

/// One row of a question, as a game of its dimensions.
struct Game<'a> {
    pack: &'a Pack,
    question: &'a Question,
    row: usize,
    /// What the row is multiplied with: tempering and importance, in micronats.
    factor: f64,
    /// Styles with their weights, which add up to one.
    styles: Vec<(ResponseStyle, f64)>,
    model: &'a Model,
    /// Whether each specialty is known on all that is asked: one that is not has no evidence.
    known: Vec<bool>,
    dimensions: &'a [DimensionId],
    /// What is shared, by specialty.
    whole: &'a [i64],
}

impl<'a> Game<'a> {
    fn of(
        pack: &'a Pack,
        evidence: &Evidence,
        answers: &Answers,
        scores: &'a Scores,
        part: &'a Part,
        dimensions: &'a [DimensionId],
        model: &'a Model,
    ) -> Self {
        let question = pack.question(part.question);
        let row = row_of(question, part.option, part.chosen);
        let importance = answers.importance(part.question).factor();
        #[allow(clippy::cast_precision_loss, reason = "1 or 2, and weights of 1,024 at most")]
        let as_number = |whole: i64| whole as f64;
        let styles = if evidence.shows_style(part.question) {
            let weighed = model.styles.iter().zip(&scores.style_weights).filter(|(_, weight)| **weight > 0);
            weighed.map(|(style, weight)| (*style, as_number(*weight) / as_number(STYLE_PARTS))).collect()
        } else {
            vec![(ResponseStyle::NEUTRAL, 1.0)]
        };
        let asked = question.dimensions();
        let known = pack.specialties().iter().map(|one| asked.iter().all(|at| one.at(*at).is_some()));
        Self {
            pack,
            question,
            row,
            factor: tempering_of_row(pack, question, row, model) * as_number(importance) * MICRO,
            styles,
            model,
            known: known.collect(),
            dimensions,
            whole: &part.evidence,
        }
    }

    /// What each dimension carries, by specialty, in whole micronats that add up to the row.
    fn shares(&self) -> Vec<Vec<i64>> {
        let shares =
            if self.dimensions.len() <= EVERY_ORDER { self.in_every_order() } else { self.at_both_ends() };
        let mut whole: Vec<Vec<i64>> = shares
            .iter()
            .map(|by_specialty| by_specialty.iter().map(|share| rounded(*share)).collect())
            .collect();
        // What rounding leaves, a micronat or two, goes to the last dimension, always the same.
        for (specialty, row) in self.whole.iter().enumerate() {
            let left: i64 = row - whole.iter().map(|by_specialty| by_specialty[specialty]).sum::<i64>();
            if let Some(last) = whole.last_mut() {
                last[specialty] += left;
            }
        }
        whole
    }

    /// Shapley's value: the mean, over all orders, of what a dimension adds to those before it.
    fn in_every_order(&self) -> Vec<Vec<f64>> {
        let count = self.dimensions.len();
        let sets: Vec<Vec<f64>> =
            (0..1_usize << count).map(|set| self.value(|place| set >> place & 1 == 1)).collect();
        let of_dimension = |place: usize| {
            let mut share = vec![0.0; self.whole.len()];
            for set in (0..sets.len()).filter(|set| set >> place & 1 == 0) {
                let weight = share_of_orders(set.count_ones() as usize, count);
                let (without, with) = (&sets[set], &sets[set | 1 << place]);
                for (sum, (before, after)) in share.iter_mut().zip(without.iter().zip(with)) {
                    *sum += weight * (after - before);
                }
            }
            share
        };
        (0..count).map(of_dimension).collect()
    }

    /// For more dimensions than orders can be gone through: the mean of what each adds as the first and as the last, and an
    /// equal part of what that leaves. Of two dimensions that is Shapley's value.
    fn at_both_ends(&self) -> Vec<Vec<f64>> {
        #[allow(clippy::cast_precision_loss, reason = "a few hundred dimensions at most")]
        let count = self.dimensions.len() as f64;
        let whole = self.value(|_| true);
        let ends = |place: usize| -> Vec<f64> {
            let (first, before_last) =
                (self.value(|other| other == place), self.value(|other| other != place));
            let all = first.iter().zip(before_last).zip(&whole);
            all.map(|((first, before), whole)| 0.5 * (first + whole - before)).collect()
        };
        let mut shares: Vec<Vec<f64>> = (0..self.dimensions.len()).map(ends).collect();
        for (specialty, whole) in whole.iter().enumerate() {
            let given: f64 = shares.iter().map(|share| share[specialty]).sum();
            for share in &mut shares {
                share[specialty] += (whole - given) / count;
            }
        }
        shares
    }

    /// `v(S)`, by specialty, for the dimensions at the places that are `within`.
    fn value(&self, within: impl Fn(usize) -> bool) -> Vec<f64> {
        let outside: Vec<DimensionId> = (0..self.dimensions.len())
            .filter(|place| !within(*place))
            .map(|place| self.dimensions[place])
            .collect();
        if outside.len() == self.dimensions.len() {
            return vec![0.0; self.whole.len()];
        }
        if outside.is_empty() {
            #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
            return self.whole.iter().map(|whole| *whole as f64).collect();
        }
        let mut asked = self.question.clone();
        for option in &mut asked.options {
            option.places.retain(|place| !outside.contains(&place.dimension));
        }
        let mut sums = vec![0.0; self.whole.len()];
        for (style, weight) in &self.styles {
            for (sum, value) in sums.iter_mut().zip(self.under(&asked, *style)) {
                *sum += weight * value;
            }
        }
        sums
    }

    /// The row of a question under one style, less its mean, as the table of evidence holds it.
    fn under(&self, asked: &Question, style: ResponseStyle) -> Vec<f64> {
        let specialties = self.pack.specialties().iter().zip(&self.known);
        let logs: Vec<Option<f64>> = specialties
            .map(|(specialty, known)| {
                let rows =
                    known.then(|| log_likelihoods(self.pack, asked, specialty, style, self.model)).flatten();
                rows.map(|rows| rows[self.row] * self.factor)
            })
            .collect();
        let known: Vec<f64> = logs.iter().flatten().copied().collect();
        #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        logs.into_iter().map(|log| log.map_or(0.0, |log| log - mean)).collect()
    }
}

/// The share of all orders of `count` in which exactly a given set of so many `before` stands in front of a given one:
/// `before! (count − before − 1)! / count!`.
fn share_of_orders(before: usize, count: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a factorial of eight at most")]
    let factorial = |number: usize| (1..=number).product::<usize>() as f64;
    factorial(before) * factorial(count - before - 1) / factorial(count)
}

fn rounded(micronats: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "a cast of f64 to i64 saturates")]
    let whole = libm::round(micronats) as i64;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;
    use crate::answers::{Answer, Importance};
    use crate::default_pack;
    use crate::matching::scoring::score;
    use crate::pack::Form;

    /// Every option of every choice that places on several dimensions, answered alone.
    fn each_game(content: &Content, mut look: impl FnMut(&Game<'_>)) {
        let pack = &content.pack;
        for id in pack.question_ids().filter(|id| pack.question(*id).form == Form::Choice) {
            for option in (0..pack.question(id).options.len()).map(OptionId::new) {
                let mut answers = Answers::default();
                answers.set(id, Answer::Chose { options: vec![option], importance: Importance::ALot });
                let scores = score(pack, &content.evidence, &answers);
                let dimensions = players(pack.question(id), option);
                let model = Model::default();
                if dimensions.len() > 1 {
                    let part = &scores.parts[0];
                    look(&Game::of(pack, &content.evidence, &answers, &scores, part, &dimensions, &model));
                }
            }
        }
    }

    #[test]
    fn the_table_holds_what_a_game_of_all_dimensions_gives() {
        let content = default_pack();
        each_game(&content, |game| {
            let worked_out = game.under(game.question, ResponseStyle::NEUTRAL);
            for (given, table) in worked_out.iter().zip(game.value(|_| true)) {
                assert!((given - table).abs() <= 2.0, "{} {given} {table}", game.question.id);
            }
        });
    }

    #[test]
    fn of_two_dimensions_each_has_half_of_what_it_adds_first_and_last() {
        let content = default_pack();
        let mut checked = 0;
        each_game(&content, |game| {
            let (all, ends) = (game.in_every_order(), game.at_both_ends());
            if game.dimensions.len() == 2 {
                let (alone, other) = (game.value(|place| place == 0), game.value(|place| place == 1));
                for (specialty, whole) in game.value(|_| true).into_iter().enumerate() {
                    let half = 0.5 * alone[specialty] + 0.5 * (whole - other[specialty]);
                    assert!((all[0][specialty] - half).abs() < 1e-6);
                    assert!((ends[0][specialty] - half).abs() < 1e-6);
                }
                checked += 1;
            }
            for shares in [all, ends] {
                for (specialty, whole) in game.value(|_| true).into_iter().enumerate() {
                    let sum: f64 = shares.iter().map(|share| share[specialty]).sum();
                    assert!((sum - whole).abs() < 1e-3);
                }
            }
        });
        assert!(checked > 0);
    }

    #[test]
    fn orders_are_counted_whole() {
        for count in 1..=EVERY_ORDER {
            let sets =
                (0..1_usize << (count - 1)).map(|set| share_of_orders(set.count_ones() as usize, count));
            assert!((sets.sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
