//! Records of a text that were not taken apart yet: so many that a thread has something to do, and no more.

use std::ops::Range;

use super::Problem;

/// Rows of a stretch, and bytes after which it is full whatever its rows.
pub(super) const STRETCH_ROWS: usize = 256;
const STRETCH_BYTES: usize = 1 << 20;

/// What is said of a row that no bound of memory allows.
pub(super) const TOO_LONG: &str = "longer than a megabyte; the row is left out";

/// Records one after the other, without what ends them, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) bytes: Vec<u8>,
    pub(super) places: Vec<(u64, Range<usize>)>,
    /// Rows that could not be told from the next.
    pub(super) lost: Vec<Problem>,
}

impl Records {
    pub(super) fn is_full(&self) -> bool {
        self.rows() >= STRETCH_ROWS || self.bytes.len() >= STRETCH_BYTES
    }

    /// How many rows there are, lost ones with them.
    pub(super) fn rows(&self) -> usize {
        self.places.len() + self.lost.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.places.iter().map(|(row, place)| (*row, &self.bytes[place.clone()]))
    }

    /// Keeps what was appended since `start` as the record of a row.
    pub(super) fn keep(&mut self, row: u64, start: usize) {
        self.places.push((row, start..self.bytes.len()));
    }

    /// Takes back what was appended since `start`.
    pub(super) fn drop_from(&mut self, start: usize) {
        self.bytes.truncate(start);
    }

    /// The same, and says why the row is lost.
    pub(super) fn lose(&mut self, start: usize, why: impl FnOnce(&[u8]) -> Problem) {
        let problem = why(&self.bytes[start..]);
        self.lost.push(problem);
        self.drop_from(start);
    }
}
