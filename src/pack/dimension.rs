//! Axes of working life.

use serde::{Deserialize, Serialize};

use super::{DimensionId, Source};

/// How the distance between a person and a specialty is counted on a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Nearer is better in both directions.
    Preference,
    /// The person says what they accept, the specialty what it demands; only a shortfall counts.
    Tolerance,
}

/// One axis on which people and specialties are both placed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dimension {
    /// Id in the files, such as `patient-contact`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// How distance is counted.
    pub kind: Kind,
    /// Whether it is one of the terms of work: asked of everyone, an answer may be marked as a limit, and a profile
    /// may say that nothing is known.
    pub term: bool,
    /// What someone at either end wants.
    pub clauses: Clauses,
    /// What whoever reads about it should know besides, whichever the specialty.
    pub note: Option<Note>,
    /// What its levels mean; see [`super::Pack::anchors`].
    pub(super) scale: Scale,
}

impl Dimension {
    /// The group that it is rated with, as a place in [`super::Pack::groups`].
    #[must_use]
    pub fn group(&self) -> Option<usize> {
        match self.scale {
            Scale::Own { .. } => None,
            Scale::Group(group) => Some(group),
        }
    }
}

/// Something that is true of a whole dimension, said once, and what supports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A few sentences.
    pub say: String,
    /// What they rest on.
    pub source: Source,
}

/// A few words for what someone at an end of a dimension wants, from which headlines are built: they can follow
/// "You want", or begin with whom ("with"), where ("in", "on", "at" …) or what care is for ("where").
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Clauses {
    /// At the low end.
    pub low: Option<String>,
    /// At the high end; nothing where that end is only accepted, not wished for.
    pub high: Option<String>,
    /// Whether with whom and where can follow at once: "long talks with children, in a hospice".
    pub joins: bool,
    /// A dimension on which a specialty must stand above the lowest levels for these words to be true of it: what care is for says
    /// nothing of work without patients.
    pub needs: Option<DimensionId>,
}

/// What the levels of a dimension mean.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Scale {
    /// In words of its own.
    Own { low: String, high: String, anchors: [String; 5] },
    /// In those of its group.
    Group(usize),
}

/// Dimensions that are rated together and share their anchors: ages, places of work …
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Group {
    /// Id in the files: the name of the table inside a profile.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What can be observed at levels 1 to 5 of each of its dimensions.
    pub anchors: [String; 5],
}
