//! A sitting as a file: saved after every answer, offered again at the next start, and kept once it is finished.
//!
//! It is a flags file with a few more keys ([`flags_file::SITTING_KEYS`]), so it can be read and scored like any other.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::record::{Record, Until};
use crate::answers::{Answers, flags_file, reading};
use crate::date::Date;
use crate::diagnostic::SourceText;
use crate::output::file::{Existing, OutputError, write_whole};
use crate::pack::{Pack, QuestionId};
use crate::report::notes::retired;
use crate::toml_tree::{Mistakes, Table, parse};

/// What stands in a file where a sitting should be.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It can be gone on with.
    Usable(Box<SavedSitting>),
    /// It was made with other content, or is damaged.
    Unusable,
}

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

/// Whose sitting a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// There is no file.
    IsNot,
    /// It is for this pack, in this or another version.
    ToPack,
    /// It says that it is for another pack.
    ToAnother,
    /// It says nothing.
    Unknown,
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

/// Saves a sitting, whole or not at all; with the day if it is finished.
///
/// # Errors
/// If the file cannot be written.
pub fn save(file: &Path, pack: &Pack, record: &Record, finished: Option<Date>) -> Result<(), OutputError> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| OutputError::Failed(folder.to_owned(), error))?;
    }
    write_whole(file, written(pack, record, finished).as_bytes(), Existing::Replace)
}

fn written(pack: &Pack, record: &Record, finished: Option<Date>) -> String {
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

/// Reads a saved sitting; nothing if there is none.
#[must_use]
pub fn load(file: &Path, pack: &Pack) -> Option<Saved> {
    match text_of(file) {
        Ok(text) => {
            Some(read(text, pack).map_or(Saved::Unusable, |sitting| Saved::Usable(Box::new(sitting))))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(_) => Some(Saved::Unusable),
    }
}

/// Whose sitting a file holds.
#[must_use]
pub fn belongs_to(file: &Path, pack: &Pack) -> Belongs {
    match text_of(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Belongs::IsNot,
        Ok(text) if is_for(&text, pack) => Belongs::ToPack,
        Ok(text) if text.contains(flags_file::HEADING) => Belongs::ToAnother,
        Ok(_) | Err(_) => Belongs::Unknown,
    }
}

/// Whether a sitting is for this pack, in this or another version. Another pack may ask something else under the same ids.
fn is_for(text: &str, pack: &Pack) -> bool {
    text.contains(&flags_file::heading(pack)) || text.contains(&format!("pack-hash = \"{}\"", pack.hash()))
}

/// The text of a file; a pipe would be waited for.
fn text_of(file: &Path) -> io::Result<String> {
    if fs::metadata(file)?.is_file() {
        fs::read_to_string(file)
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}

fn read(text: String, pack: &Pack) -> Option<SavedSitting> {
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

/// Removes a sitting that is done with. One that cannot be removed is offered again, which loses nothing.
pub fn remove(file: &Path) {
    let _ = fs::remove_file(file);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Answer;
    use crate::default_pack;

    fn usable(file: &Path, pack: &Pack) -> SavedSitting {
        match load(file, pack) {
            Some(Saved::Usable(sitting)) => *sitting,
            other => panic!("not usable: {other:?}"),
        }
    }

    #[test]
    fn what_is_no_file_is_no_sitting_and_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pack = default_pack().pack;
        assert!(matches!(load(folder.path(), &pack), Some(Saved::Unusable)));
        assert!(load(&folder.path().join("none.toml"), &pack).is_none());
        assert_eq!(belongs_to(folder.path(), &pack), Belongs::Unknown);
    }

    #[test]
    fn what_was_saved_comes_back() {
        let pack = default_pack().pack;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("sitting.toml");
        let mut answers = Answers::default();
        answers.set(QuestionId::new(3), Answer::NotSeenYet);
        let asked = [5, 3, 4].map(QuestionId::new).to_vec();
        let record = Record { answers, asked, at: Some(QuestionId::new(4)), until: Until::AllAsked };
        for finished in [None, Some(Date::today())] {
            save(&file, &pack, &record, finished).unwrap();
            let saved = usable(&file, &pack);
            assert_eq!((&saved.record, saved.finished), (&record, finished));
            assert_eq!((saved.version, saved.what_does_not_fit(&pack)), (Version::Same, None));
            assert_eq!(belongs_to(&file, &pack), Belongs::ToPack);
        }
        remove(&file);
        assert_eq!(load(&file, &pack), None);
    }

    #[test]
    fn a_sitting_of_another_pack_is_not_misread() {
        let pack = default_pack().pack;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sitting.toml");
        save(&file, &pack, &Record::default(), None).unwrap();
        let text = fs::read_to_string(&file).unwrap().replace(pack.hash(), "0000");
        fs::write(&file, text.replace(pack.name(), "Another pack")).unwrap();
        assert_eq!(load(&file, &pack), Some(Saved::Unusable));
        assert_eq!(belongs_to(&file, &pack), Belongs::ToAnother);
        fs::write(&file, "not = toml = at all").unwrap();
        assert_eq!(load(&file, &pack), Some(Saved::Unusable));
        assert_eq!(belongs_to(&file, &pack), Belongs::Unknown);
    }

    fn of_an_earlier_version(pack: &Pack, answers: &str) -> SavedSitting {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sitting.toml");
        let heading = flags_file::heading(pack);
        let text = format!(
            "pack-hash = \"0000\"\nat = \"no-nights\"\n\n{heading}, version 1.0.0\n\n[answers]\n{answers}"
        );
        fs::write(&file, text).unwrap();
        usable(&file, pack)
    }

    #[test]
    fn a_sitting_of_an_earlier_version_goes_on_without_what_is_asked_no_more() {
        let pack = default_pack().pack;
        let saved = of_an_earlier_version(
            &pack,
            "teach = \"agree\"\nnear-death = \"agree\"\nmeans = [\"bodily-care\"]\n",
        );
        assert_eq!(saved.version, Version::Changed);
        assert_eq!(saved.record.at, None);
        assert_eq!(saved.record.answers.iter().count(), 1, "the rest is set aside");
        let gone: Vec<&str> =
            saved.record.answers.retired(&pack).map(|gone| gone.question.as_str()).collect();
        assert_eq!(gone, ["near-death", "means"]);
        let said = saved.what_does_not_fit(&pack).unwrap();
        assert!(said.contains("The questions have changed since") && said.contains("`near-death`"), "{said}");
    }

    #[test]
    fn answers_that_fit_no_more_are_named_and_the_others_are_used() {
        let pack = default_pack().pack;
        let saved = of_an_earlier_version(
            &pack,
            "teach = \"agree\"\nno-such-question = \"agree\"\npuzzle = \"no-such-option\"\n",
        );
        assert_eq!(saved.record.answers.iter().count(), 1);
        assert_eq!(saved.misfits.len(), 2);
        let said = saved.what_does_not_fit(&pack).unwrap();
        assert!(said.contains("no-such-question") && said.contains("no-such-option"), "{said}");
    }
}
