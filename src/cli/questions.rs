//! `calling questions`: the questionnaire to read, to fill in, to print and to put on a form.

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{PackChoice, print};
use crate::Content;
use crate::matching::trial::short_form::{choosable, fewest, most_telling};
use crate::pack::QuestionId;
use crate::report::json;
use crate::report::pack::{blank_flags, form, questionnaire, sheet};
use crate::report::text::Style;
use crate::terminal::Stream;

/// Print the questionnaire: to read, to fill in, for paper, for a spreadsheet or for an online form
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling questions --format flags > answers.toml\n  \
        calling questions --format sheet > sheet.html        open it in a browser and print it\n  \
        calling questions --format form --short 20           to paste into an online form\n  \
        calling questions --format csv > answers.csv         a heading; one row for each person below it\n\n\
    How well a short form does: calling pack evaluate --short 20")]
pub(super) struct QuestionsArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: QuestionsFormat,
    /// Only the N questions that together tell most apart, for a session with little time
    ///
    /// The question on scope comes in addition, and every main subject has a question among the N. The same content
    /// gives the same questions every time.
    #[arg(long, value_name = "N")]
    short: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuestionsFormat {
    /// Questions and options, to read
    Text,
    /// For programs, with where each option places people
    Json,
    /// A blank flags file for `calling match`
    Flags,
    /// The heading line of a table with a column for each question, for a spreadsheet
    Csv,
    /// A page to print on A4 and tick, with the numbers to type in afterwards
    Sheet,
    /// The words of every question and option, to paste into Microsoft Forms or Google Forms
    Form,
}

pub(super) fn run(args: &QuestionsArgs, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    let pack = &content.pack;
    let questions = chosen_questions(content, args.short)?;
    print(&match args.format {
        QuestionsFormat::Text => questionnaire::text(pack, &questions, Style::of(Stream::Output)),
        QuestionsFormat::Json => json::content::questionnaire(pack, &questions),
        QuestionsFormat::Flags => blank_flags::blank(pack, &questions),
        QuestionsFormat::Csv => questionnaire::csv_heading(pack, &questions),
        QuestionsFormat::Sheet => sheet::render(pack, &questions),
        QuestionsFormat::Form => form::text(pack, &questions),
    })
}

/// All questions, or those of the short form that was asked for.
pub(super) fn chosen_questions(content: &Content, short: Option<usize>) -> Result<Vec<QuestionId>, Failure> {
    let most = choosable(&content.pack).len();
    match short {
        None => Ok(content.pack.question_ids().collect()),
        Some(count) if (fewest(&content.pack)..=most).contains(&count) => {
            Ok(most_telling(&content.pack, &content.evidence, count))
        }
        Some(count) => Err(Failure::Usage(format!(
            "--short {count} is outside {} to {most}: from the questions that every short form keeps to all of this \
             content (the one on scope comes in addition)",
            fewest(&content.pack)
        ))),
    }
}
