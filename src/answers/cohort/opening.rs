//! Finding out what a cohort's input is, and what its columns are.

use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use super::cell_memory::Readers;
use super::columns::Columns;
use super::error::CohortError;
use super::headings::Headings;
use super::json_lines::LineReader;
use super::reader::{Cohort, Progress, ReadOptions, Source};
use super::stretch::StretchReader;
use crate::answers::table::delimited::{Delimiters, Next, Splitter};
use crate::answers::table::encoding::{decoded, tell};
use crate::answers::table::fields::Fields;
use crate::answers::table::input::Input;
use crate::answers::table::lines::{Line, Lines};
use crate::answers::table::workbook::{Workbook, is_workbook};
use crate::pack::Pack;

/// What cells may be parted by.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Files in a folder at most.
const MOST_FILES: usize = 100_000;

pub(super) fn open(pack: &Pack, path: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
    let opening =
        Opening { pack, path, name: path.display().to_string(), options, headings: Headings::new(pack) };
    if path.as_os_str() == "-" {
        return opening.text(Box::new(io::stdin()), None);
    }
    if path.is_dir() {
        return opening.folder();
    }
    let file = File::open(path).map_err(|error| opening.unreadable(error.to_string()))?;
    let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
    opening.text(Box::new(file), size)
}

struct Opening<'o> {
    pack: &'o Pack,
    path: &'o Path,
    name: String,
    options: &'o ReadOptions,
    headings: Headings,
}

impl Opening<'_> {
    fn unreadable(&self, error: impl Into<String>) -> CohortError {
        CohortError::Unreadable(self.name.clone(), error.into())
    }

    fn cohort(&self, source: Source, columns: Columns, delimiter: u8, progress: Progress) -> Cohort {
        let map = self.options.columns.as_ref();
        let lines = LineReader {
            headings: self.headings.clone(),
            map: map.cloned(),
            label: self.options.label.clone(),
        };
        let readers = Readers::new(self.pack, map);
        let memories = Mutex::new(Vec::new());
        Cohort {
            name: self.name.clone(),
            source,
            reader: Arc::new(StretchReader { columns, delimiter, readers, lines, memories }),
            seen: 0,
            progress,
        }
    }

    /// A folder of flags files, in the order of their names.
    fn folder(self) -> Result<Cohort, CohortError> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(self.path).map_err(|error| self.unreadable(error.to_string()))? {
            let path = entry.map_err(|error| self.unreadable(error.to_string()))?.path();
            let known = path.extension().is_some_and(|end| end == "toml" || end == "json");
            let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if known && !hidden && path.is_file() {
                paths.push(path);
            }
            if paths.len() > MOST_FILES {
                return Err(self.unreadable(format!("holds more than {MOST_FILES} files")));
            }
        }
        if paths.is_empty() {
            let name = format!("{} (a folder of flags files: names that end in .toml or .json)", self.name);
            return Err(CohortError::Empty(name));
        }
        paths.sort();
        let files: Vec<(u64, PathBuf)> = (1..).zip(paths).collect();
        let progress = Progress { done: Arc::new(AtomicU64::new(0)), of: Some(files.len() as u64) };
        Ok(self.cohort(Source::Files(files.into_iter()), Columns::default(), b',', progress))
    }

    /// A text, told by its first bytes; or a workbook, which is read from its file.
    fn text(self, reader: Box<dyn Read + Send + Sync>, size: Option<u64>) -> Result<Cohort, CohortError> {
        let input = Input::new(reader).map_err(|error| self.unreadable(error.to_string()))?;
        if is_workbook(&input.start) {
            if size.is_none() {
                return Err(self.unreadable("a workbook cannot be read from a pipe; give the file's name"));
            }
            return self.workbook();
        }
        let encoding = tell(&input.start).map_err(|why| self.unreadable(why))?;
        let progress = Progress { done: Arc::clone(&input.count), of: size };
        let first = input.first_letter();
        let reader = decoded(input.reader, encoding).map_err(|error| self.unreadable(error.to_string()))?;
        let toml = self.path.extension().is_some_and(|end| end == "toml");
        match first {
            None => Err(CohortError::Empty(self.name)),
            _ if toml => Err(self.unreadable(
                "a flags file holds one respondent: score it with `calling match`, or give the folder that it is in",
            )),
            Some(b'{') => self.lines(reader, progress),
            Some(b'[') => Err(self.unreadable("it starts with a list; write one JSON object on each line")),
            Some(_) => self.delimited(reader, progress),
        }
    }

    /// JSON Lines. The first line is looked at for its keys, and read again.
    fn lines(
        self,
        reader: Box<dyn BufRead + Send + Sync>,
        progress: Progress,
    ) -> Result<Cohort, CohortError> {
        let mut lines = Lines::new(reader);
        let mut seen = Vec::new();
        loop {
            let mut line = Vec::new();
            let kind = lines.next(&mut line).map_err(|error| self.unreadable(error.to_string()))?;
            if kind == Line::End {
                break;
            }
            let blank = line.trim_ascii().is_empty();
            seen.push((kind, line));
            if !blank {
                break;
            }
        }
        let reader =
            LineReader { headings: self.headings.clone(), map: self.options.columns.clone(), label: None };
        let keys = seen.last().map_or_else(Vec::new, |(_, line)| reader.keys(line));
        let label = self.options.label.clone().unwrap_or_else(|| "label".to_owned());
        let options = ReadOptions { label: Some(label), ..self.options.clone() };
        let columns = Columns::recognise(&self.headings, &keys, &options)?.with_hints(&self.headings);
        lines.put_back(seen);
        Ok(self.cohort(Source::Lines { lines, row: 0 }, columns, b',', progress))
    }

    /// The first sheet whose headings are questions.
    fn workbook(self) -> Result<Cohort, CohortError> {
        let mut workbook = Workbook::open(self.path).map_err(|error| self.unreadable(error))?;
        let mut failed = None;
        for sheet in workbook.sheets() {
            let heading = workbook.heading(&sheet).map_err(|error| self.unreadable(error))?;
            let Some(heading) = heading else { continue };
            let name = format!("{}, sheet {sheet},", self.name);
            let columns = Columns::recognise(&self.headings, &heading, self.options)
                .and_then(|columns| columns.checked(self.pack, &self.headings, &name, self.options));
            match columns {
                Ok(columns) => {
                    let rows = workbook.rows(sheet, columns.wanted());
                    let progress = Progress { done: Arc::new(AtomicU64::new(0)), of: None };
                    return Ok(self.cohort(Source::Sheet(rows), columns, b',', progress));
                }
                // A sheet that has questions says more about what is wrong than one that has none.
                Err(error) => match &failed {
                    Some(CohortError::NoQuestion { .. }) | None => failed = Some(error),
                    Some(_) => {}
                },
            }
        }
        Err(failed.unwrap_or(CohortError::Empty(self.name)))
    }

    fn delimited(
        self,
        reader: Box<dyn BufRead + Send + Sync>,
        progress: Progress,
    ) -> Result<Cohort, CohortError> {
        let mut splitter = Splitter::new(reader);
        let mut heading = Vec::new();
        let mut told = self.options.delimiter;
        loop {
            heading.clear();
            let delimiters = told.map_or(Delimiters::Any(DELIMITERS), Delimiters::One);
            match splitter
                .next(&mut heading, delimiters)
                .map_err(|error| self.unreadable(error.to_string()))?
            {
                Next::Record => {}
                Next::Lost(_) => {
                    return Err(self.unreadable(
                        "its heading is longer than a megabyte, or opens a quote that is never closed",
                    ));
                }
                Next::End => return Err(CohortError::Empty(self.name)),
            }
            // Excel writes the delimiter that it uses above the heading.
            match heading.trim_ascii().strip_prefix(b"sep=") {
                Some([delimiter]) if splitter.row() == 1 => {
                    told = told.or(Some(*delimiter));
                    splitter.number_from_here();
                }
                _ => break,
            }
        }
        let (delimiter, columns) = self.part(&heading, told)?;
        not_utf8(&self.name, splitter.row(), &heading, delimiter)?;
        let columns = columns.checked(self.pack, &self.headings, &self.name, self.options)?;
        Ok(self.cohort(Source::Delimited(splitter), columns, delimiter, progress))
    }

    /// The delimiter by which most columns are something that is known, and the columns that it gives.
    fn part(&self, heading: &[u8], told: Option<u8>) -> Result<(u8, Columns), CohortError> {
        let mut ways: Vec<(usize, u8, Columns)> = Vec::new();
        let mut failed = None;
        for delimiter in told.map_or(DELIMITERS.to_vec(), |told| vec![told]) {
            let cells: Vec<String> = Fields::new(heading, delimiter)
                .map(|cell| String::from_utf8_lossy(&cell).into_owned())
                .collect();
            match Columns::recognise(&self.headings, &cells, self.options) {
                Ok(columns) => ways.push((columns.known(), delimiter, columns)),
                Err(error) => failed = Some(error),
            }
        }
        let most = ways.iter().map(|(known, ..)| *known).max().unwrap_or(0);
        if let Some(error) = failed.filter(|_| most == 0) {
            return Err(error);
        }
        // If nothing is known, the way that gives most columns shows best what is there.
        let columns = |way: &(usize, u8, Columns)| way.2.all().len();
        let widest = ways.iter().map(columns).max().unwrap_or(0);
        ways.retain(|way| way.0 == most && (most > 0 || columns(way) == widest));
        let parted = ways.iter().filter(|way| columns(way) > 1).count();
        if most > 0 && parted > 0 && ways.len() > 1 {
            let names: Vec<&str> = ways.iter().map(|way| delimiter_name(way.1)).collect();
            return Err(CohortError::Delimiter(self.name.clone(), names.join(", ")));
        }
        let first = ways.into_iter().next().ok_or_else(|| CohortError::Empty(self.name.clone()))?;
        Ok((first.1, first.2))
    }
}

fn delimiter_name(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        _ => "tab",
    }
}

/// Headings decide what is read, so they are not guessed at.
fn not_utf8(name: &str, row: u64, heading: &[u8], delimiter: u8) -> Result<(), CohortError> {
    let wrong = Fields::new(heading, delimiter).position(|cell| std::str::from_utf8(&cell).is_err());
    match wrong {
        Some(place) => Err(CohortError::NotUtf8 { name: name.to_owned(), row, column: place + 1 }),
        None => Ok(()),
    }
}
