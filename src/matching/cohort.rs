//! A room of people as counts, of which none stands for fewer than five of them.
//!
//! What is shown must not single anyone out, not by subtraction either. A *split* is a set of cells that adds up to a
//! number that is known (everyone in the room, each of whom is in one cell). Cells under five are hidden; if the hidden
//! ones together are fewer than five, the smallest shown cell is hidden too, until they are five or more, or everything
//! is hidden. A *share* is one group and the rest of the room: it is shown only if both are five or more, or the rest is
//! nobody. The mean of a dimension is shown if five or more stand on it, to a tenth, and the number of them is not.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::standings;
use crate::answers::{Answer, Answers};
use crate::pack::{DimensionId, Form, Pack, QuestionId, SpecialtyId};

/// Fewest people that a figure may stand for.
pub const FEWEST: usize = 5;

/// Counts of a cohort; those of its parts can be added in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    people: usize,
    problems: usize,
    /// For each question, how often each option was chosen.
    chosen: Vec<Vec<usize>>,
    dont_mind: Vec<usize>,
    not_seen: Vec<usize>,
    skipped: Vec<usize>,
    /// For each dimension: people who stand on it, the sum of their levels and of the squares, in hundredths.
    levels: BTreeMap<DimensionId, (usize, u64, u64)>,
    shortlisted: Vec<usize>,
    /// People whose shortlist holds someone of each family.
    families: BTreeMap<String, usize>,
}

impl Tally {
    /// Nobody yet.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let questions = pack.questions().len();
        Self {
            people: 0,
            problems: 0,
            chosen: pack.questions().iter().map(|question| vec![0; question.options.len()]).collect(),
            dont_mind: vec![0; questions],
            not_seen: vec![0; questions],
            skipped: vec![0; questions],
            levels: BTreeMap::new(),
            shortlisted: vec![0; pack.specialties().len()],
            families: BTreeMap::new(),
        }
    }

    /// Adds one person, with the specialties of the shortlist.
    pub fn add(&mut self, pack: &Pack, answers: &Answers, shortlist: &[SpecialtyId], problems: usize) {
        self.people += 1;
        self.problems += problems;
        for id in pack.question_ids() {
            let place = id.index();
            match answers.to(id) {
                Some(Answer::Chose { options, .. }) => {
                    for option in options {
                        self.chosen[place][option.index()] += 1;
                    }
                }
                Some(Answer::DontMind) => self.dont_mind[place] += 1,
                Some(Answer::NotSeenYet) => self.not_seen[place] += 1,
                None => self.skipped[place] += 1,
            }
        }
        for standing in standings(pack, answers) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 100 to 500")]
            let hundredths = libm::round(standing.level * 100.0) as u64;
            let sums = self.levels.entry(standing.dimension).or_default();
            *sums = (sums.0 + 1, sums.1 + hundredths, sums.2 + hundredths * hundredths);
        }
        for id in shortlist {
            self.shortlisted[id.index()] += 1;
        }
        let families: BTreeSet<&str> =
            shortlist.iter().map(|id| pack.specialty(*id).family.as_str()).collect();
        for family in families {
            *self.families.entry(family.to_owned()).or_default() += 1;
        }
    }

    /// Counts one person whose answers are not looked at.
    pub fn count(&mut self, problems: usize) {
        self.people += 1;
        self.problems += problems;
    }

    /// Adds what another tally of the same pack counted.
    pub fn merge(&mut self, other: &Tally) {
        self.people += other.people;
        self.problems += other.problems;
        let pairs = self.chosen.iter_mut().flatten().zip(other.chosen.iter().flatten());
        let rest = [
            (&mut self.dont_mind, &other.dont_mind),
            (&mut self.not_seen, &other.not_seen),
            (&mut self.skipped, &other.skipped),
            (&mut self.shortlisted, &other.shortlisted),
        ];
        pairs.for_each(|(sum, more)| *sum += more);
        for (sums, more) in rest {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        for (family, people) in &other.families {
            *self.families.entry(family.clone()).or_default() += people;
        }
        for (dimension, (people, sum, squares)) in &other.levels {
            let sums = self.levels.entry(*dimension).or_default();
            *sums = (sums.0 + people, sums.1 + sum, sums.2 + squares);
        }
    }

    /// How many people there are.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people
    }
}

/// Where a room stands on a dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoomStanding {
    /// The dimension.
    pub dimension: DimensionId,
    /// Mean level, from 1 to 5, to a tenth.
    pub mean: f64,
    /// How far people lie apart: the standard deviation of their levels, to a tenth.
    pub apart: f64,
}

/// How a room answered one question that takes one option. Cells that are nothing are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The question.
    pub question: QuestionId,
    /// People for each option.
    pub options: Vec<Option<usize>>,
}

/// What may be shown of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// People in it.
    pub people: usize,
    /// Cells that could not be read.
    pub problems: usize,
    /// Where it stands on the dimensions that stand alone, in the order of the pack.
    pub standings: Vec<RoomStanding>,
    /// How often each specialty is on a shortlist, most often first.
    pub shortlisted: Vec<(SpecialtyId, usize)>,
    /// How often a family has a specialty on a shortlist, most often first.
    pub families: Vec<(String, usize)>,
    /// How often each option of a question that takes several was chosen, most often first.
    pub chosen: Vec<(QuestionId, Vec<(usize, usize)>)>,
    /// How the questions that take one option were answered, those that divide the room most first.
    pub splits: Vec<Split>,
    /// Questions that people have not seen the matter of yet, most first.
    pub not_seen: Vec<(QuestionId, usize)>,
}

impl Summary {
    /// What may be shown of a tally; nothing of fewer than five people.
    #[must_use]
    pub fn of(pack: &Pack, tally: &Tally) -> Option<Summary> {
        if tally.people < FEWEST {
            return None;
        }
        let rest = |count: &usize| is_shown_share(*count, tally.people);
        let mut shortlisted: Vec<(SpecialtyId, usize)> = pack
            .specialty_ids()
            .map(|id| (id, tally.shortlisted[id.index()]))
            .filter(|(_, n)| rest(n))
            .collect();
        shortlisted.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let mut families: Vec<(String, usize)> =
            tally.families.iter().map(|(family, n)| (family.clone(), *n)).filter(|(_, n)| rest(n)).collect();
        families.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let (chosen, splits) = (chosen(pack, tally), splits(pack, tally));
        let mut not_seen: Vec<(QuestionId, usize)> = pack
            .question_ids()
            .map(|id| (id, tally.not_seen[id.index()]))
            .filter(|(id, unseen)| {
                rest(unseen) && leaves_no_small_rest(*id, *unseen, tally.people, &chosen, &splits)
            })
            .collect();
        not_seen.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        Some(Summary {
            people: tally.people,
            // Problems are cells, not people, but one person may have made them all.
            problems: if tally.problems < FEWEST { 0 } else { tally.problems },
            standings: room_standings(pack, tally),
            shortlisted,
            families,
            chosen,
            splits,
            not_seen,
        })
    }
}

/// Whether a group of a room may be shown: it and the rest are five or more, or the rest is nobody.
fn is_shown_share(group: usize, people: usize) -> bool {
    group >= FEWEST && (group == people || people - group >= FEWEST)
}

/// Whether those who have not seen something can be shown beside what else is shown of the question: who is in neither
/// must be nobody, or five or more.
fn leaves_no_small_rest(
    question: QuestionId,
    unseen: usize,
    people: usize,
    chosen: &[(QuestionId, Vec<(usize, usize)>)],
    splits: &[Split],
) -> bool {
    let is_safe = |group: usize| !(1..FEWEST).contains(&(people.saturating_sub(unseen + group)));
    let split = splits.iter().find(|split| split.question == question);
    let options = chosen.iter().filter(|(id, _)| *id == question).flat_map(|(_, options)| options);
    split.is_none_or(|split| is_safe(split.options.iter().flatten().sum()))
        && options.map(|(_, count)| *count).all(is_safe)
}

fn room_standings(pack: &Pack, tally: &Tally) -> Vec<RoomStanding> {
    #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
    let standing = |(dimension, (people, sum, squares)): (&DimensionId, &(usize, u64, u64))| {
        let people = *people as f64;
        let mean = *sum as f64 / people;
        let variance = (*squares as f64 / people - mean * mean).max(0.0);
        let tenth = |hundredths: f64| libm::round(hundredths / 10.0) / 10.0;
        RoomStanding { dimension: *dimension, mean: tenth(mean), apart: tenth(libm::sqrt(variance)) }
    };
    tally
        .levels
        .iter()
        .filter(|(dimension, (people, ..))| {
            *people >= FEWEST
                && (*people == tally.people || tally.people - people >= FEWEST)
                && pack.dimension(**dimension).group().is_none()
        })
        .map(standing)
        .collect()
}

fn chosen(pack: &Pack, tally: &Tally) -> Vec<(QuestionId, Vec<(usize, usize)>)> {
    let several = pack.question_ids().filter(|id| pack.question(*id).takes_several());
    several
        .map(|id| {
            let counts = tally.chosen[id.index()].iter().copied().enumerate();
            let mut shown: Vec<(usize, usize)> =
                counts.filter(|(_, count)| is_shown_share(*count, tally.people)).collect();
            shown.sort_by_key(|(option, count)| (std::cmp::Reverse(*count), *option));
            (id, shown)
        })
        .filter(|(_, shown)| !shown.is_empty())
        .collect()
}

/// Splits over the options, with everyone who chose none as one more cell that is never shown.
fn splits(pack: &Pack, tally: &Tally) -> Vec<Split> {
    let mut splits: Vec<(usize, Split)> = Vec::new();
    for id in pack.question_ids() {
        let form = pack.question(id).form;
        if !matches!(form, Form::Statement | Form::Choice) {
            continue;
        }
        let options = &tally.chosen[id.index()];
        let others = tally.people - options.iter().sum::<usize>();
        let shown = shown_cells(options, others);
        if shown.iter().flatten().count() < 2 {
            continue;
        }
        splits.push((divided(form, options), Split { question: id, options: shown }));
    }
    splits.sort_by_key(|(divided, split)| (std::cmp::Reverse(*divided), split.question));
    splits.into_iter().map(|(_, split)| split).collect()
}

/// How evenly a question divides a room: the smaller of the two camps at the ends.
fn divided(form: Form, options: &[usize]) -> usize {
    match form {
        Form::Statement => {
            let low: usize = options.iter().take(2).sum();
            let high: usize = options.iter().rev().take(2).sum();
            low.min(high)
        }
        _ => {
            let mut sorted = options.to_vec();
            sorted.sort_unstable();
            sorted.iter().rev().nth(1).copied().unwrap_or(0)
        }
    }
}

/// Hides cells under five, then the smallest of the others until what is hidden, `others` among it, is five or more.
fn shown_cells(cells: &[usize], others: usize) -> Vec<Option<usize>> {
    let mut shown: Vec<Option<usize>> =
        cells.iter().map(|count| (*count >= FEWEST).then_some(*count)).collect();
    let hidden = |shown: &[Option<usize>]| {
        let hidden: usize =
            cells.iter().zip(shown).filter(|(_, shown)| shown.is_none()).map(|(n, _)| n).sum();
        hidden + others
    };
    while shown.iter().any(Option::is_none) || others > 0 {
        if hidden(&shown) >= FEWEST {
            break;
        }
        let smallest =
            (0..shown.len()).filter(|place| shown[*place].is_some()).min_by_key(|place| cells[*place]);
        match smallest {
            Some(place) => shown[place] = None,
            None => break,
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::default_pack;
    use crate::matching::simulation::{ResponseModel, respondent};

    fn room(people: u64) -> (crate::Content, Tally) {
        let content = default_pack();
        let mut tally = Tally::new(&content.pack);
        for number in 0..people {
            let specialty = SpecialtyId::new(usize::try_from(number).unwrap() * 3 % 94);
            let (answers, _) = respondent(&content.pack, specialty, &ResponseModel::ALL[6], 4, number);
            tally.add(&content.pack, &answers, &[specialty, SpecialtyId::new(1)], 0);
        }
        (content, tally)
    }

    #[test]
    fn nothing_is_shown_of_four_people() {
        let (content, tally) = room(4);
        assert_eq!(Summary::of(&content.pack, &tally), None);
    }

    #[test]
    fn parts_of_a_cohort_add_up_in_any_order() {
        let (content, whole) = room(30);
        let mut parts = [Tally::new(&content.pack), Tally::new(&content.pack)];
        for number in 0..30_u64 {
            let specialty = SpecialtyId::new(usize::try_from(number).unwrap() * 3 % 94);
            let (answers, _) = respondent(&content.pack, specialty, &ResponseModel::ALL[6], 4, number);
            let part = &mut parts[usize::from(number % 3 == 0)];
            part.add(&content.pack, &answers, &[specialty, SpecialtyId::new(1)], 0);
        }
        let [mut one, other] = parts;
        one.merge(&other);
        assert_eq!(one, whole);
    }

    proptest! {
        /// Whatever is hidden, together, is nobody's or at least five people's.
        #[test]
        fn hidden_cells_cannot_be_had_by_subtraction(cells in prop::collection::vec(0_usize..12, 2..7), others in 0_usize..9) {
            let shown = shown_cells(&cells, others);
            let people: usize = cells.iter().sum::<usize>() + others;
            let left = people - shown.iter().flatten().sum::<usize>();
            prop_assert!(shown.iter().flatten().all(|count| *count >= FEWEST));
            let all_shown = shown.iter().all(Option::is_some);
            prop_assert!((all_shown && left == 0) || left >= FEWEST || shown.iter().all(Option::is_none));
        }

        #[test]
        fn a_share_leaves_no_small_rest(group in 0_usize..40, people in 5_usize..40) {
            prop_assume!(group <= people);
            if is_shown_share(group, people) {
                prop_assert!(group >= FEWEST && !(1..FEWEST).contains(&(people - group)));
            }
        }
    }
}
