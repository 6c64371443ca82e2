//! `calling match`: scores answers without asking anyone.

mod lines;

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, CommandFactory, Parser, ValueEnum};

use super::failure::Failure;
use super::profiles::find;
use super::{PackChoice, ScopeArg, load, print};
use crate::Content;
use crate::answers::cohort::Respondent;
use crate::answers::flags_file::{FileOption, FlagsFile};
use crate::answers::flags_text::flags_text;
use crate::answers::{Answers, reading};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::matching::next_question::{candidates, is_settled};
use crate::matching::placing::Placer;
use crate::matching::scoring::score;
use crate::output_file::{Existing, is_standard_output, write_whole};
use crate::pack::QuestionId;
use crate::pack::load::{read_bounded, too_large};
use crate::report::difference::{self, Difference};
use crate::report::room::line::Line;
use crate::report::text::Style;
use crate::report::{Report, Wanted, html, json, next, room, text};
use crate::terminal::{Stream, write_message};
use crate::toml_tree::{LARGEST_FILE, Mistakes};
use crate::visible;

/// Specialties that get reasons unless asked otherwise.
const DEFAULT_TOP: usize = 5;

/// Score answers from a file, without a terminal
///
/// A flags file is TOML: answers under [answers], and above it any long option of this command but --output and --force. What is typed
/// here counts before what the file says. `calling questions --format flags` prints a blank one.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling match answers.toml\n  calling match - --format json < answers.toml\n  \
    calling match --answer home-visits=agree --answer places=hospice,homes\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 mistakes in the answers, 4 mistakes in the pack"
)]
pub(super) struct MatchArgs {
    /// Flags files (TOML or JSON), or earlier results as JSON; - is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// One answer, as question=option (several options parted by commas); may be repeated
    #[arg(long, value_name = "QUESTION=VALUE")]
    answer: Vec<String>,
    #[command(flatten)]
    options: MatchOptions,
    #[command(flatten)]
    destination: Destination,
}

/// Where the result goes. That is for whoever runs the program to say, and so never read from a flags file, which may come
/// from someone else.
#[derive(Debug, Args)]
struct Destination {
    /// Write the result to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the output file if it exists
    #[arg(long)]
    force: bool,
}

/// The options that can also stand in a flags file, as typed there or on the command line.
#[derive(Debug, Clone, Default, Args)]
struct MatchOptions {
    /// How to print the result [default: text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How many specialties get reasons [default: 5]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Which specialties to show [default: what the answers say]; it hides, and changes no score
    #[arg(long, value_enum)]
    scope: Option<ScopeArg>,
    /// Explain this specialty at length, wherever it stands (a slug); may be repeated
    #[arg(long, value_name = "SLUG")]
    why: Vec<String>,
    /// Show the order before and after one answer, as question=option; may be repeated
    #[arg(long, value_name = "QUESTION=VALUE")]
    what_if: Vec<String>,
    /// Name the N questions whose answers would settle most, instead of a result
    #[arg(long, value_name = "N")]
    next: Option<usize>,
    /// Chance, in per cent, of holding the best fit that the shortlist must reach [default: 80]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=99))]
    shortlist: Option<u8>,
    /// Show the N least suited, too
    #[arg(long, value_name = "N")]
    least: Option<usize>,
}

impl Destination {
    /// The file to write to; nothing for standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_standard_output(path))
    }

    /// How text for it looks.
    fn style(&self) -> Style {
        if self.file().is_some() { Style::FOR_FILES } else { Style::of(Stream::Output) }
    }

    fn write(&self, rendered: &str) -> Result<(), Failure> {
        let Some(path) = self.file() else { return print(rendered) };
        let existing = if self.force { Existing::Replace } else { Existing::Keep };
        write_whole(path, rendered.as_bytes(), existing)?;
        write_message(&format!("Written to {}.\n", path.display()));
        Ok(())
    }
}

impl MatchOptions {
    /// These options, and the other ones where these say nothing.
    fn or(self, other: Self) -> Self {
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// One page that needs nothing else, to read, print or pass on
    Html,
    /// One row for each file
    Csv,
    /// Many respondents, one JSON object a line in and out, for engines that pipe lines through
    Jsonl,
}

/// An option of a flags file, parsed by the very definitions of the command line.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, disable_version_flag = true)]
struct FileArgs {
    #[command(flatten)]
    options: MatchOptions,
    #[command(flatten)]
    pack: PackChoice,
}

pub(super) fn run(args: &MatchArgs, typed_pack: &PackChoice) -> Result<(), Failure> {
    if args.files.is_empty() && args.answer.is_empty() {
        return Err(Failure::Usage(
            "nothing to score: give a flags file, - for standard input, or --answer question=option\n\
             (`calling questions --format flags` prints a blank flags file)"
                .to_owned(),
        ));
    }
    if args.options.format == Some(Format::Jsonl) {
        return lines::run(&args.files, args.options.scope.map(Into::into), typed_pack);
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
    if args.files.len() < 2 {
        let sheet = Sheet::read(args.files.first().map(PathBuf::as_path), args, typed_pack)?;
        return args.destination.write(&sheet.rendered(args.destination.style())?);
    }
    let mut sheets = Vec::new();
    let mut mistakes = Vec::new();
    for file in &args.files {
        match Sheet::read(Some(file), args, typed_pack) {
            Ok(sheet) => sheets.push((file, sheet)),
            Err(Failure::Answers(found)) => mistakes.extend(found),
            Err(other) => return Err(other),
        }
    }
    if !mistakes.is_empty() {
        return Err(Failure::Answers(mistakes));
    }
    args.destination.write(&several(&sheets, args.options.format, args.destination.style())?)
}

/// The results of several files in one: under headings as text, in a list as JSON.
fn several(sheets: &[(&PathBuf, Sheet)], format: Option<Format>, style: Style) -> Result<String, Failure> {
    let mut results = Vec::new();
    let whole = matches!(format, None | Some(Format::Text | Format::Json));
    for (_, sheet) in sheets.iter().filter(|_| whole) {
        let options = MatchOptions { format, ..sheet.options.clone() };
        results.push(Sheet { options, ..sheet.clone() }.rendered(style)?);
    }
    match format.unwrap_or(Format::Text) {
        Format::Text => {
            let headed = sheets
                .iter()
                .zip(&results)
                .map(|((file, _), result)| format!("== {}\n\n{result}", visible::path(file)));
            Ok(headed.collect::<Vec<_>>().join("\n"))
        }
        Format::Json => {
            let trimmed: Vec<&str> = results.iter().map(|result| result.trim_end()).collect();
            Ok(format!("[\n{}\n]\n", trimmed.join(",\n")))
        }
        Format::Csv => {
            let content = sheets[0].1.content;
            if let Some((file, _)) =
                sheets.iter().find(|(_, sheet)| sheet.content.pack.hash() != content.pack.hash())
            {
                return Err(Failure::Usage(format!(
                    "{} is for another pack than {}: one table holds the results of one pack; use --format text or json",
                    file.display(),
                    sheets[0].0.display()
                )));
            }
            let rows = (1..).zip(sheets).map(|(row, (file, sheet))| sheet.line(row, Some(file)));
            table(content, &rows.collect::<Vec<_>>())
        }
        Format::Html | Format::Jsonl => Err(Failure::Usage(
            "several files make no one page: use --format text, json or csv, or one file at a time"
                .to_owned(),
        )),
    }
}

/// Rows under their heading, as CSV.
fn table(content: &Content, lines: &[Line]) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let written = room::csv::head(&mut bytes)
        .and_then(|()| lines.iter().try_for_each(|line| room::csv::row(&mut bytes, &content.pack, line)));
    written.map_err(|error| Failure::System("results", error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One respondent's answers with what to score them against and how to show it.
#[derive(Debug, Clone)]
struct Sheet {
    content: &'static Content,
    answers: Answers,
    options: MatchOptions,
}

impl Sheet {
    /// Reads a file, if there is one, and what was typed.
    fn read(path: Option<&Path>, args: &MatchArgs, typed_pack: &PackChoice) -> Result<Sheet, Failure> {
        let source = path.map(read).transpose().map_err(|mistake| Failure::Answers(vec![mistake]))?;
        let file = source.as_ref().map(FlagsFile::parse).transpose().map_err(Failure::Answers)?;
        let mistakes = Mistakes::default();
        let mut options = args.options.clone();
        let mut folder = typed_pack.pack.clone();
        for option in file.as_ref().map(|file| file.options(&mistakes)).unwrap_or_default() {
            if let Some(written) = file_option(&option, &mistakes) {
                options = options.or(written.options);
                folder = folder.or(written.pack.pack);
            }
        }
        let content = load(folder.as_deref())?;
        let mut answers = Answers::default();
        if let Some(file) = &file {
            file.read_answers(&content.pack, &mut answers, &mistakes);
        }
        for pair in &args.answer {
            reading::read_pair(&content.pack, "--answer", pair, &mut answers, &mistakes);
        }
        let answers = mistakes.unless_any(answers).map_err(Failure::Answers)?;
        Ok(Sheet { content, answers, options })
    }

    /// The result as a row of a table, called by the name of its file.
    fn line(&self, row: u64, file: Option<&Path>) -> Line {
        let label = file.map(|file| file.display().to_string());
        let respondent = Respondent { row, label, answers: self.answers.clone(), problems: Vec::new() };
        let mut placer = Placer::new(&self.content.pack, &self.content.evidence);
        Line::of(&mut placer, &respondent, self.options.scope.map(Into::into))
    }

    /// What was asked for, as text.
    fn rendered(&self, style: Style) -> Result<String, Failure> {
        let Sheet { content, answers, options } = self;
        let format = options.format.unwrap_or(Format::Text);
        Ok(if let Some(most) = options.next {
            let scope = options.scope.map_or_else(|| answers.scope(&content.pack), Into::into);
            let open = candidates(&content.pack, &content.evidence, answers, scope);
            let first = &open[..most.min(open.len())];
            let settled = is_settled_for(content, answers, options);
            match format {
                Format::Text => next::text(&content.pack, first, settled, style),
                Format::Json => next::json(&content.pack, first, settled),
                Format::Html | Format::Csv | Format::Jsonl => return Err(no_page("--next")),
            }
        } else if options.what_if.is_empty() {
            let wanted = Wanted {
                asked: None,
                scope: options.scope.map(Into::into),
                top: options.top.unwrap_or(DEFAULT_TOP),
                why: options.why.iter().map(|slug| find(&content.pack, slug)).collect::<Result<_, _>>()?,
                least: options.least.unwrap_or(0),
                shortlist_share: options.shortlist.map(|percent| f64::from(percent) / 100.0),
            };
            let report = Report::new(content, answers, &wanted);
            match format {
                Format::Text => text::render(&report, style),
                Format::Json => json::render(&report),
                Format::Html => html::render(&report),
                Format::Csv => table(content, &[self.line(1, None)])?,
                Format::Jsonl => {
                    return Err(Failure::Usage(
                        "--format jsonl belongs on the command line, not in a file".to_owned(),
                    ));
                }
            }
        } else {
            let changed = with_changes(content, answers, &options.what_if)?;
            let difference = Difference::between(content, answers, &changed, options.scope.map(Into::into));
            match format {
                Format::Text => difference::text(&difference, style),
                Format::Json => difference::json(&difference),
                Format::Html | Format::Csv | Format::Jsonl => return Err(no_page("--what-if")),
            }
        })
    }
}

/// The options that a flags file may give.
pub(super) fn options_in_files() -> clap::Command {
    FileArgs::command()
}

/// What an option of a flags file means, or a noted mistake.
fn file_option(option: &FileOption, mistakes: &Mistakes) -> Option<FileArgs> {
    let name = &option.name.value;
    if Destination::augment_args(clap::Command::new(""))
        .get_arguments()
        .any(|one| one.get_long() == Some(name))
    {
        mistakes.note(
            Diagnostic::at(&option.name.place, format!("`{name}` cannot stand in a flags file")).help(
                format!("where a result goes is said on the command line: calling match FILE --{name}"),
            ),
        );
        return None;
    }
    let known = options_in_files();
    let known: Vec<&str> = known.get_arguments().filter_map(clap::Arg::get_long).collect();
    if !known.contains(&name.as_str()) {
        mistakes.note(
            Diagnostic::at(&option.name.place, format!("unknown option `{name}`"))
                .suggest(name, known.into_iter().chain(["answers"])),
        );
        return None;
    }
    let typed = match &option.value {
        Some(value) => format!("--{name}={value}"),
        None => format!("--{name}"),
    };
    FileArgs::try_parse_from([OsString::from(typed)])
        .map_err(|error| {
            let whole = error.to_string();
            let first = whole.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let allowed = whole.lines().find_map(|line| line.trim().strip_prefix("[possible values: "));
            let mut mistake = Diagnostic::at(&option.name.place, first);
            if let Some(allowed) = allowed {
                mistake = mistake.help(format!("possible values: {}", allowed.trim_end_matches(']')));
            }
            mistakes.note(mistake);
        })
        .ok()
}

/// Whether the quiz would stop asking at these answers.
fn is_settled_for(content: &Content, answers: &Answers, options: &MatchOptions) -> bool {
    let scope = options.scope.map_or_else(|| answers.scope(&content.pack), Into::into);
    let scores = score(&content.pack, &content.evidence, answers);
    let put: Vec<QuestionId> = answers.iter().map(|(id, _)| id).collect();
    is_settled(&content.pack, &scores, scope, &put)
}

fn no_page(option: &str) -> Failure {
    Failure::Usage(format!("{option} is shown as text or json only: use --format text or json"))
}

/// The answers with those of `--what-if` in their place.
fn with_changes(content: &Content, answers: &Answers, pairs: &[String]) -> Result<Answers, Failure> {
    let mut changed = answers.clone();
    let mistakes = Mistakes::default();
    for pair in pairs {
        reading::read_pair(&content.pack, "--what-if", pair, &mut changed, &mistakes);
    }
    mistakes.unless_any(changed).map_err(Failure::Answers)
}

/// Reads a flags file, as the TOML that it stands for.
pub(super) fn read(path: &Path) -> Result<Arc<SourceText>, Diagnostic> {
    if path.as_os_str() != "-" {
        return flags_text(&path.display().to_string(), read_bounded(path)?);
    }
    let name = "<stdin>";
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Diagnostic::about_file(name, format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(name));
    }
    flags_text(name, bytes)
}
