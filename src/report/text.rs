//! A result as text for a terminal, from 30 to 100 columns.

use super::opening::{opening, place};
pub use super::style::Style;
use super::words::{self, LEAST, scope, wrapped};
use super::{limits, notes, sentences};
use crate::pack::Pack;
pub use crate::result::Detail;
use crate::result::limits::ShownBreach;
use crate::result::{Entry, Report, ShownReason, Told, Wanting};

/// Columns from which labels stand beside what they label.
const WIDE: usize = 50;
/// The column at which that stands.
const BESIDE: usize = 14;

/// The whole result.
#[must_use]
pub fn render(report: &Report<'_>, style: Style, detail: Detail) -> String {
    opening(report, style, None) + &after_opening(report, style, detail)
}

/// All that follows the opening: what to keep in mind, reasons, what to go and see, and what it rests on.
#[must_use]
pub fn after_opening(report: &Report<'_>, style: Style, detail: Detail) -> String {
    let pack = &report.content.pack;
    let mut out = kept_in_mind(report, style);
    for entry in report.explained() {
        out.push('\n');
        out.push_str(&explained(report, entry, style, detail));
    }
    out.push_str(&set_apart(report, style, detail));
    let asked_about: Vec<&Entry> =
        report.asked_about.iter().filter(|entry| !report.is_explained(entry.ranked.specialty)).collect();
    if !asked_about.is_empty() {
        out.push_str(&heading("You asked about", style));
        out.extend(asked_about.iter().map(|entry| explained(report, entry, style, Detail::Long)));
    }
    if !report.least.is_empty() {
        out.push_str(&heading("Furthest from these answers", style));
        out.push_str(&wrapped(LEAST, style.width, "  ", "  "));
        out.extend(report.least.iter().map(|entry| {
            if report.is_explained(entry.ranked.specialty) {
                named(report, entry, style)
            } else {
                explained(report, entry, style, Detail::Short)
            }
        }));
    }
    out.push_str(&next_steps(report, style));
    out.push_str(&changes(report, style, detail));
    let focus = sentences::focus(report);
    if report.focus_is_near() {
        out.push_str(&heading(&sentences::focus_heading(pack), style));
        out.extend(focus.iter().map(|line| wrapped(line, style.width, "  ", "  ")));
    }
    out.push('\n');
    if !report.focus_is_near() {
        out.extend(focus.iter().map(|line| wrapped(line, style.width, "", "")));
    }
    out.push_str(&style.dim(wrapped(&closing(report, detail), style.width, "", "").trim_end()));
    out.push('\n');
    out
}

/// A heading after an empty line.
fn heading(text: &str, style: Style) -> String {
    let lines: Vec<String> =
        wrapped(text, style.width, "", "").lines().map(|line| style.bold(line) + "\n").collect();
    format!("\n{}", lines.concat())
}

/// What is to be kept in mind, each after an empty line.
fn kept_in_mind(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = String::new();
    for note in &report.notes {
        out.push('\n');
        out.push_str(&wrapped(&notes::note(pack, note), style.width, "! ", "  "));
    }
    out
}

/// Those near the top that break a limit: with reasons, as the others, or by name and sentence alone.
fn set_apart(report: &Report<'_>, style: Style, detail: Detail) -> String {
    let held = report.against_limits.as_ref().filter(|held| !held.breaks.is_empty());
    let Some(held) = held else { return String::new() };
    let pack = &report.content.pack;
    let mut out = heading(limits::APART, style);
    out.push_str(&wrapped(&limits::about_apart(report, held), style.width, "  ", "  "));
    for entry in report.top.iter().filter(|entry| report.is_apart(entry.ranked.specialty)) {
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

fn named(report: &Report<'_>, entry: &Entry, style: Style) -> String {
    let name = &report.content.pack.specialty(entry.ranked.specialty).name;
    style.bold(&wrapped(name, style.width, &place(report, &entry.ranked), "     "))
}

/// Place and name, then what it is and the reasons. What was asked about by name is explained at length.
fn explained(report: &Report<'_>, entry: &Entry, style: Style, detail: Detail) -> String {
    let pack = &report.content.pack;
    let specialty = entry.ranked.specialty;
    let asked_about = report.asked_about.iter().any(|one| one.ranked.specialty == specialty);
    let detail = if asked_about { Detail::Long } else { detail };
    let long = detail == Detail::Long;
    let mut out = named(report, entry, style);
    let is = if long { &entry.summary } else { sentences::in_a_sentence(&entry.summary) };
    out.push_str(&wrapped(is, style.width, "     ", "     "));
    out.push_str(&breaches(pack, &entry.breaches, style));
    if let Some(line) = limits::not_known(pack, &entry.not_known) {
        out.push_str(&labelled("Limit", &line, style));
    }
    out.extend(entry.told(detail).map(|told| reason(pack, told, detail, style)));
    // A pack without clauses has no words for a wish: there the answers themselves are quoted.
    if entry.reasons_for.is_empty() && entry.reasons_against.is_empty() {
        let (most_for, most_against) = detail.most();
        let spoken =
            entry.speaks_for.iter().take(most_for).chain(entry.speaks_against.iter().take(most_against));
        out.extend(spoken.map(|one| quoted(pack, one, style)));
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

/// Which side a reason is on.
fn side(evidence: i64) -> &'static str {
    if evidence > 0 { "For" } else { "Against" }
}

fn reason(pack: &Pack, told: &Told, detail: Detail, style: Style) -> String {
    let mut text = sentences::reason(pack, told);
    if let Some(source) = sentences::rests_on(told) {
        text.push_str(&format!(" [{source}]"));
    }
    let mut out = labelled(side(told.evidence), &text, style);
    let indent = if style.width < WIDE { 5 } else { BESIDE };
    // Where there is no clause the answer is quoted in the reason itself.
    let in_a_clause = matches!(told.wish.what, Wanting::Clause { .. });
    let answers = told.wish.answers.iter().filter(|_| detail == Detail::Long && in_a_clause);
    for given in answers {
        let line = format!("{}.", words::given(pack, *given));
        let (first, rest) = (format!("{:indent$}- ", ""), format!("{:indent$}  ", ""));
        out.push_str(&style.dim(wrapped(&line, style.width, &first, &rest).trim_end()));
        out.push('\n');
    }
    out
}

fn quoted(pack: &Pack, reason: &ShownReason, style: Style) -> String {
    let mut text = format!("{}.", words::given(pack, reason.answer));
    if !reason.why.is_empty() {
        text.push_str(&format!(" {} [{}]", reason.why, words::resting_on(reason.source.as_ref())));
    }
    labelled(side(reason.evidence), &text, style)
}

/// A label and what it labels, beside it where there is room.
fn labelled(label: &str, text: &str, style: Style) -> String {
    if style.width < WIDE {
        return wrapped(&format!("{label}: {text}"), style.width, "   ", "     ");
    }
    wrapped(text, style.width, &format!("     {label:<9}"), &" ".repeat(BESIDE))
}

fn breaches(pack: &Pack, breaches: &[ShownBreach], style: Style) -> String {
    breaches.iter().map(|breach| labelled("Limit", &words::breach(pack, breach), style)).collect()
}

/// What to go and see, and where to read on.
fn next_steps(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = String::new();
    if !report.go_and_see.is_empty() {
        out.push_str(&heading(sentences::GO_AND_SEE, style));
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
        out.push_str(&heading(sentences::READ_ON, style));
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
    let mut out = heading(sentences::CHANGE, style);
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
