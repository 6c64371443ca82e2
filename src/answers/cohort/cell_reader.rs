//! Cells of one question's column read as answers: an option's id, its number counted from 1, or its words; a way of not
//! choosing; several of them where the question takes several. A `!` at the end says that it matters a lot.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::choices::{self, NoChoice, SEPARATORS};
use super::known_texts::{by_letters, known};
use crate::answers::plain_words::plain_answer;
use crate::answers::table::LARGEST_CELL;
use crate::answers::{Answer, Importance};
use crate::nearest::nearest;
use crate::pack::{DONT_MIND, NOT_SEEN_YET, Question, Retired, SAY_DONT_MIND, SAY_NOT_SEEN_YET, SKIP};

pub use super::known_texts::Token;

/// What a cell answers: nothing, if it is empty or skips. Or why it cannot be read.
pub type CellRead = Result<Option<Arc<Answer>>, Unreadable>;

/// Why a cell, or a part of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, and what would do.
    pub reason: String,
    /// The options that could be read beside what could not.
    pub partly: Option<Arc<Answer>>,
}

impl From<String> for Unreadable {
    fn from(reason: String) -> Self {
        Self { reason, partly: None }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// Reads the cells of one question's column.
#[derive(Debug, Clone)]
pub struct CellReader {
    pub(super) several: bool,
    ids: Vec<String>,
    pub(super) known: HashMap<String, Token>,
    /// The same by their letters alone, for texts that were spoilt on their way.
    pub(super) by_letters: HashMap<String, Token>,
    /// Permanent numbers of the options, which some exports name their columns by.
    numbers: Vec<Option<u16>>,
    /// What a file given with `--columns` says that texts of this column mean.
    told: HashMap<String, Option<Arc<Answer>>>,
    /// Separators inside one option at most.
    pub(super) most_separators: usize,
    /// What became of options that are no answer any more, by their ids.
    retired: HashMap<String, String>,
}

impl CellReader {
    /// For a question; `told` holds what further texts mean.
    #[must_use]
    pub fn new(question: &Question, told: &[(String, Option<Answer>)]) -> Self {
        let keys = question.options.iter().map(|option| choices::key(&option.say));
        let most_separators = keys.map(|key| choices::separators(&key)).max().unwrap_or(0);
        let known = known(question);
        Self {
            several: question.takes_several(),
            ids: question.options.iter().map(|option| option.id.clone()).collect(),
            by_letters: by_letters(&known),
            known,
            numbers: question.options.iter().map(|option| option.number).collect(),
            told: told
                .iter()
                .map(|(text, answer)| (plain_answer(text), answer.clone().map(shared)))
                .collect(),
            most_separators,
            retired: HashMap::new(),
        }
    }

    /// The same, knowing what became of options that are no answer any more.
    #[must_use]
    pub fn with_retired<'r>(self, retired: impl Iterator<Item = &'r Retired>) -> Self {
        let gone = retired.filter_map(|gone| Some((gone.option.clone()?, gone.say.clone())));
        Self { retired: gone.collect(), ..self }
    }

    /// Whether a text is the number of what a column stands for: its place, or its permanent number.
    pub(super) fn is_number_of(&self, token: Token, text: &str) -> bool {
        let Token::Option(option) = token else { return false };
        let place = self.known.get(text) == Some(&token) && text.bytes().all(|byte| byte.is_ascii_digit());
        place || self.numbers[option.index()].is_some_and(|number| number.to_string() == text)
    }

    /// Whether the question takes several options.
    #[must_use]
    pub fn takes_several(&self) -> bool {
        self.several
    }

    /// Reads a cell.
    ///
    /// # Errors
    /// Why it cannot be read, and what would do.
    pub fn read(&self, cell: &[u8]) -> CellRead {
        if cell.is_empty() {
            return Ok(None);
        }
        if cell.len() > LARGEST_CELL {
            return Err(format!("longer than {LARGEST_CELL} bytes").into());
        }
        if let Ok(text) = std::str::from_utf8(cell) {
            return match self.read_text(text) {
                Err(why) => self.mend(text).unwrap_or_else(|| self.partly(text, why)),
                read => read,
            };
        }
        // Nothing says what it is; that an answer is known by what it would be says enough.
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let (text, _) = encoding.decode_without_bom_handling(cell);
            let read = self.read_text(&text);
            if let Some(read) = if read.is_ok() { Some(read) } else { self.mend(&text) } {
                return read;
            }
        }
        Err("not UTF-8 text; save the file as \"CSV UTF-8\"".to_owned().into())
    }

    pub(super) fn read_text(&self, text: &str) -> CellRead {
        if let Some(answer) = self.told.get(&plain_answer(text)) {
            return Ok(answer.clone());
        }
        // Marks are looked for last: an option's own words may end in an exclamation mark.
        let (tokens, importance) = match (self.tokens(text), without_marks(text)) {
            (Err(_), Some(unmarked)) => (self.tokens(&unmarked), Importance::ALot),
            (tokens, _) => (tokens, Importance::Usual),
        };
        self.answer(&tokens.map_err(|why| self.explain(why))?, importance)
    }

    /// Reads a list of texts, each of which is one choice.
    ///
    /// # Errors
    /// Why it cannot be read, and what would do.
    pub fn read_list(&self, texts: &[String]) -> CellRead {
        let mut all = Vec::new();
        let mut importance = Importance::Usual;
        for text in texts {
            match (self.single(text), without_marks(text).and_then(|text| self.single(&text))) {
                (Some(token), _) => all.push(token),
                (None, Some(token)) => {
                    all.push(token);
                    importance = Importance::ALot;
                }
                (None, None) => return Err(self.explain(NoChoice::Unknown(plain_answer(text))).into()),
            }
        }
        if all.is_empty() && self.several {
            return Ok(Some(shared(Answer::Chose { options: Vec::new(), importance })));
        }
        all.sort_unstable();
        all.dedup();
        self.answer(&all, importance)
    }

    fn single(&self, text: &str) -> Option<Token> {
        self.known.get(&choices::key(text)).copied()
    }

    fn tokens(&self, text: &str) -> Result<Vec<Token>, NoChoice> {
        // Where one is chosen, an option's words are not taken apart.
        if !self.several
            && let Some(token) = self.single(text)
        {
            return Ok(vec![token]);
        }
        choices::cover(text, self.most_separators, |key| self.known.get(key).copied())
    }

    /// What tokens answer together.
    ///
    /// # Errors
    /// If they do not go together.
    pub fn answer(&self, tokens: &[Token], importance: Importance) -> CellRead {
        if tokens.contains(&Token::Unclear) {
            return Err("two options have these words; use an option's id".to_owned().into());
        }
        let mut options = Vec::new();
        let mut special = Vec::new();
        for token in tokens {
            match token {
                Token::Option(option) => options.push(*option),
                other => special.push(*other),
            }
        }
        match (&special[..], options.len()) {
            ([] | [Token::Skip], 0) => Ok(None),
            ([], 2..) if !self.several => {
                Err("several options, where one can be chosen".to_owned().into())
            }
            ([], _) => Ok(Some(shared(Answer::Chose { options, importance }))),
            ([Token::DontMind], 0) => Ok(Some(shared(Answer::DontMind))),
            ([Token::NotSeenYet], 0) => Ok(Some(shared(Answer::NotSeenYet))),
            _ => Err(format!(
                "\u{201c}{SAY_DONT_MIND}\u{201d}, \u{201c}{SAY_NOT_SEEN_YET}\u{201d} and skipping stand alone; keep one of them, or the options"
            )
            .into()),
        }
    }

    fn explain(&self, why: NoChoice) -> String {
        match why {
            NoChoice::Ambiguous => {
                "can be read as different options; use their ids, parted by semicolons".to_owned()
            }
            NoChoice::TooLong => "more choices than there are options".to_owned(),
            NoChoice::Unknown(words) => match self.retired.get(words.trim_end_matches('!')) {
                Some(say) => format!("no answer any more. {say}"),
                None => format!("no such option; {}", self.hint(&words)),
            },
        }
    }

    fn hint(&self, words: &str) -> String {
        let mut near: Vec<(String, Token)> =
            self.known.iter().map(|(words, token)| (words.replace(' ', "-"), *token)).collect();
        near.sort_unstable();
        let words = words.trim_end_matches('!');
        let nearest = nearest(words, &near.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>());
        let token = nearest.and_then(|nearest| near.iter().find(|(words, _)| words == nearest));
        let id = match token {
            Some((_, Token::Option(option))) => &self.ids[option.index()],
            Some((_, Token::DontMind)) => DONT_MIND,
            Some((_, Token::NotSeenYet)) => NOT_SEEN_YET,
            Some((_, Token::Skip)) => SKIP,
            Some((_, Token::Unclear)) | None if self.ids.len() <= 12 => {
                return format!("known here: {}", self.ids.join(", "));
            }
            Some((_, Token::Unclear)) | None => {
                return format!("use an option's id, words, or number from 1 to {}", self.ids.len());
            }
        };
        format!("did you mean \"{id}\"?")
    }
}

fn shared(answer: Answer) -> Arc<Answer> {
    Arc::new(answer.in_order())
}

/// The text without the marks that say that it matters a lot, if there are any.
pub(super) fn without_marks(text: &str) -> Option<String> {
    let mut marked = false;
    let mut without = String::with_capacity(text.len());
    for piece in text.split_inclusive(SEPARATORS) {
        let words = piece.trim_end_matches(SEPARATORS).trim_end();
        match words.strip_suffix('!') {
            Some(words) => {
                marked = true;
                without.push_str(words);
                without.push_str(&piece[words.len() + 1..]);
            }
            None => without.push_str(piece),
        }
    }
    marked.then_some(without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::pack::{OptionId, Pack};

    fn reader(pack: &Pack, id: &str) -> CellReader {
        CellReader::new(pack.question(pack.find_question(id).unwrap()), &[])
    }

    #[allow(clippy::unnecessary_wraps, reason = "as the reader gives it")]
    fn chose(places: &[usize]) -> CellRead {
        let options = places.iter().map(|place| OptionId::new(*place)).collect();
        Ok(Some(shared(Answer::Chose { options, importance: Importance::Usual })))
    }

    #[test]
    fn every_option_is_read_by_id_number_and_words_alone_and_together() {
        let pack = default_pack().pack;
        for question in pack.questions() {
            let reader = CellReader::new(question, &[]);
            for (place, option) in question.options.iter().enumerate() {
                let number = (place + 1).to_string();
                for cell in [
                    option.id.clone(),
                    number.clone(),
                    format!("{number}.0"),
                    format!(" {}. ", option.say.to_uppercase()),
                    format!("{} ({})", option.say, option.id),
                    format!("{}\u{a0}", option.say.replace('\'', "\u{2019}").replace(' ', "\u{a0}")),
                ] {
                    assert_eq!(reader.read(cell.as_bytes()), chose(&[place]), "{cell} for {}", question.id);
                }
            }
            if question.takes_several() {
                let words: Vec<&str> = question.options.iter().map(|option| option.say.as_str()).collect();
                let all: Vec<usize> = (0..words.len()).collect();
                for cell in [words.join(", "), words.join(";") + ";", words.join(";"), words.join("\n")] {
                    assert_eq!(reader.read(cell.as_bytes()), chose(&all), "{cell}");
                }
            }
        }
    }

    #[test]
    fn a_statement_is_also_answered_from_one_to_five() {
        let pack = default_pack().pack;
        let reader = reader(&pack, "home-visits");
        assert_eq!(reader.read(b"1"), reader.read(b"Strongly disagree"));
        assert_eq!(reader.read(b"5"), reader.read(b"Strongly agree"));
        assert!(reader.read(b"0").is_err() && reader.read(b"6").is_err());
    }

    #[test]
    fn ways_of_not_choosing_stand_alone() {
        let pack = default_pack().pack;
        let reader = reader(&pack, "places");
        for words in ["Don\u{2019}t mind", "dont-mind", "No preference", "I don't mind.", "Don't mind;"] {
            assert_eq!(reader.read(words.as_bytes()), Ok(Some(shared(Answer::DontMind))), "{words}");
        }
        for words in ["Not seen yet;", "I cannot know yet", "not-seen-yet"] {
            assert_eq!(reader.read(words.as_bytes()), Ok(Some(shared(Answer::NotSeenYet))), "{words}");
        }
        for words in ["", " ", "skip", "-", " ; "] {
            assert_eq!(reader.read(words.as_bytes()), Ok(None), "{words}");
        }
        for words in ["1;don't mind", "don't mind;not seen yet;", "skip;1"] {
            assert!(reader.read(words.as_bytes()).unwrap_err().reason.contains("alone"), "{words}");
        }
    }

    #[test]
    fn what_matters_a_lot_is_marked() {
        let pack = default_pack().pack;
        let reader = reader(&pack, "places");
        for cell in ["1;4!", "1!;4", "hospice, theatre!", "4!;1!;"] {
            let read = reader.read(cell.as_bytes()).unwrap().unwrap();
            let Answer::Chose { importance: Importance::ALot, options } = &*read else { panic!("{cell}") };
            assert_eq!(options[..], [OptionId::new(0), OptionId::new(3)], "{cell}");
        }
    }

    #[test]
    fn an_exclamation_mark_of_an_options_own_words_is_no_mark() {
        let mut question = default_pack().pack.questions()[0].clone();
        question.options[0].say = "Yes, please!".to_owned();
        let reader = CellReader::new(&question, &[]);
        assert_eq!(reader.read(b"Yes, please!"), chose(&[0]));
        let loud = reader.read(b"Yes, please!!").unwrap().unwrap();
        assert!(matches!(*loud, Answer::Chose { importance: Importance::ALot, .. }));
    }

    #[test]
    fn words_on_the_form_come_before_numbers_and_twins_are_unclear() {
        let mut question = default_pack().pack.questions()[0].clone();
        for (option, say) in question.options.iter_mut().zip(["0", "1", "2"]) {
            say.clone_into(&mut option.say);
        }
        assert_eq!(CellReader::new(&question, &[]).read(b"1"), chose(&[1]));
        question.options[0].say = "1.".to_owned();
        assert!(CellReader::new(&question, &[]).read(b"1").unwrap_err().reason.contains("two options"));
        question.options[0].say = question.options[1].id.clone();
        let id = question.options[1].id.clone();
        assert!(
            CellReader::new(&question, &[]).read(id.as_bytes()).unwrap_err().reason.contains("two options")
        );
    }

    #[test]
    fn what_cannot_be_read_names_the_nearest_option() {
        let pack = default_pack().pack;
        let mistake = reader(&pack, "places").read(b"hospise").unwrap_err().reason;
        assert!(mistake.contains("did you mean \"hospice\""), "{mistake}");
        let mistake = reader(&pack, "home-visits").read(b"strongly aggree").unwrap_err().reason;
        assert!(mistake.contains("did you mean \"strongly-agree\""), "{mistake}");
        let mistake = reader(&pack, "home-visits").read(b"xyzzy").unwrap_err().reason;
        assert!(mistake.contains("known here: strongly-disagree, disagree"), "{mistake}");
        assert!(reader(&pack, "home-visits").read(b"1;2").unwrap_err().reason.contains("several options"));
        assert!(reader(&pack, "home-visits").read(&[0xff, 0xfe]).unwrap_err().reason.contains("UTF-8"));
        assert!(
            reader(&pack, "home-visits")
                .read(&vec![b'a'; 30_000])
                .unwrap_err()
                .reason
                .contains("longer than")
        );
    }

    #[test]
    fn what_a_map_tells_counts_before_all_else() {
        let pack = default_pack().pack;
        let question = pack.question(pack.find_question("home-visits").unwrap());
        let told = [("Sure".to_owned(), Some(Answer::DontMind)), ("Agree".to_owned(), None)];
        let reader = CellReader::new(question, &told);
        assert_eq!(reader.read(b" sure. "), Ok(Some(shared(Answer::DontMind))));
        assert_eq!(reader.read(b"agree"), Ok(None));
    }
}
