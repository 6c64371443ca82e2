//! A score explained by dimension, and what sets one specialty apart from another.

use super::{GivenAnswer, Sentence};
use crate::answers::Answers;
use crate::matching::explanation::{Carried, Explainer};
use crate::pack::{DimensionId, Dossier, Pack, SpecialtyId};

/// What one dimension adds to a specialty's score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownDimension {
    /// The dimension.
    pub dimension: DimensionId,
    /// Evidence in micronats, positive for the specialty. That of all dimensions adds up to the score.
    pub evidence: i64,
    /// The answers behind it, each with the micronats that it adds on this dimension.
    pub answers: Vec<(GivenAnswer, i64)>,
    /// How many of them a reader would take for a reason on the side that the dimension is on.
    pub telling: usize,
    /// What the specialty says of itself on it.
    pub sentence: Sentence,
}

/// A specialty's score by dimension, what speaks for it most first.
pub(super) fn by_dimension(
    pack: &Pack,
    answers: &Answers,
    explainer: &Explainer<'_>,
    dossier: &Dossier,
    specialty: SpecialtyId,
) -> Vec<ShownDimension> {
    let show = |carried: Carried<'_>| ShownDimension {
        dimension: carried.dimension,
        evidence: carried.evidence,
        answers: carried
            .parts
            .iter()
            .map(|(part, share)| (GivenAnswer::behind(answers, part), *share))
            .collect(),
        telling: carried.telling,
        sentence: Sentence::of(pack, dossier, specialty, carried.dimension),
    };
    explainer.by_dimension(specialty).into_iter().map(show).collect()
}

/// On what a specialty is ahead of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatherThan {
    /// The specialty that is ahead.
    pub specialty: SpecialtyId,
    /// The other.
    pub than: SpecialtyId,
    /// By how much in all, in micronats: what it is ahead on, less what it is behind on.
    pub lead: i64,
    /// The dimensions on which it is ahead, most first.
    pub dimensions: Vec<AheadOn>,
}

/// A dimension on which one specialty is ahead of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AheadOn {
    /// The dimension.
    pub dimension: DimensionId,
    /// By how much, in micronats.
    pub by: i64,
    /// What the specialty that is ahead says of itself on it.
    pub sentence: Sentence,
}

/// On what one specialty is ahead of another, whichever two they are.
#[must_use]
pub fn rather_than(
    pack: &Pack,
    explainer: &Explainer<'_>,
    specialty: SpecialtyId,
    than: SpecialtyId,
) -> RatherThan {
    let dossier = pack.dossier(specialty);
    let dimensions = explainer.ahead(specialty, than).into_iter();
    RatherThan {
        specialty,
        than,
        lead: explainer.score(specialty) - explainer.score(than),
        dimensions: dimensions
            .map(|(dimension, by)| AheadOn {
                dimension,
                by,
                sentence: Sentence::of(pack, &dossier, specialty, dimension),
            })
            .collect(),
    }
}
