//! The content: dimensions, questions and specialties, as checked data.
//!
//! A [`Pack`] is only ever made by [`check::check`] from a [`draft::Draft`], so whoever holds one knows that
//! every id resolves, every level lies from 1 to 5 and every claim names its source. Reading files is
//! [`load`]'s work; scoring is left to `matching`.

pub mod check;
pub mod draft;
pub mod figures;
pub mod id;
pub mod layout;
pub mod level;
pub mod load;
pub mod search;
pub mod starter;

mod dimension;
mod people;
mod question;
mod specialty;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use dimension::Scale;
pub use dimension::{Clauses, Dimension, Group, Kind, Note};
pub use id::{DimensionId, OptionId, QuestionId, SectionId, SpecialtyId};
use layout::CodeLayout;
pub use level::{Level, Spread};
pub use people::{Audience, Profession, Scope};
pub use question::{
    A_LOT, AnswerOption, DONT_MIND, Form, NOT_SEEN_YET, Placement, Question, RESERVED, Retired,
    SAY_DONT_MIND, SAY_NOT_SEEN_YET, SKIP, Section,
};
pub use specialty::{
    Claim, Dossier, Experience, Fact, Figure, Nearby, ProfileLevel, Source, Specialty, SpecialtyKind, Why,
};

/// The checked content that respondents are asked about and matched against.
///
/// Questions stand in the order in which they are asked, dimensions in the order of the file, and specialties
/// by slug, so that the order of files in a folder can change nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    name: String,
    version: String,
    language: String,
    hash: String,
    focus: Vec<SpecialtyId>,
    focus_name: Option<String>,
    groups: Vec<Group>,
    dimensions: Vec<Dimension>,
    sections: Vec<Section>,
    questions: Vec<Question>,
    retired: Vec<Retired>,
    code_layouts: Vec<CodeLayout>,
    specialties: Vec<Specialty>,
    #[serde(skip)]
    dossiers: Dossiers,
}

/// The long texts about specialties: in memory, or in the program's own data until someone asks.
#[derive(Debug, Clone)]
pub enum Dossiers {
    /// Read from a folder.
    Read(Vec<Dossier>),
    /// postcard records of the embedded pack, decoded one at a time when shown: most runs show a handful.
    Embedded {
        /// All records, one after the other.
        bytes: &'static [u8],
        /// Where each record ends, by specialty.
        ends: Vec<u32>,
    },
}

impl Default for Dossiers {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

impl Pack {
    /// The pack's name for people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content's version, as its authors count.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Language tag of the texts, such as `en-GB`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// SHA-256 of the pack's files, in hexadecimal; see [`load::content_hash`] for what is hashed.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The specialties that the pack is about; a result always says where they stand.
    #[must_use]
    pub fn focus(&self) -> &[SpecialtyId] {
        &self.focus
    }

    /// What these are about, in words that can follow "Where" and "stands", such as `palliative care`.
    #[must_use]
    pub fn focus_name(&self) -> Option<&str> {
        self.focus_name.as_deref()
    }

    /// Groups of dimensions that are rated together.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All dimensions.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Parts of the questionnaire.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All questions, in the order of asking.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// What was asked once, and is not any more.
    #[must_use]
    pub fn retired(&self) -> &[Retired] {
        &self.retired
    }

    /// What the questions were when codes were made, the earliest first; empty where that is not kept.
    #[must_use]
    pub fn code_layouts(&self) -> &[CodeLayout] {
        &self.code_layouts
    }

    /// What became of a question, or of an option of one, that is no longer asked.
    #[must_use]
    pub fn find_retired(&self, question: &str, option: Option<&str>) -> Option<&Retired> {
        self.retired.iter().find(|gone| gone.is(question, option))
    }

    /// The question in which people say what they accept of a term: the first choice that places on it alone.
    #[must_use]
    pub fn question_on(&self, term: DimensionId) -> Option<QuestionId> {
        self.question_ids()
            .find(|id| self.question(*id).form == Form::Choice && self.question(*id).dimensions() == [term])
    }

    /// All specialties, by slug.
    #[must_use]
    pub fn specialties(&self) -> &[Specialty] {
        &self.specialties
    }

    /// One dimension.
    #[must_use]
    pub fn dimension(&self, id: DimensionId) -> &Dimension {
        &self.dimensions[id.index()]
    }

    /// What can be observed on a dimension at levels 1 to 5.
    #[must_use]
    pub fn anchors(&self, id: DimensionId) -> &[String; 5] {
        match &self.dimension(id).scale {
            Scale::Own { anchors, .. } => anchors,
            Scale::Group(group) => &self.groups[*group].anchors,
        }
    }

    /// What the low and the high end of a dimension mean; in a group, what its lowest and highest anchor say.
    #[must_use]
    pub fn ends(&self, id: DimensionId) -> (&str, &str) {
        match &self.dimension(id).scale {
            Scale::Own { low, high, .. } => (low, high),
            Scale::Group(group) => {
                let [low, .., high] = &self.groups[*group].anchors;
                (low, high)
            }
        }
    }

    /// One question.
    #[must_use]
    pub fn question(&self, id: QuestionId) -> &Question {
        &self.questions[id.index()]
    }

    /// One specialty.
    #[must_use]
    pub fn specialty(&self, id: SpecialtyId) -> &Specialty {
        &self.specialties[id.index()]
    }

    /// The section that a question stands in.
    #[must_use]
    pub fn section_of(&self, question: QuestionId) -> &Section {
        &self.sections[self.question(question).section.index()]
    }

    /// Ids of all questions, in the order of asking.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.questions.len()).map(QuestionId::new)
    }

    /// Ids of all dimensions, in the order of the file.
    pub fn dimension_ids(&self) -> impl Iterator<Item = DimensionId> + use<> {
        (0..self.dimensions.len()).map(DimensionId::new)
    }

    /// Ids of all specialties, by slug.
    pub fn specialty_ids(&self) -> impl Iterator<Item = SpecialtyId> + use<> {
        (0..self.specialties.len()).map(SpecialtyId::new)
    }

    /// The question with this id in the files.
    #[must_use]
    pub fn find_question(&self, name: &str) -> Option<QuestionId> {
        self.questions.iter().position(|q| q.id == name).map(QuestionId::new)
    }

    /// The specialty with this slug.
    #[must_use]
    pub fn find_specialty(&self, slug: &str) -> Option<SpecialtyId> {
        self.specialties.binary_search_by(|s| s.slug.as_str().cmp(slug)).ok().map(SpecialtyId::new)
    }

    /// The long text about a specialty.
    ///
    /// # Panics
    /// Never on content that was checked: the embedded records are written by the build from a checked pack.
    #[must_use]
    pub fn dossier(&self, id: SpecialtyId) -> Cow<'_, Dossier> {
        match &self.dossiers {
            Dossiers::Read(all) => Cow::Borrowed(&all[id.index()]),
            Dossiers::Embedded { bytes, ends } => {
                let start = id.index().checked_sub(1).map_or(0, |before| ends[before] as usize);
                let record = &bytes[start..ends[id.index()] as usize];
                #[allow(clippy::expect_used, reason = "the record was written by this version's own build")]
                Cow::Owned(postcard::from_bytes(record).expect("an embedded record decodes"))
            }
        }
    }

    /// The long texts as postcard records, one after the other, and where each ends.
    ///
    /// # Panics
    /// Never: they are written into memory.
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "writing into memory cannot fail, and a pack is far smaller than 4 GB"
    )]
    pub fn packed_dossiers(&self) -> (Vec<u8>, Vec<u32>) {
        let (mut records, mut ends) = (Vec::new(), Vec::new());
        for id in self.specialty_ids() {
            let record = postcard::to_stdvec(&*self.dossier(id)).expect("a text is written into memory");
            records.extend(record);
            ends.push(u32::try_from(records.len()).expect("less than 4 GB"));
        }
        (records, ends)
    }

    /// Puts the long texts in place after the rest was decoded from the program's own data.
    #[must_use]
    pub fn with_dossiers(self, dossiers: Dossiers) -> Self {
        Self { dossiers, ..self }
    }
}
