//! Finding what a killed run left behind, wherever it was writing: each run notes in the state folder where it does, and
//! the next start of any command removes what nobody holds any more.
//!
//! A note is a file that its run holds locked, with the path of a [hidden folder](crate::hidden_folder) in it. Nothing but
//! a hidden folder is ever removed on its word. Where there is no state folder to write in, there are no notes, and what is
//! left behind goes when a run next writes in the same place.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::hidden_folder::{Left, clear, is_at};

/// What names of notes begin with.
const PREFIX: &str = "writing-";
/// A note is a path; nothing longer is read.
const LONGEST: u64 = 1 << 16;

/// The folder for what is kept from one run to the next: `CALLING_STATE_DIR`, or the platform's folder for state.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let named = std::env::var_os("CALLING_STATE_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    named.or_else(|| {
        let strategy = choose_base_strategy().ok()?;
        Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("calling"))
    })
}

/// A note of where a run is writing; it goes when it is dropped.
#[derive(Debug)]
pub struct Record {
    path: PathBuf,
    _lock: File,
}

impl Record {
    /// Notes a hidden folder. Nothing if that cannot be done, or need not, as in the state folder itself.
    #[must_use]
    pub fn of(hidden: &Path) -> Option<Self> {
        let state = state_folder()?;
        let hidden = std::path::absolute(hidden).ok()?;
        if hidden.parent() == std::path::absolute(&state).ok().as_deref() {
            return None;
        }
        fs::create_dir_all(&state).ok()?;
        let made = tempfile::Builder::new().prefix(PREFIX).tempfile_in(&state).ok()?;
        let (mut file, path) = made.keep().ok()?;
        // A start of another command may see the note before it is locked, and remove it.
        let written =
            file.try_lock().is_ok() && is_at(&file, &path) && file.write_all(&bytes_of(&hidden)).is_ok();
        let record = Self { path, _lock: file };
        written.then_some(record)
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes what runs that are no more have left behind: in the state folder, and where their notes say.
pub fn clear_all() {
    let Some(entries) = state_folder().and_then(|state| fs::read_dir(state).ok()) else { return };
    for entry in entries.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes()) {
            // A note that cannot be read is no reason not to start.
            let _ = follow(&entry.path());
        } else {
            let _ = clear(&entry.path());
        }
    }
}

/// Removes what a note speaks of, and the note, if its run is no more.
fn follow(note: &Path) -> std::io::Result<()> {
    if !fs::symlink_metadata(note)?.is_file() {
        return Ok(());
    }
    let file = File::options().read(true).append(true).open(note)?;
    if file.try_lock().is_err() || !is_at(&file, note) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    (&file).take(LONGEST).read_to_end(&mut bytes)?;
    let path = path_of(bytes);
    // On a disk that is not there just now, it may be found at a later start.
    let unreachable = path.parent().is_some_and(|place| !place.as_os_str().is_empty() && !place.exists());
    if !unreachable && clear(&path) != Left::InUse && clear(&path.with_extension("gone")) != Left::InUse {
        fs::remove_file(note)?;
    }
    Ok(())
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
