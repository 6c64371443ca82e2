//! `calling pack`: for people who write content.

mod new;
mod schema;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;
use super::questions::chosen_questions;
use super::{PackChoice, load, print};
use crate::matching::evaluation::{Plan, evaluate};
use crate::matching::simulation::ResponseModel;
use crate::report::evaluation;
use crate::report::words::count;
use crate::terminal::{Stream, can_draw_progress};

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
    Evaluate(EvaluateArgs),
}

#[derive(Debug, Args)]
struct EvaluateArgs {
    /// Folder with questions.toml and specialties/ [default: the built-in pack]
    dir: Option<PathBuf>,
    /// Simulated respondents for each specialty, under each response model
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    per_specialty: u64,
    /// Of these, how many are also asked adaptively, as in the quiz (slow)
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=100_000))]
    adaptive: u64,
    /// Try the short form of N questions (as in `calling questions --short N`) instead of all of them
    #[arg(long, value_name = "N", conflicts_with = "adaptive")]
    short: Option<usize>,
    /// Chance, in per cent, of holding the true specialty that shortlists must reach
    #[arg(long, value_name = "PERCENT", default_value_t = 80, value_parser = clap::value_parser!(u8).range(1..=99))]
    shortlist: u8,
    /// Where the random numbers start; the same seed gives the same figures
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How to print the figures
    #[arg(long, value_enum, default_value = "text")]
    format: EvaluateFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EvaluateFormat {
    /// Tables to read
    Text,
    /// For programs
    Json,
    /// The calibration of the first response model as an SVG chart
    Svg,
}

pub(super) fn run(args: &PackArgs, chosen: &PackChoice) -> Result<(), Failure> {
    match &args.command {
        PackCommand::New(args) => new::run(args),
        PackCommand::Schema(args) => schema::run(args, chosen),
        PackCommand::Check { dir } => check(dir.as_ref(), chosen),
        PackCommand::Evaluate(args) => run_evaluation(args, chosen),
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

fn run_evaluation(args: &EvaluateArgs, chosen: &PackChoice) -> Result<(), Failure> {
    let content = load(args.dir.as_ref().or(chosen.pack.as_ref()).map(PathBuf::as_path))?;
    let plan = Plan {
        per_specialty: args.per_specialty,
        // The adaptive order chooses among all questions, so beside a short form it is not tried.
        adaptive_per_specialty: if args.short.is_some() { 0 } else { args.adaptive },
        seed: args.seed,
        shortlist_share: f64::from(args.shortlist) / 100.0,
        models: ResponseModel::ALL.to_vec(),
        questions: chosen_questions(content, args.short)?,
    };
    let bar = if can_draw_progress() {
        ProgressBar::new(plan.respondents(&content.pack))
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len}, {eta} left") {
        bar.set_style(style);
    }
    let evaluation = evaluate(&content.pack, &content.evidence, &plan, &|| bar.inc(1));
    bar.finish_and_clear();
    print(&match args.format {
        EvaluateFormat::Text => evaluation::text(&content.pack, &evaluation, &plan, Stream::Output.width()),
        EvaluateFormat::Json => evaluation::json(&content.pack, &evaluation, &plan),
        EvaluateFormat::Svg => evaluation::svg(&evaluation),
    })
}
