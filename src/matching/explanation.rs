//! Which answers spoke for a specialty and which against.

use std::collections::BTreeMap;

use super::likelihood::{distance, half_squared_distance};
use super::model::Model;
use super::scoring::{Part, Scores};
use crate::pack::{DimensionId, Form, OptionId, Pack, Placement, QuestionId, Specialty, SpecialtyId};

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

/// Explains the scores of one respondent.
#[derive(Debug)]
pub struct Explainer<'s> {
    pack: &'s Pack,
    scores: &'s Scores,
    model: Model,
    /// What is usual among all specialties, for each part: half the squared distance on each thing that its option places
    /// on. It is the same whichever specialty is explained, so it is worked out once.
    usual: BTreeMap<(QuestionId, OptionId), Vec<f64>>,
}

impl<'s> Explainer<'s> {
    /// One for the scores of a respondent.
    #[must_use]
    pub fn new(pack: &'s Pack, scores: &'s Scores) -> Self {
        let model = Model::default();
        let usual = |part: &Part| {
            let of_place = |place| {
                let each = pack.specialties().iter().map(|one| far(pack, place, one, &model));
                #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
                let usual = each.sum::<f64>() / pack.specialties().len().max(1) as f64;
                usual
            };
            places(pack, part).map(of_place).collect()
        };
        let usual = scores.parts.iter().map(|part| ((part.question, part.option), usual(part))).collect();
        Self { pack, scores, model, usual }
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

    /// The dimension on which a reason rests: of those that the option places on, the one that carries most of the
    /// evidence on its side.
    #[must_use]
    pub fn dimension(&self, reason: &Reason<'_>, specialty: SpecialtyId) -> Option<DimensionId> {
        // Half the squared distance, as the likelihood counts it, against what is usual among all specialties.
        let usual = self.usual.get(&(reason.part.question, reason.part.option))?;
        let carried = |(place, usual): ((Placement, f64), &f64)| {
            let carried = usual - far(self.pack, place, self.pack.specialty(specialty), &self.model);
            (if reason.evidence < 0 { -carried } else { carried }, place.0.dimension)
        };
        places(self.pack, reason.part)
            .zip(usual)
            .map(carried)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, dimension)| dimension)
    }

    /// Whether a part can be told as a reason. An answer in the middle of a statement says nothing that a reader would
    /// take for one, and an option that was left out only speaks where the role is largely about it.
    fn explains(&self, reason: &Reason<'_>, specialty: SpecialtyId) -> bool {
        let question = self.pack.question(reason.part.question);
        let option = &question.options[reason.part.option.index()];
        let middle = |place: &Placement| (place.level.value() - 3.0).abs() < 0.5;
        if question.form == Form::Statement && option.places.iter().all(middle) {
            return false;
        }
        if reason.part.chosen {
            let at = self.dimension(reason, specialty);
            return at.is_none_or(|at| tells(self.pack, reason, specialty, at));
        }
        let largely = |place: &Placement| {
            self.pack.specialty(specialty).level(place.dimension).is_some_and(|level| level >= LARGELY)
        };
        reason.evidence < 0 && option.places.iter().any(largely)
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

/// What the option of a part places on, with the value that stands for how it was answered.
fn places<'p>(pack: &'p Pack, part: &Part) -> impl Iterator<Item = (Placement, f64)> + use<'p> {
    let question = pack.question(part.question);
    let left_out = match question.form {
        Form::Several { unchosen } if !part.chosen => Some(unchosen.value()),
        Form::Scope | Form::Limits | Form::Statement | Form::Choice | Form::Several { .. } => None,
    };
    let all = question.options[part.option.index()].places.iter();
    all.map(move |place| (*place, left_out.unwrap_or(place.level.value())))
}

/// Half the squared distance of a specialty from one thing that was answered.
fn far(pack: &Pack, place: (Placement, f64), specialty: &Specialty, model: &Model) -> f64 {
    half_squared_distance(pack, &[place], specialty, model)
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
