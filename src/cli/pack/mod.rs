//! `calling pack`: for people who write content.

mod check;
mod evaluate;
mod new;
mod schema;

use clap::{Args, Subcommand};

use super::PackChoice;
use super::failure::Failure;
use crate::output::stopping::Stopping;

/// Start and check content of your own, and see how well its questions work
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack new my-pack\n  calling pack check my-pack\n  \
        calling pack schema --specialty my-pack > specialty.schema.json\n  \
        calling pack evaluate my-pack --per-specialty 100 --format json\n  calling pack evaluate --respondents sheets.csv --truth Field")]
pub(super) struct PackArgs {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    /// Write a small pack that works, to start from
    New(new::NewArgs),
    /// Report every mistake in a pack's files at once, each with its place
    Check(check::CheckArgs),
    /// Print a JSON Schema, so that editors complete the TOML and scripts can check results
    Schema(schema::SchemaArgs),
    /// Try the questions on simulated respondents, or on people's own sheets: hit rates, certainty, idle questions
    Evaluate(Box<evaluate::EvaluateArgs>),
}

pub(super) fn run(args: &PackArgs, chosen: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    match &args.command {
        PackCommand::New(args) => new::run(args, stopping),
        PackCommand::Schema(args) => schema::run(args, chosen),
        PackCommand::Check(args) => check::run(args, chosen),
        PackCommand::Evaluate(args) => evaluate::run(args, chosen),
    }
}
