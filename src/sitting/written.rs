//! A sitting as text, to be kept in a file or by a browser, and gone on with.
//!
//! It is a flags file with a few more keys ([`flags_file::SITTING_KEYS`]), so it can be read and scored like any other.

use std::sync::Arc;

use super::record::{Record, Until};
use crate::answers::{Answers, flags_file, reading};
use crate::date::Date;
use crate::diagnostic::SourceText;
use crate::pack::{Pack, QuestionId};
use crate::report::notes::retired;
use crate::toml_tree::{Mistakes, Table, parse};

/// A sitting read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSitting {
    /// All that still fits.
    pub record: Record,
    /// Whether the content is as it was.
    pub version: Version,
    /// What does not fit any more, in sentences.
    pub misfits: Vec<String>,
    /// When it was finished, if it was.
    pub finished: Option<Date>,
}

/// Whether the content is as it was when a sitting was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The same, letter by letter.
    Same,
    /// Another version of it; answers to what is asked no more are set aside.
    Changed,
}

impl SavedSitting {
    /// Everything that an answer given before is not used for, in sentences; nothing if all is used.
    #[must_use]
    pub fn what_does_not_fit(&self, pack: &Pack) -> Option<String> {
        let gone = self.record.answers.retired(pack).map(retired);
        let said: Vec<String> = gone.chain(self.misfits.iter().cloned()).collect();
        let changed = match self.version {
            Version::Same => "",
            Version::Changed => "The questions have changed since; what still fits is used. ",
        };
        let said = format!("{changed}{}", said.join(" "));
        Some(said.trim_end().to_owned()).filter(|said| !said.is_empty())
    }
}

/// A sitting as text; with the day if it is finished.
#[must_use]
pub fn written(pack: &Pack, record: &Record, finished: Option<Date>) -> String {
    let id = |question: QuestionId| format!("\"{}\"", pack.question(question).id);
    let mut text = format!("pack-hash = \"{}\"\n", pack.hash());
    if let Some(at) = record.at {
        text.push_str(&format!("at = {}\n", id(at)));
    }
    let asked: Vec<String> = record.asked.iter().copied().map(id).collect();
    text.push_str(&format!("asked = [{}]\n", asked.join(", ")));
    if record.until == Until::AllAsked {
        text.push_str("all-asked = true\n");
    }
    if let Some(day) = finished {
        text.push_str(&format!("finished = \"{}\"\n", day.written()));
    }
    text.push('\n');
    text + &flags_file::write(pack, &record.answers)
}

/// Whether a sitting is for this pack, in this or another version. Another pack may ask something else under the same ids.
#[must_use]
pub fn is_for(text: &str, pack: &Pack) -> bool {
    text.contains(&flags_file::heading(pack)) || text.contains(&format!("pack-hash = \"{}\"", pack.hash()))
}

/// Reads a sitting; nothing if it was made with other content, or is damaged.
#[must_use]
pub fn read(text: String, pack: &Pack) -> Option<SavedSitting> {
    if !is_for(&text, pack) {
        return None;
    }
    let source = Arc::new(SourceText { name: "sitting.toml".to_owned(), text });
    // What else is wrong with the keys of its own is made good by asking again; only answers are missed.
    let mistakes = Mistakes::default();
    let document = parse(&source, &mistakes)?;
    let mut top = Table::top(&document, &source, &mistakes, "a saved sitting");
    let same = top.text("pack-hash").is_some_and(|hash| hash.value == pack.hash());
    let at = top.text("at").and_then(|id| pack.find_question(&id.value));
    let asked = top.texts("asked");
    let until = if top.flag("all-asked") == Some(true) { Until::AllAsked } else { Until::Settled };
    let finished = top.text("finished").and_then(|day| Date::read(&day.value));
    let day = flags_file::day(&mut top, &mistakes);
    let wrong_answers = Mistakes::default();
    let mut answers_top = Table::top(&document, &source, &wrong_answers, "a saved sitting");
    let table = answers_top.table("answers", "[answers]")?;
    let written: Vec<String> = table.open_entries().into_iter().map(|(id, _)| id.value).collect();
    let mut answers = Answers::default();
    answers.answered = day;
    reading::read_table(pack, &table, &mut answers, &wrong_answers);
    // What was left open stays so; what was answered with something that fits no more is asked again.
    let asked = asked.iter().filter_map(|id| pack.find_question(&id.value));
    let fits = |id: &QuestionId| answers.to(*id).is_some() || !written.contains(&pack.question(*id).id);
    let record = Record { asked: asked.filter(fits).collect(), at, until, answers: answers.clone() };
    let misfits = wrong_answers.into_vec().into_iter().map(|wrong| {
        let line = wrong.position().1.and_then(|(line, _)| source.text.lines().nth(line - 1));
        let written = line.map(|line| format!(" (\u{201c}{}\u{201d})", line.trim())).unwrap_or_default();
        format!("An answer was set aside: {}{written}.", wrong.message())
    });
    let version = if same { Version::Same } else { Version::Changed };
    Some(SavedSitting { record, version, misfits: misfits.collect(), finished })
}
