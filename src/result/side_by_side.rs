//! Two roles and a person: what their answers tell apart, and what of their wishes both meet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::by_dimension::by_dimension;
use super::limits::{ShownBreach, shown};
use super::wish::{Wanting, Wish};
use super::{Report, Sentence, ShownDimension};
use crate::matching::explanation::{Explainer, WORTH_SAYING};
use crate::matching::ranking::Ranked;
use crate::pack::{DimensionId, SpecialtyId};

/// Two roles and someone's answers.
#[derive(Debug)]
pub struct SideBySide {
    /// The two, in the order that was asked for.
    pub roles: [Beside; 2],
    /// What the answers tell apart, and the pack has words for; the strongest first.
    pub told_apart: Vec<ToldApart>,
    /// Wishes that both meet about as well, those met best first.
    pub alike: Vec<Wish>,
}

/// One of the two.
#[derive(Debug)]
pub struct Beside {
    /// The role.
    pub specialty: SpecialtyId,
    /// Its place by the answers; nothing where the scope hides it.
    pub ranked: Option<Ranked>,
    /// The respondent's limits that it does not keep.
    pub breaches: Vec<ShownBreach>,
}

/// A dimension on which the answers put one before the other.
#[derive(Debug)]
pub struct ToldApart {
    /// What the answers want on it.
    pub wish: Wish,
    /// By how much they put the first before the second, in micronats; negative if the second comes before the first.
    pub by: i64,
    /// What each says of itself on it; nothing where it has no sentence, or has said it already.
    pub sentences: [Option<Sentence>; 2],
}

impl SideBySide {
    /// Puts two beside the answers that a report is of.
    #[must_use]
    pub fn of(report: &Report<'_>, roles: [SpecialtyId; 2]) -> Self {
        let (content, answers) = (report.content, report.answers);
        let pack = &content.pack;
        let explainer = Explainer::new(pack, &content.evidence, answers, &report.scores);
        let carried = roles.map(|role| {
            let all = by_dimension(pack, answers, &explainer, &pack.dossier(role), role);
            all.into_iter().map(|one| (one.dimension, one)).collect::<BTreeMap<_, _>>()
        });
        let beside = roles.map(|specialty| Beside {
            specialty,
            ranked: report.ranking.iter().find(|ranked| ranked.specialty == specialty).copied(),
            breaches: shown(pack, &report.limits, specialty),
        });
        let mut told_apart: Vec<ToldApart> = pack
            .dimension_ids()
            .filter_map(|dimension| told(dimension, [&carried[0], &carried[1]]))
            .collect();
        told_apart.sort_by_key(|one| (Reverse(one.by.abs()), one.wish.dimension));
        one_of_a_group(report, &mut told_apart);
        say_nothing_twice(&mut told_apart);
        Self { alike: alike([&carried[0], &carried[1]], &told_apart), roles: beside, told_apart }
    }
}

type ByDimension = BTreeMap<DimensionId, ShownDimension>;

/// What the answers tell apart on one dimension, if it is worth saying and can be said.
fn told(dimension: DimensionId, carried: [&ByDimension; 2]) -> Option<ToldApart> {
    let both = carried.map(|all| all.get(&dimension));
    let [first, second] = both.map(|one| one.map_or(0, |one| one.evidence));
    let by = first - second;
    if by.abs() < WORTH_SAYING {
        return None;
    }
    let favoured = usize::from(by < 0);
    let speaks_for = both[favoured].filter(|one| one.evidence > 0);
    let speaks_against = both[1 - favoured].filter(|one| one.evidence < 0);
    let wish = speaks_for.and_then(|one| one.wish.clone()).or_else(|| speaks_against?.wish.clone())?;
    let sentence = |one: &ShownDimension| Some(one.sentence.clone()).filter(|said| !said.say.is_empty());
    let sentences = both.map(|one| one.and_then(sentence));
    sentences.iter().any(Option::is_some).then_some(ToldApart { wish, by, sentences })
}

/// Of a group (places, ages, fields, means) one dimension is told for each of the two: what was chosen before what was left out.
fn one_of_a_group(report: &Report<'_>, told_apart: &mut Vec<ToldApart>) {
    let pack = &report.content.pack;
    let key = |one: &ToldApart| pack.dimension(one.wish.dimension).group().map(|group| (group, one.by > 0));
    let chosen = |one: &ToldApart| matches!(one.wish.what, Wanting::Clause { .. });
    let with_choice: BTreeSet<_> = told_apart.iter().filter(|one| chosen(one)).filter_map(key).collect();
    let mut seen = BTreeSet::new();
    told_apart.retain(|one| match key(one) {
        Some(key) => (chosen(one) || !with_choice.contains(&key)) && seen.insert(key),
        None => true,
    });
}

/// Takes away what a role has said above already, and the dimensions on which the one that they speak for then has nothing to say.
fn say_nothing_twice(told_apart: &mut Vec<ToldApart>) {
    let mut said = BTreeSet::new();
    told_apart.retain_mut(|one| {
        let favoured = usize::from(one.by < 0);
        let is_new = |sentence: &Option<Sentence>| {
            sentence.as_ref().is_some_and(|sentence| !said.contains(&sentence.say))
        };
        let new = [is_new(&one.sentences[0]), is_new(&one.sentences[1])];
        if !new[favoured] {
            return false;
        }
        for (sentence, new) in one.sentences.iter_mut().zip(new) {
            match sentence.take_if(|_| !new) {
                Some(_) => {}
                None => said.extend(sentence.iter().map(|sentence| sentence.say.clone())),
            }
        }
        true
    });
}

/// Wishes that speak for both, about as much.
fn alike(carried: [&ByDimension; 2], told_apart: &[ToldApart]) -> Vec<Wish> {
    let mut alike: Vec<(i64, Wish)> = Vec::new();
    for first in carried[0].values() {
        let Some(second) = carried[1].get(&first.dimension) else { continue };
        let least = first.evidence.min(second.evidence);
        let wish = first.wish.as_ref().or(second.wish.as_ref());
        let apart = told_apart.iter().any(|one| one.wish.dimension == first.dimension)
            || (first.evidence - second.evidence).abs() >= WORTH_SAYING;
        let in_words = wish.filter(|wish| matches!(wish.what, Wanting::Clause { .. }));
        if let Some(wish) = in_words.filter(|_| least >= WORTH_SAYING && !apart) {
            alike.push((least, wish.clone()));
        }
    }
    alike.sort_by_key(|(evidence, wish)| (Reverse(*evidence), wish.dimension));
    alike.into_iter().map(|(_, wish)| wish).collect()
}
