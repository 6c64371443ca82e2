//! The quiz as a browser shows it: screens as markup, and what a tap does. It knows no browser.
//!
//! [`Page`] is told what was tapped or typed, a *deed*, and answers with a [`View`]: what to show, what to say, what to
//! keep. All questions come from [`crate::sitting`] and all results from [`crate::report`], as in the terminal. The script
//! in `shell/page.js` only carries deeds in and views out.

mod act;
mod deed;
#[cfg(feature = "program")]
pub mod file;
mod kept;
mod list;
mod markup;
mod outcome;
mod profile;
mod question;
pub mod settings;
mod state;
pub mod view;

pub use settings::Settings;
pub use state::{Page, Storage};
pub use view::View;
