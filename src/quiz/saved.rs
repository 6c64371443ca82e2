//! A sitting that was stopped: saved after every answer, offered again at the next start.
//!
//! It is a flags file with two more keys, so it can be read and scored like any other once they are removed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::answers::{Answers, flags_file, reading};
use crate::diagnostic::SourceText;
use crate::output_file::{Existing, OutputError, write_whole};
use crate::pack::{Pack, QuestionId};
use crate::toml_tree::{Mistakes, Table, parse};
use crate::visible;

/// A sitting read back.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It can be gone on with.
    Usable {
        /// What was answered.
        answers: Answers,
        /// The question that was on screen, if it is still asked.
        at: Option<QuestionId>,
        /// Whether the content is as it was.
        version: Version,
    },
    /// It was made with other content, or is damaged.
    Unusable,
}

/// Whether the content is as it was when a sitting was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The same, letter by letter.
    Same,
    /// Another version of it; answers to what is asked no more are set aside.
    Changed,
}

/// Quizzes that can be kept apart at the same time.
const SLOTS: usize = 9;

/// A file for one sitting, which no other quiz writes to as long as this is held.
#[derive(Debug)]
pub struct Slot {
    /// Where the sitting is saved.
    pub file: PathBuf,
    /// Locked until it is dropped.
    _lock: File,
}

impl Slot {
    /// Takes a slot that no other quiz holds, preferably one with a sitting in it. The folder is `CALLING_STATE_DIR`, or
    /// the platform's folder for state.
    ///
    /// # Errors
    /// Why nothing can be saved, in words.
    pub fn take() -> Result<Slot, String> {
        let folder = folder().ok_or("there is no home folder to save in")?;
        let failed = |error: io::Error| format!("{} cannot be written: {error}", visible::path(&folder));
        fs::create_dir_all(&folder).map_err(failed)?;
        let file = |number: &usize| folder.join(format!("sitting-{number}.toml"));
        let (used, unused): (Vec<usize>, Vec<usize>) = (1..=SLOTS).partition(|number| file(number).exists());
        for number in used.into_iter().chain(unused) {
            let lock = File::create(folder.join(format!(".sitting-{number}.lock"))).map_err(failed)?;
            match lock.try_lock() {
                Ok(()) => return Ok(Slot { file: file(&number), _lock: lock }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(format!("{SLOTS} quizzes are running already"))
    }

    /// Puts a sitting that cannot be gone on with out of the way, under a name that is free.
    ///
    /// # Errors
    /// If it cannot be renamed.
    pub fn set_aside(&self) -> io::Result<PathBuf> {
        let aside = (1..1000)
            .map(|number| self.file.with_file_name(format!("earlier-sitting-{number}.toml")))
            .find(|path| !path.exists())
            .ok_or(io::ErrorKind::AlreadyExists)?;
        fs::rename(&self.file, &aside)?;
        Ok(aside)
    }
}

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("CALLING_STATE_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    named.or_else(|| {
        let strategy = choose_base_strategy().ok()?;
        Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("calling"))
    })
}

/// Saves a sitting, whole or not at all.
///
/// # Errors
/// If the file cannot be written.
pub fn save(file: &Path, pack: &Pack, answers: &Answers, at: QuestionId) -> Result<(), OutputError> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| OutputError::Failed(folder.to_owned(), error))?;
    }
    let head = format!("pack-hash = \"{}\"\nat = \"{}\"\n\n", pack.hash(), pack.question(at).id);
    let text = head + &flags_file::write(pack, answers);
    write_whole(file, text.as_bytes(), Existing::Replace)
}

/// Reads a saved sitting; nothing if there is none.
#[must_use]
pub fn load(file: &Path, pack: &Pack) -> Option<Saved> {
    // A pipe would be waited for.
    let read_file = |found: fs::Metadata| {
        if found.is_file() { fs::read_to_string(file) } else { Err(io::ErrorKind::Unsupported.into()) }
    };
    let text = match fs::metadata(file).and_then(read_file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(_) => return Some(Saved::Unusable),
    };
    Some(read(text, pack).unwrap_or(Saved::Unusable))
}

fn read(text: String, pack: &Pack) -> Option<Saved> {
    let source = Arc::new(SourceText { name: "sitting.toml".to_owned(), text });
    let mistakes = Mistakes::default();
    let document = parse(&source, &mistakes)?;
    let mut top = Table::top(&document, &source, &mistakes, "a saved sitting");
    let version = match top.text("pack-hash")?.value == pack.hash() {
        true => Version::Same,
        // Another pack may ask something else under the same ids.
        false if source.text.contains(&flags_file::heading(pack)) => Version::Changed,
        false => return None,
    };
    let at = pack.find_question(&top.text("at")?.value);
    let mut answers = Answers::default();
    reading::read_table(pack, &top.table("answers", "[answers]")?, &mut answers, &mistakes);
    mistakes.into_vec().is_empty().then_some(Saved::Usable { answers, at, version })
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

    #[test]
    fn what_is_no_file_is_no_sitting_and_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(load(folder.path(), &default_pack().pack), Some(Saved::Unusable)));
        assert!(load(&folder.path().join("none.toml"), &default_pack().pack).is_none());
    }

    #[test]
    fn what_was_saved_comes_back() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("sitting.toml");
        let mut answers = Answers::default();
        answers.set(QuestionId::new(3), Answer::NotSeenYet);
        save(&file, &content.pack, &answers, QuestionId::new(4)).unwrap();
        let saved = load(&file, &content.pack);
        let at = Some(QuestionId::new(4));
        assert_eq!(saved, Some(Saved::Usable { answers, at, version: Version::Same }));
        remove(&file);
        assert_eq!(load(&file, &content.pack), None);
    }

    #[test]
    fn a_sitting_of_another_pack_is_not_misread() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sitting.toml");
        save(&file, &content.pack, &Answers::default(), QuestionId::new(0)).unwrap();
        let text = fs::read_to_string(&file).unwrap().replace(content.pack.hash(), "0000");
        fs::write(&file, text.replace(content.pack.name(), "Another pack")).unwrap();
        assert_eq!(load(&file, &content.pack), Some(Saved::Unusable));
        fs::write(&file, "not = toml = at all").unwrap();
        assert_eq!(load(&file, &content.pack), Some(Saved::Unusable));
    }

    #[test]
    fn a_sitting_of_an_earlier_version_goes_on_without_what_is_asked_no_more() {
        let content = default_pack();
        let pack = &content.pack;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sitting.toml");
        let text = format!(
            "pack-hash = \"0000\"\nat = \"no-nights\"\n\n{}, version 1.0.0\n\n[answers]\nteach = \"agree\"\n\
             near-death = \"agree\"\nmeans = [\"bodily-care\"]\n",
            flags_file::heading(pack)
        );
        fs::write(&file, text).unwrap();
        let Some(Saved::Usable { answers, at: None, version: Version::Changed }) = load(&file, pack) else {
            panic!("not usable: {:?}", load(&file, pack));
        };
        assert_eq!(answers.iter().count(), 1, "the rest is set aside");
        let gone: Vec<&str> = answers.retired(pack).map(|gone| gone.question.as_str()).collect();
        assert_eq!(gone, ["near-death", "means"]);
    }
}
