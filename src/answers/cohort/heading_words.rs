//! Questions and their options found among what else stands in a heading.

use super::asked::FEWEST_LETTERS;
use super::cell_reader::Token;
use super::headings::{Beside, ENOUGH_OF_A_QUESTION, Headings, Seen, Use};
use crate::answers::mended_words::letters;
use crate::answers::plain_words::plain_heading;
use crate::pack::QuestionId;

/// Letters that are enough where a heading was cut off, and where dots say that it was.
const ENOUGH_OF_A_CUT: usize = 20;
const ENOUGH_BEFORE_DOTS: usize = 12;
/// Places in a heading where a question may end and an option begin, at most.
const MOST_PARTINGS: usize = 60;
/// Letters of a code before a question (`Q12a`) at most.
const LONGEST_CODE: usize = 8;
/// What services write behind a question without meaning anything by it, by letters.
const EMPTY_TAILS: [&str; 12] = [
    "required",
    "optional",
    "erforderlich",
    "pflichtfrage",
    "obligatoire",
    "obligatorio",
    "obbligatorio",
    "verplicht",
    "response",
    "selectedchoice",
    "text",
    "choicetext",
];

impl Headings {
    /// "Which of these? [Would you …]", as grids are, and the last of a path, as Kobo names what stands in groups.
    pub(super) fn at_the_end(&self, plain: &str) -> Option<QuestionId> {
        let in_brackets = plain.strip_suffix(']').and_then(|text| text.rsplit_once('['));
        let (_, last) = in_brackets.or_else(|| plain.rsplit_once('/'))?;
        self.whole(&plain_heading(last))
    }

    /// One option of a question: `question [option]`, `question/option`, `question___3`, `question (choice=option)` and the
    /// like, where each is named by its words or id, or the option by its number.
    pub(super) fn one_option(&self, plain: &str) -> Option<(QuestionId, Token)> {
        let (all, places) = letters_and_places(plain);
        // The longest question counts: one id may begin another.
        let partings = plain.rmatch_indices(['[', '(', '/', ':', '.', '|', '>', '_', '-', '?']);
        partings.take(MOST_PARTINGS).find_map(|(at, mark)| {
            let (question, rest) = plain.split_at(at);
            // The question mark belongs to the question.
            let rest = rest.trim_start_matches(mark);
            if rest.is_empty() {
                return None;
            }
            let before = &all[..places.partition_point(|place| *place < at)];
            let by_number = || {
                let number = question.trim_start_matches('q').parse().ok();
                self.numbers.get(&number.filter(|_| plain[at..].starts_with("___"))?).copied()
            };
            let asked = self.asked_before(question, before).or_else(by_number)?;
            let asked_of = &self.asked[asked.index()];
            // A number behind a question's words tells twins apart, unless it is marked as an option's.
            let number = rest.trim_matches(|c: char| !c.is_alphanumeric());
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
            let marked =
                matches!(mark, "[" | "/") || rest.len() < plain.len() - at - 1 || rest.contains("choice=");
            if is_number && !(marked || (mark == "_" && asked_of.takes_several)) {
                return None;
            }
            asked_of.option(rest).map(|token| (asked, token))
        })
    }

    /// The question that stands before an option, perhaps behind the names of groups or cut off; `all` are the text's letters.
    fn asked_before(&self, text: &str, all: &str) -> Option<QuestionId> {
        if all.is_empty() {
            return None;
        }
        let in_words = |all: &str| self.by_letters.get(all).copied().flatten();
        let in_short_words = || self.words.get(&plain_heading(text)).copied().flatten();
        let last = text.rsplit_once('/').map(|(_, last)| letters(last));
        self.ids_by_letters
            .get(last.as_deref().unwrap_or(all))
            .copied()
            .or_else(|| in_words(all))
            .or_else(|| in_words(without_code(all)))
            .or_else(|| in_short_words().filter(|_| all.len() < ENOUGH_OF_A_QUESTION))
            .or_else(|| match self.cut_off(text, all)?.holds {
                Use::Question(question) => Some(question),
                _ => None,
            })
    }

    /// A question's words among others.
    pub(super) fn among_words(&self, plain: &str) -> Option<Seen> {
        let (all, places) = letters_and_places(plain);
        let (needle, start) = self
            .longest_first
            .iter()
            .find_map(|needle| all.find(needle.as_str()).map(|start| (needle, start)))?;
        let end = start + needle.len();
        let other =
            |needle: &String| all[..start].contains(needle.as_str()) || all[end..].contains(needle.as_str());
        let seen = |holds: Use, beside: Beside| Some(Seen { holds, beside, in_words: true });
        let Some(question) = self.by_letters[needle] else {
            let first = self.first_of(needle)?;
            return seen(
                Use::Unread(first, "two questions have these words; an id tells them apart".to_owned()),
                Beside::Nothing,
            );
        };
        if self.longest_first.iter().any(other) {
            let reason = "its heading holds the words of two questions".to_owned();
            return seen(Use::Unread(question, reason), Beside::Nothing);
        }
        let asked = &self.asked[question.index()];
        let behind_at = places.get(end).copied().unwrap_or(plain.len());
        let behind = plain[behind_at..].to_owned();
        let (before, tail) = (&all[..start], &all[end..]);
        if !tail.is_empty() {
            let is_number = tail.bytes().all(|byte| byte.is_ascii_digit());
            let token = asked.option(&behind).or_else(|| asked.option_at_end(tail));
            if let Some(token) = token.filter(|_| !is_number) {
                return seen(Use::Option(question, token), Beside::Nothing);
            }
            let empty = is_number || tail == asked.id || EMPTY_TAILS.contains(&tail);
            if !empty {
                return seen(Use::Question(question), Beside::Behind(behind));
            }
        }
        let beside = if is_code(before, &asked.id) { Beside::Nothing } else { Beside::Before };
        seen(Use::Question(question), beside)
    }

    /// The first question that has these letters.
    fn first_of(&self, needle: &str) -> Option<QuestionId> {
        self.asked.iter().position(|asked| asked.begins_with(needle)).map(QuestionId::new)
    }

    /// A question whose words were cut off.
    pub(super) fn cut_off(&self, plain: &str, all: &str) -> Option<Seen> {
        let dots = plain.ends_with("...") || plain.ends_with('\u{2026}');
        let start = without_code(all);
        let enough = if dots { ENOUGH_BEFORE_DOTS } else { ENOUGH_OF_A_CUT };
        if start.len() < enough {
            return None;
        }
        let mut begun = (0..self.asked.len()).filter(|place| self.asked[*place].begins_with(start));
        let first = QuestionId::new(begun.next()?);
        let holds = match begun.next() {
            None => Use::Question(first),
            Some(_) => {
                Use::Unread(first, "several questions begin like this; an id tells them apart".to_owned())
            }
        };
        Some(Seen { holds, beside: Beside::Nothing, in_words: true })
    }
}

/// The letters of a text, and for each byte of them the place in the text that it is from.
fn letters_and_places(text: &str) -> (String, Vec<usize>) {
    let (mut all, mut places) = (String::new(), Vec::new());
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        all.extend(c.to_lowercase());
        places.resize(all.len(), at);
    }
    (all, places)
}

/// Whether letters before a question are its number or id in some service's list.
fn is_code(before: &str, id: &str) -> bool {
    let has_digit = before.bytes().any(|byte| byte.is_ascii_digit());
    before.len() < FEWEST_LETTERS || before == id || (before.len() <= LONGEST_CODE && has_digit)
}

/// Letters without a number at their beginning, as in `Q12`.
fn without_code(all: &str) -> &str {
    let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = all.strip_prefix('q').filter(|rest| digits(rest) < rest.len()).unwrap_or(all);
    numbered.trim_start_matches(|c: char| c.is_ascii_digit())
}
