//! `calling questions`: the questionnaire to read, to fill in, to print and to put on a form.

mod short_cost;

use clap::{Args, ValueEnum};

use super::PackChoice;
use super::failure::Failure;
use super::r#match::Destination;
use crate::Content;
use crate::matching::trial::short_form::{choosable, fewest, most_telling};
use crate::output::stopping::Stopping;
use crate::pack::QuestionId;
use crate::report::forms::{OnlineForm, Service};
use crate::report::json;
use crate::report::pack::{blank_flags, form, questionnaire, sheet};
use crate::report::words::wrapped;
use crate::terminal::{Stream, write_message};

/// Print the questionnaire: to read, to fill in, for paper, for a spreadsheet or for an online form
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling questions --format flags > answers.toml\n  \
        calling questions --format sheet > sheet.html        open it in a browser and print it\n  \
        calling questions --format apps-script --short 20 --output form.js\n  \
        calling questions --format word --instructions       what to do with the file, and nothing else\n  \
        calling questions --format csv > answers.csv         a heading; one row for each person below it\n\n\
    How well a short form does: calling pack evaluate --short 20")]
pub(super) struct QuestionsArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    format: QuestionsFormat,
    /// Only the N questions that together tell most apart, for a session with little time; what that costs is said
    ///
    /// The question on scope comes in addition, and every main subject has a question among the N. The same content
    /// gives the same questions every time.
    #[arg(long, value_name = "N")]
    short: Option<usize>,
    /// Title of a form that a service imports [default: the name of the content]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Print what to do with a form that a service imports, instead of the form
    #[arg(long)]
    instructions: bool,
    #[command(flatten)]
    destination: Destination,
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
    /// The words of every question and option, to paste into any form service
    Form,
    /// Google Forms: a script that builds the form
    AppsScript,
    /// Microsoft Forms: a Word file for its quick import
    Word,
    /// Moodle: questions for a Feedback activity (XML)
    Moodle,
    #[value(help = "KoboToolbox, ODK: an XLSForm (XLSX)")]
    Xlsform,
    #[value(help = "REDCap: a data dictionary (CSV)")]
    Redcap,
    #[value(help = "LimeSurvey: a survey's structure (text with tabs)")]
    Limesurvey,
    /// Qualtrics: a survey in its advanced format (text)
    Qualtrics,
}

impl QuestionsArgs {
    /// Whether there is a file to write, which being stopped must not leave behind in part.
    pub(super) fn writes_a_file(&self) -> bool {
        self.destination.file().is_some()
    }
}

impl QuestionsFormat {
    /// The service that imports it; nothing if none does.
    fn service(self) -> Option<Service> {
        match self {
            QuestionsFormat::AppsScript => Some(Service::AppsScript),
            QuestionsFormat::Word => Some(Service::Word),
            QuestionsFormat::Moodle => Some(Service::Moodle),
            QuestionsFormat::Xlsform => Some(Service::XlsForm),
            QuestionsFormat::Redcap => Some(Service::Redcap),
            QuestionsFormat::Limesurvey => Some(Service::LimeSurvey),
            QuestionsFormat::Qualtrics => Some(Service::Qualtrics),
            QuestionsFormat::Text
            | QuestionsFormat::Json
            | QuestionsFormat::Flags
            | QuestionsFormat::Csv
            | QuestionsFormat::Sheet
            | QuestionsFormat::Form => None,
        }
    }
}

pub(super) fn run(args: &QuestionsArgs, pack: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    let content = pack.content()?;
    let questions = chosen_questions(content, args.short)?;
    match args.format.service() {
        Some(service) => for_a_service(args, service, content, &questions, stopping)?,
        None => for_people(args, content, &questions, stopping)?,
    }
    if let Some(count) = args.short.filter(|_| !args.instructions) {
        write_message(&wrapped(&short_cost::say(content, &questions, count), Stream::Error.width(), "", ""));
    }
    Ok(())
}

fn for_people(
    args: &QuestionsArgs,
    content: &Content,
    questions: &[QuestionId],
    stopping: &Stopping,
) -> Result<(), Failure> {
    let refused = [("--title", args.title.is_some()), ("--instructions", args.instructions)];
    if let Some((option, _)) = refused.into_iter().find(|(_, given)| *given) {
        return Err(Failure::Usage(format!(
            "{option} is for forms that a service imports: --format apps-script, word, moodle, xlsform, redcap, limesurvey or \
             qualtrics"
        )));
    }
    let pack = &content.pack;
    let text = match args.format {
        QuestionsFormat::Json => json::content::questionnaire(pack, questions),
        QuestionsFormat::Flags => blank_flags::blank(pack, questions),
        QuestionsFormat::Csv => questionnaire::csv_heading(pack, questions),
        QuestionsFormat::Sheet => sheet::render(pack, questions),
        QuestionsFormat::Form => form::text(pack, questions),
        _ => questionnaire::text(pack, questions, args.destination.style()),
    };
    args.destination.write(text.as_bytes(), stopping)
}

fn for_a_service(
    args: &QuestionsArgs,
    service: Service,
    content: &Content,
    questions: &[QuestionId],
    stopping: &Stopping,
) -> Result<(), Failure> {
    let form = OnlineForm::new(&content.pack, questions, args.title.as_deref());
    let steps = |width| -> String {
        let numbered = service.steps(&form).into_iter().zip(1..);
        let line = |(step, number): (String, usize)| wrapped(&step, width, &format!("{number}. "), "   ");
        numbered.map(line).collect()
    };
    if args.instructions {
        return args.destination.write(steps(args.destination.style().width).as_bytes(), stopping);
    }
    if service.is_packed() && args.destination.file().is_none() && Stream::Output.is_terminal() {
        return Err(Failure::Usage(format!(
            "this file is not for a screen; name one with --output {}",
            service.file_name()
        )));
    }
    let file = service.file(&form).map_err(|error| Failure::Usage(error.to_string()))?;
    args.destination.write(&file, stopping)?;
    write_message(&format!("What to do with it:\n{}", steps(Stream::Error.width())));
    Ok(())
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
