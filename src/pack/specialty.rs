//! Specialties and roles: where they stand, and what is known about them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DimensionId, Level, SpecialtyId, Spread};

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

/// Which specialties a respondent wants to see. It hides; it never changes a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Those that need a medical degree.
    Doctor,
    /// Those that need none.
    Team,
    /// Everything.
    #[default]
    All,
}

impl Scope {
    /// Whether a specialty is shown.
    #[must_use]
    pub fn shows(self, specialty: &Specialty) -> bool {
        match self {
            Scope::Doctor => specialty.needs_medical_degree,
            Scope::Team => !specialty.needs_medical_degree,
            Scope::All => true,
        }
    }
}

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
    /// Where it stands, by dimension of the pack.
    pub profile: Vec<ProfileLevel>,
}

impl Specialty {
    /// Where it stands on a dimension.
    #[must_use]
    pub fn at(&self, dimension: DimensionId) -> ProfileLevel {
        self.profile[dimension.index()]
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
    /// Reasons for the levels, by dimension; dimensions of a group share one.
    pub whys: BTreeMap<DimensionId, Why>,
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
