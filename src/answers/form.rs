//! Columns and cells of a form's export, read as questions and answers.
//!
//! A column is recognised by a question's id or by its words, as form services export them; an answer by an option's id,
//! its number counted from 1, or its words. Services join several choices with `;` (Microsoft Forms) or with `, `
//! (Google Forms), which may also stand inside an option.

use std::collections::HashMap;

use super::{Answer, Importance};
use crate::diagnostic::nearest;
use crate::pack::{DONT_MIND, Form, NOT_SEEN_YET, OptionId, Pack, Question, QuestionId, SKIP};

/// Columns that form services add of themselves. What they hold is not read.
const SERVICE_COLUMNS: [&str; 18] = [
    // What `calling questions --format csv` puts first: read only if --label names it.
    "label",
    "grade posted time",
    "timestamp",
    "id",
    "start time",
    "completion time",
    "submission time",
    "last modified time",
    "email",
    "email address",
    "username",
    "name",
    "language",
    "score",
    "total score",
    "total points",
    "quiz feedback",
    "token",
];
/// Beginnings and ends of further ones: what a quiz adds to each question.
const SERVICE_BEGINNINGS: [&str; 2] = ["points - ", "feedback - "];
const SERVICE_ENDS: [&str; 2] = ["[score]", "[feedback]"];
/// Bytes of a cell at most.
const LARGEST_CELL: usize = 20_000;
/// Distinct texts of a column whose meaning is remembered.
const REMEMBERED: usize = 5_000;
/// Words of a question that its heading must share before the rest may be missing.
const ENOUGH_OF_A_QUESTION: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// Answers to a question.
    Question(QuestionId),
    /// What respondents are called.
    Label,
    /// A form service's own column, or one that was to be left out.
    SetAside,
    /// Nothing that is known; the nearest question's id, if one is near.
    Unknown(Option<String>),
}

/// What a heading is, by its words.
#[must_use]
pub fn recognise(pack: &Pack, heading: &str) -> Use {
    let plain = plain(heading);
    if SERVICE_COLUMNS.contains(&plain.as_str())
        || SERVICE_BEGINNINGS.iter().any(|start| plain.starts_with(start))
        || SERVICE_ENDS.iter().any(|end| plain.ends_with(end))
    {
        return Use::SetAside;
    }
    // "12. Would you …" and "Which of these? [Would you …]" as numbered lists and grids are exported.
    let unnumbered =
        plain.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')', ' ']);
    let in_grid = plain.rsplit_once('[').and_then(|(_, row)| row.strip_suffix(']')).map(self::plain);
    // Microsoft Forms tells repeated titles apart by a digit glued to them.
    let unglued = self::plain(plain.trim_end_matches(|c: char| c.is_ascii_digit()));
    let readings = [Some(plain.as_str()), Some(unnumbered), in_grid.as_deref(), Some(unglued.as_str())];
    for reading in readings.into_iter().flatten() {
        if let Some(found) = pack.question_ids().find(|id| is_heading(pack.question(*id), reading)) {
            return Use::Question(found);
        }
    }
    let ids: Vec<&str> = pack.questions().iter().map(|question| question.id.as_str()).collect();
    Use::Unknown(nearest(&plain, &ids).map(str::to_owned))
}

fn is_heading(question: &Question, heading: &str) -> bool {
    if heading == question.id {
        return true;
    }
    let words = plain(&question.ask);
    // What is said about how to answer may be left out: "Choose as many as you like".
    heading == words || (heading.len() >= ENOUGH_OF_A_QUESTION && first_sentence(&words) == heading)
}

fn first_sentence(words: &str) -> &str {
    let end = words.find(['?', '.']).unwrap_or(words.len());
    &words[..end]
}

/// A text as it is compared: lower case, single spaces, straight quotes and hyphens, no stop at the end.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            '\u{2010}'..='\u{2015}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{feff}' | '\u{200b}'..='\u{200f}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.trim_end_matches([' ', '.', '?', '!', ':', '*']).to_owned()
}

/// Turns the cells of one question's column into answers.
#[derive(Debug, Clone)]
pub struct CellReader {
    several: bool,
    options: usize,
    known: HashMap<String, Token>,
    /// Meanings of texts as they stand in the file, so that most cells cost one look-up.
    remembered: HashMap<Vec<u8>, Result<Option<Answer>, String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Option(OptionId),
    DontMind,
    NotSeenYet,
    Skip,
}

impl CellReader {
    /// For the column of a question.
    #[must_use]
    pub fn new(question: &Question) -> Self {
        let mut known = HashMap::new();
        for words in [DONT_MIND, "don't mind", "i don't mind", "no preference", "dont mind"] {
            known.insert(words.to_owned(), Token::DontMind);
        }
        for words in [NOT_SEEN_YET, "not seen yet", "i cannot know yet", "don't know yet"] {
            known.insert(words.to_owned(), Token::NotSeenYet);
        }
        for words in [SKIP, "skipped", "-"] {
            known.insert(words.to_owned(), Token::Skip);
        }
        for (place, option) in question.options.iter().enumerate() {
            let token = Token::Option(OptionId::new(place));
            known.insert((place + 1).to_string(), token);
            known.insert(plain(&option.say), token);
            known.insert(option.id.clone(), token);
        }
        let several = matches!(question.form, Form::Several { .. });
        Self { several, options: question.options.len(), known, remembered: HashMap::new() }
    }

    /// The answer in a cell; nothing for an empty one.
    ///
    /// # Errors
    /// Why it cannot be read, and what would do.
    pub fn read(&mut self, cell: &[u8]) -> Result<Option<Answer>, String> {
        if cell.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.remembered.get(cell) {
            return known.clone();
        }
        let meaning = self.meaning(cell);
        if self.remembered.len() < REMEMBERED {
            self.remembered.insert(cell.to_vec(), meaning.clone());
        }
        meaning
    }

    fn meaning(&self, cell: &[u8]) -> Result<Option<Answer>, String> {
        if cell.len() > LARGEST_CELL {
            return Err(format!("longer than {LARGEST_CELL} bytes"));
        }
        let Ok(text) = std::str::from_utf8(cell) else {
            return Err("not UTF-8 text; save the file as \"CSV UTF-8\"".to_owned());
        };
        let text = text.trim();
        let (text, importance) = match text.strip_suffix('!').or_else(|| text.strip_suffix("(matters a lot)"))
        {
            Some(rest) => (rest.trim_end(), Importance::ALot),
            None => (text, Importance::Usual),
        };
        let tokens = self.tokens(text)?;
        let mut options = Vec::new();
        let mut special = None;
        for token in &tokens {
            match token {
                Token::Option(option) => options.push(*option),
                other => special = Some(*other),
            }
        }
        match (special, options.len()) {
            (None | Some(Token::Skip), 0) => Ok(None),
            (Some(Token::DontMind), 0) => Ok(Some(Answer::DontMind)),
            (Some(_), 0) => Ok(Some(Answer::NotSeenYet)),
            (Some(_), _) => Err("both an option and \"don't mind\", \"not seen yet\" or \"skip\"".to_owned()),
            (None, 2..) if !self.several => Err("several options, where one can be chosen".to_owned()),
            (None, _) => Ok(Some(Answer::Chose { options, importance })),
        }
    }

    /// The options that a cell names.
    fn tokens(&self, text: &str) -> Result<Vec<Token>, String> {
        let whole = plain(text);
        if whole.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(token) = self.known.get(&whole) {
            return Ok(vec![*token]);
        }
        let mut covered = Vec::new();
        if self.cover(text, &mut covered) {
            return Ok(covered);
        }
        let known: Vec<&str> = self.known.keys().map(String::as_str).collect();
        let unknown = text.split(SEPARATORS).map(plain).find(|part| !self.known.contains_key(part));
        let hint = match nearest_of(unknown.as_deref().unwrap_or(&whole), known) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("use an option's id, words, or number from 1 to {}", self.options),
        };
        Err(format!("no such option; {hint}"))
    }

    /// Covers a list from the left by whole options, the longest first: what parts them may also stand inside one.
    fn cover(&self, text: &str, covered: &mut Vec<Token>) -> bool {
        let text = text.trim_start_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
        if text.is_empty() {
            return !covered.is_empty();
        }
        // Nobody ticks more boxes than there are.
        if covered.len() > self.options {
            return false;
        }
        let ends = text.match_indices(SEPARATORS).map(|(at, _)| at).chain([text.len()]);
        for end in ends.take(MOST_PARTS).collect::<Vec<_>>().into_iter().rev() {
            let Some(token) = self.known.get(&plain(&text[..end])) else { continue };
            covered.push(*token);
            if self.cover(&text[end..], covered) {
                return true;
            }
            covered.pop();
        }
        false
    }
}

/// What can part several choices in a cell.
const SEPARATORS: [char; 4] = [',', ';', '\n', '|'];
/// Separators inside one option at most.
const MOST_PARTS: usize = 12;

/// The nearest of some texts, the first in the order of the alphabet where several are as near.
fn nearest_of<'k>(text: &str, mut known: Vec<&'k str>) -> Option<&'k str> {
    known.sort_unstable();
    nearest(text, &known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn reader(pack: &Pack, id: &str) -> CellReader {
        CellReader::new(pack.question(pack.find_question(id).unwrap()))
    }

    #[allow(clippy::unnecessary_wraps, reason = "as the reader gives it")]
    fn chose(places: &[usize]) -> Result<Option<Answer>, String> {
        let options = places.iter().map(|place| OptionId::new(*place)).collect();
        Ok(Some(Answer::Chose { options, importance: Importance::Usual }))
    }

    #[test]
    fn every_question_is_recognised_by_its_id_and_its_words() {
        let pack = default_pack().pack;
        for id in pack.question_ids() {
            let question = pack.question(id);
            for heading in [
                question.id.clone(),
                question.ask.clone(),
                format!("  {}\u{a0}", question.ask.replace('\'', "\u{2019}").to_uppercase()),
                format!("{}. {}", id.index() + 1, question.ask),
                format!("How much do you agree? [{}]", question.ask),
            ] {
                assert_eq!(recognise(&pack, &heading), Use::Question(id), "{heading}");
            }
        }
        assert_eq!(recognise(&pack, "Email Address"), Use::SetAside);
        assert!(matches!(recognise(&pack, "Shoe size"), Use::Unknown(_)));
    }

    #[test]
    fn every_option_is_read_by_id_number_and_words_alone_and_together() {
        let pack = default_pack().pack;
        for question in pack.questions() {
            let mut reader = CellReader::new(question);
            for (place, option) in question.options.iter().enumerate() {
                for cell in
                    [option.id.clone(), (place + 1).to_string(), format!(" {}. ", option.say.to_uppercase())]
                {
                    assert_eq!(reader.read(cell.as_bytes()), chose(&[place]), "{cell} for {}", question.id);
                }
            }
            if question.takes_several() {
                let words: Vec<&str> = question.options.iter().map(|option| option.say.as_str()).collect();
                let all: Vec<usize> = (0..words.len()).collect();
                for cell in [words.join(", "), words.join(";") + ";", words.join("; ")] {
                    assert_eq!(reader.read(cell.as_bytes()), chose(&all), "{cell}");
                }
            }
        }
    }

    #[test]
    fn ways_of_not_choosing_stand_alone() {
        let pack = default_pack().pack;
        let mut reader = reader(&pack, "places");
        assert_eq!(reader.read("Don\u{2019}t mind".as_bytes()), Ok(Some(Answer::DontMind)));
        assert_eq!(reader.read(b"Not seen yet;"), Ok(Some(Answer::NotSeenYet)));
        assert_eq!(reader.read(b" "), Ok(None));
        assert!(reader.read(b"1;don't mind").is_err());
    }

    #[test]
    fn what_matters_a_lot_is_marked() {
        let pack = default_pack().pack;
        let read = reader(&pack, "places").read(b"1;4!").unwrap().unwrap();
        assert!(
            matches!(read, Answer::Chose { importance: Importance::ALot, ref options } if options.len() == 2)
        );
    }

    #[test]
    fn what_cannot_be_read_names_the_nearest_option() {
        let pack = default_pack().pack;
        let mistake = reader(&pack, "places").read(b"hospise").unwrap_err();
        assert!(mistake.contains("did you mean \"hospice\""), "{mistake}");
        assert!(reader(&pack, "home-visits").read(b"1;2").unwrap_err().contains("several options"));
        assert!(reader(&pack, "home-visits").read(&[0xff, 0xfe]).unwrap_err().contains("UTF-8"));
    }
}
