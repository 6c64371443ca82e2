//! Codes as a cohort: a chat as it is exported, a list, or a column of a table. Each code that is found is a respondent, known
//! by its line or row.
//!
//! A text says nothing that is clearly a name, and whoever writes into a chat did not sign a list: names are not read. A
//! table's column of labels is, if it is named.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cell_memory::Note;
use super::columns::{Column, Columns};
use super::error::CohortError;
use super::headings::Use;
use super::read_options::Opening;
use super::records::STRETCH_ROWS;
use super::{Batch, Problem, Respondent, read_label};
use crate::answers::code::find::{Found, find};
use crate::answers::code::{CodeError, CodeRead, read};
use crate::answers::reading::as_cell;
use crate::answers::table::part::Row;
use crate::pack::Pack;

/// Bytes of a text of codes at most: years of a busy chat.
pub(super) const MOST_TEXT: usize = 32 << 20;
/// What stands for the column of a code that was found in a text.
const CODE: &str = "code";

/// A cohort of codes. All were looked for when it was opened: they are few, and one may be wrapped over lines.
pub(super) struct Codes {
    columns: Columns,
    rows: std::vec::IntoIter<CodeRow>,
}

/// Some of them.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) rows: Vec<CodeRow>,
}

/// What was found in one place.
#[derive(Debug)]
pub(super) struct CodeRow {
    row: u64,
    label: Result<Option<String>, Problem>,
    column: String,
    cell: String,
    read: Result<CodeRead, String>,
}

impl Codes {
    /// The codes of a text, which begins at a line; nothing if there are none, nor what looks like one.
    ///
    /// # Errors
    /// If there are some, and an option was given that only a table can heed.
    pub(super) fn in_text(
        opening: &Opening<'_>,
        text: &str,
        first_line: u64,
    ) -> Result<Option<Self>, CohortError> {
        let found = find(opening.pack, text);
        let mut lines = Lines { text, at: 0, line: first_line };
        let mut before: BTreeMap<String, u64> = BTreeMap::new();
        let rows = found.into_iter().map(|found| {
            let row = lines.of(found.span.start);
            let cell = text[found.span.clone()].to_owned();
            let letters = cell.chars().filter(|letter| letter.is_alphanumeric());
            let letters: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
            // Chats quote: the same code again is the same sheet.
            let first = *before.entry(letters).or_insert(row);
            let again = || Err(format!("the same code as in line {first}; it counts once"));
            let read = if found.read.is_ok() && first < row { again() } else { in_words(found) };
            CodeRow { row, label: Ok(None), column: CODE.to_owned(), cell, read }
        });
        Self::without_columns(opening, rows.collect())
    }

    /// The codes in rows of a sheet whose headings say nothing.
    ///
    /// # Errors
    /// As for [`Codes::in_text`].
    pub(super) fn in_rows(
        opening: &Opening<'_>,
        rows: impl Iterator<Item = (u64, String)>,
    ) -> Result<Option<Self>, CohortError> {
        let found = rows.flat_map(|(row, text)| {
            let in_row = |found: Found| {
                let cell = text[found.span.clone()].to_owned();
                CodeRow { row, label: Ok(None), column: CODE.to_owned(), cell, read: in_words(found) }
            };
            find(opening.pack, &text).into_iter().map(in_row).collect::<Vec<_>>()
        });
        Self::without_columns(opening, found.collect())
    }

    fn without_columns(opening: &Opening<'_>, rows: Vec<CodeRow>) -> Result<Option<Self>, CohortError> {
        let codes = Self::of(Columns::default(), rows);
        if codes.is_some() {
            refuse_table_options(opening)?;
        }
        Ok(codes)
    }

    /// The codes of a table whose headings name a column of codes, or of labels; nothing if there are none. Every row is
    /// somebody: one without a code is told of.
    pub(super) fn in_table(opening: &Opening<'_>, columns: &Columns, rows: &[Row]) -> Option<Self> {
        let columns = columns.with_codes();
        let all = columns.all();
        let holds =
            |column: &usize, wanted: &Use| all.get(*column).is_some_and(|column| column.holds == *wanted);
        let read_row = |(row, cells): &Row| {
            let label = cells.iter().find(|(column, _)| holds(column, &Use::Label));
            let label = label.map_or(Ok(None), |(column, cell)| {
                let unread = |why| Problem::new(*row, &all[*column].heading, cell.as_bytes(), why);
                read_label(cell.as_bytes()).map_err(unread)
            });
            let codes: Vec<&(usize, String)> = cells
                .iter()
                .filter(|(column, cell)| holds(column, &Use::Code) && !cell.trim().is_empty())
                .collect();
            let (column, cell, read) = match codes[..] {
                [] => (CODE.to_owned(), String::new(), Err("no code in this row".to_owned())),
                [(column, cell)] => (all[*column].heading.clone(), cell.clone(), one(opening.pack, cell)),
                [(column, _), ..] => {
                    let cells: Vec<&str> = codes.iter().map(|(_, cell)| cell.as_str()).collect();
                    let cell = cells.join(" ");
                    let read = one(opening.pack, &cell);
                    (all[*column].heading.clone(), cell, read)
                }
            };
            CodeRow { row: *row, label, column, cell, read }
        };
        let rows: Vec<CodeRow> = rows.iter().map(read_row).collect();
        // In a chat, what stands between two commas may well speak of codes; but in a table they stand by themselves.
        let stands_alone = |row: &CodeRow| is_all_code(opening.pack, &row.cell);
        let is_table = rows.iter().any(stands_alone);
        Self::of(columns, rows).filter(|_| is_table)
    }

    fn of(columns: Columns, rows: Vec<CodeRow>) -> Option<Self> {
        (!rows.is_empty()).then(|| Self { columns, rows: rows.into_iter() })
    }

    pub(super) fn columns(&self) -> &[Column] {
        self.columns.all()
    }

    /// The next ones; none at the end.
    pub(super) fn next(&mut self) -> Rows {
        Rows { rows: self.rows.by_ref().take(STRETCH_ROWS).collect() }
    }
}

/// Refuses what only a table can heed.
fn refuse_table_options(opening: &Opening<'_>) -> Result<(), CohortError> {
    let options = opening.options;
    let given = [
        ("--label", options.label.is_some()),
        ("--columns", options.columns.is_some()),
        ("--delimiter", options.delimiter.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(CohortError::NoTable { name: opening.name.clone(), option: name }),
        None => Ok(()),
    }
}

impl Rows {
    pub(super) fn read(self, pack: &Pack, note: &mut Note<'_>) -> Batch {
        Batch::of(Vec::new(), self.rows.into_iter().map(|row| row.read(pack, note)))
    }
}

impl CodeRow {
    /// The respondent.
    ///
    /// # Errors
    /// Why the code cannot be read, so that nobody is scored for it.
    fn read(self, pack: &Pack, note: &mut Note<'_>) -> Result<Respondent, Problem> {
        let problem = |reason: String| Problem::new(self.row, &self.column, self.cell.as_bytes(), reason);
        let read = self.read.map_err(problem)?;
        let mut respondent = Respondent { answers: read.answers, ..Respondent::new(self.row) };
        respondent.problems.extend(read.misfits.into_iter().map(problem));
        match self.label {
            Ok(label) => respondent.label = label,
            Err(unread) => respondent.problems.push(unread),
        }
        for (id, answer) in respondent.answers.iter() {
            let question = pack.question(id);
            note(id, &question.id, as_cell(question, answer).as_bytes(), &Ok(Some(Arc::new(answer.clone()))));
        }
        Ok(respondent)
    }
}

/// Whether a cell holds a code, or what looks like one, and nothing else.
fn is_all_code(pack: &Pack, cell: &str) -> bool {
    let [Found { span, .. }] = &find(pack, cell)[..] else { return false };
    !cell[..span.start].contains(char::is_alphanumeric) && !cell[span.end..].contains(char::is_alphanumeric)
}

/// The one code of a cell, whatever else stands there.
fn one(pack: &Pack, cell: &str) -> Result<CodeRead, String> {
    let mut found = find(pack, cell);
    match (found.pop(), found.is_empty()) {
        (None, _) => read(pack, cell).map_err(|_| "no code can be found in it".to_owned()),
        (Some(found), true) => in_words(found),
        (Some(_), false) => Err("more than one code; a row is one respondent".to_owned()),
    }
}

fn in_words(found: Found) -> Result<CodeRead, String> {
    found.read.map_err(|error: CodeError| error.to_string())
}

/// Which line a byte stands in; asked in order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: usize) -> u64 {
        self.line += self.text[self.at..byte].matches('\n').count() as u64;
        self.at = byte;
        self.line
    }
}
