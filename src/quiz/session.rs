//! A stretch of asking: question after question, each kept, with the ways back and out.

use std::io;

use super::asking::{Asked, Asking, Purpose};
use super::gist::so_far;
use super::keeper::{Fate, Keeper};
use super::surface::Surface;
use crate::Content;
use crate::pack::{Pack, QuestionId};
use crate::report::words::answered;
use crate::sitting::earlier::Earlier;
use crate::sitting::marks::Marks;
use crate::sitting::offer::offer_of_the_result;
use crate::sitting::said::{first_three, taken_back};
use crate::sitting::{Reply, Sitting};

/// How a stretch of asking ended. What was answered is in the sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// There is nothing more to ask, the result is settled, or the person wants it now.
    Finished,
    /// The person stopped before that.
    Stopped,
    /// Plain lines came to their end.
    InputEnded,
}

/// Asks until there is nothing more to ask. `news` is said with the first question, and is then what is still to be said.
///
/// # Errors
/// If the terminal goes away, and for Ctrl-C and signals that ask for the end, as [`Surface::ask`].
pub fn sit(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &mut Keeper<'_>,
    news: &mut Option<String>,
) -> io::Result<Ending> {
    match ask_all(surface, content, sitting, keeper, news) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Ending::InputEnded),
        other => other,
    }
}

fn ask_all(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &mut Keeper<'_>,
    news: &mut Option<String>,
) -> io::Result<Ending> {
    let pack = &content.pack;
    // Whether the person knows that stopping here loses answers.
    let mut warned = false;
    while let Some(question) = sitting.current() {
        let said = [news.take(), offer_of_the_result(&content.pack, sitting)].into_iter().flatten();
        let said = said.reduce(|news, offer| format!("{news} {offer}"));
        let asked = ask_to_go_on(surface, content, sitting, keeper, question, said);
        if !matches!(asked, Ok(Asked::Stopped)) {
            warned = false;
        }
        match asked {
            Ok(Asked::Replied(reply)) => {
                let before = sitting.answers().to(question).is_some();
                let takes_back = before && reply == Reply::Skip;
                sitting.take(reply);
                let kept = keeper.keep(pack, sitting);
                *news = kept.or_else(|| takes_back.then(|| taken_back(pack, question)));
            }
            Ok(Asked::Review) => {
                review(surface, content, sitting)?;
                *news = keeper.keep(pack, sitting);
            }
            Ok(Asked::Finish) => return Ok(Ending::Finished),
            Ok(Asked::Stopped) => {
                keeper.keep(pack, sitting);
                match keeper.fate(sitting) {
                    Fate::KeptInPart(_, _, why) | Fate::Lost(why) if !warned => {
                        warned = true;
                        *news = Some(format!(
                            "Your answers cannot be saved: {why}. Esc again leaves without them; any answer goes on."
                        ));
                    }
                    _ => return Ok(Ending::Stopped),
                }
            }
            Err(error) => {
                keeper.keep(pack, sitting);
                return Err(error);
            }
        }
    }
    Ok(Ending::Finished)
}

/// Asks the current question; what is marked at it is kept, however it is left.
fn ask_to_go_on(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    keeper: &Keeper<'_>,
    question: QuestionId,
    notice: Option<String>,
) -> io::Result<Asked> {
    let purpose = Purpose::Asking { progress: sitting.progress(), stopping: keeper.stopping() };
    let (asked, marks) = ask_for(surface, content, sitting, question, purpose, notice);
    if !matches!(asked, Ok(Asked::Replied(Reply::Answer(_)))) {
        sitting.keep_marks(question, &marks.chosen, marks.importance);
    }
    asked
}

/// Asks one question, and gives what the person has marked at it as well.
pub(super) fn ask_for(
    surface: &mut Surface,
    content: &Content,
    sitting: &Sitting<'_>,
    question: QuestionId,
    purpose: Purpose,
    notice: Option<String>,
) -> (io::Result<Asked>, Marks) {
    let answer = sitting.answers().to(question);
    let earlier = match (purpose, Earlier::of(sitting, question)) {
        (Purpose::TryingOut, Earlier::LeftOpen) => Earlier::New,
        (_, earlier) => earlier,
    };
    let asking = Asking {
        question,
        earlier,
        purpose,
        first_three: &|| first_three(content, sitting),
        so_far: &|width, rows| so_far(content, sitting, width, rows),
        notice,
    };
    let mut marks = Marks::of(answer);
    let asked = surface.ask(&content.pack, &asking, &mut marks);
    (asked, marks)
}

/// Shows what was answered, and asks again what the person picks, until they go back.
///
/// # Errors
/// As for [`Surface::ask`].
pub fn review(surface: &mut Surface, content: &Content, sitting: &mut Sitting<'_>) -> io::Result<()> {
    let mut at = usize::MAX;
    while let Some(question) = pick_answer(surface, &content.pack, sitting, "Your answers", &mut at)? {
        let (asked, marks) = ask_for(surface, content, sitting, question, Purpose::Changing, None);
        match asked? {
            Asked::Replied(Reply::Answer(answer)) => sitting.change(question, Some(answer)),
            Asked::Replied(Reply::Skip) => sitting.change(question, None),
            Asked::Replied(Reply::Back) | Asked::Review | Asked::Finish | Asked::Stopped => {
                sitting.keep_marks(question, &marks.chosen, marks.importance);
            }
        }
    }
    Ok(())
}

/// Lets the person pick one of the questions put so far, each with its answer. `at` is where the cursor was and is then.
pub(super) fn pick_answer(
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
            let answer = sitting.answers().to(*id).map(|answer| answered(question, Some(answer)));
            format!("{} \u{2014} {}", question.ask, answer.unwrap_or_else(|| "left open".to_owned()))
        })
        .collect();
    let picked = surface.pick(title, &items, *at)?;
    *at = picked.unwrap_or(*at);
    Ok(picked.map(|place| put[place]))
}
