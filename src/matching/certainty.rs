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
/// The numbers were fitted on simulated respondents; docs/method.md shows how well they hold. The bounds are those within
/// which they were tried.
#[must_use]
pub fn temperature(person_fit: PersonFit) -> f64 {
    libm::exp(0.04 + 0.22 * (person_fit.answered - person_fit.z)).clamp(0.5, 2.0)
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
/// A logistic curve over how far its score lies above or below the line between the third and the fourth, over its
/// place, and over how widely all scores lie apart; its offset follows from the sum. Its numbers were fitted on simulated
/// respondents; docs/method.md shows how well they hold.
#[must_use]
pub fn top_three_chances(totals: &[i64], person_fit: PersonFit) -> Vec<f64> {
    if totals.len() <= 3 {
        return vec![1.0; totals.len()];
    }
    let mut sorted = totals.to_vec();
    sorted.sort_unstable_by_key(|total| std::cmp::Reverse(*total));
    let line = i64::midpoint(sorted[2], sorted[3]);
    // Where scores hardly differ, place says nothing; it never speaks for those behind.
    let weight_of_place = (0.66 + 0.43 * libm::log(standard_deviation(totals) / 6.0)).max(0.0);
    let temperature = temperature(person_fit);
    let log_odds = |total: i64| {
        let above = nats(total - line) / temperature;
        #[allow(clippy::cast_precision_loss, reason = "a place among some hundred")]
        let place = (sorted.partition_point(|other| *other > total) + 1) as f64;
        (0.70 - 0.22 * person_fit.answered) * above
            - 0.14 * above.min(0.0)
            - weight_of_place * libm::log(place)
    };
    adding_up_to_three(&totals.iter().map(|total| log_odds(*total)).collect::<Vec<_>>())
}

/// Chances with these log-odds, all moved by the same so that they add up to three, of more than three.
fn adding_up_to_three(log_odds: &[f64]) -> Vec<f64> {
    let moved = |by: f64| log_odds.iter().map(move |odds| 1.0 / (1.0 + libm::exp(-(odds + by))));
    let (mut low, mut high) = (-200.0, 200.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if moved(middle).sum::<f64>() < 3.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    moved(low).collect()
}

/// Of scores in micronats; in nats.
fn standard_deviation(totals: &[i64]) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
    let count = totals.len() as f64;
    let mean = totals.iter().map(|total| nats(*total)).sum::<f64>() / count;
    let squares: f64 = totals.iter().map(|total| (nats(*total) - mean) * (nats(*total) - mean)).sum();
    libm::sqrt(squares / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chances_of_the_three_nearest_add_up_to_three_and_follow_the_scores() {
        proptest!(|(
            totals in prop::collection::vec(-40_000_000_i64..40_000_000, 4..100),
            z in -5.0..5.0,
            answered in 0.0..1.0
        )| {
            let chances = top_three_chances(&totals, PersonFit { z, answered });
            prop_assert!((chances.iter().sum::<f64>() - 3.0).abs() < 1e-6);
            for (one, chance) in totals.iter().zip(&chances) {
                for (other, behind) in totals.iter().zip(&chances) {
                    prop_assert!(one <= other || chance >= behind);
                }
            }
        });
    }

    #[test]
    fn of_equal_scores_each_has_the_same_chance() {
        let chances = top_three_chances(&[0; 12], PersonFit::default());
        assert!(chances.iter().all(|chance| (chance - 0.25).abs() < 1e-9));
        assert_eq!(top_three_chances(&[5, 0, 0], PersonFit::default()), vec![1.0; 3]);
    }

    #[test]
    fn answers_that_fit_badly_make_chances_less_sure() {
        let first = |z| posterior(&[3_000_000, 0], PersonFit { z, answered: 1.0 })[0];
        assert!(first(-2.0) < first(1.0) && first(1.0) < first(3.0));
    }
}
