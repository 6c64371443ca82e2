//! The matching model: pure, without input or output.
//!
//! A pack gives a table of [`evidence`] once. [`scoring`] turns answers into a score for each specialty by
//! look-ups and additions, [`ranking`] orders them, and [`explanation`] says which answers spoke for and
//! against, from the same numbers.

pub mod certainty;
pub mod doubt;
pub mod evidence;
pub mod explanation;
pub mod likelihood;
pub mod limits;
mod mirrors;
pub mod model;
pub mod next_question;
pub mod pattern;
pub mod person_fit;
pub mod placing;
pub mod ranking;
pub mod response_style;
#[cfg(feature = "program")]
pub mod room;
pub mod scoring;
pub mod shares;
pub mod still_open;
pub mod totals;
#[cfg(feature = "program")]
pub mod trial;
pub mod what_if;
