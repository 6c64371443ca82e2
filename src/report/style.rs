//! How text looks: bold and quiet words, and how wide it is.

use crate::diagnostic::Colour;
#[cfg(feature = "program")]
use crate::terminal::Stream;

/// How text may look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether escape sequences may be written.
    pub colour: Colour,
    /// Columns.
    pub width: usize,
}

impl Style {
    /// For text that goes into a file.
    pub const FOR_FILES: Style = Style { colour: Colour::Plain, width: 80 };

    /// For text that goes to a stream.
    #[cfg(feature = "program")]
    #[must_use]
    pub fn of(stream: Stream) -> Style {
        Style { colour: stream.colour(), width: stream.width() }
    }

    /// A heading, or words that carry the line.
    #[must_use]
    pub fn bold(self, text: &str) -> String {
        self.escaped(text, "1")
    }

    /// Words that may be passed over, such as sources.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.escaped(text, "2")
    }

    fn escaped(self, text: &str, code: &str) -> String {
        match self.colour {
            Colour::Plain => text.to_owned(),
            // Each line is closed by itself, so that a pager cuts anywhere without leaving colour on.
            Colour::Styled => text
                .split('\n')
                .map(|line| format!("\u{1b}[{code}m{line}\u{1b}[0m"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}
