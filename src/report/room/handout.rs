//! Hand-outs: one A4 page for each respondent, written one after the other, so that memory stays flat.
//!
//! Whatever the answers and the content say, a page is one sheet: long texts are cut, and lists grow shorter until the
//! page fits.

use askama::Template;

use super::paper::{LINE, MM, lines, lines_at};
use crate::answers::code::code;
use crate::answers::cohort::Respondent;
use crate::pack::{Pack, SpecialtyId};
use crate::report::page::{short_address, written};
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
/// What a sheet holds, and how wide it, its two columns and what is set in from them are, in tenths of a millimetre, as
/// `handouts.css` has it.
const SHEET: usize = 270 * MM;
const WIDE: usize = 178 * MM;
const BODY: usize = 112 * MM;
const BESIDE: usize = 58 * MM;

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
pub fn page(respondent: &Respondent, report: &Report<'_>) -> String {
    let mut page = laid_out(respondent, report);
    page.fit();
    written(&page)
}

fn laid_out(respondent: &Respondent, report: &Report<'_>) -> Page {
    let pack = &report.content.pack;
    let answered = report.counts.chosen > 0;
    let shortlist = shortlist(report);
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

/// The shortlist without those that are set apart.
fn shortlist(report: &Report<'_>) -> Vec<Listed> {
    let shortlist = report.ranking.iter().take(report.shortlist);
    let kept = shortlist.filter(|ranked| !report.is_apart(ranked.specialty));
    kept.map(|ranked| {
        let (place, tied) = report.place(ranked);
        let place = format!("{place}{}", if tied { "=" } else { "." });
        Listed { place, name: name_of(&report.content.pack, ranked.specialty) }
    })
    .collect()
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
        name: name_of(pack, entry.ranked.specialty),
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

impl Page {
    /// Takes off what can be spared, the least important first, until the page is one sheet.
    fn fit(&mut self) {
        while self.height() > SHEET {
            let spared = if self.notes.len() > 1 {
                self.notes.pop().is_some()
            } else if self.beside() > self.body() {
                self.spare_beside()
            } else {
                self.spare_of_body()
            };
            // The first sentence on limits stays.
            if !spared
                && self.notes.pop().is_none()
                && self.limits.drain(1.min(self.limits.len())..).count() == 0
            {
                return;
            }
        }
    }

    fn spare_beside(&mut self) -> bool {
        if self.shortlist.len() > 3 {
            self.more += 1;
            return self.shortlist.pop().is_some();
        }
        let spared = self.in_pairs.len() > 1;
        self.in_pairs = &self.in_pairs[..self.in_pairs.len() - usize::from(spared)];
        spared
    }

    fn spare_of_body(&mut self) -> bool {
        for lines in [&mut self.go_and_see, &mut self.apart] {
            if lines.len() > 1 {
                return lines.pop().is_some();
            }
        }
        if self.read_on.len() > 1 {
            return self.read_on.pop().is_some();
        }
        if self.code.take().is_some() {
            return true;
        }
        if let Some(leader) = &mut self.leader {
            if leader.rather_than.take().is_some() {
                return true;
            }
            if leader.reasons.len() > 1 {
                return leader.reasons.pop().is_some();
            }
            if !leader.summary.is_empty() {
                leader.summary.clear();
                return true;
            }
        }
        self.read_on.pop().is_some()
    }

    /// An estimate of its height on paper, in tenths of a millimetre.
    fn height(&self) -> usize {
        const AROUND_A_NOTE: usize = 3 * MM;
        const TO_WRITE: usize = 42 * MM;
        const SMALL_LINE: usize = 36;
        let name = 15 + 56 * lines_at(12.5, &self.name, 110 * MM);
        // The headline is bold and has serifs: as wide as Arial a tenth larger.
        let headline = self.headline.as_deref().map_or(0, |text| 36 + 60 * lines_at(15.0, text, WIDE));
        let notes = self.limits.iter().chain(&self.notes);
        let notes: usize = notes.map(|line| paragraph(line, WIDE - AROUND_A_NOTE)).sum();
        let sure = self.how_sure.as_deref().map_or(0, |line| paragraph(line, WIDE) + 52);
        let day = self.answered_on.as_deref().unwrap_or_default();
        let foot =
            format!("{day} {}. Shown: {}. {} {}", self.counts, self.scope, self.purpose, self.versions);
        let foot = 31 + SMALL_LINE * lines_at(8.0, &foot, WIDE);
        name + headline + notes + sure + self.body().max(self.beside()) + TO_WRITE + foot
    }

    /// The wider column: reasons and what to do.
    fn body(&self) -> usize {
        let reason = |reason: &PageReason| {
            let say = format!("{} [{}]", reason.say, reason.source);
            paragraph(&say, BODY - 16 * MM)
        };
        let leader = self.leader.as_ref().map_or(0, |leader| {
            let rather_than = leader.rather_than.as_deref().map_or(0, |line| paragraph(line, BODY));
            heading(&format!("Why {}", leader.name), BODY)
                + if leader.summary.is_empty() { 0 } else { paragraph(&leader.summary, BODY) }
                + leader.reasons.iter().map(reason).sum::<usize>()
                + rather_than
        });
        let read_on = self.read_on.iter().map(|one| format!("{}: {}", one.name, one.address));
        leader
            + list(self.apart_heading, self.apart.iter(), BODY)
            + list(self.see_heading, self.go_and_see.iter(), BODY)
            + list(self.read_heading, read_on, BODY)
            + self.code.as_ref().map_or(0, |code| paragraph(&format!("{CODE} {code}"), BODY) + 2 * MM)
    }

    /// The narrower column: the shortlist, and what to talk about.
    fn beside(&self) -> usize {
        const BOX: usize = 6 * MM;
        const SET_IN: usize = 6 * MM;
        const MORE: &str = "And 99 more: your answers leave much open.";
        let names = self.shortlist.iter().map(|one| &one.name);
        let more = if self.more > 0 { paragraph(MORE, BESIDE) } else { 0 };
        list(self.shortlist_heading, names, BESIDE - SET_IN)
            + more
            + 8 * MM
            + list("Talk it over in pairs", self.in_pairs.iter(), BESIDE - BOX)
            + list("Tick what is so by now", self.ticks.iter(), BESIDE - SET_IN)
    }
}

/// Heights of text in a column, with the space before it.
fn paragraph(text: &str, width: usize) -> usize {
    8 + LINE * lines(text, width)
}

fn heading(text: &str, width: usize) -> usize {
    30 + 49 * lines_at(11.5, text, width)
}

fn list(title: &str, items: impl ExactSizeIterator<Item: AsRef<str>>, width: usize) -> usize {
    if items.len() == 0 {
        return 0;
    }
    heading(title, width) + items.map(|item| paragraph(item.as_ref(), width)).sum::<usize>()
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
            page.limits = vec!["WIDE ".repeat(LONGEST_TEXT / 5); 2];
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
        assert!(
            head.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">")
                && head.ends_with("<ol class=\"contents\">\n")
        );
        assert!(after_contents().ends_with("<main>\n"));
        assert!(!head.contains("<script") && !head.contains("http"));
        assert_eq!(foot(), "</main>\n</body>\n</html>\n");
    }
}
