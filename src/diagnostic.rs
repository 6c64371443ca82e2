//! A mistake in a file: what is wrong, where, and what to do about it.
//!
//! Loading content and answers collects every mistake as a [`Diagnostic`]; the edge of the program
//! shows them all at once with [`render`]. Nothing here decides whether to go on.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::nearest::nearest;
use crate::visible::mark;

/// A text that mistakes can point into: a file, standard input, or the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// What the reader knows it by: a path, `<stdin>`, or `--answer`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A stretch of a [`SourceText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text that it lies in.
    pub source: Arc<SourceText>,
    /// Byte range in that text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column of the start, both counted from 1, the column in characters.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        let start = floor_char_boundary(&self.source.text, self.span.start);
        let before = &self.source.text[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// Where a mistake is: in a text, or about a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Where {
    Text(Place),
    File(String),
}

/// One mistake, with all that is needed to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    message: String,
    location: Where,
    label: Option<String>,
    help: Option<String>,
}

impl Diagnostic {
    /// A mistake at a place in a text.
    #[must_use]
    pub fn at(place: &Place, message: impl Into<String>) -> Self {
        Self { message: message.into(), location: Where::Text(place.clone()), label: None, help: None }
    }

    /// A mistake about a file or folder as a whole, such as one that cannot be read.
    #[must_use]
    pub fn about_file(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { message: message.into(), location: Where::File(name.into()), label: None, help: None }
    }

    /// Adds words right under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds `did you mean …?` where one of the known words is close, else the list of them if it is short.
    #[must_use]
    pub fn suggest<'a>(self, wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match nearest(wrong, &known) {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None if known.is_empty() => self,
            None if known.len() <= 14 => self.help(format!("known here: {}", known.join(", "))),
            None => self,
        }
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if that was said.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What stands where the mistake is; nothing for a mistake about a file as a whole.
    #[must_use]
    pub fn marked_text(&self) -> &str {
        let Where::Text(place) = &self.location else { return "" };
        let text = &place.source.text;
        let start = floor_char_boundary(text, place.span.start);
        let end = floor_char_boundary(text, place.span.end).max(start);
        &text[start..end]
    }

    /// Name of the file or text, and line and column if the mistake lies in a text.
    #[must_use]
    pub fn position(&self) -> (&str, Option<(usize, usize)>) {
        match &self.location {
            Where::Text(place) => (&place.source.name, Some(place.line_and_column())),
            Where::File(name) => (name, None),
        }
    }

    /// Where it stands among others. Lines are not counted for that: with many mistakes it would take the square of their
    /// number.
    fn order(&self) -> (&str, Option<usize>) {
        match &self.location {
            Where::Text(place) => (&place.source.name, Some(place.span.start)),
            Where::File(name) => (name, None),
        }
    }

    fn groups(&self) -> Group<'_> {
        let title = Level::ERROR.primary_title(one_line(&self.message));
        let mut group = match &self.location {
            Where::File(name) => title.element(Origin::path(one_line(name))),
            Where::Text(place) => {
                let (text, first_line, span) = excerpt(place);
                let annotation =
                    AnnotationKind::Primary.span(span).label(self.label.as_deref().map(one_line));
                title.element(
                    Snippet::source(text)
                        .line_start(first_line)
                        .path(one_line(&place.source.name))
                        .annotation(annotation),
                )
            }
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(one_line(help)));
        }
        group
    }
}

/// Mistakes that are shown at once: more than anyone mends before looking again.
const SHOWN_AT_ONCE: usize = 50;

/// The first fifty mistakes as one text, ordered by file and place, ready for a terminal, and how many are left.
///
/// `width` is the number of columns to fit lines into.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], colour: Colour, width: usize) -> String {
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        Colour::Styled => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii)
    .term_width(width);
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.order());
    let mut out = String::new();
    for diagnostic in sorted.iter().take(SHOWN_AT_ONCE) {
        out.push_str(&renderer.render(&[diagnostic.groups()]));
        out.push_str("\n\n");
    }
    if sorted.len() > SHOWN_AT_ONCE {
        out.push_str(&format!("\u{2026} and {} more\n\n", sorted.len() - SHOWN_AT_ONCE));
    }
    out
}

/// Whether escape sequences for colour may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// No escape sequences at all.
    Plain,
    /// Colours of the terminal's own palette.
    Styled,
}

/// The lines around a place, cut down where a line is too long to show.
fn excerpt(place: &Place) -> (String, usize, Range<usize>) {
    const LONGEST_LINE: usize = 400;
    let text = &place.source.text;
    let start = floor_char_boundary(text, place.span.start);
    let end = floor_char_boundary(text, place.span.end.max(start));
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let rest = text[start..].split('\n').next().unwrap_or_default();
    let line_end = start + rest.trim_end_matches('\r').len();
    let (line, _) = place.line_and_column();
    // A stretch over many lines is marked on its first line only: the rest is seldom what is wrong.
    let end = end.min(line_end).max(start);
    let (from, to) = if line_end - line_start <= LONGEST_LINE {
        (line_start, line_end)
    } else {
        let from = floor_char_boundary(text, start.saturating_sub(LONGEST_LINE / 4).max(line_start));
        (from, floor_char_boundary(text, (from + LONGEST_LINE).min(line_end)))
    };
    // Each part is made visible by itself, since that changes how many bytes it takes. Tabs stay: they show as space.
    let part = |from, to| -> String {
        text[from..to].chars().map(|c| if c == '\t' { c } else { mark(c) }).collect()
    };
    let (before, marked, after) = (part(from, start), part(start, end.min(to)), part(end.min(to), to));
    let span = before.len()..before.len() + marked.len();
    (before + &marked + &after, line, span)
}

fn floor_char_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

/// Control characters would reach the terminal and line breaks would break the layout; both become visible.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut line: String = text.chars().take(LONGEST).map(mark).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, span: Range<usize>) -> Place {
        Place { source: Arc::new(SourceText { name: "a.toml".into(), text: text.into() }), span }
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        assert_eq!(place("é = 1\nb = 2", 7..8).line_and_column(), (2, 1));
        assert_eq!(place("éa = 1", 2..3).line_and_column(), (1, 2));
    }

    #[test]
    fn a_mistake_shows_file_line_column_text_and_help() {
        let mistake =
            Diagnostic::at(&place("a = 1\nbb = 2\n", 6..8), "unknown key `bb`").suggest("bb", ["b"]);
        let shown = render(&[mistake], Colour::Plain, 80);
        for part in ["unknown key `bb`", "a.toml:2:1", "bb = 2", "did you mean `b`?"] {
            assert!(shown.contains(part), "{part} missing in\n{shown}");
        }
    }

    #[test]
    fn escapes_and_endless_lines_are_not_passed_on() {
        let long = format!("k = \"{}\u{1b}[31m\"", "x".repeat(100_000));
        let mistake = Diagnostic::at(&place(&long, 4..long.len()), "bad \u{1b}[2J value");
        let shown = render(&[mistake], Colour::Plain, 80);
        assert!(!shown.contains('\u{1b}'), "{shown}");
        assert!(shown.len() < 5_000);
    }

    #[test]
    fn mistakes_come_in_the_order_of_their_places_and_not_all_at_once() {
        let text = "é\n".repeat(SHOWN_AT_ONCE + 7);
        let mistakes: Vec<Diagnostic> = (0..SHOWN_AT_ONCE + 7)
            .rev()
            .map(|line| Diagnostic::at(&place(&text, 3 * line..3 * line + 2), format!("mistake {line};")))
            .collect();
        let shown = render(&mistakes, Colour::Plain, 80);
        let places: Vec<Option<usize>> =
            (0..SHOWN_AT_ONCE).map(|line| shown.find(&format!("mistake {line};"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{shown}");
        assert!(shown.ends_with("\u{2026} and 7 more\n\n"), "{shown}");
    }

    #[test]
    fn nothing_acts_in_an_excerpt_and_the_mark_stays_where_it_belongs() {
        let acting = ['\u{9b}', '\u{7}', '\u{61c}', '\u{200e}', '\u{200f}', '\u{202e}', '\u{2066}', '\u{85}'];
        for c in acting {
            let text = format!("# {c}é{c}\nnosuch = \"{c}31m\" # {c}");
            let start = text.find("nosuch").unwrap_or_default();
            let shown =
                render(&[Diagnostic::at(&place(&text, start..start + 6), "unknown")], Colour::Plain, 80);
            assert!(!shown.contains(c), "{c:?} in {shown:?}");
            let value = text.find("31m").unwrap_or_default();
            let shown = render(&[Diagnostic::at(&place(&text, value..value + 3), "bad")], Colour::Plain, 80);
            let lines: Vec<&str> = shown.lines().collect();
            let column = |what: &str| {
                let found =
                    lines.iter().find_map(|line| line.find(what).map(|at| line[..at].chars().count()));
                assert!(found.is_some(), "{what} missing in {shown}");
                found
            };
            assert_eq!(column("31m"), column("^^^"), "{c:?}: {shown}");
        }
    }
}
