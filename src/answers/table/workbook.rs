//! Sheets and rows of an XLSX workbook.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use calamine::{
    DataRef, Reader, SheetType, Xlsx, XlsxCellReader, XlsxError, XlsxFormulaMetadata, open_workbook_from_rs,
};

use super::part::{Part, Row, guarded};
use super::{LARGEST_CELL, LARGEST_RECORD, MOST_COLUMNS, workbook_bounds};

/// Sheets at most.
const MOST_SHEETS: usize = 100;
/// Bytes that may be read of a workbook beyond twice its size: some for each sheet, and for what says where sheets are.
const READ_BEYOND: u64 = 2 << 20;

/// A workbook that is open.
pub struct Workbook {
    xlsx: Xlsx<Metered>,
}

impl Workbook {
    /// Opens a workbook whose size is within bounds.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(mut file: File) -> Result<Self, String> {
        guarded(|| workbook_bounds::check(BufReader::new(&file)))?;
        let in_words = |error: io::Error| error.to_string();
        file.seek(SeekFrom::Start(0)).map_err(in_words)?;
        let file = Metered::new(file).map_err(in_words)?;
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
    fn sheets(&self) -> Vec<String> {
        let sheets = self.xlsx.sheets_metadata().iter();
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
    }

    /// Whether more than one of its sheets can hold answers.
    #[must_use]
    pub fn has_several_sheets(&self) -> bool {
        self.sheets().len() > 1
    }

    /// Reads to the end and hands over each sheet's name and each row that holds anything; `take` says whether more is
    /// wanted.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn each_part(mut self, take: &mut dyn FnMut(Part) -> bool) -> Result<(), String> {
        for sheet in self.sheets() {
            if !take(Part::Sheet(sheet.clone())) {
                return Ok(());
            }
            let mut rows = SheetRows::of(&mut self.xlsx, &sheet)?;
            while let Some(row) = rows.next_row()? {
                if !take(Part::Row(row)) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
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

    /// The next row with a cell that is not empty.
    fn next_row(&mut self) -> Result<Option<Row>, String> {
        let mut first = self.ahead.take();
        if first.is_none() {
            first = self.cell()?;
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
                Err(place) => cells.insert(place, (column, text)),
            }
            next = self.cell()?;
        }
        Ok(Some((row, cells)))
    }

    /// The next cell that is not empty. A formula whose result was not saved is what stands there.
    fn cell(&mut self) -> Result<Option<(u64, usize, String)>, String> {
        // The reader must not be asked again once it has come to the end.
        if self.ended {
            return Ok(None);
        }
        let Self { sheet, cells, .. } = self;
        let failed = |error: XlsxError| format!("sheet {sheet}: {error}");
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(failed)? {
            let (row, column) = (u64::from(cell.pos.0) + 1, cell.pos.1 as usize);
            if row < self.row {
                return Err(format!("sheet {sheet}: row {row} stands behind row {}", self.row));
            }
            self.row = row;
            let text = match (&cell.value, cell.formula) {
                (DataRef::Empty, None) => continue,
                (DataRef::Empty, Some(formula)) => shown_formula(formula),
                (value, _) => text(value),
            };
            if column >= MOST_COLUMNS {
                return Err(format!("sheet {sheet}: more than {MOST_COLUMNS} columns"));
            }
            return Ok(Some((row, column, text)));
        }
        self.ended = true;
        Ok(None)
    }
}

/// A formula as a spreadsheet shows it.
fn shown_formula(formula: XlsxFormulaMetadata) -> String {
    let text = match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => "…".to_owned(),
    };
    cut(&format!("={text}"))
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
