//! The room for a projector: one thought a slide, in large type, with what the room said hidden until it is shown.
//!
//! The script only turns slides and shows what is hidden; without it everything stands there to be read.

use askama::Template;

use super::told::{self, TalkedOver, Unseen, agreement, focus, leanings, limits, talked_over, unseen};
use crate::matching::room::{Family, Summary};
use crate::pack::Pack;
use crate::report::page::written;
use crate::report::words::{capital, versions};

/// Lines on a slide, at most: more cannot be read from the back of a room.
const LINES: usize = 4;
/// Questions put to the room.
const TALKED_OVER: usize = 3;

#[derive(Template)]
#[template(path = "slides.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    script: &'static str,
    language: &'a str,
    title: &'a str,
    respondents: u64,
    agreed: Vec<String>,
    agreed_prompt: &'static str,
    talked: Vec<Slide>,
    families: Vec<Bar>,
    leanings: Option<String>,
    focus: Option<String>,
    unseen: Vec<Unseen>,
    unseen_prompt: &'static str,
    limits: Vec<String>,
    versions: String,
}

/// A question that divides the room.
struct Slide {
    ask: String,
    sides: Vec<Bar>,
    follow_up: String,
}

/// People, in words and as a bar of 400.
struct Bar {
    say: String,
    filled: f64,
}

/// The page.
#[must_use]
pub fn render(pack: &Pack, summary: &Summary) -> String {
    let agreed = summary.agreed(pack, LINES).into_iter();
    written(&Page {
        css: include_str!("../templates/slides.css"),
        script: include_str!("../templates/slides.js"),
        language: pack.language(),
        title: pack.name(),
        respondents: summary.respondents,
        agreed: agreed.map(|(told, side)| agreement(pack, summary, told, side)).collect(),
        agreed_prompt: told::AGREED,
        talked: talked_over(pack, summary, TALKED_OVER).into_iter().map(|one| slide(summary, one)).collect(),
        families: summary.leanings().into_iter().take(LINES).map(|one| family(summary, one)).collect(),
        leanings: leanings(summary),
        focus: focus(pack, summary),
        unseen: unseen(pack, summary, LINES),
        unseen_prompt: told::UNSEEN,
        limits: limits(pack, summary).into_iter().take(LINES).collect(),
        versions: versions(pack),
    })
}

fn slide(summary: &Summary, one: TalkedOver) -> Slide {
    let bars = one.sides.into_iter().zip(one.numbers);
    let sides = bars.map(|(say, number)| Bar { say, filled: told::width(number, summary) }).collect();
    Slide { ask: one.ask, sides, follow_up: one.follow_up }
}

fn family(summary: &Summary, one: &Family) -> Bar {
    Bar {
        say: format!("{}: {}", capital(&told::family(&one.id)), told::people(one.people, summary)),
        filled: told::width(one.people.number().unwrap_or(0), summary),
    }
}
