//! Which answers spoke for a specialty and which against.

use super::scoring::{Part, Scores};
use crate::pack::{DimensionId, Pack, SpecialtyId};

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
    let for_it = distinct(pack, all.iter().filter(|reason| reason.evidence > 0), specialty, most);
    let against = distinct(pack, all.iter().rev().filter(|reason| reason.evidence < 0), specialty, most);
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
        let group = dimension.map(|id| pack.dimension(id).group.map_or(Err(id), Ok));
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

/// The dimension on which a reason rests: where the option stands nearest to the specialty if it speaks for it,
/// furthest if against; for options left out, the one among them at which the specialty stands highest.
#[must_use]
pub fn dimension(pack: &Pack, reason: &Reason<'_>, specialty: SpecialtyId) -> Option<DimensionId> {
    let question = pack.question(reason.part.question);
    let profile = pack.specialty(specialty);
    let gap = |dimension: DimensionId, level: f64| (profile.at(dimension).level.value() - level).abs();
    match reason.part.option {
        Some(option) => {
            let places = question.options[option.index()].places.iter();
            let by_gap = |a: &&crate::pack::Placement, b: &&crate::pack::Placement| {
                gap(a.dimension, a.level.value()).total_cmp(&gap(b.dimension, b.level.value()))
            };
            let place = if reason.evidence >= 0 { places.min_by(by_gap) } else { places.max_by(by_gap) };
            place.map(|place| place.dimension)
        }
        None => question.dimensions().into_iter().max_by(|a, b| {
            profile.at(*a).level.value().total_cmp(&profile.at(*b).level.value()).then(b.cmp(a))
        }),
    }
}
