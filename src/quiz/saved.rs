//! A sitting as a file: saved after every answer, offered again at the next start, and kept once it is finished.

use std::fs;
use std::io;
use std::path::Path;

use crate::answers::flags_file;
use crate::date::Date;
use crate::output::file::{Existing, OutputError, write_whole};
use crate::pack::Pack;
use crate::sitting::record::Record;
use crate::sitting::written::{SavedSitting, is_for, read, written};

/// What stands in a file where a sitting should be.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It can be gone on with.
    Usable(Box<SavedSitting>),
    /// It was made with other content, or is damaged.
    Unusable,
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

/// The text of a file; a pipe would be waited for.
fn text_of(file: &Path) -> io::Result<String> {
    if fs::metadata(file)?.is_file() {
        fs::read_to_string(file)
    } else {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Removes a sitting that is done with. One that cannot be removed is offered again, which loses nothing.
pub fn remove(file: &Path) {
    let _ = fs::remove_file(file);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answer, Answers};
    use crate::default_pack;
    use crate::pack::QuestionId;
    use crate::sitting::record::Until;
    use crate::sitting::written::Version;

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
