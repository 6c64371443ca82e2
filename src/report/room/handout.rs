//! Hand-outs: one A4 page for each respondent, written one after the other, so that memory stays flat.
//!
//! Whatever the answers and the content say, a page is one sheet: long texts are cut, and lists grow shorter until the
//! page fits.

mod fit;

use askama::Template;

use crate::answers::code::code;
use crate::answers::cohort::Respondent;
use crate::matching::ranking::Ranked;
use crate::pack::{Pack, SpecialtyId};
use crate::report::page::{place, short_address, written};
use crate::report::sentences::{self, PURPOSE};
use crate::report::words::{self, counts, scope};
use crate::report::{limits, notes};
use crate::result::{Apart, Detail, Report, Told};
use crate::visible;

/// Specialties of the shortlist that are named.
const SHORTLISTED: usize = 5;
/// Experiences, pages to read and notes that are shown, at most.
const STEPS: usize = 2;
/// Longest name, and longest other text, in characters.
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 320;
/// What to talk about with whoever sits beside one.
const IN_PAIRS: [&str; 3] = [
    "Read each other the first sentence. What in it is you, and what is not?",
    "Which reason matters most to you? Which would you strike out?",
    "What of this have you seen with your own eyes, and what do you only imagine?",
];

/// What can be ticked once it is so.
const TICKS: [&str; 4] = [
    "I know what the first role is like from day to day.",
    "I know what matters most to me, and what I could not accept.",
    "I know someone who does this work and would talk with me.",
    "I know my next step.",
];

/// Before the code of someone's answers.
const CODE: &str = "To look further, your answers as a code for calling match --code:";

/// What can be answered in writing.
const TO_WRITE: [&str; 2] = ["Who will I ask, and by when?", "What do I want to see for myself?"];

#[derive(Template)]
#[template(path = "handouts.html", block = "head", config = "src/report/askama.toml")]
struct Head<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
}

#[derive(Template)]
#[template(path = "handouts.html", block = "line", config = "src/report/askama.toml")]
struct Line {
    place: u64,
    name: String,
}

#[derive(Template)]
#[template(path = "handouts.html", block = "after_contents", config = "src/report/askama.toml")]
struct AfterContents;

#[derive(Template)]
#[template(path = "handouts.html", block = "foot", config = "src/report/askama.toml")]
struct Foot;

#[derive(Template)]
#[template(path = "handouts.html", block = "page", config = "src/report/askama.toml")]
struct Page {
    place: u64,
    name: String,
    title: String,
    answered_on: Option<String>,
    counts: String,
    scope: &'static str,
    headline: Option<String>,
    how_sure: Option<String>,
    tenths: usize,
    limits: Vec<String>,
    notes: Vec<String>,
    shortlist_heading: &'static str,
    shortlist: Vec<Listed>,
    more: usize,
    leader: Option<Leader>,
    apart_heading: &'static str,
    apart: Vec<String>,
    see_heading: &'static str,
    go_and_see: Vec<String>,
    read_heading: &'static str,
    read_on: Vec<ReadOn>,
    code_says: &'static str,
    code: Option<String>,
    in_pairs: &'static [&'static str],
    ticks: &'static [&'static str],
    to_write: &'static [&'static str],
    purpose: &'static str,
    versions: String,
}

struct Listed {
    place: String,
    name: String,
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

/// What stands before the list of names.
#[must_use]
pub fn head(pack: &Pack) -> String {
    let css = include_str!("../templates/handouts.css");
    written(&Head { css, language: pack.language(), title: pack.name() })
}

/// A respondent's line in the list of names that stands in front of the pages.
#[must_use]
pub fn contents_line(respondent: &Respondent) -> String {
    written(&Line { place: respondent.row, name: name(respondent) })
}

/// What stands between the list of names and the first page.
#[must_use]
pub fn after_contents() -> String {
    written(&AfterContents)
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
pub fn page(respondent: &Respondent, report: &Report<'_>, since: Option<&str>) -> String {
    let mut page = laid_out(respondent, report);
    page.notes.splice(..0, since.map(|since| cut(since, LONGEST_TEXT)));
    page.fit();
    written(&page)
}

fn laid_out(respondent: &Respondent, report: &Report<'_>) -> Page {
    let pack = &report.content.pack;
    let answered = report.counts.chosen > 0;
    let listed =
        |ranked: &Ranked| Listed { place: place(report, ranked), name: name_of(pack, ranked.specialty) };
    let shortlist: Vec<Listed> = report.shortlist_that_keeps().map(listed).collect();
    Page {
        place: respondent.row,
        name: name(respondent),
        title: cut(pack.name(), LONGEST_NAME),
        answered_on: words::answered_on(report.answers),
        counts: counts(report.counts),
        scope: scope(report.scope),
        headline: answered.then(|| cut(&report.headline.say, LONGEST_TEXT)),
        how_sure: report.how_sure.as_ref().map(|sure| cut(&sentences::how_sure(pack, sure), LONGEST_TEXT)),
        tenths: report.how_sure.as_ref().map(sentences::tenths).unwrap_or_default(),
        limits: limits::first_of_all(report).iter().map(|line| cut(line, LONGEST_TEXT)).collect(),
        notes: report
            .notes
            .iter()
            .take(STEPS)
            .map(|note| cut(&notes::note(pack, note), LONGEST_TEXT))
            .collect(),
        shortlist_heading: sentences::SHORTLIST,
        more: shortlist.len().saturating_sub(SHORTLISTED),
        shortlist: shortlist.into_iter().take(SHORTLISTED).collect(),
        leader: leader(report),
        apart_heading: limits::APART,
        apart: apart(report),
        see_heading: sentences::GO_AND_SEE,
        go_and_see: go_and_see(report),
        read_heading: sentences::READ_ON,
        read_on: read_on(report),
        code_says: CODE,
        code: answered.then(|| code(pack, report.answers)).flatten(),
        in_pairs: &IN_PAIRS,
        ticks: &TICKS,
        to_write: &TO_WRITE,
        purpose: PURPOSE,
        versions: words::versions(pack),
    }
}

fn name_of(pack: &Pack, specialty: SpecialtyId) -> String {
    cut(&pack.specialty(specialty).name, LONGEST_TEXT)
}

/// The first that breaks no limit, with its reasons.
fn leader(report: &Report<'_>) -> Option<Leader> {
    let pack = &report.content.pack;
    let entry = report.explained().min_by_key(|entry| entry.ranked.rank)?;
    let reason = |told: &Told| PageReason {
        speaks_for: told.evidence > 0,
        say: cut(&sentences::reason(pack, told), LONGEST_TEXT),
        source: cut(&sentences::rests_on(told).unwrap_or_default(), LONGEST_TEXT / 2),
    };
    Some(Leader {
        name: name_of(pack, entry.ranked.specialty),
        summary: cut(sentences::in_a_sentence(&entry.summary), LONGEST_TEXT),
        reasons: entry.told(Detail::Short).map(reason).collect(),
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

fn go_and_see(report: &Report<'_>) -> Vec<String> {
    let pack = &report.content.pack;
    let steps = report.go_and_see.iter().take(STEPS);
    steps
        .map(|one| format!("{}: {}", name_of(pack, one.specialty), sentences::go_and_see(pack, one)))
        .map(|line| cut(&line, LONGEST_TEXT))
        .collect()
}

fn read_on(report: &Report<'_>) -> Vec<ReadOn> {
    let pages = report.read_on.iter().filter_map(|one| Some((one, one.source.url.as_deref()?)));
    pages
        .take(STEPS)
        .map(|(one, url)| ReadOn {
            name: name_of(&report.content.pack, one.specialty),
            address: cut(short_address(url), LONGEST_TEXT),
        })
        .collect()
}

/// A text of at most so many characters: where it is longer, the whole sentences that fit, if there are any.
fn cut(text: &str, most: usize) -> String {
    let short = visible::short(text, most);
    if !short.ends_with('…') {
        return short;
    }
    match short.rfind(". ") {
        Some(end) => short[..=end].to_owned(),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::report::room::sample::cohort;
    use crate::result::Wanted;

    #[test]
    fn a_page_shows_what_was_typed_and_runs_none_of_it() {
        let content = default_pack();
        let one = &cohort(&content.pack, 2)[0];
        let report = Report::new(&content, &one.answers, &Wanted { top: 1, ..Wanted::default() });
        let page = page(one, &report, None);
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
        let page = page(last, &report, None);
        assert!(page.contains("Row 3") && page.contains("Nothing was answered yet"));
        assert!(!page.contains("shortlist") && !page.contains("Go and see"));
    }

    #[test]
    fn a_text_that_is_too_long_ends_with_a_sentence() {
        assert_eq!(cut("Short. As it is", 20), "Short. As it is");
        assert_eq!(cut("One sentence. Another that goes on", 20), "One sentence.");
        assert_eq!(cut("One that goes on and on", 12), "One that go…");
    }

    #[test]
    fn head_and_foot_close_around_the_pages() {
        let head = head(&default_pack().pack);
        assert!(
            head.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">")
                && head.ends_with("<ol class=\"contents\">\n")
        );
        assert!(after_contents().ends_with("<main>\n"));
        assert!(!head.contains("<script") && !head.contains("http"));
        assert_eq!(foot(), "</main>\n</body>\n</html>\n");
    }
}
