//! Pages from their templates.

use askama::Template;

/// A template filled in, ended by a line break, which askama takes off a template's last line.
#[allow(clippy::expect_used, reason = "writing into a String cannot fail")]
pub(super) fn written(template: &impl Template) -> String {
    let mut page = template.render().expect("the template writes into memory");
    if !page.ends_with('\n') {
        page.push('\n');
    }
    page
}
