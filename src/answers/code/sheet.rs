//! A sheet of answers as one number, by the permanent numbers of questions and options.
//!
//! One walk over the layout both writes and reads, so that the two cannot differ. What is usual costs little: how often
//! questions are answered, left to others, marked as important, and options of a list chosen, is learned on the way.

use super::number::{Number, Share};
use crate::pack::layout::{Layout, Slot};

/// Days from this one on take least room: 1 January 2026, in days after 1 January 1970.
const USUAL_DAYS_FROM: u32 = 20_454;
/// So many of them: until the spring of 2037.
const USUAL_DAYS: u32 = 1 << 12;
/// All days that can be written: until the year 9999.
const ALL_DAYS: u32 = 1 << 22;

/// What someone answered, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    /// The day of the answers, in days after 1 January 1970, if it is known.
    pub(super) day: Option<u32>,
    /// By the questions' numbers, in their order.
    pub(super) given: Vec<(u16, Given)>,
}

/// An answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// The numbers of the options that were chosen, in order.
    Chose {
        options: Vec<u16>,
        a_lot: bool,
    },
    DontMind,
    NotSeenYet,
}

impl Sheet {
    /// The number that holds it. What the layout has no place for is left out.
    pub(super) fn number(&self, layout: &Layout) -> Number {
        let mut walk = Walk::new(Way::Writing(Vec::new()));
        walk.sheet(layout, Some(self));
        let Way::Writing(shares) = walk.way else { return Number::default() };
        let mut number = Number::default();
        // What is put in last is taken out first.
        for share in shares.into_iter().rev() {
            number.put(share);
        }
        number
    }

    /// Reads what [`Sheet::number`] gives; nothing if something is left, so that it was written by another layout.
    pub(super) fn read(layout: &Layout, number: Number) -> Option<Self> {
        let mut walk = Walk::new(Way::Reading(number));
        let sheet = walk.sheet(layout, None);
        matches!(walk.way, Way::Reading(left) if left.is_empty()).then_some(sheet)
    }

    fn to(&self, number: u16) -> Option<&Given> {
        self.given.iter().find(|(question, _)| *question == number).map(|(_, given)| given)
    }
}

/// Where choices go, or come from.
enum Way {
    Writing(Vec<Share>),
    Reading(Number),
}

/// How often each of a few things happened so far, and was expected to before.
struct Counts<const N: usize>([u32; N]);

/// On the way through a sheet.
struct Walk {
    way: Way,
    /// Whether questions were answered: those that everyone is asked, those that take several options, and the others.
    answered: [Counts<2>; 3],
    /// How: by choosing, *don't mind*, *not seen yet*.
    how: Counts<3>,
    a_lot: Counts<2>,
    /// Whether options of lists were chosen.
    listed: Counts<2>,
}

impl Walk {
    fn new(way: Way) -> Self {
        Self {
            way,
            answered: [Counts([1, 15]), Counts([1, 9]), Counts([1, 1])],
            how: Counts([14, 1, 1]),
            a_lot: Counts([9, 1]),
            listed: Counts([3, 1]),
        }
    }

    /// Writes a sheet that is known, or reads one.
    fn sheet(&mut self, layout: &Layout, known: Option<&Sheet>) -> Sheet {
        let day = self.way.day(known);
        let mut given = Vec::new();
        for slot in layout.slots() {
            let known = known.map(|sheet| sheet.to(slot.number));
            let answered =
                &mut self.answered[usize::from(!slot.always) + usize::from(!slot.always && !slot.several)];
            if self.way.learn(answered, known.map(|known| usize::from(known.is_some()))) == 1 {
                given.push((slot.number, self.given(slot, known.flatten())));
            }
        }
        Sheet { day, given }
    }

    fn given(&mut self, slot: &Slot, known: Option<&Given>) -> Given {
        let how = known.map(|known| match known {
            Given::Chose { .. } => 0,
            Given::DontMind => 1,
            Given::NotSeenYet => 2,
        });
        match self.way.learn(&mut self.how, how) {
            1 => return Given::DontMind,
            2 => return Given::NotSeenYet,
            _ => {}
        }
        let (chosen, a_lot) = match known {
            Some(Given::Chose { options, a_lot }) => (Some(options), Some(usize::from(*a_lot))),
            _ => (None, None),
        };
        let a_lot = self.way.learn(&mut self.a_lot, a_lot) == 1;
        let options = if slot.several { self.several(slot, chosen) } else { self.one(slot, chosen) };
        Given::Chose { options, a_lot }
    }

    fn one(&mut self, slot: &Slot, chosen: Option<&Vec<u16>>) -> Vec<u16> {
        let place = chosen.and_then(|chosen| slot.options.iter().position(|option| chosen.contains(option)));
        // A number of options fits, since there are a thousand at most.
        let all = u32::try_from(slot.options.len()).unwrap_or(1);
        let place = self.way.equal(all, place.and_then(|place| u32::try_from(place).ok()));
        slot.options.get(place as usize).copied().into_iter().collect()
    }

    fn several(&mut self, slot: &Slot, chosen: Option<&Vec<u16>>) -> Vec<u16> {
        let mut options = Vec::new();
        for option in &slot.options {
            let known = chosen.map(|chosen| usize::from(chosen.contains(option)));
            if self.way.learn(&mut self.listed, known) == 1 {
                options.push(*option);
            }
        }
        options
    }
}

impl Way {
    fn day(&mut self, known: Option<&Sheet>) -> Option<u32> {
        let usual = |day: u32| day.checked_sub(USUAL_DAYS_FROM).filter(|since| *since < USUAL_DAYS);
        let kind = known.map(|sheet| match sheet.day {
            None => 0,
            Some(day) if usual(day).is_some() => 1,
            Some(_) => 2,
        });
        let known = known.and_then(|sheet| sheet.day);
        match self.weighted(&[1, 14, 1], kind) {
            0 => None,
            1 => Some(USUAL_DAYS_FROM + self.equal(USUAL_DAYS, known.and_then(usual))),
            _ => Some(self.equal(ALL_DAYS, known)),
        }
    }

    /// A choice among equals.
    fn equal(&mut self, total: u32, known: Option<u32>) -> u32 {
        let share = |from| Share { from, parts: 1, total };
        match self {
            Way::Writing(shares) => {
                let known = known.unwrap_or_default().min(total - 1);
                shares.push(share(known));
                known
            }
            Way::Reading(number) => number.take(total, |part| (part, share(part))),
        }
    }

    /// A choice that is made as often as its weight says.
    fn weighted(&mut self, weights: &[u32], known: Option<usize>) -> usize {
        let total = weights.iter().sum();
        let share =
            |place: usize| Share { from: weights[..place].iter().sum(), parts: weights[place], total };
        match self {
            Way::Writing(shares) => {
                let known = known.unwrap_or_default();
                shares.push(share(known));
                known
            }
            Way::Reading(number) => number.take(total, |part| {
                let is_before = |place: &usize| share(*place).from + share(*place).parts <= part;
                let place = (0..weights.len()).take_while(is_before).count();
                (place, share(place))
            }),
        }
    }

    /// The same, by how often it was made before.
    fn learn<const N: usize>(&mut self, counts: &mut Counts<N>, known: Option<usize>) -> usize {
        let choice = self.weighted(&counts.0, known);
        counts.0[choice] += 1;
        choice
    }
}
