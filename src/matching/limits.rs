//! Limits: answers to terms of work that a respondent marked as the most that could be accepted.
//!
//! They stand outside the score. A limit changes no score, no chance and no order among those that keep it; it only tells
//! which specialties ask for more.

use crate::answers::{Answer, Answers};
use crate::pack::{DimensionId, Form, Level, OptionId, Pack, ProfileLevel, QuestionId, SpecialtyId};

/// The most that a respondent would accept of one term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The term.
    pub term: DimensionId,
    /// The question whose answer is the limit.
    pub question: QuestionId,
    /// The option that was chosen there.
    pub option: OptionId,
    /// Where that option stands.
    pub level: Level,
}

/// How far a specialty goes beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beyond {
    /// Its usual post asks for more, but posts that do not are within the spread.
    Nearly,
    /// Its level lies above the limit by more than its spread: most posts ask for more.
    Breaks,
}

/// A limit that a specialty does not keep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breach {
    /// The limit.
    pub limit: Limit,
    /// Where the specialty stands.
    pub stands: ProfileLevel,
    /// How far that is beyond.
    pub beyond: Beyond,
}

/// The limits of one respondent, in the order of the question that asks for them.
///
/// A mark on a term without an answer sets no limit: nobody said where it lies.
#[must_use]
pub fn limits(pack: &Pack, answers: &Answers) -> Vec<Limit> {
    let marks = answers.iter().filter(|(question, _)| pack.question(*question).form == Form::Limits);
    let terms = marks.flat_map(|(question, answer)| {
        let Answer::Chose { options, .. } = answer else { return Vec::new() };
        let all = &pack.question(question).options;
        options.iter().filter_map(|option| all[option.index()].limits).collect()
    });
    terms.filter_map(|term| limit_on(pack, answers, term)).collect()
}

fn limit_on(pack: &Pack, answers: &Answers, term: DimensionId) -> Option<Limit> {
    let question = pack.question_on(term)?;
    let Answer::Chose { options, .. } = answers.to(question)? else { return None };
    let option = *options.first()?;
    let level = pack.question(question).options[option.index()].places.first()?.level;
    Some(Limit { term, question, option, level })
}

/// The limits that a specialty does not keep, in their order. One of which nothing is known keeps them all.
#[must_use]
pub fn breaches(pack: &Pack, limits: &[Limit], specialty: SpecialtyId) -> Vec<Breach> {
    let breach = |limit: &Limit| {
        let stands = pack.specialty(specialty).at(limit.term)?;
        beyond(limit.level, stands).map(|beyond| Breach { limit: *limit, stands, beyond })
    };
    limits.iter().filter_map(breach).collect()
}

/// How far a specialty goes beyond the limit that it keeps least; nothing if it keeps them all.
#[must_use]
pub fn furthest(breaches: &[Breach]) -> Option<Beyond> {
    breaches.iter().map(|breach| breach.beyond).max()
}

/// The terms of these limits on which nothing is known of a specialty, in the order of the limits.
#[must_use]
pub fn not_known(pack: &Pack, limits: &[Limit], specialty: SpecialtyId) -> Vec<DimensionId> {
    limits
        .iter()
        .map(|limit| limit.term)
        .filter(|term| pack.specialty(specialty).at(*term).is_none())
        .collect()
}

/// A limit whose dropping would free specialties that break it and no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Freeing {
    /// The limit.
    pub limit: Limit,
    /// What would then break none, in the order given.
    pub frees: Vec<SpecialtyId>,
    /// Their chances added up; from 0 to 1.
    pub chance: f64,
}

/// The one limit whose dropping would change most: which frees the specialties that are together most probable. Nothing if
/// no single one frees any. Of two that are equal, the one that frees more; then the first.
#[must_use]
pub fn most_freeing(pack: &Pack, limits: &[Limit], shown: &[(SpecialtyId, f64)]) -> Option<Freeing> {
    let broken_by = |specialty: SpecialtyId| -> Vec<DimensionId> {
        let broken = breaches(pack, limits, specialty).into_iter();
        broken.filter(|breach| breach.beyond == Beyond::Breaks).map(|breach| breach.limit.term).collect()
    };
    let broken: Vec<(SpecialtyId, f64, Vec<DimensionId>)> =
        shown.iter().map(|(specialty, chance)| (*specialty, *chance, broken_by(*specialty))).collect();
    let freeing = |limit: &Limit| {
        let only_this = broken.iter().filter(|(_, _, terms)| terms.as_slice() == [limit.term]);
        let (frees, chances): (Vec<SpecialtyId>, Vec<f64>) =
            only_this.map(|(specialty, chance, _)| (*specialty, *chance)).unzip();
        Freeing { limit: *limit, frees, chance: chances.iter().sum() }
    };
    let better = |one: &Freeing, other: &Freeing| {
        one.chance.total_cmp(&other.chance).then(one.frees.len().cmp(&other.frees.len()))
    };
    // Of equal ones `max_by` takes the last, so they are looked at from the end.
    limits.iter().rev().map(freeing).filter(|one| !one.frees.is_empty()).max_by(better)
}

fn beyond(limit: Level, stands: ProfileLevel) -> Option<Beyond> {
    let (most, level, spread) = (limit.value(), stands.level.value(), stands.spread.value());
    if level <= most {
        return None;
    }
    Some(if level - spread > most { Beyond::Breaks } else { Beyond::Nearly })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Spread;

    fn stands(level: f64, spread: f64) -> ProfileLevel {
        ProfileLevel { level: Level::new(level).unwrap(), spread: Spread::new(spread).unwrap() }
    }

    #[test]
    fn what_lies_above_by_more_than_its_spread_breaks_a_limit() {
        let limit = Level::new(2.0).unwrap();
        assert_eq!(beyond(limit, stands(2.0, 0.5)), None);
        assert_eq!(beyond(limit, stands(3.0, 0.7)), Some(Beyond::Breaks));
        assert_eq!(beyond(limit, stands(3.0, 1.0)), Some(Beyond::Nearly));
        assert_eq!(beyond(limit, stands(1.0, 1.0)), None);
    }
}
