//! The content, shown: profiles beside one another, the questionnaire, and forms to answer it on.

#[cfg(feature = "program")]
pub mod blank_flags;
pub mod comparison;
#[cfg(feature = "program")]
pub mod form;
pub mod profile;
pub mod questionnaire;
#[cfg(feature = "program")]
pub mod sheet;
