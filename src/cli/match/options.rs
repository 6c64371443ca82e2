//! What can be asked of `calling match`, on the command line and in a flags file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, Parser, ValueEnum};

use crate::answers::flags_file::FileOption;
use crate::cli::failure::Failure;
use crate::cli::refused_value::refused;
use crate::cli::{ScopeArg, print_bytes};
use crate::diagnostic::Diagnostic;
use crate::output::file::{Existing, OutputError, OutputFile, is_standard_output};
use crate::output::stopping::Stopping;
use crate::pack::Scope;
use crate::report::text::Style;
use crate::terminal::{Stream, write_message};
use crate::toml_tree::Mistakes;
use crate::visible;

/// Where the result goes. That is for whoever runs the program to say, and so never read from a flags file, which may come
/// from someone else.
#[derive(Debug, Args)]
pub(in crate::cli) struct Destination {
    /// Write the result to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the output file if it exists
    #[arg(long)]
    force: bool,
}

impl Destination {
    /// The file to write to; nothing for standard output.
    pub(in crate::cli) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_standard_output(path))
    }

    /// How text for it looks.
    pub(in crate::cli) fn style(&self) -> Style {
        if self.file().is_some() { Style::FOR_FILES } else { Style::of(Stream::Output) }
    }

    /// Begins the file, if there is one to write.
    pub(super) fn begin<'s>(&self, stopping: &'s Stopping) -> Result<Option<OutputFile<'s>>, Failure> {
        let existing = if self.force { Existing::Replace } else { Existing::Keep };
        let file = self.file().map(|path| OutputFile::begin(path, existing, stopping)).transpose();
        file.map_err(|error| match error {
            OutputError::NotAFile(..) => Failure::NotAFile(error),
            other => Failure::Output(other),
        })
    }

    pub(in crate::cli) fn write(&self, rendered: &[u8], stopping: &Stopping) -> Result<(), Failure> {
        let Some(mut file) = self.begin(stopping)? else { return print_bytes(rendered) };
        file.write(rendered)?;
        keep(file)
    }
}

/// Gives a file that is whole its name, and says so.
pub(super) fn keep(file: OutputFile<'_>) -> Result<(), Failure> {
    let path = visible::path(file.path());
    file.keep()?;
    write_message(&format!("Written to {path}.\n"));
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// One page that needs nothing else, to read, print or pass on
    Html,
    /// One row for each respondent
    Csv,
    /// Many respondents, one JSON object a line in and out, for engines that pipe lines through
    Jsonl,
}

impl Format {
    /// How it is typed.
    pub(super) fn id(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }
}

/// The options that can also stand in a flags file, as typed there or on the command line.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct MatchOptions {
    /// How to print the result [default: text]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// How many specialties get reasons [default: 3]
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// Which specialties to show [default: what the answers say]; it hides, and changes no score
    #[arg(long)]
    pub(super) scope: Option<ScopeArg>,
    /// Explain this specialty at length, wherever it stands (a slug); may be repeated
    #[arg(long, value_name = "SLUG")]
    pub(super) why: Vec<String>,
    /// Show the order before and after one answer, as question=option; may be repeated
    #[arg(long, value_name = "QUESTION=VALUE")]
    pub(super) what_if: Vec<String>,
    /// Name the N questions whose answers would settle most, instead of a result
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..))]
    pub(super) next: Option<usize>,
    /// Chance, in per cent, of holding the best fit that the shortlist must reach [default: 80]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=99))]
    pub(super) shortlist: Option<u8>,
    /// Show the N least suited, too
    #[arg(long, value_name = "N")]
    pub(super) least: Option<usize>,
}

impl MatchOptions {
    /// These options, and the other ones where these say nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            format: self.format.or(other.format),
            top: self.top.or(other.top),
            scope: self.scope.or(other.scope),
            why: self.why.into_iter().chain(other.why).collect(),
            what_if: self.what_if.into_iter().chain(other.what_if).collect(),
            next: self.next.or(other.next),
            shortlist: self.shortlist.or(other.shortlist),
            least: self.least.or(other.least),
        }
    }

    /// The scope that was asked for.
    pub(super) fn scope(&self) -> Option<Scope> {
        self.scope.map(Into::into)
    }

    /// The chance, from 0 to 1, that the shortlist is asked to reach.
    pub(super) fn shortlist_share(&self) -> Option<f64> {
        self.shortlist.map(|percent| f64::from(percent) / 100.0)
    }

    /// Names of the options that only some outputs can heed, as far as they were given.
    pub(super) fn given(&self) -> Vec<&'static str> {
        let all = [
            ("top", self.top.is_some()),
            ("why", !self.why.is_empty()),
            ("what-if", !self.what_if.is_empty()),
            ("next", self.next.is_some()),
            ("shortlist", self.shortlist.is_some()),
            ("least", self.least.is_some()),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}

/// An option of a flags file, parsed by the very definitions of the command line.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, disable_version_flag = true)]
struct FileArgs {
    #[command(flatten)]
    options: MatchOptions,
}

/// The options that a flags file may give.
pub(in crate::cli) fn options_in_files() -> clap::Command {
    FileArgs::command()
}

/// What an option of a flags file means, or a noted mistake.
pub(super) fn file_option(option: &FileOption, mistakes: &Mistakes) -> Option<MatchOptions> {
    let name = &option.name.value;
    let wrong = |message: String| Diagnostic::at(&option.name.place, message);
    if Destination::augment_args(clap::Command::new(""))
        .get_arguments()
        .any(|one| one.get_long() == Some(name))
    {
        mistakes.note(
            wrong(format!("`{name}` cannot stand in a flags file")).help(format!(
                "where a result goes is said on the command line: calling match FILE --{name}"
            )),
        );
        return None;
    }
    let known = options_in_files();
    let known: Vec<&str> = known.get_arguments().filter_map(clap::Arg::get_long).collect();
    if !known.contains(&name.as_str()) {
        mistakes.note(
            wrong(format!("unknown option `{name}`"))
                .suggest(name, known.into_iter().chain(["answers", "pack"])),
        );
        return None;
    }
    let typed = match &option.value {
        Some(value) => format!("--{name}={value}"),
        None => format!("--{name}"),
    };
    let parsed = FileArgs::try_parse_from([OsString::from(typed)]);
    parsed.map(|args| args.options).map_err(|error| mistakes.note(refused(option, &error))).ok()
}
