//! Order, declared ties and fit bands.

use serde::{Deserialize, Serialize};

use super::likelihood::distance;
use super::scoring::Scores;
use crate::answers::{Answer, Answers};
use crate::pack::{Pack, Placement, Scope, Specialty, SpecialtyId};

/// Scores closer than this to the first of a tie are not told apart, in micronats.
///
/// Evidence under one nat (odds under about three to one) is "not worth more than a bare mention" (Kass and
/// Raftery, "Bayes factors", Journal of the American Statistical Association 90, 1995, section 3.2).
pub const TIE: i64 = 1_000_000;

/// A specialty in a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The specialty.
    pub specialty: SpecialtyId,
    /// Its score in micronats.
    pub total: i64,
    /// Its place, counted from 1; all specialties of a tie have the same.
    pub rank: usize,
    /// Whether others have the same place.
    pub tied: bool,
    /// How many of the answers it agrees with.
    pub fit: Fit,
}

/// All specialties in a scope, best first; equal scores by slug.
///
/// Scope only hides: it changes no score, though places are counted among what is shown.
#[must_use]
pub fn rank(pack: &Pack, answers: &Answers, scores: &Scores, scope: Scope) -> Vec<Ranked> {
    let shown = scores.best_first(pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id))));
    let chosen = chosen_places(pack, answers);
    let mut ranking: Vec<Ranked> = Vec::with_capacity(shown.len());
    let places = places(shown.iter().map(|id| scores.total(*id)));
    for (specialty, rank) in shown.iter().zip(places) {
        let before = ranking.last_mut().filter(|before| before.rank == rank);
        let tied = before.is_some();
        if let Some(before) = before {
            before.tied = true;
        }
        let fit = Fit::counted(pack, &chosen, pack.specialty(*specialty));
        ranking.push(Ranked { specialty: *specialty, total: scores.total(*specialty), rank, tied, fit });
    }
    ranking
}

/// The places of some scores in micronats, best first, counted from 1: all of a tie have the place of its first.
pub fn places(scores: impl Iterator<Item = i64>) -> impl Iterator<Item = usize> {
    let mut leader = (0, i64::MAX);
    scores.enumerate().map(move |(before, score)| {
        if before == 0 || leader.1 - score >= TIE {
            leader = (before + 1, score);
        }
        leader.0
    })
}

/// How many of the answers a specialty agrees with.
///
/// An answer agrees when the specialty's typical post stands within one level, out of five, of where the answer
/// places the respondent, on everything that the answer is about; on a tolerance, when it asks for at most one
/// level more than is accepted. Options that were left out are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Answers that agree.
    pub agree: usize,
    /// Answers that count.
    pub of: usize,
}

/// A fit in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FitBand {
    /// Fewer than half of the answers agree.
    Weak,
    /// At least half agree.
    Partial,
    /// At least two in three agree.
    Good,
    /// At least four in five agree.
    Strong,
}

impl Fit {
    /// Counts the agreeing answers of one specialty.
    #[must_use]
    pub fn of(pack: &Pack, answers: &Answers, specialty: &Specialty) -> Fit {
        Fit::counted(pack, &chosen_places(pack, answers), specialty)
    }

    fn counted(pack: &Pack, chosen: &[&[Placement]], specialty: &Specialty) -> Fit {
        let agree = chosen.iter().filter(|places| agrees(pack, places, specialty)).count();
        Fit { agree, of: chosen.len() }
    }

    /// The band, or nothing if no answer counts.
    #[must_use]
    pub fn band(self) -> Option<FitBand> {
        if self.of == 0 {
            return None;
        }
        Some(match self.agree {
            agree if agree * 5 >= self.of * 4 => FitBand::Strong,
            agree if agree * 3 >= self.of * 2 => FitBand::Good,
            agree if agree * 2 >= self.of => FitBand::Partial,
            _ => FitBand::Weak,
        })
    }
}

/// Where each chosen option places the respondent, leaving out those that place nobody.
fn chosen_places<'p>(pack: &'p Pack, answers: &Answers) -> Vec<&'p [Placement]> {
    let mut chosen = Vec::new();
    for (question, answer) in answers.iter() {
        let Answer::Chose { options, .. } = answer else { continue };
        let all = &pack.question(question).options;
        chosen.extend(options.iter().map(|option| all[option.index()].places.as_slice()));
    }
    chosen.retain(|places| !places.is_empty());
    chosen
}

/// Whether a specialty agrees with an answer that places the respondent there; see [`Fit`].
pub(super) fn agrees(pack: &Pack, places: &[Placement], specialty: &Specialty) -> bool {
    places.iter().all(|place| {
        let kind = pack.dimension(place.dimension).kind;
        // Of what is not known of a specialty, nothing can be said against it.
        specialty
            .at(place.dimension)
            .is_none_or(|profile| distance(kind, place.level.value(), profile.level) <= 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_have_the_printed_bounds() {
        let band = |agree, of| Fit { agree, of }.band();
        assert_eq!(band(0, 0), None);
        assert_eq!(band(4, 5), Some(FitBand::Strong));
        assert_eq!(band(2, 3), Some(FitBand::Good));
        assert_eq!(band(1, 2), Some(FitBand::Partial));
        assert_eq!(band(4, 9), Some(FitBand::Weak));
    }
}
