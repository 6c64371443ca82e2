//! What is said at the end, about what became of the answers.

use super::keeper::Fate;
use crate::report::words::count;
use crate::visible;

/// After a stop before the end. `command` starts the quiz again.
#[must_use]
pub fn stopped(answered: usize, fate: &Fate, command: &str) -> String {
    let answers = count(answered, "answer");
    match fate {
        Fate::Nothing if answered == 0 => {
            "Stopped before the first answer; there is nothing to keep.".to_owned()
        }
        Fate::Kept(file) => {
            let file = visible::path(file);
            format!(
                "Stopped after {answers}. Your answers are kept in {file}; `{command}` goes on from there."
            )
        }
        Fate::Nothing | Fate::KeptInPart(..) | Fate::Lost(_) => format!("Stopped after {answers}."),
    }
}

/// After a result.
#[must_use]
pub fn left(fate: &Fate, command: &str) -> Option<String> {
    match fate {
        Fate::Kept(file) => {
            let file = visible::path(file);
            Some(format!("Your answers are kept in {file}; `{command}` shows this result again."))
        }
        Fate::Nothing | Fate::KeptInPart(..) | Fate::Lost(_) => None,
    }
}

/// What is lost, and why; nothing if nothing is.
#[must_use]
pub fn lost(fate: &Fate) -> Option<String> {
    match fate {
        Fate::Nothing | Fate::Kept(_) => None,
        Fate::KeptInPart(file, kept, why) => {
            let (kept, file) = (count(*kept, "answer"), visible::path(file));
            Some(format!("only {kept} could be kept, in {file}; what came later is lost: {why}"))
        }
        Fate::Lost(why) => Some(format!("your answers could not be kept and are lost: {why}")),
    }
}
