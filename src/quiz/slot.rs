//! Where sittings are saved: one file for each quiz that runs at the same time, and one beside it for what was finished.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::saved::{Belongs, Saved, belongs_to, load};
use crate::output::note::state_folder;
use crate::pack::Pack;
use crate::sitting::written::SavedSitting;
use crate::visible;

/// Quizzes that can be kept apart at the same time.
const SLOTS: usize = 9;

/// A file for one sitting, which no other quiz writes to as long as this is held.
#[derive(Debug)]
pub struct Slot {
    /// Where the sitting is saved.
    pub file: PathBuf,
    /// Where the last one that was finished is.
    pub finished: PathBuf,
    /// Locked until it is dropped.
    _lock: File,
}

impl Slot {
    /// Takes a slot that no other quiz holds, preferably one with a sitting for this pack in it; sittings for other packs are
    /// left for when those are used again. The folder is `CALLING_STATE_DIR`, or the platform's folder for state.
    ///
    /// # Errors
    /// Why nothing can be saved, in words.
    pub fn take(pack: &Pack) -> Result<Slot, String> {
        Self::take_in(&state_folder().ok_or("there is no home folder to save in")?, pack)
    }

    pub(super) fn take_in(folder: &Path, pack: &Pack) -> Result<Slot, String> {
        let failed = |error: io::Error| format!("{} cannot be written: {error}", visible::path(folder));
        fs::create_dir_all(folder).map_err(failed)?;
        let file = |number: usize| folder.join(format!("sitting-{number}.toml"));
        let finished = |number: usize| folder.join(format!("finished-{number}.toml"));
        let mut numbers: Vec<usize> = (1..=SLOTS).collect();
        numbers.sort_by_key(|number| preference(&file(*number), &finished(*number), pack));
        for number in numbers {
            let lock = File::create(folder.join(format!(".sitting-{number}.lock"))).map_err(failed)?;
            match lock.try_lock() {
                Ok(()) => return Ok(Slot { file: file(number), finished: finished(number), _lock: lock }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        Err(format!("{SLOTS} quizzes are running already"))
    }

    /// The sitting that was last finished, in any slot.
    #[must_use]
    pub fn last_finished(&self, pack: &Pack) -> Option<SavedSitting> {
        let folder = self.file.parent()?;
        let files = (1..=SLOTS).map(|number| folder.join(format!("finished-{number}.toml")));
        let when = |file: &PathBuf| fs::metadata(file).and_then(|found| found.modified()).ok();
        let mut files: Vec<(SystemTime, PathBuf)> =
            files.filter_map(|file| when(&file).map(|when| (when, file))).collect();
        files.sort();
        files.iter().rev().find_map(|(_, file)| match load(file, pack) {
            Some(Saved::Usable(sitting)) if !sitting.record.answers.is_empty() => Some(*sitting),
            Some(Saved::Usable(_) | Saved::Unusable) | None => None,
        })
    }

    /// Puts a sitting that is not gone on with out of the way, under a name that is free.
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

/// The lower, the better a slot suits.
fn preference(sitting: &Path, finished: &Path, pack: &Pack) -> u8 {
    match (belongs_to(sitting, pack), belongs_to(finished, pack)) {
        (Belongs::ToPack, _) => 0,
        // Nobody knows what that is, so it is explained and put out of the way.
        (Belongs::Unknown, _) => 1,
        (Belongs::IsNot, Belongs::ToPack) => 2,
        (Belongs::IsNot, Belongs::IsNot) => 3,
        (Belongs::IsNot, Belongs::ToAnother | Belongs::Unknown) => 4,
        (Belongs::ToAnother, _) => 5,
    }
}
