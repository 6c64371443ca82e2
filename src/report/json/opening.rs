//! What stands before any reason: what is wanted, and how sure the result is.

use serde::Serialize;

use super::{JsonNamed, millionths};
use crate::pack::Pack;
use crate::report::sentences;
use crate::result::{Headline, HowSure, Pull};

#[derive(Serialize)]
pub(super) struct JsonHeadline<'a> {
    say: &'a str,
    /// What it names, in its order.
    names: Vec<JsonPull<'a>>,
    /// A dimension on which both ends are wanted, if it says so.
    torn: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonPull<'a> {
    dimension: &'a str,
    name: &'a str,
    level: f64,
    answers: usize,
    matters: bool,
}

impl<'a> JsonHeadline<'a> {
    pub(super) fn of(pack: &'a Pack, headline: &'a Headline) -> Self {
        let pull = |one: &Pull| JsonPull {
            dimension: &pack.dimension(one.dimension).id,
            name: &pack.dimension(one.dimension).name,
            level: millionths(one.level),
            answers: one.answers,
            matters: one.matters,
        };
        Self {
            say: &headline.say,
            names: headline.names.iter().map(pull).collect(),
            torn: headline.torn.map(|torn| pack.dimension(torn).id.as_str()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonHowSure<'a> {
    step: &'static str,
    /// From 0 to 1.
    chance: f64,
    /// Of whom it is said.
    roles: Vec<JsonNamed<'a>>,
    say: String,
}

impl<'a> JsonHowSure<'a> {
    pub(super) fn of(pack: &'a Pack, sure: &HowSure) -> Self {
        Self {
            step: sure.step.id(),
            chance: millionths(sure.chance),
            roles: sure.roles.iter().map(|role| JsonNamed::of(pack, *role)).collect(),
            say: sentences::how_sure(pack, sure),
        }
    }
}
