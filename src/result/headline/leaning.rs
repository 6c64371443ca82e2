//! How far, and which way, the answers pull on each dimension.

use std::collections::BTreeMap;

use super::Leading;
use crate::answers::{Answer, Answers, Importance};
use crate::pack::{DimensionId, Form, Kind, OptionId, Pack, Question};

/// Distance from the middle, in levels, from which answers lean clearly.
const CLEAR: f64 = 1.2;
/// The same for a single answer that nothing else supports, and for what counts as an extreme.
const EXTREME: f64 = 1.75;
/// Levels up to and from which single answers stand at an end.
const LOW_END: f64 = 2.0;
const HIGH_END: f64 = 4.0;

/// What the answers want on one dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Pull {
    /// The dimension.
    pub dimension: DimensionId,
    /// Which end.
    pub side: Side,
    /// Mean of the answers, by how much they matter; from 1 to 5.
    pub level: f64,
    /// How many answers say so.
    pub answers: usize,
    /// Whether one of them was marked as mattering a lot, or as a limit.
    pub matters: bool,
    /// How far that speaks for the first role and sets it apart from the second, in micronats; nothing before there is one.
    pub speaks: i64,
}

/// An end of a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Level 1.
    Low,
    /// Level 5.
    High,
    /// Some answers want the one, some the other.
    Both,
}

impl Pull {
    /// How strongly it is wanted: what matters a lot, then extremes, then the rest.
    pub(super) fn strength(&self) -> u8 {
        match (self.matters, (self.level - 3.0).abs() >= EXTREME) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        }
    }

    /// In which order wishes are named. The pack's order decides only between wishes that nothing else tells apart.
    pub(super) fn rank(&self) -> (std::cmp::Reverse<(u8, i64)>, DimensionId) {
        (std::cmp::Reverse((self.strength(), self.speaks)), self.dimension)
    }
}

#[derive(Default)]
struct Sum {
    level: f64,
    weight: f64,
    answers: usize,
    /// Those that disagree with a statement: to say no to the one end is not yet to want the other.
    said_no: usize,
    /// Answers at either end.
    low: usize,
    high: usize,
    matters: bool,
}

/// The clear pulls of some answers, in the order of the pack. An option that was left out of a question that takes several
/// says what was not chosen, which is no wish.
pub(super) fn pulls(pack: &Pack, answers: &Answers, leading: &Leading<'_>) -> Vec<Pull> {
    let mut sums: BTreeMap<DimensionId, Sum> = BTreeMap::new();
    for (id, answer) in answers.iter() {
        let Answer::Chose { options, importance } = answer else { continue };
        let question = pack.question(id);
        let said_no = question.form == Form::Statement && disagrees(question, options);
        for place in options.iter().flat_map(|option| &question.options[option.index()].places) {
            #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
            let weight = importance.factor() as f64;
            let level = place.level.value();
            let sum = sums.entry(place.dimension).or_default();
            sum.level += weight * level;
            sum.weight += weight;
            sum.answers += 1;
            sum.said_no += usize::from(said_no);
            sum.low += usize::from(level < LOW_END);
            sum.high += usize::from(level > HIGH_END);
            // A mark on a question that takes several is on all that was chosen there: it tells nothing of them apart.
            let marked = *importance == Importance::ALot
                && (options.len() == 1 || !matches!(question.form, Form::Several { .. }));
            let limit = leading.limits.iter().any(|limit| limit.question == id);
            sum.matters |= marked || limit;
        }
    }
    let speaks = |dimension: &DimensionId| leading.speaks.get(dimension).copied().unwrap_or_default();
    sums.into_iter().filter_map(|(dimension, sum)| pull(pack, dimension, &sum, speaks(&dimension))).collect()
}

/// Whether the answer to a statement disagrees with it: its options go from strong disagreement to strong agreement.
fn disagrees(question: &Question, options: &[OptionId]) -> bool {
    options.iter().all(|option| option.index() < question.options.len() / 2)
}

fn pull(pack: &Pack, dimension: DimensionId, sum: &Sum, speaks: i64) -> Option<Pull> {
    let level = sum.level / sum.weight;
    let away = level - 3.0;
    let pull =
        |side| Some(Pull { dimension, side, level, answers: sum.answers, matters: sum.matters, speaks });
    let about = pack.dimension(dimension);
    if sum.low > 0 && sum.high > 0 && away.abs() < CLEAR {
        // One slip is not a wish for both: it was stressed, or there are two answers at each end.
        let meant = sum.matters || sum.low.min(sum.high) > 1;
        return if meant && about.group().is_none() { pull(Side::Both) } else { None };
    }
    let supported = sum.answers > 1 || sum.said_no == 0 && (sum.matters || away.abs() >= EXTREME);
    if about.group().is_some() {
        // To choose one is a wish as it stands; what is not wanted is left out of the headline.
        return if away >= CLEAR - 0.3 { pull(Side::High) } else { None };
    }
    let clear = away.abs() >= CLEAR && supported;
    match about.kind {
        _ if !clear => None,
        // What someone accepts is no wish; what they would rather be spared is, once it was stressed.
        Kind::Tolerance if away < 0.0 && (sum.matters || sum.answers > 1) => pull(Side::Low),
        Kind::Tolerance => None,
        Kind::Preference if away < 0.0 => pull(Side::Low),
        Kind::Preference => pull(Side::High),
    }
}
