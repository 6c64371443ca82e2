//! Everything that a result shows, as data. Each format only reads it.

pub mod difference;
pub mod evaluation;
pub mod html;
pub mod inert;
pub mod json;
pub mod limits;
pub mod next;
pub mod pack;
pub mod room;
pub mod schema;
pub mod text;
pub mod words;

mod page;

use crate::Content;
use crate::answers::{Answer, Answers, Counts, Importance};
use crate::matching::certainty::{SHORTLIST_SHARE, posterior, shortlist_length, top_three_chances};
use crate::matching::doubt::doubts;
use crate::matching::explanation::{Reason, dimension, strongest, told_by};
use crate::matching::limits::Limit;
use crate::matching::next_question::gains;
use crate::matching::pattern::{Standing, pattern};
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::{Ranked, rank};
use crate::matching::scoring::{Part, Scores, score};
use crate::matching::what_if::{Change, holding_up, to_put_first};
use crate::pack::{Dossier, Pack, QuestionId, Scope, SpecialtyId};
use limits::ShownBreach;

/// Reasons shown for and against each specialty.
const REASONS: usize = 3;
/// Reasons shown for a specialty that was asked about by name.
const MANY_REASONS: usize = 8;
/// Standings that make up a pattern, at most.
const PATTERN: usize = 6;
/// Answers named that hold the first before the second, at most.
const HOLDING_UP: usize = 3;
/// Doubts named, at most.
const DOUBTS: usize = 3;
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
    /// How many questions were asked, where someone did.
    pub asked: Option<usize>,
    /// What is shown.
    pub scope: Scope,
    /// The scores behind it.
    pub scores: Scores,
    /// Answers that were marked as limits. They changed nothing above or below; see [`Entry::breaches`].
    pub limits: Vec<Limit>,
    /// What the answers have in common.
    pub pattern: Vec<Standing>,
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
    /// What should be kept in mind, in sentences.
    pub notes: Vec<String>,
    /// The specialty behind the first, and what parts the two.
    pub runner_up: Option<RunnerUp>,
    /// Questions that were not seen yet and would settle most, with the specialty that a taster day could be in.
    pub tasters: Vec<(QuestionId, SpecialtyId)>,
}

/// The first specialty that is told apart from the leader.
#[derive(Debug, Clone)]
pub struct RunnerUp {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// The answers that hold the leader before it, strongest first.
    pub held_off_by: Vec<String>,
    /// The fewest changed answers found that put it first; none if no few would do.
    pub changes: Vec<Change>,
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
    pub speaks_for: Vec<Shown>,
    /// What spoke against it, strongest first.
    pub speaks_against: Vec<Shown>,
    /// The respondent's limits that it does not keep.
    pub breaches: Vec<ShownBreach>,
}

/// A reason, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The respondent's own answer.
    pub answer: String,
    /// Why the specialty stands where it does.
    pub why: String,
    /// What supports that.
    pub source: String,
    /// Evidence in micronats, positive for the specialty.
    pub evidence: i64,
}

/// What a report is asked to hold.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which specialties to show; what the answers say if nothing is asked.
    pub scope: Option<Scope>,
    /// How many questions were asked, if someone did; a sheet does not tell.
    pub asked: Option<usize>,
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
        let explained = |ranked: &Ranked, most| entry(content, answers, &scores, &limits, *ranked, most);
        let top: Vec<Entry> =
            ranking.iter().take(shown(wanted.top)).map(|ranked| explained(ranked, REASONS)).collect();
        let focus = ranking
            .iter()
            .filter(|ranked| counts.chosen > 0 && pack.focus().contains(&ranked.specialty))
            .map(|ranked| {
                let shown_above = top.iter().find(|entry| entry.ranked.specialty == ranked.specialty);
                shown_above.cloned().unwrap_or_else(|| explained(ranked, REASONS))
            })
            .collect();
        let asked_about = wanted
            .why
            .iter()
            .filter_map(|id| {
                let shown = ranking.iter().find(|ranked| ranked.specialty == *id).copied();
                // One that the scope hides is explained all the same; its place is then among all.
                let place = shown.or_else(|| {
                    rank(pack, answers, &scores, Scope::All)
                        .into_iter()
                        .find(|ranked| ranked.specialty == *id)
                });
                place.map(|ranked| explained(&ranked, MANY_REASONS))
            })
            .collect();
        let least = ranking[ranking.len().saturating_sub(shown(wanted.least))..].iter();
        let least = least.map(|ranked| explained(ranked, 1)).collect();
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
            notes: notes(pack, answers, counts, scores.person_fit, &ranking),
            runner_up: runner_up(content, answers, &scores, scope, &ranking, counts),
            tasters: tasters(content, answers, &scores, scope, &ranking),
            scores,
            limits,
            ranking,
        }
    }
}

impl Report<'_> {
    /// How many questions were answered, in words.
    #[must_use]
    pub fn counts_in_words(&self) -> String {
        match self.asked {
            Some(asked) => words::asked_and_answered(self.answers, asked),
            None => words::counts(self.counts),
        }
    }

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
    let pairs = posterior(&totals, person_fit).into_iter().zip(top_three_chances(&totals, person_fit));
    pairs.map(|(best, top_three)| Chances { best, top_three }).collect()
}

/// The first specialty that is told apart from the leader, and what parts the two.
fn runner_up(
    content: &Content,
    answers: &Answers,
    scores: &Scores,
    scope: Scope,
    ranking: &[Ranked],
    counts: Counts,
) -> Option<RunnerUp> {
    if counts.chosen < FEW_ANSWERS {
        return None;
    }
    let pack = &content.pack;
    let leader = ranking.first()?.specialty;
    let specialty = ranking.iter().find(|ranked| ranked.rank > 1)?.specialty;
    let held_off_by = holding_up(scores, leader, specialty)
        .into_iter()
        .take(HOLDING_UP)
        .map(|part| answer_in_words(pack, answers, part))
        .collect();
    let changes =
        to_put_first(pack, &content.evidence, answers, scores, scope, specialty).unwrap_or_default();
    Some(RunnerUp { specialty, held_off_by, changes })
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
    scores: &Scores,
    limits: &[Limit],
    ranked: Ranked,
    most: usize,
) -> Entry {
    let pack = &content.pack;
    let dossier = pack.dossier(ranked.specialty);
    let (speaks_for, speaks_against) = strongest(pack, scores, ranked.specialty, most);
    let show = |reasons: Vec<Reason<'_>>| {
        reasons.iter().map(|reason| shown(pack, answers, reason, ranked.specialty, &dossier)).collect()
    };
    Entry {
        ranked,
        speaks_for: show(speaks_for),
        speaks_against: show(speaks_against),
        summary: dossier.summary.clone(),
        breaches: limits::shown(pack, limits, ranked.specialty),
    }
}

fn shown(
    pack: &Pack,
    answers: &Answers,
    reason: &Reason<'_>,
    specialty: SpecialtyId,
    dossier: &Dossier,
) -> Shown {
    let part = reason.part;
    // A pack may have one sentence for a whole group, which then stands with each of its dimensions.
    let why = dimension(pack, reason, specialty).and_then(|dimension| {
        dossier.whys.get(&dimension).or_else(|| dossier.whys.get(&told_by(pack, specialty, dimension)))
    });
    Shown {
        answer: answer_in_words(pack, answers, part),
        why: why.map(|why| why.say.clone()).unwrap_or_default(),
        source: why.map(|why| words::source(dossier, why)).unwrap_or_default(),
        evidence: reason.evidence,
    }
}

/// What a part stands for, as the respondent answered it.
fn answer_in_words(pack: &Pack, answers: &Answers, part: &Part) -> String {
    let importance = match answers.to(part.question) {
        Some(Answer::Chose { importance, .. }) => *importance,
        Some(Answer::DontMind | Answer::NotSeenYet) | None => Importance::Usual,
    };
    words::answer(pack.question(part.question), part.option, part.chosen, importance)
}

fn notes(
    pack: &Pack,
    answers: &Answers,
    counts: Counts,
    person_fit: PersonFit,
    ranking: &[Ranked],
) -> Vec<String> {
    let mut notes: Vec<String> = answers.retired(pack).map(words::retired).collect();
    if counts.chosen == 0 {
        notes.push(
            "Nothing was answered yet that tells anything apart, so there is nothing to recommend."
                .to_owned(),
        );
        return notes;
    }
    if counts.chosen < FEW_ANSWERS {
        notes.push(format!(
            "Only {}: enough for a first look, too few to rely on.",
            words::count(counts.chosen, "answer")
        ));
    }
    let leaders = ranking.iter().take_while(|ranked| ranked.rank == 1).count();
    if leaders > 1 {
        notes.push(format!("The first {leaders} cannot be told apart by these answers; read them as a tie."));
    }
    if counts.chosen >= FEW_ANSWERS && person_fit.is_poor() {
        notes.push(
            "Taken together, these answers fit even the first of these less well than answers usually do: they may ask for \
             several kinds of work at once, or some may have been given in haste. The chances allow for that."
                .to_owned(),
        );
    }
    notes.extend(doubts(pack, answers).into_iter().take(DOUBTS).map(|doubt| words::doubt(pack, &doubt)));
    notes
}
