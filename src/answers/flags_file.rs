//! Flags files: answers, and any long option of the command that reads them but where its result goes, in TOML.
//!
//! ```toml
//! format = "json"
//! top = 3
//!
//! [answers]
//! home-visits = "agree"
//! places = ["hospice", "homes"]
//! near-dying = { choose = "strongly-agree", matters = "a-lot" }
//! theatre-hours = "not-seen-yet"
//! nights-later = "by-phone"
//! limits = ["nights-later"]
//! ```

use std::fmt::Write;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::{Answers, reading};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::pack::{Form, Pack, QuestionId};
use crate::report::words::wrapped_comment;
use crate::toml_tree::{Mistakes, Placed, Scalar, Table, parse};

/// How a flags file that this program wrote begins, up to the name of the questions.
pub const HEADING: &str = "# Answers to \"";

/// Keys of a saved sitting of the quiz, which is a flags file otherwise. They say where to go on and change no score:
/// `pack-hash` the content that it was made with, `at` the question on screen, `asked` the questions put so far in their
/// order, `all-asked` whether asking goes on although the result is settled, `finished` the day on which it was finished.
pub const SITTING_KEYS: [&str; 5] = ["pack-hash", "at", "asked", "all-asked", "finished"];

/// A flags file that is valid TOML; its answers are not looked at yet, since its options may name the pack.
pub struct FlagsFile<'s> {
    source: &'s Arc<SourceText>,
    document: Spanned<DeTable<'s>>,
}

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
    /// Where it is not valid TOML.
    pub fn parse(source: &'s Arc<SourceText>) -> Result<FlagsFile<'s>, Vec<Diagnostic>> {
        let mistakes = Mistakes::default();
        match parse(source, &mistakes) {
            Some(document) => Ok(FlagsFile { source, document }),
            None => Err(mistakes.into_vec()),
        }
    }

    /// The options that the file gives: every key of its top level but `answers` and those of a sitting.
    pub fn options(&self, mistakes: &Mistakes) -> Vec<FileOption> {
        let top = Table::top(&self.document, self.source, mistakes, "a flags file");
        let mut options = Vec::new();
        for (name, entry) in top.open_entries() {
            if name.value == "answers" || SITTING_KEYS.contains(&name.value.as_str()) {
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

    /// Reads the `[answers]` table into `answers`.
    pub fn read_answers(&self, pack: &Pack, answers: &mut Answers, mistakes: &Mistakes) {
        let mut top = Table::top(&self.document, self.source, mistakes, "a flags file");
        match top.table("answers", "[answers]") {
            Some(table) => reading::read_table(pack, &table, answers, mistakes),
            None if self.document.get_ref().contains_key("answers") => {}
            None => mistakes.note(
                Diagnostic::at(&top.place(), "no [answers] in this flags file")
                    .help("`calling questions --format flags` prints a blank one"),
            ),
        }
    }
}

/// How a flags file that this program wrote says which questions it answers, without their version.
#[must_use]
pub fn heading(pack: &Pack) -> String {
    format!("{HEADING}{}\"", pack.name())
}

/// Answers as a flags file, in the order of the pack's questions.
#[must_use]
pub fn write(pack: &Pack, answers: &Answers) -> String {
    let mut text = format!("{}, version {}\n\n[answers]\n", heading(pack), pack.version());
    for (question, answer) in answers.iter() {
        let question = pack.question(question);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} = {}", question.id, reading::written(question, answer));
    }
    text
}

/// A blank flags file: the given questions with every option as a comment, ready to be filled in.
#[must_use]
pub fn blank(pack: &Pack, questions: &[QuestionId]) -> String {
    let mut text = format!(
        "# {}, version {}\n\
         #\n\
         # Take the # away from the questions that you answer, and put the id of an option between the quotes.\n\
         # Any question also takes \"dont-mind\" (no preference) or \"not-seen-yet\" (cannot know); one that is\n\
         # left out counts as skipped. What matters a lot is written {{ choose = \"agree\", matters = \"a-lot\" }},\n\
         # or \"agree!\" in short. Then: calling match THIS-FILE\n\
         \n\
         # format = \"text\"    # any long option of `calling match` can stand here, but --output and --force\n\
         \n\
         [answers]\n",
        pack.name(),
        pack.version(),
    );
    let mut section = None;
    for id in questions.iter().copied() {
        let current = &pack.section_of(id).name;
        if section != Some(current) {
            let _ = write!(text, "\n# --- {current} ---\n");
            section = Some(current);
        }
        text.push('\n');
        text.push_str(&blank_question(pack, id));
    }
    text
}

fn blank_question(pack: &Pack, id: QuestionId) -> String {
    let question = pack.question(id);
    let mut text = wrapped_comment(&question.ask, "# ");
    for option in &question.options {
        // Options of a statement are named by their ids already.
        let line = if question.form == Form::Statement {
            continue;
        } else {
            format!("{} = {}", option.id, option.say)
        };
        text.push_str(&wrapped_comment(&line, "#   "));
    }
    if question.form == Form::Statement {
        let ids: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
        text.push_str(&wrapped_comment(&ids.join(" | "), "#   "));
    }
    let value = if question.takes_several() { "[]" } else { "\"\"" };
    let _ = writeln!(text, "# {} = {value}", question.id);
    text
}
