//! A cohort's results as a workbook: the same values as `results.csv`, the answers as they were read, and what each
//! column means. Rows go to temporary files as they come, so memory stays flat.

use std::io::{self, Write};
use std::path::Path;

use thiserror::Error;

use super::line::{BETWEEN, Line, Value, columns};
use super::sheet::{Sheet, write_workbook};
use crate::answers::{Answers, reading};
use crate::pack::Pack;
use crate::report::inert;

/// Respondents that a sheet holds: Excel's rows less the heading.
pub const MOST_RESPONDENTS: u32 = 1_048_575;
/// Bytes of a sheet before it is packed: what any program can unpack, with room for a last row.
const MOST_BYTES: u64 = (1 << 32) - (1 << 27);

/// The sheets, in their order.
const SHEETS: [&str; 3] = ["Results", "Answers", "Columns"];

/// Why no workbook was written.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// There are more respondents than rows.
    #[error(
        "a sheet holds {MOST_RESPONDENTS} respondents and this cohort has more; leave results.xlsx out and use \
         results.csv or results.jsonl"
    )]
    TooMany,
    /// A sheet is larger than what can be unpacked everywhere.
    #[error(
        "a sheet holds four gigabytes and this cohort has more; leave results.xlsx out and use results.csv or \
         results.jsonl"
    )]
    TooLarge,
    /// The system refused.
    #[error("results.xlsx cannot be written: {0}")]
    Failed(#[from] io::Error),
}

impl WorkbookError {
    /// The same as an error of writing.
    #[must_use]
    pub fn into_io(self) -> io::Error {
        match self {
            WorkbookError::Failed(error) => error,
            full @ (WorkbookError::TooMany | WorkbookError::TooLarge) => io::Error::other(full),
        }
    }
}

/// A workbook in the making.
pub struct Results<'p> {
    pack: &'p Pack,
    rows: Sheet,
    answers: Sheet,
    meanings: Sheet,
    respondents: u32,
}

impl<'p> Results<'p> {
    /// An empty workbook; its temporary files go to a folder, and have no name there.
    ///
    /// # Errors
    /// If the folder takes no files.
    pub fn new(pack: &'p Pack, temporary: &Path) -> Result<Self, WorkbookError> {
        let results: Vec<(String, u16)> = columns().into_iter().map(|(name, _)| (name, 16)).collect();
        let questions = pack.questions().iter().map(|question| (question.id.clone(), 20));
        let first = [("row".to_owned(), 8), ("label".to_owned(), 16)];
        let answers: Vec<(String, u16)> = first.into_iter().chain(questions).collect();
        let meanings =
            [("sheet", 10), ("column", 22), ("meaning", 100)].map(|(name, w)| (name.to_owned(), w));
        Ok(Self {
            pack,
            rows: Sheet::begin(temporary, "xl/worksheets/sheet1.xml", &results)?,
            answers: Sheet::begin(temporary, "xl/worksheets/sheet2.xml", &answers)?,
            meanings: Sheet::begin(temporary, "xl/worksheets/sheet3.xml", &meanings)?,
            respondents: 0,
        })
    }

    /// Adds one respondent.
    ///
    /// # Errors
    /// If a sheet is full, or a temporary file cannot be written.
    pub fn add(&mut self, line: &Line, answers: &Answers) -> Result<(), WorkbookError> {
        if self.respondents == MOST_RESPONDENTS {
            return Err(WorkbookError::TooMany);
        }
        if self.rows.bytes().max(self.answers.bytes()) > MOST_BYTES {
            return Err(WorkbookError::TooLarge);
        }
        self.respondents += 1;
        self.add_result(line)?;
        self.add_answers(line, answers)?;
        Ok(())
    }

    /// Writes the whole workbook.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn write(mut self, out: impl Write) -> Result<(), WorkbookError> {
        self.add_meanings()?;
        let [results, answers, meanings] = SHEETS;
        let sheets = vec![(results, self.rows), (answers, self.answers), (meanings, self.meanings)];
        Ok(write_workbook(sheets, out)?)
    }

    fn add_result(&mut self, line: &Line) -> io::Result<()> {
        let (pack, sheet) = (self.pack, &mut self.rows);
        sheet.begin_row();
        let mut column = 0;
        line.each(pack, |value| {
            match value {
                Value::Nothing => {}
                Value::Count(count) => sheet.number(column, number(count, 1.0)),
                Value::Millionths(millionths) => sheet.number(column, number(millionths, 1e6)),
                Value::Word(word) => sheet.text(column, word),
                Value::Typed(text) => sheet.text(column, &inert::cell(text)),
                Value::Specialties(list) => {
                    let slugs: Vec<&str> = list.iter().map(|id| pack.specialty(*id).slug.as_str()).collect();
                    sheet.text(column, &inert::cell(&slugs.join(BETWEEN)));
                }
            }
            column += 1;
            Ok::<(), io::Error>(())
        })?;
        sheet.end_row()
    }

    fn add_answers(&mut self, line: &Line, answers: &Answers) -> io::Result<()> {
        let sheet = &mut self.answers;
        sheet.begin_row();
        sheet.number(0, number(line.row, 1.0));
        sheet.text(1, &inert::cell(line.label.as_deref().unwrap_or_default()));
        for ((question, asked), column) in self.pack.question_ids().zip(self.pack.questions()).zip(2..) {
            if let Some(answer) = answers.to(question) {
                sheet.text(column, &reading::as_cell(asked, answer));
            }
        }
        sheet.end_row()
    }

    fn add_meanings(&mut self) -> io::Result<()> {
        let results = columns().into_iter().map(|(column, meaning)| (SHEETS[0], column, meaning));
        let answers = self.pack.questions().iter().map(|question| {
            let options: Vec<String> =
                question.options.iter().map(|option| format!("{} = {}", option.id, option.say)).collect();
            (SHEETS[1], question.id.clone(), format!("{} ({})", question.ask, options.join("; ")))
        });
        for (of, column, meaning) in results.chain(answers) {
            self.meanings.begin_row();
            for (text, place) in [of, &column, &meaning].into_iter().zip(0..) {
                self.meanings.text(place, &inert::cell(text));
            }
            self.meanings.end_row()?;
        }
        Ok(())
    }
}

#[allow(clippy::cast_precision_loss, reason = "rows and millionths lie far below 2^53")]
fn number(parts: u64, in_one: f64) -> f64 {
    parts as f64 / in_one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::placing::Placer;
    use crate::report::room::csv as room_csv;
    use crate::report::room::sample::cohort;
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use std::io::Cursor;

    fn workbook(csv: &mut Vec<u8>) -> Vec<u8> {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let mut placer = Placer::new(&content.pack, &content.evidence);
        let mut results = Results::new(&content.pack, folder.path()).unwrap();
        room_csv::head(csv).unwrap();
        for respondent in cohort(&content.pack, 8) {
            let line = Line::of(&mut placer, &respondent, None);
            results.add(&line, &respondent.answers).unwrap();
            room_csv::row(csv, &content.pack, &line).unwrap();
        }
        let mut bytes = Vec::new();
        results.write(&mut bytes).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no temporary file is left");
        bytes
    }

    #[test]
    fn the_workbook_holds_the_same_values_as_the_csv_and_no_formula() {
        let mut csv = Vec::new();
        let bytes = workbook(&mut csv);
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), SHEETS);
        let sheet = book.worksheet_range("Results").unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
        for (row, record) in reader.records().map(Result::unwrap).enumerate() {
            for (column, value) in record.iter().enumerate() {
                let cell = sheet.get((row, column)).unwrap_or(&Data::Empty).to_string();
                assert_eq!(cell, value, "row {row}, column {column}");
            }
        }
        for name in SHEETS {
            assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name}");
        }
        let answers = book.worksheet_range("Answers").unwrap();
        assert_eq!(answers.height(), 9);
        assert_eq!(book.worksheet_range("Columns").unwrap().width(), 3);
    }

    #[test]
    fn the_same_cohort_gives_the_same_bytes() {
        assert_eq!(workbook(&mut Vec::new()), workbook(&mut Vec::new()));
    }

    #[test]
    fn more_respondents_than_rows_is_a_clear_error() {
        let content = default_pack();
        let folder = tempfile::tempdir().unwrap();
        let mut placer = Placer::new(&content.pack, &content.evidence);
        let one = &cohort(&content.pack, 2)[1];
        let line = Line::of(&mut placer, one, None);
        let mut results = Results::new(&content.pack, folder.path()).unwrap();
        results.respondents = MOST_RESPONDENTS;
        let error = results.add(&line, &one.answers).unwrap_err().to_string();
        assert!(error.contains("1048575") && error.contains("results.csv"), "{error}");
    }
}
