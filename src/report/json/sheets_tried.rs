//! How well the rules do on people's own sheets.

use serde::Serialize;

use super::document;
use super::evaluation::{JsonBin, JsonRule, bins};
use crate::answers::cohort::Unread;
use crate::matching::trial::sheets::SheetsResult;
use crate::pack::Pack;

#[derive(Serialize)]
struct JsonSheetsTried<'a> {
    respondents: usize,
    left_out: usize,
    unread_cells: usize,
    unanswered: usize,
    median_answered: usize,
    questions_asked: usize,
    shortlist_share: f64,
    rules: Vec<JsonRule<'a>>,
    log_loss: f64,
    stated_first: f64,
    calibration: Vec<JsonBin>,
    shortlist_coverage: f64,
    shortlist_coverage_at_share: f64,
    shortlist_stated: f64,
    shortlist_median_size: usize,
}

/// What was tried, and what came of it. `questions_asked` is how many questions count.
#[must_use]
pub fn render(
    pack: &Pack,
    found: &SheetsResult,
    unread: &Unread,
    questions_asked: usize,
    shortlist_share: f64,
) -> String {
    document(
        pack,
        JsonSheetsTried {
            respondents: found.respondents,
            left_out: unread.lost,
            unread_cells: unread.cells,
            unanswered: found.unanswered,
            median_answered: found.median_answered,
            questions_asked,
            shortlist_share,
            rules: found.rules.iter().map(JsonRule::from).collect(),
            log_loss: found.log_loss,
            stated_first: found.stated_first,
            calibration: bins(&found.calibration),
            shortlist_coverage: found.shortlists.found,
            shortlist_coverage_at_share: found.shortlists.found_at_share,
            shortlist_stated: found.shortlists.stated,
            shortlist_median_size: found.shortlists.median_size,
        },
    )
}
