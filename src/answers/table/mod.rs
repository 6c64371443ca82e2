//! Tables of answers as rows of cells, whatever file they come from.

pub mod archive;
pub mod delimited;
pub mod encoding;
pub mod fields;
pub mod input;
pub mod lines;
pub mod marked_up;
pub mod markup;
pub mod part;
pub mod references;
pub mod sheets;
pub mod standard_input;
mod tags;
pub mod workbook;
pub mod workbook_bounds;

use std::io::BufRead;

/// A text in UTF-8 that is read from somewhere.
pub type TextInput = Box<dyn BufRead + Send + Sync>;

/// Bytes of one record at most: a line of JSON, or a row of a table with the line breaks inside its cells.
pub const LARGEST_RECORD: usize = 1 << 20;
/// Columns at most.
pub const MOST_COLUMNS: usize = 10_000;
/// Bytes of one cell that is read, at most.
pub const LARGEST_CELL: usize = 20_000;
