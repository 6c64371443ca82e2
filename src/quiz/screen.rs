//! A question as lines on a screen of a given size: pure, so that every size can be tested.

use console::measure_text_width;

use super::frame::{Line, Look, lines};
use super::keys::Size;
use crate::pack::{OptionId, Pack, Question, QuestionId};
use crate::sitting::marks::{Marks, key_of};

/// What stands around the options.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Where the person is: the progress, or what this is for.
    pub place: &'a str,
    /// How the question was left earlier, if not by choosing.
    pub earlier: Option<&'a str>,
    /// What a key could not do, or news.
    pub message: Option<&'a str>,
    /// The keys and what they do.
    pub legend: &'a [String],
}

/// The lines to show, each narrower than the screen and together no more than it has.
#[must_use]
pub fn draw(
    pack: &Pack,
    id: QuestionId,
    marks: &Marks,
    around: Around<'_>,
    (rows, columns): Size,
) -> Vec<Line> {
    let question = pack.question(id);
    // The last column stays free: some consoles wrap a line that fills it.
    let width = columns.saturating_sub(1).max(10);
    let mut head = vec![
        Line::cut(&pack.section_of(id).name, width, Look::Faint),
        Line::cut(around.place, width, Look::Faint),
        Line::empty(),
    ];
    head.extend(lines(&question.ask, width, ("", ""), Look::Strong));
    if let Some(earlier) = around.earlier {
        head.extend(lines(earlier, width, ("", ""), Look::Usual));
    }
    head.push(Line::empty());
    let options: Vec<Vec<Line>> =
        (0..question.options.len()).map(|place| option_lines(question, place, marks, width)).collect();
    let rows = rows.max(1);
    let taken = head.len() + options.iter().map(Vec::len).sum::<usize>();
    let foot = foot(around, rows.saturating_sub(taken), width);
    fit(head, &options, foot, marks.cursor.unwrap_or(0), rows)
}

fn option_lines(question: &Question, place: usize, marks: &Marks, width: usize) -> Vec<Line> {
    let key = key_of(place).unwrap_or(' ');
    let under_cursor = marks.cursor == Some(place);
    let pointer = if under_cursor { '>' } else { ' ' };
    let chosen = marks.chosen.contains(&OptionId::new(place));
    let mark = match (question.takes_several(), chosen) {
        (true, true) => "[x] ",
        (true, false) => "[ ] ",
        (false, true) => "* ",
        (false, false) => "  ",
    };
    let look = if under_cursor || chosen { Look::Picked } else { Look::Usual };
    let first = format!("{pointer} {key} {mark}");
    let rest = " ".repeat(first.len());
    lines(&question.options[place].say, width, (&first, &rest), look)
}

/// The message and the keys; the message alone where there is no room for both.
fn foot(around: Around<'_>, room: usize, width: usize) -> Vec<Line> {
    let legend = legend_lines(around.legend, width);
    let Some(message) = around.message else { return [vec![Line::empty()], legend].concat() };
    let message = [vec![Line::empty()], lines(message, width, ("", ""), Look::Strong)].concat();
    if message.len() + legend.len() <= room { [message, legend].concat() } else { message }
}

fn legend_lines(legend: &[String], width: usize) -> Vec<Line> {
    let mut all = Vec::new();
    let mut line = String::new();
    for key in legend {
        if !line.is_empty() && measure_text_width(&line) + 3 + measure_text_width(key) > width {
            all.push(Line::cut(&line, width, Look::Faint));
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(key);
    }
    all.push(Line::cut(&line, width, Look::Faint));
    all
}

/// Puts head, options and foot together in `rows` lines. What gives way first is the foot, then the options far
/// from the cursor, then the top of the head: the question's last lines and the cursor's option stay.
fn fit(mut head: Vec<Line>, options: &[Vec<Line>], foot: Vec<Line>, cursor: usize, rows: usize) -> Vec<Line> {
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
pub(super) fn window(options: &[Vec<Line>], cursor: usize, room: usize) -> Vec<Line> {
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
    let more = || Line::cut("  …", 10, Look::Faint);
    let mut shown = Vec::new();
    if from > 0 {
        shown.push(more());
    }
    shown.extend(options[from..to].concat());
    if to < options.len() {
        shown.push(more());
    }
    shown.truncate(room);
    shown
}

#[cfg(test)]
mod tests {
    use super::super::asking::{Purpose, Stopping};
    use super::super::legend::legend;
    use super::*;
    use crate::default_pack;
    use crate::sitting::Sitting;
    use crate::sitting::earlier::Earlier;
    use crate::sitting::record::Order;

    /// The longest legend there is.
    fn keys(question: &Question) -> Vec<String> {
        let content = default_pack();
        let progress = Sitting::new(&content, Order::Adaptive).progress();
        legend(
            question,
            &Marks::default(),
            &Purpose::Asking { progress, stopping: Stopping::Keeps },
            &Earlier::New,
        )
    }

    fn text(lines: &[Line]) -> String {
        lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn around(legend: &[String]) -> Around<'_> {
        Around { place: "bar", earlier: None, message: None, legend }
    }

    #[test]
    fn every_question_fits_every_screen() {
        let content = default_pack();
        for id in content.pack.question_ids() {
            for (rows, columns) in [(24, 80), (20, 60), (50, 200), (24, 40), (6, 20), (1, 1)] {
                let marks = Marks { cursor: Some(0), ..Marks::default() };
                let legend = keys(content.pack.question(id));
                let screen = draw(&content.pack, id, &marks, around(&legend), (rows, columns));
                assert!(screen.len() <= rows, "{} lines on {rows}x{columns}", screen.len());
                for line in screen {
                    assert!(
                        measure_text_width(&line.text) <= columns.max(10),
                        "{line:?} on {rows}x{columns}"
                    );
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
            let legend = keys(question);
            let screen = draw(&content.pack, longest, &marks, around(&legend), (12, 60));
            assert!(
                screen.iter().any(|line| line.text.starts_with('>')),
                "option {cursor} in\n{}",
                text(&screen)
            );
        }
    }

    #[test]
    fn the_whole_question_and_every_option_show_at_80_by_24() {
        let content = default_pack();
        for id in content.pack.question_ids() {
            let legend = keys(content.pack.question(id));
            let screen = text(&draw(&content.pack, id, &Marks::default(), around(&legend), (24, 80)));
            assert!(
                !screen.contains('…')
                    || content.pack.question(id).options.iter().any(|o| o.say.contains('…'))
            );
            assert!(screen.contains("Esc stop"), "{screen}");
        }
    }

    #[test]
    fn a_message_stands_above_the_keys_where_there_is_room() {
        let content = default_pack();
        let legend = keys(content.pack.question(QuestionId::new(0)));
        let said = Around { message: Some("Nothing is marked."), ..around(&legend) };
        let draw = |size| text(&draw(&content.pack, QuestionId::new(0), &Marks::default(), said, size));
        assert!(draw((40, 80)).contains("Nothing is marked.") && draw((40, 80)).contains("Esc stop"));
        assert!(draw((14, 60)).contains("Nothing is marked."));
    }
}
