//! Reasons for a specialty's place, with the answers that they rest on.

use crate::answers::{Answers, Importance};
use crate::matching::explanation::{Explainer, Reason, told_by};
use crate::matching::scoring::Part;
use crate::pack::{DimensionId, Dossier, OptionId, Pack, QuestionId, Source, SpecialtyId};

/// One option of an answer, as the respondent left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenAnswer {
    /// What was asked.
    pub question: QuestionId,
    /// One of its options.
    pub option: OptionId,
    /// Whether it was chosen, or left out of a question that takes several.
    pub chosen: bool,
    /// How much it counts.
    pub importance: Importance,
}

impl GivenAnswer {
    /// What a part of a score rests on.
    #[must_use]
    pub fn behind(answers: &Answers, part: &Part) -> Self {
        Self {
            question: part.question,
            option: part.option,
            chosen: part.chosen,
            importance: answers.importance(part.question),
        }
    }
}

/// A reason, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownReason {
    /// The respondent's own answer.
    pub answer: GivenAnswer,
    /// What of working life it is about; none if the option places on nothing that the specialty is rated on.
    pub dimension: Option<DimensionId>,
    /// Why the specialty stands where it does; empty if the pack has no sentence on it.
    pub why: String,
    /// What supports that; none for what is common knowledge.
    pub source: Option<Source>,
    /// Evidence in micronats, positive for the specialty.
    pub evidence: i64,
}

impl ShownReason {
    /// A reason with the specialty's own sentence on what it is about.
    #[must_use]
    pub fn of(
        pack: &Pack,
        answers: &Answers,
        explainer: &Explainer<'_>,
        reason: &Reason<'_>,
        specialty: SpecialtyId,
        dossier: &Dossier,
    ) -> Self {
        let dimension = explainer.dimension(reason, specialty);
        let sentence = dimension.map(|at| Sentence::of(pack, dossier, specialty, at)).unwrap_or_default();
        Self {
            answer: GivenAnswer::behind(answers, reason.part),
            dimension,
            why: sentence.say,
            source: sentence.source,
            evidence: reason.evidence,
        }
    }
}

/// What a specialty says of itself on one dimension.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Why it stands where it does; empty if the pack has no sentence on it.
    pub say: String,
    /// What supports that; none for what is common knowledge.
    pub source: Option<Source>,
}

impl Sentence {
    /// The sentence of a specialty on a dimension.
    #[must_use]
    pub fn of(pack: &Pack, dossier: &Dossier, specialty: SpecialtyId, at: DimensionId) -> Self {
        // A pack may have one sentence for a whole group, which then stands with each of its dimensions.
        let why = dossier.whys.get(&at).or_else(|| dossier.whys.get(&told_by(pack, specialty, at)));
        Self {
            say: why.map(|why| why.say.clone()).unwrap_or_default(),
            source: why.and_then(|why| dossier.source(why)).cloned(),
        }
    }
}
