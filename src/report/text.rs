//! A result as text for a terminal, from 30 to 100 columns.

use super::notes;
pub use super::style::Style;
use super::words::{
    BANDS, CHANCES, LEAST, PURPOSE, chance, change, fit, fit_in_short, held_off, pattern, runner_up, scope,
    shortlist_promise, standing, taster, wrapped,
};
use super::{limits, words};
use crate::matching::ranking::Ranked;
use crate::pack::Pack;
use crate::result::limits::ShownBreach;
use crate::result::{Entry, Report, ShownReason};

/// Specialties of the pack's focus that get reasons where they are not among the first; the one that the pack
/// names first always does.
const FOCUS_REASONS: usize = 2;

/// Specialties of a shortlist that are listed; a longer one says nothing much.
const LISTED: usize = 8;

/// The gist of a result, short enough for a screen: the pattern, the shortlist and the first places.
#[must_use]
pub fn brief(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let mut out = style.bold(&wrapped(&format!("{}: your result", pack.name()), style.width, "", ""));
    if let Some(pattern) = pattern(pack, &report.pattern) {
        out.push_str(&wrapped(&pattern, style.width, "", ""));
    }
    for line in limits::first_of_all(report).iter().take(1) {
        out.push_str(&wrapped(line, style.width, "! ", "  "));
    }
    for note in report.notes.iter().take(2) {
        out.push_str(&wrapped(&notes::note(pack, note), style.width, "! ", "  "));
    }
    out.push('\n');
    let answered = report.counts.chosen > 0;
    for (entry, chances) in report.top.iter().zip(&report.chances).filter(|_| answered) {
        let name = &pack.specialty(entry.ranked.specialty).name;
        let apart = limits::in_short(report, entry.ranked.specialty);
        let line = format!("{name}: {}, {}{apart}", chance(chances.best), fit_in_short(entry.ranked.fit));
        out.push_str(&wrapped(
            &line,
            style.width,
            &format!("{}{} ", place(&entry.ranked), bar(chances.best)),
            "                ",
        ));
    }
    if report.shortlist > 0 {
        let promise = shortlist_promise(report.shortlist, report.shortlist_chance);
        let these = if report.shortlist == 1 { "first" } else { &format!("first {}", report.shortlist) };
        out.push_str(&wrapped(&format!("Shortlist: the {these}. {promise}"), style.width, "", ""));
    }
    let best = report.focus.first();
    if let Some(best) =
        best.filter(|best| report.top.iter().all(|top| top.ranked.specialty != best.ranked.specialty))
    {
        let line = standing(&pack.specialty(best.ranked.specialty).name, &best.ranked, report.ranking.len());
        out.push_str(&wrapped(&line, style.width, "", "  "));
    }
    out
}

/// The whole result.
#[must_use]
pub fn render(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    let paragraph = |text: &str| wrapped(text, style.width, "", "");
    let mut out = style.bold(pack.name());
    out.push('\n');
    out.push_str(&paragraph(&format!("{}.", words::how_many_answered(report))));
    out.push_str(&paragraph(&format!(
        "Shown: {} ({} of {}).",
        scope(report.scope),
        report.ranking.len(),
        pack.specialties().len()
    )));
    if let Some(pattern) = pattern(pack, &report.pattern) {
        out.push('\n');
        out.push_str(&paragraph(&pattern));
    }
    for line in limits::first_of_all(report) {
        out.push('\n');
        out.push_str(&wrapped(&line, style.width, "! ", "  "));
    }
    for note in &report.notes {
        out.push('\n');
        out.push_str(&wrapped(&notes::note(pack, note), style.width, "! ", "  "));
    }
    out.push_str(&shortlist(report, style));
    let (apart, kept): (Vec<&Entry>, Vec<&Entry>) =
        report.top.iter().partition(|entry| report.is_apart(entry.ranked.specialty));
    for entry in kept.into_iter().chain(&report.first_that_keeps) {
        out.push('\n');
        out.push_str(&full_entry(report, entry, style));
    }
    out.push_str(&set_apart(report, &apart, style));
    if !report.asked_about.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("You asked about")));
        out.extend(
            report
                .asked_about
                .iter()
                .map(|entry| full_entry(report, entry, style) + &by_dimension(pack, entry, style)),
        );
    }
    if !report.least.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("Furthest from these answers")));
        out.push_str(&wrapped(LEAST, style.width, "  ", "  "));
        out.extend(report.least.iter().map(|entry| full_entry(report, entry, style)));
    }
    out.push_str(&changes(report, style));
    out.push_str(&tasters(report, style));
    out.push_str(&focus(report, style));
    out.push('\n');
    out.push_str(&style.dim(paragraph(&format!("{BANDS} {CHANCES} {PURPOSE}")).trim_end()));
    out.push('\n');
    out
}

/// The set that is recommended, as bars of the chance to be the best fit.
fn shortlist(report: &Report<'_>, style: Style) -> String {
    if report.shortlist == 0 {
        return String::new();
    }
    let pack = &report.content.pack;
    let heading = if report.shortlist == 1 { "Shortlist" } else { "Shortlist, best first" };
    let mut out = format!("\n{}\n", style.bold(heading));
    for (ranked, chances) in report.ranking.iter().zip(&report.chances).take(report.shortlist.min(LISTED)) {
        let name = &pack.specialty(ranked.specialty).name;
        let apart = limits::in_short(report, ranked.specialty);
        let line = format!("{name}: best fit {}{apart}", chance(chances.best));
        out.push_str(&wrapped(&line, style.width, &format!("  {}  ", bar(chances.best)), "              "));
    }
    if report.shortlist > LISTED {
        out.push_str(&wrapped(
            &format!("and {} more: these answers leave much open.", report.shortlist - LISTED),
            style.width,
            "  ",
            "  ",
        ));
    }
    let promise = shortlist_promise(report.shortlist, report.shortlist_chance);
    out.push_str(&wrapped(&promise, style.width, "  ", "  "));
    out
}

/// Those near the top that break a limit: with reasons, as the others, or by name and sentence alone.
fn set_apart(report: &Report<'_>, explained: &[&Entry], style: Style) -> String {
    let held = report.against_limits.as_ref().filter(|held| !held.breaks.is_empty());
    let Some(held) = held else { return String::new() };
    let pack = &report.content.pack;
    let mut out = format!("\n{}\n", style.bold(limits::APART));
    out.push_str(&wrapped(&limits::about_apart(report, held), style.width, "  ", "  "));
    for entry in explained {
        out.push('\n');
        out.push_str(&full_entry(report, entry, style));
    }
    let (by_name, more) = limits::unexplained(report);
    for one in by_name {
        out.push('\n');
        let name = &pack.specialty(one.ranked.specialty).name;
        out.push_str(&style.bold(&wrapped(name, style.width, &place(&one.ranked), "     ")));
        out.push_str(&breaches(pack, &one.breaches, style));
    }
    if let Some(more) = more {
        out.push_str(&format!("\n{}", wrapped(&more, style.width, "  ", "  ")));
    }
    out
}

/// What speaks for it and against it, by what it is about.
fn by_dimension(pack: &Pack, entry: &Entry, style: Style) -> String {
    let lines = words::by_dimension(pack, &entry.by_dimension);
    lines.iter().map(|line| wrapped(line, style.width, "     ", "     ")).collect()
}

/// A place before a name.
fn place(ranked: &Ranked) -> String {
    format!("{:>3}{} ", ranked.rank, if ranked.tied { "=" } else { " " })
}

fn breaches(pack: &Pack, breaches: &[ShownBreach], style: Style) -> String {
    breaches
        .iter()
        .map(|breach| wrapped(&words::breach(pack, breach), style.width, "   ! ", "     "))
        .collect()
}

/// A chance as ten places, filled up to it; the number stands beside it.
fn bar(chance: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
    let filled = libm::round(chance.clamp(0.0, 1.0) * 10.0) as usize;
    format!("{}{}", "#".repeat(filled), ".".repeat(10 - filled))
}

/// What would put the runner-up first.
fn changes(report: &Report<'_>, style: Style) -> String {
    let Some(second) = &report.runner_up else { return String::new() };
    let pack = &report.content.pack;
    let name = &pack.specialty(second.specialty).name;
    let mut out = format!("\n{}\n", style.bold("What would change it"));
    let leader = &pack.specialty(report.ranking[0].specialty).name;
    out.push_str(&wrapped(&held_off(leader, name), style.width, "  ", "  "));
    for answer in &second.held_off_by {
        out.push_str(&wrapped(&words::given(pack, *answer), style.width, "  * ", "    "));
    }
    out.push_str(&wrapped(&runner_up(name, second.changes.len()), style.width, "  ", "  "));
    for one in &second.changes {
        out.push_str(&wrapped(&change(pack, report.answers, one), style.width, "  * ", "    "));
    }
    out
}

/// What to go and see.
fn tasters(report: &Report<'_>, style: Style) -> String {
    if report.tasters.is_empty() {
        return String::new();
    }
    let pack = &report.content.pack;
    let mut out = format!("\n{}\n", style.bold("Worth a taster day"));
    for (question, specialty) in &report.tasters {
        let line = taster(&pack.specialty(*specialty).name, pack.question(*question));
        out.push_str(&wrapped(&line, style.width, "  * ", "    "));
    }
    out
}

/// Place, name and fit, then the summary and the reasons.
fn full_entry(report: &Report<'_>, entry: &Entry, style: Style) -> String {
    let pack = &report.content.pack;
    let specialty = pack.specialty(entry.ranked.specialty);
    let mut out = style.bold(&wrapped(&specialty.name, style.width, &place(&entry.ranked), "     "));
    let top_three = report.top_three_chance(entry.ranked.specialty);
    let top_three =
        top_three.map(|held| format!("; among your three nearest: {}", chance(held))).unwrap_or_default();
    let line = format!("{}{top_three}", fit(entry.ranked.fit));
    out.push_str(&wrapped(&line, style.width, "     ", "     "));
    out.push_str(&wrapped(&entry.summary, style.width, "     ", "     "));
    out.push_str(&breaches(pack, &entry.breaches, style));
    if let Some(line) = limits::not_known(pack, &entry.not_known) {
        out.push_str(&wrapped(&line, style.width, "   ? ", "     "));
    }
    out.push_str(&reasons(pack, &entry.speaks_for, '+', style));
    out.push_str(&reasons(pack, &entry.speaks_against, '-', style));
    out
}

fn reasons(pack: &Pack, reasons: &[ShownReason], sign: char, style: Style) -> String {
    let mut out = String::new();
    for reason in reasons {
        out.push_str(&wrapped(
            &format!("{}.", words::given(pack, reason.answer)),
            style.width,
            &format!("   {sign} "),
            "     ",
        ));
        if !reason.why.is_empty() {
            out.push_str(&wrapped(&reason.why, style.width, "     ", "     "));
            let source = wrapped(
                &format!("[{}]", words::resting_on(reason.source.as_ref())),
                style.width,
                "     ",
                "     ",
            );
            out.push_str(&style.dim(source.trim_end()));
            out.push('\n');
        }
    }
    out
}

/// Where the specialties stand that people came to ask about.
fn focus(report: &Report<'_>, style: Style) -> String {
    let pack = &report.content.pack;
    if report.focus.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", style.bold("Where the roles that this is about stand"));
    let unseen = |entry: &&Entry| report.top.iter().all(|top| top.ranked.specialty != entry.ranked.specialty);
    let named_first = pack.focus().first();
    let explained: Vec<_> = report
        .focus
        .iter()
        .filter(unseen)
        .enumerate()
        .filter(|(place, entry)| *place < FOCUS_REASONS || Some(&entry.ranked.specialty) == named_first)
        .map(|(_, entry)| entry.ranked.specialty)
        .collect();
    for entry in &report.focus {
        let name = &pack.specialty(entry.ranked.specialty).name;
        let line = standing(name, &entry.ranked, report.ranking.len());
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
        if !explained.contains(&entry.ranked.specialty) {
            continue;
        }
        for (reasons, sign) in [(&entry.speaks_for, "+"), (&entry.speaks_against, "-")] {
            if let Some(reason) = reasons.first() {
                let line = format!("{}. {}", words::given(pack, reason.answer), reason.why);
                out.push_str(&wrapped(line.trim_end(), style.width, &format!("    {sign} "), "      "));
            }
        }
    }
    out
}
