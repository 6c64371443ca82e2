//! The result of a sitting, in full and in short.

use crate::Content;
use crate::diagnostic::Colour;
use crate::report::TOP;
use crate::report::text::{Style, brief};
use crate::report::words::{count, how_many_answered, wrapped};
use crate::result::{Report, Wanted};
use crate::sitting::Sitting;

/// The result of the answers so far.
#[must_use]
pub fn result<'a>(content: &'a Content, sitting: &'a Sitting<'_>) -> Report<'a> {
    let wanted = Wanted { top: TOP, asked: Some(sitting.asked()), ..Wanted::default() };
    Report::new(content, sitting.answers(), &wanted)
}

/// The gist of the result, and how far it may be trusted to stay.
#[must_use]
pub fn gist(content: &Content, sitting: &Sitting<'_>, style: Style) -> String {
    let report = result(content, sitting);
    let mut text = brief(&report, style);
    let mut stands = format!("{}.", how_many_answered(&report));
    if sitting.left() > 0 {
        let left = count(sitting.left(), "question");
        stands.push_str(&match sitting.current() {
            None => format!(" Settled: another {left} would hardly change it. You may answer them, too."),
            Some(_) => format!(" Not settled yet: another {left} can change it."),
        });
    }
    text.push_str(&wrapped(&stands, style.width, "", ""));
    text
}

/// The same in the middle of the questions.
#[must_use]
pub fn so_far(content: &Content, sitting: &Sitting<'_>, width: usize) -> String {
    if sitting.answers().counts(&content.pack).chosen == 0 {
        return "Nothing was answered yet.\n".to_owned();
    }
    let so_far = "So far, and it will change: answer for yourself, not for a name.";
    format!("{}\n{}", wrapped(so_far, width, "", ""), gist(content, sitting, plain(width)))
}

/// Text in a viewer: it cuts lines, so it takes no colour.
pub(super) fn plain(width: usize) -> Style {
    Style { colour: Colour::Plain, width }
}
