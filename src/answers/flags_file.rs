//! Flags files: answers, and any long option of the command that reads them but where its result goes, in TOML.
//!
//! ```toml
//! format = "json"
//! top = 3
//! answered = 2026-11-30
//!
//! [answers]
//! home-visits = "agree"
//! places = ["hospice", "homes"]
//! near-dying = { choose = "strongly-agree", matters = "a-lot" }
//! theatre-hours = "not-seen-yet"
//! nights-later = "by-phone"
//! limits = ["nights-later"]
//! ```

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json_flags::{self, is_json};
use super::{ANSWERED, Answers, reading};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::pack::Pack;
use crate::toml_tree::{Entry, Mistakes, Placed, Scalar, Table, parse};

/// How a flags file that this program wrote begins, up to the name of the questions.
pub const HEADING: &str = "# Answers to \"";

/// Keys of a saved sitting of the quiz, which is a flags file otherwise. They say where to go on and change no score:
/// `pack-hash` the content that it was made with, `at` the question on screen, `asked` the questions put so far in their
/// order, `all-asked` whether asking goes on although the result is settled, `finished` the day on which it was finished.
pub const SITTING_KEYS: [&str; 5] = ["pack-hash", "at", "asked", "all-asked", "finished"];

/// A flags file that is valid TOML or JSON; its answers are not looked at yet, since they need the pack.
pub struct FlagsFile<'s> {
    source: &'s Arc<SourceText>,
    document: Spanned<DeTable<'s>>,
    /// Answers to questions that are answered before in the same file, as only JSON can hold them.
    again: Vec<(Spanned<Cow<'s, str>>, Spanned<DeValue<'s>>)>,
}

/// Where the pack comes from that answers are read by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PackFrom {
    /// It is the built-in one.
    #[default]
    Program,
    /// Whoever runs the program named it.
    CommandLine,
}

/// The key by which a file says which pack it was made for.
const PACK: &str = "pack";

/// An option as it would be given on the command line.
#[derive(Debug, Clone)]
pub struct FileOption {
    /// Its long name, without the hyphens.
    pub name: Placed<String>,
    /// Its value as text; nothing for one that is switched on with `true`.
    pub value: Option<String>,
}

impl<'s> FlagsFile<'s> {
    /// Parses a flags file.
    ///
    /// # Errors
    /// Where it is not valid TOML or JSON.
    pub fn parse(source: &'s Arc<SourceText>) -> Result<FlagsFile<'s>, Vec<Diagnostic>> {
        if is_json(&source.text) {
            let json = json_flags::read(source)?;
            return Ok(FlagsFile { source, document: json.document, again: json.again });
        }
        let mistakes = Mistakes::default();
        match parse(source, &mistakes) {
            Some(document) => Ok(FlagsFile { source, document, again: Vec::new() }),
            // TOML's words for it would be of headings and keys.
            None if json_flags::is_list(&source.text) => {
                let mistake = "a list; a flags file holds the answers of one person: { … }";
                Err(vec![Diagnostic::about_file(&source.name, mistake)])
            }
            None => Err(mistakes.into_vec()),
        }
    }

    /// Refuses a file that names a pack where nobody typed one: a flags file may come from someone else, and opens no
    /// folder. Where one was typed, that one counts.
    ///
    /// # Errors
    /// What to type instead.
    pub fn check_pack(&self, from: PackFrom) -> Result<(), Diagnostic> {
        match (from, self.document.get_ref().get_key_value(PACK)) {
            (PackFrom::CommandLine, _) | (_, None) => Ok(()),
            (PackFrom::Program, Some((key, _))) => {
                let place = Place { source: Arc::clone(self.source), span: key.span() };
                Err(Diagnostic::at(&place, "a flags file opens no pack: it may come from someone else")
                    .help("if you trust that folder, name it on the command line: --pack DIR"))
            }
        }
    }

    /// The options that the file gives: every key of its top level but `answers`, `answered`, `pack` and those of a
    /// sitting.
    pub fn options(&self, mistakes: &Mistakes) -> Vec<FileOption> {
        let top = Table::top(&self.document, self.source, mistakes, "a flags file");
        let mut options = Vec::new();
        for (name, entry) in top.open_entries() {
            let name_of_key = name.value.as_str();
            if ["answers", PACK, ANSWERED].contains(&name_of_key) || SITTING_KEYS.contains(&name_of_key) {
                continue;
            }
            match entry.scalar("an option") {
                Scalar::Text(text) => options.push(FileOption { name, value: Some(text.to_owned()) }),
                Scalar::Number(number) => options.push(FileOption { name, value: Some(number.to_string()) }),
                Scalar::Switch(true) => options.push(FileOption { name, value: None }),
                // A switch that is off is as if it had not been written.
                Scalar::Switch(false) => {}
                Scalar::List(_) | Scalar::Table(_) | Scalar::Other(_) => mistakes.note(
                    Diagnostic::at(&name.place, format!("`{}` cannot be an option's value here", name.value))
                        .help("answers belong under [answers]; options take a text, a number, true or false"),
                ),
            }
        }
        options
    }

    /// Reads the `[answers]` table, and the day on which they were given, into `answers`.
    pub fn read_answers(&self, pack: &Pack, answers: &mut Answers, mistakes: &Mistakes) {
        let mut top = Table::top(&self.document, self.source, mistakes, "a flags file");
        answers.answered = day(&mut top, mistakes);
        match top.table("answers", "[answers]") {
            Some(table) => {
                let mut entries = table.open_entries();
                entries.extend(self.again.iter().map(|(key, value)| {
                    let place = Place { source: Arc::clone(self.source), span: key.span() };
                    let key = Placed { value: key.get_ref().to_string(), place };
                    (key, Entry::of(self.source, mistakes, value))
                }));
                reading::read_entries(pack, &entries, answers, mistakes);
            }
            None if self.document.get_ref().contains_key("answers") => {}
            None => mistakes.note(
                Diagnostic::at(&top.place(), "no [answers] in this flags file")
                    .help("`calling questions --format flags` prints a blank one"),
            ),
        }
    }
}

/// The day that a flags file names.
pub(crate) fn day(top: &mut Table<'_>, mistakes: &Mistakes) -> Option<Date> {
    let entry = top.entry(ANSWERED)?;
    let day = entry.written_day().and_then(|written| Date::read(&written));
    if day.is_none() {
        let mistake = format!("`{ANSWERED}` is not a day from 1970 on");
        mistakes.note(
            Diagnostic::at(&entry.place(), mistake).help(format!("write it as in {ANSWERED} = 2026-11-30")),
        );
    }
    day
}

/// How a flags file that this program wrote says which questions it answers, without their version.
#[must_use]
pub fn heading(pack: &Pack) -> String {
    format!("{HEADING}{}\"", pack.name())
}

/// Answers as a flags file, in the order of the pack's questions.
#[must_use]
pub fn write(pack: &Pack, answers: &Answers) -> String {
    let day = answers.answered.map_or(String::new(), |day| format!("{ANSWERED} = {}\n\n", day.written()));
    let mut text = format!("{}, version {}\n\n{day}[answers]\n", heading(pack), pack.version());
    for (question, answer) in answers.iter() {
        let question = pack.question(question);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} = {}", question.id, reading::written(question, answer));
    }
    text
}
