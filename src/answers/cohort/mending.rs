//! Reading a cell that says nothing as it stands: as what it may have been before it was changed, and the options in it
//! beside what someone wrote of their own.

use super::cell_reader::{CellRead, CellReader, Token, Unreadable, without_marks};
use super::{choices, spoilt_cell};
use crate::answers::Importance;
use crate::answers::mended_words::letters;

impl CellReader {
    /// Reads a text that says nothing as it stands, as what it may have been before a service, a spreadsheet or a wrong
    /// encoding changed it.
    pub(super) fn mend(&self, text: &str) -> Option<CellRead> {
        spoilt_cell::meant(text).find_map(|meant| {
            let read = Some(self.read_text(&meant)).filter(CellRead::is_ok);
            read.or_else(|| self.read_loosely(&meant))
        })
    }

    /// By letters alone, as ids parted by spaces, or as a date that a spreadsheet made of an option.
    fn read_loosely(&self, text: &str) -> Option<CellRead> {
        let (text, importance) = match without_marks(text) {
            Some(unmarked) => (unmarked, Importance::ALot),
            None => (text.to_owned(), Importance::Usual),
        };
        let whole = self.by_letters(&text).filter(|_| !self.several).map(|token| vec![token]);
        let tokens = whole
            .or_else(|| choices::cover(&text, self.most_separators, |key| self.by_letters(key)).ok())
            .or_else(|| self.parted_by_spaces(&text))
            .or_else(|| self.of_a_date(&text).map(|token| vec![token]))
            .filter(|tokens| !tokens.is_empty())?;
        Some(self.answer(&tokens, importance)).filter(CellRead::is_ok)
    }

    fn by_letters(&self, text: &str) -> Option<Token> {
        let known =
            |text: &str| self.known.get(text).or_else(|| self.by_letters.get(&letters(text))).copied();
        known(text).or_else(|| known(spoilt_cell::without_code(text)?))
    }

    fn parted_by_spaces(&self, text: &str) -> Option<Vec<Token>> {
        let pieces = text.split_whitespace().map(|piece| self.known.get(&choices::key(piece)).copied());
        let tokens: Vec<Token> = pieces.collect::<Option<_>>().filter(|_| self.several)?;
        (tokens.len() > 1).then_some(tokens)
    }

    fn of_a_date(&self, text: &str) -> Option<Token> {
        let (a, b) = spoilt_cell::numbers_of_a_date(text)?;
        let is = |words: &str| *words == format!("{a}-{b}") || *words == format!("{b}-{a}");
        let mut found = self.known.iter().filter(|(words, _)| is(words)).map(|(_, token)| *token);
        // 3-5 and 5-3 become the same date.
        found.next().filter(|_| found.next().is_none())
    }

    /// The options that a cell names beside what someone wrote of their own.
    pub(super) fn partly(&self, text: &str, mut why: Unreadable) -> CellRead {
        if text.starts_with('=') {
            return Err(spoilt_cell::FORMULA.to_owned().into());
        }
        if self.several {
            let text = spoilt_cell::meant(text).last().unwrap_or_default();
            let (found, rest) = choices::known_part(&text, self.most_separators, |key| self.by_letters(key));
            let options = found.iter().all(|token| matches!(token, Token::Option(_)));
            if options && !found.is_empty() && !rest.is_empty() {
                why.partly = self.answer(&found, Importance::Usual)?;
                why.reason = format!(
                    "\u{201c}{}\u{201d} is no option here; the others in the cell are read",
                    rest.join("\u{201d}, \u{201c}")
                );
            }
        }
        Err(why)
    }
}
