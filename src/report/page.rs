//! What pages have in common: filling in templates, and links.

use askama::Template;

use super::words::resting_on;
use crate::matching::ranking::Ranked;
use crate::pack::Source;
use crate::result::Report;

/// A source by its title, and its address where it has one that a page may link to.
pub(super) struct Link<'a> {
    pub(super) title: String,
    pub(super) url: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// To a source; to common knowledge where there is none.
    pub(super) fn to(source: Option<&'a Source>) -> Self {
        let url = source.and_then(|source| source.url.as_deref());
        // Whoever writes a pack writes its addresses, and a page is passed on to others: nothing but a web page is linked.
        let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        Self { title: resting_on(source), url }
    }

    /// Its address as one types it.
    pub(super) fn address(&self) -> Option<&'a str> {
        self.url.map(short_address)
    }
}

/// An address as one types it.
pub(super) fn short_address(url: &str) -> &str {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").trim_end_matches('/')
}

/// As in a list: `3.`, or `3=` among others.
pub(super) fn place(report: &Report<'_>, ranked: &Ranked) -> String {
    let (place, tied) = report.place(ranked);
    format!("{place}{}", if tied { "=" } else { "." })
}

/// A template filled in, ended by a line break, which askama takes off a template's last line.
#[allow(clippy::expect_used, reason = "writing into a String cannot fail")]
pub(super) fn written(template: &impl Template) -> String {
    let mut page = template.render().expect("the template writes into memory");
    if !page.ends_with('\n') {
        page.push('\n');
    }
    page
}
