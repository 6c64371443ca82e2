//! What respondents answered.
//!
//! [`Answers`] only ever holds what fits the pack: options exist, and a question that takes one option has
//! one. Turning what people wrote into answers is the work of [`reading`] and [`flags_file`].

pub mod code;
#[cfg(feature = "program")]
pub mod cohort;
#[cfg(feature = "program")]
mod every_key;
pub mod flags_file;
#[cfg(feature = "program")]
pub mod flags_text;
pub mod json_flags;
mod json_text;
#[cfg(feature = "program")]
pub mod mended_words;
pub mod own_questions;
pub mod plain_words;
pub mod reading;
#[cfg(feature = "program")]
mod straighten;
#[cfg(feature = "program")]
pub mod table;

use std::sync::Arc;

use crate::date::Date;
use crate::pack::{Form, OptionId, Pack, QuestionId, Retired, Scope};

/// The key of the day on which answers were given, in files.
pub(crate) const ANSWERED: &str = "answered";

/// How much an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Importance {
    /// As much as any other.
    #[default]
    Usual,
    /// The respondent said that it matters a lot: its evidence counts twice.
    ALot,
}

impl Importance {
    /// What the answer's evidence is multiplied by.
    #[must_use]
    pub fn factor(self) -> i64 {
        match self {
            Importance::Usual => 1,
            Importance::ALot => 2,
        }
    }
}

/// An answer to one question. A skipped question has no answer at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Options chosen: exactly one, or any number (also none) where the question takes several.
    Chose {
        /// The options, in order and each once.
        options: Vec<OptionId>,
        /// How much it counts.
        importance: Importance,
    },
    /// No preference: the question falls out.
    DontMind,
    /// Cannot know yet: the question falls out, and is worth a taster day.
    NotSeenYet,
}

impl Answer {
    /// The same answer with its options in order, each once.
    #[must_use]
    pub fn in_order(self) -> Self {
        match self {
            Answer::Chose { mut options, importance } => {
                options.sort_unstable();
                options.dedup();
                Answer::Chose { options, importance }
            }
            other => other,
        }
    }

    /// All options of two answers to a question that takes several; nothing if one of them chooses none, so that they
    /// contradict each other.
    #[must_use]
    pub fn and(&self, other: &Answer) -> Option<Answer> {
        let (Answer::Chose { options, importance }, Answer::Chose { options: more, importance: other }) =
            (self, other)
        else {
            return None;
        };
        let options = options.iter().chain(more).copied().collect();
        let importance = if *importance == Importance::ALot { *importance } else { *other };
        Some(Answer::Chose { options, importance }.in_order())
    }
}

/// One respondent's answers, by question.
///
/// Answers are shared, not copied, where many respondents of a cohort give the same one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    given: Vec<(QuestionId, Arc<Answer>)>,
    /// The day on which they were given, if that is known. No result depends on it.
    pub answered: Option<Date>,
    /// Places in [`Pack::retired`]: what was answered once and is asked no more.
    retired: Vec<usize>,
}

/// How many questions were answered, and in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Options were chosen.
    pub chosen: usize,
    /// No preference.
    pub dont_mind: usize,
    /// Cannot know yet.
    pub not_seen_yet: usize,
    /// Not asked or not answered.
    pub skipped: usize,
}

impl Answers {
    /// No answers yet, and room for so many.
    #[must_use]
    pub fn with_room(questions: usize) -> Self {
        Self { given: Vec::with_capacity(questions), ..Self::default() }
    }

    /// Sets the answer to a question; chosen options are put in order, each once.
    pub fn set(&mut self, question: QuestionId, answer: Answer) {
        self.set_shared(question, Arc::new(answer.in_order()));
    }

    /// Sets an answer that others give, too. Its options are in order, as [`Answer::in_order`] puts them.
    pub fn set_shared(&mut self, question: QuestionId, answer: Arc<Answer>) {
        // Most are set in the order of the questions.
        if self.given.last().is_none_or(|(last, _)| *last < question) {
            self.given.push((question, answer));
            return;
        }
        match self.place(question) {
            Ok(place) => self.given[place].1 = answer,
            Err(place) => self.given.insert(place, (question, answer)),
        }
    }

    fn place(&self, question: QuestionId) -> Result<usize, usize> {
        self.given.binary_search_by_key(&question, |(question, _)| *question)
    }

    /// Takes an answer back: the question counts as skipped.
    pub fn skip(&mut self, question: QuestionId) {
        if let Ok(place) = self.place(question) {
            self.given.remove(place);
        }
    }

    /// Takes the answers to all other questions back.
    pub fn keep(&mut self, questions: &[QuestionId]) {
        self.given.retain(|(question, _)| questions.contains(question));
    }

    /// The answer to a question, if it was not skipped.
    #[must_use]
    pub fn to(&self, question: QuestionId) -> Option<&Answer> {
        self.place(question).ok().map(|place| &*self.given[place].1)
    }

    /// How much the answer to a question counts; as usual where nothing was chosen.
    #[must_use]
    pub fn importance(&self, question: QuestionId) -> Importance {
        match self.to(question) {
            Some(Answer::Chose { importance, .. }) => *importance,
            Some(Answer::DontMind | Answer::NotSeenYet) | None => Importance::Usual,
        }
    }

    /// All answers, in the order of the pack's questions.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, &Answer)> {
        self.given.iter().map(|(question, answer)| (*question, &**answer))
    }

    /// Notes an answer to what is asked no more: it counts for nothing, and its respondent is told why.
    pub fn set_retired_aside(&mut self, pack: &Pack, question: &str, option: Option<&str>) {
        let gone = pack.retired().iter().position(|gone| gone.is(question, option));
        self.retired.extend(gone.filter(|place| !self.retired.contains(place)));
    }

    /// What was answered once and is asked no more.
    pub fn retired<'p>(&self, pack: &'p Pack) -> impl Iterator<Item = &'p Retired> {
        self.retired.iter().map(|place| &pack.retired()[*place])
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// The scope that was chosen; everything if the question was not answered.
    #[must_use]
    pub fn scope(&self, pack: &Pack) -> Scope {
        self.iter()
            .filter(|(question, _)| pack.question(*question).form == Form::Scope)
            .find_map(|(question, answer)| match answer {
                Answer::Chose { options, .. } => {
                    options.first().and_then(|option| pack.question(question).options[option.index()].scope)
                }
                Answer::DontMind | Answer::NotSeenYet => None,
            })
            .unwrap_or_default()
    }

    /// Counts of the answers to questions that place a respondent; those on scope and limits are not among them.
    #[must_use]
    pub fn counts(&self, pack: &Pack) -> Counts {
        let mut counts = Counts::default();
        for question in pack.question_ids().filter(|id| pack.question(*id).places()) {
            match self.to(question) {
                Some(Answer::Chose { .. }) => counts.chosen += 1,
                Some(Answer::DontMind) => counts.dont_mind += 1,
                Some(Answer::NotSeenYet) => counts.not_seen_yet += 1,
                None => counts.skipped += 1,
            }
        }
        counts
    }
}
