//! Sheets whose answers point nowhere.

use std::collections::BTreeMap;

use super::draw::Draw;
use crate::answers::{Answer, Answers, Importance};
use crate::pack::{DimensionId, Form, OptionId, Pack, SpecialtyId};

/// The answers of someone who sits on the fence: in the middle of every statement, and of all else half without a
/// preference, half at random.
#[must_use]
pub fn sheet_on_the_fence(pack: &Pack, seed: u64, number: u64) -> Answers {
    let mut draw = Draw::new(seed, SpecialtyId::new(0), number);
    let mut answers = Answers::default();
    for id in pack.question_ids().filter(|id| pack.question(*id).places()) {
        let question = pack.question(id);
        if question.form == Form::Statement {
            answers.set(id, chosen(vec![OptionId::new(question.options.len() / 2)]));
        } else if draw.chance(0.5) {
            answers.set(id, Answer::DontMind);
        } else {
            answers.set(id, chosen(draw.any_options(question)));
        }
    }
    answers
}

/// The answers of someone who contradicts themselves: at one end of a dimension in one statement, at the other in the
/// next; all else at random.
#[must_use]
pub fn contradicting_sheet(pack: &Pack, seed: u64, number: u64) -> Answers {
    let mut draw = Draw::new(seed, SpecialtyId::new(0), number);
    let mut last_high: BTreeMap<Vec<DimensionId>, bool> = BTreeMap::new();
    let mut answers = Answers::default();
    for id in pack.question_ids().filter(|id| pack.question(*id).places()) {
        let question = pack.question(id);
        let options = if question.form == Form::Statement {
            let before = last_high.get(&question.dimensions()).copied();
            let high = before.map_or_else(|| draw.chance(0.5), |high| !high);
            last_high.insert(question.dimensions(), high);
            let end = if high == question.rises() { question.options.len() - 1 } else { 0 };
            vec![OptionId::new(end)]
        } else {
            draw.any_options(question)
        };
        answers.set(id, chosen(options));
    }
    answers
}

fn chosen(options: Vec<OptionId>) -> Answer {
    Answer::Chose { options, importance: Importance::Usual }
}
