//! How sure a result is: chances, the shortlist, and the chance of being among the true first three.

use super::evidence::nats;
use super::person_fit::PersonFit;

/// The chance of each specialty to be the best fit, with every specialty as probable as any other beforehand:
/// softmax of the scores, sharper for answers that fit well ([`temperature`]).
#[must_use]
pub fn posterior(totals: &[i64], person_fit: PersonFit) -> Vec<f64> {
    let temperature = temperature(person_fit);
    let best = totals.iter().copied().max().unwrap_or(0);
    let weight = |total: &i64| {
        let behind = nats(best - total) / temperature;
        if behind > HOPELESS { 0.0 } else { libm::exp(-behind) }
    };
    let mut chances: Vec<f64> = totals.iter().map(weight).collect();
    let sum: f64 = chances.iter().sum();
    for chance in &mut chances {
        *chance /= sum;
    }
    chances
}

/// What scores are divided by before they are read as chances: over one for answers that fit badly, under one for those
/// that fit well, and less the fewer there are, as fewer of them share their errors.
///
/// The two numbers were fitted on simulated respondents to the default pack; docs/method.md shows how well they hold, on
/// another pack as well. The bounds are those within which they were tried.
#[must_use]
pub fn temperature(person_fit: PersonFit) -> f64 {
    libm::exp(SHARPER * (USUAL_FIT * shared(person_fit.answered) - person_fit.z)).clamp(0.5, 2.0)
}

/// By how much, on the logarithm, a standard deviation of person fit lowers the temperature.
const SHARPER: f64 = 0.2;
/// The person fit at which scores on a full sheet are read as they stand: what simulated people come to who take the
/// nearest option.
const USUAL_FIT: f64 = 1.2;

/// How much of their errors the answers of a sheet share, as a part of what those of a full one do: tempering supposes that
/// everything is answered.
fn shared(answered: f64) -> f64 {
    (2.0 + answered) / 3.0
}

/// So far behind the best, in nats after the temperature, a chance is nought: it would be under two in a thousand million.
const HOPELESS: f64 = 20.0;

/// The share of cases in which a shortlist is meant to hold the best fit. The report promises it and the
/// evaluation tests it.
pub const SHORTLIST_SHARE: f64 = 0.8;

/// How many of the first specialties make up the shortlist: the fewest whose chances add up to at least `share`, and the
/// rest of a tie that would otherwise be cut. Takes the place (see [`super::ranking::places`]) and chance of each, best first.
#[must_use]
pub fn shortlist_length(best_first: impl Iterator<Item = (usize, f64)>, share: f64) -> usize {
    let (mut held, mut length, mut last) = (0.0, 0, 0);
    for (place, chance) in best_first {
        if held >= share && place != last {
            break;
        }
        held += chance;
        last = place;
        length += 1;
    }
    length
}

/// The chance of each specialty to be among the three that are truly nearest to the person. They add up to three.
///
/// It is that of being among the first three drawn one after the other, each in proportion to `exp(score / T)` among
/// those left (Plackett, "The analysis of permutations", Applied Statistics 24, 1975). `T` is `BLUR` where everything was
/// answered, and less the fewer answers there are to share their errors.
#[must_use]
pub fn top_three_chances(totals: &[i64], answered: f64) -> Vec<f64> {
    if totals.len() <= 3 {
        return vec![1.0; totals.len()];
    }
    let temperature = BLUR * shared(answered);
    let mut order: Vec<usize> = (0..totals.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(totals[*place]));
    let best = totals[order[0]];
    let weight = |place: &usize| libm::exp(-(nats(best - totals[*place]) / temperature).min(LOST));
    let drawn = among_first_three(&order.iter().map(weight).collect::<Vec<f64>>());
    let mut chances = vec![0.0; totals.len()];
    for (place, chance) in order.into_iter().zip(drawn) {
        chances[place] = chance;
    }
    chances
}

/// How blurred the three nearest are by an answer: the one number in [`top_three_chances`], fitted on simulated
/// respondents; docs/method.md shows how well it holds.
const BLUR: f64 = 2.07;

/// Weights further behind than this, in nats, are all the same: nothing is divided by nought.
const LOST: f64 = 200.0;

/// The chance of being among the first three drawn, for weights from the largest down, of which there are more than three.
fn among_first_three(weights: &[f64]) -> Vec<f64> {
    let left = Left::of(weights);
    let mut chances = vec![0.0; weights.len()];
    // Over all pairs that may come first: their chance, divided by the weight of what is then left.
    let mut all = 0.0;
    let mut with = vec![0.0; weights.len()];
    // Where the largest are drawn, little is left: what remains is added up, as a difference would lose it.
    let mut without_largest = [0.0; 3];
    for one in 0..weights.len() {
        for other in one + 1..weights.len() {
            let either_order = 1.0 / left.without(one) + 1.0 / left.without(other);
            let chance = weights[one] * weights[other] / left.whole() * either_order;
            chances[one] += chance;
            chances[other] += chance;
            let third = chance / left.without_both(one, other);
            all += third;
            with[one] += third;
            with[other] += third;
            for (place, sum) in without_largest.iter_mut().enumerate() {
                *sum += if place == one || place == other { 0.0 } else { third };
            }
        }
    }
    for (place, chance) in chances.iter_mut().enumerate() {
        let third = without_largest.get(place).copied().unwrap_or(all - with[place]);
        *chance = (*chance + weights[place] * third).min(1.0);
    }
    chances
}

/// Sums of weights without one or two of them, for weights from the largest down, so that a small rest keeps its digits.
struct Left {
    /// Sum of those before each place, and of all.
    before: Vec<f64>,
    /// Sum of those from each place on, and nought.
    from: Vec<f64>,
}

impl Left {
    fn of(weights: &[f64]) -> Self {
        let mut before = vec![0.0];
        for weight in weights {
            before.push(before[before.len() - 1] + weight);
        }
        let mut from = vec![0.0; weights.len() + 1];
        for (place, weight) in weights.iter().enumerate().rev() {
            from[place] = from[place + 1] + weight;
        }
        Self { before, from }
    }

    fn whole(&self) -> f64 {
        self.from[0]
    }

    fn without(&self, one: usize) -> f64 {
        self.before[one] + self.from[one + 1]
    }

    /// Of two places, the earlier first.
    fn without_both(&self, one: usize, other: usize) -> f64 {
        self.before[one] + (self.from[one + 1] - self.from[other]) + self.from[other + 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chances_of_the_three_nearest_add_up_to_three_and_follow_the_scores() {
        proptest!(|(
            totals in prop::collection::vec(-40_000_000_i64..40_000_000, 4..100),
            answered in 0.0..1.0
        )| {
            let chances = top_three_chances(&totals, answered);
            prop_assert!((chances.iter().sum::<f64>() - 3.0).abs() < 1e-6);
            for (one, chance) in totals.iter().zip(&chances) {
                for (other, behind) in totals.iter().zip(&chances) {
                    prop_assert!(one <= other || *chance >= behind - 1e-9);
                }
            }
        });
    }

    #[test]
    fn the_three_nearest_are_drawn_without_putting_back() {
        // Weights of 4, 2, 1 and 1: the fourth is left out as often as the first three come first, in any order.
        let left_out = |last: usize| -> f64 {
            let weights = [4.0, 2.0, 1.0, 1.0];
            let first: Vec<usize> = (0..4).filter(|place| *place != last).collect();
            [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
                .iter()
                .map(|order| {
                    let mut whole = 8.0;
                    let mut chance = 1.0;
                    for drawn in order.iter().map(|place| weights[first[*place]]) {
                        chance *= drawn / whole;
                        whole -= drawn;
                    }
                    chance
                })
                .sum()
        };
        for (place, chance) in among_first_three(&[4.0, 2.0, 1.0, 1.0]).iter().enumerate() {
            assert!((chance - (1.0 - left_out(place))).abs() < 1e-12, "{place}: {chance}");
        }
    }

    #[test]
    fn of_equal_scores_each_has_the_same_chance() {
        let chances = top_three_chances(&[0; 12], 0.0);
        assert!(chances.iter().all(|chance| (chance - 0.25).abs() < 1e-9));
        assert_eq!(top_three_chances(&[5, 0, 0], 1.0), vec![1.0; 3]);
    }

    #[test]
    fn answers_that_fit_badly_make_chances_less_sure() {
        let first = |z| posterior(&[3_000_000, 0], PersonFit { z, answered: 1.0 })[0];
        assert!(first(-2.0) < first(1.0) && first(1.0) < first(3.0));
    }
}
