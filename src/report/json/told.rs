//! Reasons by dimension, as they are shown.

use serde::Serialize;

use super::JsonSource;
use super::answer::JsonGiven;
use crate::pack::Pack;
use crate::report::sentences;
use crate::result::Told;

#[derive(Serialize)]
pub(super) struct JsonTold<'a> {
    dimension: &'a str,
    name: &'a str,
    /// What the answers want, in words.
    wish: String,
    /// The answers behind it.
    answers: Vec<JsonGiven<'a>>,
    why: &'a str,
    source: Option<JsonSource>,
    /// What the dimension adds to the score, in micronats.
    evidence: i64,
}

impl<'a> JsonTold<'a> {
    pub(super) fn of(pack: &'a Pack, told: &'a Told) -> Self {
        let dimension = pack.dimension(told.wish.dimension);
        Self {
            dimension: &dimension.id,
            name: &dimension.name,
            wish: sentences::wish(pack, &told.wish),
            answers: told.wish.answers.iter().map(|given| JsonGiven::of(pack, *given)).collect(),
            why: &told.sentence.say,
            source: told.sentence.source.as_ref().map(JsonSource::from),
            evidence: told.evidence,
        }
    }
}
