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

/// How a profile says that nothing was found on a term.
pub(super) const NOT_KNOWN: &str = "not known: ask";

/// Who is asking, which decides the specialties that are shown. It hides; it never changes a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Still at school: everything.
    Pupil,
    /// A medical student: what is open to doctors.
    MedicalStudent,
    /// A doctor.
    Doctor,
    /// A nurse.
    Nurse,
    /// A therapist, or in another registered profession.
    Registered,
    /// Studying for another profession: what needs no medical degree.
    Student,
    /// Those that need no medical degree, whoever asks.
    Team,
    /// Everything.
    #[default]
    All,
}

impl Scope {
    /// Every scope, with how it is written in files and on the command line.
    pub const ALL: [(&'static str, Scope); 8] = [
        ("pupil", Scope::Pupil),
        ("medical-student", Scope::MedicalStudent),
        ("doctor", Scope::Doctor),
        ("nurse", Scope::Nurse),
        ("registered", Scope::Registered),
        ("student", Scope::Student),
        ("team", Scope::Team),
        ("all", Scope::All),
    ];

    /// How it is written in files and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, scope)| *scope == self).map_or("all", |(id, _)| id)
    }

    /// Whether a specialty is shown. Where a profile does not say from which professions one comes, its need of a
    /// medical degree decides.
    #[must_use]
    pub fn shows(self, specialty: &Specialty) -> bool {
        match self {
            Scope::Doctor | Scope::MedicalStudent => {
                specialty.needs_medical_degree || specialty.enter.contains(&Profession::Doctor)
            }
            Scope::Nurse => specialty.is_open_to(Profession::Nurse),
            Scope::Registered => specialty.is_open_to(Profession::Registered),
            Scope::Student | Scope::Team => !specialty.needs_medical_degree,
            Scope::Pupil | Scope::All => true,
        }
    }
}

/// From where one can come to a specialty or role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profession {
    /// From medicine.
    Doctor,
    /// From nursing.
    Nurse,
    /// From therapy or another registered profession, as a rule the role's own.
    Registered,
    /// From anywhere, after training for the role itself.
    Anyone,
}

impl Profession {
    /// Every profession, with how it is written in files.
    pub const ALL: [(&'static str, Profession); 4] = [
        ("doctor", Profession::Doctor),
        ("nurse", Profession::Nurse),
        ("registered", Profession::Registered),
        ("anyone", Profession::Anyone),
    ];
}

/// Whom an experience is open to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Still at school.
    Pupil,
    /// A medical student.
    MedicalStudent,
    /// A doctor in the first two years after medical school.
    FoundationDoctor,
    /// Any doctor.
    Doctor,
    /// A nurse.
    Nurse,
    /// A therapist, or in another registered profession.
    Registered,
    /// Studying for another profession.
    Student,
}

impl Audience {
    /// Every audience, with how it is written in files and how it is said.
    pub const ALL: [(&'static str, Audience, &'static str); 7] = [
        ("pupil", Audience::Pupil, "school pupils"),
        ("medical-student", Audience::MedicalStudent, "medical students"),
        ("foundation-doctor", Audience::FoundationDoctor, "foundation doctors"),
        ("doctor", Audience::Doctor, "doctors"),
        ("nurse", Audience::Nurse, "nurses"),
        ("registered", Audience::Registered, "other registered professionals"),
        ("student", Audience::Student, "students of other professions"),
    ];

    /// How it is said, in the plural.
    #[must_use]
    pub fn say(self) -> &'static str {
        Self::ALL.iter().find(|(_, audience, _)| *audience == self).map_or("", |(_, _, say)| say)
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

    fn is_open_to(&self, profession: Profession) -> bool {
        if self.enter.is_empty() {
            return !self.needs_medical_degree;
        }
        self.enter.contains(&profession) || self.enter.contains(&Profession::Anyone)
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
