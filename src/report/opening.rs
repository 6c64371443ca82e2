//! What stands before any reason: what is wanted, how sure, and the first places; as text that fits a screen.

use std::collections::BTreeSet;

use textwrap::core::display_width;

use super::style::Style;
use super::words::{count, ordinal, wrapped};
use super::{limits, sentences};
use crate::matching::ranking::Ranked;
use crate::pack::SpecialtyId;
use crate::result::{HowSure, LISTED, Report};

/// Specialties of a shortlist, and of those that break a limit, that are listed; a longer list says nothing much.
const SHORTLISTED: usize = 8;
/// Names that come next where the whole shortlist breaks a limit: they may be far from the first.
const KEPT: usize = 3;
/// Columns between the sentence that says how sure and its bar.
const BEFORE_BAR: usize = 2;

/// The opening; where a screen has only so many rows, what carries least gives way: first the empty lines, then the names
/// from the end of the list.
#[must_use]
pub fn opening(report: &Report<'_>, style: Style, rows: Option<usize>) -> String {
    let all = Listing::of(report);
    let airy = laid_out(report, style, &all, Air::Full);
    let fits = |text: &String| rows.is_none_or(|rows| text.lines().count() <= rows);
    if fits(&airy) {
        return airy;
    }
    let dense = all.ever_shorter().into_iter().map(|list| laid_out(report, style, &list, Air::Little));
    let mut shortest = airy;
    for text in dense {
        if fits(&text) {
            return text;
        }
        shortest = text;
    }
    shortest
}

/// How much of a screen is left empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Air {
    /// A line between all parts.
    Full,
    /// One below the headline.
    Little,
}

fn laid_out(report: &Report<'_>, style: Style, listing: &Listing<'_>, air: Air) -> String {
    let mut parts = Vec::new();
    if report.counts.chosen > 0 {
        parts.push(style.bold(&wrapped(&report.headline.say, style.width, "", "")));
    }
    parts.extend(limits::first_of_all(report).iter().map(|line| wrapped(line, style.width, "", "")));
    parts.extend(report.how_sure.as_ref().map(|sure| how_sure(report, sure, style)));
    parts.push(listing.in_words(report, style));
    parts.retain(|part| !part.is_empty());
    match (air, parts.split_first()) {
        (Air::Little, Some((headline, rest))) => format!("{headline}\n{}", rest.concat()),
        _ => parts.join("\n"),
    }
}

/// One sentence, and its bar at the end of it, or below it where the line has no room.
fn how_sure(report: &Report<'_>, sure: &HowSure, style: Style) -> String {
    let mut text = wrapped(&sentences::how_sure(&report.content.pack, sure), style.width, "", "");
    let bar = bar(sentences::tenths(sure));
    let last = text.lines().last().map_or(0, display_width);
    let spare = style.width.saturating_sub(last + bar.len());
    if spare >= BEFORE_BAR && last > 0 {
        text.truncate(text.trim_end().len());
        text.push_str(&" ".repeat(spare));
    }
    text.push_str(&style.dim(&bar));
    text.push('\n');
    text
}

/// Ten places, filled as far as the sentence beside it says.
fn bar(tenths: usize) -> String {
    format!("[{}{}]", "#".repeat(tenths), "-".repeat(10 - tenths))
}

/// The first places by name: the shortlist, what comes next, and what breaks a limit.
#[derive(Clone)]
struct Listing<'r> {
    shortlist: Vec<&'r Ranked>,
    /// How many more are on the shortlist than are named.
    more: usize,
    next: Vec<&'r Ranked>,
    apart: Vec<&'r Ranked>,
}

impl<'r> Listing<'r> {
    fn of(report: &'r Report<'_>) -> Self {
        if report.shortlist == 0 {
            return Self { shortlist: Vec::new(), more: 0, next: Vec::new(), apart: Vec::new() };
        }
        let keeping: BTreeSet<SpecialtyId> = report.keeping().collect();
        let first = |number: usize| report.ranking.iter().take(number);
        let (kept, apart): (Vec<&Ranked>, Vec<&Ranked>) =
            first(report.shortlist).partition(|ranked| keeping.contains(&ranked.specialty));
        let listed = first(LISTED.max(report.top.len())).skip(report.shortlist);
        let more_apart = listed.filter(|ranked| !keeping.contains(&ranked.specialty));
        let next = if kept.is_empty() { KEPT } else { usize::MAX };
        let all = Self {
            shortlist: kept,
            more: 0,
            next: report.next_in_order().collect(),
            apart: apart.into_iter().chain(more_apart).collect(),
        };
        all.cut(SHORTLISTED, next, SHORTLISTED)
    }

    /// Itself, and each time with one name less in a group: what comes next gives way first. Where the whole shortlist breaks a
    /// limit, what comes next is as good as one.
    fn ever_shorter(&self) -> Vec<Self> {
        let longest = self.shortlist.len().max(self.apart.len());
        if self.shortlist.is_empty() {
            return (1..=longest.max(self.next.len())).rev().map(|most| self.cut(most, most, most)).collect();
        }
        let without_next = (0..=self.next.len()).rev().map(|next| self.cut(longest, next, longest));
        without_next.chain((1..longest).rev().map(|most| self.cut(most, 0, most))).collect()
    }

    /// With at most so many names of each group. The shortlist says how many it leaves out.
    fn cut(&self, shortlist: usize, next: usize, apart: usize) -> Self {
        let mut cut = self.clone();
        cut.more += cut.shortlist.len().saturating_sub(shortlist);
        cut.shortlist.truncate(shortlist);
        cut.next.truncate(next);
        cut.apart.truncate(apart);
        cut
    }

    fn in_words(&self, report: &Report<'_>, style: Style) -> String {
        let mut out = String::new();
        let group = |heading: &str, those: &[&Ranked]| -> String {
            if those.is_empty() {
                return String::new();
            }
            let names = those.iter().map(|ranked| named(report, ranked, style));
            format!("{}\n{}", style.bold(heading), names.collect::<String>())
        };
        out.push_str(&group(sentences::SHORTLIST, &self.shortlist));
        if self.more > 0 {
            let line = format!("and {}: these answers leave much open.", count(self.more, "other"));
            out.push_str(&wrapped(&line, style.width, "     ", "     "));
        }
        let next = if report.limits.is_empty() { sentences::NEXT } else { limits::NEXT };
        out.push_str(&group(next, &self.next));
        out.push_str(&group(limits::APART, &self.apart));
        out
    }
}

fn named(report: &Report<'_>, ranked: &Ranked, style: Style) -> String {
    let name = &report.content.pack.specialty(ranked.specialty).name;
    wrapped(name, style.width, &place(report, ranked), "     ")
}

/// A place before a name.
pub(super) fn place(report: &Report<'_>, ranked: &Ranked) -> String {
    let (place, tied) = report.place(ranked);
    format!("{place:>3}{} ", if tied { "=" } else { " " })
}

/// A place in a sentence.
pub(super) fn placed(report: &Report<'_>, ranked: &Ranked) -> String {
    let (place, tied) = report.place(ranked);
    format!("{}{}", if tied { "equal " } else { "" }, ordinal(place))
}
