//! A question as headings name it: by its letters, with its options by words, ids and numbers.

use std::collections::HashMap;

use super::cell_reader::Token;
use crate::answers::mended_words::letters;
use crate::answers::plain_words::plain;
use crate::pack::{DONT_MIND, NOT_SEEN_YET, OptionId, Question, SAY_DONT_MIND, SAY_NOT_SEEN_YET};

/// Letters that say nothing if there are fewer.
pub const FEWEST_LETTERS: usize = 3;
/// Letters of an option's id that are enough where a service keeps no more.
const LONGEST_SHORTENED: usize = 8;
/// Letters before the number of an option in a code, as in `SQ003`.
const LONGEST_CODE: usize = 3;

/// What headings say of a question.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id, by letters.
    pub id: String,
    /// Whether several options can be chosen.
    pub takes_several: bool,
    /// Whether its answers place people.
    pub places: bool,
    ask: String,
    /// Options and ways of not choosing, by the letters of their words and ids.
    options: HashMap<String, Token>,
    /// Ids alone, in order.
    ids: Vec<String>,
    /// Options by their permanent numbers; all or none have one.
    numbers: HashMap<u16, OptionId>,
}

impl Asked {
    /// Of a question.
    #[must_use]
    pub fn new(question: &Question) -> Self {
        let mut options = HashMap::new();
        let mut add = |words: &str, token: Token| {
            let key = letters(words);
            if key.is_empty() {
                return;
            }
            let unless_same = |other: &mut Token| {
                if *other != token {
                    *other = Token::Unclear;
                }
            };
            options.entry(key).and_modify(unless_same).or_insert(token);
        };
        for (place, option) in question.options.iter().enumerate() {
            let token = Token::Option(OptionId::new(place));
            add(&option.id, token);
            if letters(&option.id) != letters(&option.say) {
                add(&option.say, token);
                add(&format!("{} {}", option.say, option.id), token);
            }
        }
        for (words, token) in [
            (DONT_MIND, Token::DontMind),
            (SAY_DONT_MIND, Token::DontMind),
            (NOT_SEEN_YET, Token::NotSeenYet),
            (SAY_NOT_SEEN_YET, Token::NotSeenYet),
        ] {
            add(words, token);
        }
        let numbers = question.options.iter().enumerate();
        let numbers = numbers.filter_map(|(place, option)| Some((option.number?, OptionId::new(place))));
        Self {
            id: letters(&question.id),
            takes_several: question.takes_several(),
            places: question.places(),
            ask: letters(&question.ask),
            options,
            ids: question.options.iter().map(|option| letters(&option.id)).collect(),
            numbers: numbers.collect(),
        }
    }

    /// Whether its words begin with these letters.
    #[must_use]
    pub fn begins_with(&self, start: &str) -> bool {
        self.ask.starts_with(start)
    }

    /// The option that a text names, whatever marks stand around it.
    #[must_use]
    pub fn option(&self, text: &str) -> Option<Token> {
        let text = plain(text);
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let text = text.strip_prefix("choice=").unwrap_or(text);
        let all = letters(text);
        let known = self.options.get(&all).copied().filter(|token| *token != Token::Unclear);
        known.or_else(|| self.by_number(&all)).or_else(|| self.by_shortened_id(&all))
    }

    /// By its permanent number if it has one, or else by its place, perhaps behind letters that count (`SQ003`).
    fn by_number(&self, all: &str) -> Option<Token> {
        let digits = all.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if digits.is_empty() || all.len() - digits.len() > LONGEST_CODE {
            return None;
        }
        let number: u16 = digits.parse().ok()?;
        let option = if self.numbers.is_empty() {
            let place = usize::from(number).checked_sub(1).filter(|place| *place < self.ids.len())?;
            OptionId::new(place)
        } else {
            *self.numbers.get(&number)?
        };
        Some(Token::Option(option))
    }

    fn by_shortened_id(&self, all: &str) -> Option<Token> {
        if !(FEWEST_LETTERS..=LONGEST_SHORTENED).contains(&all.len()) {
            return None;
        }
        let mut found = (0..self.ids.len()).filter(|place| self.ids[*place].starts_with(all));
        let first = found.next().filter(|_| found.next().is_none())?;
        Some(Token::Option(OptionId::new(first)))
    }

    /// The option whose words letters end with: what stands before them is a service's.
    #[must_use]
    pub fn option_at_end(&self, all: &str) -> Option<Token> {
        let ends = self
            .options
            .iter()
            .filter(|(words, _)| words.len() > FEWEST_LETTERS && all.ends_with(words.as_str()));
        ends.max_by_key(|(words, _)| words.len())
            .map(|(_, token)| *token)
            .filter(|token| *token != Token::Unclear)
    }

    /// Whether some piece of a cell is an option or a number.
    #[must_use]
    pub fn may_be_answered(&self, text: &str) -> bool {
        let pieces = std::iter::once(text)
            .chain(text.split(super::choices::SEPARATORS))
            .chain(text.split_whitespace());
        pieces.map(letters).any(|piece| {
            self.options.contains_key(&piece)
                || (!piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }
}
