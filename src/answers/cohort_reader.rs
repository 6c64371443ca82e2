//! Opening a cohort and reading its respondents in batches, so that memory stays the same however many there are and
//! threads can share the work.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::Answers;
use super::cohort::{Problem, Respondent};
use super::columns::{Column, ColumnMap, Columns};
use super::flags_file::FlagsFile;
use super::json_flags;
use super::table::delimited::{LARGEST_RECORD, Next, Splitter};
use super::table::workbook::{self, is_workbook};
use crate::diagnostic::SourceText;
use crate::pack::Pack;
use crate::pack::load::read_bounded;
use crate::toml_tree::{Mistakes, utf8};

/// A text that is read piece by piece.
type Input = Box<dyn BufRead + Send + Sync>;

/// Rows of a batch, and bytes after which it is full whatever its rows.
const BATCH_ROWS: usize = 1024;
const BATCH_BYTES: usize = 1 << 20;
/// Bytes of a text in UTF-16, which is turned into UTF-8 as a whole.
const LARGEST_UTF16: u64 = 256 << 20;
/// Respondents in a folder.
const MOST_FILES: usize = 100_000;

/// Why a cohort cannot be read.
#[derive(Debug, Error)]
pub enum CohortError {
    /// The input cannot be opened or read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, String),
    /// There is nobody in it.
    #[error("{0} holds no respondents")]
    Empty(String),
    /// No heading is a question.
    #[error(
        "no column of {name} is a question; its headings are: {headings} (a heading is a question's id or words, as \
         `calling questions` prints them; `--columns MAP.toml` says which column is which)"
    )]
    NoQuestion {
        /// The input.
        name: String,
        /// What was found.
        headings: String,
    },
    /// Two columns hold the same question.
    #[error(
        "columns \u{201c}{first}\u{201d} and \u{201c}{second}\u{201d} are both the question `{question}`; rename or remove one"
    )]
    TwoColumns {
        /// The question.
        question: String,
        /// The first heading.
        first: String,
        /// The second heading.
        second: String,
    },
    /// A column that was named is not there.
    #[error("there is no column \u{201c}{wanted}\u{201d}; the headings are: {headings}")]
    NoSuchColumn {
        /// What was named.
        wanted: String,
        /// What was found.
        headings: String,
    },
    /// Two respondents are called the same.
    #[error(
        "rows {first} and {second} have the same label \u{201c}{label}\u{201d}; labels must differ, or leave --label out"
    )]
    SameLabel {
        /// The label.
        label: String,
        /// The first row.
        first: u64,
        /// The second row.
        second: u64,
    },
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Heading of the column with what respondents are called; none is read unless it is named.
    pub label: Option<String>,
    /// Which column is which, where headings do not say it.
    pub columns: Option<ColumnMap>,
}

/// A cohort that is open.
pub struct Cohort {
    name: String,
    source: Source,
    columns: Columns,
    labels: Option<HashMap<u64, u64>>,
    delimiter: u8,
    seen: u64,
}

enum Source {
    Delimited(Splitter<Input>),
    Rows(std::vec::IntoIter<(u64, Vec<String>)>),
    Lines(Splitter<Input>),
    Files(std::vec::IntoIter<(u64, PathBuf)>),
}

/// A stretch of the input that was not taken apart yet.
#[derive(Debug)]
pub struct Stretch {
    kind: Kind,
    lost: Vec<Problem>,
}

#[derive(Debug)]
enum Kind {
    /// Whole records, one after the other, and the row of each.
    Delimited(Vec<u8>, Vec<u64>),
    Rows(Vec<(u64, Vec<String>)>),
    /// Objects, one a line, and the row of each.
    Lines(Vec<u8>, Vec<u64>),
    Files(Vec<(u64, PathBuf)>),
}

impl Stretch {
    /// Bytes of the input that it stands for, about.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.kind {
            Kind::Delimited(bytes, _) | Kind::Lines(bytes, _) => bytes.len(),
            Kind::Rows(rows) => rows.iter().flat_map(|(_, cells)| cells).map(|cell| cell.len() + 1).sum(),
            Kind::Files(files) => files.len(),
        }
    }
}

/// What was read of a stretch.
#[derive(Debug, Default)]
pub struct Batch {
    /// The respondents, in the order of the input.
    pub respondents: Vec<Respondent>,
    /// Rows that could not be taken apart at all.
    pub lost: Vec<Problem>,
}

impl Cohort {
    /// Opens a CSV, JSON Lines or XLSX file, a folder of flags files, or `-` for standard input.
    ///
    /// # Errors
    /// If it cannot be read, is empty, or its headings do not say what its columns are.
    pub fn open(pack: &Pack, input: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
        let name = input.display().to_string();
        let unreadable = |error: io::Error| CohortError::Unreadable(name.clone(), error.to_string());
        if input.is_dir() {
            return Self::folder(&name, input).map_err(unreadable)?.not_empty();
        }
        let file: Box<dyn Read + Send + Sync> = if input.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(input).map_err(unreadable)?)
        };
        let mut reader: Input = Box::new(BufReader::with_capacity(1 << 16, file));
        let start = reader.fill_buf().map_err(unreadable)?.to_vec();
        if is_workbook(&start) {
            return Self::workbook(pack, &name, input, options);
        }
        let reader = decoded(reader, &start).map_err(unreadable)?;
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
        let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
        if first == Some(&b'{') {
            let lines = Splitter::new(reader).map_err(unreadable)?;
            return Ok(Self::new(name, Source::Lines(lines), Columns::default(), b','));
        }
        Self::delimited(pack, name.clone(), reader, options).map_err(|error| match error {
            Opening::Cohort(error) => error,
            Opening::Reading(error) => unreadable(error),
        })
    }

    fn new(name: String, source: Source, columns: Columns, delimiter: u8) -> Self {
        let labels = columns.label().map(|_| HashMap::new());
        Self { name, source, columns, labels, delimiter, seen: 0 }
    }

    fn folder(name: &str, folder: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let known = path.extension().is_some_and(|end| end == "toml" || end == "json");
            if known && path.is_file() {
                paths.push(path);
            }
            if paths.len() > MOST_FILES {
                return Err(io::Error::other(format!("holds more than {MOST_FILES} files")));
            }
        }
        paths.sort();
        let files: Vec<(u64, PathBuf)> = (1..).zip(paths).collect();
        Ok(Self::new(name.to_owned(), Source::Files(files.into_iter()), Columns::default(), b','))
    }

    fn not_empty(self) -> Result<Self, CohortError> {
        match &self.source {
            Source::Files(files) if files.len() == 0 => Err(CohortError::Empty(format!(
                "{} (a folder of flags files: names that end in .toml or .json)",
                self.name
            ))),
            _ => Ok(self),
        }
    }

    /// The first sheet whose headings are questions.
    fn workbook(pack: &Pack, name: &str, path: &Path, options: &ReadOptions) -> Result<Self, CohortError> {
        let sheets =
            workbook::sheets(path).map_err(|error| CohortError::Unreadable(name.to_owned(), error))?;
        let mut failed = CohortError::Empty(name.to_owned());
        for (sheet, rows) in sheets {
            let mut rows = rows.into_iter();
            let Some((_, heading)) = rows.next() else { continue };
            let what = format!("{name}, sheet {sheet},");
            match Columns::recognise(pack, &what, &heading, options) {
                Ok(columns) => return Ok(Self::new(name.to_owned(), Source::Rows(rows), columns, b',')),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    fn delimited(pack: &Pack, name: String, reader: Input, options: &ReadOptions) -> Result<Self, Opening> {
        let mut splitter = Splitter::new(reader)?;
        let mut heading = Vec::new();
        let mut told = None;
        loop {
            heading.clear();
            match splitter.next(&mut heading, |byte| DELIMITERS.contains(&byte))? {
                Next::Record => {}
                Next::Lost(why) => {
                    return Err(CohortError::Unreadable(name, format!("heading: {why}")).into());
                }
                Next::End => return Err(CohortError::Empty(name).into()),
            }
            // Excel writes the delimiter it uses above the heading.
            let line = heading.trim_ascii();
            match line.strip_prefix(b"sep=") {
                Some([delimiter]) => told = Some(*delimiter),
                _ => break,
            }
        }
        let mut best: Option<(usize, u8, Result<Columns, CohortError>)> = None;
        for delimiter in told.map_or(DELIMITERS.to_vec(), |one| vec![one]) {
            let cells = cells_of(&heading, delimiter);
            let columns = Columns::recognise(pack, &name, &cells, options);
            let known = columns.as_ref().map_or(0, Columns::questions);
            // The delimiter under which most headings are questions; then the one that gives most columns.
            let better = best.as_ref().is_none_or(|(most, ..)| known * 1000 + cells.len() > *most);
            if better {
                best = Some((known * 1000 + cells.len(), delimiter, columns));
            }
        }
        let (_, delimiter, columns) = best.ok_or_else(|| CohortError::Empty(name.clone()))?;
        Ok(Self::new(name, Source::Delimited(splitter), columns?, delimiter))
    }

    /// What each column was taken for; nothing for inputs without columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        self.columns.all()
    }

    /// The next stretch of the input; nothing at its end.
    ///
    /// # Errors
    /// If the input cannot be read, or ends without anyone in it.
    pub fn next_stretch(&mut self) -> Result<Option<Stretch>, CohortError> {
        let unreadable = |error: io::Error| CohortError::Unreadable(self.name.clone(), error.to_string());
        let mut lost = Vec::new();
        let delimiter = self.delimiter;
        let kind = match &mut self.source {
            Source::Rows(rows) => Kind::Rows(rows.take(BATCH_ROWS).collect()),
            Source::Files(files) => Kind::Files(files.take(BATCH_ROWS).collect()),
            Source::Delimited(splitter) => {
                let (bytes, rows) =
                    records(splitter, &mut lost, |byte| byte == delimiter).map_err(unreadable)?;
                Kind::Delimited(bytes, rows)
            }
            Source::Lines(splitter) => {
                let (bytes, rows) = records(splitter, &mut lost, |_| false).map_err(unreadable)?;
                Kind::Lines(bytes, rows)
            }
        };
        let rows = kind.rows() + lost.len();
        self.seen += rows as u64;
        if rows == 0 && self.seen == 0 {
            return Err(CohortError::Empty(self.name.clone()));
        }
        Ok((rows > 0).then_some(Stretch { kind, lost }))
    }

    /// Reads a stretch. Any number of threads may do so at once.
    #[must_use]
    pub fn read(&self, pack: &Pack, stretch: Stretch) -> Batch {
        let respondents = match stretch.kind {
            Kind::Rows(rows) => {
                let mut readers = self.columns.readers(pack);
                rows.iter()
                    .map(|(row, cells)| readers.read(*row, cells.iter().map(String::as_bytes)))
                    .collect()
            }
            Kind::Delimited(bytes, rows) => self.delimited_rows(pack, &bytes, &rows),
            Kind::Lines(bytes, rows) => {
                let mut batch = Batch { respondents: Vec::new(), lost: stretch.lost };
                for (line, row) in bytes.split(|byte| *byte == b'\n').zip(rows) {
                    match json_line(pack, line, row) {
                        Ok(respondent) => batch.respondents.push(respondent),
                        Err(problem) => batch.lost.push(problem),
                    }
                }
                return batch;
            }
            Kind::Files(files) => files.iter().map(|(row, path)| flags_file(pack, *row, path)).collect(),
        };
        Batch { respondents, lost: stretch.lost }
    }

    fn delimited_rows(&self, pack: &Pack, bytes: &[u8], rows: &[u64]) -> Vec<Respondent> {
        let mut readers = self.columns.readers(pack);
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut respondents = Vec::with_capacity(rows.len());
        for row in rows {
            // Reading from memory cannot fail, and records were split by the same rules.
            if !csv.read_byte_record(&mut record).unwrap_or(false) {
                break;
            }
            respondents.push(readers.read(*row, record.iter()));
        }
        respondents
    }

    /// Notes the labels of a batch; batches are given in the order of the input.
    ///
    /// Of each label 64 bits are kept, so memory grows by some bytes a row where a label column was named.
    ///
    /// # Errors
    /// If a label was there before.
    pub fn check_labels(&mut self, batch: &Batch) -> Result<(), CohortError> {
        let Some(labels) = &mut self.labels else { return Ok(()) };
        for respondent in &batch.respondents {
            let Some(label) = respondent.label.as_deref().filter(|label| !label.is_empty()) else { continue };
            let mut hasher = DefaultHasher::new();
            label.hash(&mut hasher);
            match labels.entry(hasher.finish()) {
                Entry::Vacant(free) => {
                    free.insert(respondent.row);
                }
                Entry::Occupied(taken) => {
                    return Err(CohortError::SameLabel {
                        label: label.to_owned(),
                        first: *taken.get(),
                        second: respondent.row,
                    });
                }
            }
        }
        Ok(())
    }
}

/// What can go wrong while opening.
enum Opening {
    Cohort(CohortError),
    Reading(io::Error),
}

impl From<CohortError> for Opening {
    fn from(error: CohortError) -> Self {
        Opening::Cohort(error)
    }
}

impl From<io::Error> for Opening {
    fn from(error: io::Error) -> Self {
        Opening::Reading(error)
    }
}

/// What fields may be parted by.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Kind {
    fn rows(&self) -> usize {
        match self {
            Kind::Rows(rows) => rows.len(),
            Kind::Files(files) => files.len(),
            Kind::Delimited(_, rows) | Kind::Lines(_, rows) => rows.len(),
        }
    }
}

/// Records until the batch is full.
fn records(
    splitter: &mut Splitter<Input>,
    lost: &mut Vec<Problem>,
    opens: impl Fn(u8) -> bool,
) -> io::Result<(Vec<u8>, Vec<u64>)> {
    let mut bytes = Vec::with_capacity(BATCH_BYTES / 2);
    let mut rows = Vec::with_capacity(BATCH_ROWS);
    while rows.len() + lost.len() < BATCH_ROWS && bytes.len() < BATCH_BYTES.max(LARGEST_RECORD / 2) {
        match splitter.next(&mut bytes, &opens)? {
            Next::Record => rows.push(splitter.row()),
            Next::Lost(why) => lost.push(Problem {
                row: splitter.row(),
                column: "the whole row".to_owned(),
                cell: String::new(),
                reason: why.to_owned(),
            }),
            Next::End => break,
        }
    }
    Ok((bytes, rows))
}

fn cells_of(record: &[u8], delimiter: u8) -> Vec<String> {
    let mut csv =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(record);
    let mut cells = csv::ByteRecord::new();
    match csv.read_byte_record(&mut cells) {
        Ok(true) => cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The input as UTF-8, without a mark at its beginning. Only UTF-16 that says so is decoded; nothing is guessed.
fn decoded(mut reader: Input, start: &[u8]) -> io::Result<Input> {
    let unit: fn([u8; 2]) -> u16 = match start {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        [0xef, 0xbb, 0xbf, ..] => {
            reader.consume(3);
            return Ok(reader);
        }
        _ => return Ok(reader),
    };
    let mut bytes = Vec::new();
    reader.take(LARGEST_UTF16 + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_UTF16 {
        return Err(io::Error::other("UTF-16 of more than 256 MiB; save it as UTF-8"));
    }
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    let text = text.map_err(|_| io::Error::other("not valid UTF-16; save it as UTF-8"))?;
    Ok(Box::new(io::Cursor::new(text.into_bytes())))
}

/// One respondent of a JSON Lines file: questions and answers, or the same under `answers`, with a `label`.
fn json_line(pack: &Pack, line: &[u8], row: u64) -> Result<Respondent, Problem> {
    let lost = |reason: String| Problem {
        row,
        column: "the whole row".to_owned(),
        cell: String::from_utf8_lossy(line).chars().take(80).collect(),
        reason,
    };
    let value: serde_json::Value =
        serde_json::from_slice(line).map_err(|error| lost(format!("not valid JSON: {error}")))?;
    let serde_json::Value::Object(mut top) = value else {
        return Err(lost("not an object: a respondent is { … }".to_owned()));
    };
    let label = match top.remove("label") {
        Some(serde_json::Value::String(text)) => Some(text),
        Some(serde_json::Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let given = match top.remove("answers") {
        Some(serde_json::Value::Object(answers)) => answers,
        Some(_) => return Err(lost("`answers` is not an object".to_owned())),
        None => top,
    };
    let mut respondent = Respondent { row, label, answers: Answers::default(), problems: Vec::new() };
    for (question, value) in &given {
        super::json_answers::read(pack, question, value, &mut respondent);
    }
    Ok(respondent)
}

/// One respondent's flags file; what is wrong with it becomes problems of that respondent.
fn flags_file(pack: &Pack, row: u64, path: &Path) -> Respondent {
    let label = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut respondent = Respondent { row, label, answers: Answers::default(), problems: Vec::new() };
    let name = path.display().to_string();
    let mistakes = Mistakes::default();
    let source = read_bounded(path).and_then(|bytes| utf8(&name, bytes));
    let source = source.and_then(|source: Arc<SourceText>| {
        if json_flags::is_json(&source.text) { json_flags::as_toml(&source) } else { Ok(source) }
    });
    match source {
        Err(mistake) => mistakes.note(mistake),
        Ok(source) => match FlagsFile::parse(&source) {
            Ok(file) => file.read_answers(pack, &mut respondent.answers, &mistakes),
            Err(found) => found.into_iter().for_each(|mistake| mistakes.note(mistake)),
        },
    }
    respondent.problems = mistakes
        .into_vec()
        .iter()
        .map(|mistake| {
            let (_, position) = mistake.position();
            let at = position.map_or(String::new(), |(line, column)| format!(" {line}:{column}"));
            Problem {
                row,
                column: format!("{name}{at}"),
                cell: String::new(),
                reason: mistake.message().to_owned(),
            }
        })
        .collect();
    respondent
}
