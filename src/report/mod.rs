//! Results, rooms and the content laid out: as text, JSON, pages, tables and workbooks. Nothing is worked out here.

pub mod difference;
#[cfg(feature = "program")]
pub mod evaluation;
#[cfg(feature = "program")]
pub mod forms;
pub mod html;
pub mod inert;
pub mod json;
pub mod next;
pub mod notes;
pub mod opening;
pub mod pack;
#[cfg(feature = "program")]
pub mod room;
#[cfg(feature = "program")]
pub mod schema;
pub mod sentences;
#[cfg(feature = "program")]
pub mod sheets_tried;
pub mod side_by_side;
pub mod text;
pub mod words;

mod chart;
mod limits;
mod page;
mod style;

/// Specialties that get reasons, unless asked otherwise.
pub const TOP: usize = 3;
