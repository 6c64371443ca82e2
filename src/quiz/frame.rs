//! What stands on the screen: lines with a look, drawn in one piece.

use console::truncate_str;

use crate::diagnostic::Colour;
use crate::report::words::wrapped;
use crate::visible::marked;

/// How a line looks where the terminal has weights and colours. What it means stands in its text as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Like any text.
    Usual,
    /// What is to be read first.
    Strong,
    /// What may be passed over: where one stands, and the keys.
    Faint,
    /// What is chosen, or under the cursor.
    Picked,
}

/// A line of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Its look.
    pub look: Look,
}

impl Line {
    /// A line without text.
    #[must_use]
    pub fn empty() -> Self {
        Self { text: String::new(), look: Look::Usual }
    }

    /// One line, cut to so many columns.
    #[must_use]
    pub fn cut(text: &str, width: usize, look: Look) -> Self {
        Self { text: truncate_str(text, width, "").into_owned(), look }
    }
}

/// A text as lines of at most so many columns, begun as [`wrapped`] does.
#[must_use]
pub fn lines(text: &str, width: usize, (first, rest): (&str, &str), look: Look) -> Vec<Line> {
    // A narrow screen has no room for a deep indent.
    let rest = if rest.len() + 8 > width { "" } else { rest };
    wrapped(text, width, first, rest).lines().map(|line| Line::cut(line, width, look)).collect()
}

/// The whole screen as what is sent to the terminal, in one piece so that it does not flicker on slow links.
#[must_use]
pub fn frame(lines: &[Line], colour: Colour) -> String {
    let mut frame = String::from("\u{1b}[H");
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            frame.push_str("\r\n");
        }
        let text = marked(&line.text);
        match code(line.look).filter(|_| colour == Colour::Styled && !text.is_empty()) {
            Some(code) => frame.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m")),
            None => frame.push_str(&text),
        }
        frame.push_str("\u{1b}[K");
    }
    frame.push_str("\u{1b}[J");
    frame
}

/// Weights, and one quiet colour that can be read on dark and on light.
fn code(look: Look) -> Option<&'static str> {
    match look {
        Look::Usual => None,
        Look::Strong => Some("1"),
        Look::Faint => Some("2"),
        Look::Picked => Some("36"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_only_sent_where_they_are_wanted() {
        let drawn = [Line::cut("Which?", 80, Look::Strong), Line::empty()];
        assert_eq!(frame(&drawn, Colour::Plain), "\u{1b}[HWhich?\u{1b}[K\r\n\u{1b}[K\u{1b}[J");
        assert!(frame(&drawn, Colour::Styled).contains("\u{1b}[1mWhich?\u{1b}[0m"));
    }

    #[test]
    fn a_text_does_not_act() {
        let drawn = [Line::cut("\u{9b}31m red", 80, Look::Usual)];
        assert!(!frame(&drawn, Colour::Plain).contains('\u{9b}'));
    }
}
