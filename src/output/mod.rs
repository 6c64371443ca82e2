//! Writing results: whole or not at all, and over nothing that was there unless asked.

pub mod file;
pub mod folder;
pub mod hidden_folder;
pub mod left_behind;
pub mod note;
pub mod stopping;
