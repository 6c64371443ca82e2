//! Which answers spoke for a specialty and which against, by answer and by dimension.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::likelihood::distance;
use super::scoring::{Part, Scores};
use super::shares::Shares;
use crate::answers::Answers;
use crate::pack::{DimensionId, Form, Pack, Placement, SpecialtyId};

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
pub(crate) const WORTH_SAYING: i64 = 100_000;

/// Level from which a dimension of a group has a reason of its own, and from which a role is about it in part.
const A_PART: f64 = 3.0;
/// Distances between answer and specialty, in levels: up to the first a reader sees them agree, from the second on differ.
const ALIKE: f64 = 1.25;
const APART: f64 = 1.75;
/// Level from which a role is largely about a dimension.
const LARGELY: f64 = 4.0;

/// Explains the scores of one respondent.
#[derive(Debug)]
pub struct Explainer<'s> {
    pack: &'s Pack,
    scores: &'s Scores,
    shares: Shares<'s>,
}

/// What one dimension carries of a specialty's score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried<'s> {
    /// The dimension.
    pub dimension: DimensionId,
    /// Evidence for (positive) or against (negative) the specialty, in micronats.
    pub evidence: i64,
    /// The parts behind it, in the order of the questions; those without a share are left out.
    pub parts: Vec<CarriedPart<'s>>,
}

/// What one part of a score carries on one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedPart<'s> {
    /// The part.
    pub part: &'s Part,
    /// Its share on the dimension, in micronats.
    pub share: i64,
    /// Whether a reader would take it for a reason on the side that the dimension is on; never where the dimension carries too
    /// little to be worth saying.
    pub tells: bool,
}

impl<'s> Explainer<'s> {
    /// One for the scores of these answers.
    #[must_use]
    pub fn new(pack: &'s Pack, evidence: &'s Evidence, answers: &Answers, scores: &'s Scores) -> Self {
        Self { pack, scores, shares: Shares::new(pack, evidence, answers, scores) }
    }

    /// A specialty's score in micronats.
    #[must_use]
    pub fn score(&self, specialty: SpecialtyId) -> i64 {
        self.scores.total(specialty)
    }

    /// A specialty's score by dimension, what speaks for it most first. The evidence of all adds up to the score exactly.
    #[must_use]
    pub fn by_dimension(&self, specialty: SpecialtyId) -> Vec<Carried<'s>> {
        let mut carried: Vec<Carried<'s>> = self
            .parts_by_dimension(specialty)
            .into_iter()
            .map(|(at, parts)| self.carried(specialty, at, parts))
            .collect();
        carried.sort_by_key(|one| (std::cmp::Reverse(one.evidence), one.dimension));
        carried
    }

    fn parts_by_dimension(&self, specialty: SpecialtyId) -> BTreeMap<DimensionId, Vec<(&'s Part, i64)>> {
        let mut found: BTreeMap<DimensionId, Vec<(&'s Part, i64)>> = BTreeMap::new();
        for part in &self.scores.parts {
            for (dimension, share) in self.shares.of(part, specialty).filter(|(_, share)| *share != 0) {
                found.entry(dimension).or_default().push((part, share));
            }
        }
        found
    }

    fn carried(&self, specialty: SpecialtyId, at: DimensionId, parts: Vec<(&'s Part, i64)>) -> Carried<'s> {
        let evidence: i64 = parts.iter().map(|(_, share)| share).sum();
        let worth_saying = evidence.abs() >= WORTH_SAYING;
        let tells = |part: &Part, share: i64| {
            worth_saying && share.signum() == evidence.signum() && self.tells_of(part, share, specialty, at)
        };
        let parts = parts.into_iter();
        let parts =
            parts.map(|(part, share)| CarriedPart { part, share, tells: tells(part, share) }).collect();
        Carried { dimension: at, evidence, parts }
    }

    /// The dimensions on which a specialty is ahead of another, most first, each with the difference in micronats. With
    /// those on which it is behind they add up to the difference of the scores exactly.
    #[must_use]
    pub fn ahead(&self, specialty: SpecialtyId, other: SpecialtyId) -> Vec<(DimensionId, i64)> {
        let mut lead: BTreeMap<DimensionId, i64> = BTreeMap::new();
        for part in &self.scores.parts {
            for (dimension, share) in self.shares.of(part, specialty) {
                *lead.entry(dimension).or_default() += share;
            }
            for (dimension, share) in self.shares.of(part, other) {
                *lead.entry(dimension).or_default() -= share;
            }
        }
        let mut ahead: Vec<(DimensionId, i64)> = lead.into_iter().filter(|(_, by)| *by > 0).collect();
        ahead.sort_by_key(|(dimension, by)| (std::cmp::Reverse(*by), *dimension));
        ahead
    }

    /// The strongest reasons for and against a specialty, at most `most` of each, strongest first.
    ///
    /// At most one reason is given for each dimension: three ways of saying the same are one reason.
    #[must_use]
    pub fn strongest(&self, specialty: SpecialtyId, most: usize) -> (Vec<Reason<'s>>, Vec<Reason<'s>>) {
        let mut all: Vec<Reason<'s>> =
            reasons(self.scores, specialty).filter(|reason| self.explains(reason, specialty)).collect();
        all.sort_by_key(|reason| std::cmp::Reverse(reason.evidence));
        let for_it = all.iter().filter(|reason| reason.evidence >= WORTH_SAYING);
        let against = all.iter().rev().filter(|reason| reason.evidence <= -WORTH_SAYING);
        (self.distinct(for_it, specialty, most), self.distinct(against, specialty, most))
    }

    /// The dimension on which a reason rests: the one that carries most of the evidence on its side.
    #[must_use]
    pub fn dimension(&self, reason: &Reason<'_>, specialty: SpecialtyId) -> Option<DimensionId> {
        let on_its_side = |share: i64| if reason.evidence < 0 { -share } else { share };
        self.shares
            .of(reason.part, specialty)
            .max_by_key(|(dimension, share)| (on_its_side(*share), std::cmp::Reverse(*dimension)))
            .map(|(dimension, _)| dimension)
    }

    /// Whether a part can be told as a reason.
    fn explains(&self, reason: &Reason<'_>, specialty: SpecialtyId) -> bool {
        let at = self.dimension(reason, specialty);
        at.is_some_and(|at| self.tells_of(reason.part, reason.evidence, specialty, at))
    }

    /// Whether evidence of a part can be told as a reason on a dimension. An answer in the middle of a statement says nothing
    /// that a reader would take for one, and an option that was left out only speaks where the role is largely about it.
    fn tells_of(&self, part: &Part, evidence: i64, specialty: SpecialtyId, at: DimensionId) -> bool {
        let question = self.pack.question(part.question);
        let option = &question.options[part.option.index()];
        let middle = |place: &Placement| (place.level.value() - 3.0).abs() < 0.5;
        if question.form == Form::Statement && option.places.iter().all(middle) {
            return false;
        }
        if part.chosen {
            return tells(self.pack, &Reason { part, evidence }, specialty, at);
        }
        evidence < 0 && self.pack.specialty(specialty).level(at).is_some_and(|level| level >= LARGELY)
    }

    fn distinct<'r>(
        &self,
        reasons: impl Iterator<Item = &'r Reason<'s>>,
        specialty: SpecialtyId,
        most: usize,
    ) -> Vec<Reason<'s>>
    where
        's: 'r,
    {
        let mut seen = Vec::new();
        let mut kept = Vec::new();
        for reason in reasons {
            let dimension = self.dimension(reason, specialty);
            // Two places of work, or two kinds of illness, are one thing to a reader.
            let group = dimension.map(|id| self.pack.dimension(id).group().ok_or(id));
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
