//! The content as written, with places; it may be wrong in any way that TOML allows.
//!
//! Reading a draft finds what one file can know by itself: unknown keys, wrong types, missing keys.
//! What needs the rest of the pack is left to [`super::check`].

use std::sync::Arc;

use crate::diagnostic::{Place, SourceText};
use crate::toml_tree::{Mistakes, Placed, Scalar, Table, parse};

/// Everything in a pack's files.
#[derive(Debug)]
pub struct Draft {
    pub(super) questionnaire: Questionnaire,
    pub(super) specialties: Vec<DraftSpecialty>,
}

/// `questions.toml`.
#[derive(Debug)]
pub struct Questionnaire {
    pub(super) place: Place,
    pub(super) name: Placed<String>,
    pub(super) version: Placed<String>,
    pub(super) language: Placed<String>,
    pub(super) focus: Vec<Placed<String>>,
    pub(super) agreement: Vec<DraftOption>,
    pub(super) groups: Vec<DraftGroup>,
    pub(super) dimensions: Vec<DraftDimension>,
    pub(super) sections: Vec<DraftSection>,
    pub(super) questions: Vec<DraftQuestion>,
}

#[derive(Debug)]
pub(super) struct DraftSection {
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub core: bool,
}

#[derive(Debug)]
pub(super) struct DraftGroup {
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub kind: Placed<String>,
    pub anchors: Vec<Placed<String>>,
}

#[derive(Debug)]
pub(super) struct DraftDimension {
    pub place: Place,
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub group: Option<Placed<String>>,
    pub kind: Option<Placed<String>>,
    pub low: Option<Placed<String>>,
    pub high: Option<Placed<String>>,
    pub anchors: Vec<Placed<String>>,
}

#[derive(Debug)]
pub(super) struct DraftQuestion {
    pub place: Place,
    pub id: Placed<String>,
    pub section: Placed<String>,
    pub form: Placed<String>,
    pub ask: Placed<String>,
    pub dimension: Option<Placed<String>>,
    pub reverse: bool,
    pub unchosen: Option<Placed<f64>>,
    pub options: Vec<DraftOption>,
}

#[derive(Debug)]
pub(super) struct DraftOption {
    pub place: Place,
    pub id: Placed<String>,
    pub say: Placed<String>,
    pub scope: Option<Placed<String>>,
    pub places: Vec<(Placed<String>, Placed<f64>)>,
}

/// One file in `specialties/`.
#[derive(Debug)]
pub struct DraftSpecialty {
    pub(super) place: Place,
    pub(super) name: Placed<String>,
    pub(super) slug: Placed<String>,
    pub(super) kind: Placed<String>,
    pub(super) family: Placed<String>,
    pub(super) needs_medical_degree: bool,
    pub(super) summary: Placed<String>,
    pub(super) week: Option<DraftClaim>,
    pub(super) road: Vec<DraftClaim>,
    pub(super) likes: Vec<DraftClaim>,
    pub(super) hard: Vec<DraftClaim>,
    pub(super) nearby: Vec<(Placed<String>, Placed<String>)>,
    pub(super) profile_place: Place,
    pub(super) levels: Vec<DraftLevel>,
    pub(super) facts: Vec<(Placed<String>, DraftClaim)>,
    pub(super) sources: Vec<DraftSource>,
}

#[derive(Debug)]
pub(super) struct DraftClaim {
    pub say: Placed<String>,
    pub source: Placed<String>,
}

/// A profile entry: one dimension, or one group with a level for each of its dimensions.
#[derive(Debug)]
pub(super) struct DraftLevel {
    pub key: Placed<String>,
    pub levels: DraftLevels,
    pub spread: Placed<f64>,
    pub why: DraftClaim,
}

#[derive(Debug)]
pub(super) enum DraftLevels {
    One(Placed<f64>),
    Group(Vec<(Placed<String>, Placed<f64>)>),
}

#[derive(Debug)]
pub(super) struct DraftSource {
    pub id: Placed<String>,
    pub title: Placed<String>,
    pub url: Option<Placed<String>>,
    pub year: Option<Placed<f64>>,
}

/// Reads `questions.toml`.
///
/// Returns nothing after a syntax error, which is noted like every other mistake.
#[must_use]
pub fn read_questionnaire(source: &Arc<SourceText>, mistakes: &Mistakes) -> Option<Questionnaire> {
    let document = parse(source, mistakes)?;
    let mut top = Table::top(&document, source, mistakes, "questions.toml");
    let mut about = top.need_table("pack", "[pack]");
    let missing = || Placed { value: String::new(), place: Place { source: Arc::clone(source), span: 0..0 } };
    let mut need = |key| about.as_mut().map_or_else(missing, |table| table.need_text(key));
    let (name, version, language) = (need("name"), need("version"), need("language"));
    let focus = about.as_mut().map(|table| table.texts("focus")).unwrap_or_default();
    if let Some(about) = about {
        about.finish();
    }
    let agreement = top.table("agreement", "[agreement]").map_or_else(Vec::new, |mut table| {
        let options = table.tables("options", "an option").into_iter().map(read_option).collect();
        table.finish();
        options
    });
    let questionnaire = Questionnaire {
        place: top.place(),
        name,
        version,
        language,
        focus,
        agreement,
        groups: top.tables("groups", "a group").into_iter().map(read_group).collect(),
        dimensions: top.tables("dimensions", "a dimension").into_iter().map(read_dimension).collect(),
        sections: top.tables("sections", "a section").into_iter().map(read_section).collect(),
        questions: top.tables("questions", "a question").into_iter().map(read_question).collect(),
    };
    top.finish();
    Some(questionnaire)
}

fn read_group(mut table: Table<'_>) -> DraftGroup {
    let group = DraftGroup {
        id: table.need_text("id"),
        name: table.need_text("name"),
        kind: table.need_text("kind"),
        anchors: table.texts("anchors"),
    };
    table.finish();
    group
}

fn read_dimension(mut table: Table<'_>) -> DraftDimension {
    let dimension = DraftDimension {
        place: table.place(),
        id: table.need_text("id"),
        name: table.need_text("name"),
        group: table.text("group"),
        kind: table.text("kind"),
        low: table.text("low"),
        high: table.text("high"),
        anchors: table.texts("anchors"),
    };
    table.finish();
    dimension
}

fn read_section(mut table: Table<'_>) -> DraftSection {
    let section = DraftSection {
        id: table.need_text("id"),
        name: table.need_text("name"),
        core: table.flag("core").unwrap_or(false),
    };
    table.finish();
    section
}

fn read_question(mut table: Table<'_>) -> DraftQuestion {
    let question = DraftQuestion {
        place: table.place(),
        id: table.need_text("id"),
        section: table.need_text("section"),
        form: table.need_text("form"),
        ask: table.need_text("ask"),
        dimension: table.text("dimension"),
        reverse: table.flag("reverse").unwrap_or(false),
        unchosen: table.number("unchosen"),
        options: table.tables("options", "an option").into_iter().map(read_option).collect(),
    };
    table.finish();
    question
}

fn read_option(mut table: Table<'_>) -> DraftOption {
    let option = DraftOption {
        place: table.place(),
        id: table.need_text("id"),
        say: table.need_text("say"),
        scope: table.text("scope"),
        places: table.table("places", "`places`").map(|places| read_levels(&places)).unwrap_or_default(),
    };
    table.finish();
    option
}

/// A table of dimension ids and levels. A value that is no number is given as NaN, which no level can be.
fn read_levels(table: &Table<'_>) -> Vec<(Placed<String>, Placed<f64>)> {
    table
        .open_entries()
        .into_iter()
        .map(|(dimension, entry)| {
            let value = match entry.scalar("a level") {
                Scalar::Number(value) => value,
                _ => f64::NAN,
            };
            (dimension, Placed { value, place: entry.place() })
        })
        .collect()
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
        summary: top.need_text("summary"),
        week: top.table("week", "[week]").map(read_claim),
        road: claims(top.tables("road", "[[road]]")),
        likes: claims(top.tables("likes", "[[likes]]")),
        hard: claims(top.tables("hard", "[[hard]]")),
        nearby: top.tables("nearby", "a nearby specialty").into_iter().map(read_nearby).collect(),
        profile_place: profile.as_ref().map_or_else(|| top.place(), Table::place),
        levels: profile.map(|profile| read_profile(&profile, mistakes)).unwrap_or_default(),
        facts: top.tables("facts", "a fact").into_iter().map(read_fact).collect(),
        sources: top.tables("sources", "a source").into_iter().map(read_source).collect(),
    };
    top.finish();
    Some(specialty)
}

fn read_profile(profile: &Table<'_>, mistakes: &Mistakes) -> Vec<DraftLevel> {
    let mut levels = Vec::new();
    for (key, entry) in profile.open_entries() {
        match entry.scalar("a profile entry") {
            Scalar::Table(table) => levels.push(read_level(key, table)),
            _ => mistakes.note(
                crate::diagnostic::Diagnostic::at(&entry.place(), format!("`{}` must be a table", key.value))
                    .help("write { level = …, spread = …, why = \"…\", source = \"…\" }"),
            ),
        }
    }
    levels
}

fn read_level(key: Placed<String>, mut table: Table<'_>) -> DraftLevel {
    let group = table.table("levels", "`levels`");
    let levels = match group {
        Some(levels) => DraftLevels::Group(read_levels(&levels)),
        None => DraftLevels::One(table.need_number("level")),
    };
    let level = DraftLevel {
        key,
        levels,
        spread: table.need_number("spread"),
        why: DraftClaim { say: table.need_text("why"), source: table.need_text("source") },
    };
    table.finish();
    level
}

fn read_claim(mut table: Table<'_>) -> DraftClaim {
    let claim = DraftClaim { say: table.need_text("say"), source: table.need_text("source") };
    table.finish();
    claim
}

fn read_fact(mut table: Table<'_>) -> (Placed<String>, DraftClaim) {
    let topic = table.need_text("topic");
    let claim = DraftClaim { say: table.need_text("say"), source: table.need_text("source") };
    table.finish();
    (topic, claim)
}

fn read_nearby(mut table: Table<'_>) -> (Placed<String>, Placed<String>) {
    let nearby = (table.need_text("slug"), table.need_text("differs"));
    table.finish();
    nearby
}

fn read_source(mut table: Table<'_>) -> DraftSource {
    let source = DraftSource {
        id: table.need_text("id"),
        title: table.need_text("title"),
        url: table.text("url"),
        year: table.number("year"),
    };
    table.finish();
    source
}
