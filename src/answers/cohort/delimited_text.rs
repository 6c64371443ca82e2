//! A delimited text as a cohort: its heading says what parts cells and what its columns hold, and its rows are read by that.
//! Where no heading is a question, it may be a text of codes.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use memchr::memchr;
use memchr::memmem::Finder;

use super::ahead::{Ahead, rows, whole};
use super::broken_rows::BrokenRows;
use super::cell_memory::{CellReaders, Note};
use super::codes::Codes;
use super::error::CohortError;
use super::headings::Headings;
use super::layout::{Again, LOOKED_AT, Layout, Repeats};
use super::read_options::{Opening, ReadOptions};
use super::records::{Records, TOO_LONG};
use super::{Batch, Problem, text_of};
use crate::answers::table::TextInput;
use crate::answers::table::delimited::{Delimiters, Lost, Next, Splitter};
use crate::answers::table::fields::Fields;
use crate::pack::Pack;

/// What cells may be parted by.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Bytes of rows that are looked at for the heading.
const MOST_LOOKED_AT: usize = 1 << 20;
/// Letters of a heading's text that may tell where the heading is repeated, at least.
const SHORTEST_MARK: usize = 4;

/// A text whose heading was read.
pub(super) struct DelimitedText {
    splitter: Splitter<TextInput>,
    /// Rows that were looked at and belong to no heading.
    ahead: VecDeque<Ahead>,
    headings: Headings,
    options: ReadOptions,
    reader: Arc<RowReader>,
    /// Where the heading was met again, and where it changed.
    repeats: Repeats,
    changed: Vec<u64>,
    decoded: bool,
}

/// Some of its rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) records: Records,
    reader: Arc<RowReader>,
}

#[derive(Debug)]
struct RowReader {
    layout: Layout,
    mark: Option<Finder<'static>>,
    delimiter: u8,
    cells: Arc<CellReaders>,
}

/// What a text holds.
pub(super) enum TableOrCodes {
    Table(Box<DelimitedText>),
    Codes(Codes),
}

impl DelimitedText {
    /// Reads the heading; and where that is none, the text for its codes.
    pub(super) fn open(opening: Opening<'_>, input: TextInput) -> Result<TableOrCodes, CohortError> {
        let mut splitter = Splitter::new(input);
        let (mut ahead, told) = beginning(&opening, &mut splitter)?;
        let records: Vec<&[u8]> = ahead.iter().map_while(Ahead::record).collect();
        let parted = if records.is_empty() { None } else { Some(part(&opening, &records, told)) };
        let Some(Ok((delimiter, layout))) = parted
            .filter(|parted| matches!(parted, Ok((_, layout)) if !layout.columns.questions().is_empty()))
        else {
            return codes_instead(&opening, splitter, &ahead, told).map(TableOrCodes::Codes);
        };
        let decoded = records.iter().take(layout.rows).any(|record| std::str::from_utf8(record).is_err());
        ahead.drain(..layout.rows);
        let layout = layout.checked(&opening.headings, opening.options, &opening.name)?;
        let reader = RowReader::new(layout, delimiter, Arc::new(opening.cells()));
        Ok(TableOrCodes::Table(Box::new(Self {
            splitter,
            ahead,
            options: opening.options.clone(),
            headings: opening.headings,
            reader: Arc::new(reader),
            repeats: Repeats::default(),
            changed: Vec::new(),
            decoded,
        })))
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.reader.layout
    }

    /// What is to be said of how it was read.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.decoded || self.reader.cells.has_decoded() {
            remarks.push("it is not UTF-8, and was read as the encoding of Windows, or of a Mac".to_owned());
        }
        remarks.extend(self.repeats.remark());
        for row in &self.changed {
            remarks.push(format!(
                "from row {row} on there is another heading, and the rows below it are read by that"
            ));
        }
        remarks
    }

    /// The next rows; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Rows> {
        let mut records = Records::default();
        let mut reader = Arc::clone(&self.reader);
        while !records.is_full() {
            let start = records.bytes.len();
            let (row, next) = self.take(&mut records.bytes)?;
            match next {
                Next::Record if self.is_heading(row, &records.bytes[start..])? => {
                    records.drop_from(start);
                    // What follows may be read by other columns.
                    if records.rows() > 0 {
                        break;
                    }
                    reader = Arc::clone(&self.reader);
                }
                Next::Record => records.keep(row, start),
                Next::Lost(why) => records.lose(start, |line| reader.lost(row, line, why)),
                Next::End => break,
            }
        }
        Ok(Rows { records, reader })
    }

    /// Appends the next record, and gives its row.
    fn take(&mut self, record: &mut Vec<u8>) -> io::Result<(u64, Next)> {
        Ok(match self.ahead.pop_front() {
            Some(Ahead::Record(row, bytes)) => {
                record.extend(bytes);
                (row, Next::Record)
            }
            Some(Ahead::Lost(row, bytes, why)) => {
                record.extend(bytes);
                (row, Next::Lost(why))
            }
            None => {
                let next = self.splitter.next(record, Delimiters::One(self.reader.delimiter))?;
                (self.splitter.row(), next)
            }
        })
    }

    /// Whether a record is the heading once more, or another one; then what follows is read by that.
    fn is_heading(&mut self, row: u64, record: &[u8]) -> io::Result<bool> {
        let reader = &self.reader;
        let marked = reader.mark.as_ref().is_some_and(|mark| mark.find(record).is_some());
        let cells = match self.repeats.row(&reader.layout, marked, || reader.cells_of(record)) {
            Again::No => return Ok(false),
            Again::Heading => return Ok(true),
            Again::Perhaps(cells) => cells,
        };
        self.look_ahead()?;
        let mut rows = vec![cells];
        rows.extend(self.ahead.iter().map_while(Ahead::record).map(|record| self.reader.cells_of(record)));
        let Ok(layout) = Layout::find(&self.headings, &rows, &self.options) else { return Ok(false) };
        if !layout.replaces(&self.reader.layout) {
            return Ok(false);
        }
        self.ahead.drain(..layout.rows - 1);
        self.changed.push(row);
        let cells = Arc::clone(&self.reader.cells);
        self.reader = Arc::new(RowReader::new(layout, self.reader.delimiter, cells));
        Ok(true)
    }

    /// Makes sure that the rows of a heading are at hand.
    fn look_ahead(&mut self) -> io::Result<()> {
        while self.ahead.len() < LOOKED_AT {
            let mut bytes = Vec::new();
            let next = self.splitter.next(&mut bytes, Delimiters::One(self.reader.delimiter))?;
            let Some(ahead) = Ahead::of(next, self.splitter.row(), bytes) else { break };
            self.ahead.push_back(ahead);
        }
        Ok(())
    }
}

/// The codes of a text without questions.
///
/// # Errors
/// If it has none: why it is no table.
fn codes_instead(
    opening: &Opening<'_>,
    splitter: Splitter<TextInput>,
    ahead: &VecDeque<Ahead>,
    told: Option<u8>,
) -> Result<Codes, CohortError> {
    let records: Vec<&[u8]> = ahead.iter().map_while(Ahead::record).collect();
    let first_row = ahead.front().map_or(1, Ahead::row);
    let text = whole(opening, splitter, ahead)?;
    let parted = if records.is_empty() {
        Err(opening
            .unreadable("its heading is longer than a megabyte, or opens a quote that is never closed"))
    } else {
        part(opening, &records, told)
    };
    let column = parted.as_ref().ok().filter(|(_, layout)| layout.columns.may_hold_codes()).and_then(
        |(delimiter, layout)| Codes::in_table(opening, &layout.columns, &rows(&text, *delimiter, first_row)),
    );
    let codes = match column {
        Some(codes) => Some(codes),
        None => Codes::in_text(opening, &text, first_row)?,
    };
    if let Some(codes) = codes {
        return Ok(codes);
    }
    let (_, layout) = parted?;
    let why = layout.checked(&opening.headings, opening.options, &opening.name).err();
    Err(why.unwrap_or_else(|| CohortError::Empty(opening.name.clone())))
}

impl Rows {
    pub(super) fn read(mut self, pack: &Pack, note: &mut Note<'_>) -> Batch {
        let RowReader { layout, delimiter, cells, .. } = &*self.reader;
        let columns = &layout.columns;
        let lost = std::mem::take(&mut self.records.lost);
        cells.with(note, |cells| {
            let mut rows = BrokenRows::new(columns, self.records.places.len());
            for (row, record) in self.records.iter() {
                rows.add(row, columns.read_record(pack, row, Fields::new(record, *delimiter), cells));
            }
            Batch::of(lost, rows.whole().into_iter())
        })
    }
}

impl RowReader {
    fn new(layout: Layout, delimiter: u8, cells: Arc<CellReaders>) -> Self {
        let mark = layout.mark().filter(|mark| mark.len() >= SHORTEST_MARK);
        let mark = mark.map(|mark| Finder::new(mark.as_bytes()).into_owned());
        Self { layout, mark, delimiter, cells }
    }

    fn cells_of(&self, record: &[u8]) -> Vec<String> {
        cells_of(record, self.delimiter)
    }

    /// A row that cannot be told from the next, shown by the cell that is to blame.
    fn lost(&self, row: u64, line: &[u8], why: Lost) -> Problem {
        match why {
            Lost::TooLong => Problem::new(row, Problem::WHOLE_ROW, line, TOO_LONG.to_owned()),
            Lost::OpenQuote => {
                let cells: Vec<_> = Fields::new(line, self.delimiter).collect();
                let column = self.layout.columns.all().get(cells.len() - 1);
                let column = column.map_or(Problem::WHOLE_ROW, |column| &column.heading);
                let reason = "a quote is opened in this row and never closed; the row is left out, and the next is read on its own";
                Problem::new(row, column, cells.last().map_or(line, |cell| cell), reason.to_owned())
            }
        }
    }
}

fn cells_of(record: &[u8], delimiter: u8) -> Vec<String> {
    Fields::new(record, delimiter).map(|cell| text_of(&cell).into_owned()).collect()
}

/// The first rows, and what they are known to be parted by.
fn beginning(
    opening: &Opening<'_>,
    splitter: &mut Splitter<TextInput>,
) -> Result<(VecDeque<Ahead>, Option<u8>), CohortError> {
    let mut told = opening.options.delimiter;
    let mut rows = VecDeque::new();
    let mut bytes = 0;
    while rows.len() < LOOKED_AT && bytes < MOST_LOOKED_AT {
        let mut record = Vec::new();
        let delimiters = told.map_or(Delimiters::Any(DELIMITERS), Delimiters::One);
        let next = splitter.next(&mut record, delimiters).map_err(|error| opening.unreadable(error))?;
        // Excel writes the delimiter that it uses above the heading.
        if let ([delimiter], 1, Next::Record) =
            (record.trim_ascii().strip_prefix(b"sep=").unwrap_or(b""), splitter.row(), &next)
        {
            told = told.or(Some(*delimiter));
            splitter.number_from_here();
            continue;
        }
        bytes += record.len();
        let Some(ahead) = Ahead::of(next, splitter.row(), record) else { break };
        rows.push_back(ahead);
    }
    if rows.is_empty() { Err(CohortError::Empty(opening.name.clone())) } else { Ok((rows, told)) }
}

/// The delimiter by which most columns are something that is known, and the layout that it gives.
fn part(opening: &Opening<'_>, records: &[&[u8]], told: Option<u8>) -> Result<(u8, Layout), CohortError> {
    let mut ways: Vec<(usize, u8, Layout)> = Vec::new();
    let mut failed = None;
    let there = |delimiter: &u8| records.iter().any(|record| memchr(*delimiter, record).is_some());
    let mut delimiters: Vec<u8> = DELIMITERS.into_iter().filter(there).collect();
    if delimiters.is_empty() || told.is_some() {
        // One column is the same by every delimiter.
        delimiters = vec![told.unwrap_or(DELIMITERS[0])];
    }
    for delimiter in delimiters {
        let rows: Vec<Vec<String>> = records.iter().map(|record| cells_of(record, delimiter)).collect();
        match Layout::find(&opening.headings, &rows, opening.options) {
            Ok(layout) => ways.push((layout.columns.known(), delimiter, layout)),
            Err(error) => failed = Some(error),
        }
    }
    let most = ways.iter().map(|(known, ..)| *known).max().unwrap_or(0);
    if let Some(error) = failed.filter(|_| most == 0) {
        return Err(error);
    }
    // If nothing is known, the way that gives most columns shows best what is there.
    let columns = |way: &(usize, u8, Layout)| way.2.columns.all().len();
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
