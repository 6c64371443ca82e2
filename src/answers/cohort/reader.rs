//! Reading a cohort in stretches, so that memory stays the same however many respondents there are and threads can share
//! the work: one thread takes stretches from a [`Cohort`], and any number of them read these.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::columns::Column;
use super::delimited_text::DelimitedText;
use super::folder::{Folder, is_one_flags_file};
use super::json_lines::JsonLines;
use super::read_options::Opening;
use super::sheet::Sheet;
use super::shown;
use super::stretch::Rows;
use crate::answers::table::archive::{self, Archive, is_archive};
use crate::answers::table::encoding::{decoded, tell};
use crate::answers::table::input::Input;
use crate::answers::table::sheets::{Sheets, is_marked_up};
use crate::answers::table::standard_input::{StandardInput, Waits};
use crate::pack::Pack;

pub use super::Batch;
pub use super::error::CohortError;
pub use super::read_options::ReadOptions;
pub use super::stretch::Stretch;

/// Bytes by which an archive is told.
const TOLD_BY: u64 = 4;

/// A cohort that is open.
pub struct Cohort {
    name: String,
    source: Source,
    seen: u64,
    progress: Progress,
    /// What is to be said of the archive that it was packed in.
    packed: Option<String>,
}

impl Cohort {
    /// Opens a table (CSV, XLSX, `OpenDocument`, a page or an archive with one), JSON Lines, a folder of flags files, or `-` for
    /// standard input.
    ///
    /// # Errors
    /// If it cannot be read, is empty, or its headings do not say what its columns are.
    pub fn open(pack: &Pack, input: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
        let opening = Opening::new(pack, input, options);
        let name = opening.name.clone();
        let Opened { source, progress, packed } = Opened::open(opening)?;
        Ok(Cohort { name, source, seen: 0, progress, packed })
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        self.source.columns()
    }

    /// Whether it is made of flags files, one for each respondent, so that there are no columns beside the answers.
    #[must_use]
    pub fn is_of_flags_files(&self) -> bool {
        matches!(self.source, Source::Files(_))
    }

    /// What is to be said of how it was read so far: sheets that were passed over, an encoding that nothing named, and the
    /// like, as sentences without a capital and a full stop.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = self.packed.clone().into_iter().collect::<Vec<_>>();
        remarks.extend(match &self.source {
            Source::Delimited(text) => text.remarks(),
            Source::Sheet(sheet) => sheet.remarks(),
            Source::Lines(_) | Source::Files(_) => Vec::new(),
        });
        remarks
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
    Delimited(Box<DelimitedText>),
    Sheet(Box<Sheet>),
    Lines(JsonLines),
    Files(Folder),
}

/// What opening an input gives.
struct Opened {
    source: Source,
    progress: Progress,
    packed: Option<String>,
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

impl Opened {
    fn of(source: Source, progress: Progress) -> Self {
        Self { source, progress, packed: None }
    }

    /// Finds out what the input is, and reads as much of it as says what its columns are.
    fn open(opening: Opening<'_>) -> Result<Self, CohortError> {
        if opening.path.as_os_str() == "-" {
            let waits = Waits::default();
            return Self::text(opening, Box::new(StandardInput::new(&waits)), None, waits);
        }
        if opening.path.is_dir() {
            let folder = Folder::open(&opening)?;
            let progress = Progress::by_itself(Some(folder.len()));
            return Ok(Self::of(Source::Files(folder), progress));
        }
        if is_one_flags_file(opening.path) {
            let folder = Folder::of_one(&opening);
            return Ok(Self::of(Source::Files(folder), Progress::by_itself(Some(1))));
        }
        let file = File::open(opening.path).map_err(|error| opening.unreadable(error))?;
        let size = file.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
        match size {
            Some(_) => Self::file(opening, file),
            None => Self::text(opening, Box::new(file), size, Waits::default()),
        }
    }

    /// A file that can be gone back in: an archive of any kind, or a text.
    fn file(opening: Opening<'_>, mut file: File) -> Result<Self, CohortError> {
        let mut start = Vec::new();
        let unreadable = |error: io::Error| opening.unreadable(error);
        file.by_ref().take(TOLD_BY).read_to_end(&mut start).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        if !is_archive(&start) {
            let size = file.metadata().ok().map(|metadata| metadata.len());
            return Self::text(opening, Box::new(file), size, Waits::default());
        }
        let archive = archive::look(&mut file).map_err(|why| opening.unreadable(why))?;
        file.rewind().map_err(unreadable)?;
        let sheets = match archive {
            Archive::Workbook => Sheets::of_workbook(file),
            Archive::OpenDocument => Sheets::of_opendocument(&file),
            Archive::Packed(name, unpacked) => {
                if opening.unpacked {
                    return Err(opening.unreadable("it is an archive in an archive; unpack it"));
                }
                let name = shown(&name);
                let packed = format!("it is an archive, and \u{201c}{name}\u{201d} in it was read");
                let opening =
                    Opening { unpacked: true, name: format!("{} ({name})", opening.name), ..opening };
                return Ok(Self { packed: Some(packed), ..Self::file(opening, unpacked)? });
            }
        };
        let sheets = sheets.map_err(|error| opening.unreadable(error))?;
        Ok(Self::of(Source::Sheet(Box::new(Sheet::open(opening, sheets)?)), Progress::by_itself(None)))
    }

    /// A text, told by its first bytes.
    fn text(
        opening: Opening<'_>,
        reader: Box<dyn Read + Send + Sync>,
        size: Option<u64>,
        waits: Waits,
    ) -> Result<Self, CohortError> {
        let input = Input::new(reader).map_err(|error| opening.unreadable(error))?;
        if is_archive(&input.start) {
            return Err(opening
                .unreadable("a workbook or an archive cannot be read from a pipe; give the file's name"));
        }
        let encoding = tell(&input.start).map_err(|why| opening.unreadable(why))?;
        let progress = Progress { done: Arc::clone(&input.count), of: size };
        let first = input.first_letter();
        let mut text = decoded(input.reader, encoding).map_err(|error| opening.unreadable(error))?;
        let source = match first {
            None => return Err(CohortError::Empty(opening.name)),
            Some(b'{') => Source::Lines(JsonLines::open(opening, text, waits)?),
            Some(b'[') => {
                return Err(opening.unreadable("it starts with a list; write one JSON object on each line"));
            }
            Some(b'<') if is_marked_up(&mut text).map_err(|error| opening.unreadable(error))? => {
                Source::Sheet(Box::new(Sheet::open(opening, Sheets::of_marked_up(text))?))
            }
            Some(_) => Source::Delimited(Box::new(DelimitedText::open(opening, text)?)),
        };
        Ok(Self::of(source, progress))
    }
}

impl Source {
    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder.
    fn columns(&self) -> &[Column] {
        match self {
            Self::Delimited(text) => text.layout().columns.all(),
            Self::Sheet(sheet) => sheet.layout().columns.all(),
            Self::Lines(lines) => lines.columns().all(),
            Self::Files(_) => &[],
        }
    }

    /// Whether reading on would not have to wait. Only lines of standard input may have to.
    ///
    /// # Errors
    /// What is wrong with the input, in words.
    fn is_at_hand(&mut self) -> Result<bool, String> {
        match self {
            Self::Lines(lines) => lines.is_at_hand().map_err(|error| error.to_string()),
            Self::Delimited(_) | Self::Sheet(_) | Self::Files(_) => Ok(true),
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
            Self::Files(folder) => {
                let files = folder.next();
                progress.done.fetch_add(files.paths.len() as u64, Ordering::Relaxed);
                Rows::Files(files)
            }
        }))
    }
}
