//! Tables of answers as rows of text cells, whatever file they come from.

pub mod delimited;
pub mod workbook;
