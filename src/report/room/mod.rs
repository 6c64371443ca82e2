//! Many respondents, shown: a row for each, a hand-out for each, and one summary of the room.

pub mod certificates;
pub mod csv;
pub mod handout;
pub mod json;
pub mod line;
pub mod notes;
pub mod slides;
pub mod summary;
mod told;
pub mod xlsx;

mod paper;
#[cfg(test)]
mod sample;
pub(in crate::report) mod sheet;
