//! A score by dimension, and on what one specialty is ahead of another.

use serde::Serialize;

use super::JsonSource;
use crate::pack::{Pack, SpecialtyId};
use crate::report::sentences;
use crate::result::{AheadOn, GivenAnswer, RatherThan, Report, ShownDimension};

/// What one option added, or carries on one dimension.
#[derive(Serialize)]
pub(super) struct JsonPart<'a> {
    question: &'a str,
    option: &'a str,
    /// Whether it was chosen, or left out of a question that takes several.
    chosen: bool,
    evidence: i64,
}

impl<'a> JsonPart<'a> {
    pub(super) fn of(pack: &'a Pack, given: GivenAnswer, evidence: i64) -> Self {
        let question = pack.question(given.question);
        Self {
            question: &question.id,
            option: &question.options[given.option.index()].id,
            chosen: given.chosen,
            evidence,
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonDimension<'a> {
    dimension: &'a str,
    name: &'a str,
    evidence: i64,
    /// The shares of the answers behind it; the sum is `evidence`.
    answers: Vec<JsonPart<'a>>,
    /// How many of them a reader would take for a reason.
    telling: usize,
    why: &'a str,
    source: Option<JsonSource>,
}

impl<'a> JsonDimension<'a> {
    pub(super) fn of(pack: &'a Pack, shown: &'a ShownDimension) -> Self {
        Self {
            dimension: &pack.dimension(shown.dimension).id,
            name: &pack.dimension(shown.dimension).name,
            evidence: shown.evidence,
            answers: shown.answers.iter().map(|one| JsonPart::of(pack, one.answer, one.share)).collect(),
            telling: shown.telling(),
            why: &shown.sentence.say,
            source: shown.sentence.source.as_ref().map(JsonSource::from),
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonRatherThan<'a> {
    slug: &'a str,
    name: &'a str,
    /// The other.
    than: &'a str,
    than_name: &'a str,
    /// The difference of their scores.
    lead: i64,
    /// What sets the first apart, in a sentence that is not among its reasons.
    say: Option<String>,
    dimensions: Vec<JsonAheadOn<'a>>,
}

#[derive(Serialize)]
struct JsonAheadOn<'a> {
    dimension: &'a str,
    name: &'a str,
    by: i64,
    why: &'a str,
    source: Option<JsonSource>,
}

impl<'a> JsonRatherThan<'a> {
    pub(super) fn of(report: &'a Report<'_>, one: &'a RatherThan) -> Self {
        let pack = &report.content.pack;
        let named = |id: SpecialtyId| pack.specialty(id);
        let ahead = |ahead: &'a AheadOn| JsonAheadOn {
            dimension: &pack.dimension(ahead.dimension).id,
            name: &pack.dimension(ahead.dimension).name,
            by: ahead.by,
            why: &ahead.sentence.say,
            source: ahead.sentence.source.as_ref().map(JsonSource::from),
        };
        Self {
            slug: &named(one.specialty).slug,
            name: &named(one.specialty).name,
            than: &named(one.than).slug,
            than_name: &named(one.than).name,
            lead: one.lead,
            say: sentences::rather_than(report),
            dimensions: one.dimensions.iter().map(ahead).collect(),
        }
    }
}
