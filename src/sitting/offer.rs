//! The offer of a result that is not settled, and what is still open about it.

use super::Sitting;
use crate::matching::next_question::OFFERED_AFTER;
use crate::matching::still_open::Open;
use crate::pack::{Pack, SpecialtyId};
use crate::report::words::{count, listed};

/// Specialties named at most in a sentence on what is open.
const NAMED: usize = 3;

/// Most people have had their result by then, so whoever has not is told that it can be had.
#[must_use]
pub fn offer_of_the_result(pack: &Pack, sitting: &Sitting<'_>) -> Option<String> {
    let progress = sitting.progress();
    (progress.behind == OFFERED_AFTER && progress.may_finish()).then(|| {
        format!(
            "{} so far. {} e\u{a0}finishes now and shows your result; you can go on from there. Or just answer on.",
            count(OFFERED_AFTER, "question"),
            still_open(pack, sitting)
        )
    })
}

/// What is still open, as a sentence.
fn still_open(pack: &Pack, sitting: &Sitting<'_>) -> String {
    if sitting.answers().counts(pack).chosen == 0 {
        return "Nothing was answered yet.".to_owned();
    }
    let (level, near) = match sitting.open() {
        Open::Nothing => return "Your result is settled.".to_owned(),
        Open::AskedOfEveryone => {
            return "Who comes first is settled; what is left is what everyone is asked.".to_owned();
        }
        Open::Order { level, near } => (level, near),
    };
    let name = |id: &SpecialtyId| pack.specialty(*id).name.as_str();
    let named = |ids: &[SpecialtyId]| {
        let more = format!("{} more", ids.len().saturating_sub(NAMED));
        let mut names: Vec<&str> = ids.iter().take(NAMED).map(name).collect();
        if ids.len() > NAMED {
            names.push(&more);
        }
        listed(&names)
    };
    match (&level[..], &near[..]) {
        ([first], []) => format!("{} comes first so far.", name(first)),
        ([first], near) => {
            format!("Still open: {} is ahead, but {} could come first.", name(first), named(near))
        }
        (level, []) => format!("Still open: {} are level.", named(level)),
        (level, near) => {
            let behind = if near.len() == 1 { "1 more is" } else { &format!("{} more are", near.len()) };
            format!("Still open: {} are level, and {behind} close behind.", named(level))
        }
    }
}
