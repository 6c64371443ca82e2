//! `calling workshop`: scores a cohort and writes what there is to hand out, to show and to keep.

mod check;
mod earlier;
mod outputs;
mod threads;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPool;

use super::failure::Failure;
use super::waves::in_waves;
use super::{PackChoice, ScopeArg};
use crate::Content;
use crate::answers::Answers;
use crate::answers::cohort::column_map::ColumnMap;
use crate::answers::cohort::headings::Use;
use crate::answers::cohort::labels::Labels;
use crate::answers::cohort::reader::{Batch, Cohort, CohortError, ReadOptions};
use crate::answers::cohort::{Respondent, shown};
use crate::answers::flags_text;
use crate::matching::placing::Placer;
use crate::output::file::{Existing, OutputError};
use crate::output::folder::OutputFolder;
use crate::output::stopping::Stopping;
use crate::pack::{Pack, Scope};
use crate::report::difference::{Later, told};
use crate::report::room;
use crate::report::room::line::Line;
use crate::report::words::count;
use crate::result::difference::Difference;
use crate::result::{Report, Wanted};
use crate::terminal::{can_draw_progress, write_message};
use earlier::Earlier;
use outputs::{Counted, LeftOut, Outputs, Scored};

/// Columns named at most that were not recognised.
const COLUMNS_NAMED: usize = 20;

/// Score a whole room: results, a summary and hand-outs from a form's export or a folder of flags files
///
/// INPUT is what a form service exports, as it was downloaded: a CSV file (comma, semicolon or tab), an XLSX workbook, an
/// ODS spreadsheet, a page with a table, or an archive with one of them; or a JSON Lines file, a folder of flags
/// files, a chat or list or column of codes, or - for standard input. Names and addresses are not read unless --label asks for a column, or the form asked
/// for "A name or number of your choice".
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling workshop responses.xlsx --out results --check\n  \
    calling workshop responses.xlsx --out results\n  \
    calling workshop responses.csv --out results --label Nickname --write handouts.html,summary.html\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some rows or cells could not be read (the rest is written)")]
pub(super) struct WorkshopArgs {
    /// The cohort
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// Folder for the results; it is made if it is not there
    #[arg(long, value_name = "FOLDER", required_unless_present = "check")]
    out: Option<PathBuf>,
    /// Say how columns and answers are read, and score nothing
    #[arg(long)]
    check: bool,
    /// With --check: every column, and what each text in it is read as
    #[arg(long, requires = "check")]
    details: bool,
    /// Heading of the column with what respondents are called [default: "label", or "A name or number of your choice" as our
    /// own forms ask]; without one they are numbered
    #[arg(long, value_name = "COLUMN")]
    label: Option<String>,
    /// A TOML file that says which heading is which question: "Heading" = "question-id", "label" or "ignore"; and under
    /// [answers.question-id], what texts of its cells mean: "Sure" = "agree"
    #[arg(long, value_name = "MAP.toml")]
    columns: Option<PathBuf>,
    /// The same people's answers from before, by the names that they gave both times: hand-outs and summary then say what moved
    #[arg(long, value_name = "EARLIER", conflicts_with = "check")]
    before: Option<PathBuf>,
    /// What parts the cells of a CSV file [default: what makes most headings known]
    #[arg(long, value_enum)]
    delimiter: Option<Delimiter>,
    /// What to write [default: all but certificates.html]
    #[arg(long, value_enum, value_name = "FILE", value_delimiter = ',')]
    write: Vec<Output>,
    /// Which specialties to rank [default: what each respondent says]
    #[arg(long)]
    scope: Option<ScopeArg>,
    /// Threads to work on [default: one for each processor]; results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Write into a folder that is not empty, over files of the same names
    #[arg(long)]
    force: bool,
}

/// What can part the cells of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Delimiter {
    Comma,
    Semicolon,
    Tab,
}

impl Delimiter {
    /// The byte that it is in the text.
    pub(super) fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }
}

/// A file that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Output {
    /// One row for each respondent
    #[value(name = "results.csv")]
    ResultsCsv,
    /// One JSON object for each respondent
    #[value(name = "results.jsonl")]
    ResultsJsonl,
    /// The same as a workbook, with the answers as read and what the columns mean
    #[value(name = "results.xlsx")]
    ResultsXlsx,
    /// One A4 page for each respondent
    #[value(name = "handouts.html")]
    Handouts,
    /// The room on one page, nobody singled out
    #[value(name = "summary.html")]
    Summary,
    /// The same for a projector: one thought a slide, shown by keys
    #[value(name = "slides.html")]
    Slides,
    /// Notes for whoever leads the session, on one sheet
    #[value(name = "notes.html")]
    Notes,
    /// A certificate of attendance for everyone who gave a name; only if asked for
    #[value(name = "certificates.html")]
    Certificates,
    /// Every cell that could not be read, with the reason
    #[value(name = "problems.csv")]
    Problems,
}

impl Output {
    fn file_name(self) -> &'static str {
        match self {
            Output::ResultsCsv => "results.csv",
            Output::ResultsJsonl => "results.jsonl",
            Output::ResultsXlsx => "results.xlsx",
            Output::Handouts => "handouts.html",
            Output::Summary => "summary.html",
            Output::Slides => "slides.html",
            Output::Notes => "notes.html",
            Output::Certificates => "certificates.html",
            Output::Problems => "problems.csv",
        }
    }
}

pub(super) fn run(args: &WorkshopArgs, pack: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    let content = pack.content()?;
    let columns = args.columns.as_deref().map(|path| column_map(&content.pack, path)).transpose()?;
    let delimiter = args.delimiter.map(Delimiter::byte);
    let options = ReadOptions { label: args.label.clone(), columns, delimiter, pack_from: pack.pack_from() };
    let earlier =
        args.before.as_deref().map(|before| earlier(content, args, before, &options)).transpose()?;
    let mut cohort = Cohort::open(&content.pack, &args.input, &options)?;
    if args.check {
        let says = if args.details { check::Says::Details } else { check::Says::FirstScreen };
        return check::run(content, &mut cohort, says);
    }
    let Some(out) = &args.out else { return Err(Failure::Usage("--out FOLDER is missing".to_owned())) };
    let existing = if args.force { Existing::Replace } else { Existing::Keep };
    let folder = begin(out, existing, stopping)?;
    let pool = threads::pool(args.jobs)?;
    let bar = progress_bar(cohort.progress().of);
    let mut outputs = Outputs::begin(content, folder, &args.write)?;
    let wanted = RwLock::new(outputs.wanted());
    let job = Job { content, scope: args.scope.map(Scope::from), earlier, wanted };
    let (counted, labels) = score_all(&job, &mut cohort, &pool, &mut outputs, &bar)?;
    bar.finish_and_clear();
    let done = outputs.finish(&counted)?;
    say_done(out, &done);
    say_labels_changed(&labels);
    if let Some(earlier) = job.earlier.as_ref().filter(|earlier| earlier.given_twice() > 0) {
        let names = count(earlier.given_twice(), "name");
        write_message(&format!("{names} given by several people, then or now: they are not compared\n"));
    }
    say_unknown_columns(&cohort);
    if let Some(LeftOut { output, reason }) =
        done.left_out.into_iter().find(|one| args.write.contains(&one.output))
    {
        return Err(Failure::NotWritten(output.file_name(), reason));
    }
    if done.unread.is_nothing() {
        return Ok(());
    }
    Err(Failure::SomeUnread { unread: done.unread, folder: out.clone(), listed: done.lists_problems })
}

pub(super) fn column_map(pack: &Pack, path: &Path) -> Result<ColumnMap, Failure> {
    let source = flags_text::read(path).map_err(|mistake| Failure::ColumnMap(vec![mistake]))?;
    ColumnMap::parse(pack, &source).map_err(Failure::ColumnMap)
}

/// The earlier answers of those whose name tells them from everyone else, then and now.
fn earlier(
    content: &Content,
    args: &WorkshopArgs,
    before: &Path,
    options: &ReadOptions,
) -> Result<Earlier, Failure> {
    if args.input.as_os_str() == "-" {
        let say = "--before reads the names of all who answer now first, which standard input gives only once; give a file";
        return Err(Failure::Usage(say.to_owned()));
    }
    let mut earlier = Earlier::read(&content.pack, before, options)?;
    earlier.leave_out_twins(&content.pack, &mut Cohort::open(&content.pack, &args.input, options)?)?;
    Ok(earlier)
}

fn begin(out: &Path, existing: Existing, stopping: &Stopping) -> Result<OutputFolder, Failure> {
    OutputFolder::begin(out, existing, stopping).map_err(|error| match error {
        OutputError::NotEmpty(_) => Failure::Usage(format!(
            "{} is not empty; name another folder, or --force to write over files of the same names",
            out.display()
        )),
        other => Failure::Output(other),
    })
}

/// What every thread needs to know.
struct Job {
    content: &'static Content,
    scope: Option<Scope>,
    earlier: Option<Earlier>,
    /// What is still written: some are given up when there are too many respondents.
    wanted: RwLock<Vec<Output>>,
}

/// Reads, scores and writes, in the order of the input.
fn score_all(
    job: &Job,
    cohort: &mut Cohort,
    pool: &ThreadPool,
    outputs: &mut Outputs,
    bar: &ProgressBar,
) -> Result<(Counted, Labels), Failure> {
    let mut counted = Counted::new(&job.content.pack, job.earlier.as_ref());
    let mut labels = Labels::default();
    let mut people = 0;
    in_waves(
        job.content,
        pool,
        cohort,
        |batch| labels.tell_apart(batch),
        |placer, batch| score_batch(job, placer, batch),
        |cohort, part| {
            let part = part.map_err(|error| Failure::System("results", error))?;
            people += part.batch.respondents.len();
            counted.merge(&part.counted);
            outputs.write(&part)?;
            *job.wanted.write().unwrap_or_else(PoisonError::into_inner) = outputs.wanted();
            bar.set_position(cohort.progress().done());
            bar.set_message(count(people, "respondent"));
            Ok(())
        },
    )?;
    Ok((counted, labels))
}

fn score_batch(job: &Job, placer: &mut Placer<'_>, batch: Batch) -> io::Result<Scored> {
    let content = job.content;
    let pack = &content.pack;
    let wanted = job.wanted.read().unwrap_or_else(PoisonError::into_inner).clone();
    let wants = |output| wanted.contains(&output);
    let mut scored = Scored::new(pack, batch, job.earlier.as_ref());
    for respondent in &scored.batch.respondents {
        let line = Line::of(placer, respondent, job.scope);
        let before = job.earlier.as_ref().and_then(|earlier| earlier.of(respondent));
        if [Output::Summary, Output::Slides, Output::Notes].into_iter().any(wants) {
            scored.counted.tally.add(respondent, &line.placing);
            if let (Some(moves), Some(before)) = (&mut scored.counted.moves, before) {
                moves.add(&placer.place(before, job.scope), &line.placing);
            }
        }
        if wants(Output::ResultsCsv) {
            room::csv::row(&mut scored.csv, pack, &line)?;
        }
        if wants(Output::ResultsJsonl) {
            room::json::row(&mut scored.jsonl, pack, None, &line)?;
        }
        if wants(Output::Handouts) {
            let wanted = Wanted { top: 1, scope: job.scope, ..Wanted::default() };
            let report = Report::new(content, &respondent.answers, &wanted);
            let since = before.map(|before| since_last_time(content, before, respondent, job.scope));
            scored.handouts.push_str(&room::handout::page(respondent, &report, since.as_deref()));
            scored.contents.push_str(&room::handout::contents_line(respondent));
        }
        if wants(Output::Certificates)
            && let Some(page) = room::certificates::page(respondent, pack)
        {
            scored.certificates.push_str(&page);
        }
        if wants(Output::ResultsXlsx) {
            scored.lines.push(line);
        }
    }
    Ok(scored)
}

/// What moved since someone answered before, in a sentence.
fn since_last_time(
    content: &Content,
    before: &Answers,
    respondent: &Respondent,
    scope: Option<Scope>,
) -> String {
    let difference = Difference::between(content, before, &respondent.answers, scope);
    if difference.answers.is_empty() {
        return "Since last time: your answers are the same.".to_owned();
    }
    let differ = count(difference.answers.len(), "answer");
    format!("Since last time {differ} changed. {}", told(&difference, Later::Given).first_three)
}

/// A bar over all that there is to read, or a count where that is not known.
fn progress_bar(all: Option<u64>) -> ProgressBar {
    if !can_draw_progress() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match all {
        Some(all) => (ProgressBar::new(all), "{wide_bar} {percent} %, {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn say_done(folder: &Path, done: &outputs::Done) {
    let mut text = format!("{} scored. In {}:\n", count(done.people, "respondent"), folder.display());
    for output in &done.written {
        text.push_str(&format!("  {}\n", output.file_name()));
    }
    for LeftOut { output, reason } in &done.left_out {
        text.push_str(&format!("{} is left out: {reason}\n", output.file_name()));
    }
    write_message(&text);
}

/// People who had a name in common, so that nobody looks for theirs in vain.
fn say_labels_changed(labels: &Labels) {
    if let Some((changed, first)) = labels.changed() {
        let people = if changed == 1 { "1 label was".to_owned() } else { format!("{changed} labels were") };
        write_message(&format!(
            "{people} taken already; the row is added to tell people apart, as in \u{201c}{}\u{201d}\n",
            shown(first)
        ));
    }
}

/// How it was read where that is not plain, and columns that were not read, so that none is left out in silence.
pub(super) fn say_unknown_columns(cohort: &Cohort) {
    for remark in cohort.remarks() {
        write_message(&format!("Note: {remark}\n"));
    }
    let unknown: Vec<String> = cohort
        .columns()
        .iter()
        .filter_map(|column| match &column.holds {
            Use::Unknown(Some(near)) => {
                Some(format!("  \u{201c}{}\u{201d} (did you mean `{near}`?)\n", column.heading))
            }
            Use::Unknown(None) => Some(format!("  \u{201c}{}\u{201d}\n", column.heading)),
            Use::Retired(say) => {
                Some(format!("  \u{201c}{}\u{201d} is not asked any more. {say}\n", column.heading))
            }
            Use::Question(_)
            | Use::Part(_)
            | Use::Option(..)
            | Use::Unread(..)
            | Use::Label
            | Use::Code
            | Use::Form
            | Use::SetAside => None,
        })
        .collect();
    if !unknown.is_empty() {
        let shown = unknown.iter().take(COLUMNS_NAMED).cloned().collect::<String>();
        let columns = count(unknown.len(), "column");
        write_message(&format!(
            "{columns} not recognised and not read (--columns MAP.toml says which is which):\n{shown}"
        ));
    }
}

impl From<CohortError> for Failure {
    fn from(error: CohortError) -> Self {
        Failure::Cohort(Box::new(error))
    }
}
