//! Reading a cohort in stretches, so that memory stays the same however many respondents there are and threads can share
//! the work: one thread takes stretches from a [`Cohort`], and any number of them read these.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Problem;
use super::column_map::ColumnMap;
use super::columns::Column;
use super::opening::open;
use super::stretch::{Records, Rows};
use crate::answers::table::delimited::{Delimiters, Lost, Next, Splitter};
use crate::answers::table::lines::{Line, Lines};
use crate::answers::table::{fields::Fields, workbook};
use crate::pack::Pack;

pub use super::error::CohortError;
pub use super::stretch::{Batch, Stretch, StretchReader};

/// Rows of a stretch, and bytes after which it is full whatever its rows.
const STRETCH_ROWS: usize = 256;
const STRETCH_BYTES: usize = 1 << 20;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Heading of the column with what respondents are called; none is read unless it is named.
    pub label: Option<String>,
    /// Which column is which, where headings do not say it.
    pub columns: Option<ColumnMap>,
    /// What parts the cells of a text, where its heading does not say it.
    pub delimiter: Option<u8>,
}

/// A cohort that is open.
pub struct Cohort {
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) reader: Arc<StretchReader>,
    pub(super) seen: u64,
    pub(super) progress: Progress,
}

/// Where rows come from.
pub(super) enum Source {
    Delimited(Splitter<Box<dyn BufRead + Send + Sync>>),
    Sheet(workbook::Rows),
    Lines { lines: Lines<Box<dyn BufRead + Send + Sync>>, row: u64 },
    Files(std::vec::IntoIter<(u64, PathBuf)>),
}

/// How far reading has come, in bytes or in files.
#[derive(Debug, Clone)]
pub struct Progress {
    pub(super) done: Arc<AtomicU64>,
    /// How much there is in all, if that is known.
    pub of: Option<u64>,
}

impl Progress {
    /// What was read so far.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

impl Cohort {
    /// Opens a CSV, JSON Lines or XLSX file, a folder of flags files, or `-` for standard input.
    ///
    /// # Errors
    /// If it cannot be read, is empty, or its headings do not say what its columns are.
    pub fn open(pack: &Pack, input: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
        open(pack, input, options)
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        self.reader.columns.all()
    }

    /// What reads its stretches. Any number of threads may do so at once.
    #[must_use]
    pub fn reader(&self) -> Arc<StretchReader> {
        Arc::clone(&self.reader)
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The next stretch of the input; nothing at its end.
    ///
    /// # Errors
    /// If the input cannot be read, or ends without anyone in it.
    pub fn next_stretch(&mut self) -> Result<Option<Stretch>, CohortError> {
        let unreadable = |error: io::Error| CohortError::Unreadable(self.name.clone(), error.to_string());
        let mut lost = Vec::new();
        let rows = match &mut self.source {
            Source::Files(files) => {
                let files: Vec<(u64, PathBuf)> = files.take(STRETCH_ROWS).collect();
                self.progress.done.fetch_add(files.len() as u64, Ordering::Relaxed);
                Rows::Files(files)
            }
            Source::Sheet(rows) => Rows::Sheet(
                rows.next_rows().map_err(|error| CohortError::Unreadable(self.name.clone(), error))?,
            ),
            Source::Delimited(splitter) => {
                Rows::Records(records(splitter, &self.reader, &mut lost).map_err(unreadable)?)
            }
            Source::Lines { lines, row } => {
                Rows::Lines(json_lines(lines, row, &mut lost).map_err(unreadable)?)
            }
        };
        let stretch = Stretch { rows, lost };
        let rows = stretch.rows();
        self.seen += rows as u64;
        if self.seen == 0 {
            return Err(CohortError::Empty(self.name.clone()));
        }
        Ok((rows > 0).then_some(stretch))
    }

    /// The next few stretches, to be read by several threads at once; none at the end of the input.
    ///
    /// # Errors
    /// As for [`Cohort::next_stretch`].
    pub fn next_stretches(&mut self, most: usize) -> Result<Vec<Stretch>, CohortError> {
        let mut stretches = Vec::with_capacity(most);
        while stretches.len() < most {
            match self.next_stretch()? {
                Some(stretch) => stretches.push(stretch),
                None => break,
            }
        }
        Ok(stretches)
    }
}

/// Records until the stretch is full.
fn records(
    splitter: &mut Splitter<Box<dyn BufRead + Send + Sync>>,
    reader: &StretchReader,
    lost: &mut Vec<Problem>,
) -> io::Result<Records> {
    let mut records = Records::default();
    let delimiters = Delimiters::One(reader.delimiter);
    while records.places.len() + lost.len() < STRETCH_ROWS && records.bytes.len() < STRETCH_BYTES {
        let start = records.bytes.len();
        match splitter.next(&mut records.bytes, delimiters)? {
            Next::Record => records.places.push((splitter.row(), start..records.bytes.len())),
            Next::Lost(why) => {
                lost.push(lost_row(splitter.row(), &records.bytes[start..], why, reader));
                records.bytes.truncate(start);
            }
            Next::End => break,
        }
    }
    Ok(records)
}

/// A row that cannot be told from the next, shown by the cell that is to blame.
fn lost_row(row: u64, line: &[u8], why: Lost, reader: &StretchReader) -> Problem {
    let cells: Vec<_> = Fields::new(line, reader.delimiter).collect();
    match why {
        Lost::TooLong => Problem::new(row, Problem::WHOLE_ROW, line, TOO_LONG.to_owned()),
        Lost::OpenQuote => {
            let column = reader.columns.all().get(cells.len() - 1);
            let column = column.map_or(Problem::WHOLE_ROW, |column| &column.heading);
            let reason = "a quote is opened in this row and never closed; the row is left out, and the next is read on its own";
            Problem::new(row, column, cells.last().map_or(line, |cell| cell), reason.to_owned())
        }
    }
}

const TOO_LONG: &str = "longer than a megabyte; the row is left out";

/// Lines until the stretch is full.
fn json_lines(
    lines: &mut Lines<Box<dyn BufRead + Send + Sync>>,
    row: &mut u64,
    lost: &mut Vec<Problem>,
) -> io::Result<Records> {
    let mut records = Records::default();
    while records.places.len() + lost.len() < STRETCH_ROWS && records.bytes.len() < STRETCH_BYTES {
        let start = records.bytes.len();
        let line = lines.next(&mut records.bytes)?;
        if line == Line::End {
            break;
        }
        *row += 1;
        if line == Line::TooLong {
            let beginning = &records.bytes[start..];
            lost.push(Problem::new(*row, Problem::WHOLE_ROW, beginning, TOO_LONG.to_owned()));
            records.bytes.truncate(start);
        } else if records.bytes[start..].trim_ascii().is_empty() {
            records.bytes.truncate(start);
        } else {
            records.places.push((*row, start..records.bytes.len()));
        }
    }
    Ok(records)
}
