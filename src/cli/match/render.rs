//! What was asked for, in the format that was asked for: each pair of the two is an output or an error, in one table.

use super::options::{Format, MatchOptions};
use super::sheet::{CameFrom, Sheet};
use crate::Content;
use crate::answers::cohort::Respondent;
use crate::answers::{Answers, reading};
use crate::cli::failure::Failure;
use crate::cli::profiles::find;
use crate::matching::certainty::SHORTLIST_SHARE;
use crate::matching::placing::Placer;
use crate::report::difference::Later;
use crate::report::json::difference::Compared;
use crate::report::room::line::Line;
use crate::report::text::{Detail, Style};
use crate::report::{TOP, difference, html, json, next, room, text};
use crate::result::difference::Difference;
use crate::result::{NextQuestions, Report, Wanted};
use crate::toml_tree::Mistakes;

/// What a run is to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Result,
    Next,
    WhatIf,
}

impl Asked {
    fn of(options: &MatchOptions) -> Self {
        if options.next.is_some() {
            Asked::Next
        } else if options.what_if.is_empty() {
            Asked::Result
        } else {
            Asked::WhatIf
        }
    }
}

/// What is asked for, and in which format.
fn asked(options: &MatchOptions) -> (Asked, Format) {
    (Asked::of(options), options.format.unwrap_or(Format::Text))
}

/// Refuses, by name, what the output that was asked for cannot heed.
pub(super) fn refuse_what_cannot_apply(options: &MatchOptions) -> Result<(), Failure> {
    let (asked, format) = asked(options);
    // Every output heeds --scope, --answer, --output and --force.
    let heeded = match (asked, format) {
        (Asked::Result, Format::Text | Format::Json | Format::Html) => return Ok(()),
        (Asked::Result, Format::Csv | Format::Jsonl) => "shortlist",
        (Asked::Next, Format::Text | Format::Json) => "next",
        (Asked::WhatIf, Format::Text | Format::Json) => "what-if",
        (Asked::Next, Format::Html | Format::Csv | Format::Jsonl) => return Err(no_page("--next", format)),
        (Asked::WhatIf, Format::Html | Format::Csv | Format::Jsonl) => {
            return Err(no_page("--what-if", format));
        }
    };
    let Some(name) = options.given().into_iter().find(|name| *name != heeded) else { return Ok(()) };
    Err(Failure::Usage(match asked {
        Asked::Result => format!(
            "a row of --format {} has no place for --{name}; leave it out, or use --format text, json or html",
            format.id()
        ),
        Asked::Next | Asked::WhatIf => {
            format!("--{heeded} and --{name} do not go together; leave one of them out")
        }
    }))
}

fn no_page(option: &str, format: Format) -> Failure {
    Failure::Usage(format!(
        "{option} is shown as text or json, not as {}: use --format text or json",
        format.id()
    ))
}

/// What was asked for about all sheets, in one text.
pub(super) fn rendered(content: &Content, sheets: &[Sheet], style: Style) -> Result<String, Failure> {
    for sheet in sheets {
        refuse_what_cannot_apply(&sheet.options)?;
    }
    let (wanted, format) = agreed(sheets)?;
    let pack = &content.pack;
    Ok(match (wanted, format) {
        (Asked::Result, Format::Text) => headed(sheets, |sheet| {
            Ok(text::render(
                &Report::new(content, &sheet.answers, &wanted_of(content, sheet)?),
                style,
                Detail::Short,
            ))
        })?,
        (Asked::Result, Format::Json) => json::result::render(
            pack,
            &each(sheets, |sheet| Ok(Report::new(content, &sheet.answers, &wanted_of(content, sheet)?)))?,
        ),
        (Asked::Result, Format::Html) => {
            let [sheet] = sheets else {
                return Err(Failure::Usage(
                    "several sheets make no one page: use --format text, json or csv, or one at a time"
                        .to_owned(),
                ));
            };
            html::render(&Report::new(content, &sheet.answers, &wanted_of(content, sheet)?))
        }
        (Asked::Result, Format::Csv) => table(content, sheets)?,
        (Asked::Next, Format::Text) => {
            headed(sheets, |sheet| Ok(next::text(pack, &next_of(content, sheet), style)))?
        }
        (Asked::Next, Format::Json) => {
            json::next::render(pack, &each(sheets, |sheet| Ok(next_of(content, sheet)))?)
        }
        (Asked::WhatIf, Format::Text) => {
            headed(sheets, |sheet| Ok(difference::text(&changed(content, sheet)?, Later::TriedOut, style)))?
        }
        (Asked::WhatIf, Format::Json) => {
            let pairs = each(sheets, |sheet| changed(content, sheet))?;
            let pairs: Vec<Compared<'_>> = pairs
                .into_iter()
                .map(|(before, difference)| Compared { before, after: None, difference })
                .collect();
            json::difference::render(pack, &pairs)
        }
        (Asked::Next | Asked::WhatIf, Format::Html | Format::Csv) | (_, Format::Jsonl) => {
            return Err(Failure::Usage(
                "--format jsonl belongs on the command line, not in a file".to_owned(),
            ));
        }
    })
}

/// What all sheets ask for. A file may say it, as long as the others do not say otherwise.
fn agreed(sheets: &[Sheet]) -> Result<(Asked, Format), Failure> {
    let first = sheets.first().map_or((Asked::Result, Format::Text), |sheet| asked(&sheet.options));
    match sheets.iter().find(|sheet| asked(&sheet.options) != first) {
        None => Ok(first),
        Some(other) => Err(Failure::Usage(format!(
            "{} and {} ask for different outputs; say on the command line which it is to be",
            sheets[0].name(),
            other.name()
        ))),
    }
}

/// Something about each sheet, with the name of its file.
fn each<'s, T>(
    sheets: &'s [Sheet],
    of: impl Fn(&'s Sheet) -> Result<T, Failure>,
) -> Result<Vec<(Option<String>, T)>, Failure> {
    sheets.iter().map(|sheet| Ok((sheet.file(), of(sheet)?))).collect()
}

/// Texts one below the other; under what they are called, if there are several.
fn headed(sheets: &[Sheet], of: impl Fn(&Sheet) -> Result<String, Failure>) -> Result<String, Failure> {
    let texts = sheets.iter().map(|sheet| {
        let text = of(sheet)?;
        Ok(if sheets.len() > 1 { format!("== {}\n\n{text}", sheet.name()) } else { text })
    });
    Ok(texts.collect::<Result<Vec<_>, Failure>>()?.join("\n"))
}

/// A row for each sheet under one heading, as CSV.
fn table(content: &Content, sheets: &[Sheet]) -> Result<String, Failure> {
    let mut placer = Placer::new(&content.pack, &content.evidence);
    let mut bytes = Vec::new();
    let mut written = room::csv::head(&mut bytes);
    for (row, sheet) in (1..).zip(sheets) {
        // One sheet by itself needs no name to be told from others.
        let label = match sheet.from {
            CameFrom::Code(_) => Some(sheet.name()),
            CameFrom::File(_) | CameFrom::Typed => sheet.file(),
        };
        let label = label.filter(|_| sheets.len() > 1);
        let respondent = Respondent { row, label, answers: sheet.answers.clone(), problems: Vec::new() };
        let options = &sheet.options;
        placer.reach(options.shortlist_share().unwrap_or(SHORTLIST_SHARE));
        let line = Line::of(&mut placer, &respondent, options.scope());
        written = written.and_then(|()| room::csv::row(&mut bytes, &content.pack, &line));
    }
    written.map_err(|error| Failure::System("results", error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn wanted_of(content: &Content, sheet: &Sheet) -> Result<Wanted, Failure> {
    let options = &sheet.options;
    Ok(Wanted {
        asked: None,
        scope: options.scope(),
        top: options.top.unwrap_or(TOP),
        why: options.why.iter().map(|slug| find(&content.pack, slug)).collect::<Result<_, _>>()?,
        least: options.least.unwrap_or(0),
        shortlist_share: options.shortlist_share(),
    })
}

fn next_of(content: &Content, sheet: &Sheet) -> NextQuestions {
    let options = &sheet.options;
    NextQuestions::of(content, &sheet.answers, options.scope(), options.next.unwrap_or_default())
}

/// The difference that the answers of `--what-if` make.
fn changed<'c>(content: &'c Content, sheet: &Sheet) -> Result<Difference<'c>, Failure> {
    let mut changed: Answers = sheet.answers.clone();
    let mistakes = Mistakes::default();
    reading::read_pairs(&content.pack, "--what-if", &sheet.options.what_if, &mut changed, &mistakes);
    let changed = mistakes.unless_any(changed).map_err(Failure::Answers)?;
    Ok(Difference::between(content, &sheet.answers, &changed, sheet.options.scope()))
}
