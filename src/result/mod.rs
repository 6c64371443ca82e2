//! Everything that a result shows, as data. [`crate::report`] only lays it out.

mod against_limits;
mod by_dimension;
pub mod difference;
mod entry;
mod headline;
mod how_sure;
pub mod limits;
mod next;
mod next_steps;
mod note;
mod reason;
mod runner_up;
pub mod side_by_side;
mod told;
mod wish;

pub use against_limits::{AgainstLimits, Apart};
pub use by_dimension::{AheadOn, RatherThan, SetsApart, ShownDimension, ShownShare, rather_than};
pub use entry::Entry;
pub use headline::{Headline, LONGEST as LONGEST_HEADLINE, Pull};
pub use how_sure::{HowSure, Step};
pub use next::NextQuestions;
pub use next_steps::{GoAndSee, Openness, ReadOn};
pub use note::Note;
pub use reason::{GivenAnswer, Sentence, ShownReason};
pub use runner_up::RunnerUp;
pub use told::{AGAINST, Detail, FOR, Told};
pub use wish::{Wanting, Wish};

use std::collections::BTreeMap;

use crate::Content;
use crate::answers::{Answer, Answers, Counts};
use crate::matching::certainty::{SHORTLIST_SHARE, posterior, shortlist_length, top_three_chances};
use crate::matching::explanation::Explainer;
use crate::matching::limits::{Beyond, Limit, breaches, furthest};
use crate::matching::next_question::gains;
use crate::matching::pattern::{Leaning, pattern};
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::{Ranked, rank};
use crate::matching::scoring::{Scores, score};
use crate::pack::{DimensionId, Pack, QuestionId, Scope, SpecialtyId};
use against_limits::against_limits;
use entry::Explaining;
use headline::Leading;

/// Leanings that make up a pattern, at most.
const PATTERN: usize = 6;
/// Taster days suggested, at most.
const TASTERS: usize = 3;
/// The first specialties that are listed whatever their chances.
pub const LISTED: usize = 5;
/// Those that keep the limits are listed, at least, where nothing on the shortlist does.
const NEXT_AT_LEAST: usize = 3;
/// Fewer answers than this are too few to build on.
const FEW_ANSWERS: usize = 12;

/// One respondent's result.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was matched against.
    pub content: &'a Content,
    /// What was answered.
    pub answers: &'a Answers,
    /// How many questions were answered, and how.
    pub counts: Counts,
    /// How many questions were asked, if someone did; a sheet does not tell.
    pub asked: Option<usize>,
    /// What is shown.
    pub scope: Scope,
    /// The scores behind it.
    pub scores: Scores,
    /// Answers that were marked as limits. They changed nothing above or below; see [`Entry::breaches`].
    pub limits: Vec<Limit>,
    /// The result held against them.
    pub against_limits: Option<AgainstLimits>,
    /// The first that breaks no limit, with reasons, where others are explained and it is not among them.
    pub first_that_keeps: Option<Entry>,
    /// What is wanted, in a sentence, before any name.
    pub headline: Headline,
    /// How sure the result is; nothing before anything was answered.
    pub how_sure: Option<HowSure>,
    /// What the answers have in common.
    pub pattern: Vec<Leaning>,
    /// All specialties in the scope, best first.
    pub ranking: Vec<Ranked>,
    /// Chances among the specialties in the scope, in the order of `ranking`.
    pub chances: Vec<Chances>,
    /// How many of the first specialties make up the shortlist; none before anything was answered.
    pub shortlist: usize,
    /// The chance that the best fit is on the shortlist; from 0 to 1.
    pub shortlist_chance: f64,
    /// The chance that was asked of it; from 0 to 1.
    pub shortlist_share: f64,
    /// The first few, with reasons.
    pub top: Vec<Entry>,
    /// Specialties that were asked about by name, with more reasons.
    pub asked_about: Vec<Entry>,
    /// The specialties that the pack is about, best first, with reasons.
    pub focus: Vec<Entry>,
    /// The least suited that were asked for, the least suited last.
    pub least: Vec<Entry>,
    /// What should be kept in mind.
    pub notes: Vec<Note>,
    /// The specialty behind the first, and what parts the two.
    pub runner_up: Option<RunnerUp>,
    /// On what the first is ahead of the second.
    pub rather_than: Option<RatherThan>,
    /// What to go and see.
    pub go_and_see: Vec<GoAndSee>,
    /// Where to read on about the first specialties.
    pub read_on: Vec<ReadOn>,
    /// Questions that were not seen yet and would settle most, with the specialty that a taster day could be in.
    pub tasters: Vec<(QuestionId, SpecialtyId)>,
}

/// How probable a specialty is, among those shown; from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chances {
    /// To be the best fit.
    pub best: f64,
    /// To be among the three that are truly nearest.
    pub top_three: f64,
}

/// What a report is asked to hold.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// How many questions were asked, where someone did.
    pub asked: Option<usize>,
    /// Which specialties to show; what the answers say if nothing is asked.
    pub scope: Option<Scope>,
    /// How many specialties get reasons.
    pub top: usize,
    /// Specialties to explain at length, wherever they stand.
    pub why: Vec<SpecialtyId>,
    /// How many of the least suited are shown, too.
    pub least: usize,
    /// The chance that the shortlist must reach, from 0 to 1; 0.8 if nothing is asked.
    pub shortlist_share: Option<f64>,
}

impl<'a> Report<'a> {
    /// Scores, ranks and explains.
    #[must_use]
    pub fn new(content: &'a Content, answers: &'a Answers, wanted: &Wanted) -> Self {
        let pack = &content.pack;
        let scope = wanted.scope.unwrap_or_else(|| answers.scope(pack));
        let scores = score(pack, &content.evidence, answers);
        let ranking = rank(pack, answers, &scores, scope);
        let limits = crate::matching::limits::limits(pack, answers);
        let counts = answers.counts(pack);
        let answered = counts.chosen > 0;
        let chances = chances(&ranking, scores.person_fit);
        let share = wanted.shortlist_share.unwrap_or(SHORTLIST_SHARE);
        let placed: Vec<(Ranked, f64)> =
            ranking.iter().copied().zip(chances.iter().map(|chances| chances.best)).collect();
        let ranks = placed.iter().map(|(ranked, chance)| (ranked.rank, *chance));
        let shortlist = if answered { shortlist_length(ranks, share) } else { 0 };
        let shortlist_chance = chances.iter().take(shortlist).map(|chances| chances.best).sum();
        let explainer = Explainer::new(pack, &content.evidence, answers, &scores);
        let explaining = Explaining {
            content,
            answers,
            scores: &scores,
            explainer: &explainer,
            limits: &limits,
            // Before anything was answered the order is that of the alphabet: no name stands out.
            ranking: if answered { &ranking } else { &[] },
        };
        let top = explaining.first(wanted.top);
        let focus = explaining.focus(&top);
        let asked_about = explaining.asked_about(&wanted.why, &ranking);
        let least = explaining.last(wanted.least);
        let against_limits = against_limits(pack, &limits, &placed, shortlist, top.len());
        let first_that_keeps = explaining.first_that_keeps(&top, against_limits.as_ref());
        let speaks = if answered { speaks(&explainer, &ranking) } else { BTreeMap::new() };
        let first = ranking.first().filter(|_| answered);
        let leading = Leading { first: first.map(|first| first.specialty), speaks: &speaks, limits: &limits };
        let how_sure = if answered { HowSure::of(&placed) } else { None };
        let notes = note::notes(pack, answers, counts, scores.person_fit, &ranking, how_sure.as_ref());
        let mut kept = ranking.iter().filter(|ranked| !breaks(pack, &limits, ranked.specialty));
        let rather_than = match (kept.next(), kept.next()) {
            (Some(first), Some(second)) if answered => {
                let mut shown = top.iter().chain(&first_that_keeps);
                let entry = shown.find(|entry| entry.ranked.specialty == first.specialty);
                Some(rather_than(pack, &explainer, first.specialty, second.specialty, entry))
            }
            _ => None,
        };
        let unseen = unseen(content, answers, &scores, scope);
        let mut report = Report {
            headline: headline::headline(pack, answers, &leading),
            how_sure,
            go_and_see: Vec::new(),
            read_on: Vec::new(),
            rather_than,
            least,
            content,
            answers,
            counts,
            asked: wanted.asked,
            scope,
            pattern: pattern(pack, answers, PATTERN),
            chances,
            shortlist,
            shortlist_chance,
            shortlist_share: share,
            top,
            asked_about,
            focus,
            notes,
            runner_up: runner_up::runner_up(content, answers, &scores, scope, &ranking, counts),
            against_limits,
            first_that_keeps,
            tasters: tasters(pack, &unseen, &ranking),
            scores,
            limits,
            ranking,
        };
        if answered {
            report.go_and_see = next_steps::go_and_see(&report, &unseen);
            report.read_on = next_steps::read_on(&report);
        }
        report
    }
}

impl Report<'_> {
    /// The chances of a specialty; nothing if the scope hides it.
    #[must_use]
    pub fn chances_of(&self, specialty: SpecialtyId) -> Option<Chances> {
        let place = self.ranking.iter().position(|ranked| ranked.specialty == specialty)?;
        Some(self.chances[place])
    }

    /// All specialties in the scope that break no limit, best first.
    pub fn keeping(&self) -> impl Iterator<Item = SpecialtyId> {
        let pack = &self.content.pack;
        let all = self.ranking.iter().map(|ranked| ranked.specialty);
        all.filter(|specialty| !breaks(pack, &self.limits, *specialty))
    }

    /// Those that come after the shortlist and break no limit, as many as belong to the first few that are listed, and a few
    /// where nothing on the shortlist keeps the limits; none before anything was answered.
    pub fn next_in_order(&self) -> impl Iterator<Item = &Ranked> {
        let pack = &self.content.pack;
        let listed = if self.shortlist == 0 { 0 } else { LISTED.max(self.top.len()) };
        let kept = |ranked: &&Ranked| !breaks(pack, &self.limits, ranked.specialty);
        let apart = self.against_limits.as_ref().map_or(0, |held| held.breaks.len());
        let on_shortlist = self.ranking.iter().take(self.shortlist).filter(kept).count();
        let next = self.ranking.iter().skip(self.shortlist).filter(kept);
        let most = listed.saturating_sub(on_shortlist + apart);
        next.take(if apart > 0 && on_shortlist == 0 { most.max(NEXT_AT_LEAST) } else { most })
    }

    /// The shortlist without those that are set apart, best first.
    pub fn shortlist_that_keeps(&self) -> impl Iterator<Item = &Ranked> {
        self.ranking.iter().take(self.shortlist).filter(|ranked| !self.is_apart(ranked.specialty))
    }

    /// Those that are explained in their place in the order.
    pub fn explained(&self) -> impl Iterator<Item = &Entry> {
        self.top.iter().filter(|entry| !self.is_apart(entry.ranked.specialty)).chain(&self.first_that_keeps)
    }

    /// Whether a specialty has reasons of its own near the top, also among those that are set apart.
    #[must_use]
    pub fn is_explained(&self, specialty: SpecialtyId) -> bool {
        self.top.iter().chain(&self.first_that_keeps).any(|entry| entry.ranked.specialty == specialty)
    }

    /// The place that is shown of one in the ranking, and whether others share it.
    #[must_use]
    pub fn place(&self, ranked: &Ranked) -> (usize, bool) {
        how_sure::place(self.how_sure.as_ref(), self.ranking.iter(), ranked)
    }

    /// Whether one of those that the pack is about is near the top: on the shortlist, or among the first that are listed.
    #[must_use]
    pub fn focus_is_near(&self) -> bool {
        let near = self.ranking.iter().take(self.shortlist.max(LISTED));
        let focus = self.content.pack.focus();
        self.counts.chosen > 0 && near.map(|ranked| ranked.specialty).any(|one| focus.contains(&one))
    }

    /// Whether a specialty near the top breaks a limit, and so is shown apart.
    #[must_use]
    pub fn is_apart(&self, specialty: SpecialtyId) -> bool {
        let apart = self.against_limits.iter().flat_map(|held| &held.breaks);
        apart.map(|apart| apart.ranked.specialty).any(|one| one == specialty)
    }

    /// The chance of a specialty to be among the three nearest; nothing if it is hidden or nothing was answered.
    #[must_use]
    pub fn top_three_chance(&self, specialty: SpecialtyId) -> Option<f64> {
        self.chances_of(specialty).filter(|_| self.counts.chosen > 0).map(|chances| chances.top_three)
    }
}

/// By how much, in micronats, each dimension speaks for the first, and sets it apart from the second.
fn speaks(explainer: &Explainer<'_>, ranking: &[Ranked]) -> BTreeMap<DimensionId, i64> {
    let mut speaks = BTreeMap::new();
    let [first, rest @ ..] = ranking else { return speaks };
    for carried in explainer.by_dimension(first.specialty) {
        *speaks.entry(carried.dimension).or_default() += carried.evidence;
    }
    for (dimension, by) in
        rest.first().map(|second| explainer.ahead(first.specialty, second.specialty)).into_iter().flatten()
    {
        *speaks.entry(dimension).or_default() += by;
    }
    speaks
}

/// Whether a specialty breaks a limit.
fn breaks(pack: &Pack, limits: &[Limit], specialty: SpecialtyId) -> bool {
    furthest(&breaches(pack, limits, specialty)) == Some(Beyond::Breaks)
}

/// Chances of the specialties shown: what hides behind the scope was ruled out by the person.
fn chances(ranking: &[Ranked], person_fit: PersonFit) -> Vec<Chances> {
    let totals: Vec<i64> = ranking.iter().map(|ranked| ranked.total).collect();
    let nearest = top_three_chances(&totals, person_fit.answered);
    let pairs = posterior(&totals, person_fit).into_iter().zip(nearest);
    pairs.map(|(best, top_three)| Chances { best, top_three }).collect()
}

/// The questions answered with "not seen yet", what would settle most first.
fn unseen(content: &Content, answers: &Answers, scores: &Scores, scope: Scope) -> Vec<QuestionId> {
    let unseen = answers.iter().filter(|(_, answer)| matches!(answer, Answer::NotSeenYet)).map(|(id, _)| id);
    let gains = gains(&content.pack, &content.evidence, scores, scope, unseen);
    gains.into_iter().map(|candidate| candidate.question).collect()
}

/// The first of the unseen, each with the specialty, among the first ten, that stands highest on what it asks about: there one
/// could see it.
fn tasters(pack: &Pack, unseen: &[QuestionId], ranking: &[Ranked]) -> Vec<(QuestionId, SpecialtyId)> {
    unseen
        .iter()
        .filter_map(|question| {
            let dimension = *pack.question(*question).dimensions().first()?;
            let level =
                |ranked: &&Ranked| pack.specialty(ranked.specialty).level(dimension).unwrap_or_default();
            let nearby = ranking.iter().take(10);
            let place = nearby.max_by(|a, b| level(a).total_cmp(&level(b)).then(b.rank.cmp(&a.rank)))?;
            Some((*question, place.specialty))
        })
        .take(TASTERS)
        .collect()
}
