//! A cohort's lines as JSON, one object a line.

use serde::Serialize;

use super::cohort_line::Line;
pub use super::json::compact;
use super::json::millionths;
use crate::matching::ranking::FitBand;
use crate::pack::{Pack, Scope};

#[derive(Serialize)]
struct JsonLine<'a> {
    schema: u32,
    row: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    answered: usize,
    dont_mind: usize,
    not_seen_yet: usize,
    unreadable: usize,
    scope: Scope,
    shortlist: Vec<&'a str>,
    shortlist_chance: f64,
    places: Vec<JsonPlace<'a>>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    rank: usize,
    tied: bool,
    slug: &'a str,
    fit: Option<FitBand>,
    agree: usize,
    of: usize,
    evidence: i64,
    chance: f64,
}

/// One line with its line feed.
#[must_use]
pub fn line(pack: &Pack, line: &Line) -> String {
    let slug = |id| pack.specialty(id).slug.as_str();
    let json = JsonLine {
        schema: 1,
        row: line.row,
        label: line.label.as_deref(),
        answered: line.counts.chosen,
        dont_mind: line.counts.dont_mind,
        not_seen_yet: line.counts.not_seen_yet,
        unreadable: line.problems,
        scope: line.scope,
        shortlist: line.shortlist.iter().map(|id| slug(*id)).collect(),
        shortlist_chance: millionths(line.shortlist_chance),
        places: line
            .places
            .iter()
            .map(|(ranked, chance)| JsonPlace {
                rank: ranked.rank,
                tied: ranked.tied,
                slug: slug(ranked.specialty),
                fit: ranked.fit.band(),
                agree: ranked.fit.agree,
                of: ranked.fit.of,
                evidence: ranked.total,
                chance: millionths(*chance),
            })
            .collect(),
    };
    compact(&json)
}
