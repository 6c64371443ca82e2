//! Hand-outs: one A4 page for each respondent to take home.

use askama::Template;

use super::Report;
use super::inert::shown;
use super::words::{
    PURPOSE, chance, change, counts, fit_in_short, held_off, pattern, runner_up, scope, shortlist_promise,
    standing, taster,
};
use crate::pack::Pack;

/// Specialties with reasons on a page.
const EXPLAINED: usize = 2;
/// Reasons for each of them; the first has one more. One reason against stands beside.
const REASONS: usize = 2;
/// Specialties with a bar.
const BARS: usize = 5;
/// Doubts named.
const NOTES: usize = 2;
/// Roles of the focus whose place is named.
const FOCUS: usize = 2;
/// Changed answers named.
const CHANGES: usize = 3;

#[derive(Template)]
#[template(path = "handouts_head.html", config = "src/report/askama.toml")]
struct Head<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
}

#[derive(Template)]
#[template(path = "handout.html", config = "src/report/askama.toml")]
struct Page<'a> {
    title: &'a str,
    name: String,
    counts: String,
    scope: &'static str,
    pattern: Option<String>,
    notes: Vec<&'a str>,
    bars: Vec<Bar<'a>>,
    promise: Option<String>,
    reasons: Vec<Reasons<'a>>,
    held_off: Option<String>,
    holding: Vec<&'a str>,
    change_heading: Option<String>,
    changes: Vec<String>,
    tasters: Vec<String>,
    focus: Vec<String>,
    purpose: &'static str,
    version: &'static str,
    pack_version: &'a str,
}

struct Bar<'a> {
    name: &'a str,
    place: String,
    chance: String,
    fit: String,
    filled: f64,
}

struct Reasons<'a> {
    name: &'a str,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    speaks_for: bool,
    answer: &'a str,
    why: &'a str,
    source: &'a str,
}

/// What stands before the first page.
///
/// # Panics
/// Never: the template only writes into memory.
#[must_use]
#[allow(clippy::expect_used, reason = "the template only writes into memory")]
pub fn head(pack: &Pack) -> String {
    let css = include_str!("templates/handouts.css");
    Head { css, language: pack.language(), title: pack.name() }.render().expect("writes into memory")
}

/// What stands behind the last page.
pub const FOOT: &str = "</main>\n</body>\n</html>\n";

/// One respondent's page; `name` is a label or a number.
///
/// # Panics
/// Never, as for [`head`].
#[must_use]
#[allow(clippy::expect_used, reason = "the template only writes into memory")]
pub fn page(report: &Report<'_>, name: &str) -> String {
    let pack = &report.content.pack;
    let of = |id| pack.specialty(id).name.as_str();
    let answered = report.counts.chosen > 0;
    let second = report.runner_up.as_ref().filter(|_| answered);
    Page {
        title: pack.name(),
        name: shown(name),
        counts: counts(report.counts),
        scope: scope(report.scope),
        pattern: pattern(pack, &report.pattern),
        notes: report.notes.iter().take(NOTES).map(String::as_str).collect(),
        bars: bars(report),
        promise: answered.then(|| shortlist_promise(report.shortlist, report.shortlist_chance)),
        reasons: if answered { reasons(report) } else { Vec::new() },
        held_off: second.map(|second| held_off(of(report.ranking[0].specialty), of(second.specialty))),
        holding: second
            .iter()
            .flat_map(|second| second.held_off_by.iter().take(2).map(String::as_str))
            .collect(),
        change_heading: second.map(|second| runner_up(of(second.specialty), second.changes.len())),
        changes: second
            .iter()
            .flat_map(|second| second.changes.iter().take(CHANGES))
            .map(|one| change(pack, report.answers, one))
            .collect(),
        tasters: report.tasters.iter().map(|(id, see)| taster(of(*see), pack.question(*id))).collect(),
        focus: report
            .focus
            .iter()
            .take(if answered { FOCUS } else { 0 })
            .map(|entry| standing(of(entry.ranked.specialty), &entry.ranked, report.ranking.len()))
            .collect(),
        purpose: PURPOSE,
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
    }
    .render()
    .expect("writes into memory")
}

fn bars<'a>(report: &'a Report<'_>) -> Vec<Bar<'a>> {
    let pack = &report.content.pack;
    let listed = if report.counts.chosen == 0 { 0 } else { BARS };
    report
        .ranking
        .iter()
        .zip(&report.chances)
        .take(listed)
        .map(|(ranked, chances)| Bar {
            name: &pack.specialty(ranked.specialty).name,
            place: format!("{}{}", ranked.rank, if ranked.tied { "=" } else { "" }),
            chance: chance(chances.best),
            fit: fit_in_short(ranked.fit),
            filled: libm::round(chances.best * 160.0),
        })
        .collect()
}

fn reasons<'a>(report: &'a Report<'_>) -> Vec<Reasons<'a>> {
    let pack = &report.content.pack;
    report
        .top
        .iter()
        .take(EXPLAINED)
        .enumerate()
        .map(|(place, entry)| {
            let most = if place == 0 { REASONS + 1 } else { REASONS };
            let line = |speaks_for| {
                move |reason: &'a super::Shown| Line {
                    speaks_for,
                    answer: &reason.answer,
                    why: &reason.why,
                    source: &reason.source,
                }
            };
            let speaking_for = entry.speaks_for.iter().take(most).map(line(true));
            let against = entry.speaks_against.iter().take(1).map(line(false));
            Reasons {
                name: &pack.specialty(entry.ranked.specialty).name,
                lines: speaking_for.chain(against).collect(),
            }
        })
        .collect()
}
