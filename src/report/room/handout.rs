//! Hand-outs: one A4 page for each respondent, written one after the other, so that memory stays flat.
//!
//! Whatever the answers and the content say, a page is one sheet: long texts are cut, and lists grow shorter until the
//! page fits.

use askama::Template;

use crate::answers::cohort::Respondent;
use crate::pack::{Pack, SpecialtyId};
use crate::report::page::written;
use crate::report::sentences::{self, PURPOSE};
use crate::report::words::{self, counts, scope};
use crate::report::{limits, notes};
use crate::result::{AGAINST, Apart, FOR, Report, Told};
use crate::visible;

/// Specialties of the shortlist that are named.
const SHORTLISTED: usize = 5;
/// Experiences, pages to read and notes that are shown, at most.
const STEPS: usize = 2;
/// Longest name, and longest other text, in characters.
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 320;
/// Lines of text that a sheet holds, in tenths, and the characters of a line in a wide typeface.
const SHEET: usize = 600;
const LINE: usize = 94;

/// What to talk about with whoever sits beside one.
const IN_PAIRS: [&str; 3] = [
    "Read each other the first sentence. What in it is you, and what is not?",
    "Which reason above matters most to you? Which would you strike out?",
    "What of this have you seen with your own eyes, and what do you only imagine?",
];

/// What can be ticked once it is so.
const TICKS: [&str; 4] = [
    "I know what the first role is like from day to day.",
    "I know what matters most to me, and what I could not accept.",
    "I know someone who does this work and would talk with me.",
    "I know my next step.",
];

#[derive(Template)]
#[template(path = "handouts.html", block = "head", config = "src/report/askama.toml")]
struct Head<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
}

#[derive(Template)]
#[template(path = "handouts.html", block = "foot", config = "src/report/askama.toml")]
struct Foot;

#[derive(Template)]
#[template(path = "handouts.html", block = "page", config = "src/report/askama.toml")]
struct Page {
    place: u64,
    name: String,
    counts: String,
    scope: &'static str,
    headline: Option<String>,
    how_sure: Option<String>,
    tenths: usize,
    limits: Vec<String>,
    notes: Vec<String>,
    shortlist: Vec<String>,
    more: usize,
    leader: Option<Leader>,
    apart: Vec<String>,
    go_and_see: Vec<String>,
    read_on: Vec<ReadOn>,
    in_pairs: &'static [&'static str],
    ticks: &'static [&'static str],
    purpose: &'static str,
    versions: String,
}

/// The first role that breaks no limit, with the reasons for it.
struct Leader {
    name: String,
    summary: String,
    reasons: Vec<PageReason>,
    rather_than: Option<String>,
}

struct PageReason {
    speaks_for: bool,
    say: String,
    source: String,
}

struct ReadOn {
    name: String,
    address: String,
}

/// What stands before the first page.
#[must_use]
pub fn head(pack: &Pack) -> String {
    let css = include_str!("../templates/handouts.css");
    written(&Head { css, language: pack.language(), title: pack.name() })
}

/// What stands behind the last page.
#[must_use]
pub fn foot() -> String {
    written(&Foot)
}

/// What a respondent is called on a page: the label, or the row.
#[must_use]
pub fn name(respondent: &Respondent) -> String {
    let label = visible::short(respondent.label.as_deref().unwrap_or_default(), LONGEST_NAME);
    if label.is_empty() { format!("Row {}", respondent.row) } else { label }
}

/// One respondent's page. The report needs reasons for the first specialty only.
#[must_use]
pub fn page(respondent: &Respondent, report: &Report<'_>) -> String {
    let mut page = laid_out(respondent, report);
    page.fit();
    written(&page)
}

fn laid_out(respondent: &Respondent, report: &Report<'_>) -> Page {
    let pack = &report.content.pack;
    let name = |id: SpecialtyId| pack.specialty(id).name.clone();
    let answered = report.counts.chosen > 0;
    let kept: Vec<SpecialtyId> = report
        .ranking
        .iter()
        .take(report.shortlist)
        .map(|ranked| ranked.specialty)
        .filter(|specialty| !report.is_apart(*specialty))
        .collect();
    Page {
        place: respondent.row,
        name: self::name(respondent),
        counts: counts(report.counts),
        scope: scope(report.scope),
        headline: answered.then(|| cut(&report.headline.say, LONGEST_TEXT)),
        how_sure: report.how_sure.as_ref().map(|sure| sentences::how_sure(pack, sure)),
        tenths: report.how_sure.as_ref().map(sentences::tenths).unwrap_or_default(),
        limits: limits::first_of_all(report).iter().map(|line| cut(line, LONGEST_TEXT)).collect(),
        notes: report
            .notes
            .iter()
            .take(STEPS)
            .map(|note| cut(&notes::note(pack, note), LONGEST_TEXT))
            .collect(),
        more: kept.len().saturating_sub(SHORTLISTED),
        shortlist: kept.iter().take(SHORTLISTED).map(|specialty| name(*specialty)).collect(),
        leader: leader(report),
        apart: apart(report),
        go_and_see: report
            .go_and_see
            .iter()
            .take(STEPS)
            .map(|one| {
                cut(&format!("{}: {}", name(one.specialty), sentences::go_and_see(pack, one)), LONGEST_TEXT)
            })
            .collect(),
        read_on: report
            .read_on
            .iter()
            .take(STEPS)
            .map(|one| ReadOn {
                name: name(one.specialty),
                address: cut(&short_address(one.source.url.as_deref().unwrap_or_default()), LONGEST_TEXT),
            })
            .collect(),
        in_pairs: &IN_PAIRS,
        ticks: &TICKS,
        purpose: PURPOSE,
        versions: words::versions(pack),
    }
}

/// The first that breaks no limit, with its reasons.
fn leader(report: &Report<'_>) -> Option<Leader> {
    let pack = &report.content.pack;
    let entries = report.top.iter().chain(&report.first_that_keeps);
    let entry = entries
        .filter(|entry| !report.is_apart(entry.ranked.specialty))
        .min_by_key(|entry| entry.ranked.rank)?;
    let sides = entry.reasons_for.iter().take(FOR).chain(entry.reasons_against.iter().take(AGAINST));
    let reason = |told: &Told| PageReason {
        speaks_for: told.evidence > 0,
        say: cut(&sentences::reason(pack, told), LONGEST_TEXT),
        source: cut(&sentences::rests_on(told).unwrap_or_default(), LONGEST_TEXT / 2),
    };
    Some(Leader {
        name: pack.specialty(entry.ranked.specialty).name.clone(),
        summary: cut(sentences::in_a_sentence(entry), LONGEST_TEXT),
        reasons: sides.map(reason).collect(),
        rather_than: sentences::rather_than(report).map(|line| cut(&line, LONGEST_TEXT)),
    })
}

/// What fits but breaks a limit, with the limit's own sentence.
fn apart(report: &Report<'_>) -> Vec<String> {
    let pack = &report.content.pack;
    let breaks = report.against_limits.iter().flat_map(|held| &held.breaks);
    let line = |one: &Apart| {
        let breach = one.breaches.first().map(|breach| words::breach(pack, breach)).unwrap_or_default();
        cut(&format!("{}. {breach}", pack.specialty(one.ranked.specialty).name), LONGEST_TEXT)
    };
    breaks.take(STEPS).map(line).collect()
}

/// An address as one types it.
fn short_address(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}

impl Page {
    /// Takes off what can be spared, the least important first, until the page is one sheet.
    fn fit(&mut self) {
        while self.height() > SHEET {
            if self.notes.len() > 1 {
                self.notes.pop();
            } else if self.go_and_see.len() > 1 {
                self.go_and_see.pop();
            } else if self.shortlist.len() > 3 {
                self.shortlist.pop();
                self.more += 1;
            } else if self.apart.len() > 1 {
                self.apart.pop();
            } else if self.read_on.len() > 1 {
                self.read_on.pop();
            } else if self.in_pairs.len() > 1 {
                self.in_pairs = &self.in_pairs[..self.in_pairs.len() - 1];
            } else if let Some(leader) = self.leader.as_mut().filter(|leader| leader.rather_than.is_some()) {
                leader.rather_than = None;
            } else if let Some(leader) = self.leader.as_mut().filter(|leader| leader.reasons.len() > 1) {
                leader.reasons.pop();
            } else {
                return;
            }
        }
    }

    /// An estimate of its height on paper, in tenths of a line.
    fn height(&self) -> usize {
        const HEADING: usize = 22;
        let lines = |text: &str, most: usize| 10 * text.chars().count().div_ceil(most).max(1);
        let item = |text: &str| lines(text, LINE - 4) + 4;
        let list = |items: &mut dyn Iterator<Item = &str>| {
            let height: usize = items.map(item).sum();
            if height == 0 { 0 } else { HEADING + height }
        };
        let top = lines(&self.name, LINE / 2) * 3 / 2 + 20;
        let headline = self.headline.as_deref().map_or(0, |text| lines(text, LINE * 2 / 3) * 13 / 10 + 6);
        let sure = self.how_sure.as_deref().map_or(0, |text| item(text) + 12);
        let leader = self.leader.as_ref().map_or(0, |leader| {
            let reason = |reason: &PageReason| {
                let length = reason.say.chars().count() + reason.source.chars().count() + 12;
                10 * length.div_ceil(LINE - 12) + 4
            };
            HEADING
                + item(&leader.summary)
                + leader.reasons.iter().map(reason).sum::<usize>()
                + leader.rather_than.as_deref().map_or(0, item)
        });
        let plain = [&self.limits, &self.notes].into_iter().flatten().map(|line| item(line)).sum::<usize>();
        // The lines to write on, and the foot.
        let to_write = 60 + 30;
        top + headline
            + sure
            + plain
            + list(&mut self.shortlist.iter().map(String::as_str))
            + leader
            + list(&mut self.apart.iter().map(String::as_str))
            + list(&mut self.go_and_see.iter().map(String::as_str))
            + if self.read_on.is_empty() { 0 } else { HEADING + 14 * self.read_on.len() }
            + list(&mut self.in_pairs.iter().copied())
            + list(&mut self.ticks.iter().copied())
            + to_write
            + item(self.purpose)
    }
}

fn cut(text: &str, most: usize) -> String {
    visible::short(text, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::matching::trial::simulation::random_sheet;
    use crate::report::room::sample::cohort;
    use crate::result::Wanted;

    #[test]
    fn a_page_shows_what_was_typed_and_runs_none_of_it() {
        let content = default_pack();
        let one = &cohort(&content.pack, 2)[0];
        let report = Report::new(&content, &one.answers, &Wanted { top: 1, ..Wanted::default() });
        let page = page(one, &report);
        assert!(page.contains("<bdi>=cmd|&#39; /C calc&#39;!A0,&#34;&#60;b&#62;[2J</bdi>"), "{page}");
        assert!(!page.contains(['\u{202e}', '\u{1b}']));
        for heading in ["Your shortlist", "Go and see", "Talk it over in pairs", "Who will I ask"] {
            assert!(page.contains(heading), "{heading}");
        }
    }

    #[test]
    fn a_page_for_someone_who_answered_nothing_names_no_specialty() {
        let content = default_pack();
        let last = &cohort(&content.pack, 2)[1];
        let report = Report::new(&content, &last.answers, &Wanted { top: 1, ..Wanted::default() });
        let page = page(last, &report);
        assert!(page.contains("Row 3") && page.contains("Nothing was answered yet"));
        assert!(!page.contains("shortlist") && !page.contains("Go and see"));
    }

    #[test]
    fn a_page_is_one_sheet_whatever_was_answered() {
        let content = default_pack();
        for number in 0..60 {
            let answers = random_sheet(&content.pack, 6, number);
            let label = Some("W".repeat(1000));
            let one = Respondent { row: number, label, answers, problems: Vec::new() };
            let report = Report::new(&content, &one.answers, &Wanted { top: 1, ..Wanted::default() });
            let mut page = laid_out(&one, &report);
            for reason in page.leader.iter_mut().flat_map(|leader| &mut leader.reasons) {
                reason.say = "long ".repeat(LONGEST_TEXT / 5);
            }
            page.fit();
            assert!(page.height() <= SHEET, "{}", page.height());
            assert!(
                page.leader.is_some_and(|leader| !leader.reasons.is_empty()) && !page.shortlist.is_empty()
            );
        }
    }

    #[test]
    fn head_and_foot_close_around_the_pages() {
        let head = head(&default_pack().pack);
        assert!(head.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">") && head.ends_with("<main>\n"));
        assert!(!head.contains("<script") && !head.contains("http"));
        assert_eq!(foot(), "</main>\n</body>\n</html>\n");
    }
}
