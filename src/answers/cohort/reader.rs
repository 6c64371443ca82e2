//! Reading a cohort in stretches, so that memory stays the same however many respondents there are and threads can share
//! the work: one thread takes stretches from a [`Cohort`], and any number of them read these.

use std::path::Path;

use super::columns::Column;
use super::read_options::Opening;
use super::source::{Progress, Source};
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
    /// Opens a CSV, JSON Lines or XLSX file, a folder of flags files, or `-` for standard input.
    ///
    /// # Errors
    /// If it cannot be read, is empty, or its headings do not say what its columns are.
    pub fn open(pack: &Pack, input: &Path, options: &ReadOptions) -> Result<Cohort, CohortError> {
        let opening = Opening::new(pack, input, options);
        let name = opening.name.clone();
        let (source, progress) = Source::open(opening)?;
        Ok(Cohort { name, source, seen: 0, progress })
    }

    /// What each column was taken for; for JSON Lines, each key of the first line; nothing for a folder.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        self.source.columns()
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
