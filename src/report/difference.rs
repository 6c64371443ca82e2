//! Two sets of answers compared, as text.

use super::text::Style;
use super::words::{answered, listed, ordinal, scope, wrapped};
use crate::answers::Answer;
use crate::pack::{Pack, SpecialtyId};
use crate::result::difference::{Difference, Move, Rank};

/// For people.
#[must_use]
pub fn text(difference: &Difference<'_>, style: Style) -> String {
    let pack = &difference.content.pack;
    if difference.answers.is_empty() {
        return "The answers are the same.\n".to_owned();
    }
    let mut out = format!("{}\n", style.bold("Answers that differ"));
    for (question, before, after) in &difference.answers {
        let question = pack.question(*question);
        let said = |answer: &Option<Answer>| answered(question, answer.as_ref());
        let line = format!("{} {} -> {}", question.ask, said(before), said(after));
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    let effect = effect(difference);
    out.push_str(&format!("\n{}\n", style.bold("What that does to the order")));
    if let Some(line) = &effect.scopes {
        out.push_str(&wrapped(line, style.width, "  ", "    "));
    }
    out.push_str(&wrapped(&effect.first_three, style.width, "  ", "  "));
    for line in &effect.moves {
        out.push_str(&wrapped(line, style.width, "  * ", "    "));
    }
    out.push('\n');
    out.push_str(&wrapped(effect.verdict, style.width, "", ""));
    out
}

/// What other answers do to the order, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Which specialties are shown, if that changes.
    pub scopes: Option<String>,
    /// What becomes of the first three.
    pub first_three: String,
    /// What becomes of each of the first few.
    pub moves: Vec<String>,
    /// How much that is.
    pub verdict: &'static str,
}

/// What it does to the order.
#[must_use]
pub fn effect(difference: &Difference<'_>) -> Effect {
    let (before, after) = difference.scopes;
    let pack = &difference.content.pack;
    Effect {
        scopes: (before != after).then(|| format!("Shown before: {}; now: {}.", scope(before), scope(after))),
        first_three: first_three(difference),
        moves: difference.moves.iter().map(|one| in_words(pack, one)).collect(),
        verdict: if difference.beyond_noise {
            "This is enough to tell some of these apart."
        } else {
            "This is no more than noise: it shifts none of these against another by as much as a tie."
        },
    }
}

/// What becomes of the first three, in a sentence.
fn first_three(difference: &Difference<'_>) -> String {
    let names = |ids: &[SpecialtyId]| {
        let names: Vec<&str> =
            ids.iter().map(|id| difference.content.pack.specialty(*id).name.as_str()).collect();
        listed(&names)
    };
    let (before, after) = &difference.first;
    match (before.as_slice(), after.as_slice()) {
        (_, []) => "Nothing is left to show.".to_owned(),
        _ if before == after => format!("The first three stay as they are: {}.", names(after)),
        ([was, ..], [is, rest @ ..]) if was == is => {
            format!("{} stays first, followed by {}.", names(&[*is]), names(rest))
        }
        ([was, ..], [is, rest @ ..]) => {
            let then = if rest.is_empty() { String::new() } else { format!(", followed by {}", names(rest)) };
            format!("{} comes first instead of {}{then}.", names(&[*is]), names(&[*was]))
        }
        ([], [..]) => format!("The first three are {}.", names(after)),
    }
}

/// What became of one specialty's place.
fn in_words(pack: &Pack, one: &Move) -> String {
    let place = |standing: Option<Rank>| match standing {
        None => "not shown".to_owned(),
        Some(Rank { rank, tied, .. }) => {
            format!("{}{}", if tied { "equal " } else { "" }, ordinal(rank))
        }
    };
    let (was, is) = (place(one.before), place(one.after));
    let name = &pack.specialty(one.specialty).name;
    if was == is { format!("{name}: {is}, as before") } else { format!("{name}: {is}, was {was}") }
}
