//! What is written has no name yet: until it is whole it stands in a hidden folder beside its place, on the same disk.
//!
//! The folder goes when it is dropped. A program that is killed outright drops nothing: its folder is known by its name
//! and by a file in it that a living program holds locked, which the system unlocks when the program is gone. Whoever
//! writes next in that place removes it, and so does the next start of any command (see [`super::left_behind`]).

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::note::{Note, is_at};

/// What names of hidden folders begin with, and the file in each that is locked while it is in use.
const PREFIX: &str = ".calling-unfinished-";
const LOCK: &str = "calling.lock";
/// How often a folder is made again that another program removed before it was locked.
const TRIES: usize = 100;

/// A hidden folder that no other program touches.
#[derive(Debug)]
pub struct HiddenFolder {
    path: PathBuf,
    /// Keeps other programs off as long as it is open.
    _lock: File,
    /// Where the next start of a command finds this folder, should it be left behind.
    _note: Option<Note>,
}

impl HiddenFolder {
    /// Makes one in a place, under a name that nothing else has.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn new_in(place: &Path) -> io::Result<Self> {
        for _ in 0..TRIES {
            let path = tempfile::Builder::new().prefix(PREFIX).tempdir_in(place)?.keep();
            if let Hold::Ours(lock) | Hold::Untold(lock) = hold_new(&path)? {
                return Ok(Self::held(path, lock));
            }
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Makes the one that goes with a name in a place, so that only one program at a time writes what will have that
    /// name; nothing if another is at it.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn claim(place: &Path, name: &OsStr) -> io::Result<Option<Self>> {
        let digest = Sha256::digest(name.as_encoded_bytes());
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let path = place.join(format!("{PREFIX}{number:016x}"));
        for _ in 0..TRIES {
            match fs::create_dir(&path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                Err(error) if !is_folder(&path) => return Err(error),
                Ok(()) | Err(_) => {}
            }
            match hold_new(&path)? {
                Hold::Ours(lock) | Hold::Untold(lock) => {
                    empty(&path)?;
                    return Ok(Some(Self::held(path, lock)));
                }
                Hold::Others => return Ok(None),
                Hold::Gone => {}
            }
        }
        Ok(None)
    }

    fn held(path: PathBuf, lock: File) -> Self {
        let note = Note::of(&path);
        Self { path, _lock: lock, _note: note }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for HiddenFolder {
    fn drop(&mut self) {
        // Another thread may be about to make a file in it: under another name it does not find it any more.
        let away = self.path.with_extension("gone");
        let found = if fs::rename(&self.path, &away).is_ok() { &away } else { &self.path };
        remove(found);
    }
}

/// What stands under the name of a hidden folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing, or what is not ours.
    Nothing,
    /// A folder that a living program holds.
    InUse,
    /// A folder that was left behind, and is removed now.
    Removed,
}

/// Removes a hidden folder if no living program holds it.
#[must_use]
pub fn clear(path: &Path) -> Left {
    if !path.file_name().is_some_and(is_name_of_one) || !is_folder(path) {
        return Left::Nothing;
    }
    // What is no file was not put there by this program, and opening a pipe would wait.
    if !fs::symlink_metadata(path.join(LOCK)).is_ok_and(|found| found.is_file()) {
        // Killed before it made its lock, a program leaves an empty folder; only an empty one is removed by this.
        return if fs::remove_dir(path).is_ok() { Left::Removed } else { Left::Nothing };
    }
    match File::options().append(true).open(path.join(LOCK)).map(|lock| hold(path, lock)) {
        Ok(Hold::Ours(_lock)) => {
            remove(path);
            Left::Removed
        }
        Ok(Hold::Others) => Left::InUse,
        // What cannot be locked stays: it may be in use.
        Ok(Hold::Gone | Hold::Untold(_)) | Err(_) => Left::Nothing,
    }
}

/// Removes the hidden folders in a place that no living program holds; whether there is nothing else in it.
///
/// # Errors
/// If the place cannot be read.
pub fn clear_in(place: &Path) -> io::Result<bool> {
    let mut nothing_else = true;
    for entry in fs::read_dir(place)? {
        nothing_else &= clear(&entry?.path()) != Left::Nothing;
    }
    Ok(nothing_else)
}

/// Whose a hidden folder is.
enum Hold {
    /// This program's, as long as the file is open.
    Ours(File),
    /// Another program's.
    Others,
    /// Nobody's: another program has just removed it.
    Gone,
    /// Nobody can tell: there are no locks in this place.
    Untold(File),
}

/// Takes hold of a folder that may have been made just now.
fn hold_new(path: &Path) -> io::Result<Hold> {
    match File::options().create(true).append(true).open(path.join(LOCK)) {
        Ok(lock) => Ok(hold(path, lock)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Hold::Gone),
        Err(error) => {
            let _ = fs::remove_dir(path);
            Err(error)
        }
    }
}

/// Takes hold of a folder by its lock.
fn hold(path: &Path, lock: File) -> Hold {
    match lock.try_lock() {
        Ok(()) if is_at(&lock, &path.join(LOCK)) => Hold::Ours(lock),
        Ok(()) => Hold::Gone,
        Err(TryLockError::WouldBlock) => Hold::Others,
        Err(TryLockError::Error(_)) => Hold::Untold(lock),
    }
}

/// Removes a folder that is held, the lock last: as long as anything else is there, it shows that it is left behind.
fn remove(path: &Path) {
    if empty(path).is_ok() {
        let _ = fs::remove_file(path.join(LOCK));
        let _ = fs::remove_dir(path);
    }
}

/// Removes all that is in a folder but its lock. A link is removed itself; nothing is followed.
fn empty(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_name_of_one(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(PREFIX.as_bytes())
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_behind_is_removed_and_what_is_in_use_or_somebody_elses_is_not() {
        let parent = tempfile::tempdir().unwrap();
        let place = parent.path();
        let left = |name: &str| {
            let left = place.join(format!("{PREFIX}{name}"));
            fs::create_dir(&left).unwrap();
            left
        };
        let killed = left("killed");
        fs::write(killed.join(LOCK), "").unwrap();
        fs::create_dir(killed.join("results")).unwrap();
        fs::write(killed.join("results").join("part"), "half").unwrap();
        let killed_at_once = left("killed-at-once");
        let in_use = HiddenFolder::new_in(place).unwrap();
        let mine = left("of-mine");
        fs::write(mine.join("letter"), "dear").unwrap();
        assert!(!clear_in(place).unwrap());
        assert!(!killed.exists() && !killed_at_once.exists());
        assert!(in_use.path().exists() && mine.join("letter").exists());
        fs::remove_dir_all(mine).unwrap();
        assert!(clear_in(place).unwrap(), "nothing but what is in use");
        let path = in_use.path().to_owned();
        drop(in_use);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_removed() {
        let parent = tempfile::tempdir().unwrap();
        let (place, other) = (parent.path().join("place"), parent.path().join("other"));
        fs::create_dir(&place).unwrap();
        fs::create_dir(&other).unwrap();
        fs::write(other.join(LOCK), "").unwrap();
        let link = place.join(format!("{PREFIX}link"));
        std::os::unix::fs::symlink(&other, &link).unwrap();
        assert_eq!(clear(&link), Left::Nothing);
        assert!(link.exists() && other.join(LOCK).exists());
    }

    #[test]
    fn one_program_at_a_time_writes_what_will_have_a_name() {
        let place = tempfile::tempdir().unwrap();
        let claim = |name: &str| HiddenFolder::claim(place.path(), OsStr::new(name)).unwrap();
        let one = claim("out").unwrap();
        assert!(claim("out").is_none());
        assert!(claim("other").is_some());
        drop(one);
        let again = claim("out").unwrap();
        assert_eq!(fs::read_dir(again.path()).unwrap().count(), 1);
    }
}
