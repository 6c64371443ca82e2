//! What should be kept in mind with a result.

use super::{FEW_ANSWERS, HowSure, Step};
use crate::answers::{Answers, Counts};
use crate::matching::doubt::{Doubt, doubts};
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::Ranked;
use crate::pack::{Pack, Retired};

/// Doubts named, at most.
const DOUBTS: usize = 3;

/// Something that makes a result less sure, or that it does without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// An answer to what is asked no more was set aside.
    Retired(Retired),
    /// Nothing was answered that tells anything apart.
    NothingAnswered,
    /// So few questions were answered that the result is a first look only.
    FewAnswers(usize),
    /// So many share the first place.
    Tie(usize),
    /// The answers as a whole fit the first worse than answers usually do.
    PoorFit,
    /// Some answers are worth doubting.
    Doubt(Doubt),
}

pub(super) fn notes(
    pack: &Pack,
    answers: &Answers,
    counts: Counts,
    person_fit: PersonFit,
    ranking: &[Ranked],
    how_sure: Option<&HowSure>,
) -> Vec<Note> {
    let mut notes: Vec<Note> = answers.retired(pack).cloned().map(Note::Retired).collect();
    if counts.chosen == 0 {
        notes.push(Note::NothingAnswered);
        return notes;
    }
    if counts.chosen < FEW_ANSWERS {
        notes.push(Note::FewAnswers(counts.chosen));
    }
    let leaders = ranking.iter().take_while(|ranked| ranked.rank == 1).count();
    // Whoever is said to be ahead, or level, needs no note on it.
    let said = how_sure.is_some_and(|sure| sure.step.is_a_lead() || sure.step == Step::Level);
    if leaders > 1 && !said {
        notes.push(Note::Tie(leaders));
    }
    if counts.chosen >= FEW_ANSWERS && person_fit.is_poor() {
        notes.push(Note::PoorFit);
    }
    notes.extend(doubts(pack, answers).into_iter().take(DOUBTS).map(Note::Doubt));
    notes
}
