//! `calling pack evaluate`: how well the questions work, tried on simulated respondents or on people's own sheets.

mod respondents;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::Content;
use crate::cli::failure::Failure;
use crate::cli::questions::chosen_questions;
use crate::cli::workshop::Delimiter;
use crate::cli::{PackChoice, load, print};
use crate::matching::trial::evaluation::{Plan, evaluate};
use crate::matching::trial::simulation::{Noise, ResponseModel};
use crate::report::{evaluation, json, sheets_tried};
use crate::terminal::{Stream, can_draw_progress};
use respondents::{Sheets, try_all};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack evaluate --per-specialty 100 --format json\n  \
    calling pack evaluate my-pack --answering nearest --noise 0.9 --stretch 0.4\n  \
    calling pack evaluate --respondents sheets.csv --truth Field\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some rows or cells could not be used (figures are for the rest), 4 the \
    pack is wrong")]
pub(super) struct EvaluateArgs {
    /// Folder with questions.toml and specialties/ [default: the built-in pack]
    dir: Option<PathBuf>,
    /// Simulated respondents for each specialty, under each response model
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    per_specialty: u64,
    /// Of these, how many are also asked adaptively, as in the quiz (slow)
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=100_000))]
    adaptive: u64,
    /// Try the short form of N questions (as in `calling questions --short N`) instead of all of them
    #[arg(long, value_name = "N", conflicts_with = "adaptive")]
    short: Option<usize>,
    /// Chance, in per cent, of holding the true specialty that shortlists must reach
    #[arg(long, value_name = "PERCENT", default_value_t = 80, value_parser = clap::value_parser!(u8).range(1..=99))]
    shortlist: u8,
    /// Where the random numbers start; the same seed gives the same figures
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How to print the figures
    #[arg(long, value_enum, default_value = "text")]
    format: EvaluateFormat,
    #[command(flatten)]
    sheets: SheetsArgs,
    #[command(flatten)]
    response: ResponseArgs,
}

/// Sheets to try instead of simulated ones.
#[derive(Debug, Args)]
#[command(next_help_heading = "People's own sheets instead of simulated respondents")]
struct SheetsArgs {
    /// Try these sheets: anything with columns that `calling workshop` reads
    #[arg(long, value_name = "FILE", requires = "truth", conflicts_with_all = [
        "per_specialty", "adaptive", "seed", "answering", "noise", "careless", "agreeing", "agreeing_spread", "stretch",
        "skipped", "variety"
    ])]
    respondents: Option<PathBuf>,
    /// Heading of the column that holds the id or the name of the specialty where each belongs
    #[arg(long, value_name = "COLUMN", requires = "respondents")]
    truth: Option<String>,
    /// A TOML file that says which heading is which question, as for `calling workshop`
    #[arg(long, value_name = "MAP.toml", requires = "respondents")]
    columns: Option<PathBuf>,
    /// What parts the cells of a CSV file [default: what makes most headings known]
    #[arg(long, value_enum, requires = "respondents")]
    delimiter: Option<Delimiter>,
}

/// How simulated people answer; with any of these, one model made of them and else of the reference is tried alone.
#[derive(Debug, Args)]
#[command(next_help_heading = "One response model instead of the eight")]
struct ResponseArgs {
    /// How people come to an answer
    #[arg(long, value_enum)]
    answering: Option<Answering>,
    /// How far an answer strays from what the person would do, as a standard deviation in levels [reference: 0.8]
    #[arg(long, value_name = "LEVELS", value_parser = within::<0, 5>)]
    noise: Option<f64>,
    /// Answers given at random, in per cent [reference: 8]
    #[arg(long, value_name = "PERCENT", value_parser = within::<0, 100>)]
    careless: Option<f64>,
    /// How far people lean towards agreeing, in steps of the scale [reference: 0.07]
    #[arg(long, value_name = "STEPS", value_parser = within::<-4, 4>, allow_negative_numbers = true)]
    agreeing: Option<f64>,
    /// How much people differ in that, as a standard deviation in steps [reference: 0.5]
    #[arg(long, value_name = "STEPS", value_parser = within::<0, 4>)]
    agreeing_spread: Option<f64>,
    /// How much people differ in how widely they use the scale, as a standard deviation of its logarithm [reference: 0.25]
    #[arg(long, value_name = "LOG", value_parser = within::<0, 2>)]
    stretch: Option<f64>,
    /// Questions left out, in per cent [reference: 0]
    #[arg(long, value_name = "PERCENT", value_parser = within::<0, 99>)]
    skipped: Option<f64>,
    /// How much wider than posts people vary around a specialty [reference: 2]
    #[arg(long, value_name = "TIMES", value_parser = within::<0, 10>)]
    variety: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Answering {
    /// Options are weighed by their distance
    Weighing,
    /// The nearest option is taken, seen with a normal error, as the scoring supposes
    Nearest,
    /// The same with an error that has heavy tails
    HeavyTails,
}

impl EvaluateArgs {
    fn shortlist_share(&self) -> f64 {
        f64::from(self.shortlist) / 100.0
    }
}

impl ResponseArgs {
    fn models(&self) -> Vec<ResponseModel> {
        let reference = ResponseModel::REFERENCE;
        let given = ResponseModel {
            name: "as given",
            noise: self.answering.map_or(reference.noise, |answering| match answering {
                Answering::Weighing => Noise::Weighing,
                Answering::Nearest => Noise::Nearest,
                Answering::HeavyTails => Noise::HeavyTails,
            }),
            noise_size: self.noise.unwrap_or(reference.noise_size),
            careless: self.careless.map_or(reference.careless, |percent| percent / 100.0),
            shift: (
                self.agreeing.unwrap_or(reference.shift.0),
                self.agreeing_spread.unwrap_or(reference.shift.1),
            ),
            stretch: self.stretch.unwrap_or(reference.stretch),
            skipped: self.skipped.map_or(reference.skipped, |percent| percent / 100.0),
            variety: self.variety.unwrap_or(reference.variety),
        };
        let nothing_given = ResponseModel { name: ResponseModel::REFERENCE.name, ..given.clone() };
        if nothing_given == ResponseModel::REFERENCE { ResponseModel::ALL.to_vec() } else { vec![given] }
    }
}

/// A number between two bounds.
fn within<const LEAST: i8, const MOST: i8>(written: &str) -> Result<f64, String> {
    let bounds = f64::from(LEAST)..=f64::from(MOST);
    let number = written.parse().ok().filter(|number| bounds.contains(number));
    number.ok_or_else(|| format!("not a number from {LEAST} to {MOST}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EvaluateFormat {
    /// Tables to read
    Text,
    /// For programs
    Json,
    /// The calibration of the first response model as an SVG chart
    Svg,
}

pub(super) fn run(args: &EvaluateArgs, chosen: &PackChoice) -> Result<(), Failure> {
    let content = load(args.dir.as_ref().or(chosen.pack.as_ref()).map(PathBuf::as_path))?;
    match (&args.sheets.respondents, &args.sheets.truth) {
        (Some(input), Some(truth)) => on_sheets(args, chosen, content, input, truth),
        _ => on_simulated(args, content),
    }
}

fn on_sheets(
    args: &EvaluateArgs,
    chosen: &PackChoice,
    content: &Content,
    input: &Path,
    truth: &str,
) -> Result<(), Failure> {
    if args.format == EvaluateFormat::Svg {
        return Err(Failure::Usage(
            "--format svg draws simulated respondents; with --respondents choose text or json".to_owned(),
        ));
    }
    let questions = chosen_questions(content, args.short)?;
    let sheets = Sheets {
        input,
        truth,
        columns: args.sheets.columns.as_deref(),
        delimiter: args.sheets.delimiter.map(Delimiter::byte),
        questions: &questions,
        shortlist_share: args.shortlist_share(),
    };
    let tried = try_all(content, chosen, &sheets)?;
    let (pack, result, unread) = (&content.pack, &tried.result, &tried.unread);
    print(&match args.format {
        EvaluateFormat::Json => {
            json::sheets_tried::render(pack, result, unread, questions.len(), sheets.shortlist_share)
        }
        EvaluateFormat::Text | EvaluateFormat::Svg => {
            sheets_tried::text(pack, result, unread, sheets.shortlist_share, Stream::Output.width())
        }
    })?;
    tried.complete()
}

fn on_simulated(args: &EvaluateArgs, content: &Content) -> Result<(), Failure> {
    let plan = Plan {
        per_specialty: args.per_specialty,
        // The adaptive order chooses among all questions, so beside a short form it is not tried.
        adaptive_per_specialty: if args.short.is_some() { 0 } else { args.adaptive },
        seed: args.seed,
        shortlist_share: args.shortlist_share(),
        models: args.response.models(),
        questions: chosen_questions(content, args.short)?,
    };
    let bar = if can_draw_progress() {
        ProgressBar::new(plan.respondents(&content.pack))
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len}, {eta} left") {
        bar.set_style(style);
    }
    let evaluation = evaluate(&content.pack, &content.evidence, &plan, &|| bar.inc(1));
    bar.finish_and_clear();
    print(&match args.format {
        EvaluateFormat::Text => evaluation::text(&content.pack, &evaluation, &plan, Stream::Output.width()),
        EvaluateFormat::Json => json::evaluation::render(&content.pack, &evaluation, &plan),
        EvaluateFormat::Svg => evaluation::svg(&evaluation),
    })
}
