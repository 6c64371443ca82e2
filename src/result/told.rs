//! Reasons by dimension: what someone wants, and what the specialty says of itself on it.

use std::collections::BTreeSet;

use super::limits::ShownBreach;
use super::wish::Wish;
use super::{Sentence, ShownDimension};
use crate::pack::{DimensionId, Pack};

/// Reasons for and against that stand on a first screen, for each specialty.
pub const FOR: usize = 2;
/// See [`FOR`].
pub const AGAINST: usize = 1;

/// How much is said of each specialty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The strongest reasons.
    Short,
    /// Every reason that can be told, with the answers behind it, how many answers agree, and which answers hold the first up.
    Long,
}

impl Detail {
    /// Reasons for and against, at most.
    #[must_use]
    pub fn most(self) -> (usize, usize) {
        match self {
            Detail::Short => (FOR, AGAINST),
            Detail::Long => (usize::MAX, usize::MAX),
        }
    }
}

/// One reason: all answers on one dimension that say the same, and the specialty's own sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What the answers want.
    pub wish: Wish,
    /// What the specialty says of itself; empty if the pack has no sentence on it.
    pub sentence: Sentence,
    /// What the dimension adds to the score, in micronats; positive for the specialty.
    pub evidence: i64,
}

/// The reasons that can be told, strongest first on each side.
///
/// Of a group (places, ages, fields, means) the strongest member is told on each side, for two places of work are one thing to
/// a reader. No sentence is told twice; those on a first screen choose first. What breaks a limit is told there.
pub(super) fn told(
    pack: &Pack,
    by_dimension: &[ShownDimension],
    breaches: &[ShownBreach],
) -> (Vec<Told>, Vec<Told>) {
    let broken: Vec<DimensionId> = breaches.iter().map(|shown| shown.breach.limit.term).collect();
    let can_be_told = |one: &&ShownDimension| !broken.contains(&one.dimension);
    let for_it = by_dimension.iter().filter(|one| one.evidence > 0).filter(can_be_told);
    let against = by_dimension.iter().rev().filter(|one| one.evidence < 0).filter(can_be_told);
    let (mut for_it, mut against) = (distinct(pack, for_it), distinct(pack, against));
    let mut quoted = BTreeSet::new();
    let mut fresh = |reasons: Vec<Told>| -> Vec<Told> {
        let is_new = |one: &Told| one.sentence.say.is_empty() || quoted.insert(one.sentence.say.clone());
        reasons.into_iter().filter(is_new).collect()
    };
    let split = |reasons: &mut Vec<Told>, at: usize| reasons.split_off(at.min(reasons.len()));
    let (more_for, more_against) = (split(&mut for_it, FOR), split(&mut against, AGAINST));
    let (mut for_it, mut against) = (fresh(for_it), fresh(against));
    for_it.extend(fresh(more_for));
    against.extend(fresh(more_against));
    (for_it, against)
}

fn distinct<'a>(pack: &Pack, dimensions: impl Iterator<Item = &'a ShownDimension>) -> Vec<Told> {
    let mut groups = BTreeSet::new();
    let told = dimensions.filter_map(|one| {
        let wish = one.wish.clone()?;
        let group = pack.dimension(one.dimension).group();
        let new = group.is_none_or(|group| groups.insert(group));
        new.then(|| Told { wish, sentence: one.sentence.clone(), evidence: one.evidence })
    });
    told.collect()
}
