//! The first screen, and what the browser keeps.

use askama::Template;

use super::markup::filled;
use super::state::{Page, Storage};
use crate::matching::next_question::usual_number;

#[derive(Template)]
#[template(path = "welcome.html", config = "src/page/askama.toml")]
struct Welcome<'a> {
    title: &'a str,
    length: String,
    keeping: &'static str,
    misfits: Option<&'a str>,
    answered: usize,
    at_the_end: bool,
    forgotten: bool,
}

/// What this is, how long it takes, what is kept, and where to begin.
pub(super) fn welcome(page: &Page<'_>) -> String {
    let pack = &page.content.pack;
    let (all, usual) = (pack.questions().len(), usual_number(pack));
    let length = match page.settings.short.len() {
        0 if all > usual => format!(
            "Usually about {usual} of {all} questions, ten seconds each: the most telling one comes next, and the \
             questions stop when your first three are settled and your terms are known."
        ),
        0 => format!("{all} questions, ten seconds each."),
        short => format!("{short} questions, ten seconds each."),
    };
    filled(&Welcome {
        title: page.title(),
        length,
        keeping: match page.storage {
            Storage::Works => {
                "Your answers are kept in this browser on this device after each one, so that you can stop and go on. \
                 Nothing is sent to anyone. On a device that others use, forget everything when you have finished."
            }
            Storage::Refused => {
                "This browser keeps nothing for this page, so closing or reloading it loses your answers; save them at \
                 the end. Nothing is sent to anyone."
            }
        },
        misfits: page.misfits.as_deref(),
        answered: page.sitting.answered(),
        at_the_end: page.sitting.current().is_none(),
        forgotten: page.forgotten.is_some(),
    })
}

#[derive(Template)]
#[template(path = "foot.html", config = "src/page/askama.toml")]
struct Foot {
    something: bool,
    kept: bool,
    keys: bool,
}

/// What stands below every screen.
pub(super) fn foot(page: &Page<'_>) -> String {
    let something = !page.sitting.answers().is_empty();
    filled(&Foot { something, kept: page.storage == Storage::Works, keys: page.keys })
}
