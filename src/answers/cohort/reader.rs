//! Reading a cohort in stretches, so that memory stays the same however many respondents there are and threads can share
//! the work: one thread takes stretches from a [`Cohort`], and any number of them read these.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::codes::Codes;
use super::columns::Column;
use super::delimited_text::{DelimitedText, TableOrCodes};
use super::folder::{Folder, is_one_flags_file};
use super::json_lines::JsonLines;
use super::read_options::Opening;
use super::sheet::{Sheet, SheetOrCodes};
use super::stretch::Rows;
use crate::answers::table::encoding::{decoded, tell};
use crate::answers::table::input::Input;
use crate::answers::table::standard_input::{StandardInput, Waits};
use crate::answers::table::workbook::is_workbook;
use crate::pack::Pack;

pub use super::Batch;
pub use super::error::CohortError;
pub use super::read_options::ReadOptions;
pub use super::stretch::Stretch;

/// A cohort that is open.
pub struct Cohort {
    name: String,
    source: Source,
    seen: u64,
    progress: Progress,
}

impl Cohort {
    /// Opens a CSV, JSON Lines or XLSX file, a text that holds codes, a folder of flags files, or `-` for standard input.
    ///
    /// # Errors
    /// If it cannot be read, is empty, or its headings do not say what its columns are.
    pub fn open(pack: &Pack, input: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
        let opening = Opening::new(pack, input, options);
        let name = opening.name.clone();
        let (source, progress) = Source::open(opening)?;
        Ok(Cohort { name, source, seen: 0, progress })
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder or a text of codes.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        self.source.columns()
    }

    /// Whether it is made of flags files, one for each respondent, so that there are no columns beside the answers.
    #[must_use]
    pub fn is_of_flags_files(&self) -> bool {
        matches!(self.source, Source::Files(_))
    }

    /// Whether it is made of codes.
    #[must_use]
    pub fn is_of_codes(&self) -> bool {
        matches!(self.source, Source::Codes(_))
    }

    /// How far reading has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The next stretch of the input; nothing at its end.
    ///
    /// # Errors
    /// If the input cannot be read, or ends without anyone in it.
    pub fn next_stretch(&mut self) -> Result<Option<Stretch>, CohortError> {
        let unreadable = |error| CohortError::Unreadable(self.name.clone(), error);
        let stretch = self.source.next(&self.progress).map_err(unreadable)?;
        let rows = stretch.rows();
        self.seen += rows as u64;
        if self.seen == 0 {
            return Err(CohortError::Empty(self.name.clone()));
        }
        Ok((rows > 0).then_some(stretch))
    }

    /// The next few stretches, to be read by several threads at once; none at the end of the input. It is waited for the
    /// first only.
    ///
    /// # Errors
    /// As for [`Cohort::next_stretch`].
    pub fn next_stretches(&mut self, most: usize) -> Result<Vec<Stretch>, CohortError> {
        let Some(first) = self.next_stretch()? else { return Ok(Vec::new()) };
        let mut stretches = vec![first];
        stretches.extend(self.stretches_at_hand(most.saturating_sub(1))?);
        Ok(stretches)
    }

    /// The next few stretches, as far as they need not be waited for.
    ///
    /// # Errors
    /// As for [`Cohort::next_stretch`].
    pub fn stretches_at_hand(&mut self, most: usize) -> Result<Vec<Stretch>, CohortError> {
        let mut stretches = Vec::with_capacity(most);
        while stretches.len() < most {
            let at_hand = self.source.is_at_hand();
            if !at_hand.map_err(|error| CohortError::Unreadable(self.name.clone(), error))? {
                break;
            }
            let Some(stretch) = self.next_stretch()? else { break };
            stretches.push(stretch);
        }
        Ok(stretches)
    }
}

/// An input that is open, by its kind.
enum Source {
    Delimited(DelimitedText),
    Sheet(Sheet),
    Lines(JsonLines),
    Files(Folder),
    Codes(Codes),
}

/// How far reading has come, in bytes or in files.
#[derive(Debug, Clone)]
pub struct Progress {
    done: Arc<AtomicU64>,
    /// How much there is in all, if that is known.
    pub of: Option<u64>,
}

impl Progress {
    /// What was read so far.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    fn by_itself(of: Option<u64>) -> Self {
        Self { done: Arc::default(), of }
    }
}

impl Source {
    /// Finds out what the input is, and reads as much of it as says what its columns are.
    fn open(opening: Opening<'_>) -> Result<(Self, Progress), CohortError> {
        if opening.path.as_os_str() == "-" {
            let waits = Waits::default();
            return Self::text(opening, Box::new(StandardInput::new(&waits)), None, waits);
        }
        if opening.path.is_dir() {
            let folder = Folder::open(&opening)?;
            let progress = Progress::by_itself(Some(folder.len()));
            return Ok((Self::Files(folder), progress));
        }
        if is_one_flags_file(opening.path) {
            return Ok((Self::Files(Folder::of_one(&opening)), Progress::by_itself(Some(1))));
        }
        let file = File::open(opening.path).map_err(|error| opening.unreadable(error))?;
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        Self::text(opening, Box::new(file), size, Waits::default())
    }

    /// A text, told by its first bytes; or a workbook, which is read from its file.
    fn text(
        opening: Opening<'_>,
        reader: Box<dyn Read + Send + Sync>,
        size: Option<u64>,
        waits: Waits,
    ) -> Result<(Self, Progress), CohortError> {
        let input = Input::new(reader).map_err(|error| opening.unreadable(error))?;
        if is_workbook(&input.start) {
            if size.is_none() {
                return Err(opening.unreadable("a workbook cannot be read from a pipe; give the file's name"));
            }
            let source = match Sheet::open(&opening)? {
                SheetOrCodes::Sheet(sheet) => Self::Sheet(sheet),
                SheetOrCodes::Codes(codes) => Self::Codes(codes),
            };
            return Ok((source, Progress::by_itself(None)));
        }
        let encoding = tell(&input.start).map_err(|why| opening.unreadable(why))?;
        let progress = Progress { done: Arc::clone(&input.count), of: size };
        let (first, second) = (input.first_letter(), input.second_letter());
        let text = decoded(input.reader, encoding).map_err(|error| opening.unreadable(error))?;
        let source = match first {
            None => return Err(CohortError::Empty(opening.name)),
            Some(b'{') => Self::Lines(JsonLines::open(opening, text, waits)?),
            // A chat's lines begin with the time in such brackets.
            Some(b'[') if matches!(second, None | Some(b'{' | b'[' | b']' | b'"')) => {
                return Err(opening.unreadable("it starts with a list; write one JSON object on each line"));
            }
            Some(_) => match DelimitedText::open(&opening, text)? {
                TableOrCodes::Table(table) => Self::Delimited(table),
                TableOrCodes::Codes(codes) => Self::Codes(codes),
            },
        };
        Ok((source, progress))
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder or a text of codes.
    fn columns(&self) -> &[Column] {
        match self {
            Self::Delimited(text) => text.columns().all(),
            Self::Sheet(sheet) => sheet.columns().all(),
            Self::Lines(lines) => lines.columns().all(),
            Self::Files(_) => &[],
            Self::Codes(codes) => codes.columns(),
        }
    }

    /// Whether reading on would not have to wait. Only lines of standard input may have to.
    ///
    /// # Errors
    /// What is wrong with the input, in words.
    fn is_at_hand(&mut self) -> Result<bool, String> {
        match self {
            Self::Lines(lines) => lines.is_at_hand().map_err(|error| error.to_string()),
            Self::Delimited(_) | Self::Sheet(_) | Self::Files(_) | Self::Codes(_) => Ok(true),
        }
    }

    /// The next stretch, empty at the end.
    ///
    /// # Errors
    /// What is wrong with the input, in words.
    fn next(&mut self, progress: &Progress) -> Result<Stretch, String> {
        let in_words = |error: io::Error| error.to_string();
        Ok(Stretch(match self {
            Self::Delimited(text) => Rows::Delimited(text.next().map_err(in_words)?),
            Self::Sheet(sheet) => Rows::Sheet(sheet.next()?),
            Self::Lines(lines) => Rows::Lines(lines.next().map_err(in_words)?),
            Self::Codes(codes) => Rows::Codes(codes.next()),
            Self::Files(folder) => {
                let files = folder.next();
                progress.done.fetch_add(files.paths.len() as u64, Ordering::Relaxed);
                Rows::Files(files)
            }
        }))
    }
}
