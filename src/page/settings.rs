//! What a page was made with, and its bytes.

use serde::{Deserialize, Serialize};

use crate::Content;
use crate::pack::{QuestionId, Scope};
use crate::sitting::record::{Order, Plan};

/// What a page was made with.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// What stands above everything; the pack's name if nothing does.
    pub title: Option<String>,
    /// The questions of a short form, in their order; empty for the usual way of asking.
    pub short: Vec<QuestionId>,
    /// Which specialties the result shows, whatever is answered.
    pub scope: Option<Scope>,
}

impl Settings {
    /// How it asks.
    #[must_use]
    pub fn plan(&self) -> Plan {
        Plan { order: Order::Adaptive, short: self.short.clone() }
    }

    /// These settings and the content as bytes, to be put into a page.
    ///
    /// # Panics
    /// Never: they are written into memory.
    #[must_use]
    #[allow(clippy::expect_used, reason = "writing into memory cannot fail")]
    pub fn packed(&self, content: &Content) -> Vec<u8> {
        let settings = postcard::to_stdvec(self).expect("settings are written into memory");
        postcard::to_stdvec(&(settings, content.packed())).expect("bytes are written into memory")
    }

    /// What [`Settings::packed`] gave, by the same version of this library.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn unpacked(bytes: &'static [u8]) -> Result<(Settings, Content), postcard::Error> {
        let (settings, content): (&[u8], &'static [u8]) = postcard::from_bytes(bytes)?;
        Ok((postcard::from_bytes(settings)?, Content::unpacked(content)?))
    }
}
