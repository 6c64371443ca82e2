//! The sentence: "You want" what, "with" whom, "in" which place, "where" what care is for, "and to" do what besides; then what
//! would be left to others.

use super::choice::{Chosen, Phrase, Slot, correlation};
use crate::pack::{DimensionId, Pack};

/// What is said where nothing stands out.
const NO_LEANING: &str = "Your answers do not lean strongly one way yet.";
/// What is added where hardly anything does.
const MUCH_OPEN: &str = "Beyond that your answers leave much open.";
/// What clauses in a row share, and say once.
const SHARED: [&str; 2] = ["with ", "to work on "];

/// The headline that names these wishes.
pub(super) fn sentence(pack: &Pack, chosen: &Chosen) -> String {
    let mut sentences: Vec<String> = wanted(pack, chosen).into_iter().collect();
    sentences.extend(left_to_others(chosen));
    sentences.extend(chosen.torn.and_then(|dimension| torn(pack, dimension)));
    match sentences.len() {
        0 => NO_LEANING.to_owned(),
        1 if chosen.is_thin() => format!("{} {MUCH_OPEN}", sentences[0]),
        _ => sentences.join(" "),
    }
}

fn wanted(pack: &Pack, chosen: &Chosen) -> Option<String> {
    let (mut leading, mut besides): (Vec<&Phrase>, Vec<&Phrase>) =
        chosen.in_slot(Slot::What).into_iter().partition(|wish| wish.joins);
    // Things and doings are not mixed: "long talks with children, and to work on cancer".
    if leading.iter().any(|wish| !wish.is_to_do()) {
        besides.extend(leading.iter().filter(|wish| wish.is_to_do()));
        leading.retain(|wish| !wish.is_to_do());
    }
    let (whom, place) = (whom(chosen), place(chosen));
    let besides = clauses(&besides);
    let lead = match leading.as_slice() {
        [] if whom.is_empty() && place.is_empty() => {
            return Some(format!("You want {}.", joined(&besides, "and")?));
        }
        [] => "to work".to_owned(),
        _ => joined(&clauses(&leading), "and")?,
    };
    let besides = match besides.as_slice() {
        [] => String::new(),
        [one] => format!(", and {one}"),
        _ => format!(", {}", joined(&besides, "and")?),
    };
    let work = if seldom_there(pack, chosen, &leading) { ", and work" } else { "" };
    let breath =
        if work.is_empty() && !whom.is_empty() && chosen.in_slot(Slot::Place).len() > 1 { "," } else { "" };
    Some(format!("You want {lead}{whom}{work}{breath}{place}{besides}."))
}

/// Whether what leads is rather not to be had where the work is wanted: "long talks, and work in an operating theatre".
fn seldom_there(pack: &Pack, chosen: &Chosen, leading: &[&Phrase]) -> bool {
    let places = chosen.in_slot(Slot::Place);
    let apart = |one: &&Phrase| places.iter().any(|place| correlation(pack, one, place) < 0.0);
    leading.iter().filter(|wish| !wish.is_to_do()).any(apart)
}

fn whom(chosen: &Chosen) -> String {
    joined(&clauses(&chosen.in_slot(Slot::Whom)), "and").map(|whom| format!(" {whom}")).unwrap_or_default()
}

/// Where, and what for.
fn place(chosen: &Chosen) -> String {
    let mut say = String::new();
    if let Some(place) = joined(&clauses(&chosen.in_slot(Slot::Place)), "or") {
        say.push_str(&format!(" {place}"));
    }
    if let Some(aim) = joined(&clauses(&chosen.in_slot(Slot::Aim)), "and") {
        let breath = if say.is_empty() { "" } else { "," };
        say.push_str(&format!("{breath} {aim}"));
    }
    say
}

fn left_to_others(chosen: &Chosen) -> Option<String> {
    let left = chosen.in_slot(Slot::Left);
    let what: Vec<&str> = left.iter().filter_map(|wish| wish.left_to_others()).collect();
    joined(&what, "and").map(|what| format!("You would leave {what} to others."))
}

fn torn(pack: &Pack, dimension: DimensionId) -> Option<String> {
    let clauses = &pack.dimension(dimension).clauses;
    let (low, high) = (clauses.low.as_ref()?, clauses.high.as_ref()?);
    Some(format!("In some answers you want {high}, in others {low}."))
}

fn clauses<'a>(wishes: &[&'a Phrase]) -> Vec<&'a str> {
    wishes.iter().map(|wish| wish.clause.as_str()).collect()
}

/// Clauses in a row, without what they share with the one before: "to work on cancer and pain".
fn joined(clauses: &[&str], and: &str) -> Option<String> {
    let (first, rest) = clauses.split_first()?;
    let mut text = (*first).to_owned();
    let mut before = *first;
    for clause in rest {
        let shared =
            SHARED.iter().find(|shared| before.starts_with(**shared) && clause.starts_with(**shared));
        text.push_str(&format!(" {and} {}", &clause[shared.map_or(0, |shared| shared.len())..]));
        before = clause;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::super::choice::tests::{chosen, wish};
    use super::*;

    fn say(wishes: Vec<Phrase>) -> String {
        sentence(&crate::default_pack().pack, &chosen(wishes))
    }

    #[test]
    fn what_goes_on_leads_its_setting() {
        let talks = Phrase { joins: true, ..wish("long talks") };
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
        let talks = Phrase { joins: true, ..wish("long talks") };
        let cancer = Phrase { joins: true, ..wish("to work on cancer") };
        assert_eq!(
            say(vec![cancer.clone(), talks, wish("with children")]),
            "You want long talks with children, and to work on cancer."
        );
        let pain = Phrase { joins: true, ..wish("to work on pain") };
        assert_eq!(
            say(vec![cancer, pain, wish("with adults")]),
            "You want to work on cancer and pain with adults."
        );
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
            wish("to leave needles to others"),
        ]);
        assert_eq!(say, "You want to teach. You would leave research and needles to others.");
    }

    #[test]
    fn one_wish_alone_says_that_much_is_open() {
        assert_eq!(say(vec![wish("to teach")]), format!("You want to teach. {MUCH_OPEN}"));
        assert_eq!(say(vec![wish("to teach"), wish("to nurse")]), "You want to teach and to nurse.");
        assert_eq!(say(Vec::new()), NO_LEANING);
    }
}
