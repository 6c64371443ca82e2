//! A result as text for a terminal, from 30 to 100 columns.

use super::notes;
pub use super::style::Style;
use super::words::{self, LEAST, count, scope, wrapped};
use super::{limits, sentences};
use crate::matching::ranking::Ranked;
use crate::pack::Pack;
use crate::result::limits::ShownBreach;
use crate::result::{AGAINST, Entry, FOR, LISTED, Report, Told};

/// Specialties of a shortlist that are listed; a longer one says nothing much.
const SHORTLISTED: usize = 8;
/// Columns from which labels stand beside what they label.
const WIDE: usize = 50;

/// How much is said of each specialty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The strongest reasons.
    Short,
    /// Every reason that can be told, with the answers behind it, how many answers agree, and which answers hold the first up.
    Long,
}

/// The gist of a result, short enough for a screen: what is wanted, how sure, and the first places.
#[must_use]
pub fn brief(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = opening(report, style);
    for note in report.notes.iter().take(1) {
        out.push('\n');
        out.push_str(&wrapped(&notes::note(pack, note), style.width, "! ", "  "));
    }
    out
}

/// The whole result.
#[must_use]
pub fn render(report: &Report<'_>, style: Style, detail: Detail) -> String {
    let pack = &report.content.pack;
    let paragraph = |text: &str| wrapped(text, style.width, "", "");
    let mut out = opening(report, style);
    for note in &report.notes {
        out.push('\n');
        out.push_str(&wrapped(&notes::note(pack, note), style.width, "! ", "  "));
    }
    let (apart, kept): (Vec<&Entry>, Vec<&Entry>) =
        report.top.iter().partition(|entry| report.is_apart(entry.ranked.specialty));
    for entry in kept.into_iter().chain(&report.first_that_keeps) {
        out.push('\n');
        out.push_str(&explained(report, entry, style, detail));
    }
    out.push_str(&set_apart(report, &apart, style, detail));
    let asked_about: Vec<&Entry> =
        report.asked_about.iter().filter(|entry| !is_explained(report, entry)).collect();
    if !asked_about.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("You asked about")));
        out.extend(asked_about.iter().map(|entry| explained(report, entry, style, Detail::Long)));
    }
    if !report.least.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("Furthest from these answers")));
        out.push_str(&wrapped(LEAST, style.width, "  ", "  "));
        out.extend(report.least.iter().map(|entry| explained(report, entry, style, Detail::Short)));
    }
    out.push_str(&next_steps(report, style));
    out.push_str(&changes(report, style, detail));
    let focus = sentences::focus(report);
    if report.focus_is_near() {
        out.push_str(&format!("\n{}\n", style.bold(&sentences::focus_heading(pack))));
        out.extend(focus.iter().map(|line| wrapped(line, style.width, "  ", "  ")));
    }
    out.push('\n');
    if !report.focus_is_near() {
        out.extend(focus.iter().map(|line| paragraph(line)));
    }
    out.push_str(&style.dim(paragraph(&closing(report, detail)).trim_end()));
    out.push('\n');
    out
}

/// What stands before any reason: what is wanted, how sure, and the first places.
fn opening(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = String::new();
    if report.counts.chosen > 0 {
        out.push_str(&style.bold(&wrapped(&report.headline.say, style.width, "", "")));
    }
    let first_of_all = limits::first_of_all(report);
    for line in &first_of_all {
        out.push('\n');
        out.push_str(&wrapped(line, style.width, "", ""));
    }
    if let Some(sure) = &report.how_sure {
        out.push('\n');
        out.push_str(&wrapped(&sentences::how_sure(pack, sure), style.width, "", ""));
        out.push_str(&style.dim(&bar(sentences::tenths(sure))));
        out.push('\n');
    }
    out.push_str(&list(report, style));
    out
}

/// The first places by name: the shortlist, what comes next, and what breaks a limit.
fn list(report: &Report<'_>, style: Style) -> String {
    if report.shortlist == 0 {
        return String::new();
    }
    let kept = |ranked: &&Ranked| !report.is_apart(ranked.specialty);
    let shortlist: Vec<&Ranked> = report.ranking.iter().take(report.shortlist).filter(kept).collect();
    let next: Vec<&Ranked> = report
        .ranking
        .iter()
        .take(LISTED.max(report.top.len()))
        .skip(report.shortlist)
        .filter(kept)
        .chain(report.first_that_keeps.iter().map(|entry| &entry.ranked))
        .collect();
    let mut out = String::new();
    let mut group = |heading: &str, those: &[&Ranked]| {
        if !those.is_empty() {
            out.push_str(&format!("\n{}\n", style.bold(heading)));
            out.extend(those.iter().map(|ranked| named(report, ranked, style)));
        }
    };
    group(sentences::SHORTLIST, &shortlist[..shortlist.len().min(SHORTLISTED)]);
    let more = shortlist.len().saturating_sub(SHORTLISTED);
    if more > 0 {
        let line = format!("and {}: these answers leave much open.", count(more, "other"));
        out.push_str(&wrapped(&line, style.width, "     ", "     "));
    }
    let mut group = |heading: &str, those: &[&Ranked]| {
        if !those.is_empty() {
            out.push_str(&format!("{}\n", style.bold(heading)));
            out.extend(those.iter().map(|ranked| named(report, ranked, style)));
        }
    };
    group(sentences::NEXT, &next);
    let apart = report.against_limits.iter().flat_map(|held| &held.breaks);
    let apart: Vec<&Ranked> = apart.map(|one| &one.ranked).take(SHORTLISTED).collect();
    group(limits::APART, &apart);
    out
}

fn named(report: &Report<'_>, ranked: &Ranked, style: Style) -> String {
    let name = &report.content.pack.specialty(ranked.specialty).name;
    wrapped(name, style.width, &place(report, ranked), "     ")
}

/// Whether a specialty has reasons of its own near the top.
fn is_explained(report: &Report<'_>, entry: &Entry) -> bool {
    let near = report.top.iter().chain(&report.first_that_keeps);
    near.map(|one| one.ranked.specialty).any(|one| one == entry.ranked.specialty)
}

/// Those near the top that break a limit: with reasons, as the others, or by name and sentence alone.
fn set_apart(report: &Report<'_>, explained_ones: &[&Entry], style: Style, detail: Detail) -> String {
    let held = report.against_limits.as_ref().filter(|held| !held.breaks.is_empty());
    let Some(held) = held else { return String::new() };
    let pack = &report.content.pack;
    let mut out = format!("\n{}\n", style.bold(limits::APART));
    out.push_str(&wrapped(&limits::about_apart(report, held), style.width, "  ", "  "));
    for entry in explained_ones {
        out.push('\n');
        out.push_str(&explained(report, entry, style, detail));
    }
    let (by_name, more) = limits::unexplained(report);
    for one in by_name {
        out.push('\n');
        let name = &pack.specialty(one.ranked.specialty).name;
        out.push_str(&style.bold(&wrapped(name, style.width, &place(report, &one.ranked), "     ")));
        out.push_str(&breaches(pack, &one.breaches, style));
    }
    if let Some(more) = more {
        out.push_str(&format!("\n{}", wrapped(&more, style.width, "  ", "  ")));
    }
    out
}

/// Place and name, then what it is and the reasons. What was asked about by name is explained at length.
fn explained(report: &Report<'_>, entry: &Entry, style: Style, detail: Detail) -> String {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    let asked_about = report.asked_about.iter().any(|one| one.ranked.specialty == specialty);
    let long = asked_about || detail == Detail::Long;
    let mut out = style.bold(&wrapped(
        &pack.specialty(specialty).name,
        style.width,
        &place(report, &entry.ranked),
        "     ",
    ));
    let is = if long { &entry.summary } else { sentences::in_a_sentence(entry) };
    out.push_str(&wrapped(is, style.width, "     ", "     "));
    out.push_str(&breaches(pack, &entry.breaches, style));
    if let Some(line) = limits::not_known(pack, &entry.not_known) {
        out.push_str(&labelled("Limit", &line, style));
    }
    let (most_for, most_against) = if long { (usize::MAX, usize::MAX) } else { (FOR, AGAINST) };
    for told in entry.reasons_for.iter().take(most_for) {
        out.push_str(&reason(pack, "For", told, long, style));
    }
    for told in entry.reasons_against.iter().take(most_against) {
        out.push_str(&reason(pack, "Against", told, long, style));
    }
    let first = report.rather_than.as_ref().filter(|one| one.specialty == specialty);
    if let Some(line) = first.and_then(|_| sentences::rather_than(report)) {
        out.push_str(&wrapped(&line, style.width, "     ", "     "));
    }
    if long {
        out.push_str(
            &style.dim(wrapped(&words::agreement(report, entry), style.width, "     ", "     ").trim_end()),
        );
        out.push('\n');
    }
    out
}

fn reason(pack: &Pack, side: &str, told: &Told, long: bool, style: Style) -> String {
    let mut text = sentences::reason(pack, told);
    if let Some(source) = sentences::rests_on(told) {
        text.push_str(&format!(" [{source}]"));
    }
    let mut out = labelled(side, &text, style);
    for given in told.wish.answers.iter().filter(|_| long) {
        let line = format!("{}.", words::given(pack, *given));
        out.push_str(&style.dim(wrapped(&line, style.width, "       ", "       ").trim_end()));
        out.push('\n');
    }
    out
}

/// A label and what it labels, beside it where there is room.
fn labelled(label: &str, text: &str, style: Style) -> String {
    if style.width < WIDE {
        return wrapped(&format!("{label}: {text}"), style.width, "   ", "     ");
    }
    wrapped(text, style.width, &format!("     {label:<9}"), "              ")
}

/// A place before a name.
fn place(report: &Report<'_>, ranked: &Ranked) -> String {
    let (place, tied) = report.place(ranked);
    format!("{place:>3}{} ", if tied { "=" } else { " " })
}

fn breaches(pack: &Pack, breaches: &[ShownBreach], style: Style) -> String {
    breaches.iter().map(|breach| labelled("Limit", &words::breach(pack, breach), style)).collect()
}

/// Ten places, filled as far as the sentence beside it says.
fn bar(tenths: usize) -> String {
    format!("[{}{}]", "#".repeat(tenths), "-".repeat(10 - tenths))
}

/// What to go and see, and where to read on.
fn next_steps(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = String::new();
    if !report.go_and_see.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold(sentences::GO_AND_SEE)));
        for one in &report.go_and_see {
            let name = &pack.specialty(one.specialty).name;
            let line = format!("{name}: {}", sentences::go_and_see(pack, one));
            out.push_str(&wrapped(&line, style.width, "  * ", "    "));
            if let Some(source) = &one.source {
                out.push_str(&style.dim(&address(source.url.as_deref())));
            }
        }
    }
    if !report.read_on.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold(sentences::READ_ON)));
        for one in &report.read_on {
            out.push_str(&wrapped(&sentences::read_on(pack, one), style.width, "  * ", "    "));
            out.push_str(&style.dim(&address(one.source.url.as_deref())));
        }
    }
    out
}

/// An address on a line of its own: it is there to be copied, so it is not broken.
fn address(url: Option<&str>) -> String {
    url.map(|url| format!("    {url}\n")).unwrap_or_default()
}

/// What would put the runner-up first.
fn changes(report: &Report<'_>, style: Style, detail: Detail) -> String {
    let Some(second) = &report.runner_up else { return String::new() };
    let pack = &report.content.pack;
    let mut out = format!("\n{}\n", style.bold(sentences::CHANGE));
    out.push_str(&wrapped(&sentences::change(report, second), style.width, "  ", "  "));
    if detail == Detail::Long {
        let leader = &pack.specialty(report.ranking[0].specialty).name;
        let name = &pack.specialty(second.specialty).name;
        out.push_str(&wrapped(&words::held_off(leader, name), style.width, "  ", "  "));
        for answer in &second.held_off_by {
            out.push_str(&wrapped(&words::given(pack, *answer), style.width, "  * ", "    "));
        }
    }
    out
}

/// What it rests on: answers, scope, versions, and how it was tested.
fn closing(report: &Report<'_>, detail: Detail) -> String {
    let pack = &report.content.pack;
    let mut text = format!(
        "{}. Shown: {} ({} of {}). {} {}",
        words::how_many_answered(report),
        scope(report.scope),
        report.ranking.len(),
        pack.specialties().len(),
        sentences::PURPOSE,
        words::versions(pack),
    );
    if detail == Detail::Long {
        text.push_str(&format!(" {} {}", words::BANDS, words::SHORTLISTS));
    }
    text
}
