//! Two sets of answers compared, as text: two that were given, or one's own with an answer tried out.

use super::text::Style;
use super::words::{answered, listed, ordinal, scope, wrapped};
use crate::answers::Answer;
use crate::pack::{OptionId, Question, SpecialtyId};
use crate::result::difference::{Difference, Move, Rank};

/// What the later answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Later {
    /// They were given, as the earlier ones were.
    Given,
    /// They are the earlier ones with some tried out.
    TriedOut,
}

/// For people: what becomes of the first three, then which answers and which places differ.
#[must_use]
pub fn text(difference: &Difference<'_>, later: Later, style: Style) -> String {
    if difference.answers.is_empty() {
        let same = match later {
            Later::Given => "The answers are the same.",
            Later::TriedOut => "That is what you answered, so nothing would change.",
        };
        return wrapped(same, style.width, "", "");
    }
    let told = told(difference, later);
    let (answers, places) = match later {
        Later::Given => ("Answers that differ", "Places that differ"),
        Later::TriedOut => ("What you tried out", "Places that would change"),
    };
    let mut out = style.bold(&wrapped(&told.first_three, style.width, "", ""));
    if let Some(line) = &told.scopes {
        out.push_str(&wrapped(line, style.width, "", ""));
    }
    for (heading, lines) in [(answers, &told.answers), (places, &told.moved)] {
        if !lines.is_empty() {
            out.push_str(&format!("\n{}\n", style.bold(heading)));
            out.extend(lines.iter().map(|line| wrapped(line, style.width, "  * ", "    ")));
        }
    }
    if later == Later::Given {
        let verdict = if difference.beyond_noise {
            "What differs weighs more than a tie: it is more than noise."
        } else {
            "What differs weighs no more than a tie: it may be noise."
        };
        out.push_str(&wrapped(verdict, style.width, "\n", ""));
    }
    out
}

/// What differs and what that does, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What becomes of the first three.
    pub first_three: String,
    /// Which specialties are shown, if that changes.
    pub scopes: Option<String>,
    /// The answers that differ.
    pub answers: Vec<String>,
    /// The places that do.
    pub moved: Vec<String>,
}

/// What differs and what that does, sentence by sentence.
#[must_use]
pub fn told(difference: &Difference<'_>, later: Later) -> Told {
    let (before, after) = difference.scopes;
    let scopes = (before != after).then(|| match later {
        Later::Given => format!("Shown before: {}; now: {}.", scope(before), scope(after)),
        Later::TriedOut => format!("Shown would be {} instead of {}.", scope(after), scope(before)),
    });
    let answers = difference.answers.iter().map(|(question, before, after)| {
        let question = difference.content.pack.question(*question);
        let said = |answer: &Option<Answer>| match answer {
            None => "no answer".to_owned(),
            Some(answer) => answered(question, Some(answer)),
        };
        match (added_and_removed(question, before.as_ref(), after.as_ref()), later) {
            (Some(changes), _) => format!("{} {changes}.", question.ask),
            (None, Later::Given) => format!("{} {}, then {}.", question.ask, said(before), said(after)),
            (None, Later::TriedOut) => {
                format!("{} {} instead of {}.", question.ask, said(after), said(before))
            }
        }
    });
    Told {
        first_three: first_three(difference, later),
        scopes,
        answers: answers.collect(),
        moved: difference.moves.iter().filter_map(|one| in_words(difference, one, later)).collect(),
    }
}

/// Of a question that takes several options, only what was added and what was removed: both lists in full would bury it.
fn added_and_removed(question: &Question, before: Option<&Answer>, after: Option<&Answer>) -> Option<String> {
    let (
        Some(Answer::Chose { options: before, importance: was }),
        Some(Answer::Chose { options: after, importance: is }),
    ) = (before, after)
    else {
        return None;
    };
    if !question.takes_several() || was != is {
        return None;
    }
    let only = |these: &[OptionId], those: &[OptionId], word: &str| {
        let said = these.iter().filter(|option| !those.contains(option));
        let said: Vec<String> = said
            .map(|option| question.options[option.index()].say.trim_end_matches('.'))
            .map(|say| format!("\u{201c}{say}\u{201d}"))
            .collect();
        let said = listed(&said.iter().map(String::as_str).collect::<Vec<_>>());
        (!said.is_empty()).then(|| format!("{word} {said}"))
    };
    let changes = [only(after, before, "with"), only(before, after, "without")];
    let changes: Vec<String> = changes.into_iter().flatten().collect();
    (!changes.is_empty()).then(|| format!("Now {}", changes.join(" and ")))
}

/// What becomes of the first three, in a sentence.
fn first_three(difference: &Difference<'_>, later: Later) -> String {
    let names = |ids: &[SpecialtyId]| {
        let names: Vec<&str> =
            ids.iter().map(|id| difference.content.pack.specialty(*id).name.as_str()).collect();
        listed(&names)
    };
    let followed = |rest: &[SpecialtyId]| {
        if rest.is_empty() { String::new() } else { format!(", followed by {}", names(rest)) }
    };
    let (before, after) = &difference.first;
    let tried_out = later == Later::TriedOut;
    match (before.as_slice(), after.as_slice()) {
        (_, []) if tried_out => "That would leave nothing to show.".to_owned(),
        (_, []) => "Nothing is left to show.".to_owned(),
        _ if before == after && tried_out => {
            format!("That would not change the first three: {}.", names(after))
        }
        _ if before == after => format!("The first three are the same: {}.", names(after)),
        ([was, ..], [is, rest @ ..]) if was == is => {
            let stays = if tried_out { "would stay" } else { "stays" };
            format!("{} {stays} first{}.", names(&[*is]), followed(rest))
        }
        ([was, ..], [is, rest @ ..]) => {
            let comes = if tried_out { "would come" } else { "comes" };
            let with_that = if tried_out { "With that, " } else { "" };
            let (is, was) = (names(&[*is]), names(&[*was]));
            format!("{with_that}{is} {comes} first instead of {was}{}.", followed(rest))
        }
        ([], [..]) => format!("The first three are {}.", names(after)),
    }
}

/// What became of one specialty's place; nothing if it kept it.
fn in_words(difference: &Difference<'_>, one: &Move, later: Later) -> Option<String> {
    let place = |standing: Option<Rank>| match standing {
        None => "not shown".to_owned(),
        Some(Rank { shown: (place, tied), .. }) => {
            format!("{}{}", if tied { "equal " } else { "" }, ordinal(place))
        }
    };
    let (was, is) = (place(one.before), place(one.after));
    let name = &difference.content.pack.specialty(one.specialty).name;
    let said = match later {
        Later::Given => format!("{name}: {is}, was {was}"),
        Later::TriedOut => format!("{name}: {is} instead of {was}"),
    };
    (was != is).then_some(said)
}
