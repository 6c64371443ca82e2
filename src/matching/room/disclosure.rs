//! Counts that stand for fewer than five people are not shown, nor can they be had by subtraction.
//!
//! The rule, for a set of counts that add up to a known total:
//!
//! 1. A total of ten or less is too small to part: nothing is shown.
//! 2. If one count leaves at most five people over, it is shown as "at least the total less five", and the others are
//!    not shown: how many did otherwise (none to five) stays open, also where it is nobody.
//! 3. A count under five is not shown; neither is a nought, since a shown nought would tell hidden counts apart.
//! 4. If the hidden counts together come to one to four, or to exactly four each, or if they leave a single count of
//!    under ten, further counts are hidden, whatever they are, from the last in the list, until that is no longer so. In
//!    this way what is left of the total stands for five people or more (or for nobody), and no hidden count follows
//!    from it, also for someone who knows this rule.
//!
//! The order of hiding does not depend on the counts, so it tells nothing about them. This is cell suppression as in
//! Hundepool and others, *Statistical Disclosure Control* (2012), chapter 4, for one total at a time; whoever shows
//! sets that overlap must see to it that they cannot be taken from one another. It does not guard against someone who
//! knows what others in the room answered.

/// Fewest people that a figure may stand for.
pub const FEWEST_PEOPLE: u64 = 5;

/// What is shown of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The count.
    Exactly(u64),
    /// So many, or up to [`FEWEST_PEOPLE`] more: nearly everyone.
    AtLeast(u64),
    /// Nothing.
    Hidden,
}

impl Shown {
    /// The number shown, if one is.
    #[must_use]
    pub fn number(self) -> Option<u64> {
        match self {
            Shown::Exactly(number) | Shown::AtLeast(number) => Some(number),
            Shown::Hidden => None,
        }
    }
}

/// What may be shown of counts that add up to a known total. Those that come last are hidden first.
#[must_use]
pub fn conceal(counts: &[u64]) -> Vec<Shown> {
    let total: u64 = counts.iter().sum();
    if total <= 2 * FEWEST_PEOPLE {
        return vec![Shown::Hidden; counts.len()];
    }
    let most = total - FEWEST_PEOPLE;
    if counts.iter().any(|count| *count >= most) {
        let shown = |count: &u64| if *count >= most { Shown::AtLeast(most) } else { Shown::Hidden };
        return counts.iter().map(shown).collect();
    }
    let mut hidden: Vec<bool> = counts.iter().map(|count| *count < FEWEST_PEOPLE).collect();
    while gives_away(counts, &hidden) {
        let Some(last) = hidden.iter().rposition(|hidden| !hidden) else { break };
        hidden[last] = true;
    }
    let shown = |(count, hidden): (&u64, &bool)| if *hidden { Shown::Hidden } else { Shown::Exactly(*count) };
    counts.iter().zip(&hidden).map(shown).collect()
}

/// What may be shown of counts, beside those of a known total who are in none of them and are hidden first; one for each of these
/// counts, and a last one for the others.
#[must_use]
pub fn conceal_of(counts: &[u64], total: u64) -> Vec<Shown> {
    let others = total.saturating_sub(counts.iter().sum());
    conceal(&counts.iter().copied().chain([others]).collect::<Vec<_>>())
}

/// What may be shown of a part of a known total.
#[must_use]
pub fn conceal_part(part: u64, total: u64) -> Shown {
    conceal(&[part, total - part])[0]
}

/// Whether a number of people is one that must not be told.
#[must_use]
pub fn is_too_few(people: u64) -> bool {
    (1..FEWEST_PEOPLE).contains(&people)
}

/// Whether the hidden counts, by their sum or by what they leave, tell too much.
fn gives_away(counts: &[u64], hidden: &[bool]) -> bool {
    let held: Vec<u64> = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(n, _)| *n).collect();
    let sum: u64 = held.iter().sum();
    let alone = held.len() + 1 == counts.len() && counts.iter().sum::<u64>() - sum < 2 * FEWEST_PEOPLE;
    is_too_few(sum) || (sum > 0 && (alone || sum == (FEWEST_PEOPLE - 1) * held.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn small_counts_take_a_larger_one_with_them() {
        use Shown::{AtLeast, Exactly, Hidden};
        assert_eq!(conceal(&[14, 10, 6]), [Exactly(14), Exactly(10), Exactly(6)]);
        assert_eq!(conceal(&[14, 10, 3, 3]), [Exactly(14), Exactly(10), Hidden, Hidden]);
        assert_eq!(conceal(&[14, 3, 10]), [Exactly(14), Hidden, Hidden]);
        assert_eq!(conceal(&[14, 10, 4, 4]), [Exactly(14), Hidden, Hidden, Hidden]);
        assert_eq!(conceal(&[28, 2, 0]), [AtLeast(25), Hidden, Hidden]);
        assert_eq!(conceal(&[30, 0]), [AtLeast(25), Hidden]);
        assert_eq!(conceal(&[5, 5]), [Hidden, Hidden]);
    }

    /// All lists of `length` counts that add up to `total`.
    fn all(length: usize, total: u64) -> Vec<Vec<u64>> {
        if length == 1 {
            return vec![vec![total]];
        }
        (0..=total)
            .flat_map(|first| {
                all(length - 1, total - first).into_iter().map(move |rest| [vec![first], rest].concat())
            })
            .collect()
    }

    /// An attacker who knows the rule tries every set of counts and keeps those that would show the same. Whatever sum
    /// of hidden counts is the same in all of them is known; none may stand for one to four people.
    #[test]
    fn nobody_who_knows_the_rule_learns_a_number_from_one_to_four() {
        for (length, total) in [
            (2, 11),
            (2, 24),
            (3, 11),
            (3, 13),
            (3, 24),
            (4, 12),
            (4, 17),
            (4, 16),
            (4, 21),
            (3, 12),
            (5, 20),
            (5, 24),
        ] {
            let mut alike: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
            for counts in all(length, total) {
                alike.entry(format!("{:?}", conceal(&counts))).or_default().push(counts);
            }
            for (shown, possible) in alike {
                for subset in 1..1_u32 << length {
                    let sum = |counts: &[u64]| -> u64 {
                        (0..length).filter(|place| subset >> place & 1 == 1).map(|place| counts[place]).sum()
                    };
                    let known = possible.iter().all(|counts| sum(counts) == sum(&possible[0]));
                    assert!(!(known && is_too_few(sum(&possible[0]))), "{shown} gives away {subset:b}");
                }
            }
        }
    }

    proptest! {
        /// An attacker subtracts what is shown from the total.
        #[test]
        fn subtraction_leaves_nobody_or_five(counts in prop::collection::vec(0..40_u64, 1..9)) {
            let total: u64 = counts.iter().sum();
            prop_assume!(total >= FEWEST_PEOPLE);
            let shown = conceal(&counts);
            let numbers: u64 = shown.iter().filter_map(|shown| shown.number()).sum();
            prop_assert!(!is_too_few(total - numbers));
            for (count, shown) in counts.iter().zip(&shown) {
                match shown {
                    Shown::Exactly(number) => prop_assert!(number == count && *count >= FEWEST_PEOPLE),
                    Shown::AtLeast(number) => prop_assert!((FEWEST_PEOPLE..=*count).contains(number)),
                    Shown::Hidden => {}
                }
            }
        }
    }
}
