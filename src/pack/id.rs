//! Handles: small numbers that stand for checked content, one type for each kind of thing.
//!
//! They are handed out by a `Pack` and are only meaningful within it. What people write is the text id or slug.

use serde::{Deserialize, Serialize};

/// A handle; `KIND` is a letter that only the compiler sees, so that handles of different kinds are never mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id<const KIND: char>(u16);

/// A dimension of the pack.
pub type DimensionId = Id<'d'>;
/// A question of the pack.
pub type QuestionId = Id<'q'>;
/// An option, counted within its question.
pub type OptionId = Id<'o'>;
/// A section of the questionnaire.
pub type SectionId = Id<'s'>;
/// A specialty of the pack.
pub type SpecialtyId = Id<'r'>;

impl<const KIND: char> Id<KIND> {
    /// The handle for a place in the pack's list.
    ///
    /// # Panics
    /// If the place is beyond 65,535; `check` refuses packs of that size.
    #[must_use]
    pub fn new(index: usize) -> Self {
        #[allow(clippy::expect_used, reason = "far above what `check` lets into a pack")]
        Self(u16::try_from(index).expect("packs are bounded when checked"))
    }

    /// The place in the pack's list.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Whether a text can be an id or slug: lower-case letters, digits and single hyphens, starting with a letter.
#[must_use]
pub fn is_well_formed(text: &str) -> bool {
    text.len() <= 80
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::is_well_formed;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        for good in ["a", "patient-contact", "t1"] {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "../a", "é"] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }
}
