//! What can be done with a result.

use askama::Template;

use super::kept::foot;
use super::markup::filled;
use super::state::Page;
use super::view::File;
use crate::answers::Answers;
use crate::answers::code::code;
use crate::report::difference::{Later, Told, told};
use crate::report::words::count;
use crate::result::difference::Difference;
use crate::sitting::said::CODE_IS_THE_ANSWERS;

#[derive(Template)]
#[template(path = "tools.html", config = "src/page/askama.toml")]
struct Tools {
    /// How far the result may be trusted to stay.
    stands: Option<String>,
    /// What going on with the questions is called, where there are any.
    more: Option<String>,
    /// The answers as a code, where the content has codes.
    code: Option<String>,
    about_code: &'static str,
    foot: String,
}

/// The tools above a result.
pub(super) fn tools(page: &Page<'_>) -> String {
    let left = page.sitting.left();
    let others = || count(left, "question");
    let open = page.sitting.current().is_some();
    let stands = match (left, open) {
        (0, _) => None,
        (_, true) => Some("So far, and it can change: answer for yourself, not for a name.".to_owned()),
        (_, false) => Some(format!("Another {} would hardly change it. You may answer them, too.", others())),
    };
    let more = match (left, open) {
        (0, _) => None,
        (_, true) => Some("Go on with the questions".to_owned()),
        (_, false) => Some(format!("Answer the other {}", others())),
    };
    let code = code(&page.content.pack, page.sitting.answers());
    filled(&Tools { stands, more, code, about_code: CODE_IS_THE_ANSWERS, foot: foot(page) })
}

#[derive(Template)]
#[template(path = "tried.html", config = "src/page/askama.toml")]
struct Tried {
    told: Option<Told>,
}

/// What other answers would do.
pub(super) fn tried(page: &Page<'_>, changed: &Answers) -> String {
    let difference = Difference::between(page.content, page.sitting.answers(), changed, page.settings.scope);
    filled(&Tried { told: (!difference.answers.is_empty()).then(|| told(&difference, Later::TriedOut)) })
}

#[derive(Template)]
#[template(path = "save.html", config = "src/page/askama.toml")]
struct Save<'a> {
    saved: Option<&'a File>,
}

/// What can be saved; and the text of what was saved just now, to be copied where a browser saves nothing.
pub(super) fn save(saved: Option<&File>) -> String {
    filled(&Save { saved })
}
