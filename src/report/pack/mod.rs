//! The content, shown: profiles beside one another, the questionnaire, and forms to answer it on.

pub mod comparison;
pub mod form;
pub mod profile;
pub mod questionnaire;
pub mod sheet;
