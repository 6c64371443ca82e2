//! `calling diff`: two sets of answers compared.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::r#match::read;
use super::{PackChoice, ScopeArg, print};
use crate::Content;
use crate::answers::Answers;
use crate::answers::flags_file::FlagsFile;
use crate::report::difference::{self, Difference};
use crate::report::text::Style;
use crate::terminal::Stream;
use crate::toml_tree::Mistakes;

/// Compare two sets of answers: last year's and today's, or two people's about one
///
/// Says which answers differ, what that does to the order, and whether it is more than noise. Options in the files
/// are not used.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling diff last-year.toml today.toml\n  calling diff mine.toml supervisor.toml --format json"
)]
pub(super) struct DiffArgs {
    /// The earlier answers, as a flags file
    a: PathBuf,
    /// The later ones
    b: PathBuf,
    /// Which specialties to show [default: what the later answers say]
    #[arg(long)]
    scope: Option<ScopeArg>,
    /// How to print the comparison
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(args: &DiffArgs, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    let (before, after) = (answers(content, &args.a)?, answers(content, &args.b)?);
    let difference = Difference::between(content, &before, &after, args.scope.map(Into::into));
    print(&match args.format {
        DiffFormat::Text => difference::text(&difference, Style::of(Stream::Output)),
        DiffFormat::Json => difference::json(&difference),
    })
}

fn answers(content: &Content, path: &Path) -> Result<Answers, Failure> {
    let source = read(path).map_err(|mistake| Failure::Answers(vec![mistake]))?;
    let file = FlagsFile::parse(&source).map_err(Failure::Answers)?;
    let mistakes = Mistakes::default();
    let mut answers = Answers::default();
    file.read_answers(&content.pack, &mut answers, &mistakes);
    mistakes.unless_any(answers).map_err(Failure::Answers)
}
