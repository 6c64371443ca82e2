//! A result held against the limits.

use serde::Serialize;

use super::limits::JsonLimit;
use super::ranked::{JsonRanked, ranked};
use super::{JsonNamed, millionths};
use crate::matching::limits::Freeing;
use crate::matching::ranking::Ranked;
use crate::pack::Pack;
use crate::result::{AgainstLimits, Apart, Report};

/// The result held against the limits.
#[derive(Serialize)]
pub(super) struct JsonAgainstLimits<'a> {
    breaks: Vec<JsonRanked<'a>>,
    /// How many these are.
    moved: usize,
    near_misses: Vec<JsonRanked<'a>>,
    whole_shortlist_breaks: bool,
    first_that_keeps: Option<JsonRanked<'a>>,
    dropping: Option<JsonDropping<'a>>,
    not_known: Vec<JsonNotKnown<'a>>,
}

#[derive(Serialize)]
struct JsonDropping<'a> {
    #[serde(flatten)]
    limit: JsonLimit<'a>,
    frees: Vec<JsonNamed<'a>>,
    /// Their chances of being the best fit, added up.
    chance: f64,
}

#[derive(Serialize)]
struct JsonNotKnown<'a> {
    #[serde(flatten)]
    specialty: JsonNamed<'a>,
    terms: Vec<JsonTerm<'a>>,
}

#[derive(Serialize)]
struct JsonTerm<'a> {
    term: &'a str,
    name: &'a str,
}

impl<'a> JsonAgainstLimits<'a> {
    pub(super) fn of(report: &'a Report<'_>, held: &AgainstLimits) -> Self {
        let pack = &report.content.pack;
        let place = |one: &Ranked| ranked(report, one);
        let places = |those: &[Apart]| those.iter().map(|apart| place(&apart.ranked)).collect();
        Self {
            breaks: places(&held.breaks),
            moved: held.moved(),
            near_misses: places(&held.near_misses),
            whole_shortlist_breaks: held.whole_shortlist,
            first_that_keeps: held.first_that_keeps.as_ref().map(place),
            dropping: held.dropping.as_ref().map(|freeing| dropping(pack, freeing)),
            not_known: held
                .not_known
                .iter()
                .map(|(specialty, terms)| JsonNotKnown {
                    specialty: JsonNamed::of(pack, *specialty),
                    terms: terms
                        .iter()
                        .map(|term| pack.dimension(*term))
                        .map(|term| JsonTerm { term: &term.id, name: &term.name })
                        .collect(),
                })
                .collect(),
        }
    }
}

fn dropping<'a>(pack: &'a Pack, freeing: &Freeing) -> JsonDropping<'a> {
    JsonDropping {
        limit: JsonLimit::of(pack, &freeing.limit),
        frees: freeing.frees.iter().map(|id| JsonNamed::of(pack, *id)).collect(),
        chance: millionths(freeing.chance),
    }
}
