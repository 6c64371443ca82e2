//! One sitting of the questionnaire as a state machine: what is asked, what was answered, what comes next.
//!
//! It knows no terminal, so every way through the questions can be tested without one.

use crate::answers::{Answer, Answers};
use crate::pack::{Pack, QuestionId};

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
pub struct Sitting<'p> {
    pack: &'p Pack,
    answers: Answers,
    position: usize,
}

impl<'p> Sitting<'p> {
    /// Starts at the first question.
    #[must_use]
    pub fn new(pack: &'p Pack) -> Self {
        Self { pack, answers: Answers::default(), position: 0 }
    }

    /// Goes on at a question, with what was answered before.
    #[must_use]
    pub fn resumed(pack: &'p Pack, answers: Answers, at: QuestionId) -> Self {
        Self { pack, answers, position: at.index() }
    }

    /// The question to ask now; nothing once all were asked.
    #[must_use]
    pub fn current(&self) -> Option<QuestionId> {
        self.pack.question_ids().nth(self.position)
    }

    /// Takes a reply to the current question and moves on, or back.
    ///
    /// Going back at the first question stays there. Without a current question, only going back does anything.
    pub fn take(&mut self, reply: Reply) {
        match (reply, self.current()) {
            (Reply::Back, _) => self.position = self.position.saturating_sub(1),
            (Reply::Answer(answer), Some(question)) => {
                self.answers.set(question, answer);
                self.position += 1;
            }
            (Reply::Skip, Some(question)) => {
                self.answers.skip(question);
                self.position += 1;
            }
            (Reply::Answer(_) | Reply::Skip, None) => {}
        }
    }

    /// Everything answered so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Questions left behind, and questions in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.position, self.pack.questions().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Importance;
    use crate::default_pack;
    use crate::pack::OptionId;

    fn first_option() -> Reply {
        Reply::Answer(Answer::Chose { options: vec![OptionId::new(0)], importance: Importance::Usual })
    }

    #[test]
    fn going_back_keeps_the_earlier_answer_until_it_is_changed() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content.pack);
        let first = sitting.current().unwrap();
        sitting.take(first_option());
        sitting.take(Reply::Back);
        assert_eq!(sitting.current(), Some(first));
        assert!(sitting.answers().to(first).is_some());
        sitting.take(Reply::Skip);
        assert!(sitting.answers().to(first).is_none());
    }

    #[test]
    fn going_back_at_the_first_question_stays_there() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content.pack);
        sitting.take(Reply::Back);
        assert_eq!(sitting.progress().0, 0);
    }

    #[test]
    fn after_the_last_question_there_is_none() {
        let content = default_pack();
        let mut sitting = Sitting::new(&content.pack);
        while sitting.current().is_some() {
            sitting.take(Reply::Skip);
        }
        assert_eq!(sitting.progress(), (content.pack.questions().len(), content.pack.questions().len()));
        assert!(sitting.answers().is_empty());
    }
}
