//! Certificates of attendance for portfolios: one sheet for each person who gave a name. It says that someone took part, and nothing
//! of what they answered.

use askama::Template;

use crate::answers::cohort::Respondent;
use crate::pack::Pack;
use crate::report::page::written;
use crate::report::words::versions;

#[derive(Template)]
#[template(path = "certificates.html", block = "head", config = "src/report/askama.toml")]
struct Head<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
}

#[derive(Template)]
#[template(path = "certificates.html", block = "page", config = "src/report/askama.toml")]
struct Page<'a> {
    name: String,
    title: &'a str,
    versions: String,
}

#[derive(Template)]
#[template(path = "certificates.html", block = "foot", config = "src/report/askama.toml")]
struct Foot;

/// What stands before the first.
#[must_use]
pub fn head(pack: &Pack) -> String {
    let css = include_str!("../templates/certificates.css");
    written(&Head { css, language: pack.language(), title: pack.name() })
}

/// One for someone who gave a name; nothing for anyone else.
#[must_use]
pub fn page(respondent: &Respondent, pack: &Pack) -> Option<String> {
    respondent.label.as_ref()?;
    let name = super::handout::name(respondent);
    Some(written(&Page { name, title: pack.name(), versions: versions(pack) }))
}

/// What stands behind the last.
#[must_use]
pub fn foot() -> String {
    written(&Foot)
}
