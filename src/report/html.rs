//! A result as one self-contained HTML page: no script, no network, prints on A4.

use askama::Template;

use super::limits;
use super::notes;
use super::page::{Bar, shortlist_bars, written};
use super::words;
use super::words::{
    BANDS, CHANCES, LEAST, PURPOSE, chance, change, fit, fit_in_short, held_off, pattern, runner_up, scope,
    shortlist_promise, standing, taster,
};
use crate::matching::pattern::leanings;
use crate::matching::ranking::Ranked;
use crate::pack::SpecialtyId;
use crate::result::{Entry, Report, ShownReason};

/// Specialties drawn beside the respondent.
const COMPARED: usize = 3;
/// Specialties of the shortlist that get a bar.
const BARS: usize = 8;

#[derive(Template)]
#[template(path = "result.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    counts: String,
    scope: &'static str,
    shown: usize,
    all: usize,
    pattern: Option<String>,
    notes: Vec<String>,
    shortlist: Vec<Bar<'a>>,
    shortlist_promise: String,
    held_off: Option<String>,
    holding: Vec<String>,
    /// What is said first where there are limits.
    limits: Vec<String>,
    top: Vec<PageEntry<'a>>,
    apart: Vec<PageEntry<'a>>,
    apart_heading: &'static str,
    more_apart: Option<String>,
    about_apart: Option<String>,
    asked_about: Vec<PageEntry<'a>>,
    least: Vec<PageEntry<'a>>,
    about_least: &'static str,
    compared: Vec<(char, &'a str)>,
    ticks: Vec<f64>,
    dimensions: Vec<Row<'a>>,
    change_heading: Option<String>,
    changes: Vec<String>,
    tasters: Vec<String>,
    focus: Vec<String>,
    order: Vec<PagePlace<'a>>,
    bands: &'static str,
    chances: &'static str,
    purpose: &'static str,
    version: &'static str,
    pack_version: &'a str,
    pack_hash: &'a str,
}

/// A specialty in the whole order.
struct PagePlace<'a> {
    place: String,
    name: &'a str,
    fit: String,
    chance: String,
}

struct PageEntry<'a> {
    place: String,
    name: &'a str,
    fit: String,
    top_three: Option<String>,
    summary: &'a str,
    breaches: Vec<String>,
    reasons: Vec<PageReason<'a>>,
    /// What speaks for it and against it by dimension, where it was asked about at length.
    by_dimension: Vec<String>,
}

struct PageReason<'a> {
    speaks_for: bool,
    answer: String,
    why: &'a str,
    source: String,
}

/// One dimension of the chart.
struct Row<'a> {
    name: &'a str,
    ends: String,
    /// The same as the drawing, for whoever does not see it.
    words: String,
    you: f64,
    marks: Vec<Mark>,
}

struct Mark {
    letter: char,
    x: f64,
    y: f64,
}

/// The page.
///
/// # Panics
/// Never: the template only writes into memory.
#[must_use]
pub fn render(report: &Report<'_>) -> String {
    let pack = &report.content.pack;
    let name = |id: SpecialtyId| pack.specialty(id).name.as_str();
    let compared: Vec<SpecialtyId> =
        report.ranking.iter().take(COMPARED).map(|ranked| ranked.specialty).collect();
    let answered = report.counts.chosen > 0;
    let page = Page {
        css: include_str!("templates/result.css"),
        language: pack.language(),
        title: pack.name(),
        counts: words::how_many_answered(report),
        scope: scope(report.scope),
        shown: report.ranking.len(),
        all: pack.specialties().len(),
        pattern: pattern(pack, &report.pattern),
        notes: report.notes.iter().map(|note| notes::note(pack, note)).collect(),
        shortlist: shortlist_bars(report, BARS),
        limits: limits::first_of_all(report),
        top: report
            .top
            .iter()
            .filter(|entry| !report.is_apart(entry.ranked.specialty))
            .chain(&report.first_that_keeps)
            .map(|entry| page_entry(report, entry))
            .collect(),
        apart: apart(report),
        apart_heading: limits::APART,
        more_apart: limits::unexplained(report).1,
        about_apart: report.against_limits.as_ref().map(|held| limits::about_apart(report, held)),
        asked_about: report.asked_about.iter().map(|entry| at_length(report, entry)).collect(),
        least: page_entries(report, &report.least),
        about_least: LEAST,
        compared: if answered {
            letters(&compared).map(|(letter, id)| (letter, name(id))).collect()
        } else {
            Vec::new()
        },
        ticks: (1..=5).map(|level| x(f64::from(level))).collect(),
        dimensions: if answered { rows(report, &compared) } else { Vec::new() },
        shortlist_promise: shortlist_promise(report.shortlist, report.shortlist_chance),
        held_off: report
            .runner_up
            .as_ref()
            .map(|second| held_off(name(report.ranking[0].specialty), name(second.specialty))),
        holding: report
            .runner_up
            .iter()
            .flat_map(|second| second.held_off_by.iter().map(|given| words::given(pack, *given)))
            .collect(),
        change_heading: report
            .runner_up
            .as_ref()
            .map(|second| runner_up(name(second.specialty), second.changes.len())),
        changes: report
            .runner_up
            .iter()
            .flat_map(|second| &second.changes)
            .map(|one| change(pack, report.answers, one))
            .collect(),
        tasters: report
            .tasters
            .iter()
            .map(|(question, specialty)| taster(name(*specialty), pack.question(*question)))
            .collect(),
        focus: report
            .focus
            .iter()
            .map(|entry| standing(name(entry.ranked.specialty), &entry.ranked, report.ranking.len()))
            .collect(),
        order: if answered { order(report) } else { Vec::new() },
        bands: BANDS,
        chances: CHANCES,
        purpose: PURPOSE,
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
        pack_hash: pack.hash(),
    };
    written(&page)
}

fn letters(compared: &[SpecialtyId]) -> impl Iterator<Item = (char, SpecialtyId)> + '_ {
    ['A', 'B', 'C'].into_iter().zip(compared.iter().copied())
}

fn order<'a>(report: &'a Report<'_>) -> Vec<PagePlace<'a>> {
    let all = report.ranking.iter().zip(&report.chances);
    all.map(|(ranked, chances)| PagePlace {
        place: place(ranked),
        name: &report.content.pack.specialty(ranked.specialty).name,
        fit: fit_in_short(ranked.fit),
        chance: chance(chances.best),
    })
    .collect()
}

/// As in a list: `3.`, or `3=` among others.
fn place(ranked: &Ranked) -> String {
    format!("{}{}", ranked.rank, if ranked.tied { "=" } else { "." })
}

fn page_entries<'a>(report: &'a Report<'_>, entries: &'a [Entry]) -> Vec<PageEntry<'a>> {
    entries.iter().map(|entry| page_entry(report, entry)).collect()
}

/// Those near the top that break a limit: with reasons, or by name and sentence alone.
fn apart<'a>(report: &'a Report<'_>) -> Vec<PageEntry<'a>> {
    let pack = &report.content.pack;
    let explained = report.top.iter().filter(|entry| report.is_apart(entry.ranked.specialty));
    let by_name = limits::unexplained(report).0.into_iter().map(|one| PageEntry {
        place: place(&one.ranked),
        name: &pack.specialty(one.ranked.specialty).name,
        fit: fit(one.ranked.fit),
        top_three: report.top_three_chance(one.ranked.specialty).map(chance),
        summary: "",
        breaches: one.breaches.iter().map(|breach| words::breach(pack, breach)).collect(),
        reasons: Vec::new(),
        by_dimension: Vec::new(),
    });
    explained.map(|entry| page_entry(report, entry)).chain(by_name).collect()
}

fn at_length<'a>(report: &'a Report<'_>, entry: &'a Entry) -> PageEntry<'a> {
    let by_dimension = words::by_dimension(&report.content.pack, &entry.by_dimension);
    PageEntry { by_dimension, ..page_entry(report, entry) }
}

fn page_entry<'a>(report: &'a Report<'_>, entry: &'a Entry) -> PageEntry<'a> {
    let pack = &report.content.pack;
    let top_three = report.top_three_chance(entry.ranked.specialty).map(chance);
    let reason = |shown: &'a ShownReason| PageReason {
        speaks_for: shown.evidence > 0,
        answer: words::given(&report.content.pack, shown.answer),
        why: &shown.why,
        source: words::resting_on(shown.source.as_ref()),
    };
    PageEntry {
        place: place(&entry.ranked),
        name: &report.content.pack.specialty(entry.ranked.specialty).name,
        fit: fit(entry.ranked.fit),
        top_three,
        summary: &entry.summary,
        breaches: entry
            .breaches
            .iter()
            .map(|breach| words::breach(pack, breach))
            .chain(limits::not_known(pack, &entry.not_known))
            .collect(),
        reasons: entry.speaks_for.iter().chain(&entry.speaks_against).map(reason).collect(),
        by_dimension: Vec::new(),
    }
}

/// The respondent beside the first specialties, on every dimension that the answers touch; those of a group only if
/// someone stands above its lower half there, since the rest says nothing.
fn rows<'a>(report: &'a Report<'_>, compared: &[SpecialtyId]) -> Vec<Row<'a>> {
    let pack = &report.content.pack;
    leanings(pack, report.answers)
        .into_iter()
        .filter(|standing| {
            let theirs = compared.iter().filter_map(|id| pack.specialty(*id).level(standing.dimension));
            let grouped = pack.dimension(standing.dimension).group().is_some();
            !grouped || theirs.fold(standing.level, f64::max) >= 3.0
        })
        .map(|standing| {
            let dimension = pack.dimension(standing.dimension);
            let (low, high) = pack.ends(standing.dimension);
            let group = dimension.group().map(|group| pack.groups()[group].name.as_str());
            let levels: Vec<(char, f64)> = letters(compared)
                .filter_map(|(letter, id)| Some((letter, pack.specialty(id).level(standing.dimension)?)))
                .collect();
            let theirs: Vec<String> =
                levels.iter().map(|(letter, level)| format!("{letter} {level:.0}")).collect();
            Row {
                name: &dimension.name,
                ends: group.map_or_else(|| format!("{low} … {high}"), str::to_owned),
                words: format!("You {:.1} of 5; {}", standing.level, theirs.join("; ")),
                you: x(standing.level),
                marks: marks(&levels),
            }
        })
        .collect()
}

/// Letters above the scale; those at one level stand side by side.
fn marks(levels: &[(char, f64)]) -> Vec<Mark> {
    levels
        .iter()
        .enumerate()
        .map(|(place, (letter, level))| {
            let alike = |(_, other): &&(char, f64)| other.total_cmp(level).is_eq();
            let before = levels[..place].iter().filter(alike).count();
            let all = levels.iter().filter(alike).count();
            #[allow(clippy::cast_precision_loss, reason = "three letters at most")]
            let shift = 10.0 * (before as f64 - (all - 1) as f64 / 2.0);
            Mark { letter: *letter, x: x(*level) + shift, y: 13.0 }
        })
        .collect()
}

/// Where a level lies on a scale of 220 units.
fn x(level: f64) -> f64 {
    libm::round((20.0 + (level - 1.0) * 45.0) * 10.0) / 10.0
}
