//! Everything that a result shows, as data. [`crate::report`] only lays it out.

pub mod difference;
pub mod limits;
mod next;
mod note;
mod reason;
mod runner_up;

pub use next::NextQuestions;
pub use note::Note;
pub use reason::{GivenAnswer, ShownReason};
pub use runner_up::RunnerUp;

use crate::Content;
use crate::answers::{Answer, Answers, Counts};
use crate::matching::certainty::{SHORTLIST_SHARE, posterior, shortlist_length, top_three_chances};
use crate::matching::explanation::{Explainer, Reason};
use crate::matching::limits::Limit;
use crate::matching::next_question::gains;
use crate::matching::pattern::{Leaning, pattern};
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::{Ranked, rank};
use crate::matching::scoring::{Scores, score};
use crate::pack::{QuestionId, Scope, SpecialtyId};
use limits::ShownBreach;

/// Reasons shown for and against each specialty.
const REASONS: usize = 3;
/// Reasons shown for a specialty that was asked about by name.
const MANY_REASONS: usize = 8;
/// Leanings that make up a pattern, at most.
const PATTERN: usize = 6;
/// Taster days suggested, at most.
const TASTERS: usize = 3;
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
    /// The respondent's limits that it does not keep.
    pub breaches: Vec<ShownBreach>,
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
        let chances = chances(&ranking, scores.person_fit);
        let share = wanted.shortlist_share.unwrap_or(SHORTLIST_SHARE);
        let placed = ranking.iter().map(|ranked| ranked.rank).zip(chances.iter().map(|chances| chances.best));
        let shortlist = if counts.chosen == 0 { 0 } else { shortlist_length(placed, share) };
        let shortlist_chance = chances.iter().take(shortlist).map(|chances| chances.best).sum();
        // Before anything was answered the order is that of the alphabet: no name stands out.
        let shown = |wanted: usize| if counts.chosen == 0 { 0 } else { wanted };
        let explainer = Explainer::new(pack, &scores);
        let with_reasons =
            |ranked: &Ranked, most| entry(content, answers, &explainer, &limits, *ranked, most);
        let top: Vec<Entry> =
            ranking.iter().take(shown(wanted.top)).map(|ranked| with_reasons(ranked, REASONS)).collect();
        let focus = ranking
            .iter()
            .filter(|ranked| counts.chosen > 0 && pack.focus().contains(&ranked.specialty))
            .map(|ranked| {
                let shown_above = top.iter().find(|entry| entry.ranked.specialty == ranked.specialty);
                shown_above.cloned().unwrap_or_else(|| with_reasons(ranked, REASONS))
            })
            .collect();
        let asked_about = wanted
            .why
            .iter()
            .filter_map(|id| {
                let shown = ranking.iter().find(|ranked| ranked.specialty == *id).copied();
                // One that the scope hides is explained all the same; its place is then among all.
                let place = shown.or_else(|| {
                    rank(pack, answers, &scores, Scope::EVERYTHING)
                        .into_iter()
                        .find(|ranked| ranked.specialty == *id)
                });
                place.map(|ranked| with_reasons(&ranked, MANY_REASONS))
            })
            .collect();
        let least = ranking[ranking.len().saturating_sub(shown(wanted.least))..].iter();
        let least = least.map(|ranked| with_reasons(ranked, 1)).collect();
        Report {
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
            notes: note::notes(pack, answers, counts, scores.person_fit, &ranking),
            runner_up: runner_up::runner_up(content, answers, &scores, scope, &ranking, counts),
            tasters: tasters(content, answers, &scores, scope, &ranking),
            scores,
            limits,
            ranking,
        }
    }
}

impl Report<'_> {
    /// The chances of a specialty; nothing if the scope hides it.
    #[must_use]
    pub fn chances_of(&self, specialty: SpecialtyId) -> Option<Chances> {
        let place = self.ranking.iter().position(|ranked| ranked.specialty == specialty)?;
        Some(self.chances[place])
    }

    /// The chance of a specialty to be among the three nearest; nothing if it is hidden or nothing was answered.
    #[must_use]
    pub fn top_three_chance(&self, specialty: SpecialtyId) -> Option<f64> {
        self.chances_of(specialty).filter(|_| self.counts.chosen > 0).map(|chances| chances.top_three)
    }
}

/// Chances of the specialties shown: what hides behind the scope was ruled out by the person.
fn chances(ranking: &[Ranked], person_fit: PersonFit) -> Vec<Chances> {
    let totals: Vec<i64> = ranking.iter().map(|ranked| ranked.total).collect();
    let nearest = top_three_chances(&totals, person_fit.answered);
    let pairs = posterior(&totals, person_fit).into_iter().zip(nearest);
    pairs.map(|(best, top_three)| Chances { best, top_three }).collect()
}

/// The questions answered with "not seen yet", most informative first, each with the specialty, among the first ten,
/// that stands highest on what it asks about: there one could see it.
fn tasters(
    content: &Content,
    answers: &Answers,
    scores: &Scores,
    scope: Scope,
    ranking: &[Ranked],
) -> Vec<(QuestionId, SpecialtyId)> {
    let pack = &content.pack;
    let unseen = answers.iter().filter(|(_, answer)| matches!(answer, Answer::NotSeenYet)).map(|(id, _)| id);
    gains(pack, &content.evidence, scores, scope, unseen)
        .into_iter()
        .filter_map(|candidate| {
            let dimension = *pack.question(candidate.question).dimensions().first()?;
            let level =
                |ranked: &&Ranked| pack.specialty(ranked.specialty).level(dimension).unwrap_or_default();
            let nearby = ranking.iter().take(10);
            let place = nearby.max_by(|a, b| level(a).total_cmp(&level(b)).then(b.rank.cmp(&a.rank)))?;
            Some((candidate.question, place.specialty))
        })
        .take(TASTERS)
        .collect()
}

fn entry(
    content: &Content,
    answers: &Answers,
    explainer: &Explainer<'_>,
    limits: &[Limit],
    ranked: Ranked,
    most: usize,
) -> Entry {
    let pack = &content.pack;
    let dossier = pack.dossier(ranked.specialty);
    let (speaks_for, speaks_against) = explainer.strongest(ranked.specialty, most);
    let show = |reasons: Vec<Reason<'_>>| {
        reasons
            .iter()
            .map(|reason| ShownReason::of(pack, answers, explainer, reason, ranked.specialty, &dossier))
            .collect()
    };
    Entry {
        ranked,
        speaks_for: show(speaks_for),
        speaks_against: show(speaks_against),
        summary: dossier.summary.clone(),
        breaches: limits::shown(pack, limits, ranked.specialty),
    }
}
