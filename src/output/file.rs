//! Writing results: whole or not at all, and over nothing that was there unless asked.
//!
//! One rule for what is under the name already: a file is replaced if that was asked for; a folder, a link, a pipe, a
//! device or a socket is left as it is, whatever was asked for.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;
use thiserror::Error;

use crate::output::hidden_folder::{HiddenFolder, clear_in};
use crate::output::stopping::Stopping;

/// Why a file was not written. Nothing is left behind under its name.
#[derive(Debug, Error)]
pub enum OutputError {
    /// There is a file already.
    #[error("{path} exists already; give another name, or --force to replace it", path = .0.display())]
    Exists(PathBuf),
    /// There is something that is no file.
    #[error("{path} is {what}, not a file, and is left as it is; name a file", path = .0.display(), what = .1)]
    NotAFile(PathBuf, &'static str),
    /// There is something that is no folder.
    #[error("{path} is {what}, not a folder, and is left as it is; name a folder", path = .0.display(), what = .1)]
    NotAFolder(PathBuf, &'static str),
    /// A folder that must be empty is not.
    #[error("{path} holds files already; name an empty folder, or one that does not exist", path = .0.display())]
    NotEmpty(PathBuf),
    /// Another run is writing into a folder.
    #[error("another run is writing into {path}; wait for its end, or name another folder", path = .0.display())]
    InUse(PathBuf),
    /// The system refused.
    #[error("{path} cannot be written: {error}", path = .0.display(), error = .1)]
    Failed(PathBuf, io::Error),
}

/// Whether a file that exists may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and writing is an error.
    Keep,
    /// It is replaced.
    Replace,
}

/// Whether a path stands for standard output.
#[must_use]
pub fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == OsStr::new("-")
}

/// Sees that a file may stand under a name.
///
/// # Errors
/// If something stands there that is to be kept.
pub fn check_free(path: &Path, existing: Existing) -> Result<(), OutputError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(OutputError::Failed(path.to_owned(), error)),
        Ok(found) if !found.is_file() => {
            Err(OutputError::NotAFile(path.to_owned(), in_words(found.file_type())))
        }
        Ok(_) => match existing {
            Existing::Keep => Err(OutputError::Exists(path.to_owned())),
            Existing::Replace => Ok(()),
        },
    }
}

/// What something in a folder is, as it is said of it.
#[must_use]
pub fn in_words(found: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if found.is_fifo() {
            return "a named pipe";
        }
        if found.is_socket() {
            return "a socket";
        }
        if found.is_char_device() || found.is_block_device() {
            return "a device";
        }
    }
    if found.is_file() {
        "a file"
    } else if found.is_dir() {
        "a folder"
    } else if found.is_symlink() {
        "a link"
    } else {
        "something else"
    }
}

/// Writes a file so that its name only ever stands for the whole of it, also after a crash.
///
/// # Errors
/// If there is one already and `existing` says to keep it, if something else has its name, or if the system refuses.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), OutputError> {
    let stopping = Stopping::default();
    let mut file = OutputFile::begin(path, existing, &stopping)?;
    file.write(bytes)?;
    file.keep()
}

/// A file by itself, written bit by bit. It has no name before it is kept, and is gone if it never is.
#[derive(Debug)]
pub struct OutputFile<'s> {
    file: WholeFile,
    _unless_kept: Ends<'s>,
}

/// Removes what has no name when it is dropped.
#[derive(Debug)]
struct Ends<'s>(&'s Stopping);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl<'s> OutputFile<'s> {
    /// Begins a file.
    ///
    /// # Errors
    /// If there is one already and `existing` says to keep it, if something else has its name, if the run was stopped, or
    /// if the system refuses.
    pub fn begin(path: &Path, existing: Existing, stopping: &'s Stopping) -> Result<Self, OutputError> {
        check_free(path, existing)?;
        let failed = |error| OutputError::Failed(path.to_owned(), error);
        let place = place_of(path);
        // What another run has left behind here is its trouble, not this file's.
        let _ = clear_in(place);
        let hidden = HiddenFolder::new_in(place).map_err(failed)?;
        let written = hidden.path().join("whole");
        stopping.begin(hidden).map_err(failed)?;
        let unless_kept = Ends(stopping);
        Ok(Self { file: WholeFile::begin(&written, path, existing)?, _unless_kept: unless_kept })
    }

    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Writes on.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        let written = self.file.write_all(bytes);
        written.map_err(|error| OutputError::Failed(self.path().to_owned(), error))
    }

    /// Brings it to the disk and gives it its name.
    ///
    /// # Errors
    /// If the system refuses, the run was stopped, or something of that name has come up that is to be kept.
    pub fn keep(self) -> Result<(), OutputError> {
        let path = self.file.path().to_owned();
        let Self { file, _unless_kept: unless_kept } = self;
        let unnamed = file.sync()?;
        let stopped = || Err(OutputError::Failed(path.clone(), io::ErrorKind::Interrupted.into()));
        unless_kept.0.unless_stopped(|| unnamed.name()).unwrap_or_else(stopped)?;
        sync_folder(place_of(&path));
        Ok(())
    }
}

/// The folder that a file stands in.
fn place_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that is being written under another name than its final one. It is not seen until it is [named](Unnamed::name),
/// and gone if it is dropped before.
#[derive(Debug)]
pub struct WholeFile {
    unnamed: Unnamed,
    file: BufWriter<File>,
}

/// A file that is whole and on the disk, and has not got its name yet.
#[derive(Debug)]
pub struct Unnamed {
    written: TempPath,
    path: PathBuf,
    existing: Existing,
}

impl WholeFile {
    /// Begins a file that is written in one place, in a [hidden folder](HiddenFolder), and will stand in another.
    ///
    /// # Errors
    /// If there is one already and `existing` says to keep it, or if the system refuses.
    pub fn begin(written: &Path, path: &Path, existing: Existing) -> Result<Self, OutputError> {
        check_free(path, existing)?;
        let failed = |error| OutputError::Failed(path.to_owned(), error);
        let file = File::create_new(written).map_err(failed)?;
        let written = TempPath::try_from_path(written).map_err(failed)?;
        let unnamed = Unnamed { written, path: path.to_owned(), existing };
        Ok(Self { unnamed, file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.unnamed.path
    }

    /// Brings all of it to the disk.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn sync(self) -> Result<Unnamed, OutputError> {
        let written = self.file.into_inner().map_err(io::IntoInnerError::into_error);
        match written.and_then(|file| file.sync_all()) {
            Ok(()) => Ok(self.unnamed),
            Err(error) => Err(OutputError::Failed(self.unnamed.path, error)),
        }
    }
}

impl Unnamed {
    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// If the system refuses, or something of that name has come up that is to be kept.
    pub fn name(self) -> Result<(), OutputError> {
        check_free(&self.path, self.existing)?;
        let named = match self.existing {
            Existing::Replace => self.written.persist(&self.path),
            Existing::Keep => self.written.persist_noclobber(&self.path),
        };
        named.map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => OutputError::Exists(self.path),
            _ => OutputError::Failed(self.path, refused.error),
        })
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Brings the names in a folder to the disk. Not every system can, and what has its name is whole either way.
pub(crate) fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_exists_is_kept_unless_replacing_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_whole(&path, b"one", Existing::Keep).unwrap();
        assert!(matches!(write_whole(&path, b"two", Existing::Keep), Err(OutputError::Exists(_))));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write_whole(&path, b"two", Existing::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_is_missing_is_an_error_with_its_path() {
        let error = write_whole(Path::new("no/such/folder/x"), b"", Existing::Keep).unwrap_err();
        assert!(error.to_string().contains("no/such/folder/x"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_left_as_it_is_also_when_replacing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "mine").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("dangling")).unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        for name in ["link", "dangling", "inner"] {
            let error = write_whole(&folder.path().join(name), b"x", Existing::Replace).unwrap_err();
            assert!(matches!(error, OutputError::NotAFile(..)), "{error}");
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        let error = write_whole(Path::new("/dev/null"), b"x", Existing::Replace).unwrap_err();
        assert_eq!(error.to_string(), "/dev/null is a device, not a file, and is left as it is; name a file");
    }
}
