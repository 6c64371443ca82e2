//! Axes of working life.

use serde::{Deserialize, Serialize};

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
