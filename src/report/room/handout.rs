//! Hand-outs: one A4 page for each respondent, written one after the other, so that memory stays flat.
//!
//! Whatever the answers and the content say, a page is one sheet: long texts are cut, and lists grow shorter until the
//! page fits.

use askama::Template;

use crate::answers::cohort::Respondent;
use crate::pack::{Pack, SpecialtyId};
use crate::report::notes;
use crate::report::page::{Bar, shortlist_bars, written};
use crate::report::words;
use crate::report::words::{
    PURPOSE, change, counts, pattern, runner_up, scope, shortlist_promise, standing, taster,
};
use crate::result::{Entry, Report};
use crate::visible;

/// Specialties of the shortlist that get a bar.
const BARS: usize = 6;
/// Reasons, changed answers and taster days that are listed.
const LISTED: usize = 3;
/// Notes that are shown.
const NOTES: usize = 2;
/// Longest name, and longest other text, in characters.
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 280;
/// Lines of text that a sheet holds, in tenths, and the characters of a line in a wide typeface.
const SHEET: usize = 600;
const LINE: usize = 94;

/// What a page leaves out, and how to read it.
const LIMITS: &str = "It knows nothing of your skills, your grades or your life outside work. The chances are what \
    held in simulations; real people and posts vary more. Talk it over with someone who does the work, and go and see \
    it for a day before you decide anything.";

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
struct Page<'a> {
    place: u64,
    name: String,
    title: &'a str,
    counts: String,
    scope: &'static str,
    pattern: Option<String>,
    notes: Vec<String>,
    shortlist: Vec<Bar<'a>>,
    more: usize,
    promise: String,
    leader: &'a str,
    reasons: Vec<PageReason>,
    change_heading: Option<String>,
    changes: Vec<String>,
    more_changes: usize,
    tasters: Vec<String>,
    focus: Vec<String>,
    purpose: &'static str,
    limits: &'static str,
    version: &'static str,
    pack_version: &'a str,
    pack_hash: &'a str,
}

struct PageReason {
    answer: String,
    why: String,
    source: String,
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

fn laid_out<'a>(respondent: &Respondent, report: &'a Report<'_>) -> Page<'a> {
    let pack = &report.content.pack;
    let specialty = |id: SpecialtyId| pack.specialty(id).name.as_str();
    let leader = report.top.first().filter(|_| report.counts.chosen > 0);
    let second = report.runner_up.as_ref();
    let changes = second.map(|second| second.changes.as_slice()).unwrap_or_default();
    Page {
        place: respondent.row,
        name: name(respondent),
        title: pack.name(),
        counts: counts(report.counts),
        scope: scope(report.scope),
        pattern: pattern(pack, &report.pattern).map(|text| cut(&text, 2 * LONGEST_TEXT)),
        notes: report
            .notes
            .iter()
            .take(NOTES)
            .map(|note| cut(&notes::note(pack, note), LONGEST_TEXT))
            .collect(),
        shortlist: shortlist_bars(report, BARS),
        more: report.shortlist.saturating_sub(BARS),
        promise: shortlist_promise(report.shortlist, report.shortlist_chance),
        leader: leader.map(|entry| specialty(entry.ranked.specialty)).unwrap_or_default(),
        reasons: leader.map(|entry| reasons(pack, entry)).unwrap_or_default(),
        change_heading: second.map(|second| runner_up(specialty(second.specialty), changes.len())),
        more_changes: 0,
        changes: changes.iter().map(|one| cut(&change(pack, report.answers, one), LONGEST_TEXT)).collect(),
        tasters: report
            .tasters
            .iter()
            .take(LISTED)
            .map(|(question, id)| cut(&taster(specialty(*id), pack.question(*question)), LONGEST_TEXT))
            .collect(),
        focus: focus(report),
        purpose: PURPOSE,
        limits: LIMITS,
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
        pack_hash: pack.hash(),
    }
}

impl Page<'_> {
    /// Takes off what can be spared, the least important first, until the page is one sheet.
    fn fit(&mut self) {
        while self.height() > SHEET {
            if self.changes.len() > LISTED {
                self.changes.pop();
                self.more_changes += 1;
            } else if self.notes.len() > 1 {
                self.notes.pop();
            } else if self.tasters.len() > 1 {
                self.tasters.pop();
            } else if self.shortlist.len() > LISTED {
                self.shortlist.pop();
                self.more += 1;
            } else if self.reasons.len() > 1 {
                self.reasons.pop();
            } else if self.changes.len() > 1 {
                self.changes.pop();
                self.more_changes += 1;
            } else {
                return;
            }
        }
    }

    /// An estimate of its height on paper, in tenths of a line.
    fn height(&self) -> usize {
        const HEADING: usize = 22;
        let lines = |text: &str, most: usize| 10 * text.chars().count().div_ceil(most).max(1);
        let item = |text: &String| lines(text, LINE - 4) + 4;
        let list = |items: &[String]| match items {
            [] => 0,
            items => HEADING + items.iter().map(item).sum::<usize>(),
        };
        // A bar stands beside the name, and takes a third of the line.
        let bar = |bar: &Bar<'_>| lines(bar.name, LINE / 3) + 2;
        let reason = |reason: &PageReason| {
            let length = [&reason.answer, &reason.why, &reason.source].map(|text| text.chars().count());
            10 * (length.iter().sum::<usize>() + 4).div_ceil(LINE - 4) + 4
        };
        let top = lines(&self.name, LINE / 2) * 3 / 2 + 20;
        let sentences = [&self.pattern.clone().unwrap_or_default(), &self.purpose.to_owned()];
        let sentences: usize = sentences.iter().map(|text| lines(text, LINE - 4) + 6).sum();
        top + sentences
            + HEADING
            + lines(self.limits, LINE)
            + self.notes.iter().map(item).sum::<usize>()
            + HEADING
            + self.shortlist.iter().map(bar).sum::<usize>()
            + 16
            + HEADING
            + self.reasons.iter().map(reason).sum::<usize>()
            + list(&self.changes)
            + 16
            + list(&self.tasters)
            + list(&self.focus)
    }
}

fn reasons(pack: &Pack, entry: &Entry) -> Vec<PageReason> {
    let strongest = entry.speaks_for.iter().take(LISTED);
    strongest
        .map(|reason| PageReason {
            answer: cut(&words::given(pack, reason.answer), LONGEST_TEXT),
            why: cut(&reason.why, LONGEST_TEXT),
            source: cut(&words::resting_on(reason.source.as_ref()), LONGEST_TEXT / 2),
        })
        .collect()
}

/// Where the specialties stand that people came to ask about: the one that the pack names first, and the best placed.
fn focus(report: &Report<'_>) -> Vec<String> {
    let pack = &report.content.pack;
    if report.counts.chosen == 0 {
        return Vec::new();
    }
    let best = report.focus.first().map(|entry| entry.ranked.specialty);
    let shown = |entry: &&Entry| {
        Some(entry.ranked.specialty) == best || pack.focus().first() == Some(&entry.ranked.specialty)
    };
    let stands = |entry: &Entry| {
        let name = &pack.specialty(entry.ranked.specialty).name;
        cut(&standing(name, &entry.ranked, report.ranking.len()), LONGEST_TEXT)
    };
    report.focus.iter().filter(shown).map(stands).collect()
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
        for heading in ["Your shortlist", "What speaks most for", "What would change it", "what it is not"] {
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
        assert!(!page.contains("shortlist") && !page.contains("speaks most for"));
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
            for reason in &mut page.reasons {
                reason.why = "long ".repeat(LONGEST_TEXT / 5);
            }
            page.fit();
            assert!(page.height() <= SHEET, "{}", page.height());
            assert!(!page.reasons.is_empty() && !page.shortlist.is_empty());
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
