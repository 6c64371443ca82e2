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
    /// What the low end means.
    pub low: String,
    /// What the high end means.
    pub high: String,
    /// What can be observed at levels 1 to 5.
    pub anchors: [String; 5],
    /// The group that it is rated with, as a place in [`super::Pack::groups`].
    pub group: Option<usize>,
}

/// Dimensions that are rated together and share their anchors: ages, places of work …
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Group {
    /// Id in the files: the name of the table inside a profile.
    pub id: String,
    /// Name for people.
    pub name: String,
}
