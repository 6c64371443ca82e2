//! Filling in templates.

use askama::Template;

/// A template filled in.
#[allow(clippy::expect_used, reason = "writing into a String cannot fail")]
pub(super) fn filled(template: &impl Template) -> String {
    template.render().expect("the template writes into memory")
}
