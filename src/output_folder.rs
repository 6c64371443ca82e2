//! A folder of results that get their names together, at the end: until then they stand in a hidden folder inside it.
//!
//! The hidden folder goes when the run ends, however it ends; if the program is killed outright, the next run into the same
//! folder removes it. That it was left behind and is not in use shows in its lock, which the system takes from a process
//! that is gone.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::output_file::{Existing, OutputError, WholeFile};

/// What names of hidden folders begin with, and the file in each that is locked while it is in use.
const HIDDEN: &str = ".calling-unfinished-";
const LOCK: &str = "calling.lock";

/// A folder that results are being written for.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    existing: Existing,
    hidden: PathBuf,
    unfinished: Unfinished,
}

/// What is removed if the results do not get their names. It may be removed from another thread.
#[derive(Debug, Clone)]
pub struct Unfinished(Arc<Mutex<Option<Remains>>>);

#[derive(Debug)]
struct Remains {
    hidden: PathBuf,
    /// Folders that were made for this run, innermost first.
    made: Vec<PathBuf>,
    /// Keeps other runs off as long as it is open.
    lock: Option<File>,
}

impl OutputFolder {
    /// Makes the folder, or sees that there is nothing in it, unless what is there may be replaced.
    ///
    /// # Errors
    /// If it holds something, if another run is writing into it, or if the system refuses.
    pub fn begin(path: &Path, existing: Existing) -> Result<Self, OutputError> {
        let failed = |error| OutputError::Failed(path.to_owned(), error);
        let missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let made = path.ancestors().take_while(missing).map(Path::to_owned).collect();
        fs::create_dir_all(path).map_err(failed)?;
        let empty = remove_left_behind(path)?;
        if !empty && existing == Existing::Keep {
            return Err(OutputError::NotEmpty(path.to_owned()));
        }
        let remains = Remains::begin(path, made).map_err(failed)?;
        let hidden = remains.hidden.clone();
        let unfinished = Unfinished(Arc::new(Mutex::new(Some(remains))));
        Ok(Self { path: path.to_owned(), existing, hidden, unfinished })
    }

    /// Begins a file that will stand in the folder under this name.
    ///
    /// # Errors
    /// If there is one already that is to be kept, or if the system refuses.
    pub fn file(&self, name: &str) -> Result<WholeFile, OutputError> {
        WholeFile::begin_in(&self.hidden, &self.path.join(name), self.existing)
    }

    /// Where files may stand that are gone when the run ends.
    #[must_use]
    pub fn hidden(&self) -> &Path {
        &self.hidden
    }

    /// What to remove if the run is stopped.
    #[must_use]
    pub fn unfinished(&self) -> Unfinished {
        self.unfinished.clone()
    }

    /// Gives all files their names. From its beginning on, the run can no longer be stopped.
    ///
    /// # Errors
    /// If the system refuses one of them, or one has come up that is to be kept.
    pub fn keep(self, files: impl IntoIterator<Item = WholeFile>) -> Result<(), OutputError> {
        let mut remains = self.unfinished.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.into_iter().try_for_each(WholeFile::keep)?;
        if let Some(mut remains) = remains.take() {
            remains.made.clear();
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        self.unfinished.remove_and(|| ());
    }
}

impl Unfinished {
    /// Removes what is there and calls `then`, before anything else can be written; neither if results have their names.
    pub fn remove_and(&self, then: impl FnOnce()) {
        let mut remains = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(remains) = remains.take() {
            drop(remains);
            then();
        }
    }
}

impl Remains {
    fn begin(path: &Path, made: Vec<PathBuf>) -> io::Result<Self> {
        let hidden = tempfile::Builder::new().prefix(HIDDEN).tempdir_in(path)?;
        let lock = File::create(hidden.path().join(LOCK))?;
        // Where there are no locks, what is left behind stays: nobody can tell that it is not in use.
        let _ = lock.try_lock();
        Ok(Self { hidden: hidden.keep(), made, lock: Some(lock) })
    }
}

impl Drop for Remains {
    fn drop(&mut self) {
        // Another thread may be about to make a file in it: under another name it does not find it any more.
        let away = self.hidden.with_extension("gone");
        let found = if fs::rename(&self.hidden, &away).is_ok() { &away } else { &self.hidden };
        self.lock = None;
        let _ = fs::remove_dir_all(found);
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Removes hidden folders of runs that are no more; whether there is nothing else.
fn remove_left_behind(path: &Path) -> Result<bool, OutputError> {
    let failed = |error| OutputError::Failed(path.to_owned(), error);
    let mut empty = true;
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let named = entry.file_name().as_encoded_bytes().starts_with(HIDDEN.as_bytes());
        // A link is followed nowhere.
        let ours = named && entry.file_type().map_err(failed)?.is_dir();
        let lock = if ours { File::open(entry.path().join(LOCK)).ok() } else { None };
        match lock.map(|lock| lock.try_lock()) {
            Some(Ok(())) => fs::remove_dir_all(entry.path()).map_err(failed)?,
            Some(Err(TryLockError::WouldBlock)) => return Err(OutputError::InUse(path.to_owned())),
            Some(Err(TryLockError::Error(_))) | None => empty = false,
        }
    }
    Ok(empty)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn results_stand_under_their_names_all_together_or_not_at_all() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("a").join("b");
        for stopped in [true, false] {
            let folder = OutputFolder::begin(&path, Existing::Keep).unwrap();
            let mut files = vec![folder.file("one").unwrap(), folder.file("two").unwrap()];
            files[0].write_all(b"1").unwrap();
            assert_eq!(names(&path).len(), 1);
            if stopped {
                drop(folder);
                assert_eq!(names(parent.path()).len(), 0, "folders that were made are gone too");
            } else {
                folder.keep(files).unwrap();
                assert_eq!(names(&path), ["one", "two"]);
            }
        }
        assert!(matches!(OutputFolder::begin(&path, Existing::Keep), Err(OutputError::NotEmpty(_))));
        drop(OutputFolder::begin(&path, Existing::Replace).unwrap());
        assert_eq!(names(&path), ["one", "two"]);
    }

    #[test]
    fn what_was_left_behind_is_removed_and_what_is_in_use_or_somebody_elses_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path();
        let left = path.join(".calling-unfinished-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join(LOCK), "").unwrap();
        fs::write(left.join("part"), "half").unwrap();
        let folder = OutputFolder::begin(path, Existing::Keep).unwrap();
        assert!(!left.exists());
        assert!(matches!(OutputFolder::begin(path, Existing::Replace), Err(OutputError::InUse(_))));
        assert!(folder.hidden().exists());
        drop(folder);
        let other = path.join(".calling-unfinished-of-mine");
        fs::create_dir(&other).unwrap();
        assert!(matches!(OutputFolder::begin(path, Existing::Keep), Err(OutputError::NotEmpty(_))));
        assert!(other.exists());
    }

    #[test]
    fn once_results_have_their_names_the_run_is_not_stopped() {
        let parent = tempfile::tempdir().unwrap();
        let folder = OutputFolder::begin(parent.path(), Existing::Keep).unwrap();
        let unfinished = folder.unfinished();
        let file = folder.file("one").unwrap();
        folder.keep([file]).unwrap();
        unfinished.remove_and(|| panic!("stopped"));
        assert_eq!(names(parent.path()), ["one"]);
    }
}
