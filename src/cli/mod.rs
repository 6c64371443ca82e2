//! The commands: what can be typed, and which file does it.

pub mod failure;

mod completions;
mod diff;
mod r#match;
mod memory;
mod pack;
mod page;
mod profiles;
mod questions;
mod quiz;
mod refused_value;
mod stopping;
mod waves;
mod workshop;

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser, ValueParser, ValueParserFactory};
use clap::{ArgAction, Args, Parser, Subcommand};

use crate::answers::flags_file::PackFrom;
use crate::diagnostic::render;
use crate::output::left_behind;
use crate::output::stopping::Stopping;
use crate::pack::Scope;
use crate::terminal::{Stream, flush_output, write_error, write_message, write_output};
use crate::{Content, default_pack};
use failure::{Failure, exit};
use stopping::until_stopped;

/// Find the medical or palliative-care role that fits you.
///
/// Asks about the work that you want, scores the answers against sourced profiles of specialties and roles, and
/// says which fit and why. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(
    version,
    disable_help_flag = true,
    max_term_width = 100,
    after_help = "Examples:\n  calling                          answer questions, get a result\n  \
        calling match answers.toml       score a flags file without asking\n  \
        calling profiles show palliative-medicine"
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    pack: PackChoice,
    /// Print help
    // One form for -h and --help, with one line an option, so that it fits a screen.
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Quiz(quiz::QuizArgs),
    Match(r#match::MatchArgs),
    Diff(diff::DiffArgs),
    Profiles(profiles::ProfilesArgs),
    Questions(questions::QuestionsArgs),
    Workshop(workshop::WorkshopArgs),
    Page(page::PageArgs),
    Pack(pack::PackArgs),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

/// Which content to use.
#[derive(Debug, Clone, Default, Args)]
struct PackChoice {
    /// Use the questions and specialties in this folder instead of the built-in ones
    #[arg(long, value_name = "DIR", global = true)]
    pack: Option<PathBuf>,
}

impl PackChoice {
    fn content(&self) -> Result<&'static Content, Failure> {
        load(self.pack.as_deref())
    }

    /// Where that content comes from.
    fn pack_from(&self) -> PackFrom {
        if self.pack.is_some() { PackFrom::CommandLine } else { PackFrom::Program }
    }
}

/// The content, kept until the program ends: taking some thousand texts apart again just before that would be a
/// measurable part of a short run.
fn load(folder: Option<&Path>) -> Result<&'static Content, Failure> {
    let content = match folder {
        None => default_pack(),
        Some(folder) => Content::load(folder).map_err(Failure::Pack)?,
    };
    Ok(Box::leak(Box::new(content)))
}

/// A scope as it is typed.
#[derive(Debug, Clone, Copy)]
struct ScopeArg(Scope);

impl ValueParserFactory for ScopeArg {
    type Parser = ValueParser;

    fn value_parser() -> ValueParser {
        let known = Scope::every().map(|scope| PossibleValue::new(scope.id()).help(scope.say()));
        let parser = PossibleValuesParser::new(known);
        ValueParser::new(parser.map(|id| ScopeArg(Scope::find(&id).unwrap_or_default())))
    }
}

impl From<ScopeArg> for Scope {
    fn from(typed: ScopeArg) -> Scope {
        typed.0
    }
}

/// Runs what was typed and says what went wrong, if anything did.
///
/// Returns the exit code; see [`failure::exit`].
#[must_use]
pub fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return show_usage_error(&error),
    };
    left_behind::clear_all();
    let result = match cli.command {
        None => quiz::run(&quiz::QuizArgs::default(), &cli.pack),
        Some(Command::Quiz(args)) => quiz::run(&args, &cli.pack),
        Some(Command::Match(args)) if args.writes_a_file() => {
            until_stopped(move |stopping| r#match::run(&args, &cli.pack, stopping))
        }
        Some(Command::Match(args)) => r#match::run(&args, &cli.pack, &Stopping::default()),
        Some(Command::Diff(args)) => diff::run(&args, &cli.pack),
        Some(Command::Profiles(args)) => profiles::run(&args, &cli.pack),
        Some(Command::Questions(args)) if args.writes_a_file() => {
            until_stopped(move |stopping| questions::run(&args, &cli.pack, stopping))
        }
        Some(Command::Questions(args)) => questions::run(&args, &cli.pack, &Stopping::default()),
        Some(Command::Workshop(args)) => {
            until_stopped(move |stopping| workshop::run(&args, &cli.pack, stopping))
        }
        Some(Command::Page(args)) => until_stopped(move |stopping| page::run(&args, &cli.pack, stopping)),
        Some(Command::Pack(args)) => until_stopped(move |stopping| pack::run(&args, &cli.pack, stopping)),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(completions::ManArgs {})) => completions::run_man(),
    };
    match result {
        Ok(()) => exit::DONE,
        Err(failure) => {
            show(&failure);
            failure.exit_code()
        }
    }
}

/// clap's own messages: help and version are results, the rest is a usage error.
fn show_usage_error(error: &clap::Error) -> u8 {
    let printed = error.print().and_then(|()| flush_output());
    match printed {
        // Nothing is left to be done if standard error itself is gone.
        _ if error.use_stderr() => exit::USAGE,
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let failure = Failure::System("standard output", error);
            show(&failure);
            failure.exit_code()
        }
        Ok(()) | Err(_) => exit::DONE,
    }
}

fn show(failure: &Failure) {
    let mistakes = failure.diagnostics();
    write_error(&render(mistakes, Stream::Error.colour(), Stream::Error.width()));
    // Someone who pressed Ctrl-C, or closed the reader, knows that it stopped.
    if !matches!(failure, Failure::Interrupted | Failure::Stopped(_) | Failure::ReaderGone) {
        write_message(&format!("calling: {failure}\n"));
    }
}

/// Sends a result to standard output.
fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// A reader that has gone away (`calling … | head`) is no error: nobody is left to be told.
fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    match print_to_reader(bytes) {
        Err(Failure::ReaderGone) => Ok(()),
        other => other,
    }
}

/// The same, for one who has more to print: [`Failure::ReaderGone`] says that nobody would read it.
fn print_to_reader(bytes: &[u8]) -> Result<(), Failure> {
    write_output(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::ReaderGone,
        _ => Failure::System("standard output", error),
    })
}
