//! Questions that our own forms ask besides those of a pack: what people want to be called, and which of their answers
//! matter a lot. Forms are written with these words, and exports are read by them.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Answer, Answers, Importance};
use crate::pack::{AnswerOption, Form, Level, Pack, Question, QuestionId, SectionId};
use crate::visible::tidy;

/// The id of what people want to be called by.
pub const LABEL_ID: &str = "label";
/// How people are asked for it.
pub const LABEL_ASK: &str = "A name or number of your choice";
/// The id of which answers matter a lot.
pub const MATTERS_ID: &str = "matters-a-lot";
/// How people are asked for it.
pub const MATTERS_ASK: &str = "Which of your answers matter a lot to you? Choose only a few.";

/// Which of these questions' answers matter a lot, as a question with an option for each that places people; the options
/// have the questions' ids. Nothing if the pack has a question of that id itself.
#[must_use]
pub fn matters(pack: &Pack, questions: &[QuestionId]) -> Option<Question> {
    if pack.find_question(MATTERS_ID).is_some() {
        return None;
    }
    let places = |id: &&QuestionId| pack.question(**id).places();
    let option = |id: &QuestionId| {
        let question = pack.question(*id);
        AnswerOption {
            id: question.id.clone(),
            number: question.number,
            say: tidy(question.short_ask()),
            clause: None,
            places: Vec::new(),
            scope: None,
            limits: None,
        }
    };
    Some(Question {
        id: MATTERS_ID.to_owned(),
        number: None,
        always: false,
        core: false,
        talk: None,
        section: SectionId::new(0),
        form: Form::Several { unchosen: Level::LOWEST },
        ask: MATTERS_ASK.to_owned(),
        options: questions.iter().filter(places).map(option).collect(),
    })
}

/// What an export may hold answers to: the pack's questions by their places, and behind them which answers matter a lot.
pub fn readable(pack: &Pack) -> impl Iterator<Item = (QuestionId, Cow<'_, Question>)> {
    let all: Vec<QuestionId> = pack.question_ids().collect();
    let own = matters(pack, &all).map(Cow::Owned);
    let asked = pack.questions().iter().map(Cow::Borrowed).chain(own);
    asked.enumerate().map(|(place, question)| (QuestionId::new(place), question))
}

/// Whether it is which answers matter a lot, and no question of the pack.
#[must_use]
pub fn is_matters(pack: &Pack, question: QuestionId) -> bool {
    question.index() >= pack.questions().len()
}

/// The id of what [`readable`] holds.
#[must_use]
pub fn id_of(pack: &Pack, question: QuestionId) -> &str {
    pack.questions().get(question.index()).map_or(MATTERS_ID, |question| &question.id)
}

/// Lets those answers count more that `chosen` says matter a lot. What was not answered stays so.
pub fn mark(pack: &Pack, answers: &mut Answers, chosen: &Answer) {
    let Answer::Chose { options, .. } = chosen else { return };
    let placing: Vec<QuestionId> = pack.question_ids().filter(|id| pack.question(*id).places()).collect();
    for question in options.iter().filter_map(|option| placing.get(option.index())) {
        if let Some(Answer::Chose { options, .. }) = answers.to(*question) {
            let answer = Answer::Chose { options: options.clone(), importance: Importance::ALot };
            answers.set_shared(*question, Arc::new(answer));
        }
    }
}
