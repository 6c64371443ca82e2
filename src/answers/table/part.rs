//! What a file of sheets is taken apart into, whatever its kind.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// A row: its number, and the texts of its cells that are not empty, each with the place of its column, in order.
pub type Row = (u64, Vec<(usize, String)>);

/// What comes next in a file of sheets.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// A sheet begins, with this name.
    Sheet(String),
    /// A row of it.
    Row(Row),
}

/// Runs what reads a file: a panic in a reader's code on a damaged file is one more way of not being readable.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}
