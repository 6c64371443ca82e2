//! The files of a cohort, written side by side and given their names together at the end.

use std::fs::File;
use std::io::{self, Seek, Write};

use super::Output;
use super::earlier::Earlier;
use crate::Content;
use crate::answers::cohort::Unread;
use crate::answers::cohort::reader::Batch;
use crate::cli::failure::Failure;
use crate::matching::room::moves::Moves;
use crate::matching::room::tally::Tally;
use crate::matching::room::{Summary, TooFew};
use crate::output::file::{OutputError, WholeFile};
use crate::output::folder::OutputFolder;
use crate::pack::Pack;
use crate::report::room;
use crate::report::room::line::Line;
use crate::report::room::xlsx::{Results, WorkbookError};

/// Hand-outs are left out for more respondents than this unless they are asked for by name.
const MOST_HANDOUTS: usize = 500;

/// What is counted of a room.
pub(super) struct Counted {
    pub tally: Tally<'static>,
    /// Who moved, where the same people answered before.
    pub moves: Option<Moves<'static>>,
}

impl Counted {
    /// Nobody yet. Who moved is counted where there is something earlier to compare with.
    pub(super) fn new(pack: &'static Pack, earlier: Option<&Earlier>) -> Self {
        Self { tally: Tally::new(pack), moves: earlier.map(|_| Moves::new(pack)) }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.tally.merge(&other.tally);
        if let (Some(moves), Some(other)) = (&mut self.moves, &other.moves) {
            moves.merge(other);
        }
    }
}

/// A stretch of the cohort, scored.
pub(super) struct Scored {
    pub batch: Batch,
    pub counted: Counted,
    pub csv: Vec<u8>,
    pub jsonl: Vec<u8>,
    pub handouts: String,
    pub certificates: String,
    /// The same people's lines in the list that stands before the hand-outs.
    pub contents: String,
    /// Only for the workbook, which is written row by row.
    pub lines: Vec<Line>,
}

impl Scored {
    pub(super) fn new(pack: &'static Pack, batch: Batch, earlier: Option<&Earlier>) -> Self {
        Self {
            batch,
            counted: Counted::new(pack, earlier),
            csv: Vec::new(),
            jsonl: Vec::new(),
            handouts: String::new(),
            certificates: String::new(),
            contents: String::new(),
            lines: Vec::new(),
        }
    }
}

/// The files that are being written.
pub(super) struct Outputs {
    content: &'static Content,
    folder: OutputFolder,
    files: Vec<(Output, WholeFile)>,
    workbook: Option<Results<'static>>,
    /// The hand-outs, until the list of names that stands before them is complete.
    pages: Option<File>,
    asked_for: Vec<Output>,
    people: usize,
    /// Whether anyone gave a name.
    anyone_named: bool,
    unread: Unread,
    left_out: Vec<LeftOut>,
}

/// A file that is not written after all, and why.
pub(super) struct LeftOut {
    pub output: Output,
    pub reason: String,
}

/// What was written.
pub(super) struct Done {
    pub people: usize,
    pub written: Vec<Output>,
    pub left_out: Vec<LeftOut>,
    pub unread: Unread,
    pub lists_problems: bool,
}

/// What is written unless something is asked for by name.
const ALL: [Output; 8] = [
    Output::ResultsCsv,
    Output::ResultsJsonl,
    Output::ResultsXlsx,
    Output::Handouts,
    Output::Summary,
    Output::Slides,
    Output::Notes,
    Output::Problems,
];

impl Outputs {
    /// Begins the files that were asked for, or all.
    pub(super) fn begin(
        content: &'static Content,
        folder: OutputFolder,
        asked_for: &[Output],
    ) -> Result<Self, Failure> {
        let mut wanted = if asked_for.is_empty() { ALL.to_vec() } else { asked_for.to_vec() };
        wanted.sort_unstable();
        wanted.dedup();
        let mut files = Vec::new();
        let (mut workbook, mut pages) = (None, None);
        for output in wanted {
            let mut file = folder.file(output.file_name())?;
            let begun = match output {
                Output::ResultsCsv => room::csv::head(&mut file),
                Output::Problems => room::csv::problems_head(&mut file),
                Output::Handouts => tempfile::tempfile_in(folder.hidden())
                    .map(|file| pages = Some(file))
                    .and_then(|()| file.write_all(room::handout::head(&content.pack).as_bytes())),
                Output::Certificates => file.write_all(room::certificates::head(&content.pack).as_bytes()),
                Output::ResultsJsonl | Output::Summary | Output::Slides | Output::Notes => Ok(()),
                Output::ResultsXlsx => Results::new(&content.pack, folder.hidden())
                    .map(|results| workbook = Some(results))
                    .map_err(WorkbookError::into_io),
            };
            begun.map_err(|error| failed(&file, error))?;
            files.push((output, file));
        }
        let asked_for = asked_for.to_vec();
        Ok(Self {
            content,
            folder,
            files,
            workbook,
            pages,
            asked_for,
            people: 0,
            anyone_named: false,
            unread: Unread::default(),
            left_out: Vec::new(),
        })
    }

    /// What is written.
    pub(super) fn wanted(&self) -> Vec<Output> {
        self.files.iter().map(|(output, _)| *output).collect()
    }

    /// Adds a stretch.
    pub(super) fn write(&mut self, part: &Scored) -> Result<(), Failure> {
        self.people += part.batch.respondents.len();
        self.unread.add(&part.batch.unread());
        self.anyone_named |= !part.certificates.is_empty();
        let too_many = self.people > MOST_HANDOUTS && !self.asked_for.contains(&Output::Handouts);
        if too_many {
            let reason = format!("there are more than {MOST_HANDOUTS}; --write handouts.html asks for it");
            self.leave_out(Output::Handouts, reason);
        }
        for (output, file) in &mut self.files {
            let written = match output {
                Output::ResultsCsv => file.write_all(&part.csv),
                Output::ResultsJsonl => file.write_all(&part.jsonl),
                Output::Handouts => {
                    let pages =
                        self.pages.as_mut().map_or(Ok(()), |pages| pages.write_all(part.handouts.as_bytes()));
                    pages.and_then(|()| file.write_all(part.contents.as_bytes()))
                }
                Output::Certificates => file.write_all(part.certificates.as_bytes()),
                Output::Problems => write_problems(file, &part.batch),
                Output::Summary | Output::Slides | Output::Notes | Output::ResultsXlsx => Ok(()),
            };
            written.map_err(|error| failed(file, error))?;
        }
        self.add_to_workbook(part)
    }

    /// A sheet that is full is left out: the same rows are in `results.csv`.
    fn add_to_workbook(&mut self, part: &Scored) -> Result<(), Failure> {
        let Some(workbook) = &mut self.workbook else { return Ok(()) };
        for (respondent, line) in part.batch.respondents.iter().zip(&part.lines) {
            match workbook.add(line, &respondent.answers) {
                Ok(()) => {}
                Err(WorkbookError::Failed(error)) => return Err(self.workbook_failed(error)),
                Err(full) => {
                    self.leave_out(Output::ResultsXlsx, full.to_string());
                    self.workbook = None;
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// What the system says of a temporary file is said of the file that it is for.
    fn workbook_failed(&self, error: io::Error) -> Failure {
        match self.files.iter().find(|(output, _)| *output == Output::ResultsXlsx) {
            Some((_, file)) => failed(file, error),
            None => Failure::System("results.xlsx", error),
        }
    }

    /// Stops writing a file, if it was among them.
    fn leave_out(&mut self, output: Output, reason: String) {
        let before = self.files.len();
        self.files.retain(|(other, _)| *other != output);
        if self.files.len() < before {
            self.left_out.push(LeftOut { output, reason });
        }
    }

    /// Writes what stands at the end and gives all files their names.
    pub(super) fn finish(mut self, counted: &Counted) -> Result<Done, Failure> {
        let pack = &self.content.pack;
        let summed = Summary::of(&counted.tally, counted.moves.as_ref());
        for (output, file) in &mut self.files {
            let written = match output {
                Output::Handouts => add_pages(file, self.pages.take()),
                Output::Certificates => file.write_all(room::certificates::foot().as_bytes()),
                Output::Summary => of_the_room(&summed, file, |summed| room::summary::render(pack, summed)),
                Output::Slides => of_the_room(&summed, file, |summed| room::slides::render(pack, summed)),
                Output::Notes => of_the_room(&summed, file, |summed| room::notes::render(pack, summed)),
                Output::ResultsXlsx => match self.workbook.take() {
                    Some(results) => results.write(&mut *file).map_err(WorkbookError::into_io),
                    None => Ok(()),
                },
                Output::ResultsCsv | Output::ResultsJsonl | Output::Problems => Ok(()),
            };
            written.map_err(|error| failed(file, error))?;
        }
        if let Err(reason) = &summed {
            for output in [Output::Summary, Output::Slides, Output::Notes] {
                self.leave_out(output, reason.to_string());
            }
        }
        if !self.anyone_named {
            let reason = "nobody gave a name; --label COLUMN says where names stand".to_owned();
            self.leave_out(Output::Certificates, reason);
        }
        let written = self.wanted();
        self.folder.keep(self.files.into_iter().map(|(_, file)| file))?;
        let lists_problems = written.contains(&Output::Problems);
        Ok(Done {
            people: self.people,
            written,
            left_out: self.left_out,
            unread: self.unread,
            lists_problems,
        })
    }
}

/// Writes what is told of the room; nothing where nothing may be told.
fn of_the_room(
    summed: &Result<Summary, TooFew>,
    file: &mut WholeFile,
    render: impl FnOnce(&Summary) -> String,
) -> io::Result<()> {
    summed.as_ref().map_or(Ok(()), |summed| file.write_all(render(summed).as_bytes()))
}

/// The hand-outs behind the list of names.
fn add_pages(file: &mut WholeFile, pages: Option<File>) -> io::Result<()> {
    file.write_all(room::handout::after_contents().as_bytes())?;
    if let Some(mut pages) = pages {
        pages.rewind()?;
        io::copy(&mut pages, file)?;
    }
    file.write_all(room::handout::foot().as_bytes())
}

fn write_problems(file: &mut WholeFile, batch: &Batch) -> io::Result<()> {
    let unread = batch.respondents.iter().flat_map(|respondent| &respondent.problems);
    let mut problems: Vec<_> = unread.chain(&batch.lost).collect();
    problems.sort_by_key(|problem| problem.row);
    problems.into_iter().try_for_each(|problem| room::csv::problem(file, problem))
}

fn failed(file: &WholeFile, error: io::Error) -> Failure {
    Failure::Output(OutputError::Failed(file.path().to_owned(), error))
}
