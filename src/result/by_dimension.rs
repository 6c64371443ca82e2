//! A score explained by dimension, and what sets one specialty apart from another.

use super::wish::Wish;
use super::{Detail, Entry, GivenAnswer, Sentence};
use crate::answers::Answers;
use crate::matching::explanation::{Carried, Explainer};
use crate::pack::{DimensionId, Dossier, Pack, SpecialtyId};

/// Difference of two specialties on a dimension, in levels, that a reader sees.
const SEEN: f64 = 1.0;

/// What one dimension adds to a specialty's score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownDimension {
    /// The dimension.
    pub dimension: DimensionId,
    /// Evidence in micronats, positive for the specialty. That of all dimensions adds up to the score.
    pub evidence: i64,
    /// The answers behind it.
    pub answers: Vec<ShownShare>,
    /// What the telling ones of them want, where that can be said in words.
    pub wish: Option<Wish>,
    /// What the specialty says of itself on it.
    pub sentence: Sentence,
}

/// What one answer adds on a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownShare {
    /// The answer.
    pub answer: GivenAnswer,
    /// Micronats, positive for the specialty.
    pub share: i64,
    /// Whether a reader would take it for a reason on the side that the dimension is on.
    pub tells: bool,
}

impl ShownDimension {
    /// How many of the answers a reader would take for a reason on the side that the dimension is on.
    #[must_use]
    pub fn telling(&self) -> usize {
        self.answers.iter().filter(|one| one.tells).count()
    }
}

/// A specialty's score by dimension, what speaks for it most first.
pub(super) fn by_dimension(
    pack: &Pack,
    answers: &Answers,
    explainer: &Explainer<'_>,
    dossier: &Dossier,
    specialty: SpecialtyId,
) -> Vec<ShownDimension> {
    let show = |carried: Carried<'_>| {
        let shares = carried.parts.iter().map(|one| ShownShare {
            answer: GivenAnswer::behind(answers, one.part),
            share: one.share,
            tells: one.tells,
        });
        let answers: Vec<ShownShare> = shares.collect();
        let telling: Vec<GivenAnswer> =
            answers.iter().filter(|one| one.tells).map(|one| one.answer).collect();
        ShownDimension {
            dimension: carried.dimension,
            evidence: carried.evidence,
            answers,
            wish: Wish::of(pack, carried.dimension, &telling)
                .filter(|wish| wish.is_a_reason(pack, specialty, carried.evidence)),
            sentence: Sentence::of(pack, dossier, specialty, carried.dimension),
        }
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
    /// What sets it apart, in a sentence that is not among its reasons; none where nothing more can be said.
    pub sets_apart: Option<SetsApart>,
}

/// What sets one specialty apart from another, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetsApart {
    /// What is wanted, and its own sentence on that.
    Own(Wish, Sentence),
    /// What the other does differently, in words that follow its name.
    Differs(String),
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

/// On what one specialty is ahead of another, whichever two they are. `shown` is the first as far as it is explained.
#[must_use]
pub fn rather_than(
    pack: &Pack,
    explainer: &Explainer<'_>,
    specialty: SpecialtyId,
    than: SpecialtyId,
    shown: Option<&Entry>,
) -> RatherThan {
    let dossier = pack.dossier(specialty);
    let dimensions: Vec<AheadOn> = explainer
        .ahead(specialty, than)
        .into_iter()
        .map(|(dimension, by)| AheadOn {
            dimension,
            by,
            sentence: Sentence::of(pack, &dossier, specialty, dimension),
        })
        .collect();
    RatherThan {
        specialty,
        than,
        lead: explainer.score(specialty) - explainer.score(than),
        sets_apart: shown.and_then(|shown| sets_apart(pack, &dossier, shown, than, &dimensions)),
        dimensions,
    }
}

/// What carries most of the lead, if it can be told and is not among the reasons already; else what the pack says of the two;
/// else what carries less.
fn sets_apart(
    pack: &Pack,
    dossier: &Dossier,
    shown: &Entry,
    than: SpecialtyId,
    dimensions: &[AheadOn],
) -> Option<SetsApart> {
    let quoted: Vec<&str> = shown.told(Detail::Short).map(|told| told.sentence.say.as_str()).collect();
    let own = |ahead: &AheadOn| {
        let say = ahead.sentence.say.as_str();
        let on_it =
            shown.by_dimension.iter().find(|one| one.dimension == ahead.dimension && one.evidence > 0)?;
        let wish = on_it.wish.clone()?;
        let new = !say.is_empty() && !quoted.contains(&say);
        (new && nearer(pack, &wish, shown.ranked.specialty, than))
            .then(|| SetsApart::Own(wish, ahead.sentence.clone()))
    };
    let differs = dossier.nearby.iter().find(|nearby| nearby.specialty == than);
    dimensions
        .first()
        .and_then(own)
        .or_else(|| differs.map(|nearby| SetsApart::Differs(nearby.differs.clone())))
        .or_else(|| dimensions.iter().find_map(own))
}

/// Whether a specialty stands nearer to a wish than another by as much as a reader sees.
fn nearer(pack: &Pack, wish: &Wish, specialty: SpecialtyId, than: SpecialtyId) -> bool {
    let away = |of: SpecialtyId| Some((pack.specialty(of).level(wish.dimension)? - wish.level(pack)?).abs());
    away(specialty).zip(away(than)).is_some_and(|(near, far)| far - near >= SEEN)
}
