//! Result pages and hand-outs as people first see them: one number says how sure a result is, and every link on a page leads
//! somewhere.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;
use std::path::{Path, PathBuf};

use command::{calling, stdout_of};

/// What measures fit and has no place beside the one number.
const OTHER_MEASURES: [&str; 9] = [
    "in 100",
    "strong fit",
    "good fit",
    "partial fit",
    "weak fit",
    "answers agree",
    "evidence",
    "best fit",
    "of 5",
];

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut sheets: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    sheets.sort();
    assert_eq!(sheets.len(), 9);
    sheets
}

fn page_of(sheet: &Path, more: &[&str]) -> String {
    stdout_of(&[&["match", sheet.to_str().unwrap(), "--format", "html"], more].concat(), "")
}

/// What stands between two texts, from behind the first.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("no {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// Every value of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn measures_fit_once(what: &str, text: &str) {
    assert_eq!(text.matches("of 100").count(), 1, "{what}: {text}");
    for other in OTHER_MEASURES {
        assert!(!text.contains(other), "{what} has \u{201c}{other}\u{201d}: {text}");
    }
}

#[test]
fn the_first_screen_has_one_number_that_measures_fit() {
    for sheet in examples() {
        let page = page_of(&sheet, &["--why", "palliative-medicine", "--least", "1"]);
        let first = between(&page, "<header>", "</header>");
        measures_fit_once(&sheet.display().to_string(), first);
        assert!(!first.contains('%'), "{first}");
        assert!(first.contains("<h1>You want") && first.contains("class=\"names\""), "{first}");
    }
}

#[test]
fn a_hand_out_has_one_number_that_measures_fit() {
    for cohort in ["google-forms.csv", "microsoft-forms.xlsx"] {
        let page = handouts(&format!("examples/workshop/{cohort}"), &[]);
        let sheets: Vec<&str> = page.split("<article").skip(1).collect();
        assert!(sheets.len() > 25);
        for sheet in sheets.iter().filter(|sheet| !sheet.contains("Nothing was answered yet")) {
            measures_fit_once(cohort, sheet);
        }
    }
}

fn handouts(input: &str, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let args = ["workshop", input, "--out", out.to_str().unwrap(), "--write", "handouts.html"];
    let code = calling(&[&args, more].concat()).output().unwrap().status.code();
    assert!(matches!(code, Some(0 | 3)), "{code:?}");
    fs::read_to_string(out.join("handouts.html")).unwrap()
}

#[test]
fn every_link_within_a_page_leads_to_a_place_of_its_own() {
    for sheet in examples() {
        let page = page_of(&sheet, &["--why", "palliative-medicine", "--least", "1"]);
        let mut ids = values(&page, "id");
        let links: Vec<&str> =
            values(&page, "href").into_iter().filter_map(|link| link.strip_prefix('#')).collect();
        assert!(links.len() > 8, "{links:?}");
        for link in links {
            assert!(ids.contains(&link), "{link}");
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands twice");
    }
}

#[test]
fn what_print_leaves_out_is_closed_or_said() {
    for sheet in examples() {
        let page = page_of(&sheet, &[]);
        // Nothing that can be closed is left to print.
        for (before, _) in page.match_indices("<details") {
            let section = &page[..before];
            let for_the_screen =
                section.rfind("class=\"screen\"").max(section.rfind("class=\"wide screen\""));
            assert!(page[before..].starts_with("<details class=\"screen\"") || for_the_screen.is_some());
        }
        assert!(between(&page, "<footer>", "</footer>").contains("The whole order is on the page"));
        // Whoever holds the sheet can type where to go.
        let steps = between(&page, "id=\"read\"", "</section>");
        assert!(steps.contains("class=\"print address\"") && steps.contains("href=\"https://"), "{steps}");
    }
}

#[test]
fn a_result_by_limits_lists_nothing_unflagged_that_breaks_one() {
    let flags = "[answers]\nwork-with-hands = \"strongly-agree!\"\nplaces = [\"theatre\", \"ward\"]\nno-procedures = \
        \"strongly-disagree\"\nprocedure-share = \"most\"\ntheatre-hours = \"strongly-agree!\"\nmeans = [\"operating\"]\n\
        short-talks = \"agree\"\ncure-work = \"strongly-agree\"\nscope = \"doctor\"\nnights-in-training = \"none\"\n\
        limits = [\"nights-in-training\"]\nbody = [\"gut\"]\n";
    let page = stdout_of(&["match", "-", "--format", "html"], flags);
    let first = between(&page, "<header>", "</header>");
    let (keeping, breaking) = first.split_once("Fits, but breaks a limit").unwrap();
    assert!(keeping.contains("Next that break no limit"), "{keeping}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout_of(&["match", "-", "--format", "json"], flags)).unwrap();
    let json = json.get("results").map_or(&json, |results| &results[0]);
    let apart = json.to_string();
    assert!(breaking.matches("<li>").count() >= 3 && apart.contains("limit"), "{apart}");
    // Of the list that breaks none, no entry on the page says otherwise.
    for name in values(keeping, "href").iter().filter_map(|link| link.strip_prefix('#')) {
        let entry = between(&page, &format!("id=\"{name}\""), "</article>");
        assert!(!entry.contains("Breaks your limit"), "{entry}");
    }
}

#[test]
fn hand_outs_stand_behind_a_list_of_names() {
    let page = handouts("examples/workshop/google-forms.csv", &[]);
    let contents = between(&page, "<ol class=\"contents\">", "</ol>");
    let listed: Vec<&str> =
        values(contents, "href").into_iter().map(|link| link.trim_start_matches('#')).collect();
    let (_, pages) = page.split_once("<main>").unwrap();
    let titled: Vec<&str> = values(pages, "id");
    assert_eq!(listed, titled);
    assert_eq!(listed.len(), pages.matches("<article").count());
    for part in ["Talk it over in pairs", "Who will I ask, and by when?", "Your shortlist", "Read on"] {
        assert!(pages.contains(part), "{part}");
    }
}
