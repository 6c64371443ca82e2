//! Permanent numbers and what was retired: a number or an id that was used once never stands for anything else.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::pack::Retired;
use crate::pack::draft::Questionnaire;
use crate::toml_tree::{Mistakes, Placed};

/// A permanent number as written; what is wrong with it is noted by [`check`], once.
pub(super) fn number(written: &Placed<f64>) -> Option<u16> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and in range"
    )]
    let number = written.value as u16;
    (written.value.fract() == 0.0 && (1.0..=9999.0).contains(&written.value)).then_some(number)
}

/// Checks all numbers, and gives what was retired.
pub(super) fn check(questionnaire: &Questionnaire, mistakes: &Mistakes) -> Vec<Retired> {
    let mut of_questions = Taken::default();
    let mut of_options: BTreeMap<&str, Taken> = BTreeMap::new();
    for question in &questionnaire.questions {
        of_questions.take(question.number.as_ref(), mistakes);
        let of_question = of_options.entry(&question.id.value).or_default();
        for option in &question.options {
            of_question.take(option.number.as_ref(), mistakes);
        }
    }
    let mut of_agreement = Taken::default();
    for option in &questionnaire.agreement {
        of_agreement.take(option.number.as_ref(), mistakes);
    }
    let mut retired = Vec::new();
    for gone in &questionnaire.retired {
        let question =
            questionnaire.questions.iter().find(|question| question.id.value == gone.question.value);
        let taken = match &gone.option {
            None => &mut of_questions,
            Some(_) => of_options.entry(&gone.question.value).or_default(),
        };
        let number = taken.take(Some(&gone.number), mistakes);
        let still_asked = match &gone.option {
            None => question.map(|question| &question.id),
            Some(option) => question
                .and_then(|question| question.options.iter().find(|known| known.id.value == option.value))
                .map(|known| &known.id),
        };
        if let Some(id) = still_asked {
            mistakes.note(
                Diagnostic::at(&gone.place, format!("`{}` is retired, but still asked", id.value))
                    .help("give what is asked now another id, or take it out of [[retired]]"),
            );
        }
        retired.extend(number.map(|number| Retired {
            question: gone.question.value.clone(),
            option: gone.option.as_ref().map(|option| option.value.clone()),
            number,
            say: gone.say.value.clone(),
        }));
    }
    retired
}

/// Numbers that are taken, and where.
#[derive(Default)]
struct Taken(BTreeMap<u16, Place>);

impl Taken {
    fn take(&mut self, written: Option<&Placed<f64>>, mistakes: &Mistakes) -> Option<u16> {
        let written = written?;
        let Some(number) = number(written) else {
            // What is no number at all was noted when it was read.
            if !written.value.is_nan() {
                mistakes.note(
                    Diagnostic::at(&written.place, "a permanent number is a whole number from 1 to 9999")
                        .help("take the next one that was never used"),
                );
            }
            return None;
        };
        if let Some(first) = self.0.insert(number, written.place.clone()) {
            let (line, _) = first.line_and_column();
            mistakes.note(Diagnostic::at(&written.place, format!("number {number} is taken")).help(format!(
                "it stands in line {line}; a number is never used again, not even after what had it is gone"
            )));
        }
        Some(number)
    }
}
