//! Asking people: questions one at a time, saved after each, resumed where they were left.

pub mod result_menu;
pub mod saved;
pub mod sitting;
pub mod surface;
pub mod welcome;

mod keys;
mod list;
mod plain;
mod prompt;
mod screen;
mod terminal_state;
mod viewer;

use std::io;
use std::path::Path;

use crate::Content;
use crate::matching::ranking::rank;
use crate::matching::scoring::score;
use crate::pack::{Pack, QuestionId};
use crate::report::words::answered;
use prompt::{Asked, Asking};
use sitting::{Reply, Sitting};
use surface::Surface;

/// How a stretch of asking ended. What was answered is in the sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// There is nothing more to ask, or the result is settled.
    Finished,
    /// The person stopped before that.
    Stopped,
    /// Ctrl-C.
    Interrupted,
    /// Plain lines came to their end.
    InputEnded,
}

/// Where sittings are saved, and whether that has failed.
pub struct Keeper<'f> {
    file: Option<&'f Path>,
    failed: bool,
}

impl<'f> Keeper<'f> {
    /// Saves in this file; nowhere if there is none.
    #[must_use]
    pub fn new(file: Option<&'f Path>) -> Self {
        Self { file, failed: false }
    }

    /// Saves, and gives what is to be said if that fails for the first time.
    fn keep(&mut self, pack: &Pack, sitting: &Sitting<'_>) -> Option<String> {
        let (file, at) = (self.file?, sitting.current()?);
        let error = saved::save(file, pack, sitting.answers(), at).err()?;
        let said_before = std::mem::replace(&mut self.failed, true);
        (!said_before).then(|| format!("Your answers cannot be saved: {error}. The quiz goes on without."))
    }
}

/// Asks until there is nothing more to ask.
///
/// The terminal is as it was found when this returns, whatever happened.
///
/// # Errors
/// If the terminal goes away.
pub fn sit(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &mut Keeper<'_>,
) -> io::Result<Ending> {
    let _restored_when_dropped = surface.take_screen()?;
    match ask_all(surface, content, sitting, keeper) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Ending::Interrupted),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Ending::InputEnded),
        other => other,
    }
}

fn ask_all(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &mut Keeper<'_>,
) -> io::Result<Ending> {
    let mut notice = None;
    while let Some(question) = sitting.current() {
        match ask_in(surface, content, sitting, question, notice.take())? {
            Asked::Replied(reply) => {
                sitting.take(reply);
                notice = keeper.keep(&content.pack, sitting);
            }
            Asked::Review => {
                review(surface, content, sitting)?;
                notice = keeper.keep(&content.pack, sitting);
            }
            Asked::Stopped => return Ok(Ending::Stopped),
        }
    }
    Ok(Ending::Finished)
}

fn ask_in(
    surface: &mut Surface,
    content: &Content,
    sitting: &Sitting<'_>,
    question: QuestionId,
    notice: Option<String>,
) -> io::Result<Asked> {
    let asking = Asking {
        question,
        earlier: sitting.answers().to(question),
        progress: sitting.progress(),
        first_three: &|| first_three(content, sitting),
        notice,
    };
    surface.ask(&content.pack, &asking)
}

/// Shows what was answered, and asks again what the person picks, until they go back.
///
/// # Errors
/// As for [`Surface::ask`].
pub fn review(surface: &mut Surface, content: &Content, sitting: &mut Sitting<'_>) -> io::Result<()> {
    let mut at = usize::MAX;
    while let Some(question) = pick_answer(surface, &content.pack, sitting, "Your answers", &mut at)? {
        match ask_in(surface, content, sitting, question, None)? {
            Asked::Replied(Reply::Answer(answer)) => sitting.change(question, Some(answer)),
            Asked::Replied(Reply::Skip) => sitting.change(question, None),
            Asked::Replied(Reply::Back) | Asked::Review | Asked::Stopped => {}
        }
    }
    Ok(())
}

/// Lets the person pick one of the questions put so far, each with its answer. `at` is where the cursor was and is then.
fn pick_answer(
    surface: &mut Surface,
    pack: &Pack,
    sitting: &Sitting<'_>,
    title: &str,
    at: &mut usize,
) -> io::Result<Option<QuestionId>> {
    let put = sitting.put();
    let items: Vec<String> = put
        .iter()
        .map(|id| {
            let question = pack.question(*id);
            format!("{} \u{2014} {}", question.ask, answered(question, sitting.answers().to(*id)))
        })
        .collect();
    let picked = surface.pick(title, &items, *at)?;
    *at = picked.unwrap_or(*at);
    Ok(picked.map(|place| put[place]))
}

/// The first three so far, in words.
fn first_three(content: &Content, sitting: &Sitting<'_>) -> String {
    let pack = &content.pack;
    let answers = sitting.answers();
    if answers.counts(pack).chosen == 0 {
        return "Nothing was answered yet.".to_owned();
    }
    let ranking = rank(pack, answers, &score(pack, &content.evidence, answers), answers.scope(pack));
    let names: Vec<&str> =
        ranking.iter().take(3).map(|ranked| pack.specialty(ranked.specialty).name.as_str()).collect();
    format!("So far: {}. This will change; answer for yourself, not for a name.", names.join(", "))
}
