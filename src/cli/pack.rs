//! `calling pack`: for people who write content.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{PackChoice, load, print};
use crate::report::words::count;

/// Check content of your own
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack check my-pack\n  calling pack check")]
pub(super) struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    /// Report every mistake in a pack's files at once, each with its place
    Check {
        /// Folder with questions.toml and specialties/ [default: the built-in pack]
        dir: Option<PathBuf>,
    },
}

pub(super) fn run(args: &PackArgs, chosen: &PackChoice) -> Result<(), Failure> {
    let PackCommand::Check { dir } = &args.command;
    let content = match dir {
        Some(folder) => load(Some(folder))?,
        None => chosen.content()?,
    };
    let pack = &content.pack;
    print(&format!(
        "{}, version {}: no mistakes in {}, {} and {} specialties\n",
        pack.name(),
        pack.version(),
        count(pack.dimensions().len(), "dimension"),
        count(pack.questions().len(), "question"),
        pack.specialties().len()
    ))
}
