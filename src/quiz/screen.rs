//! A question as lines on a screen of a given size: pure, so that every size can be tested.

use console::measure_text_width;

use crate::pack::{OptionId, Pack, Question, QuestionId};
use crate::report::words::wrapped;

/// What the person has done at the question so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The option under the cursor; nothing before the first movement, so that Enter alone answers nothing.
    pub cursor: Option<usize>,
    /// Options chosen.
    pub chosen: Vec<OptionId>,
    /// Whether it matters a lot.
    pub matters: bool,
    /// A line to show instead of the keys: what a key could not do, or help.
    pub message: Option<String>,
    /// How the question was left earlier, if not by choosing.
    pub earlier: Option<&'static str>,
}

/// How many options have a key of their own: 1 to 9, then 0.
const KEYED: usize = 10;

/// The lines to show, each no wider than `columns` and together no more than `rows`.
///
/// `bar` is the line that shows progress.
#[must_use]
pub fn draw(
    pack: &Pack,
    id: QuestionId,
    marks: &Marks,
    bar: &str,
    rows: usize,
    columns: usize,
) -> Vec<String> {
    let question = pack.question(id);
    // The last column stays free: some consoles wrap a line that fills it.
    let width = columns.saturating_sub(1).max(10);
    let mut head = vec![cut(&pack.section_of(id).name, width), cut(bar, width), String::new()];
    head.extend(lines(&question.ask, width, "", ""));
    if let Some(earlier) = marks.earlier {
        head.extend(lines(earlier, width, "", ""));
    }
    head.push(String::new());
    let foot = foot(question, marks, width);
    let options: Vec<Vec<String>> =
        (0..question.options.len()).map(|place| option_lines(question, place, marks, width)).collect();
    fit(head, &options, foot, marks.cursor.unwrap_or(0), rows.max(1))
}

fn option_lines(question: &Question, place: usize, marks: &Marks, width: usize) -> Vec<String> {
    let key = match place + 1 {
        KEYED => "0".to_owned(),
        number if number < KEYED => number.to_string(),
        _ => " ".to_owned(),
    };
    let pointer = if marks.cursor == Some(place) { '>' } else { ' ' };
    let chosen = marks.chosen.contains(&OptionId::new(place));
    let mark = match (question.takes_several(), chosen) {
        (true, true) => "[x] ",
        (true, false) => "[ ] ",
        (false, true) => "* ",
        (false, false) => "  ",
    };
    let first = format!("{pointer} {key} {mark}");
    let rest = " ".repeat(first.len());
    lines(&question.options[place].say, width, &first, &rest)
}

fn foot(question: &Question, marks: &Marks, width: usize) -> Vec<String> {
    let mut foot = vec![String::new()];
    if let Some(message) = &marks.message {
        foot.extend(lines(message, width, "", ""));
        return foot;
    }
    let choose = if question.takes_several() {
        "1-9 or space mark, Enter goes on"
    } else {
        "1-9, or arrows and Enter"
    };
    let matters = if marks.matters { "m matters a lot: YES" } else { "m matters a lot" };
    let keys = [
        choose,
        "d don't mind",
        "n not seen yet",
        "s skip",
        "b back",
        matters,
        "? help",
        "r review",
        "t top three so far",
        "Esc stop and keep",
    ];
    let mut line = String::new();
    for key in keys {
        if !line.is_empty() && measure_text_width(&line) + 3 + measure_text_width(key) > width {
            foot.push(cut(&line, width));
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(key);
    }
    foot.push(cut(&line, width));
    foot
}

/// Puts head, options and foot together in `rows` lines. What gives way first is the foot, then the options far
/// from the cursor, then the top of the head: the question's last lines and the cursor's option stay.
fn fit(
    mut head: Vec<String>,
    options: &[Vec<String>],
    foot: Vec<String>,
    cursor: usize,
    rows: usize,
) -> Vec<String> {
    let all: usize = options.iter().map(Vec::len).sum();
    let keep_foot = head.len() + all + foot.len() <= rows || head.len() + foot.len() + 3 <= rows;
    let foot = if keep_foot { foot } else { Vec::new() };
    let least = options.get(cursor).map_or(0, Vec::len).min(rows);
    if head.len() + foot.len() + least > rows {
        let spare = rows.saturating_sub(foot.len() + least);
        head.drain(..head.len().saturating_sub(spare));
    }
    let room = rows.saturating_sub(head.len() + foot.len());
    let mut screen = head;
    screen.extend(window(options, cursor, room));
    screen.extend(foot);
    screen.truncate(rows);
    screen
}

/// As many whole options around the cursor as there is room for, with `…` where some are out of sight.
pub(super) fn window(options: &[Vec<String>], cursor: usize, room: usize) -> Vec<String> {
    let all: usize = options.iter().map(Vec::len).sum();
    if all <= room {
        return options.concat();
    }
    let (mut from, mut to) = (cursor, cursor + 1);
    let size = |from: usize, to: usize| {
        let marks = usize::from(from > 0) + usize::from(to < options.len());
        options[from..to].iter().map(Vec::len).sum::<usize>() + marks
    };
    loop {
        if to < options.len() && size(from, to + 1) <= room {
            to += 1;
        } else if from > 0 && size(from - 1, to) <= room {
            from -= 1;
        } else {
            break;
        }
    }
    let mut shown = Vec::new();
    if from > 0 {
        shown.push("  …".to_owned());
    }
    shown.extend(options[from..to].concat());
    if to < options.len() {
        shown.push("  …".to_owned());
    }
    shown.truncate(room);
    shown
}

fn lines(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    // A narrow screen has no room for a deep indent.
    let rest = if rest.len() + 8 > width { "" } else { rest };
    wrapped(text, width, first, rest).lines().map(str::to_owned).collect()
}

fn cut(text: &str, width: usize) -> String {
    console::truncate_str(text, width, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn every_question_fits_every_screen() {
        let content = default_pack();
        for id in content.pack.question_ids() {
            for (rows, columns) in [(24, 80), (20, 60), (50, 200), (24, 40), (6, 20), (1, 1)] {
                let marks = Marks { cursor: Some(0), ..Marks::default() };
                let screen = draw(&content.pack, id, &marks, "bar", rows, columns);
                assert!(screen.len() <= rows, "{} lines on {rows}x{columns}", screen.len());
                for line in screen {
                    assert!(measure_text_width(&line) <= columns.max(10), "{line:?} on {rows}x{columns}");
                }
            }
        }
    }

    #[test]
    fn the_option_under_the_cursor_is_always_in_sight() {
        let content = default_pack();
        let longest =
            content.pack.question_ids().max_by_key(|id| content.pack.question(*id).options.len()).unwrap();
        let question = content.pack.question(longest);
        for cursor in 0..question.options.len() {
            let marks = Marks { cursor: Some(cursor), ..Marks::default() };
            let screen = draw(&content.pack, longest, &marks, "bar", 12, 60);
            assert!(
                screen.iter().any(|line| line.starts_with('>')),
                "option {cursor} in\n{}",
                screen.join("\n")
            );
        }
    }

    #[test]
    fn the_whole_question_and_every_option_show_at_80_by_24() {
        let content = default_pack();
        for id in content.pack.question_ids() {
            let screen = draw(&content.pack, id, &Marks::default(), "bar", 24, 80).join("\n");
            assert!(
                !screen.contains('…')
                    || content.pack.question(id).options.iter().any(|o| o.say.contains('…'))
            );
            assert!(screen.contains("Esc stop"), "{screen}");
        }
    }
}
