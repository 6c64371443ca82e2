//! Specialties with the reasons for their place.

use super::against_limits::AgainstLimits;
use super::by_dimension::by_dimension;
use super::limits::{ShownBreach, shown};
use super::told::{Detail, Told, told};
use super::{ShownDimension, ShownReason};
use crate::Content;
use crate::answers::Answers;
use crate::matching::explanation::{Explainer, Reason};
use crate::matching::limits::{Limit, not_known};
use crate::matching::ranking::{Ranked, rank};
use crate::matching::scoring::Scores;
use crate::pack::{DimensionId, Scope, SpecialtyId};

/// Reasons shown for and against each specialty.
const REASONS: usize = 3;
/// Reasons shown for a specialty that was asked about by name.
const MANY_REASONS: usize = 8;

/// A specialty with the reasons for its place.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its place.
    pub ranked: Ranked,
    /// What it is, in two sentences.
    pub summary: String,
    /// What spoke for it, strongest first.
    pub speaks_for: Vec<ShownReason>,
    /// What spoke against it, strongest first.
    pub speaks_against: Vec<ShownReason>,
    /// Reasons for it that can be told, strongest first.
    pub reasons_for: Vec<Told>,
    /// Reasons against it that can be told, strongest first.
    pub reasons_against: Vec<Told>,
    /// Its score by dimension, what speaks for it most first.
    pub by_dimension: Vec<ShownDimension>,
    /// The respondent's limits that it does not keep.
    pub breaches: Vec<ShownBreach>,
    /// The terms of the respondent's limits on which nothing is known of it.
    pub not_known: Vec<DimensionId>,
}

impl Entry {
    /// The reasons that are told, those for it first.
    pub fn told(&self, detail: Detail) -> impl Iterator<Item = &Told> {
        let (most_for, most_against) = detail.most();
        self.reasons_for.iter().take(most_for).chain(self.reasons_against.iter().take(most_against))
    }
}

/// What reasons are taken from.
#[derive(Clone, Copy)]
pub(super) struct Explaining<'a> {
    pub(super) content: &'a Content,
    pub(super) answers: &'a Answers,
    pub(super) scores: &'a Scores,
    pub(super) explainer: &'a Explainer<'a>,
    pub(super) limits: &'a [Limit],
    /// The order, or nothing before anything was answered.
    pub(super) ranking: &'a [Ranked],
}

impl Explaining<'_> {
    /// The first so many.
    pub(super) fn first(self, number: usize) -> Vec<Entry> {
        self.ranking.iter().take(number).map(|ranked| self.entry(*ranked, REASONS)).collect()
    }

    /// The last so many, with one reason each.
    pub(super) fn last(self, number: usize) -> Vec<Entry> {
        let last = &self.ranking[self.ranking.len().saturating_sub(number)..];
        last.iter().map(|ranked| self.entry(*ranked, 1)).collect()
    }

    /// Those that the pack is about, best first.
    pub(super) fn focus(self, top: &[Entry]) -> Vec<Entry> {
        let focus = self.content.pack.focus();
        let those = self.ranking.iter().filter(|ranked| focus.contains(&ranked.specialty));
        those
            .map(|ranked| {
                let shown_above = top.iter().find(|entry| entry.ranked.specialty == ranked.specialty);
                shown_above.cloned().unwrap_or_else(|| self.entry(*ranked, REASONS))
            })
            .collect()
    }

    /// Those asked about by name, with more reasons. One that the scope hides is explained all the same; its place is then
    /// among all.
    pub(super) fn asked_about(self, wanted: &[SpecialtyId], shown: &[Ranked]) -> Vec<Entry> {
        let among = |ranking: &[Ranked], id: SpecialtyId| {
            ranking.iter().copied().find(|ranked| ranked.specialty == id)
        };
        let place = |id: &SpecialtyId| {
            among(shown, *id).or_else(|| {
                among(&rank(&self.content.pack, self.answers, self.scores, Scope::EVERYTHING), *id)
            })
        };
        wanted.iter().filter_map(place).map(|ranked| self.entry(ranked, MANY_REASONS)).collect()
    }

    /// The first that breaks no limit, unless it is among `top`, or nothing is to be explained.
    pub(super) fn first_that_keeps(self, top: &[Entry], held: Option<&AgainstLimits>) -> Option<Entry> {
        let ranked = held?.first_that_keeps?;
        let explained = top.iter().any(|entry| entry.ranked.specialty == ranked.specialty);
        (!explained && !top.is_empty()).then(|| self.entry(ranked, REASONS))
    }

    fn entry(self, ranked: Ranked, most: usize) -> Entry {
        let pack = &self.content.pack;
        let specialty = ranked.specialty;
        let dossier = pack.dossier(specialty);
        let (speaks_for, speaks_against) = self.explainer.strongest(specialty, most);
        let show = |reasons: Vec<Reason<'_>>| {
            reasons
                .iter()
                .map(|reason| {
                    ShownReason::of(pack, self.answers, self.explainer, reason, specialty, &dossier)
                })
                .collect()
        };
        let by_dimension = by_dimension(pack, self.answers, self.explainer, &dossier, specialty);
        let breaches = shown(pack, self.limits, specialty);
        let (reasons_for, reasons_against) = told(pack, &by_dimension, &breaches);
        Entry {
            ranked,
            reasons_for,
            reasons_against,
            speaks_for: show(speaks_for),
            speaks_against: show(speaks_against),
            summary: dossier.summary.clone(),
            by_dimension,
            breaches,
            not_known: not_known(pack, self.limits, specialty),
        }
    }
}
