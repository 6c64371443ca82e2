//! How sure a result is: one step, one number, and of whom it speaks.

use crate::matching::ranking::Ranked;
use crate::pack::SpecialtyId;

/// Chances of the first from which it is clearly ahead, ahead, and narrowly ahead; from 0 to 1.
const CLEARLY: f64 = 0.8;
const AHEAD: f64 = 0.6;
const NARROWLY: f64 = 0.4;
/// Roles that can be said to be level, at most: of a tie that reaches over half of the pack that would say nothing.
const LEVEL: usize = 8;

/// How sure a result is.
#[derive(Debug, Clone, PartialEq)]
pub struct HowSure {
    /// In one of a few steps.
    pub step: Step,
    /// The chance behind it, from 0 to 1: of the first to be the best fit, or, of a tie, that one of its members is.
    pub chance: f64,
    /// Of whom it is said: the first, or all of a tie.
    pub roles: Vec<SpecialtyId>,
}

/// How far the first is ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From 80 in 100.
    ClearlyAhead,
    /// From 60 in 100.
    Ahead,
    /// From 40 in 100.
    NarrowlyAhead,
    /// A tie of a few whose chances together reach 60 in 100.
    Level,
    /// Less than all of these.
    NoneStandsOut,
}

impl Step {
    /// How it is written for programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Step::ClearlyAhead => "clearly-ahead",
            Step::Ahead => "ahead",
            Step::NarrowlyAhead => "narrowly-ahead",
            Step::Level => "level",
            Step::NoneStandsOut => "none-stands-out",
        }
    }

    /// Whether one role is ahead of all others.
    #[must_use]
    pub fn is_a_lead(self) -> bool {
        matches!(self, Step::ClearlyAhead | Step::Ahead | Step::NarrowlyAhead)
    }

    /// Every step, the surest first.
    pub const ALL: [Self; 5] =
        [Step::ClearlyAhead, Step::Ahead, Step::NarrowlyAhead, Step::Level, Step::NoneStandsOut];
}

impl HowSure {
    /// How sure an order is, with each one's chance to be the best fit; nothing of an empty order.
    ///
    /// A tie goes before a narrow lead, as the list below it shows it as a tie, too; a lead that the chances show is a lead, even
    /// where the scores behind it are declared a tie.
    pub(super) fn of(order: &[(Ranked, f64)]) -> Option<Self> {
        let (first, chance) = order.first().copied()?;
        let tie: Vec<(SpecialtyId, f64)> = order
            .iter()
            .take_while(|(ranked, _)| ranked.rank == first.rank)
            .map(|(ranked, chance)| (ranked.specialty, *chance))
            .collect();
        let together: f64 = tie.iter().map(|(_, chance)| chance).sum();
        let alone = |step| Self { step, chance, roles: vec![first.specialty] };
        Some(match chance {
            CLEARLY.. => alone(Step::ClearlyAhead),
            AHEAD.. => alone(Step::Ahead),
            _ if (2..=LEVEL).contains(&tie.len()) && together >= AHEAD => {
                let roles = tie.into_iter().map(|(specialty, _)| specialty).collect();
                Self { step: Step::Level, chance: together, roles }
            }
            NARROWLY.. => alone(Step::NarrowlyAhead),
            _ => alone(Step::NoneStandsOut),
        })
    }
}

/// The place that is shown of one in a ranking, and whether others share it.
///
/// It is the one of the ranking, but where the chances put the first of a declared tie ahead, the others of it follow as seconds:
/// what is said to be ahead is not shown as level.
pub(super) fn place<'r>(
    sure: Option<&HowSure>,
    mut ranking: impl Iterator<Item = &'r Ranked>,
    ranked: &Ranked,
) -> (usize, bool) {
    let ahead = sure.is_some_and(|sure| sure.step.is_a_lead());
    if ranked.rank > 1 || !ranked.tied || !ahead {
        return (ranked.rank, ranked.tied);
    }
    if ranking.next().is_some_and(|first| first.specialty == ranked.specialty) {
        return (1, false);
    }
    (2, ranking.take_while(|one| one.rank == 1).count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::ranking::Fit;

    fn order(chances: &[(usize, f64)]) -> Vec<(Ranked, f64)> {
        let ranked = |place, rank| Ranked {
            specialty: SpecialtyId::new(place),
            total: 0,
            rank,
            tied: false,
            fit: Fit { agree: 0, of: 0 },
        };
        chances.iter().enumerate().map(|(place, (rank, chance))| (ranked(place, *rank), *chance)).collect()
    }

    #[test]
    fn every_step_has_its_bounds() {
        let step = |chances: &[(usize, f64)]| HowSure::of(&order(chances)).map(|sure| sure.step);
        assert_eq!(step(&[]), None);
        assert_eq!(step(&[(1, 0.8), (2, 0.2)]), Some(Step::ClearlyAhead));
        assert_eq!(step(&[(1, 0.79), (2, 0.2)]), Some(Step::Ahead));
        assert_eq!(step(&[(1, 0.59), (2, 0.2)]), Some(Step::NarrowlyAhead));
        assert_eq!(step(&[(1, 0.39), (2, 0.2)]), Some(Step::NoneStandsOut));
        assert_eq!(step(&[(1, 0.5), (1, 0.2), (3, 0.1)]), Some(Step::Level));
        assert_eq!(step(&[(1, 0.35), (1, 0.25), (3, 0.1)]), Some(Step::Level));
        assert_eq!(step(&[(1, 0.3), (1, 0.2), (3, 0.1)]), Some(Step::NoneStandsOut));
        assert_eq!(step(&[(1, 0.7), (1, 0.2), (3, 0.1)]), Some(Step::Ahead));
    }

    #[test]
    fn a_tie_is_spoken_of_as_one() {
        let sure = HowSure::of(&order(&[(1, 0.4), (1, 0.3), (3, 0.1)])).unwrap();
        assert_eq!(sure.roles.len(), 2);
        assert!((sure.chance - 0.7).abs() < 1e-12);
    }
}
