//! The content as written, with places; it may be wrong in any way that TOML allows.
//!
//! Reading a draft finds what one file can know by itself: unknown keys, wrong types, missing keys.
//! What needs the rest of the pack is left to [`super::check`].

mod questionnaire;
mod specialty;

pub(super) use questionnaire::{DraftDimension, DraftNote, DraftOption, DraftQuestion};
pub use questionnaire::{Questionnaire, read_questionnaire};
pub(super) use specialty::{
    DraftClaim, DraftEntry, DraftExperience, DraftGroupEntry, DraftKnown, DraftLevel, DraftMember,
    DraftSource,
};
pub use specialty::{DraftSpecialty, read_specialty};

use crate::toml_tree::{Entry, Placed, Scalar, Table};

/// Everything in a pack's files.
#[derive(Debug)]
pub struct Draft {
    pub(super) questionnaire: Questionnaire,
    pub(super) specialties: Vec<DraftSpecialty>,
}

/// A table of dimension ids and levels. A value that is no number is given as NaN, which no level can be.
fn read_levels(table: &Table<'_>) -> Vec<(Placed<String>, Placed<f64>)> {
    table
        .open_entries()
        .into_iter()
        .map(|(dimension, entry)| {
            let level = level_of(&entry);
            (dimension, level)
        })
        .collect()
}

/// A bare level; NaN, which no level can be, if it is no number.
fn level_of(entry: &Entry<'_>) -> Placed<f64> {
    let value = match entry.scalar("a level") {
        Scalar::Number(value) => value,
        _ => f64::NAN,
    };
    Placed { value, place: entry.place() }
}
