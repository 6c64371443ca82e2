//! A cohort as a workbook: results, answers as read, and what the columns mean.
//!
//! Texts are written as texts, so that none is ever taken for a formula.

use std::io::{Seek, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cohort_line::Line;
use super::cohort_table::{Cell, answer_columns, answers, columns, values};
use super::inert::shown;
use crate::answers::cohort::Respondent;
use crate::pack::Pack;

/// Respondents that a sheet has rows for, below its heading.
pub const MOST: usize = 1_048_575;
/// Characters that a cell can hold.
const LONGEST: usize = 32_767;

/// A workbook that grows by one respondent after the other.
pub struct CohortWorkbook {
    workbook: Workbook,
    rows: u32,
}

impl CohortWorkbook {
    /// Begins one, with its headings.
    ///
    /// # Errors
    /// If the temporary files behind it cannot be written.
    pub fn new(pack: &Pack) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // The same bytes every time.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let bold = Format::new().set_bold();
        let names: Vec<String> = columns().into_iter().map(|(name, _)| name).collect();
        head(workbook.add_worksheet_with_constant_memory()?.set_name("Results")?, &names, &bold)?;
        let questions = answer_columns(pack);
        head(workbook.add_worksheet_with_constant_memory()?.set_name("Answers as read")?, &questions, &bold)?;
        let sheet = workbook.add_worksheet_with_constant_memory()?.set_name("Columns")?;
        head(sheet, &["column".to_owned(), "what it holds".to_owned()], &bold)?;
        let asked = pack.questions().iter().map(|question| (question.id.clone(), question.ask.clone()));
        for (row, (name, what)) in (1..).zip(columns().into_iter().chain(asked)) {
            sheet.write_string(row, 0, name)?;
            sheet.write_string(row, 1, what)?;
        }
        Ok(Self { workbook, rows: 0 })
    }

    /// Adds a respondent.
    ///
    /// # Errors
    /// If the temporary files behind it cannot be written, or it is full.
    pub fn add(&mut self, pack: &Pack, respondent: &Respondent, line: &Line) -> Result<(), XlsxError> {
        self.rows += 1;
        write_row(self.workbook.worksheet_from_index(0)?, self.rows, &values(pack, line))?;
        write_row(self.workbook.worksheet_from_index(1)?, self.rows, &answers(pack, respondent))
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(mut self, out: impl Write + Seek + Send) -> Result<(), XlsxError> {
        self.workbook.save_to_writer(out)
    }
}

fn head(sheet: &mut Worksheet, names: &[String], bold: &Format) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, name, bold)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) => {
                let text: String = shown(text).chars().take(LONGEST).collect();
                sheet.write_string(row, column, text)?;
            }
            Cell::Number(number) => {
                sheet.write_number(row, column, *number)?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}
