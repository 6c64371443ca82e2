//! Asking by numbered lines: no cursor movement and no colour, for screen readers, slow links, logs and pipes.
//!
//! Questions go to standard error, so that the result on standard output can be piped on.

use std::io::{self, BufRead, IsTerminal, StdinLock};

use super::asking::{Asked, Asking, Purpose};
use super::key_choice::KeyChoice;
use super::list::matching;
use crate::answers::{Answer, Importance};
use crate::pack::{OptionId, Pack, Question};
use crate::report::pack::questionnaire::help;
use crate::report::words::{answered, wrapped};
use crate::sitting::Reply;
use crate::sitting::earlier::Earlier;
use crate::terminal::{Stream, write_error};

/// Bytes of a line that are read at most: no answer is longer.
const LONGEST: u64 = 10_000;

/// Characters of a line that a log holds at most.
const SHOWN: usize = 200;

/// Standard input, line by line.
pub struct Plain {
    input: StdinLock<'static>,
    width: usize,
    explained: bool,
    /// Whether someone is there who can answer again.
    again: bool,
    /// Lines read so far.
    lines: usize,
}

/// What a line means at a question.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Asked(Asked),
    Help,
    FirstThree,
    SoFar,
    Mistake(String),
}

impl Plain {
    pub(super) fn from_standard_input() -> Self {
        Self {
            input: io::stdin().lock(),
            width: Stream::Error.width(),
            explained: false,
            again: io::stdin().is_terminal(),
            lines: 0,
        }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    #[allow(clippy::unused_self, reason = "saying goes the same way as everything else")]
    pub(super) fn say(&self, text: &str) {
        write_error(text);
        if !text.ends_with('\n') {
            write_error("\n");
        }
    }

    /// The next line without its ends.
    pub(super) fn read(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        let count = io::Read::take(&mut self.input, LONGEST).read_until(b'\n', &mut line)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.lines += 1;
        let line = String::from_utf8_lossy(&line);
        // Some editors begin a file with a mark of its encoding.
        let line = line.strip_prefix('\u{feff}').filter(|_| self.lines == 1).unwrap_or(&line).trim();
        // What comes from a pipe does not show, and a log should hold it.
        if !self.again {
            let shown: String = line.chars().take(SHOWN).collect();
            self.say(&format!("> {}", shown.escape_debug()));
        }
        Ok(line.to_owned())
    }

    /// Says why a line is no answer. From a pipe nobody can answer again, and the next line was meant for the next question.
    fn refuse(&self, why: &str) -> io::Result<()> {
        if self.again {
            self.say(&wrapped(why, self.width, "", ""));
            return Ok(());
        }
        let why = format!("line {} of the input is no answer. {}", self.lines, why.trim_end_matches(':'));
        Err(io::Error::new(io::ErrorKind::InvalidData, why))
    }

    pub(super) fn ask(&mut self, pack: &Pack, asking: &Asking<'_>) -> io::Result<Asked> {
        if !self.explained {
            self.explained = true;
            self.say(&wrapped(HOW, self.width, "", ""));
        }
        if let Some(notice) = &asking.notice {
            self.say(&wrapped(notice, self.width, "", ""));
        }
        let question = pack.question(asking.question);
        self.say(&self.written_out(pack, asking, question));
        loop {
            let line = self.read()?;
            match meaning(question, &line) {
                Meaning::Asked(asked) if asking.purpose.takes(&asked) => return Ok(asked),
                Meaning::Asked(_) => self.refuse("That key means nothing here; q goes back:")?,
                Meaning::Help => self.say(&help(pack, asking.question, self.width)),
                Meaning::FirstThree => self.say(&wrapped(&(asking.first_three)(), self.width, "", "")),
                Meaning::SoFar => self.say(&(asking.so_far)(self.width, usize::MAX)),
                Meaning::Mistake(mistake) => self.refuse(&mistake)?,
            }
        }
    }

    fn written_out(&self, pack: &Pack, asking: &Asking<'_>, question: &Question) -> String {
        let section = &pack.section_of(asking.question).name;
        let mut place = match asking.purpose {
            Purpose::Asking { progress, .. } => progress.words(),
            Purpose::Changing | Purpose::TryingOut => asking.purpose.in_words(self.width),
        };
        if let Some(first) = place.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let place = place.trim_end_matches('.');
        let mut out = wrapped(&format!("{place}. {section}."), self.width, "\n", "");
        out.push_str(&wrapped(&question.ask, self.width, "", ""));
        for (place, option) in question.options.iter().enumerate() {
            out.push_str(&wrapped(&option.say, self.width, &format!("{:>3}  ", place + 1), "     "));
        }
        let earlier = match asking.earlier {
            Earlier::New => None,
            Earlier::LeftOpen => Some("You left this open.".to_owned()),
            Earlier::Answered(earlier) => {
                let said = answered(question, Some(earlier));
                Some(format!("You answered: {said}. (s takes that back.)"))
            }
        };
        out.push_str(&earlier.map(|line| wrapped(&line, self.width, "", "")).unwrap_or_default());
        let ask = if question.takes_several() { "Numbers, with spaces between them:" } else { "Number:" };
        out.push_str(ask);
        out
    }

    pub(super) fn pick(&mut self, title: &str, items: &[String]) -> io::Result<Option<usize>> {
        let mut text = format!("\n{title}\n");
        for (place, item) in items.iter().enumerate() {
            text.push_str(&wrapped(item, self.width, &format!("{:>3}  ", place + 1), "     "));
        }
        text.push_str("Number, a part of the name, or an empty line to go back:");
        self.say(&text);
        loop {
            let line = self.read()?;
            if line.is_empty() || line == "b" || line == "q" {
                return Ok(None);
            }
            match line.parse::<usize>() {
                Ok(number) if (1..=items.len()).contains(&number) => return Ok(Some(number - 1)),
                Ok(_) => self.refuse(&format!("A number from 1 to {}, or an empty line:", items.len()))?,
                Err(_) => match matching(items, &line).as_slice() {
                    [] => self.refuse("Nothing has that in its name. Number, or an empty line:")?,
                    [only] => return Ok(Some(*only)),
                    several => {
                        let mut found = String::new();
                        for place in several {
                            let number = format!("{:>3}  ", place + 1);
                            found.push_str(&wrapped(&items[*place], self.width, &number, "     "));
                        }
                        self.refuse(&format!("{found}Number:"))?;
                    }
                },
            }
        }
    }

    /// One of some keys; an empty line stands for `usual`.
    pub(super) fn choose(
        &mut self,
        text: &str,
        choices: &[KeyChoice<'_>],
        usual: Option<char>,
    ) -> io::Result<char> {
        let mut lines = format!("{text}\n");
        for (key, what) in choices {
            lines.push_str(&wrapped(what, self.width, &format!("  {key}  "), "     "));
        }
        self.say(&format!("{lines}Letter:"));
        loop {
            let line = self.read()?;
            if let Some(usual) = usual.filter(|_| line.is_empty()) {
                return Ok(usual);
            }
            match choices.iter().find(|(key, _)| line.eq_ignore_ascii_case(&key.to_string())) {
                Some((key, _)) => return Ok(*key),
                None => self.refuse("One of the letters above:")?,
            }
        }
    }
}

/// Said before the first question.
const HOW: &str = "Answer with the number of an option and Enter. Add ! if it matters a lot to you. Other answers: d don't \
    mind, n not seen yet, s skip, b back, r review, t top three so far, v result so far, e finish now, ? help, q stop.";

fn meaning(question: &Question, line: &str) -> Meaning {
    match line {
        "d" => return Meaning::Asked(Asked::Replied(Reply::Answer(Answer::DontMind))),
        "n" => return Meaning::Asked(Asked::Replied(Reply::Answer(Answer::NotSeenYet))),
        "s" => return Meaning::Asked(Asked::Replied(Reply::Skip)),
        "b" => return Meaning::Asked(Asked::Replied(Reply::Back)),
        "r" => return Meaning::Asked(Asked::Review),
        "e" => return Meaning::Asked(Asked::Finish),
        "q" => return Meaning::Asked(Asked::Stopped),
        "?" | "h" => return Meaning::Help,
        "t" => return Meaning::FirstThree,
        "v" => return Meaning::SoFar,
        _ => {}
    }
    let all = question.options.len();
    let (numbers, importance) = match line.strip_suffix('!') {
        Some(rest) => (rest, Importance::ALot),
        None => (line, Importance::Usual),
    };
    let mut options = Vec::new();
    for word in numbers.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
        match word.parse::<usize>() {
            Ok(number) if (1..=all).contains(&number) => options.push(OptionId::new(number - 1)),
            _ => {
                return Meaning::Mistake(format!("A number from 1 to {all}, or one of d n s b r t v e ? q:"));
            }
        }
    }
    match options.len() {
        0 => Meaning::Mistake(format!("A number from 1 to {all}, or s to skip:")),
        2.. if !question.takes_several() => {
            Meaning::Mistake("Only one option can be chosen here:".to_owned())
        }
        _ => Meaning::Asked(Asked::Replied(Reply::Answer(Answer::Chose { options, importance }))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn numbers_answer_and_letters_do_what_the_keys_do() {
        let content = default_pack();
        let one =
            content.pack.questions().iter().find(|q| !q.takes_several() && q.options.len() > 2).unwrap();
        let several = content.pack.questions().iter().find(|q| q.takes_several()).unwrap();
        let chose = |places: &[usize], importance| {
            let options = places.iter().map(|place| OptionId::new(*place)).collect();
            Meaning::Asked(Asked::Replied(Reply::Answer(Answer::Chose { options, importance })))
        };
        assert_eq!(meaning(one, "2"), chose(&[1], Importance::Usual));
        assert_eq!(meaning(one, "2!"), chose(&[1], Importance::ALot));
        assert_eq!(meaning(several, "1, 3 2"), chose(&[0, 2, 1], Importance::Usual));
        assert_eq!(meaning(one, "b"), Meaning::Asked(Asked::Replied(Reply::Back)));
        for wrong in ["", "0", "99", "two", "1 2", "-1"] {
            assert!(matches!(meaning(one, wrong), Meaning::Mistake(_)), "{wrong:?}");
        }
    }
}
