//! Two sets of answers compared, as text.

use super::text::Style;
use super::words::{answered, chance, ordinal, scope, wrapped};
use crate::answers::Answer;
use crate::pack::Pack;
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
    for line in effect.scopes.iter().chain(&effect.moves) {
        out.push_str(&wrapped(line, style.width, "  ", "    "));
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
    /// What becomes of the first few.
    pub moves: Vec<String>,
    /// How much that is.
    pub verdict: &'static str,
}

/// What it does to the order.
#[must_use]
pub fn effect(difference: &Difference<'_>) -> Effect {
    let pack = &difference.content.pack;
    let (before, after) = difference.scopes;
    let scopes =
        (before != after).then(|| format!("Shown before: {}; now: {}.", scope(before), scope(after)));
    let moves: Vec<(String, bool)> = difference.moves.iter().map(|one| in_words(pack, one)).collect();
    let verdict = if moves.iter().all(|(_, stays)| *stays) {
        "Nothing changes: these keep their places and their chances."
    } else if difference.beyond_noise {
        "The difference is large enough to tell some of these apart."
    } else {
        "The difference is no more than noise: it shifts none of these against another by as much as a tie."
    };
    Effect { scopes, moves: moves.into_iter().map(|(line, _)| line).collect(), verdict }
}

/// What became of one specialty, and whether all that is said of it stays as it was.
fn in_words(pack: &Pack, one: &Move) -> (String, bool) {
    let place = |standing: Option<Rank>| match standing {
        None => "not shown".to_owned(),
        Some(Rank { rank, tied, .. }) => {
            format!("{}{}", if tied { "equal " } else { "" }, ordinal(rank))
        }
    };
    let best =
        |standing: Option<Rank>| standing.map_or("none".to_owned(), |standing| chance(standing.chance));
    let from_to = |before: String, after: String| {
        if before == after { format!("{after} as before") } else { format!("{before} -> {after}") }
    };
    let (places, chances) = ([place(one.before), place(one.after)], [best(one.before), best(one.after)]);
    let stays = places[0] == places[1] && chances[0] == chances[1];
    let ([was, is], [little, much]) = (places, chances);
    let name = &pack.specialty(one.specialty).name;
    (format!("{name}: {}; best fit {}", from_to(was, is), from_to(little, much)), stays)
}
