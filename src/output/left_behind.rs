//! Finding what a killed run left behind, wherever it was writing: each run notes in the state folder where it does, and
//! the next start of any command removes what nobody holds any more.
//!
//! A note is a file that its run holds locked, with the path of a [hidden folder](super::hidden_folder) in it. Nothing but
//! a hidden folder is ever removed on its word. Where there is no state folder to write in, there are no notes, and what is
//! left behind goes when a run next writes in the same place.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::hidden_folder::{Left, clear};
use super::note::{LONGEST, PREFIX, is_at, path_of, state_folder};

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
