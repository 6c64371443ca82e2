//! Which keys there are at a question, and what each does just there.

use super::asking::{Purpose, Stopping};
use crate::answers::Importance;
use crate::pack::Question;
use crate::sitting::earlier::Earlier;
use crate::sitting::marks::{Marks, key_of};

/// The keys, each with what it does.
#[must_use]
pub fn legend(question: &Question, marks: &Marks, purpose: &Purpose, earlier: &Earlier<'_>) -> Vec<String> {
    let matters = match marks.importance {
        Importance::Usual => "m matters a lot",
        Importance::ALot => "m matters a lot: YES",
    };
    let taken_back = matches!(earlier, Earlier::Answered(_)) || !marks.chosen.is_empty();
    let skip = if taken_back { "s take answer back" } else { "s skip" };
    let mut keys = vec![choosing(question)];
    let mut add = |key: &str| keys.push(key.to_owned());
    add("d don't mind");
    add("n not seen yet");
    add(skip);
    let Purpose::Asking { progress, stopping } = purpose else {
        add(matters);
        add("? help");
        add("Esc go back");
        return keys;
    };
    add("b back");
    add(matters);
    add("? help");
    add("r review");
    add("t top three so far");
    add("v result so far");
    if progress.may_finish() {
        add("e finish now");
    }
    add(match stopping {
        Stopping::Keeps => "Esc stop and keep",
        Stopping::Loses => "Esc stop (cannot save)",
    });
    keys
}

/// How an option is chosen: every key that one has is named.
fn choosing(question: &Question) -> String {
    let last = question.options.len().saturating_sub(1);
    let keys = match (last, key_of(last)) {
        (0, _) => "1".to_owned(),
        (1..9, Some(key)) => format!("1-{key}"),
        (9, _) => "1-9, 0".to_owned(),
        (10, _) => "1-9, 0, A".to_owned(),
        (_, key) => format!("1-9, 0, A-{}", key.unwrap_or('Z')),
    };
    if question.takes_several() {
        format!("{keys} or space mark, Enter goes on")
    } else {
        format!("{keys}, or arrows and Enter")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn every_key_of_an_option_is_named() {
        let content = default_pack();
        let keys = |wanted: usize| {
            let question = content.pack.questions().iter().find(|q| q.options.len() == wanted);
            question.map(choosing).unwrap_or_default()
        };
        assert!(keys(13).starts_with("1-9, 0, A-C or space"), "{}", keys(13));
        assert!(keys(5).starts_with("1-5, or arrows"), "{}", keys(5));
    }
}
