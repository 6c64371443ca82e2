//! What can be done with a result: read on, compare, try a what-if, change an answer, save it.

use std::io;
use std::path::PathBuf;

use super::prompt::{Asked, Asking};
use super::sitting::{Reply, Sitting};
use super::surface::{Choice, Surface};
use super::{pick_answer, review};
use crate::Content;
use crate::answers::flags_file;
use crate::diagnostic::Colour;
use crate::output_file::{Existing, OutputError, write_whole};
use crate::pack::SpecialtyId;
use crate::report::difference;
use crate::report::pack::{comparison, profile};
use crate::report::text::{Style, render};
use crate::report::words::count;
use crate::report::{html, json};
use crate::result::difference::Difference;
use crate::result::{Report, Wanted};

/// Specialties that get reasons.
const TOP: usize = 5;
/// Specialties to pick from before all others.
const NEAR: usize = 12;

/// What the person wants after the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// To be asked what is left.
    AskOn,
    /// To see the result again, as an answer was changed.
    ShowAgain,
    /// To leave.
    Leave,
}

/// The result of the answers so far.
#[must_use]
pub fn result<'a>(content: &'a Content, sitting: &'a Sitting<'_>) -> Report<'a> {
    Report::new(content, sitting.answers(), &Wanted { top: TOP, ..Wanted::default() })
}

/// Offers the menu until the person leaves or wants to be asked on.
///
/// # Errors
/// As for [`Surface::ask`].
pub fn offer(surface: &mut Surface, content: &Content, sitting: &mut Sitting<'_>) -> io::Result<After> {
    let more = format!("answer the other {}", count(sitting.left(), "question"));
    let mut choices: Vec<Choice<'_>> = vec![
        ('w', "why, in full"),
        ('p', "one role's profile"),
        ('c', "compare two"),
        ('i', "what if"),
        ('r', "review and change answers"),
        ('h', "save as a page"),
        ('f', "save the answers"),
        ('j', "save as JSON"),
    ];
    if sitting.left() > 0 {
        choices.push(('a', &more));
    }
    choices.push(('q', "leave"));
    loop {
        match surface.offer(&choices)? {
            'w' => show(surface, &|width| render(&result(content, sitting), plain(width)))?,
            'p' => show_profile(surface, content, sitting)?,
            'c' => compare(surface, content, sitting)?,
            'i' => what_if(surface, content, sitting)?,
            'r' => {
                let before = sitting.answers().clone();
                on_own_screen(surface, |surface| review(surface, content, sitting))?;
                if sitting.current().is_some() {
                    return Ok(After::AskOn);
                }
                if *sitting.answers() != before {
                    return Ok(After::ShowAgain);
                }
            }
            'h' => save(surface, "my-result.html", html::render(&result(content, sitting)).as_bytes())?,
            'f' => {
                let text = flags_file::write(&content.pack, sitting.answers());
                save(surface, "my-answers.toml", text.as_bytes())?;
            }
            'j' => {
                let text = json::result::render(&content.pack, &[(None, result(content, sitting))]);
                save(surface, "my-result.json", text.as_bytes())?;
            }
            'a' => {
                sitting.go_on();
                return Ok(After::AskOn);
            }
            _ => return Ok(After::Leave),
        }
    }
}

/// Text in a viewer: it cuts lines, so it takes no colour.
fn plain(width: usize) -> Style {
    Style { colour: Colour::Plain, width }
}

fn on_own_screen<T>(surface: &mut Surface, act: impl FnOnce(&mut Surface) -> io::Result<T>) -> io::Result<T> {
    let _restored_when_dropped = surface.take_screen()?;
    act(surface)
}

fn show(surface: &mut Surface, text: &dyn Fn(usize) -> String) -> io::Result<()> {
    on_own_screen(surface, |surface| surface.show(text))
}

fn show_profile(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    on_own_screen(surface, |surface| match pick_specialty(surface, content, sitting, "Which role?", None)? {
        Some(id) => surface.show(&|width| profile::page(&content.pack, id, plain(width))),
        None => Ok(()),
    })
}

fn compare(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    on_own_screen(surface, |surface| {
        let Some(one) = pick_specialty(surface, content, sitting, "Compare which role", None)? else {
            return Ok(());
        };
        match pick_specialty(surface, content, sitting, "with which other?", Some(one))? {
            Some(other) => {
                surface.show(&|width| comparison::render(&content.pack, &[one, other], plain(width)))
            }
            None => Ok(()),
        }
    })
}

/// The specialties in the order of the result, the focus of the pack among the first, so that both are at hand.
fn pick_specialty(
    surface: &mut Surface,
    content: &Content,
    sitting: &Sitting<'_>,
    title: &str,
    without: Option<SpecialtyId>,
) -> io::Result<Option<SpecialtyId>> {
    let pack = &content.pack;
    let report = result(content, sitting);
    let ranked = report.ranking.iter().map(|ranked| ranked.specialty);
    let mut order: Vec<SpecialtyId> = ranked.clone().take(NEAR).collect();
    for id in pack.focus().iter().copied().chain(ranked).chain(pack.specialty_ids()) {
        if !order.contains(&id) {
            order.push(id);
        }
    }
    order.retain(|id| Some(*id) != without);
    let names: Vec<String> = order.iter().map(|id| pack.specialty(*id).name.clone()).collect();
    Ok(surface.pick(title, &names, 0)?.map(|place| order[place]))
}

/// Another answer to one question, and what it would do to the order.
fn what_if(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> io::Result<()> {
    on_own_screen(surface, |surface| {
        let mut at = 0;
        let title = "What if you had answered otherwise? Which question?";
        let Some(question) = pick_answer(surface, &content.pack, sitting, title, &mut at)? else {
            return Ok(());
        };
        let asking = Asking {
            question,
            earlier: sitting.answers().to(question),
            progress: sitting.progress(),
            first_three: &|| "This only tries an answer out; yours stays as it is.".to_owned(),
            notice: Some("Only to try it out: your own answer stays as it is.".to_owned()),
        };
        let mut changed = sitting.answers().clone();
        match surface.ask(&content.pack, &asking)? {
            Asked::Replied(Reply::Answer(answer)) => changed.set(question, answer),
            Asked::Replied(Reply::Skip) => changed.skip(question),
            Asked::Replied(Reply::Back) | Asked::Review | Asked::Stopped => return Ok(()),
        }
        let difference = Difference::between(content, sitting.answers(), &changed, None);
        surface.show(&|width| difference::text(&difference, plain(width)))
    })
}

/// Asks for a name and writes the file; what goes wrong is said, and nothing is lost.
fn save(surface: &mut Surface, suggested: &str, bytes: &[u8]) -> io::Result<()> {
    let name = surface.line("File name", suggested)?;
    match write_whole(&PathBuf::from(&name), bytes, Existing::Keep) {
        Ok(()) => surface.say(&format!("Saved in {name}.")),
        Err(OutputError::Exists(_)) => {
            surface.say(&format!("{name} exists already and is left as it is; choose another name."));
        }
        Err(error) => surface.say(&format!("{error}.")),
    }
    Ok(())
}
