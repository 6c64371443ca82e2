//! A workbook as a cohort: the first sheet whose headings are questions; or, if none has any, the first with codes.

use std::sync::Arc;

use super::Batch;
use super::cell_memory::{CellReaders, Note};
use super::codes::{Codes, MOST_TEXT};
use super::columns::Columns;
use super::error::CohortError;
use super::read_options::Opening;
use crate::answers::table::MOST_COLUMNS;
use crate::answers::table::workbook::{Row, SheetBatches, Workbook};

/// A sheet whose heading was read.
pub(super) struct Sheet {
    batches: SheetBatches,
    reader: Arc<RowReader>,
}

/// Some of its rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    reader: Arc<RowReader>,
}

#[derive(Debug)]
struct RowReader {
    columns: Columns,
    cells: CellReaders,
}

/// What a workbook holds.
pub(super) enum SheetOrCodes {
    Sheet(Sheet),
    Codes(Codes),
}

impl Sheet {
    /// Looks for the sheet.
    pub(super) fn open(opening: &Opening<'_>) -> Result<SheetOrCodes, CohortError> {
        let mut workbook = Workbook::open(opening.path).map_err(|error| opening.unreadable(error))?;
        let (mut failed, mut has_questions) = (None, false);
        let sheets = workbook.sheets();
        for sheet in &sheets {
            let heading = workbook.heading(sheet).map_err(|error| opening.unreadable(error))?;
            let Some((_, heading)) = heading else { continue };
            let name = format!("{}, sheet {sheet},", opening.name);
            let recognised = Columns::recognise(&opening.headings, &heading, opening.options);
            has_questions |= recognised.as_ref().is_ok_and(|columns| columns.questions() > 0);
            match recognised.and_then(|columns| columns.checked(opening, &name)) {
                Ok(columns) => {
                    let batches = workbook.rows(sheet.clone(), columns.wanted());
                    let reader = RowReader { columns, cells: opening.cells() };
                    return Ok(SheetOrCodes::Sheet(Self { batches, reader: Arc::new(reader) }));
                }
                // A sheet that has questions says more about what is wrong than one that has none.
                Err(error) => match &failed {
                    Some(CohortError::NoQuestion { .. }) | None => failed = Some(error),
                    Some(_) => {}
                },
            }
        }
        let codes = if has_questions { None } else { in_sheets(opening, &sheets)? };
        let none = || failed.unwrap_or_else(|| CohortError::Empty(opening.name.clone()));
        codes.map(SheetOrCodes::Codes).ok_or_else(none)
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.reader.columns
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// What is wrong with the sheet, in words.
    pub(super) fn next(&mut self) -> Result<Rows, String> {
        Ok(Rows { rows: self.batches.next_rows()?, reader: Arc::clone(&self.reader) })
    }
}

/// The codes of the first sheet that has any.
fn in_sheets(opening: &Opening<'_>, sheets: &[String]) -> Result<Option<Codes>, CohortError> {
    for sheet in sheets {
        let unreadable = |error| opening.unreadable(error);
        let mut workbook = Workbook::open(opening.path).map_err(unreadable)?;
        let Some((first, heading)) = workbook.heading(sheet).map_err(unreadable)? else { continue };
        let columns = Columns::recognise(&opening.headings, &heading, opening.options)?;
        let mut batches = workbook.rows(sheet.clone(), vec![true; heading.len().max(MOST_COLUMNS)]);
        let mut rows = Vec::new();
        let mut bytes = 0;
        loop {
            let batch = batches.next_rows().map_err(unreadable)?;
            bytes += batch.iter().flat_map(|(_, cells)| cells).map(|(_, text)| text.len()).sum::<usize>();
            if batch.is_empty() || bytes > MOST_TEXT {
                break;
            }
            rows.extend(batch);
        }
        let codes = if columns.may_hold_codes() {
            Codes::in_table(opening, &columns, &rows)
        } else {
            Codes::in_rows(opening, [(first, heading.join(" "))].into_iter().chain(rows.iter().map(in_one)))?
        };
        if codes.is_some() {
            return Ok(codes);
        }
    }
    Ok(None)
}

fn in_one((row, cells): &Row) -> (u64, String) {
    let cells: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
    (*row, cells.join(" "))
}

impl Rows {
    pub(super) fn read(self, note: &mut Note<'_>) -> Batch {
        let RowReader { columns, cells } = &*self.reader;
        cells.with(note, |cells| {
            let rows = self.rows.iter();
            Batch::of(Vec::new(), rows.map(|(row, filled)| Ok(columns.read_sparse(*row, filled, cells))))
        })
    }
}
