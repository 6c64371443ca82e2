//! A question, and what stands behind it.

use askama::Template;

use super::markup::filled;
use super::state::{Page, Purpose};
use crate::answers::Importance;
use crate::pack::{OptionId, QuestionId};
use crate::report::pack::questionnaire::{About, STEPS, about};
use crate::sitting::earlier::Earlier;
use crate::sitting::marks::key_of;
use crate::sitting::progress::WHOLE;
use crate::sitting::said::{CHANGING, TRYING_OUT};

#[derive(Template)]
#[template(path = "question.html", config = "src/page/askama.toml")]
#[allow(clippy::struct_excessive_bools, reason = "each is a question that the template asks")]
struct QuestionScreen<'a> {
    section: &'a str,
    /// Where it stands among the others, or what the answer is for.
    place: String,
    /// How far along that is, of [`WHOLE`], where it is on the way.
    filled: Option<usize>,
    whole: usize,
    ask: &'a str,
    earlier: Option<&'static str>,
    several: bool,
    options: Vec<Choice<'a>>,
    matters: bool,
    /// Whether skipping takes an answer back.
    taken_back: bool,
    asking: bool,
    first: bool,
    may_finish: bool,
}

struct Choice<'a> {
    key: String,
    say: &'a str,
    chosen: bool,
}

/// The question on screen.
pub(super) fn screen(page: &Page<'_>) -> String {
    let Some((id, purpose)) = page.asked() else { return String::new() };
    let pack = &page.content.pack;
    let question = pack.question(id);
    let progress = page.sitting.progress();
    let earlier = match (purpose, Earlier::of(&page.sitting, id)) {
        (Purpose::TryingOut, Earlier::LeftOpen) => Earlier::New,
        (_, earlier) => earlier,
    };
    let options = question.options.iter().enumerate().map(|(place, option)| Choice {
        key: key_of(place).map(String::from).unwrap_or_default(),
        say: &option.say,
        chosen: page.marks.chosen.contains(&OptionId::new(place)),
    });
    let asking = purpose == Purpose::Asking;
    filled(&QuestionScreen {
        section: &pack.section_of(id).name,
        place: match purpose {
            Purpose::Asking => progress.words(),
            Purpose::Changing => CHANGING.to_owned(),
            Purpose::TryingOut => TRYING_OUT.to_owned(),
        },
        filled: asking.then(|| progress.filled()),
        whole: WHOLE,
        ask: &question.ask,
        earlier: earlier.in_words(),
        several: question.takes_several(),
        options: options.collect(),
        matters: page.marks.importance == Importance::ALot,
        taken_back: matches!(earlier, Earlier::Answered(_)) || !page.marks.chosen.is_empty(),
        asking,
        first: progress.behind == 0,
        may_finish: progress.may_finish(),
    })
}

#[derive(Template)]
#[template(path = "help.html", config = "src/page/askama.toml")]
struct Help<'a> {
    ask: &'a str,
    about: About<'a>,
    steps: &'static str,
}

/// What stands behind a question, with the anchors.
pub(super) fn help(page: &Page<'_>, id: QuestionId) -> String {
    let pack = &page.content.pack;
    filled(&Help { ask: &pack.question(id).ask, about: about(pack, id), steps: STEPS })
}
