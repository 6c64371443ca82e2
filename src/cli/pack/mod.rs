//! `calling pack`: for people who write content.

mod evaluate;
mod new;
mod schema;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{PackChoice, load, print};
use crate::report::words::count;

/// Start and check content of your own, and see how well its questions work
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack new my-pack\n  calling pack check my-pack\n  \
        calling pack schema --specialty my-pack > specialty.schema.json\n  \
        calling pack evaluate my-pack --per-specialty 100 --format json\n  calling pack evaluate --short 20")]
pub(super) struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    /// Write a small pack that works, to start from
    New(new::NewArgs),
    /// Report every mistake in a pack's files at once, each with its place
    Check {
        /// Folder with questions.toml and specialties/ [default: the built-in pack]
        dir: Option<PathBuf>,
    },
    /// Print a JSON Schema, so that editors complete the TOML and scripts can check results
    Schema(schema::SchemaArgs),
    /// Try the questions on simulated respondents: hit rates, certainty, confused pairs, idle questions
    Evaluate(evaluate::EvaluateArgs),
}

pub(super) fn run(args: &PackArgs, chosen: &PackChoice) -> Result<(), Failure> {
    match &args.command {
        PackCommand::New(args) => new::run(args),
        PackCommand::Schema(args) => schema::run(args, chosen),
        PackCommand::Check { dir } => check(dir.as_ref(), chosen),
        PackCommand::Evaluate(args) => evaluate::run(args, chosen),
    }
}

fn check(dir: Option<&PathBuf>, chosen: &PackChoice) -> Result<(), Failure> {
    let pack = &load(dir.or(chosen.pack.as_ref()).map(PathBuf::as_path))?.pack;
    print(&format!(
        "{}, version {}: no mistakes in {}, {} and {} specialties\n",
        pack.name(),
        pack.version(),
        count(pack.dimensions().len(), "dimension"),
        count(pack.questions().len(), "question"),
        pack.specialties().len()
    ))
}
