//! A result held against the respondent's limits: what is set apart, what keeps them, and what dropping one would change.
//!
//! It is read off the order and the chances, and changes neither.

use super::limits::{ShownBreach, shown};
use crate::matching::limits::{Beyond, Freeing, Limit, breaches, furthest, most_freeing, not_known};
use crate::matching::ranking::Ranked;
use crate::pack::{DimensionId, Pack, SpecialtyId};

/// The result against the limits. "Near the top" are the shortlist and the first that are explained, whichever is more.
#[derive(Debug, Clone)]
pub struct AgainstLimits {
    /// Those near the top that fit, but break a limit, in their order.
    pub breaks: Vec<Apart>,
    /// Those near the top that break none, but of which only some posts keep them all, in their order.
    pub near_misses: Vec<Apart>,
    /// Whether every specialty of the shortlist breaks one.
    pub whole_shortlist: bool,
    /// The first of all shown that breaks no limit.
    pub first_that_keeps: Option<Ranked>,
    /// Which limit, dropped, would change most among all shown.
    pub dropping: Option<Freeing>,
    /// Those of all shown, in their order, of which it is not known whether they keep a limit, with its terms.
    pub not_known: Vec<(SpecialtyId, Vec<DimensionId>)>,
}

/// A specialty that does not keep every limit.
#[derive(Debug, Clone)]
pub struct Apart {
    /// Its place.
    pub ranked: Ranked,
    /// The limits that it breaks or nearly breaks, each with its own sentence.
    pub breaches: Vec<ShownBreach>,
}

impl AgainstLimits {
    /// How many near the top are moved into the group of those that break a limit.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.breaks.len()
    }
}

/// What the limits say of a ranking with its chances; nothing without limits, or before anything was answered.
pub(super) fn against_limits(
    pack: &Pack,
    limits: &[Limit],
    ranking: &[(Ranked, f64)],
    shortlist: usize,
    explained: usize,
) -> Option<AgainstLimits> {
    let near_the_top = &ranking[..shortlist.max(explained).min(ranking.len())];
    if limits.is_empty() || near_the_top.is_empty() {
        return None;
    }
    let goes = |ranked: &Ranked| furthest(&breaches(pack, limits, ranked.specialty));
    let apart = |wanted: Beyond| -> Vec<Apart> {
        let those = near_the_top.iter().filter(|(ranked, _)| goes(ranked) == Some(wanted));
        those
            .map(|(ranked, _)| Apart { ranked: *ranked, breaches: shown(pack, limits, ranked.specialty) })
            .collect()
    };
    let keeps = |ranked: &Ranked| goes(ranked) != Some(Beyond::Breaks);
    let chances: Vec<(SpecialtyId, f64)> =
        ranking.iter().map(|(ranked, chance)| (ranked.specialty, *chance)).collect();
    let unknown = |(ranked, _): &(Ranked, f64)| {
        let terms = not_known(pack, limits, ranked.specialty);
        (!terms.is_empty()).then_some((ranked.specialty, terms))
    };
    Some(AgainstLimits {
        breaks: apart(Beyond::Breaks),
        near_misses: apart(Beyond::Nearly),
        whole_shortlist: shortlist > 0 && !near_the_top[..shortlist].iter().any(|(ranked, _)| keeps(ranked)),
        first_that_keeps: ranking.iter().map(|(ranked, _)| *ranked).find(keeps),
        dropping: most_freeing(pack, limits, &chances),
        not_known: ranking.iter().filter_map(unknown).collect(),
    })
}
