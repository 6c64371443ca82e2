//! A result as one self-contained HTML page: no script, no network, prints on A4.

use askama::Template;

use super::chart::{self, Row};
use super::page::{Link, written};
use super::sentences;
use super::words::{self, LEAST, scope};
use super::{limits, notes};
use crate::matching::ranking::Ranked;
use crate::pack::{Pack, SpecialtyId};
use crate::result::{AGAINST, Entry, FOR, LISTED, Report, Told};

/// Specialties drawn beside the respondent.
const COMPARED: usize = 3;
/// Specialties of the shortlist that are listed.
const SHORTLISTED: usize = 8;

#[derive(Template)]
#[template(path = "result.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    headline: Option<&'a str>,
    how_sure: Option<String>,
    tenths: usize,
    /// What is said first where there are limits.
    limits: Vec<String>,
    notes: Vec<String>,
    shortlist: Vec<Listed<'a>>,
    more: usize,
    next: Vec<Listed<'a>>,
    next_heading: &'static str,
    top: Vec<PageEntry<'a>>,
    apart: Vec<PageEntry<'a>>,
    apart_heading: &'static str,
    more_apart: Option<String>,
    about_apart: Option<String>,
    asked_about: Vec<PageEntry<'a>>,
    least: Vec<PageEntry<'a>>,
    about_least: &'static str,
    go_and_see: Vec<Step<'a>>,
    read_on: Vec<Step<'a>>,
    change: Option<String>,
    compared: Vec<(char, &'a str)>,
    ticks: Vec<f64>,
    dimensions: Vec<Row<'a>>,
    focus_heading: Option<String>,
    focus: Vec<String>,
    order: Vec<PagePlace<'a>>,
    counts: String,
    scope: &'static str,
    shown: usize,
    all: usize,
    purpose: &'static str,
    versions: String,
}

/// A specialty in a list, and where on the page it is explained.
struct Listed<'a> {
    place: String,
    name: &'a str,
    anchor: Option<&'a str>,
}

/// A specialty in the whole order.
struct PagePlace<'a> {
    place: String,
    name: &'a str,
    chance: String,
}

struct PageEntry<'a> {
    place: String,
    name: &'a str,
    slug: &'a str,
    summary: &'a str,
    breaches: Vec<String>,
    reasons: Vec<PageReason<'a>>,
    rather_than: Option<String>,
    /// How many answers agree, where it was asked about at length.
    agreement: Option<String>,
}

struct PageReason<'a> {
    speaks_for: bool,
    wish: String,
    why: &'a str,
    source: Option<Link<'a>>,
    answers: Vec<String>,
}

/// Something to do, and where to read about it.
struct Step<'a> {
    name: &'a str,
    say: String,
    source: Option<Link<'a>>,
}

/// The page.
#[must_use]
pub fn render(report: &Report<'_>) -> String {
    let pack = &report.content.pack;
    let answered = report.counts.chosen > 0;
    let compared: Vec<SpecialtyId> =
        if answered { report.keeping().take(COMPARED).collect() } else { Vec::new() };
    let (shortlist, next) = lists(report);
    let focus = sentences::focus(report);
    let page = Page {
        css: include_str!("templates/result.css"),
        language: pack.language(),
        title: pack.name(),
        headline: answered.then_some(report.headline.say.as_str()),
        how_sure: report.how_sure.as_ref().map(|sure| sentences::how_sure(pack, sure)),
        tenths: report.how_sure.as_ref().map(sentences::tenths).unwrap_or_default(),
        limits: limits::first_of_all(report),
        notes: report.notes.iter().map(|note| notes::note(pack, note)).collect(),
        more: shortlist.len().saturating_sub(SHORTLISTED),
        shortlist: shortlist.into_iter().take(SHORTLISTED).collect(),
        next,
        next_heading: sentences::NEXT,
        top: report
            .top
            .iter()
            .filter(|entry| !report.is_apart(entry.ranked.specialty))
            .chain(&report.first_that_keeps)
            .map(|entry| page_entry(report, entry, false))
            .collect(),
        apart: apart(report),
        apart_heading: limits::APART,
        more_apart: limits::unexplained(report).1,
        about_apart: report.against_limits.as_ref().map(|held| limits::about_apart(report, held)),
        asked_about: report
            .asked_about
            .iter()
            .filter(|entry| !is_explained(report, entry.ranked.specialty))
            .map(|entry| page_entry(report, entry, true))
            .collect(),
        least: report.least.iter().map(|entry| page_entry(report, entry, false)).collect(),
        about_least: LEAST,
        go_and_see: go_and_see(report),
        read_on: read_on(report),
        change: report.runner_up.as_ref().map(|second| sentences::change(report, second)),
        compared: chart::letters(&compared).map(|(letter, id)| (letter, name(pack, id))).collect(),
        ticks: chart::ticks(),
        dimensions: chart::rows(report, &compared),
        focus_heading: report.focus_is_near().then(|| sentences::focus_heading(pack)),
        focus,
        order: if answered { order(report) } else { Vec::new() },
        counts: words::how_many_answered(report),
        scope: scope(report.scope),
        shown: report.ranking.len(),
        all: pack.specialties().len(),
        purpose: sentences::PURPOSE,
        versions: words::versions(pack),
    };
    written(&page)
}

fn name(pack: &Pack, specialty: SpecialtyId) -> &str {
    &pack.specialty(specialty).name
}

/// The shortlist, and what comes next, without those that are set apart.
fn lists<'a>(report: &'a Report<'_>) -> (Vec<Listed<'a>>, Vec<Listed<'a>>) {
    let kept = |ranked: &&Ranked| !report.is_apart(ranked.specialty);
    let listed = |ranked: &Ranked| Listed {
        place: place(report, ranked),
        name: name(&report.content.pack, ranked.specialty),
        anchor: is_explained(report, ranked.specialty)
            .then(|| report.content.pack.specialty(ranked.specialty).slug.as_str()),
    };
    let shortlist = report.ranking.iter().take(report.shortlist).filter(kept).map(listed).collect();
    if report.shortlist == 0 {
        return (shortlist, Vec::new());
    }
    let next = report.ranking.iter().take(LISTED.max(report.top.len())).skip(report.shortlist).filter(kept);
    let next = next.chain(report.first_that_keeps.iter().map(|entry| &entry.ranked)).map(listed).collect();
    (shortlist, next)
}

fn is_explained(report: &Report<'_>, specialty: SpecialtyId) -> bool {
    report.top.iter().chain(&report.first_that_keeps).any(|entry| entry.ranked.specialty == specialty)
}

fn order<'a>(report: &'a Report<'_>) -> Vec<PagePlace<'a>> {
    let all = report.ranking.iter().zip(&report.chances);
    all.map(|(ranked, chances)| PagePlace {
        place: place(report, ranked),
        name: name(&report.content.pack, ranked.specialty),
        chance: sentences::out_of_100(chances.best),
    })
    .collect()
}

/// As in a list: `3.`, or `3=` among others.
fn place(report: &Report<'_>, ranked: &Ranked) -> String {
    let (place, tied) = report.place(ranked);
    format!("{place}{}", if tied { "=" } else { "." })
}

/// Those near the top that break a limit: with reasons, or by name and sentence alone.
fn apart<'a>(report: &'a Report<'_>) -> Vec<PageEntry<'a>> {
    let pack = &report.content.pack;
    let explained = report.top.iter().filter(|entry| report.is_apart(entry.ranked.specialty));
    let by_name = limits::unexplained(report).0.into_iter().map(|one| PageEntry {
        place: place(report, &one.ranked),
        name: name(pack, one.ranked.specialty),
        slug: &pack.specialty(one.ranked.specialty).slug,
        summary: "",
        breaches: one.breaches.iter().map(|breach| words::breach(pack, breach)).collect(),
        reasons: Vec::new(),
        rather_than: None,
        agreement: None,
    });
    explained.map(|entry| page_entry(report, entry, false)).chain(by_name).collect()
}

fn page_entry<'a>(report: &'a Report<'_>, entry: &'a Entry, long: bool) -> PageEntry<'a> {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    let long = long || report.asked_about.iter().any(|one| one.ranked.specialty == specialty);
    let (most_for, most_against) = if long { (usize::MAX, usize::MAX) } else { (FOR, AGAINST) };
    let reason = |told: &'a Told| PageReason {
        speaks_for: told.evidence > 0,
        wish: sentences::wish(pack, &told.wish),
        why: &told.sentence.say,
        source: (!told.sentence.say.is_empty()).then(|| Link::to(told.sentence.source.as_ref())),
        answers: if long {
            told.wish.answers.iter().map(|given| words::given(pack, *given)).collect()
        } else {
            Vec::new()
        },
    };
    let is_first = report.rather_than.as_ref().is_some_and(|one| one.specialty == specialty);
    PageEntry {
        place: place(report, &entry.ranked),
        name: name(pack, specialty),
        slug: &pack.specialty(specialty).slug,
        summary: if long { &entry.summary } else { sentences::in_a_sentence(entry) },
        breaches: entry
            .breaches
            .iter()
            .map(|breach| words::breach(pack, breach))
            .chain(limits::not_known(pack, &entry.not_known))
            .collect(),
        reasons: entry
            .reasons_for
            .iter()
            .take(most_for)
            .chain(entry.reasons_against.iter().take(most_against))
            .map(reason)
            .collect(),
        rather_than: if is_first { sentences::rather_than(report) } else { None },
        agreement: long.then(|| words::agreement(report, entry)),
    }
}

fn go_and_see<'a>(report: &'a Report<'_>) -> Vec<Step<'a>> {
    let pack = &report.content.pack;
    let step = |one: &'a crate::result::GoAndSee| Step {
        name: name(pack, one.specialty),
        say: sentences::go_and_see(pack, one),
        source: one.source.as_ref().map(|source| Link::to(Some(source))),
    };
    report.go_and_see.iter().map(step).collect()
}

fn read_on<'a>(report: &'a Report<'_>) -> Vec<Step<'a>> {
    let pack = &report.content.pack;
    let step = |one: &'a crate::result::ReadOn| Step {
        name: name(pack, one.specialty),
        say: one.say.clone(),
        source: Some(Link::to(Some(&one.source))),
    };
    report.read_on.iter().map(step).collect()
}
