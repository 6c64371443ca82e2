//! What a person has marked at a question, and the key that each option has.

use crate::answers::{Answer, Importance};
use crate::pack::OptionId;

/// What the person has done at the question so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The option under the cursor; nothing before the first movement, so that Enter alone answers nothing.
    pub cursor: Option<usize>,
    /// Options chosen.
    pub chosen: Vec<OptionId>,
    /// How much it matters.
    pub importance: Importance,
}

impl Marks {
    /// The marks of an answer given before.
    #[must_use]
    pub fn of(earlier: Option<&Answer>) -> Self {
        match earlier {
            Some(Answer::Chose { options, importance }) => Marks {
                cursor: options.first().map(|option| option.index()),
                chosen: options.clone(),
                importance: *importance,
            },
            Some(Answer::DontMind | Answer::NotSeenYet) | None => Marks::default(),
        }
    }

    /// Marks an option, or takes its mark away.
    pub fn toggle(&mut self, option: OptionId) {
        match self.chosen.iter().position(|chosen| *chosen == option) {
            Some(at) => {
                self.chosen.remove(at);
            }
            None => self.chosen.push(option),
        }
    }

    /// Says that the answer matters a lot, or takes that back.
    pub fn toggle_importance(&mut self) {
        self.importance = match self.importance {
            Importance::Usual => Importance::ALot,
            Importance::ALot => Importance::Usual,
        };
    }
}

/// The key of an option by its place: 1 to 9, 0 for the tenth, then capital letters.
#[must_use]
pub fn key_of(place: usize) -> Option<char> {
    ('1'..='9').chain(['0']).chain('A'..='Z').nth(place)
}

/// The place of the option that a key stands for.
#[must_use]
pub fn place_of(key: char) -> Option<usize> {
    ('1'..='9').chain(['0']).chain('A'..='Z').position(|known| known == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_has_a_key_and_each_key_its_option() {
        assert_eq!([8, 9, 10, 12].map(key_of), [Some('9'), Some('0'), Some('A'), Some('C')]);
        for place in 0..36 {
            assert_eq!(key_of(place).and_then(place_of), Some(place));
        }
        assert_eq!(key_of(36), None);
        assert_eq!(place_of('a'), None);
    }
}
