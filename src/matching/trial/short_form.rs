//! A short form: the few questions that together tell most apart, for a session with little time.
//!
//! What a set of questions is worth is what its answers tell about the specialty: their mutual information (Lindley, "On
//! a measure of the information provided by an experiment", 1956). With every specialty as probable as any other
//! beforehand it is, up to a constant, the mean logarithm of the chance that the answers give to the true specialty;
//! that mean is taken over simulated respondents. Questions are added one by one, always the one that raises it most
//! beside those already taken, so that a second question on the same thing counts for what it adds.

use rayon::prelude::*;

use super::simulation::{ResponseModel, respondent};
use crate::answers::Answers;
use crate::matching::evidence::{Evidence, nats};
use crate::matching::scoring::score;
use crate::pack::{Form, Pack, QuestionId, SectionId, SpecialtyId};

/// Fewest questions of a short form, the one on scope apart: two, or all those that every short form keeps.
#[must_use]
pub fn fewest(pack: &Pack) -> usize {
    kept(pack).count().max(2)
}

/// The questions that every short form keeps, in the order of the pack.
fn kept(pack: &Pack) -> impl Iterator<Item = QuestionId> {
    pack.question_ids().filter(|id| pack.question(*id).core && pack.question(*id).places())
}

/// Simulated people for each specialty.
pub const PER_SPECIALTY: usize = 10;
/// Where their random numbers start: not where evaluations start, so that a short form is tried on other people than
/// it was chosen on.
const SEED: u64 = 0x005e_1ec7;
/// Where those start that a short form is tried on: where evaluations do.
const TRIED_SEED: u64 = 1;
/// Most numbers held at once (128 MiB); a pack so large that this many are too few gets fewer people.
const MOST_NUMBERS: usize = 1 << 24;

/// The questions that can be chosen from: all but the one on scope.
#[must_use]
pub fn choosable(pack: &Pack) -> Vec<QuestionId> {
    pack.question_ids().filter(|id| pack.question(*id).places()).collect()
}

/// The questions that every short form keeps, then those that tell most apart beside them, `count` in all; and the one
/// on scope besides. They are in the order of the pack.
///
/// Every core section has a question among them, if there is room beside those that are kept. Equal questions are
/// taken in the order of the pack. The same pack gives the same questions on every machine.
#[must_use]
pub fn most_telling(pack: &Pack, evidence: &Evidence, count: usize) -> Vec<QuestionId> {
    let mut open = choosable(pack);
    let mut people = people(pack, evidence, &open);
    let mut taken: Vec<QuestionId> = Vec::new();
    for question in kept(pack).take(count) {
        open.retain(|id| *id != question);
        people.par_iter_mut().for_each(|person| person.learn(question));
        taken.push(question);
    }
    while taken.len() < count && !open.is_empty() {
        let untouched = untouched_core(pack, &open, &taken);
        let must = untouched.len() >= count - taken.len();
        let gains = mean_gains(&people, pack.questions().len());
        let allowed = |id: &&QuestionId| !must || untouched.contains(&pack.question(**id).section);
        let best = open
            .iter()
            .filter(allowed)
            .max_by(|a, b| gains[a.index()].total_cmp(&gains[b.index()]).then(b.cmp(a)))
            .copied();
        let Some(best) = best else { break };
        open.retain(|id| *id != best);
        people.par_iter_mut().for_each(|person| person.learn(best));
        taken.push(best);
    }
    taken.extend(pack.question_ids().filter(|id| match pack.question(*id).form {
        Form::Scope => true,
        // Whoever was not asked about a term could not say what its limit is.
        Form::Limits => open.is_empty(),
        Form::Statement | Form::Choice | Form::Several { .. } => false,
    }));
    taken.sort_unstable();
    taken
}

/// How often the true specialty is found with a short form, and with all questions, for the same people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Simulated people, spread evenly over the specialties.
    pub people: usize,
    /// With the questions of the short form.
    pub short: Found,
    /// With all.
    pub whole: Found,
}

/// For how many people the true specialty was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// In the first place.
    pub first: usize,
    /// In one of the first three.
    pub first_three: usize,
}

/// Tries a short form on people other than those it was chosen on, who answer under the reference model.
#[must_use]
pub fn cost(pack: &Pack, evidence: &Evidence, questions: &[QuestionId]) -> Cost {
    let people: Vec<(SpecialtyId, u64)> = pack
        .specialty_ids()
        .flat_map(|id| (0..PER_SPECIALTY as u64).map(move |number| (id, number)))
        .collect();
    let places: Vec<[usize; 2]> = people
        .par_iter()
        .map(|(truth, number)| {
            let (mut answers, _) = respondent(pack, *truth, &ResponseModel::REFERENCE, TRIED_SEED, *number);
            let whole = place(pack, evidence, &answers, *truth);
            answers.keep(questions);
            [place(pack, evidence, &answers, *truth), whole]
        })
        .collect();
    let found = |which: usize| {
        let within = |most: usize| places.iter().filter(|places| places[which] < most).count();
        Found { first: within(1), first_three: within(3) }
    };
    Cost { people: people.len(), short: found(0), whole: found(1) }
}

/// How many specialties stand before the true one.
fn place(pack: &Pack, evidence: &Evidence, answers: &Answers, truth: SpecialtyId) -> usize {
    let order = score(pack, evidence, answers).best_first(pack.specialty_ids());
    order.iter().position(|id| *id == truth).unwrap_or(order.len())
}

/// Core sections that nothing was taken from yet, though there is something to take.
fn untouched_core(pack: &Pack, open: &[QuestionId], taken: &[QuestionId]) -> Vec<SectionId> {
    let holds = |ids: &[QuestionId], section| ids.iter().any(|id| pack.question(*id).section == section);
    (0..pack.sections().len())
        .map(SectionId::new)
        .filter(|section| pack.sections()[section.index()].core)
        .filter(|section| holds(open, *section) && !holds(taken, *section))
        .collect()
}

/// What is believed about one simulated person, and what each answer would do to that.
struct Belief {
    truth: usize,
    /// Chance of each specialty, from the questions taken so far.
    chances: Vec<f64>,
    /// By question, then by specialty: what the person's answer multiplies its chance by.
    factors: Vec<Vec<f64>>,
}

impl Belief {
    /// How much an answer raises the logarithm of the true specialty's chance.
    fn gain(&self, factors: &[f64]) -> f64 {
        let whole: f64 = self.chances.iter().zip(factors).map(|(chance, factor)| chance * factor).sum();
        libm::log(factors[self.truth] / whole)
    }

    /// Takes the answer to a question into account.
    fn learn(&mut self, question: QuestionId) {
        let factors = std::mem::take(&mut self.factors[question.index()]);
        for (chance, factor) in self.chances.iter_mut().zip(&factors) {
            *chance *= factor;
        }
        let whole: f64 = self.chances.iter().sum();
        for chance in &mut self.chances {
            *chance /= whole;
        }
    }
}

/// People spread evenly over the specialties.
fn people(pack: &Pack, evidence: &Evidence, questions: &[QuestionId]) -> Vec<Belief> {
    let specialties = pack.specialties().len();
    let bound = MOST_NUMBERS / (specialties * questions.len()).max(1);
    let count = (specialties * PER_SPECIALTY).min(bound).max(1);
    (0..count)
        .into_par_iter()
        .map(|number| person(pack, evidence, SpecialtyId::new(number * specialties / count), number as u64))
        .collect()
}

fn person(pack: &Pack, evidence: &Evidence, truth: SpecialtyId, number: u64) -> Belief {
    let (answers, _) = respondent(pack, truth, &ResponseModel::REFERENCE, SEED, number);
    let scores = score(pack, evidence, &answers);
    let specialties = evidence.specialties();
    let mut sums = vec![vec![0; specialties]; pack.questions().len()];
    for part in &scores.parts {
        for (sum, value) in sums[part.question.index()].iter_mut().zip(&part.evidence) {
            *sum += value;
        }
    }
    let factors = sums.iter().map(|sums| sums.iter().map(|sum| libm::exp(nats(*sum))).collect()).collect();
    #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
    let flat = 1.0 / specialties as f64;
    Belief { truth: truth.index(), chances: vec![flat; specialties], factors }
}

/// The mean gain of each question that is still open; nothing for the others.
fn mean_gains(people: &[Belief], questions: usize) -> Vec<f64> {
    let gains: Vec<Vec<f64>> = people
        .par_iter()
        .map(|person| {
            let gain = |factors: &Vec<f64>| if factors.is_empty() { 0.0 } else { person.gain(factors) };
            person.factors.iter().map(gain).collect()
        })
        .collect();
    #[allow(clippy::cast_precision_loss, reason = "some thousand people")]
    let count = people.len() as f64;
    // Added in the order of the people, not of the threads: the sum must have the same bits every time.
    (0..questions).map(|question| gains.iter().map(|gains| gains[question]).sum::<f64>() / count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn sections(pack: &Pack, ids: &[QuestionId]) -> Vec<String> {
        ids.iter().map(|id| pack.section_of(*id).id.clone()).collect()
    }

    #[test]
    fn a_short_form_has_the_scope_and_every_core_section() {
        let content = default_pack();
        let pack = &content.pack;
        let core: Vec<&str> = pack
            .sections()
            .iter()
            .filter(|section| section.core)
            .map(|section| section.id.as_str())
            .collect();
        for count in [fewest(pack) + core.len(), 20] {
            let form = most_telling(pack, &content.evidence, count);
            assert_eq!(form.len(), count + 1, "the scope comes in addition");
            assert_eq!(pack.question(form[0]).form, Form::Scope);
            let touched = sections(pack, &form);
            assert!(core.iter().all(|section| touched.iter().any(|id| id == section)), "{touched:?}");
        }
    }

    #[test]
    fn questions_keep_the_order_of_the_pack_and_asking_for_all_gives_all() {
        let content = default_pack();
        let form = most_telling(&content.pack, &content.evidence, 20);
        assert!(form.is_sorted());
        let all = most_telling(&content.pack, &content.evidence, usize::MAX);
        assert_eq!(all, content.pack.question_ids().collect::<Vec<_>>());
    }
}
