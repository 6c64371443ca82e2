//! A delimited text as a cohort: its heading says what parts cells and what its columns hold, and its rows are read by that.
//! Where no heading is a question, it may be a text of codes.

use std::io;
use std::sync::Arc;

use super::cell_memory::{CellReaders, Note};
use super::codes::{Codes, MOST_TEXT};
use super::columns::Columns;
use super::error::CohortError;
use super::read_options::Opening;
use super::records::{Records, TOO_LONG};
use super::{Batch, Problem};
use crate::answers::table::TextInput;
use crate::answers::table::delimited::{Delimiters, Lost, Next, Splitter};
use crate::answers::table::fields::Fields;
use crate::answers::table::lines::Line;
use crate::answers::table::workbook::Row;

/// What cells may be parted by.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A text whose heading was read.
pub(super) struct DelimitedText {
    splitter: Splitter<TextInput>,
    reader: Arc<RowReader>,
}

/// Some of its rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) records: Records,
    reader: Arc<RowReader>,
}

#[derive(Debug)]
struct RowReader {
    columns: Columns,
    delimiter: u8,
    cells: CellReaders,
}

/// What a text holds.
pub(super) enum TableOrCodes {
    Table(DelimitedText),
    Codes(Codes),
}

impl DelimitedText {
    /// Reads the heading; and where that is none, the text for its codes.
    pub(super) fn open(opening: &Opening<'_>, input: TextInput) -> Result<TableOrCodes, CohortError> {
        let mut splitter = Splitter::new(input);
        let (heading, told) = heading(opening, &mut splitter)?;
        let parted = part(opening, &heading, told);
        let is_table = matches!(&parted, Ok((_, columns)) if columns.questions() > 0);
        if !is_table {
            let (first_row, text) = (splitter.row(), whole(opening, splitter, &heading)?);
            let column = parted.as_ref().ok().filter(|(_, columns)| columns.may_hold_codes()).and_then(
                |(delimiter, columns)| Codes::in_table(opening, columns, &rows(&text, *delimiter, first_row)),
            );
            let codes = match column {
                Some(codes) => Some(codes),
                None => Codes::in_text(opening, &text, first_row)?,
            };
            if let Some(codes) = codes {
                return Ok(TableOrCodes::Codes(codes));
            }
            let (_, columns) = parted?;
            return Err(columns
                .checked(opening, &opening.name)
                .err()
                .unwrap_or_else(|| CohortError::Empty(opening.name.clone())));
        }
        let (delimiter, columns) = parted?;
        not_utf8(&opening.name, splitter.row(), &heading, delimiter)?;
        let columns = columns.checked(opening, &opening.name)?;
        let cells = opening.cells();
        Ok(TableOrCodes::Table(Self { splitter, reader: Arc::new(RowReader { columns, delimiter, cells }) }))
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.reader.columns
    }

    /// The next rows; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Rows> {
        let mut records = Records::default();
        let delimiters = Delimiters::One(self.reader.delimiter);
        while !records.is_full() {
            let start = records.bytes.len();
            match self.splitter.next(&mut records.bytes, delimiters)? {
                Next::Record => records.keep(self.splitter.row(), start),
                Next::Lost(why) => {
                    records.lose(start, |line| self.reader.lost(self.splitter.row(), line, why));
                }
                Next::End => break,
            }
        }
        Ok(Rows { records, reader: Arc::clone(&self.reader) })
    }
}

/// All of a text, of which the heading was read.
fn whole(
    opening: &Opening<'_>,
    splitter: Splitter<TextInput>,
    heading: &[u8],
) -> Result<String, CohortError> {
    let mut text = heading.to_vec();
    text.push(b'\n');
    let mut lines = splitter.into_lines();
    while lines.next(&mut text).map_err(|error| opening.unreadable(error))? != Line::End {
        if text.len() > MOST_TEXT {
            return Err(
                opening.unreadable("no heading is a question, and it is longer than a text of codes may be")
            );
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The rows of a text below its heading, without empty cells. A row that cannot be told from the next is a line.
fn rows(text: &str, delimiter: u8, heading_row: u64) -> Vec<Row> {
    let mut splitter = Splitter::new(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = Vec::new();
    // What is in memory can be read.
    while let Ok(Next::Record | Next::Lost(_)) = splitter.next(&mut record, Delimiters::One(delimiter)) {
        let cells = Fields::new(&record, delimiter).map(|cell| String::from_utf8_lossy(&cell).into_owned());
        let cells = cells.enumerate().filter(|(_, cell)| !cell.trim().is_empty()).collect();
        rows.push((heading_row - 1 + splitter.row(), cells));
        record.clear();
    }
    rows.drain(..rows.len().min(1));
    rows
}

impl Rows {
    pub(super) fn read(mut self, note: &mut Note<'_>) -> Batch {
        let RowReader { columns, delimiter, cells } = &*self.reader;
        let lost = std::mem::take(&mut self.records.lost);
        cells.with(note, |cells| {
            let rows = self.records.iter();
            Batch::of(
                lost,
                rows.map(|(row, record)| columns.read_record(row, Fields::new(record, *delimiter), cells)),
            )
        })
    }
}

impl RowReader {
    /// A row that cannot be told from the next, shown by the cell that is to blame.
    fn lost(&self, row: u64, line: &[u8], why: Lost) -> Problem {
        match why {
            Lost::TooLong => Problem::new(row, Problem::WHOLE_ROW, line, TOO_LONG.to_owned()),
            Lost::OpenQuote => {
                let cells: Vec<_> = Fields::new(line, self.delimiter).collect();
                let column = self.columns.all().get(cells.len() - 1);
                let column = column.map_or(Problem::WHOLE_ROW, |column| &column.heading);
                let reason = "a quote is opened in this row and never closed; the row is left out, and the next is read on its own";
                Problem::new(row, column, cells.last().map_or(line, |cell| cell), reason.to_owned())
            }
        }
    }
}

/// The heading as it is written, and what it is known to be parted by.
fn heading(
    opening: &Opening<'_>,
    splitter: &mut Splitter<TextInput>,
) -> Result<(Vec<u8>, Option<u8>), CohortError> {
    let mut heading = Vec::new();
    let mut told = opening.options.delimiter;
    loop {
        heading.clear();
        let delimiters = told.map_or(Delimiters::Any(DELIMITERS), Delimiters::One);
        match splitter.next(&mut heading, delimiters).map_err(|error| opening.unreadable(error))? {
            Next::Record => {}
            Next::Lost(_) => {
                return Err(opening.unreadable(
                    "its heading is longer than a megabyte, or opens a quote that is never closed",
                ));
            }
            Next::End => return Err(CohortError::Empty(opening.name.clone())),
        }
        // Excel writes the delimiter that it uses above the heading.
        match heading.trim_ascii().strip_prefix(b"sep=") {
            Some([delimiter]) if splitter.row() == 1 => {
                told = told.or(Some(*delimiter));
                splitter.number_from_here();
            }
            _ => return Ok((heading, told)),
        }
    }
}

/// The delimiter by which most columns are something that is known, and the columns that it gives.
fn part(opening: &Opening<'_>, heading: &[u8], told: Option<u8>) -> Result<(u8, Columns), CohortError> {
    let mut ways: Vec<(usize, u8, Columns)> = Vec::new();
    let mut failed = None;
    for delimiter in told.map_or(DELIMITERS.to_vec(), |told| vec![told]) {
        let cells: Vec<String> =
            Fields::new(heading, delimiter).map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect();
        match Columns::recognise(&opening.headings, &cells, opening.options) {
            Ok(columns) => ways.push((columns.known(), delimiter, columns)),
            Err(error) => failed = Some(error),
        }
    }
    let most = ways.iter().map(|(known, ..)| *known).max().unwrap_or(0);
    if let Some(error) = failed.filter(|_| most == 0) {
        return Err(error);
    }
    // If nothing is known, the way that gives most columns shows best what is there.
    let columns = |way: &(usize, u8, Columns)| way.2.all().len();
    let widest = ways.iter().map(columns).max().unwrap_or(0);
    ways.retain(|way| way.0 == most && (most > 0 || columns(way) == widest));
    let parted = ways.iter().filter(|way| columns(way) > 1).count();
    if most > 0 && parted > 0 && ways.len() > 1 {
        let names: Vec<&str> = ways.iter().map(|way| delimiter_name(way.1)).collect();
        return Err(CohortError::Delimiter(opening.name.clone(), names.join(", ")));
    }
    let first = ways.into_iter().next().ok_or_else(|| CohortError::Empty(opening.name.clone()))?;
    Ok((first.1, first.2))
}

fn delimiter_name(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        _ => "tab",
    }
}

/// Headings decide what is read, so they are not guessed at.
fn not_utf8(name: &str, row: u64, heading: &[u8], delimiter: u8) -> Result<(), CohortError> {
    let wrong = Fields::new(heading, delimiter).position(|cell| std::str::from_utf8(&cell).is_err());
    match wrong {
        Some(place) => Err(CohortError::NotUtf8 { name: name.to_owned(), row, column: place + 1 }),
        None => Ok(()),
    }
}
