//! One respondent's result.

use std::collections::BTreeMap;

use serde::Serialize;

use super::against_limits::JsonAgainstLimits;
use super::answer::{JsonAnswer, JsonAnswered, JsonGiven};
use super::explained::{JsonDimension, JsonPart, JsonRatherThan};
use super::limits::JsonLimit;
use super::next_steps::{JsonGoAndSee, JsonReadOn};
use super::opening::{JsonHeadline, JsonHowSure};
use super::ranked::{JsonRanked, ranked};
use super::told::JsonTold;
use super::{JsonCounts, JsonNamed, JsonSource, Results, document, millionths};
use crate::answers::code::code;
use crate::date::Date;
use crate::matching::certainty::temperature;
use crate::matching::explanation::reasons;
use crate::matching::pattern::Leaning;
use crate::matching::person_fit::PersonFit;
use crate::pack::{Pack, Scope};
use crate::report::{notes, sentences};
use crate::result::{Entry, GivenAnswer, Note, Report, RunnerUp, ShownReason};

#[derive(Serialize)]
struct JsonResult<'a> {
    /// The file that the answers came from; null for answers typed on the command line.
    file: Option<&'a str>,
    /// The day on which they were given, if that is known.
    answered: Option<String>,
    /// The answers as a code; null where the questions have no permanent numbers.
    code: Option<String>,
    scope: Scope,
    counts: JsonCounts,
    limits: Vec<JsonLimit<'a>>,
    against_limits: Option<JsonAgainstLimits<'a>>,
    /// As a flags file takes them, so that a result can be scored again.
    answers: BTreeMap<&'a str, JsonAnswer<'a>>,
    answers_in_words: Vec<JsonAnswered<'a>>,
    notes: Vec<JsonNote<'a>>,
    headline: JsonHeadline<'a>,
    how_sure: Option<JsonHowSure<'a>>,
    pattern: Vec<JsonLeaning<'a>>,
    person_fit: JsonPersonFit,
    shortlist: Vec<JsonShortlisted<'a>>,
    shortlist_share: f64,
    shortlist_chance: f64,
    rather_than: Option<JsonRatherThan<'a>>,
    what_would_change_it: Option<JsonRunnerUp<'a>>,
    go_and_see: Vec<JsonGoAndSee<'a>>,
    read_on: Vec<JsonReadOn<'a>>,
    focus_near: bool,
    focus_say: Vec<String>,
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

/// Something to keep in mind; which ids it has depends on its kind.
#[derive(Serialize)]
struct JsonNote<'a> {
    kind: &'static str,
    say: String,
    /// Questions, or options of them, that it is about.
    about: Vec<JsonAbout<'a>>,
}

#[derive(Serialize)]
struct JsonAbout<'a> {
    question: &'a str,
    option: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonLeaning<'a> {
    dimension: &'a str,
    name: &'a str,
    low: &'a str,
    high: &'a str,
    level: f64,
    answers: usize,
}

#[derive(Serialize)]
struct JsonShortlisted<'a> {
    #[serde(flatten)]
    specialty: JsonNamed<'a>,
    chance_best: f64,
}

#[derive(Serialize)]
struct JsonRunnerUp<'a> {
    #[serde(flatten)]
    specialty: JsonNamed<'a>,
    /// What would put it first, in a sentence.
    say: String,
    held_off_by: Vec<JsonGiven<'a>>,
    would_come_first_with: BTreeMap<&'a str, JsonAnswer<'a>>,
    changes: Vec<JsonAnswered<'a>>,
}

#[derive(Serialize)]
struct JsonTaster<'a> {
    question: &'a str,
    ask: &'a str,
    see: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    #[serde(flatten)]
    ranked: JsonRanked<'a>,
    summary: &'a str,
    reasons_for: Vec<JsonTold<'a>>,
    reasons_against: Vec<JsonTold<'a>>,
    speaks_for: Vec<JsonReason<'a>>,
    speaks_against: Vec<JsonReason<'a>>,
    /// Every answer's evidence; the sum is `evidence`.
    parts: Vec<JsonPart<'a>>,
    /// The same by what it is about; the sum is `evidence`, too.
    by_dimension: Vec<JsonDimension<'a>>,
}

#[derive(Serialize)]
struct JsonReason<'a> {
    #[serde(flatten)]
    given: JsonGiven<'a>,
    dimension: Option<&'a str>,
    dimension_name: Option<&'a str>,
    why: &'a str,
    source: Option<JsonSource>,
    evidence: i64,
}

/// Results as one document, each with the name of its file. All were matched against one pack.
#[must_use]
pub fn render(pack: &Pack, files: &[(Option<String>, Report<'_>)]) -> String {
    let results = files.iter().map(|(file, report)| json(report, file.as_deref())).collect();
    document(pack, Results { results })
}

fn json<'a>(report: &'a Report<'_>, file: Option<&'a str>) -> JsonResult<'a> {
    let pack = &report.content.pack;
    JsonResult {
        file,
        answered: report.answers.answered.map(Date::written),
        code: code(pack, report.answers),
        scope: report.scope,
        counts: report.counts.into(),
        limits: report.limits.iter().map(|one| JsonLimit::of(pack, one)).collect(),
        against_limits: report.against_limits.as_ref().map(|held| JsonAgainstLimits::of(report, held)),
        answers: report
            .answers
            .iter()
            .map(|(question, given)| {
                let asked = pack.question(question);
                (asked.id.as_str(), JsonAnswer::of(asked, given))
            })
            .collect(),
        answers_in_words: JsonAnswered::all(pack, report.answers),
        notes: report.notes.iter().map(|one| note(pack, one)).collect(),
        headline: JsonHeadline::of(pack, &report.headline),
        how_sure: report.how_sure.as_ref().map(|sure| JsonHowSure::of(pack, sure)),
        pattern: report.pattern.iter().map(|one| leaning(pack, one)).collect(),
        person_fit: report.scores.person_fit.into(),
        shortlist: report
            .ranking
            .iter()
            .zip(&report.chances)
            .take(report.shortlist)
            .map(|(ranked, chances)| JsonShortlisted {
                specialty: JsonNamed::of(pack, ranked.specialty),
                chance_best: millionths(chances.best),
            })
            .collect(),
        shortlist_share: report.shortlist_share,
        shortlist_chance: millionths(report.shortlist_chance),
        rather_than: report.rather_than.as_ref().map(|one| JsonRatherThan::of(report, one)),
        what_would_change_it: report.runner_up.as_ref().map(|second| runner_up(report, second)),
        go_and_see: report.go_and_see.iter().map(|one| JsonGoAndSee::of(pack, one)).collect(),
        read_on: report.read_on.iter().map(|one| JsonReadOn::of(pack, one)).collect(),
        focus_near: report.focus_is_near(),
        focus_say: sentences::focus(report),
        tasters: report
            .tasters
            .iter()
            .map(|(question, specialty)| JsonTaster {
                question: &pack.question(*question).id,
                ask: &pack.question(*question).ask,
                see: &pack.specialty(*specialty).slug,
                name: &pack.specialty(*specialty).name,
            })
            .collect(),
        top: report.top.iter().map(|one| entry(report, one)).collect(),
        least: report.least.iter().map(|one| entry(report, one)).collect(),
        asked_about: report.asked_about.iter().map(|one| entry(report, one)).collect(),
        focus: report.focus.iter().map(|one| entry(report, one)).collect(),
        ranking: report.ranking.iter().map(|one| ranked(report, one)).collect(),
    }
}

fn runner_up<'a>(report: &'a Report<'_>, second: &RunnerUp) -> JsonRunnerUp<'a> {
    let pack = &report.content.pack;
    JsonRunnerUp {
        say: sentences::change(report, second),
        specialty: JsonNamed::of(pack, second.specialty),
        held_off_by: second.held_off_by.iter().map(|given| JsonGiven::of(pack, *given)).collect(),
        would_come_first_with: second
            .changes
            .iter()
            .map(|change| {
                let asked = pack.question(change.question);
                (asked.id.as_str(), JsonAnswer::of(asked, &change.answer))
            })
            .collect(),
        changes: second
            .changes
            .iter()
            .map(|change| JsonAnswered::of(pack, change.question, Some(&change.answer)))
            .collect(),
    }
}

fn note<'a>(pack: &'a Pack, note: &'a Note) -> JsonNote<'a> {
    use crate::matching::doubt::Doubt;
    let about = match note {
        Note::Retired(gone) => vec![JsonAbout { question: &gone.question, option: gone.option.as_deref() }],
        Note::Doubt(Doubt::Contradiction(one, other)) => [one, other]
            .map(|(question, option)| {
                let asked = pack.question(*question);
                JsonAbout { question: &asked.id, option: Some(asked.options[option.index()].id.as_str()) }
            })
            .into(),
        _ => Vec::new(),
    };
    let kind = match note {
        Note::Retired(_) => "retired",
        Note::NothingAnswered => "nothing-answered",
        Note::FewAnswers(_) => "few-answers",
        Note::Tie(_) => "tie",
        Note::PoorFit => "poor-fit",
        Note::Doubt(Doubt::AllAlike(_)) => "all-alike",
        Note::Doubt(Doubt::Contradiction(..)) => "contradiction",
    };
    JsonNote { kind, say: notes::note(pack, note), about }
}

fn leaning<'a>(pack: &'a Pack, leaning: &Leaning) -> JsonLeaning<'a> {
    let (low, high) = pack.ends(leaning.dimension);
    JsonLeaning {
        dimension: &pack.dimension(leaning.dimension).id,
        name: &pack.dimension(leaning.dimension).name,
        low,
        high,
        level: leaning.level,
        answers: leaning.answers,
    }
}

fn entry<'a>(report: &'a Report<'_>, entry: &'a Entry) -> JsonEntry<'a> {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    JsonEntry {
        ranked: ranked(report, &entry.ranked),
        summary: &entry.summary,
        reasons_for: entry.reasons_for.iter().map(|one| JsonTold::of(pack, one)).collect(),
        reasons_against: entry.reasons_against.iter().map(|one| JsonTold::of(pack, one)).collect(),
        speaks_for: entry.speaks_for.iter().map(|one| reason(pack, one)).collect(),
        speaks_against: entry.speaks_against.iter().map(|one| reason(pack, one)).collect(),
        parts: reasons(&report.scores, specialty)
            .map(|reason| {
                JsonPart::of(pack, GivenAnswer::behind(report.answers, reason.part), reason.evidence)
            })
            .collect(),
        by_dimension: entry.by_dimension.iter().map(|one| JsonDimension::of(pack, one)).collect(),
    }
}

fn reason<'a>(pack: &'a Pack, shown: &'a ShownReason) -> JsonReason<'a> {
    let dimension = shown.dimension.map(|id| pack.dimension(id));
    JsonReason {
        given: JsonGiven::of(pack, shown.answer),
        dimension: dimension.map(|dimension| dimension.id.as_str()),
        dimension_name: dimension.map(|dimension| dimension.name.as_str()),
        why: &shown.why,
        source: shown.source.as_ref().map(JsonSource::from),
        evidence: shown.evidence,
    }
}
