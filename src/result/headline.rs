//! The sentence about the person that stands before any name: a pattern survives where a single name may not.
//!
//! It is built from the pack's clauses, never from labels: what is wanted, with whom, where, and what care is for. What is
//! equally strong is named together or not at all; what the first role contradicts, and what merely is accepted, is not named.

mod grammar;
mod leaning;

use std::collections::BTreeMap;

use crate::answers::Answers;
use crate::matching::limits::Limit;
use crate::pack::{DimensionId, Pack, SpecialtyId};
use grammar::Slots;
pub use leaning::Pull;
use leaning::{Side, pulls};

/// Words of a headline, at most: sentences of 25 words are still understood
/// (<https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit>).
pub const LONGEST: usize = 25;
/// Wishes of one kind named, at most: more would be a list.
const OF_A_KIND: usize = 2;
/// Wishes that say neither with whom nor where, at most.
const PLAIN: usize = 2;
/// Evidence, in micronats, from which a wish tells something: nearly everyone wants to help one person at a time.
const TELLS: i64 = 500_000;
/// A role that stands this far, in levels, from what is wanted would contradict the headline above it.
const CONTRADICTS: f64 = 1.75;

/// What someone wants, before any name.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// The sentence, or two.
    pub say: String,
    /// What it names, in its order; none where the answers do not lean strongly.
    pub names: Vec<Pull>,
    /// A dimension on which the answers want both ends, if that is said.
    pub torn: Option<DimensionId>,
}

/// What is known of the specialties by the answers, for which wishes matter most.
pub(super) struct Leading<'a> {
    /// The first role; none before anything was answered.
    pub(super) first: Option<SpecialtyId>,
    /// By how much, in micronats, each dimension speaks for the first, and sets it apart from the second.
    pub(super) speaks: &'a BTreeMap<DimensionId, i64>,
    /// What was marked as a limit.
    pub(super) limits: &'a [Limit],
}

/// The headline of some answers.
pub(super) fn headline(pack: &Pack, answers: &Answers, leading: &Leading<'_>) -> Headline {
    let pulls = pulls(pack, answers, leading);
    let torn = pulls.iter().find(|pull| pull.side == Side::Both);
    let mut wishes: Vec<(Pull, bool)> = pulls
        .iter()
        .filter(|pull| pull.side != Side::Both)
        .map(|pull| (pull.clone(), can_be_named(pack, pull, leading)))
        .collect();
    wishes.sort_by_key(|(pull, _)| pull.rank());
    let mut slots = Slots::of(pack, wishes, torn.map(|pull| pull.dimension));
    let mut say = slots.sentence(pack);
    while words(&say) > LONGEST && slots.drop_least() {
        say = slots.sentence(pack);
    }
    Headline { say, torn: slots.torn(), names: slots.into_names() }
}

/// Whether a wish may stand above the first role: it tells something, and the role does not contradict it. Of a group it tells
/// what was chosen, however many others chose it, too.
fn can_be_named(pack: &Pack, pull: &Pull, leading: &Leading<'_>) -> bool {
    let grouped = pack.dimension(pull.dimension).group().is_some();
    !contradicted(pack, pull, leading) && (grouped || pull.matters || pull.speaks >= TELLS)
}

/// Whether the first role stands where the wish would not be met.
fn contradicted(pack: &Pack, pull: &Pull, leading: &Leading<'_>) -> bool {
    let level = leading.first.and_then(|first| pack.specialty(first).level(pull.dimension));
    level.is_some_and(|level| match pull.side {
        Side::High => pull.level - level >= CONTRADICTS,
        Side::Low => level - pull.level >= CONTRADICTS,
        Side::Both => false,
    })
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
