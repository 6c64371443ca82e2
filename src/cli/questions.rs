//! `calling questions`: the questionnaire on paper.

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{PackChoice, print};
use crate::answers::flags_file::blank;
use crate::report::questionnaire;
use crate::report::text::Style;
use crate::terminal::Stream;

/// Print the questionnaire: to read, or as a blank flags file to fill in
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling questions\n  calling questions --format flags > answers.toml")]
pub(super) struct QuestionsArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: QuestionsFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuestionsFormat {
    /// Questions and options, to read
    Text,
    /// A blank flags file for `calling match`
    Flags,
}

pub(super) fn run(args: &QuestionsArgs, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    match args.format {
        QuestionsFormat::Text => print(&questionnaire::text(&content.pack, Style::of(Stream::Output))),
        QuestionsFormat::Flags => print(&blank(&content.pack)),
    }
}
