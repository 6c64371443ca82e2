//! Rows of an XLSX workbook, with bounds on what it may inflate to.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use calamine::{Data, DataRef, Reader, Xlsx, open_workbook_from_rs};

/// Bytes that all parts of a workbook may inflate to.
const MOST_INFLATED: u64 = 512 << 20;
/// Cells that are read at most.
const MOST_CELLS: usize = 20_000_000;
/// Columns that are read at most.
const MOST_COLUMNS: usize = 10_000;

/// Rows by their numbers, each as the texts that people see in its cells.
pub type Rows = Vec<(u64, Vec<String>)>;

/// Every sheet of a workbook by its name.
///
/// # Errors
/// What is wrong with the workbook, in words.
pub fn sheets(path: &Path) -> Result<Vec<(String, Rows)>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    check_size(BufReader::new(file))?;
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut workbook: Xlsx<_> = open_workbook_from_rs(BufReader::new(file))
        .map_err(|error| format!("not an XLSX workbook: {error}"))?;
    let names = workbook.sheet_names();
    let mut sheets = Vec::new();
    let mut cells = 0;
    for name in names {
        let rows = rows(&mut workbook, &name, &mut cells)?;
        sheets.push((name, rows));
    }
    Ok(sheets)
}

/// Inflates every part once into nothing, since declared sizes can lie.
fn check_size(file: impl Read + Seek) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(file).map_err(|error| format!("not an XLSX workbook: {error}"))?;
    let mut left = MOST_INFLATED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|error| error.to_string())?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| error.to_string())?;
        left = left.checked_sub(size).ok_or_else(|| {
            format!("inflates to more than {} MiB; save it as CSV instead", MOST_INFLATED >> 20)
        })?;
    }
    Ok(())
}

/// The cells of a sheet one by one: a whole range would be allocated at the size that the sheet claims to have.
fn rows<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str, cells: &mut usize) -> Result<Rows, String> {
    let failed = |error: calamine::XlsxError| format!("sheet {name}: {error}");
    let mut reader = workbook.worksheet_cells_reader(name).map_err(failed)?;
    let mut rows: Rows = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(failed)? {
        *cells += 1;
        if *cells > MOST_CELLS {
            return Err(format!("more than {MOST_CELLS} cells; save it as CSV instead"));
        }
        let (row, column) = cell.get_position();
        let (row, column) = (u64::from(row) + 1, column as usize);
        if column >= MOST_COLUMNS {
            return Err(format!("sheet {name} has more than {MOST_COLUMNS} columns"));
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            rows.push((row, Vec::new()));
        }
        let Some((_, texts)) = rows.last_mut() else { continue };
        if texts.len() <= column {
            texts.resize(column + 1, String::new());
        }
        texts[column] = text(cell.get_value());
    }
    Ok(rows)
}

/// What a person sees in a cell; whole numbers without a point.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// Whether bytes start as a ZIP archive does, which every XLSX workbook is.
#[must_use]
pub fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_is_no_archive_is_refused() {
        assert!(check_size(Cursor::new(b"PK\x03\x04nothing".to_vec())).unwrap_err().contains("not an XLSX"));
    }
}
