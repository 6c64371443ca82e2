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

/// A part of a number of respondents, from 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "counts of respondents")]
fn share(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}
