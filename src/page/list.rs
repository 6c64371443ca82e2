//! Lists to pick from: answers given, and roles.

use askama::Template;

use super::markup::filled;
use super::state::{Page, Screen};
use crate::pack::SpecialtyId;
use crate::report::words::answered;

#[derive(Template)]
#[template(path = "list.html", config = "src/page/askama.toml")]
struct List<'a> {
    heading: String,
    about: Option<&'static str>,
    items: Vec<(&'a str, String)>,
}

/// The questions put so far, each with its answer.
pub(super) fn answers(page: &Page<'_>) -> String {
    let pack = &page.content.pack;
    let trying = page.top() == Screen::WhatIf;
    let items = page.sitting.put().iter().map(|id| {
        let question = pack.question(*id);
        let answer = page.sitting.answers().to(*id).map(|answer| answered(question, Some(answer)));
        (question.ask.as_str(), answer.unwrap_or_else(|| "left open".to_owned()))
    });
    let items: Vec<(&str, String)> = items.collect();
    let about = match (trying, items.is_empty()) {
        (_, true) => "Nothing was answered yet.",
        (true, _) => {
            "Which question would you answer otherwise? It is only a try: your own answers stay as they are."
        }
        (false, _) => "Pick one to change it.",
    };
    let heading = if trying { "What if you had answered otherwise?" } else { "Your answers" };
    filled(&List { heading: heading.to_owned(), about: Some(about), items })
}

/// The roles, for a profile, or to compare one of them with another.
pub(super) fn roles(page: &Page<'_>, compared: Option<SpecialtyId>) -> String {
    let pack = &page.content.pack;
    let heading = match (page.top(), compared) {
        (Screen::Compare(_), Some(one)) => format!("Compare {} with which other?", pack.specialty(one).name),
        (Screen::Compare(_), None) => "Compare which role?".to_owned(),
        _ => "Which role?".to_owned(),
    };
    let roles = page.roles(compared);
    let items = roles.iter().map(|id| (pack.specialty(*id).name.as_str(), String::new())).collect();
    filled(&List { heading, about: Some("Those near your result come first."), items })
}
