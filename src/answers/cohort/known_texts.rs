//! What texts of a question's cells are known to mean.

use std::collections::HashMap;

use super::choices;
use crate::answers::mended_words::letters;
use crate::pack::{DONT_MIND, NOT_SEEN_YET, OptionId, Question, SAY_DONT_MIND, SAY_NOT_SEEN_YET, SKIP};

/// What a text in a cell, or a column of its own, stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// An option.
    Option(OptionId),
    /// No preference.
    DontMind,
    /// Cannot know yet.
    NotSeenYet,
    /// The question is left out.
    Skip,
    /// Two options have these words.
    Unclear,
}

/// Ways of writing that there is no preference, besides the id.
const SAYING_DONT_MIND: [&str; 5] =
    [SAY_DONT_MIND, "I don't mind", "dont mind", "No preference", "I have no preference"];
/// Ways of writing that one cannot know.
const SAYING_NOT_SEEN_YET: [&str; 4] =
    [SAY_NOT_SEEN_YET, "I have not seen it yet", "I cannot know yet", "Cannot know yet"];
/// Ways of leaving a question out in so many words.
const SAYING_SKIP: [&str; 2] = ["Skipped", "-"];
/// What the quiz's keys say, as whoever types sheets in may write it.
const KEYS: [(&str, Token); 3] = [("d", Token::DontMind), ("n", Token::NotSeenYet), ("s", Token::Skip)];

/// Letters that a text has at least that is known by its letters.
const FEWEST_LETTERS: usize = 2;

/// What the words of a cell mean: first ids and the words on the form, which must differ; then numbers; then other ways
/// of saying that nothing is chosen.
pub(super) fn known(question: &Question) -> HashMap<String, Token> {
    let mut known: HashMap<String, Token> = HashMap::new();
    let special = [(DONT_MIND, Token::DontMind), (NOT_SEEN_YET, Token::NotSeenYet), (SKIP, Token::Skip)];
    known.extend(special.map(|(id, token)| (choices::key(id), token)));
    for (place, option) in question.options.iter().enumerate() {
        let token = Token::Option(OptionId::new(place));
        for words in [option.id.clone(), option.say.clone(), format!("{} ({})", option.say, option.id)] {
            let unless_same = |other: &mut Token| {
                if *other != token {
                    *other = Token::Unclear;
                }
            };
            known.entry(choices::key(&words)).and_modify(unless_same).or_insert(token);
        }
    }
    for number in 1..=question.options.len() {
        let token = Token::Option(OptionId::new(number - 1));
        known.entry(number.to_string()).or_insert(token);
        known.entry(format!("{number}.0")).or_insert(token);
    }
    for (key, token) in KEYS {
        known.entry(key.to_owned()).or_insert(token);
    }
    let sayings = [
        (&SAYING_DONT_MIND[..], Token::DontMind),
        (&SAYING_NOT_SEEN_YET[..], Token::NotSeenYet),
        (&SAYING_SKIP[..], Token::Skip),
    ];
    for (sayings, token) in sayings {
        for words in sayings {
            known.entry(choices::key(words)).or_insert(token);
        }
    }
    known
}

/// The same texts by their letters, but for those that have hardly any.
pub(super) fn by_letters(known: &HashMap<String, Token>) -> HashMap<String, Token> {
    let mut all: HashMap<String, Token> = HashMap::new();
    let mut texts: Vec<_> = known.iter().collect();
    texts.sort_unstable();
    for (text, token) in texts {
        let key = letters(text);
        if key.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
            continue;
        }
        let unless_same = |other: &mut Token| {
            if other != token {
                *other = Token::Unclear;
            }
        };
        all.entry(key).and_modify(unless_same).or_insert(*token);
    }
    all
}
