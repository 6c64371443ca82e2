//! A result as one self-contained HTML page: no script, no network, prints on A4.

use askama::Template;

use super::chart::{self, Row};
use super::page::{Link, place, written};
use super::sentences;
use super::words::{self, LEAST, scope};
use super::{limits, notes};
use crate::matching::ranking::Ranked;
use crate::pack::{Pack, SpecialtyId};
use crate::result::limits::ShownBreach;
use crate::result::{Detail, Entry, Report, Told};

/// Specialties drawn beside the respondent.
const COMPARED: usize = 3;
/// Specialties of the shortlist that are listed.
const SHORTLISTED: usize = 8;
/// Of those that break a limit.
const APART_LISTED: usize = 5;

#[derive(Template)]
#[template(path = "result.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    headline: Option<&'a str>,
    how_sure: Option<String>,
    tenths: usize,
    /// What is said first where the first breaks a limit.
    limit: Option<String>,
    notes: Vec<String>,
    lists: Vec<List<'a>>,
    contents: Vec<Contents>,
    top: Vec<PageEntry<'a>>,
    why_heading: &'static str,
    compared: Vec<(char, &'a str)>,
    beside_heading: String,
    ticks: Vec<f64>,
    /// Whether a row is about what is accepted.
    has_accepted: bool,
    /// The dimensions on which the answers lean most, which print has room for, and the others.
    foremost: Vec<Row<'a>>,
    others: Vec<Row<'a>>,
    apart: Vec<PageEntry<'a>>,
    apart_heading: &'static str,
    more_apart: Option<String>,
    about_apart: Vec<String>,
    asked_about: Vec<PageEntry<'a>>,
    asked_about_heading: &'static str,
    least: Vec<PageEntry<'a>>,
    least_heading: &'static str,
    about_least: &'static str,
    go_and_see: Vec<Step<'a>>,
    see_heading: &'static str,
    read_on: Vec<Step<'a>>,
    read_heading: &'static str,
    change: Option<String>,
    change_heading: &'static str,
    focus_heading: Option<String>,
    focus: Vec<String>,
    order: Vec<PagePlace<'a>>,
    order_heading: String,
    answered_on: Option<String>,
    counts: String,
    scope: &'static str,
    shown: usize,
    all: usize,
    purpose: &'static str,
    versions: String,
}

/// Names under a heading, and how many more there are.
struct List<'a> {
    heading: &'static str,
    names: Vec<Listed<'a>>,
    more: Option<String>,
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
    breaches: Vec<Breach<'a>>,
    reasons: Vec<PageReason<'a>>,
    rather_than: Option<String>,
    /// How many answers agree, where it was asked about at length.
    agreement: Option<String>,
}

/// A limit that is not kept, or of which that is not known.
struct Breach<'a> {
    say: String,
    source: Option<Link<'a>>,
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

/// A section of the page, and what is explained in it.
struct Contents {
    heading: String,
    anchor: String,
    entries: Vec<Contents>,
}

/// The page.
#[must_use]
pub fn render(report: &Report<'_>) -> String {
    let mut page = laid_out(report);
    page.contents = contents(&page);
    written(&page)
}

fn laid_out<'a>(report: &'a Report<'_>) -> Page<'a> {
    let pack = &report.content.pack;
    let answered = report.counts.chosen > 0;
    let compared: Vec<SpecialtyId> =
        if answered { report.keeping().take(COMPARED).collect() } else { Vec::new() };
    let mut limits_said = limits::first_of_all(report).into_iter();
    let (foremost, others): (Vec<Row<'_>>, Vec<Row<'_>>) =
        chart::rows(report, &compared).into_iter().partition(|row| row.foremost);
    Page {
        css: include_str!("templates/result.css"),
        language: pack.language(),
        title: pack.name(),
        headline: answered.then_some(report.headline.say.as_str()),
        how_sure: report.how_sure.as_ref().map(|sure| sentences::how_sure(pack, sure)),
        tenths: report.how_sure.as_ref().map(sentences::tenths).unwrap_or_default(),
        limit: limits_said.next(),
        notes: report.notes.iter().map(|note| notes::note(pack, note)).collect(),
        lists: lists(report),
        contents: Vec::new(),
        top: report.explained().map(|entry| page_entry(report, entry, Detail::Short)).collect(),
        why_heading: "Why these",
        compared: chart::letters(&compared).map(|(letter, id)| (letter, name(pack, id))).collect(),
        beside_heading: beside_heading(report, compared.len()),
        ticks: chart::ticks(),
        has_accepted: foremost.iter().chain(&others).any(|row| row.accepted),
        foremost,
        others,
        apart: apart(report),
        apart_heading: limits::APART,
        more_apart: limits::unexplained(report).1,
        about_apart: report
            .against_limits
            .iter()
            .map(|held| limits::about_apart(report, held))
            .chain(limits_said)
            .collect(),
        asked_about: report
            .asked_about
            .iter()
            .filter(|entry| !report.is_explained(entry.ranked.specialty))
            .map(|entry| page_entry(report, entry, Detail::Long))
            .collect(),
        asked_about_heading: "You asked about",
        least: report.least.iter().map(|entry| page_entry(report, entry, Detail::Short)).collect(),
        least_heading: "Furthest from these answers",
        about_least: LEAST,
        go_and_see: go_and_see(report),
        see_heading: sentences::GO_AND_SEE,
        read_on: read_on(report),
        read_heading: sentences::READ_ON,
        change: report.runner_up.as_ref().map(|second| sentences::change(report, second)),
        change_heading: sentences::CHANGE,
        focus_heading: report.focus_is_near().then(|| sentences::focus_heading(pack)),
        focus: sentences::focus(report),
        order: if answered { order(report) } else { Vec::new() },
        order_heading: format!("All {} in order", report.ranking.len()),
        answered_on: words::answered_on(report.answers),
        counts: words::how_many_answered(report),
        scope: scope(report.scope),
        shown: report.ranking.len(),
        all: pack.specialties().len(),
        purpose: sentences::PURPOSE,
        versions: words::versions(pack),
    }
}

fn beside_heading(report: &Report<'_>, compared: usize) -> String {
    let first = if compared == 1 { "the first".to_owned() } else { format!("the first {compared}") };
    let keeps = if compared == 1 { "keeps" } else { "keep" };
    match report.limits.len() {
        0 => format!("You beside {first}"),
        1 => format!("You beside {first} that {keeps} your limit"),
        _ => format!("You beside {first} that {keeps} your limits"),
    }
}

/// The sections that the page has, in its order.
fn contents(page: &Page<'_>) -> Vec<Contents> {
    let one = |heading: &str, anchor: &str| Contents {
        heading: heading.to_owned(),
        anchor: anchor.to_owned(),
        entries: Vec::new(),
    };
    let of = |entries: &[PageEntry<'_>]| entries.iter().map(|entry| one(entry.name, entry.slug)).collect();
    let with = |heading: &str, anchor: &str, entries: &[PageEntry<'_>]| {
        (!entries.is_empty()).then(|| Contents { entries: of(entries), ..one(heading, anchor) })
    };
    let sections = [
        with(page.why_heading, "why", &page.top),
        (!page.foremost.is_empty()).then(|| one(&page.beside_heading, "beside")),
        with(page.apart_heading, "apart", &page.apart),
        with(page.asked_about_heading, "asked-about", &page.asked_about),
        with(page.least_heading, "least", &page.least),
        (!page.go_and_see.is_empty()).then(|| one(page.see_heading, "see")),
        (!page.read_on.is_empty()).then(|| one(page.read_heading, "read")),
        page.change.as_ref().map(|_| one(page.change_heading, "change")),
        page.focus_heading.as_ref().map(|heading| one(heading, "focus")),
        (!page.order.is_empty()).then(|| one(&page.order_heading, "order")),
    ];
    sections.into_iter().flatten().collect()
}

fn name(pack: &Pack, specialty: SpecialtyId) -> &str {
    &pack.specialty(specialty).name
}

/// A specialty in a list of names.
fn listed<'a>(report: &'a Report<'_>, ranked: &Ranked) -> Listed<'a> {
    let specialty = report.content.pack.specialty(ranked.specialty);
    let by_name = limits::unexplained(report).0;
    let has_an_article = report.is_explained(ranked.specialty)
        || by_name.iter().any(|apart| apart.ranked.specialty == ranked.specialty);
    Listed {
        place: place(report, ranked),
        name: &specialty.name,
        anchor: has_an_article.then_some(specialty.slug.as_str()),
    }
}

/// The lists of names under their headings: the shortlist, what comes next, and what breaks a limit.
fn lists<'a>(report: &'a Report<'_>) -> Vec<List<'a>> {
    let apart = report.against_limits.iter().flat_map(|held| &held.breaks).map(|apart| &apart.ranked);
    let next_heading = if report.limits.is_empty() { sentences::NEXT } else { limits::NEXT };
    let lists = [
        list(report, sentences::SHORTLIST, SHORTLISTED, report.shortlist_that_keeps().collect()),
        list(report, next_heading, SHORTLISTED, report.next_in_order().collect()),
        list(report, limits::APART, APART_LISTED, apart.collect()),
    ];
    lists.into_iter().filter(|list| !list.names.is_empty()).collect()
}

fn list<'a>(report: &'a Report<'_>, heading: &'static str, most: usize, ranked: Vec<&'a Ranked>) -> List<'a> {
    let open = if heading == sentences::SHORTLIST { ": these answers leave much open" } else { "" };
    let more =
        ranked.len().checked_sub(most).filter(|more| *more > 0).map(|more| format!("and {more} more{open}"));
    List {
        heading,
        names: ranked.into_iter().take(most).map(|ranked| listed(report, ranked)).collect(),
        more,
    }
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

/// Those near the top that break a limit: with reasons, or by name and sentence alone.
fn apart<'a>(report: &'a Report<'_>) -> Vec<PageEntry<'a>> {
    let pack = &report.content.pack;
    let explained = report.top.iter().filter(|entry| report.is_apart(entry.ranked.specialty));
    let by_name = limits::unexplained(report).0.into_iter().map(|one| PageEntry {
        place: place(report, &one.ranked),
        name: name(pack, one.ranked.specialty),
        slug: &pack.specialty(one.ranked.specialty).slug,
        summary: "",
        breaches: one.breaches.iter().map(|shown| breach(pack, shown)).collect(),
        reasons: Vec::new(),
        rather_than: None,
        agreement: None,
    });
    explained.map(|entry| page_entry(report, entry, Detail::Short)).chain(by_name).collect()
}

fn breach<'a>(pack: &Pack, shown: &'a ShownBreach) -> Breach<'a> {
    let source = shown.source.as_ref().map(|source| Link::to(Some(source)));
    Breach { say: words::breach_alone(pack, shown), source }
}

fn page_entry<'a>(report: &'a Report<'_>, entry: &'a Entry, detail: Detail) -> PageEntry<'a> {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    let asked_about = report.asked_about.iter().any(|one| one.ranked.specialty == specialty);
    let detail = if asked_about { Detail::Long } else { detail };
    let long = detail == Detail::Long;
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
        summary: if long { &entry.summary } else { sentences::in_a_sentence(&entry.summary) },
        breaches: entry
            .breaches
            .iter()
            .map(|shown| breach(pack, shown))
            .chain(limits::not_known(pack, &entry.not_known).map(|say| Breach { say, source: None }))
            .collect(),
        reasons: entry.told(detail).map(reason).collect(),
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
