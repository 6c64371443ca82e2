//! What a row of many says about one respondent: the first few specialties, the shortlist and the counts.
//!
//! The numbers are those of a whole report ([`super::scoring`], [`super::ranking`], [`super::certainty`]), without the
//! reasons, and with memory that is kept from one respondent to the next.

use super::certainty::{SHORTLIST_SHARE, posterior, shortlist_length};
use super::evidence::Evidence;
use super::ranking::{Fit, TIE, agrees, places};
use super::totals::Scorer;
use crate::answers::{Answer, Answers, Counts};
use crate::pack::{AnswerOption, Pack, Scope, SpecialtyId};

/// Specialties told in full for each respondent.
pub const TOP: usize = 5;

/// Where one respondent's answers put the specialties.
///
/// A respondent who chose nothing has no first, no shortlist and no top: the order would be that of the alphabet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placing {
    /// How many questions were answered, and how.
    pub counts: Counts,
    /// What is shown.
    pub scope: Scope,
    /// The first, and all that cannot be told apart from it.
    pub first: Vec<SpecialtyId>,
    /// The shortlist, best first.
    pub shortlist: Vec<SpecialtyId>,
    /// The chance that the best fit is on the shortlist; from 0 to 1.
    pub shortlist_chance: f64,
    /// The first [`TOP`].
    pub top: Vec<PlacedSpecialty>,
}

/// A specialty in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedSpecialty {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// Its place, counted from 1; all specialties of a tie have the same.
    pub rank: usize,
    /// Whether others have the same place.
    pub tied: bool,
    /// How many of the answers it agrees with.
    pub fit: Fit,
    /// The chance of being the best fit among those shown; from 0 to 1.
    pub chance: f64,
}

/// What placing needs, kept from one respondent to the next. Each thread has its own.
#[derive(Debug)]
pub struct Placer<'c> {
    pack: &'c Pack,
    scorer: Scorer<'c>,
    questions: usize,
    /// For each question, option and specialty: whether they agree. Empty for an option that places nobody.
    agreement: Vec<Vec<Vec<bool>>>,
    keys: Vec<i64>,
    /// Scores and specialties, best first.
    order: Vec<(i64, SpecialtyId)>,
    /// Chances in that order.
    chances: Vec<f64>,
    shortlist_share: f64,
}

impl<'c> Placer<'c> {
    /// A placer for one pack.
    #[must_use]
    pub fn new(pack: &'c Pack, evidence: &'c Evidence) -> Self {
        let agreement = pack.questions().iter().map(|question| {
            let of_option = |option: &AnswerOption| {
                let placing = pack.specialties().iter().filter(|_| !option.places.is_empty());
                placing.map(|one| agrees(pack, &option.places, one)).collect()
            };
            question.options.iter().map(of_option).collect()
        });
        Self {
            pack,
            scorer: Scorer::new(pack, evidence),
            questions: pack.questions().iter().filter(|question| question.places()).count(),
            agreement: agreement.collect(),
            keys: Vec::with_capacity(pack.specialties().len()),
            order: Vec::with_capacity(pack.specialties().len()),
            chances: Vec::with_capacity(pack.specialties().len()),
            shortlist_share: SHORTLIST_SHARE,
        }
    }

    /// Asks of the shortlists from now on that they reach a chance, from 0 to 1, of holding the best fit.
    pub fn reach(&mut self, shortlist_share: f64) {
        self.shortlist_share = shortlist_share;
    }

    /// Places one respondent; in the scope that the answers say, if none is given.
    pub fn place(&mut self, answers: &Answers, scope: Option<Scope>) -> Placing {
        let scope = scope.unwrap_or_else(|| answers.scope(self.pack));
        let counts = self.counts(answers);
        if counts.chosen == 0 {
            return Placing { counts, scope, ..Placing::default() };
        }
        self.sort(answers, scope);
        let (shortlist, shortlist_chance) = self.shortlist();
        let best = self.order.first().map_or(0, |(total, _)| *total);
        let first = self.order.iter().take_while(|(total, _)| best - total < TIE);
        Placing {
            counts,
            scope,
            first: first.map(|(_, id)| *id).collect(),
            shortlist,
            shortlist_chance,
            top: self.top(answers),
        }
    }

    fn counts(&self, answers: &Answers) -> Counts {
        let mut counts = Counts::default();
        for (question, answer) in answers.iter() {
            if !self.pack.question(question).places() {
                continue;
            }
            match answer {
                Answer::Chose { .. } => counts.chosen += 1,
                Answer::DontMind => counts.dont_mind += 1,
                Answer::NotSeenYet => counts.not_seen_yet += 1,
            }
        }
        counts.skipped = self.questions - counts.chosen - counts.dont_mind - counts.not_seen_yet;
        counts
    }

    /// Puts the specialties in order, and gives each its chance.
    fn sort(&mut self, answers: &Answers, scope: Scope) {
        let (totals, person_fit) = self.scorer.score(answers);
        let shown = self.pack.specialty_ids().filter(|id| scope.shows(self.pack.specialty(*id)));
        self.keys.clear();
        self.keys.extend(shown.map(|id| sort_key(totals[id.index()], id)));
        self.keys.sort_unstable();
        self.order.clear();
        self.order.extend(self.keys.iter().rev().map(|key| of_sort_key(*key)));
        self.chances = posterior(&self.order.iter().map(|(total, _)| *total).collect::<Vec<_>>(), person_fit);
    }

    fn shortlist(&self) -> (Vec<SpecialtyId>, f64) {
        let places = places(self.order.iter().map(|(total, _)| *total));
        let length = shortlist_length(places.zip(self.chances.iter().copied()), self.shortlist_share);
        let listed = self.order.iter().take(length).map(|(_, id)| *id).collect();
        (listed, self.chances.iter().take(length).sum())
    }

    fn top(&self, answers: &Answers) -> Vec<PlacedSpecialty> {
        let mut top: Vec<PlacedSpecialty> = Vec::with_capacity(TOP);
        let places = places(self.order.iter().map(|(total, _)| *total));
        for (place, ((_, specialty), rank)) in self.order.iter().zip(places).enumerate() {
            let before = top.last_mut().filter(|before| before.rank == rank);
            let tied = before.is_some();
            if let Some(before) = before {
                before.tied = true;
            }
            if place == TOP {
                break;
            }
            let chance = self.chances[place];
            let fit = Fit { agree: 0, of: 0 };
            top.push(PlacedSpecialty { specialty: *specialty, rank, tied, fit, chance });
        }
        self.count_fits(answers, &mut top);
        top
    }

    /// Counts the agreeing answers of the first few in one go.
    fn count_fits(&self, answers: &Answers, top: &mut [PlacedSpecialty]) {
        for (question, answer) in answers.iter() {
            let Answer::Chose { options, .. } = answer else { continue };
            let by_option = &self.agreement[question.index()];
            for agrees in options.iter().map(|id| &by_option[id.index()]).filter(|agrees| !agrees.is_empty())
            {
                for placed in &mut *top {
                    placed.fit.of += 1;
                    placed.fit.agree += usize::from(agrees[placed.specialty.index()]);
                }
            }
        }
    }
}

/// Bits of a sort key that hold the specialty.
const SPECIALTY_BITS: u32 = 20;

/// A number that is larger the higher the score and, of equal scores, the earlier the specialty: whole numbers are sorted
/// twice as fast as pairs.
fn sort_key(total: i64, specialty: SpecialtyId) -> i64 {
    let after = (1 << SPECIALTY_BITS) - 1 - i64::try_from(specialty.index()).unwrap_or(i64::MAX);
    total << SPECIALTY_BITS | after
}

/// The score and specialty of a [`sort_key`].
fn of_sort_key(key: i64) -> (i64, SpecialtyId) {
    let all = (1 << SPECIALTY_BITS) - 1;
    let index = usize::try_from(all - (key & all)).unwrap_or(usize::MAX);
    (key >> SPECIALTY_BITS, SpecialtyId::new(index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn sort_keys_order_by_score_and_then_by_specialty() {
        let pairs = [(7, 0), (7, 93), (0, 1), (-1, 0), (-40_000_000, 5)];
        let pairs = pairs.map(|(total, index)| (total, SpecialtyId::new(index)));
        let mut keys = pairs.map(|(total, specialty)| sort_key(total, specialty));
        keys.reverse();
        keys.sort_unstable();
        keys.reverse();
        assert_eq!(keys.map(of_sort_key), pairs);
    }

    #[test]
    fn nothing_answered_places_nobody() {
        let content = default_pack();
        let placing = Placer::new(&content.pack, &content.evidence).place(&Answers::default(), None);
        assert!(placing.first.is_empty() && placing.shortlist.is_empty() && placing.top.is_empty());
        assert!(placing.counts.skipped > 0);
    }
}
