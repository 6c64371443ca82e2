//! The files of a cohort, written side by side and given their names together at the end.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use super::Output;
use crate::answers::stretch::Batch;
use crate::cli::failure::Failure;
use crate::matching::cohort::{Summary, Tally};
use crate::output_file::{Existing, OutputError, WholeFile};
use crate::pack::Pack;
use crate::report::cohort_line::Line;
use crate::report::cohort_table::{PROBLEM_COLUMNS, columns, problem};
use crate::report::cohort_xlsx::{CohortWorkbook, MOST};
use crate::report::{handout, summary};

/// Hand-outs are left out for more respondents than this unless they are asked for by name.
const MOST_HANDOUTS: usize = 500;

/// A stretch of the cohort, scored.
pub(super) struct Scored {
    pub batch: Batch,
    pub tally: Tally,
    pub csv: Vec<u8>,
    pub jsonl: String,
    pub handouts: String,
    /// Only for the workbook, which is written row by row.
    pub lines: Vec<Line>,
}

impl Scored {
    pub(super) fn default_of(pack: &Pack) -> Self {
        Self {
            batch: Batch::default(),
            tally: Tally::new(pack),
            csv: Vec::new(),
            jsonl: String::new(),
            handouts: String::new(),
            lines: Vec::new(),
        }
    }
}

/// The files that are being written.
pub(super) struct Outputs {
    files: Vec<(Output, WholeFile)>,
    workbook: Option<CohortWorkbook>,
    asked_for: Vec<Output>,
    people: usize,
    problems: usize,
    left_out: Vec<String>,
}

/// What was written.
pub(super) struct Done {
    pub written: Vec<Output>,
    pub left_out: Vec<String>,
    pub problems: usize,
    pub lists_problems: bool,
}

const ALL: [Output; 6] = [
    Output::ResultsCsv,
    Output::ResultsJsonl,
    Output::ResultsXlsx,
    Output::Handouts,
    Output::Summary,
    Output::Problems,
];

impl Outputs {
    /// Begins the files that were asked for, or all.
    pub(super) fn begin(
        pack: &Pack,
        folder: &Path,
        asked_for: &[Output],
        existing: Existing,
    ) -> Result<Self, Failure> {
        let mut wanted = if asked_for.is_empty() { ALL.to_vec() } else { asked_for.to_vec() };
        wanted.sort_unstable();
        wanted.dedup();
        let mut files = Vec::new();
        let mut workbook = None;
        for output in wanted {
            let mut file = WholeFile::begin(&folder.join(output.file_name()), existing)?;
            let head = match output {
                Output::ResultsCsv => csv_line(columns().into_iter().map(|(name, _)| name)),
                Output::Problems => csv_line(PROBLEM_COLUMNS.into_iter().map(str::to_owned)),
                Output::Handouts => handout::head(pack).into_bytes(),
                Output::ResultsJsonl | Output::Summary => Vec::new(),
                Output::ResultsXlsx => {
                    workbook =
                        Some(CohortWorkbook::new(pack).map_err(|error| workbook_failed(&file, &error))?);
                    Vec::new()
                }
            };
            file.write_all(&head).map_err(|error| failed(&file, error))?;
            files.push((output, file));
        }
        let asked_for = asked_for.to_vec();
        Ok(Self { files, workbook, asked_for, people: 0, problems: 0, left_out: Vec::new() })
    }

    /// What is written.
    pub(super) fn wanted(&self) -> Vec<Output> {
        self.files.iter().map(|(output, _)| *output).collect()
    }

    /// Adds a stretch.
    pub(super) fn write(&mut self, pack: &Pack, part: &Scored) -> Result<(), Failure> {
        self.people += part.batch.respondents.len();
        self.drop_what_is_too_long();
        for (output, file) in &mut self.files {
            let written = match output {
                Output::ResultsCsv => file.write_all(&part.csv),
                Output::ResultsJsonl => file.write_all(part.jsonl.as_bytes()),
                Output::Handouts => file.write_all(part.handouts.as_bytes()),
                Output::Problems => write_problems(file, &part.batch),
                Output::Summary | Output::ResultsXlsx => Ok(()),
            };
            written.map_err(|error| failed(file, error))?;
        }
        if let Some(workbook) = &mut self.workbook {
            for (respondent, line) in part.batch.respondents.iter().zip(&part.lines) {
                workbook
                    .add(pack, respondent, line)
                    .map_err(|error| Failure::System("results.xlsx", io::Error::other(error)))?;
            }
        }
        let unread = part.batch.respondents.iter().map(|respondent| respondent.problems.len());
        self.problems += unread.sum::<usize>() + part.batch.lost.len();
        Ok(())
    }

    /// A workbook holds a million rows, and nobody prints thousands of pages by mistake.
    fn drop_what_is_too_long(&mut self) {
        let (people, asked_for) = (self.people, &self.asked_for);
        let too_long = |output: Output| match output {
            Output::ResultsXlsx => people > MOST,
            Output::Handouts => people > MOST_HANDOUTS && !asked_for.contains(&Output::Handouts),
            _ => false,
        };
        for (output, _) in self.files.extract_if(.., |(output, _)| too_long(*output)) {
            let why = match output {
                Output::ResultsXlsx => format!("results.xlsx is left out: a sheet holds {MOST} rows"),
                _ => format!(
                    "handouts.html is left out for more than {MOST_HANDOUTS}; --write handouts.html asks for it"
                ),
            };
            self.left_out.push(why);
            if output == Output::ResultsXlsx {
                self.workbook = None;
            }
        }
    }

    /// Writes what stands at the end and gives all files their names.
    pub(super) fn finish(mut self, pack: &Pack, tally: &Tally) -> Result<Done, Failure> {
        let summed = Summary::of(pack, tally);
        for (output, file) in &mut self.files {
            let written = match output {
                Output::Handouts => file.write_all(handout::FOOT.as_bytes()),
                Output::Summary => file.write_all(summary::render(pack, summed.as_ref()).as_bytes()),
                Output::ResultsXlsx => match self.workbook.take() {
                    Some(workbook) => {
                        let mut bytes =
                            io::BufWriter::new(tempfile::tempfile().map_err(|error| failed(file, error))?);
                        workbook.save(&mut bytes).map_err(|error| workbook_failed(file, &error))?;
                        copy(bytes, file)
                    }
                    None => Ok(()),
                },
                Output::ResultsCsv | Output::ResultsJsonl | Output::Problems => Ok(()),
            };
            written.map_err(|error| failed(file, error))?;
        }
        let written = self.wanted();
        for (_, file) in self.files {
            file.keep()?;
        }
        let lists_problems = written.contains(&Output::Problems);
        Ok(Done { written, left_out: self.left_out, problems: self.problems, lists_problems })
    }
}

/// The workbook is finished by going back in it, which only an ordinary file allows.
fn copy(bytes: io::BufWriter<std::fs::File>, to: &mut WholeFile) -> io::Result<()> {
    let mut from = bytes.into_inner().map_err(io::IntoInnerError::into_error)?;
    from.seek(SeekFrom::Start(0))?;
    io::copy(&mut from, to).map(drop)
}

fn write_problems(file: &mut WholeFile, batch: &Batch) -> io::Result<()> {
    let unread = batch.respondents.iter().flat_map(|respondent| &respondent.problems);
    let mut problems: Vec<_> = unread.chain(&batch.lost).collect();
    problems.sort_by_key(|problem| problem.row);
    for one in problems {
        file.write_all(&csv_line(problem(one).into_iter()))?;
    }
    Ok(())
}

/// Appends a record of CSV.
pub(super) fn record(bytes: &mut Vec<u8>, fields: impl Iterator<Item = String>) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            bytes.push(b',');
        }
        if field.contains([',', '"', '\n', '\r', ';']) {
            bytes.push(b'"');
            bytes.extend(field.replace('"', "\"\"").bytes());
            bytes.push(b'"');
        } else {
            bytes.extend(field.bytes());
        }
    }
    bytes.extend(b"\r\n");
}

fn csv_line(fields: impl Iterator<Item = String>) -> Vec<u8> {
    let mut bytes = Vec::new();
    record(&mut bytes, fields);
    bytes
}

fn failed(file: &WholeFile, error: io::Error) -> Failure {
    Failure::Output(OutputError::Failed(file.path().to_owned(), error))
}

fn workbook_failed(file: &WholeFile, error: &rust_xlsxwriter::XlsxError) -> Failure {
    failed(file, io::Error::other(error.to_string()))
}
