//! Where a cohort's rows come from: finding out what an input is, and taking stretches from it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::columns::Column;
use super::delimited_text::DelimitedText;
use super::error::CohortError;
use super::folder::{Folder, is_one_flags_file};
use super::json_lines::JsonLines;
use super::read_options::Opening;
use super::sheet::Sheet;
use super::stretch::{Rows, Stretch};
use crate::answers::table::encoding::{decoded, tell};
use crate::answers::table::input::Input;
use crate::answers::table::standard_input::{StandardInput, Waits};
use crate::answers::table::workbook::is_workbook;

/// An input that is open, by its kind.
pub(super) enum Source {
    Delimited(DelimitedText),
    Sheet(Sheet),
    Lines(JsonLines),
    Files(Folder),
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
    pub(super) fn open(opening: Opening<'_>) -> Result<(Self, Progress), CohortError> {
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
            return Ok((Self::Sheet(Sheet::open(&opening)?), Progress::by_itself(None)));
        }
        let encoding = tell(&input.start).map_err(|why| opening.unreadable(why))?;
        let progress = Progress { done: Arc::clone(&input.count), of: size };
        let first = input.first_letter();
        let text = decoded(input.reader, encoding).map_err(|error| opening.unreadable(error))?;
        let source = match first {
            None => return Err(CohortError::Empty(opening.name)),
            Some(b'{') => Self::Lines(JsonLines::open(opening, text, waits)?),
            Some(b'[') => {
                return Err(opening.unreadable("it starts with a list; write one JSON object on each line"));
            }
            Some(_) => Self::Delimited(DelimitedText::open(&opening, text)?),
        };
        Ok((source, progress))
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder.
    pub(super) fn columns(&self) -> &[Column] {
        match self {
            Self::Delimited(text) => text.columns().all(),
            Self::Sheet(sheet) => sheet.columns().all(),
            Self::Lines(lines) => lines.columns().all(),
            Self::Files(_) => &[],
        }
    }

    /// Whether reading on would not have to wait. Only lines of standard input may have to.
    ///
    /// # Errors
    /// What is wrong with the input, in words.
    pub(super) fn is_at_hand(&mut self) -> Result<bool, String> {
        match self {
            Self::Lines(lines) => lines.is_at_hand().map_err(|error| error.to_string()),
            Self::Delimited(_) | Self::Sheet(_) | Self::Files(_) => Ok(true),
        }
    }

    /// The next stretch, empty at the end.
    ///
    /// # Errors
    /// What is wrong with the input, in words.
    pub(super) fn next(&mut self, progress: &Progress) -> Result<Stretch, String> {
        let in_words = |error: io::Error| error.to_string();
        Ok(Stretch(match self {
            Self::Delimited(text) => Rows::Delimited(text.next().map_err(in_words)?),
            Self::Sheet(sheet) => Rows::Sheet(sheet.next()?),
            Self::Lines(lines) => Rows::Lines(lines.next().map_err(in_words)?),
            Self::Files(folder) => {
                let files = folder.next();
                progress.done.fetch_add(files.paths.len() as u64, Ordering::Relaxed);
                Rows::Files(files)
            }
        }))
    }
}
