//! Which question to ask next, and when to stop.
//!
//! The next question is the one whose answer is expected to lower the uncertainty (the entropy) of the posterior most
//! (Lindley, "On a measure of the information provided by an experiment", 1956). The chances of the answers come from
//! the same table as the scores.

use std::collections::BTreeSet;

use super::certainty::posterior;
use super::evidence::{Evidence, nats};
use super::mirrors::first_apart;
use super::scoring::{Scores, score};
use crate::answers::Answers;
use crate::pack::{Form, Pack, QuestionId, Scope, SectionId, SpecialtyId};

/// Questions within which every core section is touched.
const OPENING_QUESTIONS: usize = 10;
/// Fewest questions before stopping.
const FEWEST_QUESTIONS: usize = 18;
/// How probable it must be that the best fit is among the first three for asking to stop. With these two numbers the
/// first place is that of the full questionnaire in 97 of 100 simulated cases; see docs/method.md.
pub(super) const SETTLED_CHANCE: f64 = 0.95;
/// Questions after which the result is offered although it is not settled: most people have had theirs by then.
pub const OFFERED_AFTER: usize = 30;

/// How many questions half of the people are asked: the fewest that settle a result, and what everyone is asked. Measured
/// on simulated people; see docs/method.md.
#[must_use]
pub fn usual_number(pack: &Pack) -> usize {
    let always = pack.questions().iter().filter(|question| question.always).count();
    (FEWEST_QUESTIONS + always).min(pack.questions().len())
}

/// A question that could be asked, and what its answer is expected to settle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The question.
    pub question: QuestionId,
    /// Expected fall of the posterior's entropy, in nats.
    pub gain: f64,
}

/// All questions that were not answered in any way, most informative first. The scope question is none of them.
#[must_use]
pub fn candidates(pack: &Pack, evidence: &Evidence, answers: &Answers, scope: Scope) -> Vec<Candidate> {
    let open = pack.question_ids().filter(|id| answers.to(*id).is_none());
    gains(pack, evidence, &score(pack, evidence, answers), scope, open)
}

/// What the answers to some questions are expected to settle among the specialties in the scope, most first.
#[must_use]
pub fn gains(
    pack: &Pack,
    evidence: &Evidence,
    scores: &Scores,
    scope: Scope,
    questions: impl Iterator<Item = QuestionId>,
) -> Vec<Candidate> {
    let chances = chances_in(pack, scores, scope);
    let mut all: Vec<Candidate> = questions
        .filter(|id| pack.question(*id).places())
        .map(|question| Candidate {
            question,
            gain: expected_gain(pack, evidence, scores, &chances, question),
        })
        .collect();
    all.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.question.cmp(&b.question)));
    all
}

/// The question to ask now: the scope first, then the most informative, with every core section touched among the
/// first ten, and never a mirror of the one just asked, unless mirrors are all that is left. Once the result is settled, what everyone is asked, in the order
/// of the pack. `put` are the questions put so far, answered or not. Nothing if none is left.
#[must_use]
pub fn next(pack: &Pack, evidence: &Evidence, answers: &Answers, put: &[QuestionId]) -> Option<QuestionId> {
    let done = done_with(answers, put);
    let open: Vec<QuestionId> = pack.question_ids().filter(|id| !done.contains(id)).collect();
    if let Some(scope) = open.iter().copied().find(|id| pack.question(*id).form == Form::Scope) {
        return Some(scope);
    }
    let last = put.last().copied();
    let scores = score(pack, evidence, answers);
    let scope = answers.scope(pack);
    if order_is_settled(pack, &scores, scope, done.len()) {
        let always: Vec<QuestionId> = open.iter().copied().filter(|id| pack.question(*id).always).collect();
        if let Some(question) = first_apart(pack, &always, &always, last) {
            return Some(question);
        }
    }
    let ranked: Vec<QuestionId> = gains(pack, evidence, &scores, scope, open.iter().copied())
        .into_iter()
        .map(|candidate| candidate.question)
        .collect();
    let untouched = untouched_core(pack, &done);
    let opening = done.len() < 2;
    let no_room_left = done.len() + untouched.len() >= OPENING_QUESTIONS.min(pack.questions().len());
    if opening || no_room_left {
        let core: Vec<QuestionId> =
            ranked.iter().copied().filter(|id| untouched.contains(&pack.question(*id).section)).collect();
        if let Some(core) = first_apart(pack, &core, &open, last) {
            return Some(core);
        }
    }
    // What places nobody tells nothing, so it comes when all else was asked.
    first_apart(pack, &ranked, &open, last).or_else(|| open.first().copied())
}

fn untouched_core(pack: &Pack, done: &BTreeSet<QuestionId>) -> Vec<SectionId> {
    let touched = |section: SectionId| done.iter().any(|id| pack.question(*id).section == section);
    let core = |section: &SectionId| pack.sections()[section.index()].core;
    (0..pack.sections().len()).map(SectionId::new).filter(core).filter(|section| !touched(*section)).collect()
}

/// Whether a result is settled, so that asking may stop: the best fit is almost surely one of the first three, enough
/// questions are done with for that to be trusted, and so is what everyone is asked.
///
/// A question is done with once it was answered in any way, *don't mind* and *not seen yet* among them, or was put and
/// skipped. Only who asks knows of the latter: `put` are the questions put so far, answered or not, and none for a sheet
/// that was read.
#[must_use]
pub fn is_settled(pack: &Pack, scores: &Scores, scope: Scope, answers: &Answers, put: &[QuestionId]) -> bool {
    let done = done_with(answers, put);
    let mut always = pack.question_ids().filter(|id| pack.question(*id).always);
    order_is_settled(pack, scores, scope, done.len()) && always.all(|id| done.contains(&id))
}

/// The questions that were answered in any way, or put and skipped.
pub(super) fn done_with(answers: &Answers, put: &[QuestionId]) -> BTreeSet<QuestionId> {
    answers.iter().map(|(id, _)| id).chain(put.iter().copied()).collect()
}

/// Whether the best fit among the specialties in the scope is almost surely one of the first three, after enough
/// questions to trust that.
pub(super) fn order_is_settled(pack: &Pack, scores: &Scores, scope: Scope, done: usize) -> bool {
    if done < FEWEST_QUESTIONS {
        return false;
    }
    let mut chances = chances_in(pack, scores, scope);
    chances.sort_by(|a, b| b.total_cmp(a));
    chances.iter().take(3).sum::<f64>() >= SETTLED_CHANCE
}

/// The chance of each specialty of the pack to be the best fit among those in the scope; nought for the others.
pub(super) fn chances_in(pack: &Pack, scores: &Scores, scope: Scope) -> Vec<f64> {
    let shown: Vec<SpecialtyId> =
        pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id))).collect();
    let totals: Vec<i64> = shown.iter().map(|id| scores.total(*id)).collect();
    let mut chances = vec![0.0; pack.specialties().len()];
    for (id, chance) in shown.iter().zip(posterior(&totals, scores.person_fit)) {
        chances[id.index()] = chance;
    }
    chances
}

fn expected_gain(
    pack: &Pack,
    evidence: &Evidence,
    scores: &Scores,
    chances: &[f64],
    question: QuestionId,
) -> f64 {
    let asked = pack.question(question);
    let rows = |row: usize| likelihood(evidence, scores, question, row);
    if asked.takes_several() {
        // Options of such a question are answered one by one; their gains are added as if they were unrelated, which
        // overstates the sum, so it is bounded by what there is left to learn.
        let sum: f64 = (0..asked.options.len())
            .map(|option| information(chances, &[rows(2 * option), rows(2 * option + 1)]))
            .sum();
        return sum.min(entropy(chances));
    }
    let all: Vec<Vec<f64>> = (0..asked.options.len()).map(rows).collect();
    information(chances, &all)
}

/// Likelihood of a row for each specialty, under the style that explains the sheet best.
fn likelihood(evidence: &Evidence, scores: &Scores, question: QuestionId, row: usize) -> Vec<f64> {
    let styles = if evidence.shows_style(question) { scores.style_weights.len() } else { 1 };
    // One style stands for all: a question is chosen here, not a score computed.
    let style = (0..styles).max_by_key(|style| scores.style_weights[*style]).unwrap_or(0);
    let line = evidence.line(question, row, style);
    line.evidence.iter().map(|value| libm::exp(nats(i64::from(*value) + i64::from(line.mean)))).collect()
}

/// Mutual information between the answer and the specialty, in nats.
fn information(chances: &[f64], likelihoods: &[Vec<f64>]) -> f64 {
    let sums: Vec<f64> = (0..chances.len())
        .map(|s| likelihoods.iter().map(|row| row[s]).sum::<f64>().max(f64::MIN_POSITIVE))
        .collect();
    let mut gain = 0.0;
    for row in likelihoods {
        let joint: Vec<f64> =
            chances.iter().zip(row).zip(&sums).map(|((p, like), sum)| p * like / sum).collect();
        let whole: f64 = joint.iter().sum();
        for (joint, p) in joint.iter().zip(chances) {
            if *joint > 0.0 && *p > 0.0 {
                gain += joint * libm::log(joint / (p * whole));
            }
        }
    }
    gain.max(0.0)
}

fn entropy(chances: &[f64]) -> f64 {
    -chances.iter().filter(|p| **p > 0.0).map(|p| p * libm::log(*p)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;
    use crate::default_pack;
    use crate::matching::person_fit::PersonFit;
    use crate::matching::trial::simulation::{ResponseModel, respondent};

    #[test]
    fn a_sheet_is_settled_alike_for_who_asked_and_for_who_read_it() {
        let content = default_pack();
        let (pack, evidence) = (&content.pack, &content.evidence);
        let settled = |answers: &Answers, put: &[QuestionId]| {
            is_settled(pack, &score(pack, evidence, answers), Scope::EVERYTHING, answers, put)
        };
        let settling = pack.specialty_ids().find_map(|specialty| {
            let (mut answers, _) = respondent(pack, specialty, &ResponseModel::REFERENCE, 3, 0);
            // Simulated people mark no limits.
            for open in pack.question_ids().filter(|id| pack.question(*id).always) {
                if answers.to(open).is_none() {
                    answers.set(open, Answer::DontMind);
                }
            }
            settled(&answers, &[]).then_some(answers)
        });
        let answers = settling.unwrap();
        let put: Vec<QuestionId> = answers.iter().map(|(id, _)| id).collect();
        assert!(settled(&answers, &put));

        // One whose answer says nothing, so that the scores stay as they are.
        let says_nothing = |id: &QuestionId| answers.to(*id) == Some(&Answer::DontMind);
        let mut always = put.iter().copied().filter(|id| pack.question(*id).always);
        let asked_of_everyone = always.find(says_nothing).unwrap();
        let mut without = answers.clone();
        without.skip(asked_of_everyone);
        assert!(!settled(&without, &[]), "a sheet does not say that it was put");
        assert!(settled(&without, &[asked_of_everyone]), "who put it knows that it was skipped");
        without.set(asked_of_everyone, Answer::DontMind);
        assert!(settled(&without, &[]), "not to mind is an answer");
    }

    #[test]
    fn nothing_is_settled_by_questions_that_were_all_skipped() {
        let content = default_pack();
        let (pack, nothing) = (&content.pack, Answers::default());
        let put: Vec<QuestionId> = pack.question_ids().collect();
        let scores = score(pack, &content.evidence, &nothing);
        assert!(!is_settled(pack, &scores, Scope::EVERYTHING, &nothing, &put));
    }

    const FIT: PersonFit = PersonFit { z: 0.0, answered: 1.0 };

    /// Three specialties before all others, by so many micronats.
    fn three_ahead(pack: &Pack, lead: i64) -> Scores {
        let totals = (0..pack.specialties().len()).map(|place| if place < 3 { lead } else { 0 }).collect();
        Scores { parts: Vec::new(), totals, style_weights: Vec::new(), person_fit: FIT }
    }

    /// The least lead at which those three hold the best fit in at least 95 of 100 cases.
    fn just_enough(pack: &Pack) -> i64 {
        let held = |lead| posterior(&three_ahead(pack, lead).totals, FIT)[..3].iter().sum::<f64>();
        let (mut under, mut over) = (0, 100_000_000);
        while over - under > 1 {
            let middle = i64::midpoint(under, over);
            if held(middle) >= 0.95 { over = middle } else { under = middle }
        }
        over
    }

    #[test]
    fn asking_stops_at_ninety_five_in_a_hundred_and_not_below() {
        let pack = default_pack().pack;
        let all: Vec<QuestionId> = pack.question_ids().collect();
        let lead = just_enough(&pack);
        assert!(is_settled(&pack, &three_ahead(&pack, lead), Scope::EVERYTHING, &Answers::default(), &all));
        assert!(!is_settled(
            &pack,
            &three_ahead(&pack, lead - 1),
            Scope::EVERYTHING,
            &Answers::default(),
            &all
        ));
    }

    #[test]
    fn asking_stops_after_enough_questions_and_those_that_everyone_is_asked() {
        let pack = default_pack().pack;
        let sure = three_ahead(&pack, 2 * just_enough(&pack));
        let (always, others): (Vec<QuestionId>, Vec<QuestionId>) =
            pack.question_ids().partition(|id| pack.question(*id).always);
        let put = |others_put: usize| [&always[..], &others[..others_put]].concat();
        assert!(is_settled(
            &pack,
            &sure,
            Scope::EVERYTHING,
            &Answers::default(),
            &put(FEWEST_QUESTIONS - always.len())
        ));
        assert!(!is_settled(
            &pack,
            &sure,
            Scope::EVERYTHING,
            &Answers::default(),
            &put(FEWEST_QUESTIONS - always.len() - 1)
        ));
        assert!(
            !is_settled(&pack, &sure, Scope::EVERYTHING, &Answers::default(), &others),
            "what everyone is asked was not put"
        );
    }
}
