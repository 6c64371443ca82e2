//! Two sets of answers: what differs, and what it does to the order.

use serde::Serialize;

use super::json::{millionths, pretty};
use super::text::Style;
use super::words::{chance, ordinal, wrapped};
use crate::Content;
use crate::answers::{Answer, Answers, reading};
use crate::matching::certainty::posterior;
use crate::matching::person_fit::PersonFit;
use crate::matching::ranking::{Ranked, TIE, rank};
use crate::matching::scoring::{answer_evidence, score};
use crate::pack::{QuestionId, Scope, SpecialtyId};

/// Specialties compared: the first of either order.
const COMPARED: usize = 5;

/// What differs between two sets of answers.
#[derive(Debug)]
pub struct Difference<'a> {
    content: &'a Content,
    /// Answers that differ, with both as they would be written; nothing for a skipped one.
    answers: Vec<(QuestionId, Option<String>, Option<String>)>,
    /// The first few of either order: place and chance before and after.
    moves: Vec<Move>,
    /// Whether any answer that differs weighs enough to tell specialties apart.
    beyond_noise: bool,
}

#[derive(Debug)]
struct Move {
    specialty: SpecialtyId,
    before: (usize, f64),
    after: (usize, f64),
}

impl<'a> Difference<'a> {
    /// Compares two sets of answers to one pack.
    #[must_use]
    pub fn between(content: &'a Content, before: &Answers, after: &Answers, scope: Option<Scope>) -> Self {
        let pack = &content.pack;
        let scope = scope.unwrap_or_else(|| after.scope(pack));
        let written = |answers: &Answers, id| {
            answers.to(id).map(|answer: &Answer| reading::written(pack.question(id), answer))
        };
        let differing: Vec<QuestionId> =
            pack.question_ids().filter(|id| before.to(*id) != after.to(*id)).collect();
        let [scores_before, scores] = [before, after].map(|answers| score(pack, &content.evidence, answers));
        let old = rank(pack, before, &scores_before, scope);
        let new = rank(pack, after, &scores, scope);
        let mut specialties: Vec<SpecialtyId> = new
            .iter()
            .take(COMPARED)
            .chain(old.iter().take(COMPARED))
            .map(|ranked| ranked.specialty)
            .collect();
        let mut seen = Vec::new();
        specialties.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let moves = specialties
            .iter()
            .filter_map(|id| {
                Some(Move {
                    specialty: *id,
                    before: place(&old, scores_before.person_fit, *id)?,
                    after: place(&new, scores.person_fit, *id)?,
                })
            })
            .collect();
        let shift = |first: SpecialtyId, second: SpecialtyId| -> i64 {
            differing
                .iter()
                .map(|id| {
                    let of = |answers: &Answers, specialty| {
                        answers.to(*id).map_or(0, |answer| {
                            answer_evidence(
                                pack,
                                &content.evidence,
                                &scores.style_weights,
                                *id,
                                answer,
                                specialty,
                            )
                        })
                    };
                    (of(after, first) - of(before, first)) - (of(after, second) - of(before, second))
                })
                .sum()
        };
        let pairs = specialties.iter().flat_map(|a| specialties.iter().map(move |b| (*a, *b)));
        let beyond_noise = pairs.into_iter().any(|(a, b)| shift(a, b).abs() >= TIE);
        Difference {
            content,
            answers: differing.iter().map(|id| (*id, written(before, *id), written(after, *id))).collect(),
            moves,
            beyond_noise,
        }
    }
}

fn place(order: &[Ranked], person_fit: PersonFit, specialty: SpecialtyId) -> Option<(usize, f64)> {
    let at = order.iter().position(|ranked| ranked.specialty == specialty)?;
    let totals: Vec<i64> = order.iter().map(|ranked| ranked.total).collect();
    Some((order[at].rank, posterior(&totals, person_fit)[at]))
}

/// For people.
#[must_use]
pub fn text(difference: &Difference<'_>, style: Style) -> String {
    let pack = &difference.content.pack;
    if difference.answers.is_empty() {
        return "The answers are the same.\n".to_owned();
    }
    let mut out = format!("{}\n", style.bold("Answers that differ"));
    for (question, before, after) in &difference.answers {
        let skipped = || "skipped".to_owned();
        let line = format!(
            "{} {} -> {}",
            pack.question(*question).ask,
            before.clone().unwrap_or_else(skipped),
            after.clone().unwrap_or_else(skipped)
        );
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    out.push_str(&format!("\n{}\n", style.bold("What that does to the order")));
    for one in &difference.moves {
        let line = format!(
            "{}: {} -> {}; best fit {} -> {}",
            pack.specialty(one.specialty).name,
            ordinal(one.before.0),
            ordinal(one.after.0),
            chance(one.before.1),
            chance(one.after.1)
        );
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    let verdict = if difference.beyond_noise {
        "The difference is large enough to tell some of these apart."
    } else {
        "The difference is no more than noise: it shifts none of these against another by as much as a tie."
    };
    out.push('\n');
    out.push_str(&wrapped(verdict, style.width, "", ""));
    out
}

#[derive(Serialize)]
struct JsonDifference<'a> {
    schema: u32,
    answers: Vec<JsonChanged<'a>>,
    order: Vec<JsonMove<'a>>,
    beyond_noise: bool,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    question: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonMove<'a> {
    slug: &'a str,
    rank_before: usize,
    rank_after: usize,
    chance_before: f64,
    chance_after: f64,
}

/// For programs. Answers are as a flags file has them.
#[must_use]
pub fn json(difference: &Difference<'_>) -> String {
    let pack = &difference.content.pack;
    let document = JsonDifference {
        schema: 1,
        answers: difference
            .answers
            .iter()
            .map(|(question, before, after)| JsonChanged {
                question: &pack.question(*question).id,
                before: before.as_deref(),
                after: after.as_deref(),
            })
            .collect(),
        order: difference
            .moves
            .iter()
            .map(|one| JsonMove {
                slug: &pack.specialty(one.specialty).slug,
                rank_before: one.before.0,
                rank_after: one.after.0,
                chance_before: millionths(one.before.1),
                chance_after: millionths(one.after.1),
            })
            .collect(),
        beyond_noise: difference.beyond_noise,
    };
    pretty(&document)
}
