//! The sentence about the person that stands before any name: a pattern survives where a single name may not.
//!
//! It is built from the pack's clauses, never from labels: what is wanted, with whom, where, and what care is for. What is
//! equally strong is named together or not at all; what the first role contradicts, and what merely is accepted, is not named.

mod choice;
mod grammar;
mod leaning;

use std::collections::BTreeMap;

use super::wish::LACKING;
use crate::answers::Answers;
use crate::matching::limits::Limit;
use crate::pack::{DimensionId, Pack, SpecialtyId};
use choice::{Chosen, Phrase};
use grammar::sentence;
pub use leaning::Pull;
use leaning::{Side, pulls};

/// Words of a headline, at most: sentences of 25 words are still understood
/// (<https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit>).
pub const LONGEST: usize = 25;
/// Evidence, in micronats, from which a wish tells something, and the little that will do where hardly anything else can be said.
const TELLS: i64 = 500_000;
const TELLS_A_LITTLE: i64 = 100_000;
/// Share of all specialties in which a wish would be met, from which it tells nothing: nearly everyone helps one person at a time.
const NEARLY_ALL: f64 = 2.0 / 3.0;
/// A role that stands this far, in levels, from what is wanted would contradict the headline above it.
const CONTRADICTS: f64 = 1.5;

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
    let choose = |least: i64| {
        let mut wishes: Vec<Phrase> = pulls
            .iter()
            .filter_map(|pull| {
                let mut wish = Phrase::of(pack, pull)?;
                wish.can_be_named = can_be_named(pack, pull, leading, least);
                Some(wish)
            })
            .collect();
        wishes.sort_by_key(|wish| wish.pull.rank());
        Chosen::of(pack, &wishes, torn.map(|pull| pull.dimension))
    };
    let mut chosen = choose(TELLS);
    if chosen.says_little() {
        chosen = choose(TELLS_A_LITTLE);
    }
    let mut say = sentence(pack, &chosen);
    while words(&say) > LONGEST && chosen.drop_least() {
        say = sentence(pack, &chosen);
    }
    Headline { say, torn: chosen.torn, names: chosen.names() }
}

/// Whether a wish may stand above the first role: it tells something, and the role does not contradict it. Of a group it tells
/// what was chosen, however many others chose it, too.
fn can_be_named(pack: &Pack, pull: &Pull, leading: &Leading<'_>, least: i64) -> bool {
    let grouped = pack.dimension(pull.dimension).group().is_some();
    let tells = || pull.matters || pull.speaks >= least && !met_by_nearly_all(pack, pull);
    !contradicted(pack, pull, leading) && (grouped || tells())
}

/// Whether the first role stands where the wish would not be met, or lacks what the words for it take for granted.
fn contradicted(pack: &Pack, pull: &Pull, leading: &Leading<'_>) -> bool {
    let Some(first) = leading.first.map(|first| pack.specialty(first)) else { return false };
    let needs = pack.dimension(pull.dimension).clauses.needs;
    let lacking = needs.and_then(|needs| first.level(needs)).is_some_and(|level| level <= LACKING);
    lacking || first.level(pull.dimension).is_some_and(|level| short_of(pull, level) >= CONTRADICTS)
}

fn met_by_nearly_all(pack: &Pack, pull: &Pull) -> bool {
    let levels: Vec<f64> =
        pack.specialties().iter().filter_map(|specialty| specialty.level(pull.dimension)).collect();
    let met = levels.iter().filter(|level| short_of(pull, **level) < CONTRADICTS).count();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred specialties at most")]
    let share = met as f64 / levels.len().max(1) as f64;
    share >= NEARLY_ALL
}

/// By how many levels a specialty that stands at `level` falls short of what is wanted.
fn short_of(pull: &Pull, level: f64) -> f64 {
    match pull.side {
        Side::High => pull.level - level,
        Side::Low => level - pull.level,
        Side::Both => 0.0,
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
