//! `calling match`: scores answers without asking anyone.

mod lines;
mod options;
mod render;
mod sheet;

use std::path::PathBuf;

use clap::Args;

use super::PackChoice;
use super::failure::Failure;
use crate::output::stopping::Stopping;
pub(super) use options::Destination;
use options::{Format, MatchOptions};
use sheet::Sheet;

pub(super) use options::options_in_files;

/// Score answers from a file, without a terminal
///
/// A flags file is TOML: answers under [answers], and above it any long option of this command but --output and --force. What is typed
/// here counts before what the file says. `calling questions --format flags` prints a blank one.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling match answers.toml\n  calling match - --format json < answers.toml\n  \
    calling match --answer home-visits=agree --answer places=hospice,homes\n  \
    calling match --code DPN3X-X10Q2-QC1ZN-…\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 mistakes in the answers, 4 mistakes in the pack"
)]
pub(super) struct MatchArgs {
    /// Flags files (TOML or JSON), folders of them, or earlier results as JSON; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One answer, as question=option (several options parted by commas); may be repeated
    #[arg(long, value_name = "QUESTION=VALUE")]
    answer: Vec<String>,
    /// Someone's answers as a code, as the quiz shows it; may be repeated
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    #[command(flatten)]
    options: MatchOptions,
    #[command(flatten)]
    destination: Destination,
}

impl MatchArgs {
    /// Whether the result goes to a file.
    pub(super) fn writes_a_file(&self) -> bool {
        self.destination.file().is_some()
    }
}

pub(super) fn run(args: &MatchArgs, pack: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    if args.files.is_empty() && args.answer.is_empty() && args.code.is_empty() {
        return Err(Failure::Usage(
            "nothing to score: give a flags file, - for standard input, --code CODE or --answer question=option\n\
             (`calling questions --format flags` prints a blank flags file)"
                .to_owned(),
        ));
    }
    render::refuse_what_cannot_apply(&args.options)?;
    if args.options.format == Some(Format::Jsonl) {
        return lines::run(args, pack, stopping);
    }
    let is_table = |file: &&PathBuf| {
        let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["csv", "tsv", "xlsx"].iter().any(|table| extension.eq_ignore_ascii_case(table))
    };
    if let Some(table) = args.files.iter().find(is_table) {
        return Err(Failure::Usage(format!(
            "{0} looks like a table of many people: calling workshop {0} --out FOLDER",
            table.display()
        )));
    }
    let content = pack.content()?;
    let sheets = Sheet::read_all(content, args, pack)?;
    let rendered = render::rendered(content, &sheets, args.destination.style())?;
    args.destination.write(rendered.as_bytes(), stopping)
}
