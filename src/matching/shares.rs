//! How much of an answer's evidence each dimension carries.
//!
//! A question about one dimension leaves nothing to share. Where it is about several, the evidence is shared by Shapley's
//! value ("A value for n-person games", Contributions to the Theory of Games II, 1953): what a dimension adds when the
//! others join it in every order, on average. `v(S)` is the evidence that the same answer would be if its question placed
//! people on the dimensions `S` alone, under the same styles and the same tempering; of none of them, nothing.
//!
//! It is worked out only when a result is explained, and never touches a score.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::evidence::{Evidence, mean_within, players, row_of, tempering_of_row};
use super::likelihood::log_likelihood_within;
use super::model::Model;
use super::scoring::{Part, Scores};
use crate::answers::Answers;
use crate::pack::{DimensionId, OptionId, Pack, QuestionId, SpecialtyId};

/// Dimensions up to which every order is gone through; `2^8` sets of them at most.
const EVERY_ORDER: usize = 8;

const MICRO: f64 = 1e6;

/// What each dimension carries of every part of one respondent's scores; worked out for a specialty when it is asked for,
/// since an explanation speaks of few.
#[derive(Debug)]
pub struct Shares<'s> {
    by_part: BTreeMap<(QuestionId, OptionId), SharedPart<'s>>,
}

#[derive(Debug)]
struct SharedPart<'s> {
    dimensions: Vec<DimensionId>,
    /// Nothing where one dimension carries all of it.
    game: Option<Game<'s>>,
    /// In whole micronats, for each specialty by dimension; they add up to the part.
    evidence: Vec<OnceCell<Vec<i64>>>,
}

impl<'s> Shares<'s> {
    /// Shares out the parts of the scores of these answers.
    #[must_use]
    pub fn new(pack: &'s Pack, evidence: &'s Evidence, answers: &Answers, scores: &'s Scores) -> Self {
        let shared = |part: &'s Part| {
            let dimensions = players(pack.question(part.question), part.option);
            let several = dimensions.len() > 1;
            let game =
                several.then(|| Game::of(pack, evidence, answers, part, &dimensions, &Model::default()));
            let evidence = if several { vec![OnceCell::new(); part.evidence.len()] } else { Vec::new() };
            ((part.question, part.option), SharedPart { dimensions, game, evidence })
        };
        Self { by_part: scores.parts.iter().map(shared).collect() }
    }

    /// What each dimension carries of a part, for one specialty, in micronats and the order of the pack. It adds up to the
    /// part's evidence.
    pub fn of<'a>(
        &'a self,
        part: &'a Part,
        specialty: SpecialtyId,
    ) -> impl Iterator<Item = (DimensionId, i64)> + 'a {
        let shared = self.by_part.get(&(part.question, part.option));
        shared.into_iter().flat_map(move |shared| {
            let several = shared.game.as_ref().map(|game| {
                shared.evidence[specialty.index()].get_or_init(|| game.shares(specialty)).as_slice()
            });
            let whole = part.evidence[specialty.index()];
            let places = shared.dimensions.iter().enumerate();
            places.map(move |(place, dimension)| (*dimension, several.map_or(whole, |shares| shares[place])))
        })
    }
}

/// One row of a question, as a game of its dimensions.
#[derive(Debug)]
struct Game<'s> {
    pack: &'s Pack,
    question: QuestionId,
    row: usize,
    /// Tempering, and importance in micronats: what the row is multiplied with.
    tempering: f64,
    importance: f64,
    model: Model,
    dimensions: Vec<DimensionId>,
    /// The mean over specialties of each set of dimensions, in nats, where it was worked out before.
    means: BTreeMap<Vec<DimensionId>, f64>,
    /// What is shared, by specialty.
    whole: &'s [i64],
}

impl<'s> Game<'s> {
    fn of(
        pack: &'s Pack,
        evidence: &Evidence,
        answers: &Answers,
        part: &'s Part,
        dimensions: &[DimensionId],
        model: &Model,
    ) -> Self {
        let question = pack.question(part.question);
        let row = row_of(question, part.option, part.chosen);
        let tempering = tempering_of_row(pack, question, row, model);
        let sets = if dimensions.len() <= EVERY_ORDER {
            (1..(1_usize << dimensions.len()) - 1)
                .map(|set| chosen(dimensions, |at| set >> at & 1 == 1))
                .collect()
        } else {
            let one = |at: usize| chosen(dimensions, |place| place == at);
            let others = |at: usize| chosen(dimensions, |place| place != at);
            (0..dimensions.len()).flat_map(|at| [one(at), others(at)]).collect::<Vec<_>>()
        };
        let mean = |set: Vec<DimensionId>| {
            let kept = evidence.mean_within(part.question, row, &set);
            let mean = kept.unwrap_or_else(|| mean_within(pack, question, row, &set, model) * tempering);
            (set, mean)
        };
        #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
        let importance = answers.importance(part.question).factor() as f64 * MICRO;
        Self {
            pack,
            question: part.question,
            row,
            tempering,
            importance,
            model: model.clone(),
            dimensions: dimensions.to_vec(),
            means: sets.into_iter().map(mean).collect(),
            whole: &part.evidence,
        }
    }

    /// What each dimension carries for a specialty, in whole micronats that add up to the row.
    fn shares(&self, specialty: SpecialtyId) -> Vec<i64> {
        let shares = if self.dimensions.len() <= EVERY_ORDER {
            self.in_every_order(specialty)
        } else {
            self.at_both_ends(specialty)
        };
        let mut whole: Vec<i64> = shares.iter().map(|share| rounded(*share)).collect();
        // What rounding leaves, a micronat or two, goes to the last dimension, always the same.
        let left = self.whole[specialty.index()] - whole.iter().sum::<i64>();
        if let Some(last) = whole.last_mut() {
            *last += left;
        }
        whole
    }

    /// Shapley's value: the mean, over all orders, of what a dimension adds to those before it.
    fn in_every_order(&self, specialty: SpecialtyId) -> Vec<f64> {
        let count = self.dimensions.len();
        let sets: Vec<f64> =
            (0..1_usize << count).map(|set| self.value(specialty, |place| set >> place & 1 == 1)).collect();
        let of_dimension = |place: usize| {
            let without = (0..sets.len()).filter(|set| set >> place & 1 == 0);
            let added = without.map(|set| {
                share_of_orders(set.count_ones() as usize, count) * (sets[set | 1 << place] - sets[set])
            });
            added.sum()
        };
        (0..count).map(of_dimension).collect()
    }

    /// For more dimensions than orders can be gone through: the mean of what each adds as the first and as the last, and an
    /// equal share of what that leaves.
    fn at_both_ends(&self, specialty: SpecialtyId) -> Vec<f64> {
        let whole = self.value(specialty, |_| true);
        let ends = |place: usize| {
            let first = self.value(specialty, |other| other == place);
            let before_last = self.value(specialty, |other| other != place);
            0.5 * (first + whole - before_last)
        };
        let mut shares: Vec<f64> = (0..self.dimensions.len()).map(ends).collect();
        #[allow(clippy::cast_precision_loss, reason = "some dozen dimensions")]
        let left = (whole - shares.iter().sum::<f64>()) / self.dimensions.len() as f64;
        for share in &mut shares {
            *share += left;
        }
        shares
    }

    /// `v(S)` in micronats, for the dimensions at the places that are `within`.
    fn value(&self, specialty: SpecialtyId, within: impl Fn(usize) -> bool) -> f64 {
        let set = chosen(&self.dimensions, within);
        if set.is_empty() {
            return 0.0;
        }
        if set.len() == self.dimensions.len() {
            #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
            return self.whole[specialty.index()] as f64;
        }
        // Of what is not known of a specialty it has no evidence.
        self.of_set(specialty, &set).map_or(0.0, |log| (log - self.means[&set]) * self.importance)
    }

    /// The row of the question on some dimensions alone, tempered, in nats.
    fn of_set(&self, specialty: SpecialtyId, set: &[DimensionId]) -> Option<f64> {
        let question = self.pack.question(self.question);
        let specialty = self.pack.specialty(specialty);
        let log = log_likelihood_within(self.pack, question, self.row, specialty, set, &self.model)?;
        Some(log * self.tempering)
    }
}

/// The dimensions at the places that are `within`.
fn chosen(dimensions: &[DimensionId], within: impl Fn(usize) -> bool) -> Vec<DimensionId> {
    dimensions.iter().enumerate().filter(|(place, _)| within(*place)).map(|(_, at)| *at).collect()
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
                    look(&Game::of(pack, &content.evidence, &answers, part, &dimensions, &model));
                }
            }
        }
    }

    #[test]
    fn the_table_holds_what_a_game_of_all_dimensions_gives() {
        let content = default_pack();
        each_game(&content, |game| {
            let question = content.pack.question(game.question);
            let mean = mean_within(&content.pack, question, game.row, &game.dimensions, &game.model);
            for id in content.pack.specialty_ids() {
                let worked_out =
                    game.of_set(id, &game.dimensions).map_or(0.0, |log| log - mean * game.tempering);
                let table = game.value(id, |_| true);
                assert!((worked_out * game.importance - table).abs() <= 2.0, "{} {table}", question.id);
            }
        });
    }

    #[test]
    fn means_that_were_kept_are_those_that_would_be_worked_out() {
        let content = default_pack();
        let mut checked = 0;
        each_game(&content, |game| {
            let question = content.pack.question(game.question);
            for (set, mean) in &game.means {
                let kept = content.evidence.mean_within(game.question, game.row, set).unwrap();
                let worked_out = mean_within(&content.pack, question, game.row, set, &game.model);
                assert_eq!(kept.to_bits(), mean.to_bits());
                assert_eq!(kept.to_bits(), (worked_out * game.tempering).to_bits());
                checked += 1;
            }
        });
        assert!(checked > 0);
    }

    #[test]
    fn of_two_dimensions_each_has_half_of_what_it_adds_first_and_last() {
        let content = default_pack();
        let mut checked = 0;
        each_game(&content, |game| {
            for id in content.pack.specialty_ids() {
                let (all, ends) = (game.in_every_order(id), game.at_both_ends(id));
                let whole = game.value(id, |_| true);
                if game.dimensions.len() == 2 {
                    let (alone, other) =
                        (game.value(id, |place| place == 0), game.value(id, |place| place == 1));
                    let half = 0.5 * alone + 0.5 * (whole - other);
                    assert!((all[0] - half).abs() < 1e-6);
                    assert!((ends[0] - half).abs() < 1e-6);
                    checked += 1;
                }
                for shares in [all, ends] {
                    assert!((shares.iter().sum::<f64>() - whole).abs() < 1e-3);
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
