//! What of a summary is worth a room's time: what divides it, what it agrees on, what it has not seen, and where it leans.

use super::disclosure::Shown;
use super::{Family, Summary, Told};
use crate::pack::{Form, Pack, QuestionId, SectionId};

/// A question with two sides that many took each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divided {
    /// The question.
    pub question: QuestionId,
    /// The larger and the smaller side, as places in [`Told::sides`], and how many took each.
    pub sides: [(usize, u64); 2],
}

impl Summary {
    /// The questions that divided the room most: at least a fifth of it on either side. The middle of a scale is no
    /// side.
    #[must_use]
    pub fn divided(&self, pack: &Pack, most: usize) -> Vec<Divided> {
        let mut divided: Vec<Divided> = self.questions.iter().filter_map(|told| sides(pack, told)).collect();
        divided.retain(|one| one.sides[1].1 * 5 >= self.respondents);
        divided.sort_by_key(|one| (std::cmp::Reverse(one.sides[1].1), one.question));
        divided.truncate(most);
        divided
    }

    /// The questions that the room agreed on most: at least two in three on one side, and not a fifth on another, which
    /// would divide it. Each with the side's place.
    #[must_use]
    pub fn agreed(&self, pack: &Pack, most: usize) -> Vec<(&Told, usize)> {
        let divided: Vec<QuestionId> =
            self.divided(pack, usize::MAX).into_iter().map(|one| one.question).collect();
        let single = self.questions.iter().filter(|told| {
            !pack.question(told.question).takes_several() && !divided.contains(&told.question)
        });
        let mut agreed: Vec<(&Told, usize, u64)> = single
            .filter_map(|told| {
                let numbers = told.sides.iter().map(|side| side.people.number().unwrap_or(0));
                let (side, people) = numbers.enumerate().max_by_key(|(_, people)| *people)?;
                (people * 3 >= self.respondents * 2).then_some((told, side, people))
            })
            .collect();
        agreed.sort_by_key(|(told, _, people)| (std::cmp::Reverse(*people), told.question));
        agreed.into_iter().take(most).map(|(told, side, _)| (told, side)).collect()
    }

    /// The sections of which most people have not seen something yet, by most people first.
    #[must_use]
    pub fn not_seen_yet(&self, most: usize) -> Vec<(SectionId, Shown)> {
        let shown = self.unseen.iter().copied().filter(|(_, people)| *people != Shown::Hidden);
        let mut unseen: Vec<_> = shown.collect();
        unseen.sort_by_key(|(section, people)| (std::cmp::Reverse(people.number()), *section));
        unseen.truncate(most);
        unseen
    }

    /// The families in which most first places lie, by most people first.
    #[must_use]
    pub fn leanings(&self) -> Vec<&Family> {
        let mut shown: Vec<&Family> =
            self.families.iter().filter(|family| family.people != Shown::Hidden).collect();
        shown.sort_by_key(|family| (std::cmp::Reverse(family.people.number()), family.id.as_str()));
        shown
    }

    /// Questions to talk over: of those that divided the room, what short forms keep first, then the most even; of each section
    /// one at most, so that they are about different things.
    #[must_use]
    pub fn to_talk_over(&self, pack: &Pack, most: usize) -> Vec<Divided> {
        let mut divided = self.divided(pack, usize::MAX);
        divided.sort_by_key(|one| !pack.question(one.question).core);
        let mut sections = Vec::new();
        divided.retain(|one| {
            let section = pack.question(one.question).section;
            let new = !sections.contains(&section);
            sections.push(section);
            new
        });
        divided.truncate(most);
        divided
    }
}

/// The two largest sides, if both are told and neither is the middle of a scale.
fn sides(pack: &Pack, told: &Told) -> Option<Divided> {
    let question = pack.question(told.question);
    if question.takes_several() {
        return None;
    }
    let middle = (question.form == Form::Statement && told.sides.len() == 3).then_some(1);
    let exact = told.sides.iter().enumerate().filter_map(|(place, side)| match side.people {
        Shown::Exactly(people) if Some(place) != middle => Some((place, people)),
        _ => None,
    });
    let mut sides: Vec<(usize, u64)> = exact.collect();
    sides.sort_by_key(|(place, people)| (std::cmp::Reverse(*people), *place));
    let [one, two, ..] = sides[..] else { return None };
    Some(Divided { question: told.question, sides: [one, two] })
}
