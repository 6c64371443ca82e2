//! What someone wants on one dimension, from the answers that say so.

use super::GivenAnswer;
use crate::answers::Importance;
use crate::pack::{DimensionId, Form, Kind, Pack};

/// Mean level from which the answers stand at the high end, and up to which they stand at the low one.
const HIGH: f64 = 3.5;
const LOW: f64 = 2.5;
/// Distance from the middle, in levels, from which someone *wants* it; nearer they *would like* it.
const FIRM: f64 = 1.5;

/// A wish, or what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What of working life it is about.
    pub dimension: DimensionId,
    /// What is wanted.
    pub what: Wanting,
    /// The answers that say so, in the order of the questions.
    pub answers: Vec<GivenAnswer>,
}

/// What the answers ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanting {
    /// A clause of the pack: it can follow "You want", or says with whom, where, or what care is for.
    Clause {
        /// The pack's words.
        say: String,
        /// Whether it is wanted firmly.
        firm: bool,
    },
    /// Options that were all left out of a question that takes several.
    LeftOut,
}

impl Wish {
    /// What these answers want on a dimension; nothing where they stand in its middle, or where the pack has no words for it.
    #[must_use]
    pub fn of(pack: &Pack, dimension: DimensionId, answers: &[GivenAnswer]) -> Option<Self> {
        let what = wanting(pack, dimension, answers)?;
        Some(Self { dimension, what, answers: answers.to_vec() })
    }

    /// Whether one of the answers behind it was marked as mattering a lot.
    #[must_use]
    pub fn matters(&self) -> bool {
        self.answers.iter().any(|given| given.chosen && given.importance == Importance::ALot)
    }
}

fn wanting(pack: &Pack, dimension: DimensionId, answers: &[GivenAnswer]) -> Option<Wanting> {
    let chosen: Vec<GivenAnswer> = answers.iter().copied().filter(|given| given.chosen).collect();
    if chosen.is_empty() {
        return (!answers.is_empty()).then_some(Wanting::LeftOut);
    }
    let mean = mean(pack, dimension, &chosen)?;
    let clauses = &pack.dimension(dimension).clauses;
    let firm = (mean - 3.0).abs() >= FIRM;
    let at_an_end = match pack.dimension(dimension).kind {
        Kind::Tolerance | Kind::Preference if mean <= LOW => clauses.low.clone(),
        // What someone accepts is no wish, so a tolerance has words for its low end only.
        Kind::Preference if mean >= HIGH => clauses.high.clone(),
        Kind::Tolerance | Kind::Preference => None,
    };
    let own = || own_clause(pack, dimension, &chosen);
    let say = match pack.dimension(dimension).kind {
        Kind::Tolerance => own().or(at_an_end),
        Kind::Preference => at_an_end.or_else(own),
    };
    say.map(|say| Wanting::Clause { say, firm })
}

/// The words of the only answer, if it is about nothing else and is no statement: there the dimension's own say it.
fn own_clause(pack: &Pack, dimension: DimensionId, chosen: &[GivenAnswer]) -> Option<String> {
    let [given] = chosen else { return None };
    let question = pack.question(given.question);
    let option = &question.options[given.option.index()];
    let only = matches!(option.places.as_slice(), [place] if place.dimension == dimension);
    if only && question.form != Form::Statement { option.clause.clone() } else { None }
}

/// Where the answers place someone on a dimension, by how much they matter.
fn mean(pack: &Pack, dimension: DimensionId, chosen: &[GivenAnswer]) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for given in chosen {
        let places = &pack.question(given.question).options[given.option.index()].places;
        if let Some(place) = places.iter().find(|place| place.dimension == dimension) {
            #[allow(clippy::cast_precision_loss, reason = "1 or 2")]
            let weight = given.importance.factor() as f64;
            sum += weight * place.level.value();
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}
