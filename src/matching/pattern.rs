//! What the answers have in common, before any name: a pattern survives where a single name may not.

use std::collections::BTreeMap;

use crate::answers::{Answer, Answers};
use crate::pack::{Dimension, DimensionId, Form, Pack};

/// Where the answers place someone on one dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaning {
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
/// An option left out of a question that takes several counts as what leaving it out says.
#[must_use]
pub fn leanings(pack: &Pack, answers: &Answers) -> Vec<Leaning> {
    let mut sums: BTreeMap<DimensionId, (f64, f64, usize)> = BTreeMap::new();
    for (id, answer) in answers.iter() {
        let Answer::Chose { options, importance } = answer else { continue };
        let question = pack.question(id);
        for (place, option) in question.options.iter().enumerate() {
            let chosen = options.iter().any(|chosen| chosen.index() == place);
            for at in &option.places {
                let level = match question.form {
                    _ if chosen => at.level,
                    Form::Several { unchosen } => unchosen,
                    Form::Scope | Form::Limits | Form::Statement | Form::Choice => continue,
                };
                #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
                let weight = importance.factor() as f64;
                let sum = sums.entry(at.dimension).or_default();
                *sum = (sum.0 + weight * level.value(), sum.1 + weight, sum.2 + 1);
            }
        }
    }
    sums.into_iter()
        .map(|(dimension, (sum, weight, answers))| Leaning { dimension, level: sum / weight, answers })
        .collect()
}

/// The clearest leanings, at most `most`, clearest first: single dimensions at either end, and what was chosen
/// within groups. One answer on a single dimension is not yet a pattern, nor is more than two thirds of a group.
#[must_use]
pub fn pattern(pack: &Pack, answers: &Answers, most: usize) -> Vec<Leaning> {
    let mut clear: Vec<Leaning> = leanings(pack, answers)
        .into_iter()
        .filter(|leaning| {
            let grouped = pack.dimension(leaning.dimension).group().is_some();
            let away = leaning.level - 3.0;
            if grouped { away >= CLEAR - 0.5 } else { away.abs() >= CLEAR && leaning.answers > 1 }
        })
        .collect();
    let group = |leaning: &Leaning| pack.dimension(leaning.dimension).group();
    let chosen: Vec<usize> = clear.iter().filter_map(group).collect();
    let whole: Vec<usize> = pack.dimensions().iter().filter_map(Dimension::group).collect();
    let size = |groups: &[usize], group| groups.iter().filter(|one| **one == group).count();
    clear.retain(|leaning| group(leaning).is_none_or(|one| 3 * size(&chosen, one) <= 2 * size(&whole, one)));
    clear.sort_by(|a, b| {
        let strength = |leaning: &Leaning| (leaning.level - 3.0).abs();
        strength(b).total_cmp(&strength(a)).then(a.dimension.cmp(&b.dimension))
    });
    clear.truncate(most);
    clear
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Importance;
    use crate::default_pack;
    use crate::pack::OptionId;

    fn choosing(pack: &Pack, id: &str, options: usize) -> Answers {
        let question = pack.question_ids().find(|question| pack.question(*question).id == id).unwrap();
        let options = (0..options).map(OptionId::new).collect();
        let mut answers = Answers::default();
        answers.set(question, Answer::Chose { options, importance: Importance::Usual });
        answers
    }

    #[test]
    fn a_few_places_are_a_pattern_and_all_of_them_are_none() {
        let pack = default_pack().pack;
        let all = pack.questions().iter().find(|question| question.id == "places").unwrap().options.len();
        assert_eq!(pattern(&pack, &choosing(&pack, "places", 2), 6).len(), 2);
        assert_eq!(pattern(&pack, &choosing(&pack, "places", all), 6), []);
    }

    #[test]
    fn what_was_left_out_counts_beside_what_another_answer_says() {
        let pack = default_pack().pack;
        let mut answers = choosing(&pack, "places", 1);
        let level = |answers: &Answers| {
            let home = leanings(&pack, answers);
            let home = home.iter().find(|leaning| pack.dimension(leaning.dimension).id == "home").copied();
            home.unwrap().level
        };
        let left_out = level(&answers);
        let visits = pack.question_ids().find(|id| pack.question(*id).id == "home-visits").unwrap();
        let last = OptionId::new(pack.question(visits).options.len() - 1);
        answers.set(visits, Answer::Chose { options: vec![last], importance: Importance::Usual });
        assert!(left_out < level(&answers) && level(&answers) < 5.0);
    }
}
