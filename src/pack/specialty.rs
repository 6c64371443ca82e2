//! Specialties and roles: where they stand, and what is known about them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Audience, DimensionId, Level, Profession, SpecialtyId, Spread};

/// What kind of calling a specialty file describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecialtyKind {
    /// On the GMC's list of CCT specialties.
    Specialty,
    /// A branch of a specialty.
    Subspecialty,
    /// A role outside that list.
    Role,
}

/// How a profile says that nothing was found on a term.
pub(super) const NOT_KNOWN: &str = "not known: ask";

/// Where a specialty stands on one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProfileLevel {
    /// The typical post.
    pub level: Level,
    /// How much posts vary.
    pub spread: Spread,
}

/// A specialty or role, with what scoring and listing need.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Specialty {
    /// Id in the files and on the command line.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// Specialty, sub-specialty or role.
    pub kind: SpecialtyKind,
    /// The family that it belongs to, such as `medicine`.
    pub family: String,
    /// Whether one must be a doctor.
    pub needs_medical_degree: bool,
    /// From where one can come; empty if the profile does not say.
    pub enter: Vec<Profession>,
    /// Where it stands, by dimension of the pack; nothing for a term on which nothing was found.
    pub profile: Vec<Option<ProfileLevel>>,
}

impl Specialty {
    /// Where it stands on a dimension, if that is known.
    #[must_use]
    pub fn at(&self, dimension: DimensionId) -> Option<ProfileLevel> {
        self.profile[dimension.index()]
    }

    /// The same as a number from 1 to 5.
    #[must_use]
    pub fn level(&self, dimension: DimensionId) -> Option<f64> {
        self.at(dimension).map(|profile| profile.level.value())
    }
}

/// A sentence and what supports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The sentence.
    pub say: String,
    /// Place in [`Dossier::sources`]; nothing for uncontroversial general knowledge.
    pub source: Option<usize>,
}

/// A sentence on a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about, such as `procedures`.
    pub topic: String,
    /// The sentence and its source.
    pub claim: Claim,
}

/// Why a specialty stands where it does on a dimension.
pub type Why = Claim;

/// A number that a sentence rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number in words, such as `about 14 years`.
    pub say: String,
    /// The year that it is of, if known.
    pub year: Option<u16>,
}

/// An experience that shows what the work is like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// What it is, and what supports that it can be had.
    pub claim: Claim,
    /// Whom to ask.
    pub ask: String,
    /// Whom it is open to.
    pub open_to: Vec<Audience>,
    /// The dimensions that one would see there.
    pub shows: Vec<DimensionId>,
}

/// A specialty close by, and what tells the two apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearby {
    /// The other specialty.
    pub specialty: SpecialtyId,
    /// What the other does differently.
    pub differs: String,
}

/// Something that supports a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Id within the file.
    pub id: String,
    /// Title, with the publisher.
    pub title: String,
    /// Address, where there is one.
    pub url: Option<String>,
    /// Year, where the page shows one.
    pub year: Option<u16>,
}

/// All that is told about a specialty, apart from its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Two sentences that a first-year student understands.
    pub summary: String,
    /// What a week looks like.
    pub week: Option<Claim>,
    /// The road there: entry, years, exams.
    pub road: Vec<Claim>,
    /// What people like about it.
    pub likes: Vec<Claim>,
    /// What people find hard.
    pub hard: Vec<Claim>,
    /// Specialties close by.
    pub nearby: Vec<Nearby>,
    /// Reasons for the levels, by dimension; a low level in a group may go without.
    pub whys: BTreeMap<DimensionId, Why>,
    /// Numbers that those reasons rest on, by dimension.
    pub figures: BTreeMap<DimensionId, Figure>,
    /// What one can go and see.
    pub see: Vec<Experience>,
    /// Where to read on first.
    pub start_here: Option<Claim>,
    /// Facts that found no place above.
    pub facts: Vec<Fact>,
    /// What the claims rest on.
    pub sources: Vec<Source>,
}

impl Dossier {
    /// The source behind a claim, if it names one.
    #[must_use]
    pub fn source(&self, claim: &Claim) -> Option<&Source> {
        claim.source.and_then(|place| self.sources.get(place))
    }
}
