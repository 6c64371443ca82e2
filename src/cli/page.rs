//! `calling page`: the quiz as one HTML file.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::questions::chosen_questions;
use super::{PackChoice, ScopeArg, print};
use crate::output::file::{Existing, OutputError, OutputFile, is_standard_output};
use crate::output::stopping::Stopping;
use crate::page::Settings;
use crate::page::file::file;
use crate::terminal::write_message;
use crate::visible;

/// Write the quiz as one HTML file that asks, scores and explains in any browser, without a network
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling page --output quiz.html\n  \
    calling page --short 20 --title \"Careers afternoon\" --output quiz.html\n  \
    calling page --pack my-pack --output quiz.html\n\n\
    How to hand it out: docs/page.md")]
pub(super) struct PageArgs {
    /// Write the page to this file; - is standard output
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
    /// Ask only the N questions that together tell most apart; the others can be answered after the result
    #[arg(long, value_name = "N")]
    short: Option<usize>,
    /// What stands above the quiz [default: the name of the content]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Which specialties the result shows [default: what the answers say]; it hides, and changes no score
    #[arg(long)]
    scope: Option<ScopeArg>,
}

pub(super) fn run(args: &PageArgs, pack: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    let content = pack.content()?;
    let short = match args.short {
        None => Vec::new(),
        count => chosen_questions(content, count)?,
    };
    let title = args.title.as_deref().map(visible::tidy).filter(|title| !title.is_empty());
    let settings = Settings { title, short, scope: args.scope.map(Into::into) };
    let page = file(content, &settings).ok_or(Failure::NoEngine)?;
    if is_standard_output(&args.output) {
        return print(&page);
    }
    let existing = if args.force { Existing::Replace } else { Existing::Keep };
    let mut file = OutputFile::begin(&args.output, existing, stopping).map_err(|error| match error {
        OutputError::NotAFile(..) => Failure::NotAFile(error),
        other => Failure::Output(other),
    })?;
    file.write(page.as_bytes())?;
    file.keep()?;
    let path = visible::path(&args.output);
    write_message(&format!("Written to {path}, {} kB: open it in any browser.\n", page.len() / 1000));
    Ok(())
}
