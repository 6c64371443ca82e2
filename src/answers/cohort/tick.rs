//! The cell of a column that stands for one option alone: whether it is chosen.

use super::cell_reader::{CellReader, Token, Unreadable};
use crate::answers::plain_words::plain_answer;
use crate::answers::{Answer, Importance};

/// Ways of saying that an option is chosen, in the languages of services.
const CHOSEN: [&str; 30] = [
    "1",
    "1.0",
    "y",
    "yes",
    "true",
    "x",
    "checked",
    "selected",
    "ticked",
    "on",
    "ja",
    "j",
    "oui",
    "o",
    "s\u{ed}",
    "si",
    "sim",
    "vrai",
    "wahr",
    "verdadero",
    "vero",
    "tak",
    "kyll\u{e4}",
    "ie",
    "\u{2713}",
    "\u{2714}",
    "\u{2611}",
    "\u{2705}",
    "\u{d7}",
    "\u{2612}",
];
/// Ways of saying that it is not.
const NOT_CHOSEN: [&str; 27] = [
    "0",
    "0.0",
    "n",
    "no",
    "false",
    "unchecked",
    "not selected",
    "not checked",
    "unticked",
    "off",
    "nein",
    "non",
    "nej",
    "nee",
    "n\u{e3}o",
    "faux",
    "falsch",
    "falso",
    "nie",
    "ei",
    "na",
    "-",
    "n/a",
    "#n/a",
    "null",
    "\u{2610}",
    "none",
];

/// Whether a cell is empty or says that nothing is chosen.
#[must_use]
pub fn says_not_chosen(cell: &[u8]) -> bool {
    let plain = plain_answer(&String::from_utf8_lossy(&cell[..cell.len().min(100)]));
    plain.is_empty() || NOT_CHOSEN.contains(&plain.as_str())
}

impl CellReader {
    /// Whether a cell says that the option is chosen that its column stands for, and how much it matters.
    ///
    /// # Errors
    /// If it says neither, or names another option.
    pub fn read_tick(&self, tick: Token, cell: &[u8]) -> Result<Option<Importance>, Unreadable> {
        match cell {
            b"" | b"0" => return Ok(None),
            b"1" => return Ok(Some(Importance::Usual)),
            _ => {}
        }
        let text = String::from_utf8_lossy(&cell[..cell.len().min(100)]);
        let plain = plain_answer(&text);
        let (plain, importance) = match plain.strip_suffix('!') {
            Some(marked) => (marked.trim_end(), Importance::ALot),
            None => (plain.as_str(), Importance::Usual),
        };
        if plain.is_empty() && importance == Importance::Usual || NOT_CHOSEN.contains(&plain) {
            return Ok(None);
        }
        if CHOSEN.contains(&plain) || plain.is_empty() || self.is_number_of(tick, plain) {
            return Ok(Some(importance));
        }
        match (self.read(cell)?.as_deref(), tick) {
            (Some(Answer::Chose { options, importance }), Token::Option(option))
                if options[..] == [option] =>
            {
                Ok(Some(*importance))
            }
            (Some(Answer::DontMind), Token::DontMind) | (Some(Answer::NotSeenYet), Token::NotSeenYet) => {
                Ok(Some(Importance::Usual))
            }
            (None, _) => Ok(None),
            _ => Err("names another option than its column stands for".to_owned().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::pack::OptionId;

    #[test]
    fn marks_numbers_and_words_say_whether_an_option_is_chosen() {
        let pack = default_pack().pack;
        let question = pack.question(pack.find_question("places").unwrap());
        let reader = CellReader::new(question, &[]);
        let third = Token::Option(OptionId::new(2));
        let say = question.options[2].say.as_str();
        for cell in [
            "1",
            "Y",
            " yes ",
            "TRUE",
            "x",
            "Checked",
            "\u{2713}",
            "Ja",
            "3",
            say,
            question.options[2].id.as_str(),
        ] {
            assert_eq!(reader.read_tick(third, cell.as_bytes()), Ok(Some(Importance::Usual)), "{cell}");
        }
        for cell in ["", "0", "N", "No", "FALSE", "Unchecked", " ", "0.0", "nein", "skip"] {
            assert_eq!(reader.read_tick(third, cell.as_bytes()), Ok(None), "{cell}");
        }
        for cell in ["1!", "x!", "!", &format!("{say}!")] {
            assert_eq!(reader.read_tick(third, cell.as_bytes()), Ok(Some(Importance::ALot)), "{cell}");
        }
        for cell in ["2", question.options[1].say.as_str(), "perhaps"] {
            assert!(reader.read_tick(third, cell.as_bytes()).is_err(), "{cell}");
        }
    }
}
