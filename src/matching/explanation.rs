//! Which answers spoke for a specialty and which against.

use super::scoring::{Part, Scores};
use crate::pack::{DimensionId, Pack, Placement, SpecialtyId};

/// One answer's say about one specialty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The part of the score that it comes from.
    pub part: &'a Part,
    /// Evidence for (positive) or against (negative) the specialty, in micronats.
    pub evidence: i64,
}

/// The parts of a specialty's score. Their evidence adds up to the score exactly.
pub fn reasons(scores: &Scores, specialty: SpecialtyId) -> impl Iterator<Item = Reason<'_>> {
    scores.parts.iter().map(move |part| Reason { part, evidence: part.evidence[specialty.index()] })
}

/// Evidence under this, in micronats, is no reason worth a line: it shifts the odds by less than a tenth.
const WORTH_SAYING: i64 = 100_000;

/// The strongest reasons for and against, at most `most` of each, strongest first.
///
/// At most one reason is given for each dimension: three ways of saying the same are one reason.
#[must_use]
pub fn strongest<'a>(
    pack: &Pack,
    scores: &'a Scores,
    specialty: SpecialtyId,
    most: usize,
) -> (Vec<Reason<'a>>, Vec<Reason<'a>>) {
    let mut all: Vec<Reason<'a>> = reasons(scores, specialty).collect();
    all.sort_by_key(|reason| std::cmp::Reverse(reason.evidence));
    let for_it = distinct(pack, all.iter().filter(|reason| reason.evidence >= WORTH_SAYING), specialty, most);
    let against =
        distinct(pack, all.iter().rev().filter(|reason| reason.evidence <= -WORTH_SAYING), specialty, most);
    (for_it, against)
}

fn distinct<'a: 'b, 'b>(
    pack: &Pack,
    reasons: impl Iterator<Item = &'b Reason<'a>>,
    specialty: SpecialtyId,
    most: usize,
) -> Vec<Reason<'a>> {
    let mut seen = Vec::new();
    let mut kept = Vec::new();
    for reason in reasons {
        let dimension = dimension(pack, reason, specialty);
        // Dimensions of a group share their explanation, so they count as one here.
        let group = dimension.map(|id| pack.dimension(id).group().ok_or(id));
        if kept.len() == most {
            break;
        }
        if !seen.contains(&group) {
            seen.push(group);
            kept.push(*reason);
        }
    }
    kept
}

/// The dimension on which a reason rests. What speaks against a specialty is the dimension on which the option
/// stands furthest from it; what speaks for it, the one on which the option says most.
#[must_use]
pub fn dimension(pack: &Pack, reason: &Reason<'_>, specialty: SpecialtyId) -> Option<DimensionId> {
    let profile = pack.specialty(specialty);
    let places = pack.question(reason.part.question).options[reason.part.option.index()].places.iter();
    let gap = |place: &Placement| (profile.at(place.dimension).level.value() - place.level.value()).abs();
    let says = |place: &Placement| (place.level.value() - 3.0).abs();
    let against = (reason.evidence < 0) == reason.part.chosen;
    let weight = |place: &&Placement| if against { gap(place) } else { says(place) };
    places
        .max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.dimension.cmp(&a.dimension)))
        .map(|place| place.dimension)
}
