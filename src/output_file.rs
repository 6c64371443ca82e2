//! Writing results: whole or not at all, and over nothing that was there unless asked.

use std::ffi::OsStr;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a file was not written. Nothing is left behind under its name.
#[derive(Debug, Error)]
pub enum OutputError {
    /// There is a file already.
    #[error("{path} exists already; give another name, or --force to replace it", path = .0.display())]
    Exists(PathBuf),
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

/// Writes a file so that its name only ever stands for the whole of it, also after a crash.
///
/// # Errors
/// If there is one already and `existing` says to keep it, or if the system refuses.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), OutputError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = WholeFile::begin_in(folder, path, existing)?;
    file.write_all(bytes).map_err(|error| OutputError::Failed(path.to_owned(), error))?;
    file.keep()
}

/// A file that is being written under another name than its final one; it is gone if it is dropped before it is kept.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    existing: Existing,
    file: BufWriter<tempfile::NamedTempFile>,
}

impl WholeFile {
    /// Begins a file in a folder on the same disk as its final place.
    ///
    /// # Errors
    /// If there is one already and `existing` says to keep it, or if the system refuses.
    pub fn begin_in(folder: &Path, path: &Path, existing: Existing) -> Result<Self, OutputError> {
        if existing == Existing::Keep && path.exists() {
            return Err(OutputError::Exists(path.to_owned()));
        }
        let file = new_file(folder).map_err(|error| OutputError::Failed(path.to_owned(), error))?;
        Ok(Self { path: path.to_owned(), existing, file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// If the system refuses, or a file of that name has come up that is to be kept.
    pub fn keep(self) -> Result<(), OutputError> {
        let failed = |error| OutputError::Failed(self.path.clone(), error);
        let file = self.file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_all().map_err(failed)?;
        let kept = match self.existing {
            Existing::Replace => file.persist(&self.path),
            Existing::Keep => file.persist_noclobber(&self.path),
        };
        match kept {
            Ok(_) => Ok(()),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OutputError::Exists(self.path))
            }
            Err(refused) => Err(OutputError::Failed(self.path, refused.error)),
        }
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

/// A temporary file, with the permissions that an ordinary new file would get.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".calling-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
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
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write_whole(&path, b"two", Existing::Replace).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_is_missing_is_an_error_with_its_path() {
        let error = write_whole(Path::new("no/such/folder/x"), b"", Existing::Keep).unwrap_err();
        assert!(error.to_string().contains("no/such/folder/x"));
    }
}
