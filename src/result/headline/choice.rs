//! Which wishes a headline names, and in which part of the sentence each stands.

use std::cmp::Reverse;

use super::leaning::{Pull, Side};
use crate::pack::{DimensionId, Pack};

/// Wishes named in one part of the sentence, at most: more would be a list.
const OF_A_KIND: usize = 2;
/// Correlation of levels over all specialties from which two wishes say the same ("to operate", "in an operating theatre").
const SAME: f64 = 0.7;
/// Correlation under which what would lead a place is rather not to be had there: "long talks in an operating theatre".
const SELDOM_THERE: f64 = -0.05;

/// Part of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// What is wanted.
    What,
    /// With whom.
    Whom,
    /// Where the work is done.
    Place,
    /// What care is for.
    Aim,
    /// What would be left to others.
    Left,
}

impl Slot {
    /// In the order of the sentence.
    const ALL: [Self; 5] = [Slot::What, Slot::Whom, Slot::Place, Slot::Aim, Slot::Left];
}

/// A wish in the words of a headline.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) clause: String,
    /// Whether with whom and where can follow at once.
    pub(super) joins: bool,
    /// Whether it may be named; where it may not, its equals are not named either.
    pub(super) can_be_named: bool,
    pub(super) pull: Pull,
    /// The group of its dimension, if it is of one.
    group: Option<usize>,
    /// Whether it is about a term of work: said after everything else.
    term: bool,
}

impl Phrase {
    /// A pull in the pack's words; nothing if it has none for it.
    pub(super) fn of(pack: &Pack, pull: &Pull) -> Option<Self> {
        let dimension = pack.dimension(pull.dimension);
        let clause = match pull.side {
            Side::High => dimension.clauses.high.clone()?,
            Side::Low => dimension.clauses.low.clone()?,
            Side::Both => return None,
        };
        Some(Self {
            clause,
            joins: dimension.clauses.joins,
            can_be_named: true,
            pull: pull.clone(),
            group: dimension.group(),
            term: dimension.term,
        })
    }

    /// Whether it is a thing that with whom and where follow.
    fn leads(&self) -> bool {
        self.joins && !self.is_to_do()
    }

    /// Whether it is something to do ("to teach"), not a thing ("long talks").
    pub(super) fn is_to_do(&self) -> bool {
        self.clause.starts_with("to ")
    }

    /// What would be left to others, if that is what it says.
    pub(super) fn left_to_others(&self) -> Option<&str> {
        self.clause.strip_prefix("to leave ")?.strip_suffix(" to others")
    }

    fn slot(&self) -> Slot {
        match self.clause.split(' ').next() {
            _ if self.left_to_others().is_some() => Slot::Left,
            Some("with") => Slot::Whom,
            Some("where") if self.group.is_none() => Slot::Aim,
            Some("in" | "at" | "on" | "where" | "away" | "outside" | "without") => Slot::Place,
            _ => Slot::What,
        }
    }

    fn strength(&self) -> (u8, usize) {
        (self.pull.strength(), self.pull.answers)
    }
}

/// The wishes that a headline names, the strongest first.
#[derive(Debug)]
pub(super) struct Chosen {
    wishes: Vec<Phrase>,
    /// A dimension on which both ends are wanted, if that is said.
    pub(super) torn: Option<DimensionId>,
    /// How many other wishes there were.
    pub(super) left_out: usize,
}

impl Chosen {
    /// As many of the wishes, which come strongest first, as a headline has room for.
    pub(super) fn of(pack: &Pack, wishes: &[Phrase], torn: Option<DimensionId>) -> Self {
        let in_slot = |slot| wishes.iter().filter(move |wish| wish.slot() == slot).cloned();
        let mut chosen: Vec<Phrase> = Vec::new();
        for slot in [Slot::Place, Slot::What, Slot::Whom, Slot::Aim, Slot::Left] {
            chosen.extend(match slot {
                Slot::Whom | Slot::Place => equals(in_slot(slot).collect()),
                Slot::What => what(pack, in_slot(slot).collect(), &chosen),
                Slot::Aim => in_slot(slot).filter(|wish| wish.can_be_named).take(1).collect(),
                Slot::Left => in_slot(slot).filter(|wish| wish.can_be_named).take(OF_A_KIND).collect(),
            });
        }
        let leads: Vec<Phrase> = chosen.iter().filter(|wish| wish.leads()).cloned().collect();
        if leads.iter().any(|wish| !is_had_in(pack, wish, &chosen)) {
            chosen.retain(|wish| wish.slot() != Slot::Place);
        }
        chosen.sort_by_key(|wish| (wish.slot() == Slot::Left, wish.term, wish.pull.rank()));
        let left_out = wishes.len() - chosen.len();
        Self { wishes: chosen, torn, left_out }
    }

    /// Those of one part of the sentence: the strongest first, and in the order of the pack where they are equals or left to others.
    pub(super) fn in_slot(&self, slot: Slot) -> Vec<&Phrase> {
        let mut those: Vec<&Phrase> = self.wishes.iter().filter(|wish| wish.slot() == slot).collect();
        let by_pack = |wish: &Phrase| wish.group.is_some() || slot == Slot::Left;
        those.sort_by_key(|wish| by_pack(wish).then_some(wish.pull.dimension));
        those
    }

    /// Whether it is said with whom, where or what for.
    pub(super) fn has_a_setting(&self) -> bool {
        self.wishes.iter().any(|wish| matches!(wish.slot(), Slot::Whom | Slot::Place | Slot::Aim))
    }

    /// What is named, in the order of the sentence.
    pub(super) fn names(&self) -> Vec<Pull> {
        Slot::ALL.iter().flat_map(|slot| self.in_slot(*slot)).map(|wish| wish.pull.clone()).collect()
    }

    /// Whether hardly anything is named: one wish, or nothing but with whom.
    pub(super) fn is_thin(&self) -> bool {
        self.torn.is_none()
            && (self.wishes.len() == 1 || self.wishes.iter().all(|wish| wish.slot() == Slot::Whom))
    }

    /// Whether little is named besides with whom, and what would be left to others.
    pub(super) fn says_little(&self) -> bool {
        let tells = |wish: &&Phrase| !matches!(wish.slot(), Slot::Whom | Slot::Left);
        self.torn.is_none() && self.wishes.iter().filter(tells).count() < 2
    }

    /// Takes off the least strong; those of a group go together. Whether there was one to spare.
    pub(super) fn drop_least(&mut self) -> bool {
        if self.wishes.len() < 2 {
            return self.torn.take().is_some();
        }
        if let Some(last) = self.wishes.pop() {
            self.wishes.retain(|wish| last.group.is_none() || wish.group != last.group);
        }
        true
    }
}

/// Of what is wanted the strongest, and the next that says something else; those of a group are named together.
fn what(pack: &Pack, mut wishes: Vec<Phrase>, places: &[Phrase]) -> Vec<Phrase> {
    wishes.sort_by_key(|wish| wish.term);
    let mut chosen: Vec<Phrase> = Vec::new();
    let mut groups = Vec::new();
    for wish in &wishes {
        let unit = match wish.group {
            None if wish.can_be_named => vec![wish.clone()],
            Some(group) if !groups.contains(&group) => {
                groups.push(group);
                equals(wishes.iter().filter(|other| other.group == Some(group)).cloned().collect())
            }
            _ => continue,
        };
        let said: Vec<&Phrase> = chosen.iter().chain(places).collect();
        let is_new = |one: &Phrase| said.iter().all(|other| correlation(pack, one, other) < SAME);
        // Of what leads and a place where it is seldom had, the stronger stays.
        let stays = |one: &Phrase| {
            let stronger = places.iter().all(|place| one.pull.rank() < place.pull.rank());
            !one.leads() || stronger || is_had_in(pack, one, places)
        };
        if unit.iter().all(|one| is_new(one) && stays(one)) && chosen.len() + unit.len() <= OF_A_KIND {
            chosen.extend(unit);
        }
    }
    chosen
}

/// Of the members of a group, those that can be named with all that are as strong; none if these are more than there is room
/// for, or one of them cannot be named.
fn equals(mut members: Vec<Phrase>) -> Vec<Phrase> {
    members.sort_by_key(|wish| Reverse(wish.strength()));
    let mut most = 0;
    for (place, wish) in members.iter().enumerate() {
        if place >= OF_A_KIND || !wish.can_be_named {
            break;
        }
        if members.get(place + 1).is_none_or(|next| next.strength() < wish.strength()) {
            most = place + 1;
        }
    }
    members.truncate(most);
    members
}

/// Whether what leads is had in the places among these wishes.
fn is_had_in(pack: &Pack, leads: &Phrase, wishes: &[Phrase]) -> bool {
    let mut places = wishes.iter().filter(|wish| wish.slot() == Slot::Place);
    places.all(|place| correlation(pack, leads, place) >= SELDOM_THERE)
}

/// How far specialties that meet the one meet the other, too: Pearson correlation of the levels of those rated on both, from -1 to 1,
/// turned round where the wishes are for different ends; 0 where the levels do not vary.
fn correlation(pack: &Pack, one: &Phrase, other: &Phrase) -> f64 {
    let sign = if one.pull.side == other.pull.side { 1.0 } else { -1.0 };
    let (one, other) = (one.pull.dimension, other.pull.dimension);
    let levels =
        pack.specialties().iter().filter_map(|specialty| specialty.level(one).zip(specialty.level(other)));
    let (mut n, mut x, mut y, mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (a, b) in levels {
        n += 1.0;
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    let spread = libm::sqrt((n * xx - x * x) * (n * yy - y * y));
    if spread > 0.0 { sign * (n * xy - x * y) / spread } else { 0.0 }
}

/// A wish in some words, of a dimension of no group.
#[cfg(test)]
pub(super) fn wish(clause: &str) -> Phrase {
    let pull = Pull {
        dimension: DimensionId::new(0),
        side: Side::High,
        level: 5.0,
        answers: 1,
        matters: false,
        speaks: 1,
    };
    Phrase { clause: clause.to_owned(), joins: false, can_be_named: true, pull, group: None, term: false }
}

/// A wish that with whom and where can follow.
#[cfg(test)]
pub(super) fn leading(clause: &str) -> Phrase {
    Phrase { joins: true, ..wish(clause) }
}

/// Just these wishes.
#[cfg(test)]
pub(super) fn chosen(wishes: Vec<Phrase>) -> Chosen {
    Chosen { wishes, torn: None, left_out: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_a_group(clause: &str, answers: usize) -> Phrase {
        let mut one = Phrase { group: Some(0), ..wish(clause) };
        one.pull.answers = answers;
        one
    }

    fn clauses(wishes: &[Phrase]) -> Vec<&str> {
        wishes.iter().map(|wish| wish.clause.as_str()).collect()
    }

    #[test]
    fn equals_are_named_together_or_not_at_all() {
        let places = ["in a hospice", "at a desk", "on a ward"].map(|clause| of_a_group(clause, 1));
        assert_eq!(clauses(&equals(places.to_vec())), [""; 0]);
        assert_eq!(clauses(&equals(places[..2].to_vec())), ["in a hospice", "at a desk"]);
        let twice = of_a_group("in a theatre", 2);
        let stronger = equals([places.as_slice(), &[twice]].concat());
        assert_eq!(clauses(&stronger), ["in a theatre"]);
    }

    #[test]
    fn what_cannot_be_named_keeps_its_equals_back() {
        let contradicted = Phrase { can_be_named: false, ..of_a_group("with children", 1) };
        assert_eq!(clauses(&equals(vec![of_a_group("with adults", 1), contradicted])), [""; 0]);
    }

    #[test]
    fn what_says_the_same_is_named_once_and_nothing_leads_where_it_is_seldom_had() {
        let pack = &crate::default_pack().pack;
        let about = |id: &str| {
            let mut one = wish(id);
            one.pull.dimension = pack.dimension_ids().find(|at| pack.dimension(*at).id == id).unwrap();
            one
        };
        let (hands, operating, theatre) = (about("procedures"), about("operating"), about("theatre"));
        let named = |wishes: &[&Phrase], places: &[Phrase]| {
            what(pack, wishes.iter().map(|one| (*one).clone()).collect(), places).len()
        };
        assert_eq!(named(&[&hands, &operating, &about("teaching")], &[]), 2);
        assert_eq!(named(&[&operating], std::slice::from_ref(&theatre)), 0);
        let place = |strong: u8| {
            let mut theatre = Phrase { clause: "in an operating theatre".to_owned(), ..theatre.clone() };
            theatre.pull.speaks = i64::from(strong);
            theatre
        };
        let mut talks = Phrase { joins: true, clause: "long talks".to_owned(), ..about("communication") };
        talks.pull.speaks = 2;
        let clauses_of = |place: Phrase| {
            let chosen = Chosen::of(pack, &[talks.clone(), place], None);
            chosen.wishes.iter().map(|wish| wish.clause.clone()).collect::<Vec<_>>()
        };
        assert_eq!(clauses_of(place(1)), ["long talks"]);
        assert_eq!(clauses_of(place(3)), ["in an operating theatre"]);
    }

    #[test]
    fn every_part_of_the_sentence_is_known_by_its_first_words() {
        let slot = |clause| wish(clause).slot();
        assert_eq!(slot("with children"), Slot::Whom);
        assert_eq!(slot("on a hospital ward"), Slot::Place);
        assert_eq!(slot("where comfort is the aim"), Slot::Aim);
        assert_eq!(of_a_group("where emergencies come in", 1).slot(), Slot::Place);
        assert_eq!(slot("to leave research to others"), Slot::Left);
        assert_eq!(slot("long talks"), Slot::What);
    }
}
