//! Trials: made-up respondents answer, or real ones have answered, and what the matching makes of them is counted.

pub mod adaptive;
pub mod aimless;
pub mod evaluation;
pub mod rivals;
pub mod sheets;
pub mod short_form;
pub mod shortlist;
pub mod simulation;
pub mod undecided;

mod draw;
