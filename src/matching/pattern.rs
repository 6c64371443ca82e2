//! What the answers have in common, before any name: a pattern survives where a single name may not.

use std::collections::BTreeMap;

use crate::answers::{Answer, Answers};
use crate::pack::{DimensionId, Form, Level, Pack};

/// Where the answers place someone on one dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The dimension.
    pub dimension: DimensionId,
    /// Mean of the places that the answers give, weighted by importance; from 1 to 5.
    pub level: f64,
    /// How many answers that rests on.
    pub answers: usize,
}

/// Clearly low or high: at least this far from the middle.
const CLEAR: f64 = 1.2;

/// Where the answers place someone, on every dimension that they touch.
///
/// An option left out of a question that takes several counts only if nothing else speaks to its dimension.
#[must_use]
pub fn standings(pack: &Pack, answers: &Answers) -> Vec<Standing> {
    let mut sums: BTreeMap<DimensionId, (f64, f64, usize)> = BTreeMap::new();
    let mut left_out: BTreeMap<DimensionId, Level> = BTreeMap::new();
    for (id, answer) in answers.iter() {
        let Answer::Chose { options, importance } = answer else { continue };
        let question = pack.question(id);
        for (place, option) in question.options.iter().enumerate() {
            let chosen = options.iter().any(|chosen| chosen.index() == place);
            for at in &option.places {
                if chosen {
                    #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
                    let weight = importance.factor() as f64;
                    let sum = sums.entry(at.dimension).or_default();
                    *sum = (sum.0 + weight * at.level.value(), sum.1 + weight, sum.2 + 1);
                } else if let Form::Several { unchosen } = question.form {
                    left_out.insert(at.dimension, unchosen);
                }
            }
        }
    }
    for (dimension, level) in left_out {
        sums.entry(dimension).or_insert((level.value(), 1.0, 1));
    }
    sums.into_iter()
        .map(|(dimension, (sum, weight, answers))| Standing { dimension, level: sum / weight, answers })
        .collect()
}

/// The clearest standings, at most `most`, clearest first: single dimensions at either end, and what was chosen
/// within groups. One answer on a single dimension is not yet a pattern.
#[must_use]
pub fn pattern(pack: &Pack, answers: &Answers, most: usize) -> Vec<Standing> {
    let mut clear: Vec<Standing> = standings(pack, answers)
        .into_iter()
        .filter(|standing| {
            let grouped = pack.dimension(standing.dimension).group().is_some();
            let away = standing.level - 3.0;
            if grouped { away >= CLEAR - 0.5 } else { away.abs() >= CLEAR && standing.answers > 1 }
        })
        .collect();
    clear.sort_by(|a, b| {
        let strength = |standing: &Standing| (standing.level - 3.0).abs();
        strength(b).total_cmp(&strength(a)).then(a.dimension.cmp(&b.dimension))
    });
    clear.truncate(most);
    clear
}
