//! Limits, and what does not keep them.

use serde::Serialize;

use super::JsonSource;
use crate::matching::limits::{Beyond, Limit};
use crate::pack::Pack;
use crate::result::limits::ShownBreach;

/// An answer that was marked as a limit.
#[derive(Serialize)]
pub(super) struct JsonLimit<'a> {
    term: &'a str,
    name: &'a str,
    question: &'a str,
    option: &'a str,
    say: &'a str,
    level: f64,
}

#[derive(Serialize)]
pub(super) struct JsonBreach<'a> {
    #[serde(flatten)]
    limit: JsonLimit<'a>,
    beyond: &'static str,
    /// Where the specialty stands.
    asks: f64,
    spread: f64,
    why: String,
    source: Option<JsonSource>,
    figure: Option<JsonFigure>,
}

#[derive(Serialize)]
struct JsonFigure {
    say: String,
    year: Option<u16>,
}

impl<'a> JsonLimit<'a> {
    pub(super) fn of(pack: &'a Pack, limit: &Limit) -> Self {
        let question = pack.question(limit.question);
        Self {
            term: &pack.dimension(limit.term).id,
            name: &pack.dimension(limit.term).name,
            question: &question.id,
            option: &question.options[limit.option.index()].id,
            say: &question.options[limit.option.index()].say,
            level: limit.level.value(),
        }
    }
}

impl<'a> JsonBreach<'a> {
    pub(super) fn of(pack: &'a Pack, shown: ShownBreach) -> Self {
        Self {
            limit: JsonLimit::of(pack, &shown.breach.limit),
            beyond: match shown.breach.beyond {
                Beyond::Breaks => "breaks",
                Beyond::Nearly => "nearly",
            },
            asks: shown.breach.stands.level.value(),
            spread: shown.breach.stands.spread.value(),
            why: shown.why,
            source: shown.source.as_ref().map(JsonSource::from),
            figure: shown.figure.map(|figure| JsonFigure { say: figure.say, year: figure.year }),
        }
    }
}
