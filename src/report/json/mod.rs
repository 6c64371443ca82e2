//! Everything that is printed for programs. The structs here are apart from the inner ones, and only ever grow; their
//! JSON Schemas are [`super::schema`]'s.
//!
//! Things are named by id, with the words for people beside it. Whatever is printed of several files has the same shape
//! for one: an envelope with a list of results.

pub mod content;
pub mod difference;
#[cfg(feature = "program")]
pub mod evaluation;
pub mod next;
pub mod result;
#[cfg(feature = "program")]
pub mod sheets_tried;

mod against_limits;
mod answer;
mod explained;
mod limits;
mod next_steps;
mod opening;
mod ranked;
mod told;

use serde::Serialize;

use crate::answers::Counts;
use crate::matching::ranking::{Fit, FitBand};
use crate::pack::{Pack, Source, SpecialtyId};

/// Version of this layout. Fields may be added to it; none is taken away or changes its meaning.
pub const SCHEMA: u32 = 2;

/// What stands around everything printed.
#[derive(Serialize)]
pub(super) struct Envelope<'a, T> {
    schema: u32,
    program: Program,
    pack: JsonPack<'a>,
    #[serde(flatten)]
    holds: T,
}

/// One result for each file, in the order in which they were named.
#[derive(Serialize)]
struct Results<T> {
    results: Vec<T>,
}

/// What is printed of a pack, as indented JSON.
fn document(pack: &Pack, holds: impl Serialize) -> String {
    pretty(&Envelope { schema: SCHEMA, program: Program::THIS, pack: pack.into(), holds })
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

impl Program {
    /// This one.
    const THIS: Self = Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize)]
struct JsonPack<'a> {
    name: &'a str,
    version: &'a str,
    hash: &'a str,
}

impl<'a> From<&'a Pack> for JsonPack<'a> {
    fn from(pack: &'a Pack) -> Self {
        Self { name: pack.name(), version: pack.version(), hash: pack.hash() }
    }
}

/// A specialty by slug, with its name beside it.
#[derive(Serialize)]
pub(super) struct JsonNamed<'a> {
    slug: &'a str,
    name: &'a str,
}

impl<'a> JsonNamed<'a> {
    pub(super) fn of(pack: &'a Pack, id: SpecialtyId) -> Self {
        let specialty = pack.specialty(id);
        Self { slug: &specialty.slug, name: &specialty.name }
    }
}

#[derive(Serialize)]
pub(super) struct JsonCounts {
    answered: usize,
    dont_mind: usize,
    not_seen_yet: usize,
    skipped: usize,
}

impl From<Counts> for JsonCounts {
    fn from(counts: Counts) -> Self {
        Self {
            answered: counts.chosen,
            dont_mind: counts.dont_mind,
            not_seen_yet: counts.not_seen_yet,
            skipped: counts.skipped,
        }
    }
}

#[derive(Serialize)]
pub(super) struct JsonFit {
    band: Option<FitBand>,
    agree: usize,
    of: usize,
}

impl From<Fit> for JsonFit {
    fn from(fit: Fit) -> Self {
        Self { band: fit.band(), agree: fit.agree, of: fit.of }
    }
}

#[derive(Serialize)]
struct JsonSource {
    title: String,
    url: Option<String>,
    year: Option<u16>,
}

impl From<&Source> for JsonSource {
    fn from(source: &Source) -> Self {
        Self { title: source.title.clone(), url: source.url.clone(), year: source.year }
    }
}

/// A document as indented JSON, ending in a line break.
///
/// # Panics
/// Never: the layouts of this program hold texts, truth values and finite numbers only.
pub(super) fn pretty(document: &impl Serialize) -> String {
    #[allow(clippy::expect_used, reason = "no layout of ours holds anything that JSON cannot")]
    let mut text = serde_json::to_string_pretty(document).expect("plain data is valid JSON");
    text.push('\n');
    text
}

/// A document on one line, ended by a line feed.
///
/// # Panics
/// Never: the layouts of this program hold what JSON can hold.
#[must_use]
pub fn compact(document: &impl Serialize) -> String {
    #[allow(clippy::expect_used, reason = "no layout of ours holds anything that JSON cannot")]
    let mut text = serde_json::to_string(document).expect("plain data is valid JSON");
    text.push('\n');
    text
}

/// A chance or a gain to six places: enough, and the same text on every machine.
pub(super) fn millionths(chance: f64) -> f64 {
    libm::round(chance * 1e6) / 1e6
}
