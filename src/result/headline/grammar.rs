//! The sentence: "You want" what, "with" whom, "in" which place, "where" what care is for.

use super::leaning::{Pull, Side};
use super::{OF_A_KIND, PLAIN};
use crate::pack::{DimensionId, Pack};

/// What is said where nothing stands out.
const NO_LEANING: &str = "Your answers do not lean strongly one way yet.";

/// What a clause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// What is wanted.
    What,
    /// With whom.
    Whom,
    /// Where the work is done.
    Place,
    /// What care is for.
    Aim,
    /// What is wanted besides, at the end.
    Also,
}

impl Slot {
    /// In the order of the sentence.
    const ALL: [Self; 5] = [Slot::What, Slot::Whom, Slot::Place, Slot::Aim, Slot::Also];
}

/// A wish in its slot.
#[derive(Debug, Clone)]
struct Filled {
    slot: Slot,
    clause: String,
    pull: Pull,
    /// Whether it may be named; where it may not, its equals are not named either.
    can_be_named: bool,
}

/// The wishes that a headline names, each in its slot, the strongest first.
#[derive(Debug)]
pub(super) struct Slots {
    filled: Vec<Filled>,
    torn: Option<DimensionId>,
}

impl Slots {
    /// As many of the wishes, which come strongest first, as a headline has room for.
    pub(super) fn of(pack: &Pack, wishes: Vec<(Pull, bool)>, torn: Option<DimensionId>) -> Self {
        let all: Vec<Filled> =
            wishes.into_iter().filter_map(|(pull, named)| filled(pack, pull, named)).collect();
        let mut kept: Vec<Filled> = Vec::new();
        for slot in Slot::ALL {
            let of_slot: Vec<Filled> = all.iter().filter(|one| one.slot == slot).cloned().collect();
            kept.extend(match slot {
                Slot::What => what(pack, &of_slot),
                Slot::Aim => of_slot.into_iter().filter(|one| one.can_be_named).collect(),
                Slot::Whom | Slot::Place | Slot::Also => equals(of_slot, OF_A_KIND),
            });
        }
        kept.sort_by_key(|one| (one.slot == Slot::Also, one.pull.rank()));
        Self { filled: kept, torn }
    }

    /// The wishes, in the order in which the sentence names them.
    pub(super) fn into_names(self) -> Vec<Pull> {
        let in_order = |slot| self.filled.iter().filter(move |one| one.slot == slot);
        Slot::ALL.into_iter().flat_map(in_order).map(|one| one.pull.clone()).collect()
    }

    /// The dimension on which both ends are wanted, if the sentence says so.
    pub(super) fn torn(&self) -> Option<DimensionId> {
        self.torn
    }

    /// Takes off the least strong; those that are equally strong within a group go together. Whether there was one to spare.
    pub(super) fn drop_least(&mut self) -> bool {
        if self.filled.len() < 2 {
            return self.torn.take().is_some();
        }
        if let Some(last) = self.filled.pop() {
            let goes_too = |one: &Filled| one.slot == last.slot && last.slot != Slot::What;
            self.filled.retain(|one| !goes_too(one));
        }
        true
    }

    /// The sentence, or two where the answers want both ends of something.
    pub(super) fn sentence(&self, pack: &Pack) -> String {
        let wish = self.wish(pack);
        let torn = self.torn.and_then(|dimension| {
            let clauses = &pack.dimension(dimension).clauses;
            Some(format!(
                "both {} and {}, which seldom go together.",
                clauses.low.as_ref()?,
                clauses.high.as_ref()?
            ))
        });
        match (wish, torn) {
            (Some(wish), Some(torn)) => format!("{wish} You also want {torn}"),
            (Some(wish), None) => wish,
            (None, Some(torn)) => format!("You want {torn}"),
            (None, None) => NO_LEANING.to_owned(),
        }
    }

    fn wish(&self, pack: &Pack) -> Option<String> {
        let [what, whom, place, aim, also] = Slot::ALL.map(|slot| self.clauses(slot));
        let also = joined(&also, "and").map(|also| format!("and {also}"));
        let setting = [joined(&whom, "and"), joined(&place, "or"), joined(&aim, "and"), also];
        let setting: Vec<String> = setting.into_iter().flatten().collect();
        let Some(what) = joined(&what, "and") else {
            return (!setting.is_empty()).then(|| format!("You want work {}.", setting.join(", ")));
        };
        if setting.is_empty() {
            return Some(format!("You want {what}."));
        }
        let then = if self.takes_a_setting(pack) { " " } else { ", " };
        Some(format!("You want {what}{then}{}.", setting.join(", ")))
    }

    /// Whether what is wanted can be followed by with whom and where: "long talks with children, in a hospice".
    fn takes_a_setting(&self, pack: &Pack) -> bool {
        self.filled.iter().filter(|one| one.slot == Slot::What).any(|one| joins(pack, one))
    }

    /// In the order of the pack within a slot that names equals, in their own order otherwise.
    fn clauses(&self, slot: Slot) -> Vec<&str> {
        let mut of_slot: Vec<&Filled> = self.filled.iter().filter(|one| one.slot == slot).collect();
        if !matches!(slot, Slot::What | Slot::Also) {
            of_slot.sort_by_key(|one| one.pull.dimension);
        }
        of_slot.into_iter().map(|one| one.clause.as_str()).collect()
    }
}

fn joins(pack: &Pack, one: &Filled) -> bool {
    pack.dimension(one.pull.dimension).clauses.joins
}

/// Of what is wanted, strongest first: the strongest, the next that is said in the same way (two things, or two things to do),
/// and else one of the other kind for the end of the sentence. What goes on with whom and where stands by itself.
fn what(pack: &Pack, wishes: &[Filled]) -> Vec<Filled> {
    let units = units(pack, wishes);
    let Some((first, rest)) = units.split_first() else { return Vec::new() };
    let to_do = |unit: &Unit| unit.iter().any(|one| one.clause.starts_with("to "));
    let at_the_end = |unit: &Unit| -> Unit {
        unit.iter().cloned().map(|one| Filled { slot: Slot::Also, ..one }).collect()
    };
    let alone = first.iter().any(|one| joins(pack, one));
    let same =
        rest.iter().find(|unit| !alone && to_do(unit) == to_do(first) && unit.len() + first.len() <= PLAIN);
    if let Some(same) = same.filter(|unit| !unit.iter().any(|one| joins(pack, one))) {
        return [first.clone(), same.clone()].concat();
    }
    match rest.iter().find(|unit| to_do(unit) != to_do(first)) {
        Some(other) if to_do(first) => [other.clone(), at_the_end(first)].concat(),
        Some(other) => [first.clone(), at_the_end(other)].concat(),
        None => first.clone(),
    }
}

/// Wishes that are named together: one, or all of a group that are as strong as its strongest.
type Unit = Vec<Filled>;

fn units(pack: &Pack, wishes: &[Filled]) -> Vec<Unit> {
    let group = |one: &Filled| pack.dimension(one.pull.dimension).group();
    let mut seen = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    for one in wishes {
        match group(one) {
            None if one.can_be_named => units.push(vec![one.clone()]),
            Some(of) if !seen.contains(&of) => {
                seen.push(of);
                let members = wishes.iter().filter(|other| group(other) == Some(of)).cloned().collect();
                units.extend(Some(equals(members, PLAIN)).filter(|unit| !unit.is_empty()));
            }
            _ => {}
        }
    }
    units
}

/// Of the members of a group, those that can be named with all that are as strong; none if these are more than there is room for, or
/// one of them cannot be named.
fn equals(members: Vec<Filled>, room: usize) -> Vec<Filled> {
    let strength = |one: &Filled| (one.pull.strength(), one.pull.answers);
    let mut members = members;
    members.sort_by_key(|one| std::cmp::Reverse(strength(one)));
    let mut most = 0;
    for (place, one) in members.iter().enumerate() {
        let last_of_its_equals = members.get(place + 1).is_none_or(|next| strength(next) < strength(one));
        if place >= room || !one.can_be_named {
            break;
        }
        if last_of_its_equals {
            most = place + 1;
        }
    }
    members.truncate(most);
    members
}

fn filled(pack: &Pack, pull: Pull, can_be_named: bool) -> Option<Filled> {
    let clauses = &pack.dimension(pull.dimension).clauses;
    let clause = match pull.side {
        Side::High => clauses.high.clone()?,
        Side::Low => clauses.low.clone()?,
        Side::Both => return None,
    };
    let slot = match clause.split(' ').next()? {
        "with" => Slot::Whom,
        "where" if pack.dimension(pull.dimension).group().is_none() => Slot::Aim,
        "in" | "at" | "on" | "where" | "away" | "outside" | "without" => Slot::Place,
        _ => Slot::What,
    };
    Some(Filled { slot, clause, pull, can_be_named })
}

/// Clauses in a row, without the words that all of them begin with: "to work on cancer and pain".
fn joined(clauses: &[&str], and: &str) -> Option<String> {
    let (first, rest) = clauses.split_first()?;
    let begin = |text: &'_ str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let of_first = begin(first);
    let mut text = (*first).to_owned();
    for clause in rest {
        let words = begin(clause);
        let alike = words.iter().zip(&of_first).take_while(|(a, b)| a == b).count();
        // Only a whole beginning is left out: "in a hospice or a ward" would read well, "to work or people" would not.
        let spared =
            if alike + 1 >= of_first.len().min(words.len()) || words[0] == "with" { alike } else { 0 };
        text.push_str(&format!(" {and} {}", words[spared..].join(" ")));
    }
    Some(text)
}
