//! A stretch of a cohort's input, and reading its respondents, which any number of threads may do at once.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::cell_memory::{CellMemory, Readers};
use super::columns::{Columns, Note};
use super::json_lines::LineReader;
use super::{Problem, Respondent, Unread};
use crate::answers::flags_file::FlagsFile;
use crate::answers::flags_text::flags_text;
use crate::answers::reading::as_cell;
use crate::answers::table::fields::Fields;
use crate::answers::table::workbook::Row;
use crate::diagnostic::Diagnostic;
use crate::pack::Pack;
use crate::pack::load::read_bounded;
use crate::toml_tree::Mistakes;
use crate::visible::tidy;

/// A stretch of the input that was not taken apart yet.
#[derive(Debug)]
pub struct Stretch {
    pub(super) rows: Rows,
    /// Rows that could not be told from the next.
    pub(super) lost: Vec<Problem>,
}

#[derive(Debug)]
pub(super) enum Rows {
    /// Records of a delimited text.
    Records(Records),
    /// Rows of a sheet.
    Sheet(Vec<Row>),
    /// Lines of JSON.
    Lines(Records),
    /// Flags files.
    Files(Vec<(u64, PathBuf)>),
}

/// Records one after the other, without what ends them, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) bytes: Vec<u8>,
    pub(super) places: Vec<(u64, Range<usize>)>,
}

impl Records {
    fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.places.iter().map(|(row, place)| (*row, &self.bytes[place.clone()]))
    }
}

impl Stretch {
    /// How many rows it holds, lost ones with them.
    #[must_use]
    pub fn rows(&self) -> usize {
        let rows = match &self.rows {
            Rows::Records(records) | Rows::Lines(records) => records.places.len(),
            Rows::Sheet(rows) => rows.len(),
            Rows::Files(files) => files.len(),
        };
        rows + self.lost.len()
    }
}

/// What was read of a stretch.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The respondents, in the order of the input.
    pub respondents: Vec<Respondent>,
    /// Rows that could not be taken apart at all, in the same order. Nobody is scored for them.
    pub lost: Vec<Problem>,
}

/// Reads the stretches of one cohort.
#[derive(Debug)]
pub struct StretchReader {
    pub(super) columns: Columns,
    pub(super) delimiter: u8,
    pub(super) readers: Readers,
    pub(super) lines: LineReader,
    /// Memories that no thread is using. They change no result, so it does not matter who gets which.
    pub(super) memories: Mutex<Vec<CellMemory>>,
}

impl StretchReader {
    /// Reads a stretch. Any number of threads may do so at once.
    #[must_use]
    pub fn read(&self, pack: &Pack, stretch: Stretch) -> Batch {
        self.read_noting(pack, stretch, &mut |_, _, _, _| {})
    }

    /// Reads a stretch and calls `note` with the cell of each question in it, and what it was read as.
    #[must_use]
    pub fn read_noting(&self, pack: &Pack, stretch: Stretch, note: &mut Note<'_>) -> Batch {
        let memory = self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut memory = memory.unwrap_or_default();
        let mut batch = Batch { respondents: Vec::with_capacity(stretch.rows()), lost: stretch.lost };
        let lost_before = batch.lost.len();
        let (columns, readers) = (&self.columns, &self.readers);
        match stretch.rows {
            Rows::Records(records) => {
                for (row, record) in records.iter() {
                    let cells = Fields::new(record, self.delimiter);
                    batch.add(columns.read_record(row, cells, readers, &mut memory, note));
                }
            }
            Rows::Lines(records) => {
                for (row, line) in records.iter() {
                    batch.add(self.lines.read(row, line, readers, &mut memory, note));
                }
            }
            Rows::Sheet(rows) => {
                for (row, cells) in &rows {
                    batch.add(Ok(columns.read_sparse(*row, cells, readers, &mut memory, note)));
                }
            }
            Rows::Files(files) => {
                for (row, path) in &files {
                    batch.add(flags_file(pack, *row, path, note));
                }
            }
        }
        if lost_before > 0 {
            batch.lost.sort_by_key(|problem| problem.row);
        }
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        batch
    }
}

impl Batch {
    /// What of it could not be read.
    #[must_use]
    pub fn unread(&self) -> Unread {
        Unread {
            rows: self.lost.iter().map(|problem| problem.row).take(Unread::NAMED + 1).collect(),
            lost: self.lost.len(),
            cells: self.respondents.iter().map(|respondent| respondent.problems.len()).sum(),
        }
    }

    fn add(&mut self, read: Result<Respondent, Problem>) {
        match read {
            Ok(respondent) => self.respondents.push(respondent),
            Err(problem) => self.lost.push(problem),
        }
    }
}

/// One respondent's flags file; what is wrong with its answers becomes problems of that respondent.
///
/// # Errors
/// What is wrong with a file that holds no answers that can be told, so that nobody is scored for it.
fn flags_file(pack: &Pack, row: u64, path: &Path, note: &mut Note<'_>) -> Result<Respondent, Problem> {
    let mut respondent = Respondent::new(row);
    respondent.label = path.file_stem().map(|stem| tidy(&stem.to_string_lossy()));
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mistakes = Mistakes::default();
    let source = read_bounded(path).and_then(|bytes| flags_text(&file, bytes));
    let problem = |mistake: &Diagnostic| {
        let (_, position) = mistake.position();
        let at = position.map_or(String::new(), |(line, column)| format!(" {line}:{column}"));
        let help = mistake.help_text().map_or(String::new(), |help| format!("; {help}"));
        let reason = format!("{}{help}", mistake.message());
        Problem::new(row, &format!("{file}{at}"), mistake.marked_text().as_bytes(), reason)
    };
    let source = source.map_err(|mistake| problem(&mistake))?;
    match FlagsFile::parse(&source) {
        Ok(parsed) => parsed.read_answers(pack, &mut respondent.answers, &mistakes),
        Err(found) => found.first().map_or(Ok(()), |first| Err(problem(first)))?,
    }
    for (id, answer) in respondent.answers.iter() {
        let question = pack.question(id);
        note(id, &question.id, as_cell(question, answer).as_bytes(), &Ok(Some(Arc::new(answer.clone()))));
    }
    respondent.problems.extend(mistakes.into_vec().iter().take(MOST_PROBLEMS).map(problem));
    Ok(respondent)
}

/// Problems of one file that are told.
const MOST_PROBLEMS: usize = 100;
