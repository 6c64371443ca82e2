//! Everything that a result shows, as data. Each format only reads it.

pub mod comparison;
pub mod json;
pub mod profile;
pub mod questionnaire;
pub mod text;
pub mod words;

use crate::Content;
use crate::answers::{Answer, Answers, Counts, Importance};
use crate::matching::explanation::{Reason, dimension, strongest};
use crate::matching::ranking::{Ranked, rank};
use crate::matching::scoring::{Scores, score};
use crate::pack::{Dossier, Pack, Scope, SpecialtyId};

/// Reasons shown for and against each specialty.
const REASONS: usize = 3;
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
    /// What is shown.
    pub scope: Scope,
    /// The scores behind it.
    pub scores: Scores,
    /// All specialties in the scope, best first.
    pub ranking: Vec<Ranked>,
    /// The first few, with reasons.
    pub top: Vec<Entry>,
    /// The specialties that the pack is about, best first, with reasons.
    pub focus: Vec<Entry>,
    /// What should be kept in mind, in sentences.
    pub notes: Vec<String>,
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

impl<'a> Report<'a> {
    /// Scores, ranks and explains. `top` is how many specialties get reasons.
    #[must_use]
    pub fn new(content: &'a Content, answers: &'a Answers, scope: Option<Scope>, top: usize) -> Self {
        let pack = &content.pack;
        let scope = scope.unwrap_or_else(|| answers.scope(pack));
        let scores = score(pack, &content.evidence, answers);
        let ranking = rank(pack, answers, &scores, scope);
        let counts = answers.counts(pack);
        let top: Vec<Entry> =
            ranking.iter().take(top).map(|ranked| entry(content, answers, &scores, *ranked)).collect();
        let focus = ranking
            .iter()
            .filter(|ranked| pack.focus().contains(&ranked.specialty))
            .map(|ranked| {
                let shown_above = top.iter().find(|entry| entry.ranked.specialty == ranked.specialty);
                shown_above.cloned().unwrap_or_else(|| entry(content, answers, &scores, *ranked))
            })
            .collect();
        Report {
            content,
            answers,
            counts,
            scope,
            top,
            focus,
            notes: notes(counts, &ranking),
            scores,
            ranking,
        }
    }

    /// The place of a specialty, if it is in the scope.
    #[must_use]
    pub fn place_of(&self, specialty: SpecialtyId) -> Option<&Ranked> {
        self.ranking.iter().find(|ranked| ranked.specialty == specialty)
    }
}

fn entry(content: &Content, answers: &Answers, scores: &Scores, ranked: Ranked) -> Entry {
    let pack = &content.pack;
    let dossier = pack.dossier(ranked.specialty);
    let (speaks_for, speaks_against) = strongest(pack, scores, ranked.specialty, REASONS);
    let show = |reasons: Vec<Reason<'_>>| {
        reasons.iter().map(|reason| shown(pack, answers, reason, ranked.specialty, &dossier)).collect()
    };
    Entry {
        ranked,
        speaks_for: show(speaks_for),
        speaks_against: show(speaks_against),
        summary: dossier.summary.clone(),
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
    let importance = match answers.to(part.question) {
        Some(Answer::Chose { importance, .. }) => *importance,
        Some(Answer::DontMind | Answer::NotSeenYet) | None => Importance::Usual,
    };
    let why = dimension(pack, reason, specialty).and_then(|dimension| dossier.whys.get(&dimension));
    Shown {
        answer: words::answer(pack.question(part.question), part.option, part.chosen, importance),
        why: why.map(|why| why.say.clone()).unwrap_or_default(),
        source: why.map(|why| words::source(dossier, why)).unwrap_or_default(),
        evidence: reason.evidence,
    }
}

fn notes(counts: Counts, ranking: &[Ranked]) -> Vec<String> {
    let mut notes = Vec::new();
    if counts.chosen == 0 {
        notes.push("Nothing was answered yet, so nothing can be told apart: the order below is that of the alphabet.".to_owned());
    } else if counts.chosen < FEW_ANSWERS {
        notes.push(format!(
            "These are only {}: enough for a first look, too few to rely on.",
            words::count(counts.chosen, "answer")
        ));
    }
    let leaders = ranking.iter().take_while(|ranked| ranked.rank == 1).count();
    if counts.chosen > 0 && leaders > 1 {
        notes.push(format!("The first {leaders} cannot be told apart by these answers; read them as a tie."));
    }
    notes
}
