//! What should be kept in mind with a result, in words.

use super::words::{count, lower_first};
use crate::matching::doubt::{Chosen, Doubt};
use crate::pack::{Pack, Retired};
use crate::result::Note;

/// What should be kept in mind, said gently.
#[must_use]
pub fn note(pack: &Pack, note: &Note) -> String {
    match note {
        Note::Retired(gone) => retired(gone),
        Note::NothingAnswered => {
            "Nothing was answered yet that tells anything apart, so there is nothing to recommend.".to_owned()
        }
        Note::FewAnswers(answers) => {
            format!("Only {}: enough for a first look, too few to rely on.", count(*answers, "answer"))
        }
        Note::Tie(leaders) => {
            format!("The first {leaders} cannot be told apart by these answers; read them as a tie.")
        }
        Note::PoorFit => "Taken together, these answers fit even the first of these less well than answers usually do: \
            they may ask for several kinds of work at once, or some may have been given in haste. The chances allow for \
            that."
            .to_owned(),
        Note::Doubt(one) => doubt(pack, one),
    }
}

/// What is said of an answer to something that is asked no more.
#[must_use]
pub fn retired(gone: &Retired) -> String {
    let what = gone.option.as_ref().map_or_else(
        || format!("`{}` is not asked any more", gone.question),
        |option| format!("`{option}` is no longer an answer to `{}`", gone.question),
    );
    format!("Your answer was set aside: {what}. {}", gone.say)
}

/// Something in the answers that makes a result less sure.
fn doubt(pack: &Pack, doubt: &Doubt) -> String {
    match doubt {
        Doubt::AllAlike(_) => {
            "Nearly all statements have the same answer; if that was not meant, the order below says \
             little."
                .to_owned()
        }
        Doubt::Contradiction(one, other) => {
            let quoted = |(question, option): &Chosen| {
                let question = pack.question(*question);
                let said = lower_first(&question.options[option.index()].say);
                format!("\u{201c}{}\u{201d} ({said})", question.short_ask())
            };
            format!("Two of your answers pull in opposite directions: {} and {}.", quoted(one), quoted(other))
        }
    }
}
