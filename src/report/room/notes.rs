//! Notes for whoever leads the session, on one sheet: the plan by the minute, with what this room said beside it.

use askama::Template;

use super::told::{self, agreement, focus, leanings, limits, talked_over, unseen};
use crate::matching::room::Summary;
use crate::pack::Pack;
use crate::report::page::written;
use crate::report::words::versions;

/// Lines for each part of the plan, at most, so that the notes stay on one sheet.
const LINES: usize = 3;

#[derive(Template)]
#[template(path = "notes.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    respondents: u64,
    agreed: Vec<String>,
    talked: Vec<[String; 2]>,
    points: Vec<String>,
    unseen: Vec<[String; 2]>,
    prompts: [&'static str; 2],
    versions: String,
}

/// The page.
#[must_use]
pub fn render(pack: &Pack, summary: &Summary) -> String {
    let agreed = summary.agreed(pack, LINES).into_iter();
    let talked = talked_over(pack, summary, LINES).into_iter();
    let unseen = unseen(pack, summary, LINES).into_iter();
    let limits = limits(pack, summary);
    let limits =
        (!limits.is_empty()).then(|| format!("Limits: {}.", limits[..limits.len().min(LINES)].join("; ")));
    written(&Page {
        css: include_str!("../templates/notes.css"),
        language: pack.language(),
        title: pack.name(),
        respondents: summary.respondents,
        agreed: agreed.map(|(told, side)| agreement(pack, summary, told, side)).collect(),
        talked: talked
            .map(|one| [format!("{} {}, {}.", one.ask, one.sides[0], one.sides[1]), one.follow_up])
            .collect(),
        points: [leanings(summary), focus(pack, summary), limits].into_iter().flatten().collect(),
        unseen: unseen.map(|one| [one.say, one.go_and_see.unwrap_or_default()]).collect(),
        prompts: [told::AGREED, told::UNSEEN],
        versions: versions(pack),
    })
}
