//! A sitting that was stopped: saved after every answer, offered again at the next start.
//!
//! It is a flags file with two more keys, so it can be read and scored like any other once they are removed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::answers::{Answers, flags_file, reading};
use crate::diagnostic::SourceText;
use crate::output_file::{Existing, OutputError, write_whole};
use crate::pack::{Pack, QuestionId};
use crate::toml_tree::{Mistakes, Table, parse};

/// A sitting read back.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// It can be gone on with.
    Usable {
        /// What was answered.
        answers: Answers,
        /// The question that was on screen.
        at: QuestionId,
    },
    /// It was made with other content, or is damaged; it is left where it is.
    Unusable,
}

/// The file that a sitting is saved in: under `CALLING_STATE_DIR`, or in the platform's folder for state.
///
/// Nothing if there is no home folder.
#[must_use]
pub fn file() -> Option<PathBuf> {
    let folder = std::env::var_os("CALLING_STATE_DIR")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| {
            let strategy = choose_base_strategy().ok()?;
            Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("calling"))
        })?;
    Some(folder.join("sitting.toml"))
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
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(_) => return Some(Saved::Unusable),
    };
    Some(read(text, pack).unwrap_or(Saved::Unusable))
}

fn read(text: String, pack: &Pack) -> Option<Saved> {
    let source = Arc::new(SourceText { name: "sitting.toml".to_owned(), text });
    let mistakes = Mistakes::default();
    let document = parse(&source, &mistakes)?;
    let mut top = Table::top(&document, &source, &mistakes, "a saved sitting");
    let hash = top.text("pack-hash")?.value;
    let at = pack.find_question(&top.text("at")?.value)?;
    let mut answers = Answers::default();
    reading::read_table(pack, &top.table("answers", "[answers]")?, &mut answers, &mistakes);
    let sound = hash == pack.hash() && mistakes.into_vec().is_empty();
    sound.then_some(Saved::Usable { answers, at })
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
    fn what_was_saved_comes_back() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("sitting.toml");
        let mut answers = Answers::default();
        answers.set(QuestionId::new(3), Answer::NotSeenYet);
        save(&file, &content.pack, &answers, QuestionId::new(4)).unwrap();
        let saved = load(&file, &content.pack);
        assert_eq!(saved, Some(Saved::Usable { answers, at: QuestionId::new(4) }));
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
        fs::write(&file, text).unwrap();
        assert_eq!(load(&file, &content.pack), Some(Saved::Unusable));
        fs::write(&file, "not = toml = at all").unwrap();
        assert_eq!(load(&file, &content.pack), Some(Saved::Unusable));
    }
}
