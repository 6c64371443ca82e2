//! Answers worth doubting: named gently, never dropped.

use crate::answers::{Answer, Answers};
use crate::pack::{Form, OptionId, Pack, Placement, QuestionId};

/// Something in the answers that makes a result less sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nearly all statements were answered with the same option.
    AllAlike(OptionId),
    /// Two answers on one dimension place the person at opposite ends.
    Contradiction(Chosen, Chosen),
}

/// A question, and an option that was chosen.
pub type Chosen = (QuestionId, OptionId);

/// Statements needed before "all alike" means anything.
const ENOUGH_STATEMENTS: usize = 10;
/// How far apart two answers must place a person, in levels, to contradict each other: the two ends of a scale.
const OPPOSITE: f64 = 4.0;
/// The same where one of them is among several that were chosen: such options are placed somewhat short of the end, though
/// nothing clearer could have been chosen.
const OPPOSITE_TO_ONE_OF_SEVERAL: f64 = 3.0;

/// All doubts, contradictions in the order of the questions.
#[must_use]
pub fn doubts(pack: &Pack, answers: &Answers) -> Vec<Doubt> {
    let chosen: Vec<Chosen> = answers
        .iter()
        .filter_map(|(question, answer)| match answer {
            Answer::Chose { options, .. } => Some(options.iter().map(move |option| (question, *option))),
            Answer::DontMind | Answer::NotSeenYet => None,
        })
        .flatten()
        .collect();
    let statements: Vec<Chosen> =
        chosen.iter().copied().filter(|(id, _)| pack.question(*id).form == Form::Statement).collect();
    let mut doubts: Vec<Doubt> = all_alike(&statements).map(Doubt::AllAlike).into_iter().collect();
    for (place, one) in chosen.iter().enumerate() {
        let against = chosen[place + 1..].iter().find(|other| contradict(pack, *one, **other));
        doubts.extend(against.map(|other| Doubt::Contradiction(*one, *other)));
    }
    doubts
}

/// Whether two answers to different questions place the person at opposite ends of a dimension.
fn contradict(pack: &Pack, one: Chosen, other: Chosen) -> bool {
    let places = |(question, option): Chosen| pack.question(question).options[option.index()].places.iter();
    let several = [one, other].iter().any(|(question, _)| pack.question(*question).takes_several());
    let ends = if several { OPPOSITE_TO_ONE_OF_SEVERAL } else { OPPOSITE };
    let opposite = |a: &Placement, b: &Placement| {
        a.dimension == b.dimension && (a.level.value() - b.level.value()).abs() >= ends
    };
    one.0 != other.0 && places(one).any(|a| places(other).any(|b| opposite(a, b)))
}

/// The option that nine in ten statements have, if enough were answered.
fn all_alike(statements: &[Chosen]) -> Option<OptionId> {
    if statements.len() < ENOUGH_STATEMENTS {
        return None;
    }
    statements.iter().map(|(_, option)| *option).find(|option| {
        let same = statements.iter().filter(|(_, other)| other == option).count();
        same * 10 >= statements.len() * 9
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Importance;
    use crate::default_pack;

    fn doubts_of(pairs: &[(&str, &str)]) -> Vec<Doubt> {
        let pack = default_pack().pack;
        let mut answers = Answers::default();
        for (question, option) in pairs {
            let id = pack.question_ids().find(|id| pack.question(*id).id == *question).unwrap();
            let option = pack.question(id).options.iter().position(|one| one.id == *option).unwrap();
            let options = vec![OptionId::new(option)];
            answers.set(id, Answer::Chose { options, importance: Importance::Usual });
        }
        doubts(&pack, &answers)
    }

    #[test]
    fn opposites_are_seen_between_questions_of_any_form() {
        for pairs in [
            [("places", "hospice"), ("in-a-hospice", "strongly-disagree")],
            [("procedure-share", "most"), ("no-procedures", "strongly-agree")],
            [("work-with-hands", "strongly-agree"), ("no-procedures", "strongly-agree")],
        ] {
            let found = doubts_of(&pairs);
            assert!(matches!(found.as_slice(), [Doubt::Contradiction(..)]), "{pairs:?}: {found:?}");
        }
    }

    #[test]
    fn answers_that_only_differ_are_none() {
        assert_eq!(doubts_of(&[("places", "hospice"), ("in-a-hospice", "disagree")]), []);
        assert_eq!(doubts_of(&[("places", "hospice"), ("in-a-hospice", "strongly-agree")]), []);
    }
}
