//! How sure a result is: chances, the shortlist, and the chance of being among the true first three.

use super::scoring::{nats, softmax};
use crate::pack::SpecialtyId;

/// The chance of each specialty to be the best fit, with every specialty as probable as any other beforehand:
/// softmax of the scores.
#[must_use]
pub fn posterior(totals: &[i64]) -> Vec<f64> {
    softmax(&totals.iter().map(|total| nats(*total)).collect::<Vec<_>>())
}

/// The share of cases in which a shortlist is meant to hold the best fit. The report promises it and the
/// evaluation tests it.
pub const SHORTLIST_SHARE: f64 = 0.8;

/// The smallest set of specialties whose chances add up to at least `share`, most probable first.
#[must_use]
pub fn shortlist(chances: &[f64], share: f64) -> Vec<SpecialtyId> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*b].total_cmp(&chances[*a]).then(a.cmp(b)));
    let mut held = 0.0;
    let mut listed = Vec::new();
    for place in order {
        if held >= share {
            break;
        }
        held += chances[place];
        listed.push(SpecialtyId::new(place));
    }
    listed
}

/// The chance of each specialty to be among the three that are truly nearest to the person.
///
/// A logistic curve over how far its score lies above or below the line between the third and the fourth, how widely
/// all scores lie apart, both in nats, and the logarithm of its place. Its numbers were fitted on simulated
/// respondents; docs/method.md shows how well they hold.
#[must_use]
pub fn top_three_chances(totals: &[i64]) -> Vec<f64> {
    const OFFSET: f64 = -0.79;
    const ABOVE_LINE: f64 = 0.53;
    const APART: f64 = 0.1;
    const PLACE: f64 = -0.51;
    if totals.len() <= 3 {
        return vec![1.0; totals.len()];
    }
    let mut sorted = totals.to_vec();
    sorted.sort_unstable_by_key(|total| std::cmp::Reverse(*total));
    let line = i64::midpoint(sorted[2], sorted[3]);
    let apart = standard_deviation(totals);
    let chance = |total: i64| {
        #[allow(clippy::cast_precision_loss, reason = "a place among some hundred")]
        let place = (sorted.partition_point(|other| *other > total) + 1) as f64;
        let odds = OFFSET + ABOVE_LINE * nats(total - line) + APART * apart + PLACE * libm::log(place);
        1.0 / (1.0 + libm::exp(-odds))
    };
    totals.iter().map(|total| chance(*total)).collect()
}

/// Of scores in micronats; in nats.
fn standard_deviation(totals: &[i64]) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
    let count = totals.len() as f64;
    let mean = totals.iter().map(|total| nats(*total)).sum::<f64>() / count;
    let squares: f64 = totals.iter().map(|total| (nats(*total) - mean) * (nats(*total) - mean)).sum();
    libm::sqrt(squares / count)
}
