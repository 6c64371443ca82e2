//! One sitting of the questionnaire as a state machine: what is asked, what was answered, what comes next.
//!
//! It knows neither terminal nor browser: both ask through it, so there is one way through the questions and one rule for
//! stopping, and every way can be tested without either.

pub mod earlier;
pub mod marks;
pub mod offer;
pub mod progress;
pub mod record;
pub mod roles;
pub mod said;
pub mod written;

use std::collections::BTreeSet;

use crate::Content;
use crate::answers::{Answer, Answers, Importance};
use crate::date::Date;
use crate::matching::next_question::{is_settled, next, usual_number};
use crate::matching::scoring::score;
use crate::matching::still_open::{Open, what_is_open};
use crate::pack::{OptionId, QuestionId};
use progress::Progress;
use record::{Order, Plan, Record, Until};

/// What a person does at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Answers it, in one of the ways of answering.
    Answer(Answer),
    /// Leaves it out.
    Skip,
    /// Goes back to the question before.
    Back,
}

/// A person's way through the questions.
#[derive(Debug, Clone)]
pub struct Sitting<'c> {
    content: &'c Content,
    plan: Plan,
    answers: Answers,
    /// Questions put so far, in the order in which they were put.
    asked: Vec<QuestionId>,
    /// The one on screen, as a place in `asked`; behind its end once there is nothing to ask.
    position: usize,
    until: Until,
    /// The day on which it is answered, if that is to be known.
    day: Option<Date>,
}

impl<'c> Sitting<'c> {
    /// Starts at the first question.
    #[must_use]
    pub fn new(content: &'c Content, plan: impl Into<Plan>) -> Self {
        Self::resumed(content, plan, Record::default())
    }

    /// Goes on with what was answered before, at the question that was on screen.
    #[must_use]
    pub fn resumed(content: &'c Content, plan: impl Into<Plan>, record: Record) -> Self {
        let Record { answers, asked: written, at, until } = record;
        // An older sitting says nothing of the order, and one from elsewhere may leave questions out.
        let unwritten = |id: &QuestionId| !written.contains(id) && Some(*id) != at;
        let mut asked: Vec<QuestionId> = answers.iter().map(|(id, _)| id).filter(unwritten).collect();
        let mut seen = BTreeSet::new();
        asked.extend(written.iter().copied().filter(|id| seen.insert(*id)));
        asked.extend(at.filter(|id| !seen.contains(id)));
        let place = at.and_then(|at| asked.iter().position(|id| *id == at));
        let position = place.unwrap_or(asked.len());
        let mut sitting = Self { content, plan: plan.into(), answers, asked, position, until, day: None };
        sitting.put_next();
        sitting
    }

    /// The same, answered on that day from now on: the sitting itself reads no clock.
    #[must_use]
    pub fn on(self, day: Date) -> Self {
        Self { day: Some(day), ..self }
    }

    /// What is to be saved.
    #[must_use]
    pub fn record(&self) -> Record {
        Record {
            answers: self.answers.clone(),
            asked: self.asked.clone(),
            at: self.current(),
            until: self.until,
        }
    }

    /// The question to ask now; nothing once all were asked or the result is settled.
    #[must_use]
    pub fn current(&self) -> Option<QuestionId> {
        self.asked.get(self.position).copied()
    }

    /// Takes a reply to the current question and moves on, or back.
    ///
    /// Going back at the first question stays there. Without a current question, only going back does anything.
    pub fn take(&mut self, reply: Reply) {
        match (reply, self.current()) {
            (Reply::Back, _) => self.position = self.position.saturating_sub(1),
            (Reply::Answer(answer), Some(question)) => {
                self.answers.set(question, answer);
                self.answered_today();
                self.position += 1;
            }
            (Reply::Skip, Some(question)) => {
                self.give(question, None);
                self.position += 1;
            }
            (Reply::Answer(_) | Reply::Skip, None) => {}
        }
        self.put_next();
    }

    /// Keeps what is marked at a question that is left without a reply: a mark counts from the moment it is made, and an
    /// answer of which every mark was taken away counts no more.
    pub fn keep_marks(&mut self, question: QuestionId, options: &[OptionId], importance: Importance) {
        let several = self.content.pack.question(question).takes_several();
        if !options.is_empty() {
            self.give(question, Some(Answer::Chose { options: options.to_vec(), importance }));
        } else if several && matches!(self.answers.to(question), Some(Answer::Chose { .. })) {
            self.give(question, None);
        }
    }

    /// Sets an answer or takes it back. What is as it was keeps its day.
    fn give(&mut self, question: QuestionId, answer: Option<Answer>) {
        let answer = answer.map(Answer::in_order);
        if self.answers.to(question) == answer.as_ref() {
            return;
        }
        match answer {
            Some(answer) => self.answers.set(question, answer),
            None => self.answers.skip(question),
        }
        self.answered_today();
    }

    fn answered_today(&mut self) {
        if let Some(day) = self.day {
            self.answers.answered = Some(day).filter(|_| !self.answers.is_empty());
        }
    }

    /// Asks on after a result, also if that is settled.
    pub fn go_on(&mut self) {
        if self.current().is_none() {
            self.until = Until::AllAsked;
            self.put_next();
        }
    }

    /// Adds the next question if the person stands behind the last one and there is one to ask.
    fn put_next(&mut self) {
        if self.position < self.asked.len() || self.is_settled() {
            return;
        }
        let pack = &self.content.pack;
        let next = match self.plan.order {
            _ if !self.short_form_is_asked() => self.unasked_of_short_form().next(),
            Order::File => pack.question_ids().find(|id| !self.asked.contains(id)),
            Order::Adaptive => next(pack, &self.content.evidence, &self.answers, &self.asked),
        };
        self.asked.extend(next);
    }

    /// Whether asking stops here because the result is settled.
    fn is_settled(&self) -> bool {
        if self.until == Until::AllAsked {
            return false;
        }
        if !self.plan.short.is_empty() {
            return self.short_form_is_asked();
        }
        if self.plan.order == Order::File {
            return false;
        }
        let pack = &self.content.pack;
        let scores = score(pack, &self.content.evidence, &self.answers);
        is_settled(pack, &scores, self.answers.scope(pack), &self.answers, &self.asked)
    }

    fn unasked_of_short_form(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.plan.short.iter().copied().filter(|id| !self.asked.contains(id))
    }

    fn short_form_is_asked(&self) -> bool {
        self.unasked_of_short_form().next().is_none()
    }

    /// Everything answered so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// How many questions were answered in any way. Everything that counts answers aloud counts these.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.iter().count()
    }

    /// How many questions were asked: answered, or left behind open.
    #[must_use]
    pub fn asked(&self) -> usize {
        let answered = self.answers.iter().map(|(id, _)| id);
        self.put().iter().copied().chain(answered).collect::<BTreeSet<_>>().len()
    }

    /// Questions that could still be asked.
    #[must_use]
    pub fn left(&self) -> usize {
        self.content.pack.questions().len() - self.asked()
    }

    /// Whether a question was put before and left open: the person has come back to it.
    #[must_use]
    pub fn was_left_open(&self, question: QuestionId) -> bool {
        let place = self.asked.iter().position(|id| *id == question);
        self.answers.to(question).is_none() && place.is_some_and(|place| place + 1 < self.asked.len())
    }

    /// What is still open about the result.
    #[must_use]
    pub fn open(&self) -> Open {
        let pack = &self.content.pack;
        let scores = score(pack, &self.content.evidence, &self.answers);
        what_is_open(pack, &scores, self.answers.scope(pack), &self.answers, self.put())
    }

    /// Where the current question stands.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let in_short = !self.plan.short.is_empty() && self.until == Until::Settled;
        let all = if in_short { self.plan.short.len() } else { self.content.pack.questions().len() };
        Progress {
            behind: self.position,
            all,
            usual: usual_number(&self.content.pack).min(all),
            order: if in_short { Order::File } else { self.plan.order },
            until: self.until,
        }
    }

    /// Questions put so far, in the order in which they were put, without the one on screen.
    #[must_use]
    pub fn put(&self) -> &[QuestionId] {
        &self.asked[..self.position.min(self.asked.len())]
    }

    /// Changes the answer to a question that was put before; without an answer it counts as skipped.
    ///
    /// What is asked next is chosen anew, unless the person went back and has later questions before them.
    pub fn change(&mut self, question: QuestionId, answer: Option<Answer>) {
        self.give(question, answer);
        if self.position + 1 == self.asked.len() && self.answers.to(self.asked[self.position]).is_none() {
            self.asked.pop();
        }
        self.put_next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Importance;
    use crate::default_pack;
    use crate::matching::trial::simulation::{ResponseModel, respondent};
    use crate::pack::{OptionId, SpecialtyId};

    fn first_option() -> Reply {
        Reply::Answer(Answer::Chose { options: vec![OptionId::new(0)], importance: Importance::Usual })
    }

    #[test]
    fn going_back_keeps_the_earlier_answer_until_it_is_changed() {
        let content = default_pack();
        for order in [Order::File, Order::Adaptive] {
            let mut sitting = Sitting::new(&content, order);
            let first = sitting.current().unwrap();
            sitting.take(first_option());
            sitting.take(Reply::Back);
            assert_eq!(sitting.current(), Some(first));
            assert!(sitting.answers().to(first).is_some());
            sitting.take(Reply::Skip);
            assert!(sitting.answers().to(first).is_none());
        }
    }

    #[test]
    fn going_back_at_the_first_question_stays_there() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content, Order::File);
        sitting.take(Reply::Back);
        assert_eq!(sitting.progress().behind, 0);
    }

    #[test]
    fn whoever_skips_everything_is_asked_everything_once() {
        let content = default_pack();
        for order in [Order::File, Order::Adaptive] {
            let mut sitting = Sitting::new(&content, order);
            let mut put = Vec::new();
            while let Some(question) = sitting.current() {
                assert!(!put.contains(&question), "a question is put twice");
                put.push(question);
                sitting.take(Reply::Skip);
            }
            assert_eq!(put.len(), content.pack.questions().len());
            assert!(sitting.answers().is_empty());
        }
    }

    #[test]
    fn every_core_section_is_touched_among_the_first_ten() {
        let content = default_pack();
        let pack = &content.pack;
        for number in 0..20 {
            let (answers, _) =
                respondent(pack, SpecialtyId::new(number * 4), &ResponseModel::REFERENCE, 5, 0);
            let mut sitting = Sitting::new(&content, Order::Adaptive);
            let mut touched = Vec::new();
            for _ in 0..10 {
                let question = sitting.current().unwrap();
                touched.push(pack.question(question).section);
                sitting
                    .take(answers.to(question).map_or(Reply::Skip, |answer| Reply::Answer(answer.clone())));
            }
            for (place, section) in pack.sections().iter().enumerate().filter(|(_, section)| section.core) {
                assert!(touched.iter().any(|one| one.index() == place), "{} is left out", section.name);
            }
        }
    }

    #[test]
    fn a_settled_result_ends_the_asking_and_going_on_asks_the_rest() {
        let content = default_pack();
        let mut settled_early = 0;
        for specialty in 0..10 {
            let (answers, _) =
                respondent(&content.pack, SpecialtyId::new(specialty), &ResponseModel::REFERENCE, 3, 0);
            let mut sitting = Sitting::new(&content, Order::Adaptive);
            let ask_on = |sitting: &mut Sitting<'_>| {
                while let Some(question) = sitting.current() {
                    let answer = answers.to(question).cloned();
                    sitting.take(answer.map_or(Reply::Skip, Reply::Answer));
                }
            };
            ask_on(&mut sitting);
            settled_early += usize::from(sitting.left() > 20);
            sitting.go_on();
            ask_on(&mut sitting);
            assert_eq!(sitting.left(), 0);
        }
        assert!(settled_early >= 5, "only {settled_early} of 10");
    }

    #[test]
    fn a_short_form_is_asked_in_its_order_and_going_on_asks_the_rest() {
        let content = default_pack();
        let short: Vec<QuestionId> = [7, 2, 30].map(QuestionId::new).to_vec();
        let plan = Plan { order: Order::Adaptive, short: short.clone() };
        let mut sitting = Sitting::new(&content, plan);
        assert_eq!(sitting.progress().words(), "question 1 of 3");
        let mut put = Vec::new();
        while let Some(question) = sitting.current() {
            put.push(question);
            sitting.take(first_option());
        }
        assert_eq!(put, short);
        sitting.go_on();
        assert!(sitting.current().is_some_and(|question| !short.contains(&question)));
        assert_eq!(sitting.progress().words(), "question 4 of 59");
    }

    #[test]
    fn a_resumed_sitting_asks_what_was_on_screen() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        sitting.take(first_option());
        sitting.take(first_option());
        let at = sitting.current();
        let resumed = Sitting::resumed(&content, Order::Adaptive, sitting.record());
        assert_eq!(resumed.current(), at);
        assert_eq!(resumed.progress().behind, 2);
        assert_eq!(resumed.put(), sitting.put(), "and goes back in the same order");
        let older = Record { answers: sitting.answers().clone(), at, ..Record::default() };
        let resumed = Sitting::resumed(&content, Order::Adaptive, older);
        assert_eq!((resumed.current(), resumed.progress().behind), (at, 2));
    }

    #[test]
    fn changing_an_earlier_answer_keeps_the_place() {
        let content = default_pack();
        for order in [Order::File, Order::Adaptive] {
            let mut sitting = Sitting::new(&content, order);
            for _ in 0..5 {
                sitting.take(first_option());
            }
            let second = sitting.put()[1];
            sitting.change(second, Some(Answer::DontMind));
            assert_eq!(sitting.answers().to(second), Some(&Answer::DontMind));
            assert_eq!(sitting.progress().behind, 5);
            sitting.change(second, None);
            assert_eq!(sitting.answers().to(second), None);
            assert_eq!(sitting.put().len(), 5);
        }
    }

    #[test]
    fn what_was_left_open_is_not_asked_again_after_a_stop() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        sitting.take(first_option());
        let open = sitting.current().unwrap();
        sitting.take(Reply::Skip);
        let mut resumed = Sitting::resumed(&content, Order::Adaptive, sitting.record());
        assert!(resumed.was_left_open(open));
        assert_eq!((resumed.answered(), resumed.asked()), (1, 2));
        resumed.take(Reply::Back);
        assert_eq!(resumed.current(), Some(open));
    }

    #[test]
    fn marks_count_from_the_moment_they_are_made() {
        let content = default_pack();
        let several =
            content.pack.question_ids().find(|id| content.pack.question(*id).takes_several()).unwrap();
        let record = Record { at: Some(several), ..Record::default() };
        let mut sitting = Sitting::resumed(&content, Order::Adaptive, record);
        sitting.keep_marks(several, &[OptionId::new(1)], Importance::ALot);
        let resumed = Sitting::resumed(&content, Order::Adaptive, sitting.record());
        assert_eq!(resumed.current(), Some(several), "it is still to be answered");
        let marked = Answer::Chose { options: vec![OptionId::new(1)], importance: Importance::ALot };
        assert_eq!(resumed.answers().to(several), Some(&marked));
        sitting.keep_marks(several, &[], Importance::Usual);
        assert_eq!(sitting.answers().to(several), None);
    }
}
