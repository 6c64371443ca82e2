//! Two sets of answers: what differs, and what it does to the order.

use serde::Serialize;

use super::json::{JsonPack, Program, millionths, pretty};
use super::text::Style;
use super::words::{answered, chance, ordinal, scope, wrapped};
use crate::Content;
use crate::answers::reading::written;
use crate::answers::{Answer, Answers};
use crate::matching::certainty::posterior;
use crate::matching::ranking::{Ranked, TIE, rank};
use crate::matching::scoring::{Scores, answer_evidence, score};
use crate::pack::{Pack, QuestionId, Scope, SpecialtyId};

/// Specialties compared: the first of either order.
const COMPARED: usize = 5;

/// What differs between two sets of answers.
#[derive(Debug)]
pub struct Difference<'a> {
    content: &'a Content,
    /// Answers that differ, with both; nothing for a skipped one.
    answers: Vec<(QuestionId, Option<Answer>, Option<Answer>)>,
    /// The first few of either order: place and chance before and after.
    moves: Vec<Move>,
    /// What is shown, before and after.
    scopes: (Scope, Scope),
    /// Whether any answer that differs weighs enough to tell specialties apart.
    beyond_noise: bool,
}

#[derive(Debug)]
struct Move {
    specialty: SpecialtyId,
    /// Nothing where the scope hides it.
    before: Option<Standing>,
    after: Option<Standing>,
}

/// Where a specialty stands among those shown.
#[derive(Debug, Clone, Copy)]
struct Standing {
    rank: usize,
    tied: bool,
    chance: f64,
}

/// One set of answers, scored and ranked.
struct Ranking {
    order: Vec<Ranked>,
    chances: Vec<f64>,
}

impl Ranking {
    fn new(pack: &Pack, answers: &Answers, scores: &Scores, scope: Scope) -> Self {
        let order = rank(pack, answers, scores, scope);
        let totals: Vec<i64> = order.iter().map(|ranked| ranked.total).collect();
        Self { chances: posterior(&totals, scores.person_fit), order }
    }

    fn of(&self, specialty: SpecialtyId) -> Option<Standing> {
        let at = self.order.iter().position(|ranked| ranked.specialty == specialty)?;
        let Ranked { rank, tied, .. } = self.order[at];
        Some(Standing { rank, tied, chance: self.chances[at] })
    }
}

impl<'a> Difference<'a> {
    /// Compares two sets of answers to one pack.
    #[must_use]
    pub fn between(content: &'a Content, before: &Answers, after: &Answers, scope: Option<Scope>) -> Self {
        let pack = &content.pack;
        let scope_of = |answers: &Answers| scope.unwrap_or_else(|| answers.scope(pack));
        let scopes = (scope_of(before), scope_of(after));
        let differing: Vec<QuestionId> =
            pack.question_ids().filter(|id| before.to(*id) != after.to(*id)).collect();
        let [earlier, later] = [before, after].map(|answers| score(pack, &content.evidence, answers));
        let old = Ranking::new(pack, before, &earlier, scopes.0);
        let new = Ranking::new(pack, after, &later, scopes.1);
        let first = |ranking: &Ranking| -> Vec<SpecialtyId> {
            ranking.order.iter().take(COMPARED).map(|ranked| ranked.specialty).collect()
        };
        let mut specialties = [first(&new), first(&old)].concat();
        let mut seen = Vec::new();
        specialties.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        let moves =
            specialties.iter().map(|id| Move { specialty: *id, before: old.of(*id), after: new.of(*id) });
        let moves = moves.collect();
        let shift = |first: SpecialtyId, second: SpecialtyId| -> i64 {
            differing
                .iter()
                .map(|id| {
                    let of = |answers: &Answers, specialty| {
                        answers.to(*id).map_or(0, |answer| {
                            answer_evidence(
                                pack,
                                &content.evidence,
                                &later.style_weights,
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
            answers: differing
                .iter()
                .map(|id| (*id, before.to(*id).cloned(), after.to(*id).cloned()))
                .collect(),
            moves,
            scopes,
            beyond_noise,
        }
    }
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
        let question = pack.question(*question);
        let said = |answer: &Option<Answer>| answered(question, answer.as_ref());
        let line = format!("{} {} -> {}", question.ask, said(before), said(after));
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    out.push_str(&format!("\n{}\n", style.bold("What that does to the order")));
    if difference.scopes.0 != difference.scopes.1 {
        let line =
            format!("Shown before: {}; now: {}.", scope(difference.scopes.0), scope(difference.scopes.1));
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    let moves: Vec<(String, bool)> = difference.moves.iter().map(|one| in_words(pack, one)).collect();
    for (line, _) in &moves {
        out.push_str(&wrapped(line, style.width, "  ", "    "));
    }
    let verdict = if moves.iter().all(|(_, stays)| *stays) {
        "Nothing changes: these keep their places and their chances."
    } else if difference.beyond_noise {
        "The difference is large enough to tell some of these apart."
    } else {
        "The difference is no more than noise: it shifts none of these against another by as much as a tie."
    };
    out.push('\n');
    out.push_str(&wrapped(verdict, style.width, "", ""));
    out
}

/// What became of one specialty, and whether all that is said of it stays as it was.
fn in_words(pack: &Pack, one: &Move) -> (String, bool) {
    let place = |standing: Option<Standing>| match standing {
        None => "not shown".to_owned(),
        Some(Standing { rank, tied, .. }) => {
            format!("{}{}", if tied { "equal " } else { "" }, ordinal(rank))
        }
    };
    let best =
        |standing: Option<Standing>| standing.map_or("none".to_owned(), |standing| chance(standing.chance));
    let from_to = |before: String, after: String| {
        if before == after { format!("{after} as before") } else { format!("{before} -> {after}") }
    };
    let (places, chances) = ([place(one.before), place(one.after)], [best(one.before), best(one.after)]);
    let stays = places[0] == places[1] && chances[0] == chances[1];
    let ([was, is], [little, much]) = (places, chances);
    let name = &pack.specialty(one.specialty).name;
    (format!("{name}: {}; best fit {}", from_to(was, is), from_to(little, much)), stays)
}

#[derive(Serialize)]
struct JsonDifference<'a> {
    schema: u32,
    program: Program,
    pack: JsonPack<'a>,
    answers: Vec<JsonChanged<'a>>,
    order: Vec<JsonMove<'a>>,
    beyond_noise: bool,
}

#[derive(Serialize)]
struct JsonChanged<'a> {
    question: &'a str,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct JsonMove<'a> {
    slug: &'a str,
    rank_before: Option<usize>,
    rank_after: Option<usize>,
    chance_before: Option<f64>,
    chance_after: Option<f64>,
}

/// For programs. Answers are as a flags file has them.
#[must_use]
pub fn json(difference: &Difference<'_>) -> String {
    let pack = &difference.content.pack;
    let document = JsonDifference {
        schema: 1,
        program: Program::THIS,
        pack: pack.into(),
        answers: difference
            .answers
            .iter()
            .map(|(question, before, after)| JsonChanged {
                question: &pack.question(*question).id,
                before: before.as_ref().map(|answer| written(pack.question(*question), answer)),
                after: after.as_ref().map(|answer| written(pack.question(*question), answer)),
            })
            .collect(),
        order: difference
            .moves
            .iter()
            .map(|one| JsonMove {
                slug: &pack.specialty(one.specialty).slug,
                rank_before: one.before.map(|standing| standing.rank),
                rank_after: one.after.map(|standing| standing.rank),
                chance_before: one.before.map(|standing| millionths(standing.chance)),
                chance_after: one.after.map(|standing| millionths(standing.chance)),
            })
            .collect(),
        beyond_noise: difference.beyond_noise,
    };
    pretty(&document)
}
