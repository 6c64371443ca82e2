//! The same people twice, before a session and after it: what may be told of who moved where.
//!
//! Everyone who is in both cohorts stayed with their first place, moved, or had none; with those who are in one cohort only these
//! counts add up to the room, and one set of them is told. A family's number before is told beside its number after only if they
//! differ by nobody or by five people or more: a smaller difference would be a figure about few.

use super::disclosure::{FEWEST_PEOPLE, Shown, conceal, conceal_of, is_too_few};
use super::tally::{Families, Tally, add_each};
use crate::matching::placing::Placing;
use crate::pack::Pack;

/// Counts of people who are in both cohorts.
#[derive(Debug, Clone)]
pub struct Moves<'p> {
    known_families: Families<'p>,
    stayed: u64,
    moved: u64,
    before: Vec<u64>,
    after: Vec<u64>,
}

/// What may be told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Those whose first place before is among their first places now.
    pub stayed: Shown,
    /// Those with another first place.
    pub moved: Shown,
    /// Families with enough people before or after.
    pub families: Vec<FamilyMoved>,
}

/// A family before and after, among those who are in both cohorts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyMoved {
    /// How it is written in the pack.
    pub id: String,
    /// How many after.
    pub after: Shown,
    /// How many before; nothing if about as many, to less than five.
    pub before: Option<Shown>,
}

impl<'p> Moves<'p> {
    /// Nobody yet.
    #[must_use]
    pub fn new(pack: &'p Pack) -> Self {
        let known_families = Families::new(pack);
        let none = vec![0; known_families.ids.len()];
        Self { known_families, stayed: 0, moved: 0, before: none.clone(), after: none }
    }

    /// Counts someone who is in both.
    pub fn add(&mut self, before: &Placing, after: &Placing) {
        if !before.first.is_empty() && !after.first.is_empty() {
            let stayed = before.first.iter().any(|first| after.first.contains(first));
            *(if stayed { &mut self.stayed } else { &mut self.moved }) += 1;
        }
        for (counts, placing) in [(&mut self.before, before), (&mut self.after, after)] {
            if let Some(family) = self.known_families.of_first(placing) {
                counts[family] += 1;
            }
        }
    }

    /// Adds the counts of another part of the cohort.
    pub fn merge(&mut self, other: &Self) {
        self.stayed += other.stayed;
        self.moved += other.moved;
        add_each(&mut self.before, &other.before);
        add_each(&mut self.after, &other.after);
    }

    /// What may be told of them beside what is told of the whole room.
    #[must_use]
    pub fn told(&self, room: &Tally<'_>) -> Moved {
        let others = room.respondents.saturating_sub(self.stayed + self.moved);
        let shown = conceal(&[self.stayed, self.moved, others]);
        Moved { stayed: shown[0], moved: shown[1], families: self.families(room) }
    }

    /// Of a family the whole room's number is told, too: one from which those who are in both differ by few is left out.
    fn families(&self, room: &Tally<'_>) -> Vec<FamilyMoved> {
        let [before, after] = [&self.before, &self.after].map(|counts| conceal_of(counts, room.respondents));
        let few_are_new = |place: usize| is_too_few(room.families[place].abs_diff(self.after[place]));
        let ids = self.known_families.ids.iter().enumerate();
        ids.filter(|(place, _)| after[*place] != Shown::Hidden && !few_are_new(*place))
            .map(|(place, id)| {
                let few = self.before[place].abs_diff(self.after[place]) < FEWEST_PEOPLE;
                FamilyMoved {
                    id: (*id).to_owned(),
                    after: after[place],
                    before: (!few && before[place] != Shown::Hidden).then_some(before[place]),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;
    use crate::pack::SpecialtyId;

    fn first(pack: &Pack, slug: &str) -> Placing {
        let place = pack.specialties().iter().position(|one| one.slug == slug).unwrap();
        Placing { first: vec![SpecialtyId::new(place)], ..Placing::default() }
    }

    #[test]
    fn small_moves_are_not_told_and_large_ones_are() {
        let pack = default_pack().pack;
        let (surgery, hospice) = (first(&pack, "general-surgery"), first(&pack, "hospice-nurse"));
        let counted = |stays: u64, moves: u64, in_the_room: u64| {
            let mut counts = Moves::new(&pack);
            (0..stays).for_each(|_| counts.add(&hospice, &hospice));
            (0..moves).for_each(|_| counts.add(&surgery, &hospice));
            let mut room = Tally::new(&pack);
            room.respondents = 30;
            room.families[room.known_families.of_first(&hospice).unwrap()] = in_the_room;
            counts.told(&room)
        };
        let few = counted(20, 3, 23);
        assert_eq!(few.moved, Shown::Hidden);
        assert!(few.families.iter().all(|family| family.before.is_none()));
        let many = counted(14, 8, 22);
        assert_eq!((many.stayed, many.moved), (Shown::Exactly(14), Shown::Exactly(8)));
        let team = many.families.iter().find(|family| family.id == "palliative-team").unwrap();
        assert_eq!((team.before, team.after), (Some(Shown::Exactly(14)), Shown::Exactly(22)));
        // Two of the family in the room were not there before: nobody may learn that.
        assert!(counted(14, 8, 24).families.iter().all(|family| family.id != "palliative-team"));
    }
}
