//! Codes: someone's answers as a short string that can be read out, typed, pasted or scanned.
//!
//! [`code`] writes one and [`read`] reads it; [`find`] finds them in a text. The letters and what they survive are `letters`'
//! work, the answers in as little room as they need that of `sheet` and `number`. Codes are built on the permanent numbers
//! of questions and options: see [`crate::pack::layout`] for how later content reads earlier codes.

pub mod find;

mod letters;
mod number;
mod sheet;

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{Answer, Answers, Importance};
use crate::date::Date;
use crate::pack::layout::Layout;
use crate::pack::{OptionId, Pack, Question, QuestionId};
use letters::{Letters, MARKS};
use number::Number;
use sheet::{Given, Sheet};

/// Why a text is no code that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodeError {
    /// It has fewer letters than any code.
    #[error("too short for a code; copy all of it, from its first letter on")]
    TooShort,
    /// It has more letters than any code.
    #[error("too long for a code; give one at a time")]
    TooLong,
    /// It holds a letter that no code has.
    #[error("`{0}` stands in no code; a code has digits, letters from A to Z, and hyphens")]
    Stray(char),
    /// Its number of letters is not what its first letter says.
    #[error("a letter is missing or too many, or the first is wrong; copy the code again")]
    Length,
    /// Its check letters do not fit.
    #[error("a letter is wrong, or two are swapped; copy the code again")]
    Check,
    /// It is intact, but was made with other questions.
    #[error(
        "a code that was made with another questionnaire, or with a later version of this one; read it with that: --pack DIR"
    )]
    OtherPack,
    /// The content has no codes.
    #[error(
        "these questions have no permanent numbers, and so no codes; add `number` to every question and option"
    )]
    NoNumbers,
}

/// What a code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRead {
    /// The answers, as far as they fit; what is asked no more is set aside in them, see [`Answers::retired`].
    pub answers: Answers,
    /// The version of the content that it was made with, if the questions were others then.
    pub earlier: Option<String>,
    /// What fits no more and is retired nowhere, in sentences.
    pub misfits: Vec<String>,
}

/// The code of some answers: groups of five capital letters and digits, parted by hyphens. Nothing if the content gives
/// its questions no permanent numbers.
#[must_use]
pub fn code(pack: &Pack, answers: &Answers) -> Option<String> {
    let layout = Layout::of(pack.questions())?;
    let digits = sheet(pack, answers).number(&layout).digits();
    Some(Letters { mark: mark(pack, &layout), digits }.written())
}

/// Whether the answers to some questions can be codes: all of them, and their options, have permanent numbers.
#[must_use]
pub fn has_codes(pack: &Pack) -> bool {
    Layout::of(pack.questions()).is_some()
}

/// Reads a code, however it is parted and in capitals or not.
///
/// # Errors
/// Why it cannot be read: nothing is guessed.
pub fn read(pack: &Pack, text: &str) -> Result<CodeRead, CodeError> {
    let written = text.chars().filter(|letter| letter.is_alphanumeric());
    let values: Vec<u8> = written
        .map(|letter| letters::value(letter).ok_or(CodeError::Stray(letter)))
        .collect::<Result<_, _>>()?;
    read_values(pack, &values)
}

fn read_values(pack: &Pack, values: &[u8]) -> Result<CodeRead, CodeError> {
    let letters = Letters::read(values)?;
    let today = Layout::of(pack.questions()).ok_or(CodeError::NoNumbers)?;
    let earlier = pack.code_layouts().iter().map(|known| (&known.layout, Some(&known.version)));
    let mut known = [(&today, None)].into_iter().chain(earlier);
    let (layout, version) =
        known.find(|(layout, _)| mark(pack, layout) == letters.mark).ok_or(CodeError::OtherPack)?;
    let sheet = Sheet::read(layout, Number::of_digits(&letters.digits)).ok_or(CodeError::OtherPack)?;
    let mut read = CodeRead { answers: Answers::default(), earlier: version.cloned(), misfits: Vec::new() };
    read.answers.answered = sheet.day.and_then(Date::after);
    for (number, given) in sheet.given {
        read.take(pack, number, given);
    }
    Ok(read)
}

/// The marks of all layouts whose codes can be read.
fn marks(pack: &Pack) -> Vec<u8> {
    let today = Layout::of(pack.questions());
    let earlier = pack.code_layouts().iter().map(|known| &known.layout);
    today.iter().chain(earlier).map(|layout| mark(pack, layout)).collect()
}

/// What the codes of one questionnaire, in one form of it, begin with, so that most others are told from them.
fn mark(pack: &Pack, layout: &Layout) -> u8 {
    let hash = Sha256::digest(format!("{}\n{layout}\n", pack.name()).as_bytes());
    hash[0] % MARKS
}

/// The answers in permanent numbers.
fn sheet(pack: &Pack, answers: &Answers) -> Sheet {
    let in_numbers = |(id, answer): (QuestionId, &Answer)| {
        let question = pack.question(id);
        let given = match answer {
            Answer::DontMind => Given::DontMind,
            Answer::NotSeenYet => Given::NotSeenYet,
            Answer::Chose { options, importance } => Given::Chose {
                options: options
                    .iter()
                    .filter_map(|option| question.options[option.index()].number)
                    .collect(),
                a_lot: *importance == Importance::ALot,
            },
        };
        Some((question.number?, given))
    };
    Sheet { day: answers.answered.map(Date::days), given: answers.iter().filter_map(in_numbers).collect() }
}

impl CodeRead {
    fn take(&mut self, pack: &Pack, number: u16, given: Given) {
        let place = pack.questions().iter().position(|question| question.number == Some(number));
        let Some(id) = place.map(QuestionId::new) else {
            let gone = pack.retired().iter().find(|gone| gone.option.is_none() && gone.number == number);
            match gone {
                Some(gone) => self.answers.set_retired_aside(pack, &gone.question, None),
                None => self
                    .misfits
                    .push(format!("The answer to question {number} fits no more: it is not asked now.")),
            }
            return;
        };
        let answer = match given {
            Given::DontMind => Some(Answer::DontMind),
            Given::NotSeenYet => Some(Answer::NotSeenYet),
            Given::Chose { options, a_lot } => {
                let importance = if a_lot { Importance::ALot } else { Importance::Usual };
                let options = self.chosen(pack, pack.question(id), &options);
                options.map(|options| Answer::Chose { options, importance })
            }
        };
        if let Some(answer) = answer {
            self.answers.set(id, answer);
        }
    }

    /// The options with these numbers, as far as they still make an answer.
    fn chosen(&mut self, pack: &Pack, question: &Question, numbers: &[u16]) -> Option<Vec<OptionId>> {
        let mut options = Vec::new();
        for number in numbers {
            if let Some(place) = question.options.iter().position(|option| option.number == Some(*number)) {
                options.push(OptionId::new(place));
                continue;
            }
            let is_gone = |gone: &&crate::pack::Retired| {
                gone.question == question.id && gone.option.is_some() && gone.number == *number
            };
            match pack.retired().iter().find(is_gone) {
                Some(gone) => self.answers.set_retired_aside(pack, &question.id, gone.option.as_deref()),
                None => self.misfits.push(format!(
                    "An option of `{}`, number {number}, fits no more: it is not among the answers now.",
                    question.id
                )),
            }
        }
        let nothing_left = options.is_empty() && !numbers.is_empty();
        if nothing_left || (!question.takes_several() && options.len() != 1) {
            if options.len() > 1 {
                self.misfits
                    .push(format!("`{}` takes one option now, and the code has several.", question.id));
            }
            return None;
        }
        Some(options)
    }
}
