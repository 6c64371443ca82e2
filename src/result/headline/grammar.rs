//! The sentence: "You want" what, "with" whom, "in" which place, "where" what care is for, "and to" do what besides; then what
//! would be left to others.

use super::choice::{Chosen, Phrase, Slot};
use crate::pack::{DimensionId, Pack};

/// What leads where nothing else does.
const WORK: &str = "to work";
/// What is said where nothing stands out.
const NO_LEANING: &str = "Your answers do not lean strongly one way yet.";
/// What is said where much stands out, but nothing that the first role would meet.
const SEVERAL_WAYS: &str = "Your answers point several ways at once.";
/// What is added where hardly anything does, and where much does, but nothing else that the first role would meet.
const MUCH_OPEN: &str = "Beyond that your answers leave much open.";
const ELSE_SEVERAL_WAYS: &str = "Beyond that your answers point several ways.";
/// Wishes that were left out from which answers point several ways.
const SEVERAL: usize = 3;

/// The headline that names these wishes.
pub(super) fn sentence(pack: &Pack, chosen: &Chosen) -> String {
    let mut sentences: Vec<String> = wanted(chosen).into_iter().collect();
    sentences.extend(left_to_others(chosen));
    sentences.extend(chosen.torn.and_then(|dimension| torn(pack, dimension)));
    match sentences.len() {
        0 if chosen.left_out >= SEVERAL => SEVERAL_WAYS.to_owned(),
        0 => NO_LEANING.to_owned(),
        1 if chosen.is_thin() && chosen.left_out >= SEVERAL => {
            format!("{} {ELSE_SEVERAL_WAYS}", sentences[0])
        }
        1 if chosen.is_thin() => format!("{} {MUCH_OPEN}", sentences[0]),
        _ => sentences.join(" "),
    }
}

fn wanted(chosen: &Chosen) -> Option<String> {
    let (mut leading, mut besides): (Vec<&Phrase>, Vec<&Phrase>) =
        chosen.in_slot(Slot::What).into_iter().partition(|wish| wish.joins);
    // Things and doings are not mixed: "long talks with children, and to work on cancer".
    if leading.iter().any(|wish| !wish.is_to_do()) {
        besides.extend(leading.iter().filter(|wish| wish.is_to_do()));
        leading.retain(|wish| !wish.is_to_do());
    }
    let besides = clauses(&besides);
    let lead = match leading.as_slice() {
        [] if !chosen.has_a_setting() => return Some(format!("You want {}.", joined(&besides, "and")?)),
        [] => WORK.to_owned(),
        _ => joined(&clauses(&leading), "and")?,
    };
    let besides = match besides.as_slice() {
        [] => String::new(),
        [one] => format!(", and {one}"),
        _ => format!(", {}", joined(&besides, "and")?),
    };
    Some(format!("You want {lead}{}{besides}.", setting(chosen, &lead)))
}

/// With whom, where and what for, as it follows what leads.
fn setting(chosen: &Chosen, lead: &str) -> String {
    let [whom, places, aims] =
        [Slot::Whom, Slot::Place, Slot::Aim].map(|slot| clauses(&chosen.in_slot(slot)));
    let listed = chosen.has_a_setting() && lead.starts_with("to work on ") && lead.contains(", ");
    let mut say = if listed { "," } else { "" }.to_owned();
    if let Some(whom) = joined(&whom, "and") {
        say.push_str(&format!(" {whom}"));
    }
    if let Some(place) = joined(&places, "or") {
        let breath = if places.len() > 1 && !whom.is_empty() { "," } else { "" };
        say.push_str(&format!("{breath} {place}"));
    }
    if let Some(aim) = joined(&aims, "and") {
        let breath = if lead == WORK && say.is_empty() { "" } else { "," };
        say.push_str(&format!("{breath} {aim}"));
    }
    say
}

fn left_to_others(chosen: &Chosen) -> Option<String> {
    let left = chosen.in_slot(Slot::Left);
    let what: Vec<&str> = left
        .iter()
        .filter_map(|phrase| phrase.left_to_others())
        .flat_map(|what| what.split(" and "))
        .collect();
    let (last, before) = what.split_last()?;
    let what =
        if before.is_empty() { (*last).to_owned() } else { format!("{} and {last}", before.join(", ")) };
    Some(format!("You would leave {what} to others."))
}

fn torn(pack: &Pack, dimension: DimensionId) -> Option<String> {
    let clauses = &pack.dimension(dimension).clauses;
    let (low, high) = (clauses.low.as_ref()?, clauses.high.as_ref()?);
    Some(format!("In some answers you want {high}, in others {low}."))
}

fn clauses<'a>(wishes: &[&'a Phrase]) -> Vec<&'a str> {
    wishes.iter().map(|wish| wish.clause.as_str()).collect()
}

/// Clauses in a row, without what they share with the one before: "to work on cancer and pain". What holds an "and" itself is
/// set apart: "to work on bones and joints, and on pain".
fn joined(clauses: &[&str], and: &str) -> Option<String> {
    let (first, rest) = clauses.split_first()?;
    let mut text = (*first).to_owned();
    let mut before = *first;
    for clause in rest {
        let both = |words: &str| before.starts_with(words) && clause.starts_with(words);
        let on = clause.strip_prefix("to work on ").filter(|_| both("to work on "));
        let with = clause.strip_prefix("with ").filter(|_| both("with "));
        text.push_str(&match on {
            Some(on) if before.contains(" and ") || on.contains(" and ") => format!(", and on {on}"),
            _ => format!(" {and} {}", on.or(with).unwrap_or(clause)),
        });
        before = clause;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::choice::{chosen, leading, wish};
    use super::*;

    fn say(wishes: Vec<Phrase>) -> String {
        sentence(&crate::default_pack().pack, &chosen(wishes))
    }

    #[test]
    fn what_goes_on_leads_its_setting() {
        let talks = leading("long talks");
        let say = say(vec![talks, wish("with adults"), wish("with older people"), wish("in a hospice")]);
        assert_eq!(say, "You want long talks with adults and older people in a hospice.");
    }

    #[test]
    fn what_does_not_go_on_comes_after_the_setting() {
        let hands = [wish("with children"), wish("on a hospital ward"), wish("to use your hands")];
        assert_eq!(
            say(hands.to_vec()),
            "You want to work with children on a hospital ward, and to use your hands."
        );
        let two =
            [wish("in a hospice"), wish("where comfort is the aim"), wish("to teach"), wish("to nurse")];
        assert_eq!(
            say(two.to_vec()),
            "You want to work in a hospice, where comfort is the aim, to teach and to nurse."
        );
    }

    #[test]
    fn things_and_doings_are_not_mixed() {
        let talks = leading("long talks");
        let cancer = leading("to work on cancer");
        assert_eq!(
            say(vec![cancer.clone(), talks, wish("with children")]),
            "You want long talks with children, and to work on cancer."
        );
        let pain = leading("to work on pain");
        assert_eq!(
            say(vec![cancer.clone(), pain, wish("with adults")]),
            "You want to work on cancer and pain with adults."
        );
        let bones = leading("to work on bones and joints");
        assert_eq!(say(vec![cancer, bones]), "You want to work on cancer, and on bones and joints.");
    }

    #[test]
    fn two_places_stand_apart_from_whom() {
        let say = say(vec![
            wish("with adults"),
            wish("in a hospice"),
            wish("at a desk"),
            wish("where comfort is the aim"),
        ]);
        assert_eq!(say, "You want to work with adults, in a hospice or at a desk, where comfort is the aim.");
    }

    #[test]
    fn what_is_left_to_others_is_said_by_itself() {
        let say = say(vec![
            wish("to teach"),
            wish("to leave research to others"),
            wish("to leave needles and knives to others"),
        ]);
        assert_eq!(say, "You want to teach. You would leave research, needles and knives to others.");
    }

    #[test]
    fn one_wish_alone_says_that_much_is_open() {
        assert_eq!(say(vec![wish("to teach")]), format!("You want to teach. {MUCH_OPEN}"));
        assert_eq!(say(vec![wish("to teach"), wish("to nurse")]), "You want to teach and to nurse.");
        assert_eq!(say(Vec::new()), NO_LEANING);
    }
}
