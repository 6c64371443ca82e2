//! Which answers spoke for a specialty and which against.

use super::likelihood::{distance, half_squared_distance};
use super::model::Model;
use super::scoring::{Part, Scores};
use crate::pack::{DimensionId, Form, Pack, Placement, Specialty, SpecialtyId};

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

/// Level from which a dimension of a group has a reason of its own, and from which a role is about it in part.
const A_PART: f64 = 3.0;
/// Distances between answer and specialty, in levels: up to the first a reader sees them agree, from the second on differ.
const ALIKE: f64 = 1.25;
const APART: f64 = 1.75;
/// Level from which a role is largely about a dimension.
const LARGELY: f64 = 4.0;

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
    let mut all: Vec<Reason<'a>> =
        reasons(scores, specialty).filter(|reason| explains(pack, reason, specialty)).collect();
    all.sort_by_key(|reason| std::cmp::Reverse(reason.evidence));
    let for_it = distinct(pack, all.iter().filter(|reason| reason.evidence >= WORTH_SAYING), specialty, most);
    let against =
        distinct(pack, all.iter().rev().filter(|reason| reason.evidence <= -WORTH_SAYING), specialty, most);
    (for_it, against)
}

/// Whether a part can be told as a reason. An answer in the middle of a statement says nothing that a reader would
/// take for one, and an option that was left out only speaks where the role is largely about it.
fn explains(pack: &Pack, reason: &Reason<'_>, specialty: SpecialtyId) -> bool {
    let question = pack.question(reason.part.question);
    let option = &question.options[reason.part.option.index()];
    let middle = |place: &Placement| (place.level.value() - 3.0).abs() < 0.5;
    if question.form == Form::Statement && option.places.iter().all(middle) {
        return false;
    }
    if reason.part.chosen {
        return dimension(pack, reason, specialty).is_none_or(|at| tells(pack, reason, specialty, at));
    }
    let largely = |place: &Placement| {
        pack.specialty(specialty).level(place.dimension).is_some_and(|level| level >= LARGELY)
    };
    reason.evidence < 0 && option.places.iter().any(largely)
}

/// Whether the distance between answer and specialty is one that a reader sees: near enough for a reason for, far enough
/// for one against. Evidence weighs a specialty against all others, so an answer can speak for one that stands in the
/// middle, merely because most stand still further away.
fn tells(pack: &Pack, reason: &Reason<'_>, specialty: SpecialtyId, at: DimensionId) -> bool {
    let option = &pack.question(reason.part.question).options[reason.part.option.index()];
    let place = option.places.iter().find(|place| place.dimension == at);
    let Some((place, profile)) = place.zip(pack.specialty(specialty).at(at)) else { return true };
    let away = distance(pack.dimension(at).kind, place.level.value(), profile.level);
    if reason.evidence > 0 {
        return away <= ALIKE;
    }
    // What a role is hardly about is told by what it is mainly about, if there is such a thing.
    let main = told_by(pack, specialty, at);
    away >= APART
        && (at == main || pack.specialty(specialty).level(main).is_some_and(|level| level >= LARGELY))
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
        // Two places of work, or two kinds of illness, are one thing to a reader.
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

/// The dimension on which a reason rests: of those that the option places on, the one that carries most of the
/// evidence on its side.
#[must_use]
pub fn dimension(pack: &Pack, reason: &Reason<'_>, specialty: SpecialtyId) -> Option<DimensionId> {
    let question = pack.question(reason.part.question);
    let places = question.options[reason.part.option.index()].places.iter();
    let value = |place: &Placement| match question.form {
        Form::Several { unchosen } if !reason.part.chosen => unchosen.value(),
        _ => place.level.value(),
    };
    // Half the squared distance, as the likelihood counts it, against what is usual among all specialties.
    let model = Model::default();
    let carried = |place: &Placement| {
        let far = |one: &Specialty| half_squared_distance(pack, &[(*place, value(place))], one, &model);
        let others = pack.specialties().iter().map(far);
        #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
        let usual = others.sum::<f64>() / pack.specialties().len().max(1) as f64;
        let carried = usual - far(pack.specialty(specialty));
        if reason.evidence < 0 { -carried } else { carried }
    };
    places
        .map(|place| (carried(place), place.dimension))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, dimension)| dimension)
}

/// The dimension whose sentence tells where a specialty stands: in a group, what it is hardly about is told by what it
/// is mainly about.
#[must_use]
pub fn told_by(pack: &Pack, specialty: SpecialtyId, dimension: DimensionId) -> DimensionId {
    let level = |id: DimensionId| pack.specialty(specialty).level(id).unwrap_or_default();
    let Some(group) = pack.dimension(dimension).group() else { return dimension };
    if level(dimension) >= A_PART {
        return dimension;
    }
    let members = pack.dimension_ids().filter(|id| pack.dimension(*id).group() == Some(group));
    members.max_by(|a, b| level(*a).total_cmp(&level(*b)).then(b.cmp(a))).unwrap_or(dimension)
}
