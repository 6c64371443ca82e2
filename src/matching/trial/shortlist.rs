//! Shortlists of simulated respondents, whose true specialty is known.

use crate::matching::certainty::shortlist_length;
use crate::matching::ranking;
use crate::matching::scoring::Scores;
use crate::pack::{Pack, SpecialtyId};

/// What shortlists stated, and what they held; shares from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortlistResult {
    /// Mean chance that they state for holding the true specialty.
    pub stated: f64,
    /// Share of those that hold it.
    pub found: f64,
    /// The same for lists that state exactly the share that was asked for.
    ///
    /// A list of whole specialties states more, mostly: the last one carries it past the share. This is what would be
    /// found if that one were left out by lot, just so often that the share is met exactly, and is therefore the test of the
    /// share itself.
    pub found_at_share: f64,
    /// Median number of specialties.
    pub median_size: usize,
}

/// One respondent's shortlist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShortlistTrial {
    stated: f64,
    holds_truth: bool,
    /// Chance that the list that states exactly the share holds the true specialty.
    holds_at_share: f64,
    size: usize,
}

impl ShortlistTrial {
    /// The shortlist of a sheet, given the chance of each specialty of the pack.
    pub(super) fn of(pack: &Pack, scores: &Scores, chances: &[f64], share: f64, truth: SpecialtyId) -> Self {
        let order = scores.best_first(pack.specialty_ids());
        let places: Vec<usize> = ranking::places(order.iter().map(|id| scores.total(*id))).collect();
        let chances: Vec<f64> = order.iter().map(|id| chances[id.index()]).collect();
        let truth = order.iter().position(|id| *id == truth).unwrap_or(order.len());
        Self::new(&places, &chances, share, truth)
    }

    /// Lists specialties until their chances reach the share. Takes places and chances best first, and where among them
    /// the true one is.
    fn new(places: &[usize], chances: &[f64], share: f64, truth: usize) -> Self {
        let size = shortlist_length(places.iter().copied().zip(chances.iter().copied()), share);
        let before: f64 = chances[..truth].iter().sum();
        Self {
            stated: chances[..size].iter().sum(),
            holds_truth: truth < size,
            holds_at_share: ((share - before) / chances[truth]).clamp(0.0, 1.0),
            size,
        }
    }
}

impl ShortlistResult {
    /// Of many respondents.
    #[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
    pub(super) fn of(trials: &[ShortlistTrial]) -> Self {
        let mean = |value: &dyn Fn(&ShortlistTrial) -> f64| {
            trials.iter().map(value).sum::<f64>() / trials.len().max(1) as f64
        };
        let mut sizes: Vec<usize> = trials.iter().map(|trial| trial.size).collect();
        sizes.sort_unstable();
        Self {
            stated: mean(&|trial| trial.stated),
            found: mean(&|trial| f64::from(u8::from(trial.holds_truth))),
            found_at_share: mean(&|trial| trial.holds_at_share),
            median_size: sizes.get(sizes.len() / 2).copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Truths that come up as often as the chances say are found as often as is stated.
    #[test]
    fn honest_chances_give_what_is_stated_and_exactly_the_share() {
        let chances = [0.5, 0.25, 0.25];
        for places in [[1, 2, 3], [1, 2, 2]] {
            for share in [0.3, 0.5, 0.6, 0.8, 0.99] {
                let trial = |truth| ShortlistTrial::new(&places, &chances, share, truth);
                let result = ShortlistResult::of(&[0, 0, 1, 2].map(trial));
                assert!((result.stated - result.found).abs() < 1e-12);
                assert!((result.found_at_share - share).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_tie_is_not_cut() {
        assert_eq!(ShortlistTrial::new(&[1, 2, 2], &[0.5, 0.25, 0.25], 0.6, 0).size, 3);
        assert_eq!(ShortlistTrial::new(&[1, 2, 3], &[0.5, 0.25, 0.25], 0.6, 0).size, 2);
    }
}
