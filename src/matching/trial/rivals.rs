//! The matching rules of other tools, to be measured against on the same answers.

use crate::answers::{Answer, Answers};
use crate::pack::{DimensionId, Form, Pack, SpecialtyId};

/// A rule that someone else uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rival {
    /// Sum of distances over questions (voting-advice applications such as smartvote and `OpenVAA`).
    CityBlock,
    /// Root of the sum of squared distances (likewise).
    Euclidean,
    /// Number of answers within one level.
    Agreement,
    /// Correlation of the person's and the specialty's levels over dimensions (O*NET Interest Profiler).
    Pearson,
    /// Cosine of the two, each centred on the middle of the scale.
    Cosine,
}

/// All of them.
pub const RIVALS: [Rival; 5] =
    [Rival::CityBlock, Rival::Euclidean, Rival::Agreement, Rival::Pearson, Rival::Cosine];

impl Rival {
    /// Name for reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rival::CityBlock => "city block",
            Rival::Euclidean => "Euclidean",
            Rival::Agreement => "agreement count",
            Rival::Pearson => "Pearson",
            Rival::Cosine => "cosine",
        }
    }
}

/// Specialties by a rival's rule, best first; equal ones by slug.
#[must_use]
pub fn rank_by(rival: Rival, pack: &Pack, answers: &Answers) -> Vec<SpecialtyId> {
    let values = values_by(rival, pack, answers);
    let mut order: Vec<(f64, SpecialtyId)> = values.into_iter().zip(pack.specialty_ids()).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, id)| id).collect()
}

/// What each specialty comes to by a rival's rule; more is better.
#[must_use]
pub fn values_by(rival: Rival, pack: &Pack, answers: &Answers) -> Vec<f64> {
    let placed = placements(pack, answers);
    let by_dimension = means(pack, &placed);
    let value = |id: SpecialtyId| {
        // What is not known of a specialty is left out of its sum.
        let at = |dimension: DimensionId| pack.specialty(id).level(dimension);
        let gaps = placed.iter().filter_map(|(dimension, level)| Some((at(*dimension)? - level).abs()));
        let pairs: Vec<(f64, f64)> =
            by_dimension.iter().filter_map(|(dimension, level)| Some((*level, at(*dimension)?))).collect();
        match rival {
            Rival::CityBlock => -gaps.sum::<f64>(),
            Rival::Euclidean => -gaps.map(|gap| gap * gap).sum::<f64>(),
            Rival::Agreement => gaps.map(|gap| if gap <= 1.0 { 1.0 } else { 0.0 }).sum(),
            Rival::Pearson => correlation(&centred(&pairs)),
            Rival::Cosine => correlation(&pairs.iter().map(|(a, b)| (a - 3.0, b - 3.0)).collect::<Vec<_>>()),
        }
    };
    pack.specialty_ids().map(value).collect()
}

/// Where each answer places the person; an option left out of several places at the question's `unchosen`.
fn placements(pack: &Pack, answers: &Answers) -> Vec<(DimensionId, f64)> {
    let mut placed = Vec::new();
    for (id, answer) in answers.iter() {
        let Answer::Chose { options, .. } = answer else { continue };
        let question = pack.question(id);
        for (place, option) in question.options.iter().enumerate() {
            let chosen = options.iter().any(|chosen| chosen.index() == place);
            let unchosen = match question.form {
                Form::Several { unchosen } => Some(unchosen),
                Form::Scope | Form::Limits | Form::Statement | Form::Choice => None,
            };
            for at in &option.places {
                match (chosen, unchosen) {
                    (true, _) => placed.push((at.dimension, at.level.value())),
                    (false, Some(level)) => placed.push((at.dimension, level.value())),
                    (false, None) => {}
                }
            }
        }
    }
    placed
}

#[allow(clippy::cast_precision_loss, reason = "a few answers a dimension")]
fn means(pack: &Pack, placed: &[(DimensionId, f64)]) -> Vec<(DimensionId, f64)> {
    pack.dimension_ids()
        .filter_map(|id| {
            let levels: Vec<f64> = placed.iter().filter(|(d, _)| *d == id).map(|(_, level)| *level).collect();
            (!levels.is_empty()).then(|| (id, levels.iter().sum::<f64>() / levels.len() as f64))
        })
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "some dozen dimensions")]
fn centred(pairs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let count = pairs.len().max(1) as f64;
    let (a, b) = pairs.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    pairs.iter().map(|(x, y)| (x - a / count, y - b / count)).collect()
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let (xy, xx, yy) =
        pairs.iter().fold((0.0, 0.0, 0.0), |(xy, xx, yy), (x, y)| (xy + x * y, xx + x * x, yy + y * y));
    if xx > 0.0 && yy > 0.0 { xy / libm::sqrt(xx * yy) } else { 0.0 }
}
