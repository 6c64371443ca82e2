//! What codes are built on: the permanent numbers of questions and options, and how each question is answered.
//!
//! Later content must read what was written for earlier one, so a pack keeps the layouts it had (`[[codes]]`), such as
//! `1o1,3-8 2o1-5 7M1-13`: each question's number, `o` where one option is chosen and `m` where many can be, in
//! capitals if everyone is asked, and the options' numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Question;

/// The questions of a layout at most, and the options of one.
const MOST: usize = 1000;

/// The questions of a questionnaire in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout(Vec<Slot>);

/// A question of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Its permanent number.
    pub number: u16,
    /// Whether any number of options can be chosen.
    pub several: bool,
    /// Whether everyone is asked.
    pub always: bool,
    /// The permanent numbers of its options, in order.
    pub options: Vec<u16>,
}

/// A layout that codes were made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeLayout {
    /// The version of the content that had it first.
    pub version: String,
    /// How its codes are read.
    pub layout: Layout,
}

impl Layout {
    /// The layout of some questions; nothing unless all of them and their options have numbers.
    #[must_use]
    pub fn of(questions: &[Question]) -> Option<Self> {
        let slot = |question: &Question| {
            let mut options: Vec<u16> =
                question.options.iter().map(|option| option.number).collect::<Option<_>>()?;
            options.sort_unstable();
            let (several, always) = (question.takes_several(), question.always);
            Some(Slot { number: question.number?, several, always, options })
        };
        let mut slots: Vec<Slot> = questions.iter().map(slot).collect::<Option<_>>()?;
        slots.sort_unstable_by_key(|slot| slot.number);
        Some(Self(slots))
    }

    /// Its questions, in the order of their numbers.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.0
    }

    /// Reads what is written by its `Display`.
    ///
    /// # Errors
    /// The first piece that cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut slots: Vec<Slot> = Vec::new();
        for piece in text.split_whitespace() {
            let slot = Slot::read(piece).ok_or(piece)?;
            if slots.last().is_some_and(|last| last.number >= slot.number) || slots.len() >= MOST {
                return Err(piece.to_owned());
            }
            slots.push(slot);
        }
        if slots.is_empty() { Err(text.to_owned()) } else { Ok(Self(slots)) }
    }
}

impl Slot {
    fn read(piece: &str) -> Option<Self> {
        let at = piece.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, rest) = piece.split_at(at);
        let (form, options) = rest.split_at_checked(1)?;
        let (several, always) = match form {
            "o" => (false, false),
            "O" => (false, true),
            "m" => (true, false),
            "M" => (true, true),
            _ => return None,
        };
        let mut all: Vec<u16> = Vec::new();
        for range in options.split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
            let follows = all.last().is_none_or(|before| *before < first);
            if !follows || first > last || usize::from(last - first) + all.len() >= MOST {
                return None;
            }
            all.extend(first..=last);
        }
        Some(Self { number: number.parse().ok()?, several, always, options: all })
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, slot) in self.0.iter().enumerate() {
            let form = match (slot.several, slot.always) {
                (false, false) => 'o',
                (false, true) => 'O',
                (true, false) => 'm',
                (true, true) => 'M',
            };
            let space = if place == 0 { "" } else { " " };
            write!(out, "{space}{}{form}{}", slot.number, ranges(&slot.options))?;
        }
        Ok(())
    }
}

fn ranges(numbers: &[u16]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let written = runs.filter_map(|run| match run {
        [] => None,
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
    });
    written.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = "1O1,3-8 2o1-5 7m1-13 73M1-6";
        let layout = Layout::read(text).unwrap();
        assert_eq!(layout.to_string(), text);
        assert_eq!(layout.slots()[0].options, [1, 3, 4, 5, 6, 7, 8]);
        assert!(layout.slots()[3].several && layout.slots()[3].always);
    }

    #[test]
    fn what_is_no_layout_is_named() {
        for wrong in ["", "1", "o1", "1x1", "1o", "1o2-1", "1o3,2", "1o1-99999", "2o1 1o1", "1o1 1o2", "1é1"]
        {
            assert!(Layout::read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Layout::read("1o1-5 2q1"), Err("2q1".to_owned()));
    }
}
