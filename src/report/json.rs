//! A result as JSON, for programs. Its structs are apart from the inner ones, and only ever grow.

use std::collections::BTreeMap;

use serde::Serialize;

use super::limits::{ShownBreach, shown};
use super::{Entry, Report, Shown};
use crate::answers::{Answer, Counts, Importance};
use crate::matching::certainty::temperature;
use crate::matching::explanation::reasons;
use crate::matching::limits::{Beyond, Limit};
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::{Fit, FitBand, Ranked};
use crate::pack::{A_LOT, DONT_MIND, NOT_SEEN_YET, Pack, QuestionId, Scope, SpecialtyKind};

/// Version of this layout. Fields may be added to it; none is taken away or changes its meaning.
pub(super) const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct JsonReport<'a> {
    schema: u32,
    program: Program,
    pack: JsonPack<'a>,
    scope: Scope,
    counts: JsonCounts,
    limits: Vec<JsonLimit<'a>>,
    answers: BTreeMap<&'a str, JsonAnswer<'a>>,
    notes: &'a [String],
    pattern: Vec<JsonLeaning<'a>>,
    person_fit: JsonPersonFit,
    shortlist: Vec<&'a str>,
    shortlist_share: f64,
    shortlist_chance: f64,
    what_would_change_it: Option<JsonRunnerUp<'a>>,
    tasters: Vec<JsonTaster<'a>>,
    top: Vec<JsonEntry<'a>>,
    asked_about: Vec<JsonEntry<'a>>,
    least: Vec<JsonEntry<'a>>,
    focus: Vec<JsonEntry<'a>>,
    ranking: Vec<JsonRanked<'a>>,
}

#[derive(Serialize)]
struct JsonPersonFit {
    z: f64,
    answered: f64,
    temperature: f64,
}

impl From<PersonFit> for JsonPersonFit {
    fn from(fit: PersonFit) -> Self {
        Self {
            z: millionths(fit.z),
            answered: millionths(fit.answered),
            temperature: millionths(temperature(fit)),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Program {
    name: &'static str,
    version: &'static str,
}

impl Program {
    /// This one.
    pub(super) const THIS: Self = Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize)]
pub(super) struct JsonPack<'a> {
    name: &'a str,
    version: &'a str,
    hash: &'a str,
}

impl<'a> From<&'a Pack> for JsonPack<'a> {
    fn from(pack: &'a Pack) -> Self {
        Self { name: pack.name(), version: pack.version(), hash: pack.hash() }
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

/// An answer as a flags file takes it.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonAnswer<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
    Weighted { choose: Box<JsonAnswer<'a>>, matters: &'static str },
}

#[derive(Serialize)]
struct JsonRanked<'a> {
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

/// An answer that was marked as a limit.
#[derive(Serialize)]
struct JsonLimit<'a> {
    term: &'a str,
    question: &'a str,
    option: &'a str,
    level: f64,
}

#[derive(Serialize)]
struct JsonBreach<'a> {
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
struct JsonSource {
    title: String,
    url: Option<String>,
    year: Option<u16>,
}

#[derive(Serialize)]
struct JsonFigure {
    say: String,
    year: Option<u16>,
}

#[derive(Serialize)]
struct JsonLeaning<'a> {
    dimension: &'a str,
    level: f64,
    answers: usize,
}

#[derive(Serialize)]
struct JsonRunnerUp<'a> {
    slug: &'a str,
    held_off_by: &'a [String],
    would_come_first_with: BTreeMap<&'a str, JsonAnswer<'a>>,
}

#[derive(Serialize)]
struct JsonTaster<'a> {
    question: &'a str,
    see: &'a str,
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
struct JsonEntry<'a> {
    #[serde(flatten)]
    ranked: JsonRanked<'a>,
    summary: &'a str,
    speaks_for: Vec<JsonReason<'a>>,
    speaks_against: Vec<JsonReason<'a>>,
    /// Every answer's evidence; the sum is `evidence`.
    parts: Vec<JsonPart<'a>>,
}

#[derive(Serialize)]
struct JsonReason<'a> {
    answer: &'a str,
    why: &'a str,
    source: &'a str,
    evidence: i64,
}

#[derive(Serialize)]
struct JsonPart<'a> {
    question: &'a str,
    option: &'a str,
    /// Whether it was chosen, or left out of a question that takes several.
    chosen: bool,
    evidence: i64,
}

/// The result as indented JSON, ending in a line break.
#[must_use]
pub fn render(report: &Report<'_>) -> String {
    let pack = &report.content.pack;
    let document = JsonReport {
        schema: SCHEMA,
        program: Program::THIS,
        pack: pack.into(),
        scope: report.scope,
        counts: report.counts.into(),
        limits: report.limits.iter().map(|one| limit(pack, one)).collect(),
        answers: report
            .answers
            .iter()
            .map(|(question, given)| (pack.question(question).id.as_str(), answer(report, question, given)))
            .collect(),
        notes: &report.notes,
        pattern: report
            .pattern
            .iter()
            .map(|standing| JsonLeaning {
                dimension: &pack.dimension(standing.dimension).id,
                level: standing.level,
                answers: standing.answers,
            })
            .collect(),
        person_fit: report.scores.person_fit.into(),
        shortlist: report
            .ranking
            .iter()
            .take(report.shortlist)
            .map(|ranked| pack.specialty(ranked.specialty).slug.as_str())
            .collect(),
        shortlist_share: report.shortlist_share,
        shortlist_chance: millionths(report.shortlist_chance),
        what_would_change_it: report.runner_up.as_ref().map(|second| JsonRunnerUp {
            slug: &pack.specialty(second.specialty).slug,
            held_off_by: &second.held_off_by,
            would_come_first_with: second
                .changes
                .iter()
                .map(|change| {
                    (
                        pack.question(change.question).id.as_str(),
                        answer(report, change.question, &change.answer),
                    )
                })
                .collect(),
        }),
        tasters: report
            .tasters
            .iter()
            .map(|(question, specialty)| JsonTaster {
                question: &pack.question(*question).id,
                see: &pack.specialty(*specialty).slug,
            })
            .collect(),
        top: report.top.iter().map(|one| entry(report, one)).collect(),
        least: report.least.iter().map(|one| entry(report, one)).collect(),
        asked_about: report.asked_about.iter().map(|one| entry(report, one)).collect(),
        focus: report.focus.iter().map(|one| entry(report, one)).collect(),
        ranking: report.ranking.iter().map(|one| ranked(report, one)).collect(),
    };
    pretty(&document)
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

fn answer<'a>(report: &'a Report<'_>, question: QuestionId, given: &Answer) -> JsonAnswer<'a> {
    let asked = report.content.pack.question(question);
    let Answer::Chose { options, importance } = given else {
        return JsonAnswer::One(if *given == Answer::DontMind { DONT_MIND } else { NOT_SEEN_YET });
    };
    let mut ids = options.iter().map(|option| asked.options[option.index()].id.as_str());
    let chosen = if asked.takes_several() {
        JsonAnswer::Several(ids.collect())
    } else {
        JsonAnswer::One(ids.next().unwrap_or_default())
    };
    match importance {
        Importance::Usual => chosen,
        Importance::ALot => JsonAnswer::Weighted { choose: Box::new(chosen), matters: A_LOT },
    }
}

fn ranked<'a>(report: &'a Report<'_>, ranked: &Ranked) -> JsonRanked<'a> {
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
            .map(|breach| json_breach(&report.content.pack, breach))
            .collect(),
    }
}

fn limit<'a>(pack: &'a Pack, limit: &Limit) -> JsonLimit<'a> {
    let question = pack.question(limit.question);
    JsonLimit {
        term: &pack.dimension(limit.term).id,
        question: &question.id,
        option: &question.options[limit.option.index()].id,
        level: limit.level.value(),
    }
}

fn json_breach(pack: &Pack, shown: ShownBreach) -> JsonBreach<'_> {
    JsonBreach {
        limit: limit(pack, &shown.breach.limit),
        beyond: match shown.breach.beyond {
            Beyond::Breaks => "breaks",
            Beyond::Nearly => "nearly",
        },
        asks: shown.breach.stands.level.value(),
        spread: shown.breach.stands.spread.value(),
        why: shown.why,
        source: shown.source.map(|source| JsonSource {
            title: source.title,
            url: source.url,
            year: source.year,
        }),
        figure: shown.figure.map(|figure| JsonFigure { say: figure.say, year: figure.year }),
    }
}

fn entry<'a>(report: &'a Report<'_>, entry: &'a Entry) -> JsonEntry<'a> {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    JsonEntry {
        ranked: ranked(report, &entry.ranked),
        summary: &entry.summary,
        speaks_for: entry.speaks_for.iter().map(reason).collect(),
        speaks_against: entry.speaks_against.iter().map(reason).collect(),
        parts: reasons(&report.scores, specialty)
            .map(|reason| {
                let question = pack.question(reason.part.question);
                JsonPart {
                    question: &question.id,
                    option: &question.options[reason.part.option.index()].id,
                    chosen: reason.part.chosen,
                    evidence: reason.evidence,
                }
            })
            .collect(),
    }
}

/// A chance or a gain to six places: enough, and the same text on every machine.
pub(super) fn millionths(chance: f64) -> f64 {
    libm::round(chance * 1e6) / 1e6
}

fn reason(shown: &Shown) -> JsonReason<'_> {
    JsonReason { answer: &shown.answer, why: &shown.why, source: &shown.source, evidence: shown.evidence }
}
