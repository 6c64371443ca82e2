//! Answers: as a flags file takes them, and in words.

use serde::Serialize;

use crate::answers::{Answer, Answers, Importance};
use crate::pack::{A_LOT, DONT_MIND, NOT_SEEN_YET, Pack, Question, QuestionId};
use crate::report::words;
use crate::result::GivenAnswer;

/// An answer as a flags file takes it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum JsonAnswer<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
    Weighted { choose: Box<JsonAnswer<'a>>, matters: &'static str },
}

impl<'a> JsonAnswer<'a> {
    pub(super) fn of(asked: &'a Question, given: &Answer) -> Self {
        let Answer::Chose { options, importance } = given else {
            return JsonAnswer::One(if *given == Answer::DontMind { DONT_MIND } else { NOT_SEEN_YET });
        };
        let mut ids = options.iter().map(|option| asked.options[option.index()].id.as_str());
        let chosen = if asked.takes_several() {
            JsonAnswer::Several(ids.collect())
        } else {
            JsonAnswer::One(ids.next().unwrap_or_default())
        };
        match importance {
            Importance::Usual => chosen,
            Importance::ALot => JsonAnswer::Weighted { choose: Box::new(chosen), matters: A_LOT },
        }
    }
}

/// A question and what was answered, in words.
#[derive(Serialize)]
pub(super) struct JsonAnswered<'a> {
    question: &'a str,
    ask: &'a str,
    /// As a flags file takes it; null if it was skipped.
    answer: Option<JsonAnswer<'a>>,
    say: String,
}

impl<'a> JsonAnswered<'a> {
    pub(super) fn of(pack: &'a Pack, question: QuestionId, answer: Option<&Answer>) -> Self {
        let asked = pack.question(question);
        Self {
            question: &asked.id,
            ask: &asked.ask,
            answer: answer.map(|answer| JsonAnswer::of(asked, answer)),
            say: words::answered(asked, answer),
        }
    }

    pub(super) fn all(pack: &'a Pack, answers: &Answers) -> Vec<Self> {
        answers.iter().map(|(question, answer)| Self::of(pack, question, Some(answer))).collect()
    }
}

/// One option of an answer, as a reason quotes it.
#[derive(Serialize)]
pub(super) struct JsonGiven<'a> {
    question: &'a str,
    option: &'a str,
    /// Whether it was chosen, or left out of a question that takes several.
    chosen: bool,
    say: String,
}

impl<'a> JsonGiven<'a> {
    pub(super) fn of(pack: &'a Pack, given: GivenAnswer) -> Self {
        let asked = pack.question(given.question);
        Self {
            question: &asked.id,
            option: &asked.options[given.option.index()].id,
            chosen: given.chosen,
            say: words::given(pack, given),
        }
    }
}
