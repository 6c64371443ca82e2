//! What may be told of a cohort: no figure stands for fewer than five people, nor can one be had by subtraction.
//!
//! Of each question one set of counts is told, which adds up to the number of respondents, by the rule of
//! [`disclosure`]. Where one person can be counted twice (options of a question that takes several, specialties on
//! a shortlist), each count is a set with its own remainder; the counts that lie within one another ("not seen yet"
//! within those who did not choose an option, first within shortlisted, one of the focus within any of it) are told only where their difference is no number
//! from one to four either, and how many have any of the focus is told by the rule of `overlap`. On a dimension no one is counted: only where the middle of the room stands, to half a level,
//! which bounds numbers of people no tighter than five.

mod contrasts;
pub mod disclosure;
pub mod moves;
mod overlap;
pub mod tally;

use thiserror::Error;

use crate::pack::{DimensionId, Form, OptionId, QuestionId, SectionId, SpecialtyId};
pub use contrasts::Divided;
use disclosure::{FEWEST_PEOPLE, Shown, conceal, conceal_of, conceal_part, is_too_few};
use moves::{Moved, Moves};
use overlap::{in_any, within};
use tally::{Asked, PLACES, Tally};

/// A cohort of which nothing may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "a summary needs at least {FEWEST_PEOPLE} respondents, so that no figure in it stands for fewer people; leave \
     summary.html out, or add respondents"
)]
pub struct TooFew;

/// What may be told of a cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// How many respondents there are; five at least.
    pub respondents: u64,
    /// Cells that could not be read.
    pub problems: Problems,
    /// Where the room stands, by dimension of the pack; without those that too few answers speak to.
    pub dimensions: Vec<RoomLevel>,
    /// The answers, by question of the pack; the scope question is not among them.
    pub questions: Vec<Told>,
    /// How often each specialty came up, by specialty of the pack.
    pub specialties: Vec<Named>,
    /// Respondents who have at least one of the specialties that the pack is about on their shortlist.
    pub focus: Shown,
    /// Families in which the first places lie, by name.
    pub families: Vec<Family>,
    /// Sections of the questionnaire, by place, with how many have not seen something yet that they ask about.
    pub unseen: Vec<(SectionId, Shown)>,
    /// What is told of the question about limits, if the pack has one.
    pub limits: Option<Told>,
    /// Who moved, where the same people answered before.
    pub moved: Option<Moved>,
}

/// A family of specialties, and for how many the first place, with all that is level with it, lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// How it is written in the pack.
    pub id: String,
    /// How many people.
    pub people: Shown,
}

/// How many cells could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problems {
    /// All could.
    Nothing,
    /// Some, of fewer than five respondents.
    OfTooFew,
    /// So many, of five respondents or more.
    Cells(u64),
}

/// Where the room stands on a dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoomLevel {
    /// The dimension.
    pub dimension: DimensionId,
    /// Half of those who stand on it stand here or below, half here or above; from 1 to 5 in halves.
    pub middle: f64,
    /// The levels between which the middle half stands, if a quarter is five people or more.
    pub half: Option<(f64, f64)>,
}

/// What is told of the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The question.
    pub question: QuestionId,
    /// Options that are counted together (agreeing, disagreeing; else each by itself), in the order of asking.
    pub sides: Vec<Side>,
    /// How many have not seen it yet.
    pub not_seen_yet: Shown,
}

/// Options that are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The options.
    pub options: Vec<OptionId>,
    /// How many chose one of them.
    pub people: Shown,
}

/// How often a specialty came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// Respondents who have it on their shortlist.
    pub shortlisted: Shown,
    /// Respondents for whom it came first or equal first.
    pub first: Shown,
}

impl Summary {
    /// What may be told of the counts.
    ///
    /// # Errors
    /// If there are fewer than five respondents.
    pub fn of(tally: &Tally<'_>, moves: Option<&Moves<'_>>) -> Result<Self, TooFew> {
        if tally.respondents < FEWEST_PEOPLE {
            return Err(TooFew);
        }
        let pack = tally.pack;
        let families = families(tally);
        let specialties = named(tally, &families);
        let focus = in_focus(tally, &specialties);
        let asked = pack.question_ids().filter(|id| pack.question(*id).places());
        Ok(Self {
            respondents: tally.respondents,
            problems: match (tally.problems, tally.with_problems) {
                (0, _) => Problems::Nothing,
                (_, people) if people < FEWEST_PEOPLE => Problems::OfTooFew,
                (cells, _) => Problems::Cells(cells),
            },
            dimensions: pack
                .dimension_ids()
                .filter_map(|id| standing(id, &tally.dimensions[id.index()]))
                .collect(),
            questions: asked.map(|id| told(tally, id)).collect(),
            limits: pack
                .question_ids()
                .find(|id| pack.question(*id).form == Form::Limits)
                .map(|id| told(tally, id)),
            moved: moves.map(|moves| moves.told(tally)),
            unseen: unseen(tally),
            families,
            specialties,
            focus,
        })
    }
}

/// Where the middle and the middle half stand; nothing if half of the people are not five at least.
fn standing(dimension: DimensionId, places: &[u64; PLACES]) -> Option<RoomLevel> {
    let people: u64 = places.iter().sum();
    if people <= 2 * FEWEST_PEOPLE {
        return None;
    }
    let quarter = people.div_ceil(4);
    let half = (quarter >= FEWEST_PEOPLE).then(|| {
        let upper = reached(places.iter().rev(), quarter);
        (level(reached(places.iter(), quarter)), level(PLACES - 1 - upper))
    });
    Some(RoomLevel { dimension, middle: level(reached(places.iter(), people.div_ceil(2))), half })
}

/// The first place up to which so many people stand.
fn reached<'a>(places: impl Iterator<Item = &'a u64>, people: u64) -> usize {
    let mut counted = 0;
    let below = places.take_while(|here| {
        counted += **here;
        counted < people
    });
    below.count().min(PLACES - 1)
}

fn level(place: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "from 0 to 8")]
    let halves = place as f64;
    1.0 + halves / 2.0
}

fn told(tally: &Tally<'_>, id: QuestionId) -> Told {
    let question = tally.pack.question(id);
    let asked = &tally.questions[id.index()];
    let options: Vec<OptionId> = (0..question.options.len()).map(OptionId::new).collect();
    let each = || options.iter().map(|option| vec![*option]).collect();
    match question.form {
        Form::Statement => one_of(tally, id, asked, halves(&options)),
        Form::Choice | Form::Scope => one_of(tally, id, asked, each()),
        Form::Several { .. } | Form::Limits => any_of(tally, id, asked, each()),
    }
}

/// The lower half of the options, the middle one if there is one, and the upper half.
fn halves(options: &[OptionId]) -> Vec<Vec<OptionId>> {
    let half = options.len() / 2;
    let (low, rest) = options.split_at(half);
    let (middle, high) = rest.split_at(rest.len() - half);
    [low, middle, high].into_iter().filter(|side| !side.is_empty()).map(<[OptionId]>::to_vec).collect()
}

/// Everyone is on one side, has not seen it yet, or said nothing: one set of counts.
fn one_of(tally: &Tally<'_>, question: QuestionId, asked: &Asked, sides: Vec<Vec<OptionId>>) -> Told {
    let count = |side: &Vec<OptionId>| side.iter().map(|option| asked.options[option.index()]).sum();
    let people: Vec<u64> = sides.iter().map(count).collect();
    // What is hidden first stands last: those who said nothing, then what is least worth telling.
    let statement = tally.pack.question(question).form == Form::Statement && sides.len() == 3;
    let order: Vec<usize> = if statement { vec![0, 2, 1] } else { (0..sides.len()).collect() };
    let rest = tally.respondents - asked.chosen - asked.not_seen_yet;
    let mut counts: Vec<u64> = order.iter().map(|side| people[*side]).collect();
    counts.insert(counts.len() - usize::from(statement), asked.not_seen_yet);
    counts.push(rest);
    let mut shown = conceal(&counts);
    shown.pop();
    let not_seen_yet = shown.remove(sides.len() - usize::from(statement));
    let mut told: Vec<Side> =
        sides.into_iter().map(|options| Side { options, people: Shown::Hidden }).collect();
    for (side, shown) in order.into_iter().zip(shown) {
        told[side].people = shown;
    }
    Told { question, sides: told, not_seen_yet }
}

/// Options that people choose any number of.
fn any_of(tally: &Tally<'_>, question: QuestionId, asked: &Asked, sides: Vec<Vec<OptionId>>) -> Told {
    let all = tally.respondents;
    let people: Vec<Shown> = asked.options.iter().map(|count| conceal_part(*count, all)).collect();
    // Those who have not seen it are among those who did not choose: what is left over must not be few.
    let overlaps = people.iter().any(|shown| match shown {
        Shown::Exactly(count) => is_too_few(all - count - asked.not_seen_yet),
        Shown::AtLeast(_) | Shown::Hidden => false,
    });
    let not_seen_yet = if overlaps { Shown::Hidden } else { conceal_part(asked.not_seen_yet, all) };
    let sides = sides.into_iter().zip(people).map(|(options, people)| Side { options, people }).collect();
    Told { question, sides, not_seen_yet }
}

/// Everyone's first place lies in one family, in several, or nowhere: one set of counts, of which those who are in none is hidden
/// first.
fn families(tally: &Tally<'_>) -> Vec<Family> {
    let ids = tally.known_families.ids.iter();
    let shown = conceal_of(&tally.families, tally.respondents);
    ids.zip(shown).map(|(id, people)| Family { id: (*id).to_owned(), people }).collect()
}

/// Each section by itself: people may be counted in several, and what a single question of it counts is not told.
fn unseen(tally: &Tally<'_>) -> Vec<(SectionId, Shown)> {
    let counts = tally.unseen.iter().enumerate();
    counts.map(|(place, count)| (SectionId::new(place), conceal_part(*count, tally.respondents))).collect()
}

fn named(tally: &Tally<'_>, families: &[Family]) -> Vec<Named> {
    let all = tally.respondents;
    let mut named: Vec<Named> = tally
        .pack
        .specialty_ids()
        .map(|specialty| {
            let (listed, first) = (tally.shortlisted[specialty.index()], tally.first[specialty.index()]);
            // Whoever has this one is among those who have any of the focus.
            let any = Some(tally.focus_shortlisted).filter(|_| tally.pack.focus().contains(&specialty));
            let shortlisted = within(listed, any, all);
            let outer = if shortlisted == Shown::Hidden { any } else { Some(listed) };
            let first = if any.is_some_and(|any| is_too_few(any.abs_diff(first))) {
                Shown::Hidden
            } else {
                within(first, outer, all)
            };
            Named { specialty, shortlisted, first }
        })
        .collect();
    // First places add up to the number of respondents, and within a family to its number, wherever nobody has a tie.
    hide_firsts(&mut named, all, |_| true);
    for family in families {
        if let Some(people) = family.people.number() {
            hide_firsts(&mut named, people, |one| tally.pack.specialty(one).family == family.id);
        }
    }
    named
}

/// Hides first places, from the last, until those of some specialties leave nobody or five people of their total.
fn hide_firsts(named: &mut [Named], total: u64, of: impl Fn(SpecialtyId) -> bool) {
    loop {
        let mut told = named.iter_mut().filter(|one| of(one.specialty) && one.first != Shown::Hidden);
        let sum: u64 = told.by_ref().filter_map(|one| one.first.number()).sum();
        if !is_too_few(total.abs_diff(sum)) {
            return;
        }
        let last = named.iter_mut().rfind(|one| of(one.specialty) && one.first != Shown::Hidden);
        let Some(last) = last else { return };
        last.first = Shown::Hidden;
    }
}

/// What may be shown of how many have any of the focus on their shortlist, beside what is shown of each.
fn in_focus(tally: &Tally<'_>, named: &[Named]) -> Shown {
    let roles = || tally.pack.focus().iter().map(|role| role.index());
    let sets: Vec<(u64, Shown)> =
        roles().map(|role| (tally.shortlisted[role], named[role].shortlisted)).collect();
    let first: Vec<Shown> = roles().map(|role| named[role].first).collect();
    in_any(tally.focus_shortlisted, &sets, &first, tally.respondents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::cohort::Respondent;
    use crate::answers::{Answer, Answers, Importance};
    use crate::default_pack;
    use crate::matching::placing::Placer;
    use crate::matching::trial::simulation::{ResponseModel, respondent};

    fn room(content: &crate::Content, people: u64, seed: u64) -> Tally<'_> {
        let pack = &content.pack;
        let mut placer = Placer::new(pack, &content.evidence);
        let mut tally = Tally::new(pack);
        for number in 0..people {
            let specialty = pack.focus()[usize::try_from(number % 5).unwrap()];
            let model = ResponseModel { skipped: 0.2, ..ResponseModel::REFERENCE };
            let answers = respondent(pack, specialty, &model, seed, number).0;
            let placing = placer.place(&answers, None);
            tally.add(&Respondent { row: number, label: None, answers, problems: Vec::new() }, &placing);
        }
        tally
    }

    #[test]
    fn what_divided_a_room_is_not_what_it_agreed_on() {
        let content = default_pack();
        for seed in 0..20 {
            let summary = Summary::of(&room(&content, 30, seed), None).unwrap();
            let agreed = summary.agreed(&content.pack, usize::MAX);
            for one in summary.divided(&content.pack, usize::MAX) {
                assert!(agreed.iter().all(|(told, _)| told.question != one.question));
            }
        }
        let pack = &content.pack;
        let distress = pack.question_ids().find(|id| pack.question(*id).id == "seldom-distress").unwrap();
        let mut tally = Tally::new(pack);
        let mut placer = Placer::new(pack, &content.evidence);
        for number in 0..40 {
            let mut answers = Answers::default();
            let options = vec![OptionId::new(if number < 31 { 4 } else { 0 })];
            answers.set(distress, Answer::Chose { options, importance: Importance::Usual });
            let placing = placer.place(&answers, None);
            tally.add(&Respondent { row: number, label: None, answers, problems: Vec::new() }, &placing);
        }
        let summary = Summary::of(&tally, None).unwrap();
        assert_eq!((summary.divided(pack, 9).len(), summary.agreed(pack, 9).len()), (1, 0));
    }

    #[test]
    fn fewer_than_five_people_get_no_summary() {
        let content = default_pack();
        assert_eq!(Summary::of(&room(&content, 4, 1), None), Err(TooFew));
        assert!(Summary::of(&room(&content, 5, 1), None).is_ok());
    }

    #[test]
    fn ten_people_or_fewer_are_not_parted() {
        let content = default_pack();
        let summary = Summary::of(&room(&content, 10, 1), None).unwrap();
        assert!(
            summary.questions.iter().flat_map(|told| &told.sides).all(|side| side.people == Shown::Hidden)
        );
        assert!(summary.specialties.iter().all(|one| one.shortlisted == Shown::Hidden));
        assert!(summary.dimensions.is_empty());
    }

    /// Everything that can be subtracted from something that it lies within.
    #[test]
    fn no_difference_of_two_figures_is_one_to_four_people() {
        let content = default_pack();
        for (people, seed) in [(11, 1), (12, 2), (17, 3), (30, 4), (31, 5), (60, 6)] {
            let summary = Summary::of(&room(&content, people, seed), None).unwrap();
            let safe = |outer: u64, inner: Shown| match inner {
                Shown::Exactly(inner) => {
                    assert!(!is_too_few(outer.abs_diff(inner)) && inner >= FEWEST_PEOPLE);
                }
                Shown::AtLeast(inner) => assert_eq!(inner, people - FEWEST_PEOPLE),
                Shown::Hidden => {}
            };
            for told in &summary.questions {
                let sum: u64 = told.sides.iter().filter_map(|side| side.people.number()).sum();
                if !content.pack.question(told.question).takes_several() {
                    safe(people, Shown::Exactly(sum + told.not_seen_yet.number().unwrap_or(0)).told());
                }
                told.sides.iter().for_each(|side| safe(people, side.people));
                safe(people, told.not_seen_yet);
            }
            for one in &summary.specialties {
                safe(people, one.shortlisted);
                safe(people, one.first);
                for outer in [
                    Some(one.shortlisted),
                    content.pack.focus().contains(&one.specialty).then_some(summary.focus),
                ] {
                    if let Some(Shown::Exactly(outer)) = outer {
                        safe(outer, one.first);
                        safe(
                            outer,
                            if summary.focus == Shown::Exactly(outer) {
                                one.shortlisted
                            } else {
                                Shown::Hidden
                            },
                        );
                    }
                }
            }
            let firsts: u64 = summary.specialties.iter().filter_map(|one| one.first.number()).sum();
            assert!(firsts > people || !is_too_few(people - firsts));
        }
    }

    impl Shown {
        /// A sum of figures, of which none is nothing to subtract.
        fn told(self) -> Self {
            if self == Shown::Exactly(0) { Shown::Hidden } else { self }
        }
    }
}
