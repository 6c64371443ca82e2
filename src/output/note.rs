//! Notes of where runs are writing, in the state folder: each is a file that its run holds locked, with the path of a
//! [hidden folder](super::hidden_folder) in it. Where there is no state folder to write in, there are no notes.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

/// What names of notes begin with.
pub(super) const PREFIX: &str = "writing-";
/// A note is a path; nothing longer is read.
pub(super) const LONGEST: u64 = 1 << 16;

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
pub struct Note {
    path: PathBuf,
    _lock: File,
}

impl Note {
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
        let note = Self { path, _lock: file };
        written.then_some(note)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether an open file is the one that stands under this name: another program may have removed it, and a third made it
/// anew.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

/// Elsewhere a file that is open cannot be replaced under its name.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
