//! One file of `specialties/` as written.

use std::sync::Arc;

use super::{level_of, read_levels};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::pack::specialty::NOT_KNOWN;
use crate::toml_tree::{Mistakes, Placed, Scalar, Table, parse};

/// One file in `specialties/`.
#[derive(Debug)]
pub struct DraftSpecialty {
    pub(in crate::pack) place: Place,
    pub(in crate::pack) name: Placed<String>,
    pub(in crate::pack) slug: Placed<String>,
    pub(in crate::pack) kind: Placed<String>,
    pub(in crate::pack) family: Placed<String>,
    pub(in crate::pack) needs_medical_degree: bool,
    pub(in crate::pack) enter: Vec<Placed<String>>,
    pub(in crate::pack) summary: Placed<String>,
    pub(in crate::pack) week: Option<DraftClaim>,
    pub(in crate::pack) road: Vec<DraftClaim>,
    pub(in crate::pack) likes: Vec<DraftClaim>,
    pub(in crate::pack) hard: Vec<DraftClaim>,
    pub(in crate::pack) nearby: Vec<(Placed<String>, Placed<String>)>,
    pub(in crate::pack) profile_place: Place,
    pub(in crate::pack) levels: Vec<DraftLevel>,
    pub(in crate::pack) see: Vec<DraftExperience>,
    pub(in crate::pack) start_here: Option<DraftClaim>,
    pub(in crate::pack) facts: Vec<(Placed<String>, DraftClaim)>,
    pub(in crate::pack) sources: Vec<DraftSource>,
}

impl DraftSpecialty {
    /// Every sentence that names a source, in the order of the file's kinds.
    pub(in crate::pack) fn claims(&self) -> Vec<&DraftClaim> {
        let mut claims: Vec<&DraftClaim> =
            self.week.iter().chain(&self.road).chain(&self.likes).chain(&self.hard).collect();
        for level in &self.levels {
            match &level.entry {
                DraftEntry::One(known) => claims.push(&known.why),
                DraftEntry::Group(group) => {
                    claims.extend(&group.shared);
                    claims.extend(group.members.iter().filter_map(|member| member.why.as_ref()));
                }
                DraftEntry::NotKnown(_) => {}
            }
        }
        claims.extend(self.see.iter().map(|experience| &experience.claim));
        claims.extend(&self.start_here);
        claims.extend(self.facts.iter().map(|(_, claim)| claim));
        claims
    }
}

#[derive(Debug)]
pub(in crate::pack) struct DraftClaim {
    pub say: Placed<String>,
    pub source: Placed<String>,
}

/// A key of `[profile]`: a dimension, or a group with its dimensions.
#[derive(Debug)]
pub(in crate::pack) struct DraftLevel {
    pub key: Placed<String>,
    pub entry: DraftEntry,
}

#[derive(Debug)]
pub(in crate::pack) enum DraftEntry {
    /// `{ level, spread, why, source }`, with a figure where the sentence rests on one.
    One(DraftKnown),
    /// `"not known: ask"`, for a term on which nothing was found.
    NotKnown(Place),
    /// Several dimensions under one spread.
    Group(DraftGroupEntry),
}

#[derive(Debug)]
pub(in crate::pack) struct DraftKnown {
    pub level: Placed<f64>,
    pub spread: Placed<f64>,
    pub why: DraftClaim,
    pub figure: Option<DraftFigure>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftFigure {
    pub say: Placed<String>,
    pub year: Option<Placed<f64>>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftGroupEntry {
    pub spread: Placed<f64>,
    /// Each dimension that is named.
    pub members: Vec<DraftMember>,
    /// A reason for those that have none of their own.
    pub shared: Option<DraftClaim>,
}

/// A dimension of a group.
#[derive(Debug)]
pub(in crate::pack) struct DraftMember {
    pub key: Placed<String>,
    pub level: Placed<f64>,
    /// The group's, unless it has one of its own.
    pub spread: Option<Placed<f64>>,
    pub why: Option<DraftClaim>,
}

/// An experience that can be had.
#[derive(Debug)]
pub(in crate::pack) struct DraftExperience {
    pub claim: DraftClaim,
    pub ask: Placed<String>,
    pub open_to: Vec<Placed<String>>,
    pub shows: Vec<Placed<String>>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftSource {
    pub id: Placed<String>,
    pub title: Placed<String>,
    pub url: Option<Placed<String>>,
    pub year: Option<Placed<f64>>,
}

/// Reads one file of `specialties/`.
///
/// Returns nothing after a syntax error, which is noted like every other mistake.
#[must_use]
pub fn read_specialty(source: &Arc<SourceText>, mistakes: &Mistakes) -> Option<DraftSpecialty> {
    let document = parse(source, mistakes)?;
    let mut top = Table::top(&document, source, mistakes, "a specialty");
    let claims = |tables: Vec<Table<'_>>| tables.into_iter().map(read_claim).collect();
    let profile = top.need_table("profile", "[profile]");
    let specialty = DraftSpecialty {
        place: top.place(),
        name: top.need_text("name"),
        slug: top.need_text("slug"),
        kind: top.need_text("kind"),
        family: top.need_text("family"),
        needs_medical_degree: top.need_flag("needs_medical_degree"),
        enter: top.texts("enter"),
        summary: top.need_text("summary"),
        week: top.table("week", "[week]").map(read_claim),
        road: claims(top.tables("road", "[[road]]")),
        likes: claims(top.tables("likes", "[[likes]]")),
        hard: claims(top.tables("hard", "[[hard]]")),
        nearby: top.tables("nearby", "a nearby specialty").into_iter().map(read_nearby).collect(),
        profile_place: profile.as_ref().map_or_else(|| top.place(), Table::place),
        levels: profile.map(|profile| read_profile(&profile, mistakes)).unwrap_or_default(),
        see: top.tables("see", "[[see]]").into_iter().map(read_experience).collect(),
        start_here: top.table("start_here", "[start_here]").map(read_claim),
        facts: top.tables("facts", "a fact").into_iter().map(read_fact).collect(),
        sources: top.tables("sources", "a source").into_iter().map(read_source).collect(),
    };
    top.finish();
    Some(specialty)
}

fn read_profile(profile: &Table<'_>, mistakes: &Mistakes) -> Vec<DraftLevel> {
    let mut levels = Vec::new();
    for (key, entry) in profile.open_entries() {
        let place = entry.place();
        let entry = match entry.scalar("a profile entry") {
            // Only a group says a spread without a level.
            Scalar::Table(table) if table.has("level") || !table.has("spread") => {
                DraftEntry::One(read_known(table))
            }
            Scalar::Table(table) => DraftEntry::Group(read_group_entry(table)),
            Scalar::Text(NOT_KNOWN) => DraftEntry::NotKnown(place),
            _ => {
                let message = format!("`{}` must be a table", key.value);
                mistakes.note(Diagnostic::at(&place, message).help(format!(
                    "write {{ level = …, spread = …, why = \"…\", source = \"…\" }}; for a term on which nothing was found, \
                     \"{NOT_KNOWN}\""
                )));
                continue;
            }
        };
        levels.push(DraftLevel { key, entry });
    }
    levels
}

fn read_known(mut table: Table<'_>) -> DraftKnown {
    let known = DraftKnown {
        level: table.need_number("level"),
        spread: table.need_number("spread"),
        why: sourced(&mut table, "why"),
        figure: read_figure(&mut table),
    };
    table.finish();
    known
}

fn read_figure(table: &mut Table<'_>) -> Option<DraftFigure> {
    let year = table.number("year");
    table.text("figure").map(|say| DraftFigure { say, year })
}

/// A group: `levels = { … }` for those that need no reason of their own, a table for each that has one.
fn read_group_entry(mut table: Table<'_>) -> DraftGroupEntry {
    let spread = table.need_number("spread");
    let shared = read_reason(&mut table);
    let levels = table.table("levels", "`levels`").map(|levels| read_levels(&levels)).unwrap_or_default();
    let bare = |(key, level)| DraftMember { key, level, spread: None, why: None };
    let mut members: Vec<DraftMember> = levels.into_iter().map(bare).collect();
    for (key, entry) in table.rest() {
        members.push(match entry.scalar("a dimension of a group") {
            Scalar::Table(member) => read_member(key, member),
            _ => bare((key, level_of(&entry))),
        });
    }
    DraftGroupEntry { spread, members, shared }
}

fn read_member(key: Placed<String>, mut table: Table<'_>) -> DraftMember {
    let member = DraftMember {
        key,
        level: table.need_number("level"),
        spread: table.number("spread"),
        why: read_reason(&mut table),
    };
    table.finish();
    member
}

/// The sentence under a key, with its source.
fn sourced(table: &mut Table<'_>, key: &'static str) -> DraftClaim {
    DraftClaim { say: table.need_text(key), source: table.need_text("source") }
}

/// `why` with `source`, or neither.
fn read_reason(table: &mut Table<'_>) -> Option<DraftClaim> {
    let given = table.has("why") || table.has("source");
    given.then(|| sourced(table, "why"))
}

fn read_experience(mut table: Table<'_>) -> DraftExperience {
    let experience = DraftExperience {
        claim: sourced(&mut table, "say"),
        ask: table.need_text("ask"),
        open_to: table.texts("for"),
        shows: table.texts("shows"),
    };
    table.finish();
    experience
}

fn read_claim(mut table: Table<'_>) -> DraftClaim {
    let claim = sourced(&mut table, "say");
    table.finish();
    claim
}

fn read_fact(mut table: Table<'_>) -> (Placed<String>, DraftClaim) {
    let topic = table.need_text("topic");
    let claim = sourced(&mut table, "say");
    table.finish();
    (topic, claim)
}

fn read_nearby(mut table: Table<'_>) -> (Placed<String>, Placed<String>) {
    let nearby = (table.need_text("slug"), table.need_text("differs"));
    table.finish();
    nearby
}

pub(super) fn read_source(mut table: Table<'_>) -> DraftSource {
    let source = DraftSource {
        id: table.need_text("id"),
        title: table.need_text("title"),
        url: table.text("url"),
        year: table.number("year"),
    };
    table.finish();
    source
}
