//! Trials by simulation: made-up respondents answer, and what the matching makes of them is counted.

pub mod adaptive;
pub mod evaluation;
pub mod rivals;
pub mod short_form;
pub mod shortlist;
pub mod simulation;
