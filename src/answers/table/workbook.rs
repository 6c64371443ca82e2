//! Rows of an XLSX workbook, handed over one batch at a time while a thread of its own reads on.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxCellReader, XlsxError, open_workbook_from_rs};

use super::{LARGEST_CELL, LARGEST_RECORD, MOST_COLUMNS, workbook_bounds};

/// Sheets at most: the heading of each is looked at.
const MOST_SHEETS: usize = 100;
/// Bytes that may be read of a workbook beyond twice its size: some for each sheet, and for what says where sheets are.
const READ_BEYOND: u64 = 2 << 20;
/// Rows of a batch, and bytes after which it is full whatever its rows.
const BATCH_ROWS: usize = 1024;
const BATCH_BYTES: usize = 1 << 20;

/// A row: its number, and the texts of its cells that are not empty, each with the place of its column.
pub type Row = (u64, Vec<(usize, String)>);

/// A workbook that is open.
pub struct Workbook {
    xlsx: Xlsx<Metered>,
}

/// Rows of a sheet as they are read.
pub struct SheetBatches(Mutex<Receiver<Message>>);

enum Message {
    Rows(Vec<Row>),
    Failed(String),
    End,
}

impl Workbook {
    /// Opens a workbook whose size is within bounds.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(path: &Path) -> Result<Self, String> {
        let file = || File::open(path).map_err(|error| error.to_string());
        let first_look = BufReader::new(file()?);
        guarded(|| workbook_bounds::check(first_look))?;
        let file = Metered::new(file()?).map_err(|error| error.to_string())?;
        let xlsx: Xlsx<Metered> =
            guarded(|| open_workbook_from_rs(file).map_err(|error: XlsxError| error.to_string()))
                .map_err(|error| format!("not an XLSX workbook: {error}"))?;
        let sheets = xlsx.sheets_metadata().len();
        if sheets > MOST_SHEETS {
            return Err(format!("{sheets} sheets, but at most {MOST_SHEETS} are read"));
        }
        Ok(Self { xlsx })
    }

    /// Names of its sheets that can hold answers, in order: charts have sheets of their own.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        let sheets = self.xlsx.sheets_metadata().iter();
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
    }

    /// The first row of a sheet that holds anything, and the texts of its cells; none if no row does.
    ///
    /// # Errors
    /// What is wrong with the sheet.
    pub fn heading(&mut self, sheet: &str) -> Result<Option<(u64, Vec<String>)>, String> {
        let first = guarded(|| {
            let mut rows = SheetRows::of(&mut self.xlsx, sheet)?;
            rows.next_row(|_| true)
        })?;
        let Some((row, cells)) = first else { return Ok(None) };
        let columns = cells.last().map_or(0, |(column, _)| column + 1);
        let mut heading = vec![String::new(); columns];
        for (column, text) in cells {
            heading[column] = text;
        }
        Ok(Some((row, heading)))
    }

    /// The rows of a sheet below its heading. Of columns that are not wanted, nothing is kept.
    #[must_use]
    pub fn rows(self, sheet: String, wanted: Vec<bool>) -> SheetBatches {
        let (sender, receiver) = sync_channel(2);
        let mut xlsx = self.xlsx;
        thread::spawn(move || {
            let read = guarded(|| send_rows(&mut xlsx, &sheet, &wanted, &sender));
            // Whoever does not listen any more needs no last word.
            let _ = sender.send(match read {
                Ok(()) => Message::End,
                Err(error) => Message::Failed(error),
            });
        });
        SheetBatches(Mutex::new(receiver))
    }
}

impl SheetBatches {
    /// The next rows; none at the end.
    ///
    /// # Errors
    /// What is wrong with the sheet.
    pub fn next_rows(&mut self) -> Result<Vec<Row>, String> {
        match self.0.get_mut().unwrap_or_else(PoisonError::into_inner).recv() {
            Ok(Message::Rows(rows)) => Ok(rows),
            Ok(Message::Failed(error)) => Err(error),
            // The last word was heard already.
            Ok(Message::End) | Err(_) => Ok(Vec::new()),
        }
    }
}

/// Runs what reads a workbook: a panic in the reader's code on a damaged file is one more way of not being readable.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

fn send_rows(
    xlsx: &mut Xlsx<Metered>,
    sheet: &str,
    wanted: &[bool],
    sender: &SyncSender<Message>,
) -> Result<(), String> {
    let mut rows = SheetRows::of(xlsx, sheet)?;
    rows.next_row(|_| true)?;
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next_row(|column| wanted.get(column) == Some(&true))? {
        bytes += row.1.iter().map(|(_, text)| text.len()).sum::<usize>();
        batch.push(row);
        if batch.len() < BATCH_ROWS && bytes < BATCH_BYTES {
            continue;
        }
        bytes = 0;
        if sender.send(Message::Rows(std::mem::take(&mut batch))).is_err() {
            return Ok(());
        }
    }
    if !batch.is_empty() {
        let _ = sender.send(Message::Rows(batch));
    }
    Ok(())
}

/// The file, of which only so much is read in all: any number of sheets can be one part, that is then read for each.
struct Metered {
    file: BufReader<File>,
    left: u64,
}

impl Metered {
    fn new(file: File) -> io::Result<Self> {
        let left = file.metadata()?.len().saturating_mul(2).saturating_add(READ_BEYOND);
        Ok(Self { file: BufReader::new(file), left })
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| {
            io::Error::other("its sheets are read over and over; save the one with the answers as CSV UTF-8")
        })?;
        Ok(length)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Rows of a sheet, cell by cell: a whole range would be allocated at the size that the sheet claims to have.
struct SheetRows<'w> {
    sheet: String,
    cells: XlsxCellReader<'w, Metered>,
    /// The first cell of the next row.
    ahead: Option<(u64, usize, String)>,
    row: u64,
    ended: bool,
}

impl<'w> SheetRows<'w> {
    fn of(xlsx: &'w mut Xlsx<Metered>, sheet: &str) -> Result<Self, String> {
        let cells = xlsx.worksheet_cells_reader(sheet).map_err(|error| format!("sheet {sheet}: {error}"))?;
        Ok(Self { sheet: sheet.to_owned(), cells, ahead: None, row: 0, ended: false })
    }

    /// The next row with a cell that is not empty. Cells of columns that are not wanted are left out.
    fn next_row(&mut self, wanted: impl Fn(usize) -> bool) -> Result<Option<Row>, String> {
        let mut first = self.ahead.take();
        if first.is_none() {
            first = self.cell(&wanted)?;
        }
        let Some((row, column, text)) = first else { return Ok(None) };
        let mut cells = Vec::new();
        let mut bytes = 0;
        let mut next = Some((row, column, text));
        while let Some((at, column, text)) = next {
            if at != row {
                self.ahead = Some((at, column, text));
                break;
            }
            bytes += text.len();
            if bytes > LARGEST_RECORD {
                return Err(format!("sheet {}: row {row} is longer than a megabyte", self.sheet));
            }
            match cells.binary_search_by_key(&column, |(column, _)| *column) {
                Ok(place) => cells[place] = (column, text),
                Err(place) if wanted(column) => cells.insert(place, (column, text)),
                Err(_) => {}
            }
            next = self.cell(&wanted)?;
        }
        Ok(Some((row, cells)))
    }

    /// The next cell that is not empty.
    fn cell(&mut self, wanted: &impl Fn(usize) -> bool) -> Result<Option<(u64, usize, String)>, String> {
        // The reader must not be asked again once it has come to the end.
        if self.ended {
            return Ok(None);
        }
        let Self { sheet, cells, .. } = self;
        let failed = |error: XlsxError| format!("sheet {sheet}: {error}");
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (row, column) = cell.get_position();
            let (row, column) = (u64::from(row) + 1, column as usize);
            if row < self.row {
                return Err(format!("sheet {sheet}: row {row} stands behind row {}", self.row));
            }
            self.row = row;
            if *cell.get_value() == DataRef::Empty {
                continue;
            }
            if column >= MOST_COLUMNS {
                return Err(format!("sheet {sheet}: more than {MOST_COLUMNS} columns"));
            }
            let text = if wanted(column) { text(cell.get_value()) } else { String::new() };
            return Ok(Some((row, column, text)));
        }
        self.ended = true;
        Ok(None)
    }
}

/// What a person sees in a cell: whole numbers without a point, times without fractions of a second. Of a text longer than
/// is read, only so much is kept that this can be said.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::SharedString(text) => cut(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cut(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(time) if time.is_datetime() && (1.0..3e6).contains(&time.as_f64()) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::DateTime(time) => time.as_f64().to_string(),
    }
}

fn cut(text: &str) -> String {
    let mut end = text.len().min(LARGEST_CELL + 1);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text[..end].to_owned()
}

/// Whether bytes start as a ZIP archive does, which every XLSX workbook is.
#[must_use]
pub fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}
