//! How a cohort is to be read, and what every kind of input is opened with.

use std::fmt::Display;
use std::path::Path;

use super::cell_memory::CellReaders;
use super::column_map::ColumnMap;
use super::error::CohortError;
use super::headings::Headings;
use crate::answers::flags_file::PackFrom;
use crate::pack::Pack;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Heading of the column with what respondents are called; none is read unless it is named.
    pub label: Option<String>,
    /// Which column is which, where headings do not say it.
    pub columns: Option<ColumnMap>,
    /// What parts the cells of a text, where its heading does not say it.
    pub delimiter: Option<u8>,
    /// Where the pack comes from that answers are read by.
    pub pack_from: PackFrom,
}

/// An input that is being opened.
pub(super) struct Opening<'o> {
    pub(super) pack: &'o Pack,
    pub(super) path: &'o Path,
    /// What it is called in messages.
    pub(super) name: String,
    pub(super) options: &'o ReadOptions,
    pub(super) headings: Headings,
    /// Whether it was unpacked from an archive.
    pub(super) unpacked: bool,
}

impl<'o> Opening<'o> {
    pub(super) fn new(pack: &'o Pack, path: &'o Path, options: &'o ReadOptions) -> Self {
        Self {
            pack,
            path,
            name: path.display().to_string(),
            options,
            headings: Headings::new(pack),
            unpacked: false,
        }
    }

    pub(super) fn unreadable(&self, error: impl Display) -> CohortError {
        CohortError::Unreadable(self.name.clone(), format!("{error}"))
    }

    /// What reads the cells of its rows.
    pub(super) fn cells(&self) -> CellReaders {
        CellReaders::new(self.pack, self.options.columns.as_ref())
    }
}
