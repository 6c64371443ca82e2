//! What a page is to show and to do.

use serde::Serialize;

/// What is shown after a deed, and what the browser does beside that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct View {
    /// The screen, as markup.
    pub screen: String,
    /// A whole page to be shown below it: the result, letter for letter as it is saved.
    pub below: Option<String>,
    /// What is said aloud and shown above the screen; empty for nothing.
    pub said: String,
    /// Whether this is another screen than before, so that focus goes to its heading.
    pub moved: bool,
    /// What the browser keeps from now on; nothing leaves what it keeps as it is.
    pub keep: Option<String>,
    /// Whether the browser forgets what it keeps.
    pub forget: bool,
    /// A file to be saved.
    pub file: Option<File>,
    /// Whether single keys do something.
    pub keys: bool,
}

impl View {
    /// The same as JSON, for the script.
    ///
    /// # Panics
    /// Never: it is written into memory.
    #[must_use]
    #[allow(clippy::expect_used, reason = "writing into memory cannot fail")]
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("a view is written into memory")
    }
}

/// A file to be saved by the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What it holds, as browsers call it.
    pub kind: &'static str,
    /// What it holds.
    pub text: String,
}
