//! `calling pack check`: every mistake in a pack, and what it still lacks or should look at again.

use std::path::PathBuf;

use clap::Args;

use crate::answers::code::CodeError;
use crate::cli::failure::Failure;
use crate::cli::{PackChoice, print};
use crate::default_pack;
use crate::pack::Pack;
use crate::pack::check::shortcomings;
use crate::pack::figures::{OldFigure, older_than};
use crate::pack::layout::Layout;
use crate::pack::load::load_with_draft;
use crate::report::text::Style;
use crate::report::words::{count, wrapped};
use crate::terminal::Stream;

/// How wide the lines of a layout are.
const WIDTH: usize = 74;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack check my-pack\n  calling pack check my-pack --strict\n  \
        calling pack check --older-than 2022")]
pub(super) struct CheckArgs {
    /// Folder with questions.toml and specialties/ [default: the built-in pack]
    dir: Option<PathBuf>,
    /// Ask for what the built-in pack has beyond being valid: a reason for each option, clauses, permanent numbers, terms
    /// and limits, something to go and see, an address for every source
    #[arg(long)]
    strict: bool,
    /// Print the [[codes]] of the questions as they are now, which a pack keeps so that its codes can be read later
    #[arg(long, conflicts_with_all = ["strict", "older_than"])]
    codes: bool,
    /// List every figure that rests on a page older than this year, or on one without a year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1800..=2200))]
    older_than: Option<u16>,
}

pub(super) fn run(args: &CheckArgs, chosen: &PackChoice) -> Result<(), Failure> {
    let pack = &checked(args, chosen)?;
    if args.codes {
        return print(&codes(pack)?);
    }
    let mut text = format!(
        "{}, version {}: no mistakes in {}, {} and {} specialties\n",
        pack.name(),
        pack.version(),
        count(pack.dimensions().len(), "dimension"),
        count(pack.questions().len(), "question"),
        pack.specialties().len()
    );
    if let Some(year) = args.older_than {
        text.push_str(&listing(pack, year, Style::of(Stream::Output)));
    }
    print(&text)
}

fn checked(args: &CheckArgs, chosen: &PackChoice) -> Result<Pack, Failure> {
    // The built-in pack passed both checks when the program was built.
    let Some(folder) = args.dir.as_ref().or(chosen.pack.as_ref()) else { return Ok(default_pack().pack) };
    let (pack, draft) = load_with_draft(folder).map_err(Failure::Pack)?;
    let lacking = if args.strict { shortcomings(&pack, &draft) } else { Vec::new() };
    if lacking.is_empty() { Ok(pack) } else { Err(Failure::Pack(lacking)) }
}

/// The entry that a pack keeps for its codes.
fn codes(pack: &Pack) -> Result<String, Failure> {
    match Layout::of(pack.questions()) {
        Some(layout) => {
            let lines = wrapped(&layout.to_string(), WIDTH, "  \"", "  \"").replace('\n', "\",\n");
            let version = format!("{:?}", pack.version());
            Ok(format!("[[codes]]\nversion = {version}\nlayout = [\n{lines}]\n"))
        }
        None => Err(Failure::Usage(CodeError::NoNumbers.to_string())),
    }
}

/// Figures by specialty, those first whose sentences do not say how old they are.
fn listing(pack: &Pack, year: u16, style: Style) -> String {
    let mut figures = older_than(pack, year);
    figures.sort_by_key(|figure| (figure.says_so, figure.specialty));
    let silent = figures.iter().filter(|figure| !figure.says_so).count();
    let mut text = format!(
        "\n{} on something older than {year} or without a year; {silent} of them do not say so\n",
        if figures.len() == 1 {
            "1 figure rests".to_owned()
        } else {
            format!("{} figures rest", figures.len())
        },
    );
    for figure in &figures {
        text.push_str(&wrapped(&line(pack, figure), style.width, "  ", "    "));
    }
    text
}

fn line(pack: &Pack, figure: &OldFigure) -> String {
    let of = figure.year.map_or_else(|| "no year".to_owned(), |year| year.to_string());
    let silent = if figure.says_so { "" } else { ", not said" };
    let slug = &pack.specialty(figure.specialty).slug;
    format!("{slug} ({}; {of}{silent}): {}", figure.key, figure.say)
}
