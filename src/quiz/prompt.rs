//! Asking one question on a terminal that can move its cursor.
//!
//! dialoguer's own prompts take no keys of ours (its issue 320) and leave a wrapped question on screen twice
//! (issues 20 and 295), so questions are drawn here with `console`, the library below it. Every drawing starts
//! from the top of the alternate screen, which holds nothing else, so a resize cannot leave anything behind.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use console::{Key, Term};
use indicatif::{InMemoryTerm, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::screen::{Marks, draw};
use super::sitting::Reply;
use crate::answers::{Answer, Importance};
use crate::pack::{OptionId, Pack, Question, QuestionId};

/// A special key that the library does not know is followed by stray characters within this time.
const STRAY: Duration = Duration::from_millis(5);
/// How often the size of the window is looked at while nobody types.
const LOOK: Duration = Duration::from_millis(150);

/// How asking ended.
pub enum Asked {
    /// With a reply.
    Replied(Reply),
    /// The person wants to stop, keeping what was answered.
    Stopped,
    /// Ctrl-C.
    Interrupted,
}

/// Asks one question. `earlier` is the answer given before, `progress` how many questions lie behind and in all.
///
/// # Errors
/// If the terminal goes away.
pub fn ask(
    term: &Term,
    pack: &Pack,
    id: QuestionId,
    earlier: Option<&Answer>,
    progress: (usize, usize),
) -> io::Result<Asked> {
    let question = pack.question(id);
    let mut marks = marks_of(earlier);
    loop {
        let drawn_for = term.size();
        show(term, pack, id, &marks, progress, drawn_for)?;
        let Some(key) = read_key(term, drawn_for)? else { continue };
        marks.message = None;
        match press(question, &mut marks, &key) {
            Pressed::Again => {}
            Pressed::Reply(reply) => return Ok(Asked::Replied(reply)),
            Pressed::Help => marks.message = Some(help(pack, question)),
            Pressed::Stop => return Ok(Asked::Stopped),
            Pressed::Interrupt => return Ok(Asked::Interrupted),
        }
    }
}

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    Again,
    Reply(Reply),
    Help,
    Stop,
    Interrupt,
}

fn marks_of(earlier: Option<&Answer>) -> Marks {
    match earlier {
        Some(Answer::Chose { options, importance }) => Marks {
            cursor: options.first().map(|option| option.index()),
            chosen: options.clone(),
            matters: *importance == Importance::ALot,
            ..Marks::default()
        },
        Some(Answer::DontMind) => Marks { earlier: Some("(you said: don't mind)"), ..Marks::default() },
        Some(Answer::NotSeenYet) => Marks { earlier: Some("(you said: not seen yet)"), ..Marks::default() },
        None => Marks::default(),
    }
}

fn press(question: &Question, marks: &mut Marks, key: &Key) -> Pressed {
    let last = question.options.len() - 1;
    match key {
        Key::ArrowDown | Key::Char('j') | Key::Tab => {
            marks.cursor = Some(marks.cursor.map_or(0, |at| if at == last { 0 } else { at + 1 }));
        }
        Key::ArrowUp | Key::Char('k') | Key::BackTab => {
            marks.cursor = Some(marks.cursor.map_or(last, |at| if at == 0 { last } else { at - 1 }));
        }
        Key::Home => marks.cursor = Some(0),
        Key::End => marks.cursor = Some(last),
        Key::Char(digit @ '0'..='9') => return press_digit(question, marks, *digit),
        Key::Char(' ') => return choose_at_cursor(question, marks),
        Key::Enter => return enter(question, marks),
        Key::Char('d') => return Pressed::Reply(Reply::Answer(Answer::DontMind)),
        Key::Char('n') => return Pressed::Reply(Reply::Answer(Answer::NotSeenYet)),
        Key::Char('s') => return Pressed::Reply(Reply::Skip),
        Key::Char('b') | Key::Backspace | Key::ArrowLeft => return Pressed::Reply(Reply::Back),
        Key::Char('m') => marks.matters = !marks.matters,
        Key::Char('?' | 'h') => return Pressed::Help,
        Key::Escape | Key::Char('q') => return Pressed::Stop,
        Key::CtrlC => return Pressed::Interrupt,
        _ => {}
    }
    Pressed::Again
}

fn press_digit(question: &Question, marks: &mut Marks, digit: char) -> Pressed {
    let place = match digit {
        '0' => 9,
        digit => digit as usize - '1' as usize,
    };
    if place >= question.options.len() {
        marks.message = Some(format!("There is no option {digit}."));
        return Pressed::Again;
    }
    marks.cursor = Some(place);
    choose_at_cursor(question, marks)
}

/// Marks the option under the cursor where several may be chosen, and answers with it otherwise.
fn choose_at_cursor(question: &Question, marks: &mut Marks) -> Pressed {
    let Some(place) = marks.cursor else { return enter(question, marks) };
    let option = OptionId::new(place);
    if !question.takes_several() {
        return reply(vec![option], marks);
    }
    match marks.chosen.iter().position(|chosen| *chosen == option) {
        Some(at) => {
            marks.chosen.remove(at);
        }
        None => marks.chosen.push(option),
    }
    Pressed::Again
}

fn enter(question: &Question, marks: &mut Marks) -> Pressed {
    match marks.cursor {
        _ if question.takes_several() && !marks.chosen.is_empty() => reply(marks.chosen.clone(), marks),
        _ if question.takes_several() => {
            marks.message = Some(
                "Nothing is marked. Mark with a number or space, or press s to skip, d if you don't mind."
                    .to_owned(),
            );
            Pressed::Again
        }
        Some(place) => reply(vec![OptionId::new(place)], marks),
        None => {
            marks.message = Some("Choose with a number, or with the arrow keys and Enter.".to_owned());
            Pressed::Again
        }
    }
}

fn reply(options: Vec<OptionId>, marks: &Marks) -> Pressed {
    let importance = if marks.matters { Importance::ALot } else { Importance::Usual };
    Pressed::Reply(Reply::Answer(Answer::Chose { options, importance }))
}

/// What the question is about: the dimensions behind it, with what their ends mean.
fn help(pack: &Pack, question: &Question) -> String {
    let about: Vec<String> = question
        .dimensions()
        .iter()
        .map(|id| {
            let (low, high) = pack.ends(*id);
            format!("{} (from \u{201c}{low}\u{201d} to \u{201c}{high}\u{201d})", pack.dimension(*id).name)
        })
        .take(2)
        .collect();
    let about = if about.is_empty() || question.takes_several() {
        "Don't mind: you have no preference. Not seen yet: you cannot know until you have tried it."
            .to_owned()
    } else {
        format!("This is about: {}.", about.join("; "))
    };
    format!("{about} Matters a lot counts an answer twice; press m before you answer.")
}

/// Draws the screen in one piece, so that it does not flicker on slow links.
fn show(
    term: &Term,
    pack: &Pack,
    id: QuestionId,
    marks: &Marks,
    progress: (usize, usize),
    (rows, columns): (u16, u16),
) -> io::Result<()> {
    let (rows, columns) = (usize::from(rows), usize::from(columns));
    let bar = bar(progress, columns);
    let mut frame = String::from("\u{1b}[H");
    for (place, line) in draw(pack, id, marks, &bar, rows, columns).iter().enumerate() {
        if place > 0 {
            frame.push_str("\r\n");
        }
        frame.push_str(line);
        frame.push_str("\u{1b}[K");
    }
    frame.push_str("\u{1b}[J");
    let mut out: &Term = term;
    out.write_all(frame.as_bytes())?;
    out.flush()
}

/// The progress bar as one line of text. A bar that draws itself would overwrite the prompt (indicatif issue 158).
fn bar((behind, all): (usize, usize), columns: usize) -> String {
    let width = u16::try_from(columns.saturating_sub(1).clamp(11, 79)).unwrap_or(79);
    let screen = InMemoryTerm::new(1, width);
    let bar = ProgressBar::with_draw_target(
        Some(all as u64),
        ProgressDrawTarget::term_like(Box::new(screen.clone())),
    );
    let template = if width < 30 { "{human_pos} of {len}" } else { "[{wide_bar}] question {msg} of {len}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message((behind + 1).min(all).to_string());
    bar.set_position(behind as u64);
    bar.force_draw();
    let line = screen.contents();
    bar.abandon();
    line
}

/// The next key; nothing if only the window's size is no longer the one that was drawn for.
fn read_key(term: &Term, drawn_for: (u16, u16)) -> io::Result<Option<Key>> {
    while !super::terminal_state::wait_for_key(LOOK)? {
        if term.size() != drawn_for {
            return Ok(None);
        }
    }
    let key = term.read_key_raw()?;
    if let Key::UnknownEscSeq(_) = key {
        drop_strays(term)?;
        return Ok(None);
    }
    Ok(Some(key))
}

/// Drops what still comes of a key that is not known (`5` and `~` after F5), which would answer the question.
fn drop_strays(term: &Term) -> io::Result<()> {
    let start = Instant::now();
    while super::terminal_state::wait_for_key(STRAY)? && start.elapsed() < Duration::from_millis(50) {
        term.read_key_raw()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn question(pack: &Pack, several: bool) -> &Question {
        pack.questions().iter().find(|q| q.takes_several() == several && q.options.len() > 2).unwrap()
    }

    #[test]
    fn enter_alone_answers_nothing() {
        let content = default_pack();
        for several in [true, false] {
            let mut marks = Marks::default();
            assert_eq!(press(question(&content.pack, several), &mut marks, &Key::Enter), Pressed::Again);
            assert!(marks.message.is_some());
        }
    }

    #[test]
    fn a_digit_answers_a_question_that_takes_one() {
        let content = default_pack();
        let pressed = press(question(&content.pack, false), &mut Marks::default(), &Key::Char('2'));
        let chosen = Answer::Chose { options: vec![OptionId::new(1)], importance: Importance::Usual };
        assert_eq!(pressed, Pressed::Reply(Reply::Answer(chosen)));
    }

    #[test]
    fn a_digit_marks_and_unmarks_where_several_may_be_chosen() {
        let content = default_pack();
        let asked = question(&content.pack, true);
        let mut marks = Marks::default();
        press(asked, &mut marks, &Key::Char('1'));
        press(asked, &mut marks, &Key::Char('2'));
        press(asked, &mut marks, &Key::Char('1'));
        assert_eq!(marks.chosen, [OptionId::new(1)]);
    }

    #[test]
    fn the_cursor_goes_round() {
        let content = default_pack();
        let asked = question(&content.pack, false);
        let mut marks = Marks::default();
        press(asked, &mut marks, &Key::ArrowUp);
        assert_eq!(marks.cursor, Some(asked.options.len() - 1));
        press(asked, &mut marks, &Key::ArrowDown);
        assert_eq!(marks.cursor, Some(0));
    }

    #[test]
    fn mattering_a_lot_is_kept_with_the_answer() {
        let content = default_pack();
        let asked = question(&content.pack, false);
        let mut marks = Marks::default();
        press(asked, &mut marks, &Key::Char('m'));
        let Pressed::Reply(Reply::Answer(answer)) = press(asked, &mut marks, &Key::Char('1')) else {
            panic!("a digit answers");
        };
        assert!(matches!(answer, Answer::Chose { importance: Importance::ALot, .. }));
    }

    #[test]
    fn the_bar_says_which_question_this_is() {
        for columns in [20, 40, 80, 200] {
            let line = bar((3, 58), columns);
            assert!(line.contains("of 58"), "{line}");
            assert!(line.chars().count() <= columns);
        }
    }
}
