//! `calling diff`: two sets of answers compared.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{PackChoice, ScopeArg, print};
use crate::Content;
use crate::answers::flags_file::{FlagsFile, PackFrom};
use crate::answers::{Answers, flags_text};
use crate::report::difference::Later;
use crate::report::json::difference::Compared;
use crate::report::text::Style;
use crate::report::{difference, json};
use crate::result::difference::Difference;
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
    let answers = |path: &Path| answers(content, path, pack.pack_from());
    let (before, after) = (answers(&args.a)?, answers(&args.b)?);
    let difference = Difference::between(content, &before, &after, args.scope.map(Into::into));
    print(&match args.format {
        DiffFormat::Text => difference::text(&difference, Later::Given, Style::of(Stream::Output)),
        DiffFormat::Json => {
            let named = |path: &Path| Some(path.display().to_string());
            let pair = Compared { before: named(&args.a), after: named(&args.b), difference };
            json::difference::render(&content.pack, &[pair])
        }
    })
}

fn answers(content: &Content, path: &Path, pack_from: PackFrom) -> Result<Answers, Failure> {
    let source = flags_text::read(path).map_err(|mistake| Failure::Answers(vec![mistake]))?;
    let file = FlagsFile::parse(&source).map_err(Failure::Answers)?;
    file.check_pack(pack_from).map_err(|mistake| Failure::Answers(vec![mistake]))?;
    let mistakes = Mistakes::default();
    let mut answers = Answers::default();
    file.read_answers(&content.pack, &mut answers, &mistakes);
    mistakes.unless_any(answers).map_err(Failure::Answers)
}
