//! What a short form costs, said beside it.

use crate::Content;
use crate::matching::trial::short_form::{Cost, PER_SPECIALTY, choosable, cost};
use crate::pack::QuestionId;

/// The cost of a short form with `count` questions beside the one on scope, and what the figures rest on.
pub(super) fn say(content: &Content, questions: &[QuestionId], count: usize) -> String {
    let all = choosable(&content.pack).len();
    let Cost { people, short, whole } = cost(&content.pack, &content.evidence, questions);
    let per_cent = |part: usize| (200 * part + people) / (2 * people).max(1);
    format!(
        "What {count} questions cost: they put the true role first for {} of 100 simulated people, and among the first three \
         for {}; all {all} do for {} and {}. Tried just now on {people} people, {PER_SPECIALTY} for each role, who answer as \
         the scoring supposes; others are harder to place (calling pack evaluate --short {count}), and nobody has measured it \
         on people.",
        per_cent(short.first),
        per_cent(short.first_three),
        per_cent(whole.first),
        per_cent(whole.first_three),
    )
}
