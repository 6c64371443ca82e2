//! `calling pack new`: a small working pack to start from.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::print;
use crate::output::file::{Existing, OutputError};
use crate::output::folder::OutputFolder;
use crate::output::stopping::Stopping;
use crate::pack::starter::FILES;
use crate::visible;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack new my-pack\n  calling --pack my-pack quiz")]
pub(super) struct NewArgs {
    /// Folder to make; one that exists must be empty
    dir: PathBuf,
}

pub(super) fn run(args: &NewArgs, stopping: &Stopping) -> Result<(), Failure> {
    let folder = OutputFolder::begin(&args.dir, Existing::Keep, stopping)?;
    let mut files = Vec::new();
    for (name, text) in FILES {
        let mut file = folder.file(name)?;
        file.write_all(text.as_bytes())
            .map_err(|error| OutputError::Failed(file.path().to_owned(), error))?;
        files.push(file);
    }
    folder.keep(files)?;
    let shown = visible::path(&args.dir);
    print(&format!(
        "A small pack is in {shown}. Its files say how each part is written. Next:\n  \
         calling pack check {shown}\n  calling --pack {shown} quiz\n"
    ))
}
