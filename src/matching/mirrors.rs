//! Keeping statements about the same apart: one right after the other, they make people feel tested.

use std::collections::BTreeMap;

use crate::pack::{DimensionId, Form, Pack, QuestionId};

/// The first of `wanted` that is no mirror of the last one put, and after which all that is `open` can still be put without
/// one mirror right after another; failing that, the first that is no mirror of the last; failing that, the first.
pub(super) fn first_apart(
    pack: &Pack,
    wanted: &[QuestionId],
    open: &[QuestionId],
    last: Option<QuestionId>,
) -> Option<QuestionId> {
    let mut alike: BTreeMap<Vec<DimensionId>, usize> = BTreeMap::new();
    for asks in open.iter().filter_map(|id| asks_about(pack, *id)) {
        *alike.entry(asks).or_default() += 1;
    }
    let before = last.and_then(|last| asks_about(pack, last));
    let rest = open.len().saturating_sub(1);
    let fresh = |id: &&QuestionId| before.is_none() || asks_about(pack, **id) != before;
    // Of so many in a row at most every other one can be of a kind, and the first of them not of the kind just put.
    let leaves_room = |id: &&QuestionId| {
        let own = asks_about(pack, **id);
        alike.iter().all(|(asks, count)| {
            if own.as_ref() == Some(asks) { count - 1 <= rest / 2 } else { *count <= rest.div_ceil(2) }
        })
    };
    let first = wanted.iter().find(|id| fresh(id) && leaves_room(id));
    first.or_else(|| wanted.iter().find(fresh)).or(wanted.first()).copied()
}

/// What a statement is about. Two about the same are mirrors.
fn asks_about(pack: &Pack, question: QuestionId) -> Option<Vec<DimensionId>> {
    let question = pack.question(question);
    (question.form == Form::Statement).then(|| question.dimensions())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answers;
    use crate::default_pack;
    use crate::matching::next_question::next;
    use crate::matching::trial::simulation::{ResponseModel, respondent};
    use crate::matching::trial::undecided::Undecided;
    use crate::pack::SpecialtyId;

    /// Puts everything, and gives the order in which it was put.
    fn put_all(everything: &Answers) -> Vec<QuestionId> {
        let content = default_pack();
        let (mut answers, mut put) = (Answers::default(), Vec::new());
        while let Some(question) = next(&content.pack, &content.evidence, &answers, &put) {
            put.push(question);
            if let Some(answer) = everything.to(question) {
                answers.set(question, answer.clone());
            }
        }
        put
    }

    #[test]
    fn mirrors_never_follow_each_other_to_the_very_last_question() {
        let pack = &default_pack().pack;
        let (settled, _) = respondent(pack, SpecialtyId::new(7), &ResponseModel::REFERENCE, 3, 0);
        let mut sheets = vec![settled, Answers::default()];
        sheets.extend(Undecided::ALL.map(|kind| kind.sheet(pack, 3, 0)));
        for sheet in &sheets {
            let put = put_all(sheet);
            assert_eq!(put.len(), pack.questions().len());
            for pair in put.windows(2) {
                let [one, other] = [pair[0], pair[1]].map(|id| asks_about(pack, id));
                assert!(one.is_none() || one != other, "{}", pack.question(pair[1]).id);
            }
        }
    }

    #[test]
    fn the_only_one_left_is_put_whatever_came_before() {
        let pack = &default_pack().pack;
        let mut ids = pack.question_ids();
        let (one, mirror) = ids
            .find_map(|id| {
                let mut later = pack.question_ids().filter(|other| *other > id);
                let asks = asks_about(pack, id)?;
                later.find(|other| asks_about(pack, *other).as_ref() == Some(&asks)).map(|other| (id, other))
            })
            .unwrap();
        assert_eq!(first_apart(pack, &[mirror], &[mirror], Some(one)), Some(mirror));
        assert_eq!(first_apart(pack, &[], &[], Some(one)), None);
    }
}
