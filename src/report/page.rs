//! What pages have in common: filling in templates, and bars.

use askama::Template;

use super::limits;
use super::words::chance;
use crate::result::Report;

/// How long a whole bar is, in the units of its drawing.
const LONGEST_BAR: f64 = 400.0;

/// A specialty with its chance, in words and as a bar.
pub(super) struct Bar<'a> {
    pub(super) name: &'a str,
    pub(super) chance: String,
    /// Of [`LONGEST_BAR`].
    pub(super) filled: f64,
}

/// The shortlist, at most so many of it.
pub(super) fn shortlist_bars<'a>(report: &'a Report<'_>, most: usize) -> Vec<Bar<'a>> {
    let listed = report.ranking.iter().zip(&report.chances).take(report.shortlist.min(most));
    listed
        .map(|(ranked, chances)| Bar {
            name: &report.content.pack.specialty(ranked.specialty).name,
            chance: chance(chances.best) + &limits::in_short(report, ranked.specialty),
            filled: libm::round(chances.best * LONGEST_BAR),
        })
        .collect()
}

/// A template filled in, ended by a line break, which askama takes off a template's last line.
#[allow(clippy::expect_used, reason = "writing into a String cannot fail")]
pub(super) fn written(template: &impl Template) -> String {
    let mut page = template.render().expect("the template writes into memory");
    if !page.ends_with('\n') {
        page.push('\n');
    }
    page
}
