//! The result of a sitting, in full and in short.

use crate::Content;
use crate::diagnostic::Colour;
use crate::report::TOP;
use crate::report::opening::opening;
use crate::report::text::{Detail, Style, after_opening};
use crate::report::words::{count, how_many_answered, wrapped};
use crate::result::{Report, Wanted};
use crate::sitting::Sitting;

/// The result of the answers so far.
#[must_use]
pub fn result<'a>(content: &'a Content, sitting: &'a Sitting<'_>) -> Report<'a> {
    let wanted = Wanted { top: TOP, asked: Some(sitting.asked()), ..Wanted::default() };
    Report::new(content, sitting.answers(), &wanted)
}

/// The result for a screen of so many rows: what matters most fits it, and everything else follows.
#[must_use]
pub fn screen(content: &Content, sitting: &Sitting<'_>, style: Style, rows: usize) -> String {
    let report = result(content, sitting);
    let stands = stands(sitting).map(|stands| wrapped(&stands, style.width, "\n", "")).unwrap_or_default();
    opening(&report, style, Some(rows)) + &stands + &after_opening(&report, style, Detail::Short)
}

/// The gist of the result, and how far it may be trusted to stay.
#[must_use]
pub fn gist(content: &Content, sitting: &Sitting<'_>, style: Style) -> String {
    let report = result(content, sitting);
    let mut said = format!("{}.", how_many_answered(&report));
    if let Some(stands) = stands(sitting) {
        said.push_str(&format!(" {stands}"));
    }
    format!("{}\n{}", opening(&report, style, None), wrapped(&said, style.width, "", ""))
}

/// Whether more questions could change it; nothing where none are left.
fn stands(sitting: &Sitting<'_>) -> Option<String> {
    let left = count(sitting.left(), "question");
    (sitting.left() > 0).then(|| match sitting.current() {
        None => format!("Settled: another {left} would hardly change it. You may answer them, too."),
        Some(_) => format!("Not settled yet: another {left} can change it."),
    })
}

/// The same in the middle of the questions.
#[must_use]
pub fn so_far(content: &Content, sitting: &Sitting<'_>, width: usize, rows: usize) -> String {
    if sitting.answers().counts(&content.pack).chosen == 0 {
        return "Nothing was answered yet.\n".to_owned();
    }
    let so_far = wrapped("So far, and it will change: answer for yourself, not for a name.", width, "", "");
    let left = rows.saturating_sub(so_far.lines().count() + 1);
    format!("{so_far}\n{}", screen(content, sitting, plain(width), left))
}

/// Text in a viewer: it cuts lines, so it takes no colour.
pub(super) fn plain(width: usize) -> Style {
    Style { colour: Colour::Plain, width }
}
