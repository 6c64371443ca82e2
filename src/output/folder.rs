//! A folder of results that get their names together, at the end, when all of them are on the disk.
//!
//! Until then they stand in a [hidden folder](crate::output::hidden_folder), which goes when the run ends, however it ends. A
//! folder that is new appears with all that is in it by one renaming, with the folders above it that were missing. In a
//! folder that is there, files are renamed one after the other, and back again if one of them cannot be.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::output::file::{Existing, OutputError, Unnamed, WholeFile, check_free, in_words, sync_folder};
use crate::output::hidden_folder::{HiddenFolder, clear_in};
use crate::output::stopping::Stopping;

/// Where, in the hidden folder, results stand, and files of theirs that are replaced.
const RESULTS: &str = "results";
const REPLACED: &str = "replaced";

/// A folder that results are being written for.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    existing: Existing,
    /// Where results stand until they have their names.
    results: PathBuf,
    place: Place,
    hidden: PathBuf,
    stopping: Stopping,
}

/// Whether the folder is there already.
#[derive(Debug)]
enum Place {
    There,
    /// The outermost folder that is missing: what stands for it so far, and what it will be called.
    Missing {
        written: PathBuf,
        path: PathBuf,
    },
}

impl OutputFolder {
    /// Sees that the folder is missing or that there is nothing in it, unless what is there may be replaced. What is
    /// written goes if `stopping` says so.
    ///
    /// # Errors
    /// If it holds something, if another run is writing into it, or if the system refuses.
    pub fn begin(path: &Path, existing: Existing, stopping: &Stopping) -> Result<Self, OutputError> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => Self::begin_there(path, existing, stopping),
            Ok(found) => Err(OutputError::NotAFolder(path.to_owned(), in_words(found.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Self::begin_missing(path, existing, stopping)
            }
            Err(error) => Err(OutputError::Failed(path.to_owned(), error)),
        }
    }

    fn begin_there(path: &Path, existing: Existing, stopping: &Stopping) -> Result<Self, OutputError> {
        let failed = |error| OutputError::Failed(path.to_owned(), error);
        let empty = clear_in(path).map_err(failed)?;
        let hidden = HiddenFolder::claim(path, OsStr::new("")).map_err(failed)?;
        let hidden = hidden.ok_or_else(|| OutputError::InUse(path.to_owned()))?;
        if !empty && existing == Existing::Keep {
            return Err(OutputError::NotEmpty(path.to_owned()));
        }
        let results = hidden.path().join(RESULTS);
        fs::create_dir(&results).map_err(failed)?;
        Self::hand_over(path, existing, results, Place::There, hidden, stopping)
    }

    fn begin_missing(path: &Path, existing: Existing, stopping: &Stopping) -> Result<Self, OutputError> {
        let failed = |error| OutputError::Failed(path.to_owned(), error);
        let missing = |folder: &&Path| {
            !folder.as_os_str().is_empty()
                && matches!(fs::symlink_metadata(folder), Err(error) if error.kind() == io::ErrorKind::NotFound)
        };
        let first = path.ancestors().take_while(missing).last().unwrap_or(path);
        let place = match first.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let below = path.strip_prefix(first).unwrap_or(Path::new(""));
        let plain = |part| matches!(part, Component::Normal(_));
        // Nothing can be above or beside what is not there.
        let (Some(name), true) = (first.file_name(), below.components().all(plain)) else {
            return Err(failed(io::ErrorKind::NotFound.into()));
        };
        let _ = clear_in(place);
        let hidden = HiddenFolder::claim(place, name).map_err(failed)?;
        let hidden = hidden.ok_or_else(|| OutputError::InUse(first.to_owned()))?;
        let written = hidden.path().join(RESULTS);
        let results = if below.as_os_str().is_empty() { written.clone() } else { written.join(below) };
        fs::create_dir_all(&results).map_err(failed)?;
        let place = Place::Missing { written, path: first.to_owned() };
        Self::hand_over(path, existing, results, place, hidden, stopping)
    }

    fn hand_over(
        path: &Path,
        existing: Existing,
        results: PathBuf,
        place: Place,
        hidden: HiddenFolder,
        stopping: &Stopping,
    ) -> Result<Self, OutputError> {
        let folder = Self {
            path: path.to_owned(),
            existing,
            results,
            place,
            hidden: hidden.path().to_owned(),
            stopping: stopping.clone(),
        };
        let begun = stopping.begin(hidden);
        begun.map_err(|error| OutputError::Failed(path.to_owned(), error))?;
        Ok(folder)
    }

    /// Begins a file that will stand in the folder under this name, which may have one folder in it.
    ///
    /// # Errors
    /// If there is one already that is to be kept, or if the system refuses.
    pub fn file(&self, name: &str) -> Result<WholeFile, OutputError> {
        let written = self.results.join(name);
        let path = self.path.join(name);
        if let Some(folder) = written.parent().filter(|folder| *folder != self.results) {
            // The hidden folder itself is not made again: it is gone if the run was stopped.
            match fs::create_dir(folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(OutputError::Failed(path, error));
                }
                Ok(()) | Err(_) => {}
            }
        }
        WholeFile::begin(&written, &path, self.existing)
    }

    /// Where files may stand that are gone when the run ends.
    #[must_use]
    pub fn hidden(&self) -> &Path {
        &self.hidden
    }

    /// Gives all files their names, once all are on the disk. From then on the run can no longer be stopped.
    ///
    /// # Errors
    /// If the system refuses one of them, or one has come up that is to be kept.
    pub fn keep(self, files: impl IntoIterator<Item = WholeFile>) -> Result<(), OutputError> {
        let files: Vec<Unnamed> = files.into_iter().map(WholeFile::sync).collect::<Result<_, _>>()?;
        sync_folder(&self.results);
        let named = self.stopping.unless_stopped(|| match &self.place {
            Place::There => self.name_each(files),
            Place::Missing { written, path } => {
                // Renaming over an empty folder would do away with it.
                check_missing(path)?;
                fs::rename(written, path).map_err(|error| OutputError::Failed(path.clone(), error))?;
                // They have moved with their folder, so that nothing is removed by this any more.
                drop(files);
                sync_folder(
                    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
                );
                Ok(())
            }
        });
        named
            .unwrap_or_else(|| Err(OutputError::Failed(self.path.clone(), io::ErrorKind::Interrupted.into())))
    }

    /// Names one file after the other, and takes the names back if one cannot have its own.
    fn name_each(&self, files: Vec<Unnamed>) -> Result<(), OutputError> {
        let replaced = self.hidden.join(REPLACED);
        let mut named = Vec::new();
        for file in files {
            let path = file.path().to_owned();
            let kept = replaced.join(named.len().to_string());
            let done = self.keep_replaced(&path, &kept).and_then(|()| {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(|error| OutputError::Failed(path.clone(), error))?;
                }
                file.name()
            });
            if let Err(error) = done {
                named.push((path, kept));
                self.take_back(&named);
                return Err(error);
            }
            named.push((path, kept));
        }
        sync_folder(&self.path);
        Ok(())
    }

    /// Takes names back, the last of which was not given: what was replaced is there again, and else nothing is.
    fn take_back(&self, named: &[(PathBuf, PathBuf)]) {
        for (place, (path, kept)) in named.iter().enumerate().rev() {
            if place + 1 < named.len() {
                let _ = fs::rename(kept, path).or_else(|_| fs::remove_file(path));
            }
            // A folder that was made for it is empty now; one that is not stays.
            if let Some(folder) = path.parent().filter(|folder| *folder != self.path) {
                let _ = fs::remove_dir(folder);
            }
        }
    }

    /// Holds on to a file that will be replaced, where the disk can have two names for one file.
    fn keep_replaced(&self, path: &Path, kept: &Path) -> Result<(), OutputError> {
        check_free(path, self.existing)?;
        if path.exists() {
            let folder = self.hidden.join(REPLACED);
            let _ = fs::create_dir_all(folder).and_then(|()| fs::hard_link(path, kept));
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        self.stopping.end();
    }
}

/// Sees that no folder of this name has come up.
fn check_missing(path: &Path) -> Result<(), OutputError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(OutputError::NotEmpty(path.to_owned())),
        Err(_) => Ok(()),
    }
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

    fn begin(path: &Path, existing: Existing) -> Result<OutputFolder, OutputError> {
        OutputFolder::begin(path, existing, &Stopping::default())
    }

    #[test]
    fn results_stand_under_their_names_all_together_or_not_at_all() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("a").join("b");
        for stopped in [true, false] {
            let folder = begin(&path, Existing::Keep).unwrap();
            let mut files = vec![folder.file("one").unwrap(), folder.file("in/two").unwrap()];
            drop(folder.file("given-up").unwrap());
            files[0].write_all(b"1").unwrap();
            assert!(!parent.path().join("a").exists(), "nothing shows before the end");
            if stopped {
                drop(folder);
                assert_eq!(names(parent.path()).len(), 0);
            } else {
                folder.keep(files).unwrap();
                assert_eq!((names(&path).len(), fs::read(path.join("one")).unwrap()), (2, b"1".to_vec()));
                assert_eq!(
                    (names(&path.join("in")), names(parent.path())),
                    (vec!["two".to_owned()], vec!["a".to_owned()])
                );
            }
        }
        assert!(matches!(begin(&path, Existing::Keep), Err(OutputError::NotEmpty(_))));
        drop(begin(&path, Existing::Replace).unwrap());
        assert_eq!(names(&path), ["in", "one"]);
    }

    #[test]
    fn if_one_file_cannot_have_its_name_the_others_give_theirs_back() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path();
        fs::write(path.join("one"), "mine").unwrap();
        let folder = begin(path, Existing::Replace).unwrap();
        let files: Vec<WholeFile> =
            ["one", "two", "in/three", "last"].map(|name| folder.file(name).unwrap()).into();
        // Somebody makes a folder of that name before the end.
        fs::create_dir(path.join("last")).unwrap();
        assert!(matches!(folder.keep(files), Err(OutputError::NotAFile(..))));
        assert_eq!(names(path), ["last", "one"]);
        assert_eq!(fs::read(path.join("one")).unwrap(), b"mine");
    }

    #[test]
    fn two_runs_do_not_write_into_one_folder() {
        let parent = tempfile::tempdir().unwrap();
        for path in [parent.path().to_owned(), parent.path().join("new")] {
            let folder = begin(&path, Existing::Keep).unwrap();
            assert!(matches!(begin(&path, Existing::Replace), Err(OutputError::InUse(_))));
            assert!(folder.hidden().exists());
            drop(folder);
            assert_eq!(names(parent.path()).len(), 0);
        }
    }

    #[test]
    fn once_results_have_their_names_the_run_is_not_stopped() {
        let parent = tempfile::tempdir().unwrap();
        let stopping = Stopping::default();
        let folder = OutputFolder::begin(parent.path(), Existing::Keep, &stopping).unwrap();
        let file = folder.file("one").unwrap();
        folder.keep([file]).unwrap();
        assert!(!stopping.stop());
        assert_eq!(names(parent.path()), ["one"]);
    }

    #[test]
    fn a_run_that_was_stopped_writes_nothing_more() {
        let parent = tempfile::tempdir().unwrap();
        let stopping = Stopping::default();
        let folder = OutputFolder::begin(parent.path(), Existing::Keep, &stopping).unwrap();
        let file = folder.file("one").unwrap();
        assert!(stopping.stop());
        assert!(folder.file("two").is_err() && folder.keep([file]).is_err());
        assert_eq!(names(parent.path()).len(), 0);
    }
}
