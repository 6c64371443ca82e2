//! A workbook as a cohort: the first sheet whose headings are questions.

use std::sync::Arc;

use super::Batch;
use super::cell_memory::{CellReaders, Note};
use super::columns::Columns;
use super::error::CohortError;
use super::read_options::Opening;
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

impl Sheet {
    /// Looks for the sheet.
    pub(super) fn open(opening: &Opening<'_>) -> Result<Self, CohortError> {
        let mut workbook = Workbook::open(opening.path).map_err(|error| opening.unreadable(error))?;
        let mut failed = None;
        for sheet in workbook.sheets() {
            let heading = workbook.heading(&sheet).map_err(|error| opening.unreadable(error))?;
            let Some(heading) = heading else { continue };
            let name = format!("{}, sheet {sheet},", opening.name);
            let columns = Columns::recognise(&opening.headings, &heading, opening.options)
                .and_then(|columns| columns.checked(opening, &name));
            match columns {
                Ok(columns) => {
                    let batches = workbook.rows(sheet, columns.wanted());
                    let reader = RowReader { columns, cells: opening.cells() };
                    return Ok(Self { batches, reader: Arc::new(reader) });
                }
                // A sheet that has questions says more about what is wrong than one that has none.
                Err(error) => match &failed {
                    Some(CohortError::NoQuestion { .. }) | None => failed = Some(error),
                    Some(_) => {}
                },
            }
        }
        Err(failed.unwrap_or_else(|| CohortError::Empty(opening.name.clone())))
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

impl Rows {
    pub(super) fn read(self, note: &mut Note<'_>) -> Batch {
        let RowReader { columns, cells } = &*self.reader;
        cells.with(note, |cells| {
            let rows = self.rows.iter();
            Batch::of(Vec::new(), rows.map(|(row, filled)| Ok(columns.read_sparse(*row, filled, cells))))
        })
    }
}
