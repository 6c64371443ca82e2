//! A specialty in its place.

use serde::Serialize;

use super::limits::JsonBreach;
use super::{JsonFit, millionths};
use crate::matching::ranking::Ranked;
use crate::pack::SpecialtyKind;
use crate::result::Report;
use crate::result::limits::shown;

#[derive(Serialize)]
pub(super) struct JsonRanked<'a> {
    rank: usize,
    tied: bool,
    slug: &'a str,
    name: &'a str,
    kind: SpecialtyKind,
    family: &'a str,
    needs_medical_degree: bool,
    /// Whole micronats.
    evidence: i64,
    fit: JsonFit,
    /// From 0 to 1, among the specialties shown; null for one that the scope hides.
    chance_best: Option<f64>,
    chance_top_three: Option<f64>,
    /// The respondent's limits that it breaks or nearly breaks.
    limits: Vec<JsonBreach<'a>>,
}

pub(super) fn ranked<'a>(report: &'a Report<'_>, ranked: &Ranked) -> JsonRanked<'a> {
    let specialty = report.content.pack.specialty(ranked.specialty);
    let chances = report.chances_of(ranked.specialty);
    JsonRanked {
        rank: ranked.rank,
        tied: ranked.tied,
        slug: &specialty.slug,
        name: &specialty.name,
        kind: specialty.kind,
        family: &specialty.family,
        needs_medical_degree: specialty.needs_medical_degree,
        evidence: ranked.total,
        fit: ranked.fit.into(),
        chance_best: chances.map(|chances| millionths(chances.best)),
        chance_top_three: chances.map(|chances| millionths(chances.top_three)),
        limits: shown(&report.content.pack, &report.limits, ranked.specialty)
            .into_iter()
            .map(|breach| JsonBreach::of(&report.content.pack, breach))
            .collect(),
    }
}
