//! Sets of people that overlap: specialties on a shortlist, and those who have any of several.
//!
//! [`disclosure`](super::disclosure) sees to one total at a time. Here it is seen to that sets cannot be taken from one
//! another: how many are in any of some sets is told only if what is shown of the sets themselves leaves nobody, or five
//! people or more,
//!
//! 1. outside all sets that are told (they are in a hidden one only), and
//! 2. counted more than once: with two sets that is how many are in both; with more, those who are in several are at
//!    most as many.
//!
//! Whoever is in any set but not in one that is told is counted by [`within`], which hides the set then.

use super::disclosure::{Shown, conceal_part, is_too_few};

/// What may be shown of a count that lies within another count that may be shown.
pub(super) fn within(count: u64, outer: Option<u64>, all: u64) -> Shown {
    match outer {
        Some(outer) if is_too_few(outer.abs_diff(count)) => Shown::Hidden,
        Some(_) | None => conceal_part(count, all),
    }
}

/// What may be shown of how many are in any of some sets, beside what is shown of each; and beside numbers of people in
/// it who are counted once at most, such as those for whom a specialty came first.
pub(super) fn in_any(any: u64, sets: &[(u64, Shown)], parts: &[Shown], all: u64) -> Shown {
    let told: Vec<u64> =
        sets.iter().filter(|(_, shown)| *shown != Shown::Hidden).map(|(count, _)| *count).collect();
    let sum: u64 = told.iter().sum();
    let in_hidden_only = any.saturating_sub(sum);
    let counted_again = if told.len() == sets.len() { sum.saturating_sub(any) } else { 0 };
    let in_parts: u64 = parts.iter().filter_map(|part| part.number()).sum();
    let in_no_part = any.saturating_sub(in_parts);
    if [in_hidden_only, counted_again, in_no_part].into_iter().any(is_too_few) {
        return Shown::Hidden;
    }
    conceal_part(any, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::room::disclosure::FEWEST_PEOPLE;
    use proptest::prelude::*;

    /// How many people are in each combination of the sets: a bit for each set.
    type Room = Vec<u64>;

    fn count(room: &[u64], is_in: impl Fn(usize) -> bool) -> u64 {
        room.iter().enumerate().filter(|(atom, _)| is_in(*atom)).map(|(_, people)| people).sum()
    }

    /// What is shown of a room: each set, then any of them.
    fn published(room: &[u64], sets: usize) -> Vec<Shown> {
        let (all, any) = (room.iter().sum(), count(room, |atom| atom > 0));
        let counts = (0..sets).map(|set| count(room, |atom| atom >> set & 1 == 1));
        let told: Vec<(u64, Shown)> = counts.map(|count| (count, within(count, Some(any), all))).collect();
        let any = in_any(any, &told, &[], all);
        told.into_iter().map(|(_, shown)| shown).chain([any]).collect()
    }

    /// All rooms of so many people in which the sets, and any of them, have the counts that are shown.
    fn alike(shown: &[Shown], sets: usize, all: u64) -> Vec<Room> {
        let mut rooms = Vec::new();
        fill(&mut Vec::new(), all, shown, sets, &mut rooms);
        rooms
    }

    fn fill(begun: &mut Room, left: u64, shown: &[Shown], sets: usize, rooms: &mut Vec<Room>) {
        let could_be = |shown: Shown, now: u64, most: u64| match shown {
            Shown::Exactly(count) => now <= count && count <= most,
            Shown::AtLeast(count) => count <= most,
            Shown::Hidden => true,
        };
        let last = begun.len() == 1 << sets;
        let room_left = if last { 0 } else { left };
        let fits = (0..=sets).all(|figure| {
            let now = count(begun, |atom| if figure == sets { atom > 0 } else { atom >> figure & 1 == 1 });
            could_be(shown[figure], now, now + room_left)
        });
        if !fits {
            return;
        }
        if last {
            if left == 0 {
                rooms.push(begun.clone());
            }
            return;
        }
        for people in 0..=left {
            begun.push(people);
            fill(begun, left - people, shown, sets, rooms);
            begun.pop();
        }
    }

    /// The attacker adds, subtracts and reasons: whatever group of people has from one to four in every room that would
    /// show the same figures is known to be a small one.
    fn small_group(room: &[u64], sets: usize) -> Option<(usize, Vec<Shown>)> {
        let shown = published(room, sets);
        let rooms = alike(&shown, sets, room.iter().sum());
        assert!(!rooms.is_empty());
        (1..1_usize << (1 << sets)).find_map(|group| {
            let known = rooms.iter().all(|room| is_too_few(count(room, |atom| group >> atom & 1 == 1)));
            known.then(|| (group, shown.clone()))
        })
    }

    #[test]
    fn of_two_sets_no_small_group_is_known_in_any_room() {
        for all in [11, 13, 16] {
            for neither in 0..=all {
                for one in 0..=all - neither {
                    for other in 0..=all - neither - one {
                        let room = vec![neither, one, other, all - neither - one - other];
                        assert_eq!(small_group(&room, 2), None, "{room:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn two_people_in_both_of_two_sets_are_not_found_by_subtraction() {
        let shown = published(&[15, 10, 8, 2], 2);
        assert_eq!(shown, [Shown::Exactly(12), Shown::Exactly(10), Shown::Hidden]);
        let five = published(&[15, 10, 8, FEWEST_PEOPLE], 2);
        assert_eq!(five[2], Shown::Exactly(23));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn of_three_sets_no_small_group_is_known(people in prop::collection::vec(0..8_usize, 11..=13)) {
            let mut room = vec![0; 8];
            for combination in people {
                room[combination] += 1;
            }
            prop_assert_eq!(small_group(&room, 3), None);
        }
    }
}
