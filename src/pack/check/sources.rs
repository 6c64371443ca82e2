//! Checking sources: what a sentence can rest on.

use super::year;
use crate::diagnostic::Diagnostic;
use crate::pack::Source;
use crate::pack::draft::DraftSource;
use crate::toml_tree::Mistakes;

/// What is written as `source` for something uncontroversial that needs none.
pub(super) const GENERAL_KNOWLEDGE: &str = "general-knowledge";

/// A source as written; a badly formed address or year is noted.
pub(super) fn source(written: &DraftSource, mistakes: &Mistakes) -> Source {
    if let Some(url) = written.url.as_ref().filter(|url| !is_web_address(&url.value)) {
        mistakes.note(
            Diagnostic::at(&url.place, "not a web address")
                .help("it starts with https:// or http:// and has no spaces"),
        );
    }
    Source {
        id: written.id.value.clone(),
        title: written.title.value.clone(),
        url: written.url.as_ref().map(|url| url.value.clone()),
        year: written.year.as_ref().and_then(|written| year(written, mistakes)),
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && !host.starts_with('.')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}
