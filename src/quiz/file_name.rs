//! Names of files that people type.

use std::io;
use std::path::PathBuf;

use console::Term;
use dialoguer::Input;

use super::frame::{Line, Look, lines};
use super::keys::Screen;
use crate::terminal::write_error;

/// Columns below which dialoguer cannot ask: it counts on room for a few letters.
const NARROWEST: usize = 16;

/// Asks for a name on a screen, with one to begin from; nothing if it is emptied.
///
/// # Errors
/// As [`Screen::read_key`].
pub(super) fn ask(screen: &Screen, suggested: &str) -> io::Result<Option<String>> {
    let (_, columns) = screen.size();
    if columns < NARROWEST {
        return Ok(Some(suggested.to_owned()));
    }
    loop {
        let width = columns.saturating_sub(1).min(100);
        let mut above = lines("Change the name if you like; Enter saves.", width, ("", ""), Look::Strong);
        above.extend(lines(
            "An empty name saves nothing. ~ is your home folder.",
            width,
            ("", ""),
            Look::Faint,
        ));
        above.extend([Line::empty(), Line::empty()]);
        screen.paint(&above)?;
        let asked = Input::<String>::new()
            .with_prompt("File name")
            .with_initial_text(suggested)
            .allow_empty(true)
            .interact_text_on(&Term::stderr());
        match asked {
            Ok(name) => return Ok(Some(name.trim().to_owned()).filter(|name| !name.is_empty())),
            Err(dialoguer::Error::IO(error)) => {
                // dialoguer hides the cursor while it asks and does not show it again after Ctrl-C (its issue 77).
                write_error("\u{1b}[?25h");
                // A stop wakes the prompt as Ctrl-C would (console issue 212); after it, the question is asked again.
                let stopped = screen.state.forget_interrupt_by_stop();
                if !(screen.state.attend_to_signals()? || stopped) {
                    return Err(error);
                }
            }
        }
    }
}

/// The file that a name stands for: `~` at its beginning is the home folder, as in a shell.
#[must_use]
pub fn path_of(name: &str) -> PathBuf {
    let home = etcetera::home_dir().ok();
    match (name.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_at_the_beginning_only() {
        let home = etcetera::home_dir().unwrap();
        assert_eq!(path_of("~/x.html"), home.join("x.html"));
        assert_eq!(path_of("~//x.html"), home.join("x.html"));
        assert_eq!(path_of("~"), home);
        for other in ["a~/x", "./~/x", "x.html", "~someone/x"] {
            assert_eq!(path_of(other), PathBuf::from(other));
        }
    }
}
