//! The content: profiles and the questionnaire.

use serde::Serialize;

use super::{JsonSource, document};
use crate::pack::search::Found;
use crate::pack::{
    AnswerOption, Claim, DimensionId, Dossier, Experience, Form, Kind, Pack, QuestionId, Scope, SpecialtyId,
    SpecialtyKind,
};

#[derive(Serialize)]
struct Profiles<'a> {
    profiles: Vec<JsonProfile<'a>>,
}

/// A specialty; what is asked for decides which of the optional parts it has.
#[derive(Serialize)]
struct JsonProfile<'a> {
    slug: &'a str,
    name: &'a str,
    kind: SpecialtyKind,
    family: &'a str,
    needs_medical_degree: bool,
    enter: Vec<&'static str>,
    /// Sentences that hold what was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'a [String]>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    page: Option<JsonPage<'a>>,
}

/// All that is known about a specialty.
#[derive(Serialize)]
struct JsonPage<'a> {
    summary: String,
    week: Vec<JsonClaim>,
    road: Vec<JsonClaim>,
    likes: Vec<JsonClaim>,
    hard: Vec<JsonClaim>,
    stands: Vec<JsonStands<'a>>,
    see: Vec<JsonExperience<'a>>,
    start_here: Option<JsonClaim>,
    facts: Vec<JsonFact>,
    nearby: Vec<JsonNearby<'a>>,
}

#[derive(Serialize)]
struct JsonClaim {
    say: String,
    /// Null for what is common knowledge.
    source: Option<JsonSource>,
}

#[derive(Serialize)]
struct JsonFact {
    topic: String,
    #[serde(flatten)]
    claim: JsonClaim,
}

#[derive(Serialize)]
struct JsonStands<'a> {
    dimension: &'a str,
    name: &'a str,
    low: &'a str,
    high: &'a str,
    /// From 1 to 5; null where nothing was found.
    level: Option<f64>,
    spread: Option<f64>,
    why: Option<JsonClaim>,
    figure: Option<String>,
    figure_year: Option<u16>,
}

#[derive(Serialize)]
struct JsonExperience<'a> {
    #[serde(flatten)]
    claim: JsonClaim,
    ask: String,
    open_to: Vec<&'static str>,
    shows: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonNearby<'a> {
    slug: &'a str,
    name: &'a str,
    differs: String,
}

/// Specialties by name, without their pages.
#[must_use]
pub fn list(pack: &Pack, shown: &[SpecialtyId]) -> String {
    document(pack, Profiles { profiles: shown.iter().map(|id| profile(pack, *id)).collect() })
}

/// Specialties that hold what was searched for, with the sentences.
#[must_use]
pub fn found(pack: &Pack, all: &[Found]) -> String {
    let profiles =
        all.iter().map(|one| JsonProfile { found: Some(&one.sentences), ..profile(pack, one.specialty) });
    document(pack, Profiles { profiles: profiles.collect() })
}

/// Specialties with all that is known about them.
#[must_use]
pub fn pages(pack: &Pack, shown: &[SpecialtyId]) -> String {
    let one = |id: &SpecialtyId| JsonProfile { page: Some(page(pack, *id)), ..profile(pack, *id) };
    document(pack, Profiles { profiles: shown.iter().map(one).collect() })
}

fn profile(pack: &Pack, id: SpecialtyId) -> JsonProfile<'_> {
    let specialty = pack.specialty(id);
    JsonProfile {
        slug: &specialty.slug,
        name: &specialty.name,
        kind: specialty.kind,
        family: &specialty.family,
        needs_medical_degree: specialty.needs_medical_degree,
        enter: specialty.enter.iter().map(|profession| profession.id()).collect(),
        found: None,
        page: None,
    }
}

fn page(pack: &Pack, id: SpecialtyId) -> JsonPage<'_> {
    let dossier = pack.dossier(id);
    let claims = |all: &[Claim]| all.iter().map(|claim| said(&dossier, claim)).collect();
    JsonPage {
        summary: dossier.summary.clone(),
        week: dossier.week.iter().map(|claim| said(&dossier, claim)).collect(),
        road: claims(&dossier.road),
        likes: claims(&dossier.likes),
        hard: claims(&dossier.hard),
        stands: pack.dimension_ids().map(|dimension| stands(pack, id, dimension, &dossier)).collect(),
        see: dossier.see.iter().map(|one| experience(pack, &dossier, one)).collect(),
        start_here: dossier.start_here.as_ref().map(|claim| said(&dossier, claim)),
        facts: dossier
            .facts
            .iter()
            .map(|fact| JsonFact { topic: fact.topic.clone(), claim: said(&dossier, &fact.claim) })
            .collect(),
        nearby: dossier
            .nearby
            .iter()
            .map(|nearby| JsonNearby {
                slug: &pack.specialty(nearby.specialty).slug,
                name: &pack.specialty(nearby.specialty).name,
                differs: nearby.differs.clone(),
            })
            .collect(),
    }
}

fn said(dossier: &Dossier, claim: &Claim) -> JsonClaim {
    JsonClaim { say: claim.say.clone(), source: dossier.source(claim).map(JsonSource::from) }
}

fn stands<'a>(pack: &'a Pack, id: SpecialtyId, dimension: DimensionId, dossier: &Dossier) -> JsonStands<'a> {
    let known = pack.specialty(id).at(dimension);
    let (low, high) = pack.ends(dimension);
    let figure = dossier.figures.get(&dimension);
    JsonStands {
        dimension: &pack.dimension(dimension).id,
        name: &pack.dimension(dimension).name,
        low,
        high,
        level: known.map(|known| known.level.value()),
        spread: known.map(|known| known.spread.value()),
        why: dossier.whys.get(&dimension).map(|why| said(dossier, why)),
        figure: figure.map(|figure| figure.say.clone()),
        figure_year: figure.and_then(|figure| figure.year),
    }
}

fn experience<'a>(pack: &'a Pack, dossier: &Dossier, one: &Experience) -> JsonExperience<'a> {
    JsonExperience {
        claim: said(dossier, &one.claim),
        ask: one.ask.clone(),
        open_to: one.open_to.iter().map(|audience| audience.id()).collect(),
        shows: one.shows.iter().map(|id| pack.dimension(*id).id.as_str()).collect(),
    }
}

#[derive(Serialize)]
struct Questionnaire<'a> {
    questions: Vec<JsonQuestion<'a>>,
    dimensions: Vec<JsonDimension<'a>>,
}

#[derive(Serialize)]
struct JsonQuestion<'a> {
    id: &'a str,
    number: Option<u16>,
    section: &'a str,
    section_name: &'a str,
    form: &'static str,
    /// Where an option that was not chosen places the respondent, if several may be chosen.
    unchosen: Option<f64>,
    always: bool,
    core: bool,
    ask: &'a str,
    options: Vec<JsonOption<'a>>,
}

#[derive(Serialize)]
struct JsonOption<'a> {
    id: &'a str,
    number: Option<u16>,
    say: &'a str,
    scope: Option<Scope>,
    /// The term whose answer it marks as a limit.
    limits: Option<&'a str>,
    places: Vec<JsonPlacement<'a>>,
}

#[derive(Serialize)]
struct JsonPlacement<'a> {
    dimension: &'a str,
    level: f64,
}

#[derive(Serialize)]
struct JsonDimension<'a> {
    id: &'a str,
    name: &'a str,
    kind: Kind,
    group: Option<&'a str>,
    low: &'a str,
    high: &'a str,
    anchors: &'a [String],
}

/// Questions with their options, and the dimensions on which they place people.
#[must_use]
pub fn questionnaire(pack: &Pack, questions: &[QuestionId]) -> String {
    let dimension = |id| -> JsonDimension<'_> {
        let dimension = pack.dimension(id);
        let (low, high) = pack.ends(id);
        JsonDimension {
            id: &dimension.id,
            name: &dimension.name,
            kind: dimension.kind,
            group: dimension.group().map(|group| pack.groups()[group].id.as_str()),
            low,
            high,
            anchors: pack.anchors(id),
        }
    };
    document(
        pack,
        Questionnaire {
            questions: questions.iter().map(|id| question(pack, *id)).collect(),
            dimensions: pack.dimension_ids().map(dimension).collect(),
        },
    )
}

fn question(pack: &Pack, id: QuestionId) -> JsonQuestion<'_> {
    let asked = pack.question(id);
    let (form, unchosen) = match asked.form {
        Form::Scope => ("scope", None),
        Form::Limits => ("limits", None),
        Form::Statement => ("statement", None),
        Form::Choice => ("choice", None),
        Form::Several { unchosen } => ("several", Some(unchosen.value())),
    };
    JsonQuestion {
        id: &asked.id,
        number: asked.number,
        section: &pack.section_of(id).id,
        section_name: &pack.section_of(id).name,
        form,
        unchosen,
        always: asked.always,
        core: asked.core,
        ask: &asked.ask,
        options: asked.options.iter().map(|one| option(pack, one)).collect(),
    }
}

fn option<'a>(pack: &'a Pack, one: &'a AnswerOption) -> JsonOption<'a> {
    JsonOption {
        id: &one.id,
        number: one.number,
        say: &one.say,
        scope: one.scope,
        limits: one.limits.map(|term| pack.dimension(term).id.as_str()),
        places: one
            .places
            .iter()
            .map(|place| JsonPlacement {
                dimension: &pack.dimension(place.dimension).id,
                level: place.level.value(),
            })
            .collect(),
    }
}
