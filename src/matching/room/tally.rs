//! What many respondents answered, counted one after the other in whole numbers, so that neither order nor the number of
//! threads changes anything. What of it may be shown is decided in [`super`].

use crate::answers::cohort::Respondent;
use crate::answers::{Answer, Answers};
use crate::matching::placing::Placing;
use crate::pack::{AnswerOption, Form, Level, Pack};

/// Places on a dimension that are told apart: 1, 1.5, 2 … 5.
pub const PLACES: usize = 9;

/// Counts of a cohort.
#[derive(Debug, Clone)]
pub struct Tally<'p> {
    pub(super) pack: &'p Pack,
    /// For each question and option: the dimensions that it places on, and where, in thousandths of a level.
    places: Vec<Vec<Vec<(usize, i64)>>>,
    pub(super) respondents: u64,
    /// Cells that could not be read, and respondents who have such cells.
    pub(super) problems: u64,
    pub(super) with_problems: u64,
    pub(super) questions: Vec<Asked>,
    /// For each dimension: respondents at each place.
    pub(super) dimensions: Vec<[u64; PLACES]>,
    /// For each specialty: respondents who have it on their shortlist, and first or equal first.
    pub(super) shortlisted: Vec<u64>,
    pub(super) first: Vec<u64>,
    /// Respondents who have at least one of the specialties that the pack is about on their shortlist.
    pub(super) focus_shortlisted: u64,
    /// For each family of the pack: respondents whose first place, or all of a tie for it, lies in it.
    pub(super) families: Vec<u64>,
    pub(super) known_families: Families<'p>,
    /// For each section: respondents who have not seen something yet that it asks about.
    pub(super) unseen: Vec<u64>,
    /// Of the present respondent: sum and weight of the places on each dimension.
    sums: Vec<(i64, i64)>,
}

/// Answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// By option.
    pub options: Vec<u64>,
    /// Any option, or none of several.
    pub chosen: u64,
    pub not_seen_yet: u64,
}

impl<'p> Tally<'p> {
    /// Nobody yet.
    #[must_use]
    pub fn new(pack: &'p Pack) -> Self {
        let asked = |options| Asked { options: vec![0; options], chosen: 0, not_seen_yet: 0 };
        let places = pack.questions().iter().map(|question| {
            let of_option = |option: &AnswerOption| {
                let places = option.places.iter();
                places.map(|at| (at.dimension.index(), thousandths(at.level))).collect()
            };
            question.options.iter().map(of_option).collect()
        });
        let known_families = Families::new(pack);
        Self {
            pack,
            places: places.collect(),
            respondents: 0,
            problems: 0,
            with_problems: 0,
            questions: pack.questions().iter().map(|question| asked(question.options.len())).collect(),
            dimensions: vec![[0; PLACES]; pack.dimensions().len()],
            shortlisted: vec![0; pack.specialties().len()],
            first: vec![0; pack.specialties().len()],
            focus_shortlisted: 0,
            families: vec![0; known_families.ids.len()],
            known_families,
            unseen: vec![0; pack.sections().len()],
            sums: vec![(0, 0); pack.dimensions().len()],
        }
    }

    /// Counts one respondent.
    pub fn add(&mut self, respondent: &Respondent, placing: &Placing) {
        self.respondents += 1;
        self.problems += respondent.problems.len() as u64;
        self.with_problems += u64::from(!respondent.problems.is_empty());
        for (question, answer) in respondent.answers.iter() {
            let asked = &mut self.questions[question.index()];
            match answer {
                Answer::DontMind => {}
                Answer::NotSeenYet => asked.not_seen_yet += 1,
                Answer::Chose { options, .. } => {
                    asked.chosen += 1;
                    for option in options {
                        asked.options[option.index()] += 1;
                    }
                }
            }
        }
        self.add_unseen(&respondent.answers);
        if let Some(family) = self.known_families.of_first(placing) {
            self.families[family] += 1;
        }
        self.add_places(&respondent.answers);
        for specialty in &placing.shortlist {
            self.shortlisted[specialty.index()] += 1;
        }
        let focus = placing.shortlist.iter().any(|specialty| self.pack.focus().contains(specialty));
        self.focus_shortlisted += u64::from(focus);
        for specialty in &placing.first {
            self.first[specialty.index()] += 1;
        }
    }

    /// Adds the counts of another part of the cohort.
    pub fn merge(&mut self, other: &Self) {
        self.respondents += other.respondents;
        self.problems += other.problems;
        self.with_problems += other.with_problems;
        for (one, two) in self.questions.iter_mut().zip(&other.questions) {
            add_each(&mut one.options, &two.options);
            one.chosen += two.chosen;
            one.not_seen_yet += two.not_seen_yet;
        }
        for (one, two) in self.dimensions.iter_mut().zip(&other.dimensions) {
            add_each(one, two);
        }
        add_each(&mut self.shortlisted, &other.shortlisted);
        add_each(&mut self.first, &other.first);
        self.focus_shortlisted += other.focus_shortlisted;
        add_each(&mut self.families, &other.families);
        add_each(&mut self.unseen, &other.unseen);
    }

    /// Counts each section of which something was not seen yet.
    fn add_unseen(&mut self, answers: &Answers) {
        let unseen = answers.iter().filter(|(_, answer)| matches!(answer, Answer::NotSeenYet));
        let mut sections: Vec<usize> =
            unseen.map(|(question, _)| self.pack.question(question).section.index()).collect();
        sections.sort_unstable();
        sections.dedup();
        for section in sections {
            self.unseen[section] += 1;
        }
    }

    /// Places the respondent on each dimension, as [`crate::matching::pattern::leanings`] does, in whole numbers.
    fn add_places(&mut self, answers: &Answers) {
        self.sums.fill((0, 0));
        for (question, answer) in answers.iter() {
            let Answer::Chose { options, importance } = answer else { continue };
            let left_out = match self.pack.question(question).form {
                Form::Several { unchosen } => Some(thousandths(unchosen)),
                Form::Scope | Form::Limits | Form::Statement | Form::Choice => None,
            };
            for (option, places) in self.places[question.index()].iter().enumerate() {
                let chosen = options.iter().any(|one| one.index() == option);
                for (dimension, level) in places {
                    let Some(level) = (if chosen { Some(*level) } else { left_out }) else { continue };
                    let (sum, weight) = &mut self.sums[*dimension];
                    *sum += importance.factor() * level;
                    *weight += importance.factor();
                }
            }
        }
        for (dimension, (sum, weight)) in self.sums.iter().enumerate().filter(|(_, (_, weight))| *weight > 0)
        {
            self.dimensions[dimension][place(*sum, *weight)] += 1;
        }
    }
}

/// The families of a pack.
#[derive(Debug, Clone)]
pub(super) struct Families<'p> {
    /// In the order of the alphabet.
    pub ids: Vec<&'p str>,
    /// For each specialty its place among them.
    of: Vec<usize>,
}

impl<'p> Families<'p> {
    pub fn new(pack: &'p Pack) -> Self {
        let of_specialties = || pack.specialties().iter().map(|one| one.family.as_str());
        let mut ids: Vec<&str> = of_specialties().collect();
        ids.sort_unstable();
        ids.dedup();
        let of = of_specialties().map(|family| ids.partition_point(|id| *id < family)).collect();
        Self { ids, of }
    }

    /// The family of the first place; nothing if a tie reaches over several.
    pub fn of_first(&self, placing: &Placing) -> Option<usize> {
        let mut first = placing.first.iter().map(|specialty| self.of[specialty.index()]);
        let family = first.next()?;
        first.all(|other| other == family).then_some(family)
    }
}

fn thousandths(level: Level) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "from 1,000 to 5,000")]
    let whole = libm::round(level.value() * 1000.0) as i64;
    whole
}

/// The nearest of the [`PLACES`] to a mean in thousandths; halves count upwards.
fn place(sum: i64, weight: i64) -> usize {
    let halves = (2 * (sum - 1000 * weight) + 500 * weight).div_euclid(1000 * weight);
    usize::try_from(halves).unwrap_or(0).min(PLACES - 1)
}

pub(super) fn add_each(sums: &mut [u64], numbers: &[u64]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::pattern::leanings;
    use crate::matching::placing::Placer;
    use crate::matching::trial::simulation::random_sheet;

    #[test]
    fn places_are_the_leanings_to_the_nearest_half() {
        let pack = &default_pack().pack;
        for number in 0..30 {
            let answers = random_sheet(pack, 4, number);
            let mut tally = Tally::new(pack);
            tally.add_places(&answers);
            let leanings = leanings(pack, &answers);
            assert_eq!(tally.dimensions.iter().flatten().sum::<u64>(), leanings.len() as u64);
            for leaning in leanings {
                let place = tally.dimensions[leaning.dimension.index()].iter().position(|n| *n == 1).unwrap();
                let level = 1.0 + f64::from(u8::try_from(place).unwrap()) / 2.0;
                assert!((level - leaning.level).abs() <= 0.25 + 1e-9, "{level} for {}", leaning.level);
            }
        }
    }

    #[test]
    fn parts_counted_apart_and_merged_give_the_same_counts() {
        let content = default_pack();
        let pack = &content.pack;
        let mut placer = Placer::new(pack, &content.evidence);
        let (mut whole, mut parts) = (Tally::new(pack), [Tally::new(pack), Tally::new(pack)]);
        for number in 0..20 {
            let answers = random_sheet(pack, 8, number);
            let placing = placer.place(&answers, None);
            let one = Respondent { row: number, label: None, answers, problems: Vec::new() };
            whole.add(&one, &placing);
            parts[usize::from(number > 6)].add(&one, &placing);
        }
        let [mut merged, two] = parts;
        merged.merge(&two);
        assert_eq!(merged.questions, whole.questions);
        assert_eq!(merged.dimensions, whole.dimensions);
        assert_eq!(
            (merged.respondents, merged.first, merged.shortlisted),
            (20, whole.first, whole.shortlisted)
        );
    }
}
