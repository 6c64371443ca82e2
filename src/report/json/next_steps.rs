//! What to go and see, and where to read on.

use serde::Serialize;

use super::JsonSource;
use crate::pack::Pack;
use crate::report::sentences;
use crate::result::{GoAndSee, Openness, ReadOn};

#[derive(Serialize)]
pub(super) struct JsonGoAndSee<'a> {
    slug: &'a str,
    name: &'a str,
    /// What it is, and whom to ask, in words.
    say: String,
    experience: &'a str,
    ask: &'a str,
    /// Whom it is open to.
    open_to: Vec<&'static str>,
    /// Whether that is whoever answered.
    open: bool,
    /// The dimensions that one would see there.
    shows: Vec<&'a str>,
    /// The questions answered with "not seen yet" that it would help with.
    settles: Vec<&'a str>,
    source: Option<JsonSource>,
}

impl<'a> JsonGoAndSee<'a> {
    pub(super) fn of(pack: &'a Pack, one: &'a GoAndSee) -> Self {
        let specialty = pack.specialty(one.specialty);
        Self {
            slug: &specialty.slug,
            name: &specialty.name,
            say: sentences::go_and_see(pack, one),
            experience: &one.experience.claim.say,
            ask: &one.experience.ask,
            open_to: one.experience.open_to.iter().map(|audience| audience.id()).collect(),
            open: one.open != Openness::ToOthers,
            shows: one.experience.shows.iter().map(|shown| pack.dimension(*shown).id.as_str()).collect(),
            settles: one.settles.iter().map(|question| pack.question(*question).id.as_str()).collect(),
            source: one.source.as_ref().map(JsonSource::from),
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonReadOn<'a> {
    slug: &'a str,
    name: &'a str,
    say: &'a str,
    source: JsonSource,
}

impl<'a> JsonReadOn<'a> {
    pub(super) fn of(pack: &'a Pack, one: &'a ReadOn) -> Self {
        let specialty = pack.specialty(one.specialty);
        Self {
            slug: &specialty.slug,
            name: &specialty.name,
            say: &one.say,
            source: JsonSource::from(&one.source),
        }
    }
}
