//! Progress as a line of a terminal.

use indicatif::{InMemoryTerm, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sitting::progress::{Progress, WHOLE};

/// Bar and words as one line of text. A bar that draws itself would overwrite the prompt (indicatif issue 158).
#[must_use]
pub(super) fn bar(progress: Progress, columns: usize) -> String {
    let width = u16::try_from(columns.saturating_sub(1).clamp(11, 79)).unwrap_or(79);
    let screen = InMemoryTerm::new(1, width);
    let bar = ProgressBar::with_draw_target(
        Some(WHOLE as u64),
        ProgressDrawTarget::term_like(Box::new(screen.clone())),
    );
    let template = if width < 34 { "{msg}" } else { "[{wide_bar}] {msg}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(progress.words());
    bar.set_position(progress.filled() as u64);
    bar.force_draw();
    let line = screen.contents();
    bar.abandon();
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sitting::record::{Order, Until};

    #[test]
    fn the_bar_says_which_question_this_is() {
        for columns in [20, 40, 80, 200] {
            let progress =
                Progress { behind: 3, all: 59, usual: 28, order: Order::File, until: Until::Settled };
            let line = bar(progress, columns);
            assert!(line.contains("question 4 of 59"), "{line}");
            assert!(line.chars().count() <= columns);
        }
    }
}
