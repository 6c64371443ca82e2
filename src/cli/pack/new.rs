//! `calling pack new`: a small working pack to start from.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::print;
use crate::output_file::{Existing, OutputError, write_whole};
use crate::pack::starter::FILES;
use crate::visible;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack new my-pack\n  calling --pack my-pack quiz")]
pub(super) struct NewArgs {
    /// Folder to make; one that exists must be empty
    dir: PathBuf,
}

pub(super) fn run(args: &NewArgs) -> Result<(), Failure> {
    let dir = &args.dir;
    if !is_free(dir)? {
        return Err(OutputError::NotEmpty(dir.clone()).into());
    }
    for (name, text) in FILES {
        let path = dir.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| OutputError::Failed(folder.to_owned(), error))?;
        }
        write_whole(&path, text.as_bytes(), Existing::Keep)?;
    }
    let shown = visible::path(dir);
    print(&format!(
        "A small pack is in {shown}. Its files say how each part is written. Next:\n  \
         calling pack check {shown}\n  calling --pack {shown} quiz\n"
    ))
}

/// Whether the folder is empty or does not exist.
fn is_free(dir: &Path) -> Result<bool, OutputError> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(OutputError::Failed(dir.to_owned(), error)),
    }
}
