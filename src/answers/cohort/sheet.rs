//! A file of sheets as a cohort: every sheet whose heading holds questions, one after the other; or, if none has any, the
//! first with codes.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::cell_memory::{CellReaders, Note};
use super::codes::{Codes, MOST_TEXT};
use super::error::CohortError;
use super::headings::{Headings, Use};
use super::layout::{Again, LOOKED_AT, Layout, Repeats};
use super::read_options::{Opening, ReadOptions};
use super::{Batch, shown};
use crate::answers::table::part::{Part, Row};
use crate::answers::table::sheets::Sheets;
use crate::pack::{Pack, QuestionId};

/// Rows of a stretch.
const STRETCH_ROWS: usize = 1024;
/// Sheets that are named at most.
const NAMED: usize = 5;

/// Sheets of which the first with questions was found.
pub(super) struct Sheet {
    file: Parts,
    headings: Headings,
    options: ReadOptions,
    reader: Arc<RowReader>,
    /// What is added to the numbers of rows: sheets are counted on, one below the other.
    offset: u64,
    last_row: u64,
    /// The sheet that is read, and the questions of those so far.
    name: String,
    questions: Vec<QuestionId>,
    /// Rows that were read, by 64 bits each, where there may be copies of them.
    seen: HashSet<u64>,
    remarks: Vec<String>,
    passed_over: Vec<String>,
    repeats: Repeats,
    copies: usize,
}

/// Parts of a file, and those that were looked at.
struct Parts {
    sheets: Sheets,
    ahead: VecDeque<Part>,
}

/// Some of its rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    reader: Arc<RowReader>,
}

#[derive(Debug)]
struct RowReader {
    layout: Layout,
    cells: Arc<CellReaders>,
}

/// What a file of sheets holds.
pub(super) enum SheetOrCodes {
    Sheet(Box<Sheet>),
    Codes(Codes),
}

impl Sheet {
    /// Looks for the first sheet with questions, or for one with codes.
    pub(super) fn open(opening: Opening<'_>, sheets: Sheets) -> Result<SheetOrCodes, CohortError> {
        let mut file = Parts { sheets, ahead: VecDeque::new() };
        let (mut failed, mut has_questions) = (None, false);
        let mut passed_over = Vec::new();
        let mut without_questions = Vec::new();
        while let Some(sheet) = file.next_sheet().map_err(|error| opening.unreadable(error))? {
            let rows = file.first_rows().map_err(|error| opening.unreadable(error))?;
            if rows.is_empty() {
                continue;
            }
            let name = format!("{}, sheet {},", opening.name, shown(&sheet));
            let found = Layout::find(&opening.headings, &rows, opening.options);
            has_questions |= found.as_ref().is_ok_and(|layout| !layout.columns.questions().is_empty());
            let layout = found.and_then(|layout| layout.checked(&opening.headings, opening.options, &name));
            match layout {
                Ok(layout) => {
                    file.pass_over(layout.rows);
                    let questions = layout.columns.questions().to_vec();
                    let reader = Arc::new(RowReader { layout, cells: Arc::new(opening.cells()) });
                    return Ok(SheetOrCodes::Sheet(Box::new(Self {
                        file,
                        options: opening.options.clone(),
                        headings: opening.headings,
                        reader,
                        offset: 0,
                        last_row: 0,
                        name: sheet,
                        questions,
                        seen: HashSet::new(),
                        remarks: Vec::new(),
                        passed_over,
                        repeats: Repeats::default(),
                        copies: 0,
                    })));
                }
                // A sheet that has questions says more about what is wrong than one that has none.
                Err(error) => match &failed {
                    Some(CohortError::NoQuestion { .. }) | None => failed = Some(error),
                    Some(_) => {}
                },
            }
            passed_over.push(sheet);
            without_questions.push(file.rows_of_sheet().map_err(|error| opening.unreadable(error))?);
        }
        let codes = if has_questions { None } else { in_sheets(&opening, &without_questions)? };
        let none = || failed.unwrap_or_else(|| CohortError::Empty(opening.name.clone()));
        codes.map(SheetOrCodes::Codes).ok_or_else(none)
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.reader.layout
    }

    /// What is to be said of how it was read.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = self.remarks.clone();
        if !self.passed_over.is_empty() {
            let mut names: Vec<String> = self
                .passed_over
                .iter()
                .take(NAMED)
                .map(|name| format!("\u{201c}{}\u{201d}", shown(name)))
                .collect();
            if self.passed_over.len() > NAMED {
                names.push(format!("and {} more", self.passed_over.len() - NAMED));
            }
            remarks.push(format!("no question stands on {}, so nothing there is read", names.join(", ")));
        }
        match self.copies {
            0 => {}
            1 => remarks.push("1 row stands on two sheets, and is read once".to_owned()),
            more => remarks.push(format!("{more} rows stand on two sheets, and are read once")),
        }
        remarks.extend(self.repeats.remark());
        remarks
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub(super) fn next(&mut self) -> Result<Rows, String> {
        let mut rows = Vec::new();
        let mut reader = Arc::clone(&self.reader);
        while rows.len() < STRETCH_ROWS {
            match self.file.next()? {
                None => break,
                Some(Part::Row((row, cells))) => {
                    if self.is_heading(&cells)? {
                        if !rows.is_empty() {
                            break;
                        }
                        reader = Arc::clone(&self.reader);
                    } else {
                        self.last_row = self.offset + row;
                        if !self.is_copy(&cells) {
                            rows.push((self.last_row, cells));
                        }
                    }
                }
                Some(Part::Sheet(sheet)) => {
                    self.begin(sheet)?;
                    if !rows.is_empty() {
                        break;
                    }
                    reader = Arc::clone(&self.reader);
                }
            }
        }
        Ok(Rows { rows, reader })
    }

    /// Goes on with a later sheet, if its heading holds questions.
    fn begin(&mut self, sheet: String) -> Result<(), String> {
        self.repeats.break_off();
        let rows = self.file.first_rows()?;
        if rows.is_empty() {
            return Ok(());
        }
        let layout = Layout::find(&self.headings, &rows, &self.options).map_err(|error| error.to_string())?;
        if layout.columns.questions().is_empty() {
            self.passed_over.push(sheet);
            self.file.pass_over_sheet()?;
            return Ok(());
        }
        if !layout.columns.questions().iter().any(|question| self.questions.contains(question)) {
            return Err(format!(
                "the sheets {} and {} hold different questions, and nothing says which of their rows are the same person's; \
                 put the columns side by side on one sheet, or save the sheet with the answers as CSV UTF-8",
                shown(&self.name),
                shown(&sheet)
            ));
        }
        self.file.pass_over(layout.rows);
        self.questions.extend(layout.columns.questions());
        self.offset = self.last_row;
        self.remarks.push(format!(
            "rows are counted on from sheet to sheet: row 2 of \u{201c}{}\u{201d} is row {}",
            shown(&sheet),
            self.offset + 2
        ));
        self.name = sheet;
        let cells = Arc::clone(&self.reader.cells);
        self.reader = Arc::new(RowReader { layout, cells });
        Ok(())
    }

    /// Whether a row is the heading once more, or another one; then what follows is read by that.
    fn is_heading(&mut self, cells: &[(usize, String)]) -> Result<bool, String> {
        let layout = &self.reader.layout;
        let marked = layout.mark().is_some_and(|mark| cells.iter().any(|(_, text)| text == mark));
        let row = match self.repeats.row(layout, marked, || dense(cells)) {
            Again::No => return Ok(false),
            Again::Heading => return Ok(true),
            Again::Perhaps(row) => row,
        };
        let mut rows = vec![row];
        rows.extend(self.file.first_rows()?);
        let Ok(layout) = Layout::find(&self.headings, &rows, &self.options) else { return Ok(false) };
        if !layout.replaces(&self.reader.layout) {
            return Ok(false);
        }
        self.file.pass_over(layout.rows - 1);
        let cells = Arc::clone(&self.reader.cells);
        self.reader = Arc::new(RowReader { layout, cells });
        Ok(true)
    }

    /// Whether a row was read on an earlier sheet. Without a time, a number or a name, two people may have the same.
    fn is_copy(&mut self, cells: &[(usize, String)]) -> bool {
        if !self.file.sheets.are_several() {
            return false;
        }
        let columns = self.reader.layout.columns.all();
        let tells_apart = |place: usize| {
            columns
                .get(place)
                .is_some_and(|column| matches!(column.holds, Use::SetAside | Use::Label | Use::Unknown(_)))
        };
        if !cells.iter().any(|(place, text)| tells_apart(*place) && !text.trim().is_empty()) {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        cells.hash(&mut hasher);
        let is_copy = !self.seen.insert(hasher.finish()) && self.offset > 0;
        self.copies += usize::from(is_copy);
        is_copy
    }
}

/// The codes of the first sheet that has any.
fn in_sheets(opening: &Opening<'_>, sheets: &[Vec<Row>]) -> Result<Option<Codes>, CohortError> {
    for rows in sheets {
        let looked_at: Vec<Vec<String>> =
            rows.iter().take(LOOKED_AT).map(|(_, cells)| dense(cells)).collect();
        let columns = Layout::find(&opening.headings, &looked_at, opening.options)?.columns;
        let codes = if columns.may_hold_codes() {
            Codes::in_table(opening, &columns, rows.get(1..).unwrap_or_default())
        } else {
            Codes::in_rows(opening, rows.iter().map(in_one))?
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

impl Parts {
    fn next(&mut self) -> Result<Option<Part>, String> {
        if self.ahead.is_empty() {
            self.ahead.extend(self.sheets.next_parts()?);
        }
        Ok(self.ahead.pop_front())
    }

    /// Goes to the next sheet.
    fn next_sheet(&mut self) -> Result<Option<String>, String> {
        loop {
            match self.next()? {
                Some(Part::Sheet(sheet)) => return Ok(Some(sheet)),
                Some(Part::Row(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// Takes the rows of a sheet, as many as a text of codes may have.
    fn rows_of_sheet(&mut self) -> Result<Vec<Row>, String> {
        let (mut rows, mut bytes) = (Vec::new(), 0);
        loop {
            match self.next()? {
                Some(Part::Row(row)) if bytes <= MOST_TEXT => {
                    bytes += row.1.iter().map(|(_, text)| text.len()).sum::<usize>();
                    rows.push(row);
                }
                Some(Part::Row(_)) => {}
                Some(sheet) => {
                    self.ahead.push_front(sheet);
                    return Ok(rows);
                }
                None => return Ok(rows),
            }
        }
    }

    /// Leaves the rest of a sheet out.
    fn pass_over_sheet(&mut self) -> Result<(), String> {
        if let Some(sheet) = self.next_sheet()? {
            self.ahead.push_front(Part::Sheet(sheet));
        }
        Ok(())
    }

    /// The first rows of a sheet, or the next of it, without taking them.
    fn first_rows(&mut self) -> Result<Vec<Vec<String>>, String> {
        loop {
            let rows =
                self.ahead.iter().take(LOOKED_AT).take_while(|part| matches!(part, Part::Row(_))).count();
            if rows == LOOKED_AT || rows < self.ahead.len() {
                break;
            }
            let more = self.sheets.next_parts()?;
            if more.is_empty() {
                break;
            }
            self.ahead.extend(more);
        }
        let rows = self.ahead.iter().take(LOOKED_AT).map_while(|part| match part {
            Part::Row((_, cells)) => Some(dense(cells)),
            Part::Sheet(_) => None,
        });
        Ok(rows.collect())
    }

    fn pass_over(&mut self, rows: usize) {
        self.ahead.drain(..rows.min(self.ahead.len()));
    }
}

/// A row with its empty cells.
fn dense(cells: &[(usize, String)]) -> Vec<String> {
    let columns = cells.last().map_or(0, |(column, _)| column + 1);
    let mut row = vec![String::new(); columns];
    for (column, text) in cells {
        text.clone_into(&mut row[*column]);
    }
    row
}

impl Rows {
    pub(super) fn read(self, pack: &Pack, note: &mut Note<'_>) -> Batch {
        let RowReader { layout, cells } = &*self.reader;
        cells.with(note, |cells| {
            let rows = self.rows.iter();
            Batch::of(
                Vec::new(),
                rows.map(|(row, filled)| layout.columns.read_sparse(pack, *row, filled, cells)),
            )
        })
    }
}
