//! What can be done with a result: read on, compare, try a what-if, change an answer, save it.

use std::io;

use super::asking::{Asked, Purpose};
use super::file_name::path_of;
use super::gist::{plain, result, screen};
use super::keeper::{Fate, Keeper};
use super::key_choice::KeyChoice;
use super::session::{ask_for, pick_answer, review};
use super::surface::Surface;
use crate::Content;
use crate::answers::code::{code, has_codes};
use crate::answers::flags_file;
use crate::output::file::{Existing, OutputError, write_whole};
use crate::pack::{Pack, SpecialtyId};
use crate::report::difference::{self, Later};
use crate::report::pack::{comparison, profile};
use crate::report::sentences::PURPOSE;
use crate::report::side_by_side;
use crate::report::text::{Detail, render};
use crate::report::words::{BANDS, SHORTLISTS, wrapped};
use crate::report::{html, json};
use crate::result::difference::Difference;
use crate::result::side_by_side::SideBySide;
use crate::sitting::roles::to_pick_from;
use crate::sitting::said::{CODE_IS_THE_ANSWERS, OPEN_AGAIN};
use crate::sitting::{Reply, Sitting};
use crate::visible;

/// What a code is good for.
const CODE_IS_READ: &str = "`calling match --code CODE` shows this result again. Small or capital letters, with or without \
                            hyphens: it is the same code, and one with a wrong letter is refused.";

/// What the person wants after the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// To be asked what is left; with why, if they did not say so.
    AskOn(Option<String>),
    /// To see the result again, as an answer was changed.
    ShowAgain,
    /// To leave.
    Leave,
}

/// Offers the menu until the person leaves or wants to be asked on. `news` is said with it first.
///
/// # Errors
/// As for [`Surface::ask`].
pub fn offer(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &mut Keeper<'_>,
    mut news: Option<String>,
) -> io::Result<After> {
    // Whether the person knows that leaving here loses answers.
    let mut warned = false;
    loop {
        let kept = keeper.keep_finished(&content.pack, sitting);
        let said = news.take().or(kept);
        let key = {
            let text = |width, rows| screen(content, sitting, plain(width), rows);
            let choices = choices(surface, &content.pack, sitting);
            surface.offer(&text, said.as_deref(), &choices)?
        };
        warned &= key == 'q';
        match key {
            'w' => surface.show(&|width| render(&result(content, sitting), plain(width), Detail::Long))?,
            'p' => show_profile(surface, content, sitting)?,
            'c' => compare(surface, content, sitting)?,
            'i' => what_if(surface, content, sitting)?,
            'r' => {
                if let Some(after) = change(surface, content, sitting)? {
                    return Ok(after);
                }
            }
            'h' | 'f' | 'j' => news = save(surface, content, sitting, keeper, key)?,
            'k' => surface.show(&|width| in_a_code(content, sitting, width))?,
            'a' => {
                sitting.go_on();
                return Ok(After::AskOn(None));
            }
            '?' => surface.show(&|width| help(width))?,
            _ => match keeper.fate(sitting) {
                Fate::KeptInPart(_, _, why) | Fate::Lost(why) if !warned => {
                    warned = true;
                    news = Some(format!(
                        "Your answers cannot be kept: {why}. h, f or j saves them where you say; q again leaves without."
                    ));
                }
                _ => return Ok(After::Leave),
            },
        }
    }
}

/// The keys in so few words that they take two lines of a narrow screen; `?` says more.
const ON_A_SCREEN: [KeyChoice<'_>; 9] = [
    ('w', "why"),
    ('p', "profile"),
    ('c', "compare"),
    ('i', "what if"),
    ('r', "answers"),
    ('?', "help"),
    ('h', "save page"),
    ('f', "file"),
    ('j', "JSON"),
];

/// The same where each has a line of its own.
const ON_LINES: [KeyChoice<'_>; 9] = [
    ('w', "why, in full"),
    ('p', "one role's profile"),
    ('c', "compare two"),
    ('i', "what if"),
    ('r', "review and change answers"),
    ('?', "help"),
    ('h', "save as a page"),
    ('f', "save the answers as a file"),
    ('j', "save as JSON"),
];

fn choices(surface: &Surface, pack: &Pack, sitting: &Sitting<'_>) -> Vec<KeyChoice<'static>> {
    let (mut choices, code, more) = match surface {
        Surface::Screen(_) => (ON_A_SCREEN.to_vec(), "code", "ask more"),
        Surface::Plain(_) => (ON_LINES.to_vec(), "your answers as a code", "more questions"),
    };
    if has_codes(pack) {
        choices.push(('k', code));
    }
    if sitting.left() > 0 {
        choices.push(('a', more));
    }
    choices.push(('q', "leave"));
    choices
}

/// What the keys bring, and how to read the result.
fn help(width: usize) -> String {
    let mut text = "What you can do with the result\n\n".to_owned();
    for (key, what) in [
        ('w', "why: every reason, answer by answer, and what would change the order"),
        ('p', "what one role is like, with its sources"),
        ('c', "two roles and you: what your answers tell apart"),
        ('i', "what another answer to one question would do; yours stays as it is"),
        ('r', "see your answers again and change them"),
        ('h', "save a page to open in a browser, to print or to pass on"),
        ('f', "save your answers as a file; `calling match FILE` shows this result again"),
        ('j', "save the result for other programs, as JSON"),
        ('k', "your answers as a string to read out, type or send; whoever has it can read them"),
        ('a', "more questions, if any are left"),
        ('q', "leave; arrows, space and PgDn turn the page"),
    ] {
        text.push_str(&wrapped(what, width, &format!("  {key}  "), "     "));
    }
    for paragraph in [BANDS, SHORTLISTS, PURPOSE] {
        text.push_str(&wrapped(paragraph, width, "\n", ""));
    }
    text
}

/// The answers as a code, and what it is good for.
fn in_a_code(content: &Content, sitting: &Sitting<'_>, width: usize) -> String {
    let code = code(&content.pack, sitting.answers()).unwrap_or_default();
    let mut text = "Your answers as a code\n\n".to_owned();
    text.push_str(&wrapped(&code, width, "  ", "  "));
    for paragraph in [CODE_IS_THE_ANSWERS, CODE_IS_READ] {
        text.push_str(&wrapped(paragraph, width, "\n", ""));
    }
    text
}

/// Lets the person change answers; what follows from it, if anything does.
fn change(surface: &mut Surface, content: &Content, sitting: &mut Sitting<'_>) -> io::Result<Option<After>> {
    let (before, open_before) = (sitting.answers().clone(), sitting.current().is_some());
    review(surface, content, sitting)?;
    if sitting.current().is_some() && !open_before {
        return Ok(Some(After::AskOn(Some(OPEN_AGAIN.to_owned()))));
    }
    Ok((*sitting.answers() != before).then_some(After::ShowAgain))
}

fn show_profile(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    match pick_specialty(surface, content, sitting, "Which role?", None)? {
        Some(id) => surface.show(&|width| profile::page(&content.pack, id, plain(width))),
        None => Ok(()),
    }
}

fn compare(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    let Some(one) = pick_specialty(surface, content, sitting, "Compare which role", None)? else {
        return Ok(());
    };
    let Some(other) = pick_specialty(surface, content, sitting, "with which other?", Some(one))? else {
        return Ok(());
    };
    let report = result(content, sitting);
    let two = SideBySide::of(&report, [one, other]);
    // Where the answers say nothing that can be put in words, what the pack says of the two is all there is.
    if two.told_apart.is_empty() {
        return surface.show(&|width| comparison::render(&content.pack, &[one, other], plain(width)));
    }
    surface.show(&|width| side_by_side::text(&report, &two, plain(width)))
}

/// One of the specialties, those near the result first.
fn pick_specialty(
    surface: &mut Surface,
    content: &Content,
    sitting: &Sitting<'_>,
    title: &str,
    without: Option<SpecialtyId>,
) -> io::Result<Option<SpecialtyId>> {
    let pack = &content.pack;
    let mut order = to_pick_from(&result(content, sitting));
    order.retain(|id| Some(*id) != without);
    let names: Vec<String> = order.iter().map(|id| pack.specialty(*id).name.clone()).collect();
    Ok(surface.pick(title, &names, 0)?.map(|place| order[place]))
}

/// Another answer to one question, and what it would do to the order.
fn what_if(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    let mut at = 0;
    let title = "What if you had answered otherwise? Which question?";
    let Some(question) = pick_answer(surface, &content.pack, sitting, title, &mut at)? else {
        return Ok(());
    };
    let mut changed = sitting.answers().clone();
    match ask_for(surface, content, sitting, question, Purpose::TryingOut, None).0? {
        Asked::Replied(Reply::Answer(answer)) => changed.set(question, answer),
        Asked::Replied(Reply::Skip) => changed.skip(question),
        Asked::Replied(Reply::Back) | Asked::Review | Asked::Finish | Asked::Stopped => return Ok(()),
    }
    let difference = Difference::between(content, sitting.answers(), &changed, None);
    surface.show(&|width| difference::text(&difference, Later::TriedOut, plain(width)))
}

/// Asks for a name and writes the file; what came of it, in words.
fn save(
    surface: &mut Surface,
    content: &Content,
    sitting: &Sitting<'_>,
    keeper: &mut Keeper<'_>,
    key: char,
) -> io::Result<Option<String>> {
    let (suggested, text) = match key {
        'h' => ("my-result.html", html::render(&result(content, sitting))),
        'f' => ("my-answers.toml", flags_file::write(&content.pack, sitting.answers())),
        _ => ("my-result.json", json::result::render(&content.pack, &[(None, result(content, sitting))])),
    };
    let Some(name) = surface.file_name(suggested)? else { return Ok(Some("Nothing was saved.".to_owned())) };
    let path = path_of(&name);
    let shown = visible::path(&path);
    let said = match write_whole(&path, text.as_bytes(), Existing::Keep) {
        Ok(()) => {
            keeper.saved_by_hand(sitting);
            format!("Saved in {shown}.")
        }
        Err(OutputError::Exists(_)) => {
            format!("{shown} exists already and is left as it is; choose another name.")
        }
        Err(error) => format!("{error}."),
    };
    Ok(Some(said))
}
