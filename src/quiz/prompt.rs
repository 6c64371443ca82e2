//! Asking one question on a terminal that can move its cursor.
//!
//! dialoguer's own prompts take no keys of ours (its issue 320) and leave a wrapped question on screen twice
//! (issues 20 and 295), so questions are drawn here with `console`, the library below it. Every drawing starts
//! from the top of the alternate screen, which holds nothing else, so a resize cannot leave anything behind.

use std::io;

use console::{Key, Term};
use indicatif::{InMemoryTerm, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::keys::{paint, read_key};
use super::screen::{Marks, draw};
use super::sitting::{Progress, Reply};
use super::viewer::view;
use crate::answers::{Answer, Importance};
use crate::pack::{OptionId, Pack, Question, QuestionId};
use crate::report::pack::questionnaire::help;

/// A question to ask, and what can be said around it.
pub struct Asking<'a> {
    /// The question.
    pub question: QuestionId,
    /// The answer given before.
    pub earlier: Option<&'a Answer>,
    /// Where it stands among the others.
    pub progress: Progress,
    /// The first three so far, in words; made only when asked for, as knowing them steers answers.
    pub first_three: &'a dyn Fn() -> String,
    /// Something to say with the question.
    pub notice: Option<String>,
}

/// How asking ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// With a reply.
    Replied(Reply),
    /// The person wants to see and change what was answered so far.
    Review,
    /// The person wants to stop, keeping what was answered.
    Stopped,
}

/// Asks one question.
///
/// # Errors
/// As [`read_key`].
pub fn ask(term: &Term, pack: &Pack, asking: &Asking<'_>) -> io::Result<Asked> {
    let question = pack.question(asking.question);
    let mut marks = Marks { message: asking.notice.clone(), ..marks_of(asking.earlier) };
    loop {
        let drawn_for = term.size();
        let (rows, columns) = (usize::from(drawn_for.0), usize::from(drawn_for.1));
        let bar = bar(asking.progress, columns);
        paint(term, &draw(pack, asking.question, &marks, &bar, rows, columns))?;
        let Some(key) = read_key(term, drawn_for)? else { continue };
        marks.message = None;
        match press(question, &mut marks, &key) {
            Pressed::Again => {}
            Pressed::Reply(reply) => return Ok(Asked::Replied(reply)),
            Pressed::Help => view(term, &|width| help(pack, asking.question, width))?,
            Pressed::FirstThree => marks.message = Some((asking.first_three)()),
            Pressed::Review => return Ok(Asked::Review),
            Pressed::Stop => return Ok(Asked::Stopped),
        }
    }
}

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    Again,
    Reply(Reply),
    Help,
    FirstThree,
    Review,
    Stop,
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
        Key::Char('t') => return Pressed::FirstThree,
        Key::Char('r') => return Pressed::Review,
        Key::Escape | Key::Char('q') => return Pressed::Stop,
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

/// The progress bar as one line of text. A bar that draws itself would overwrite the prompt (indicatif issue 158).
fn bar(progress: Progress, columns: usize) -> String {
    let width = u16::try_from(columns.saturating_sub(1).clamp(11, 79)).unwrap_or(79);
    let screen = InMemoryTerm::new(1, width);
    let bar = ProgressBar::with_draw_target(
        Some(progress.expected() as u64),
        ProgressDrawTarget::term_like(Box::new(screen.clone())),
    );
    let template = if width < 34 { "{msg}" } else { "[{wide_bar}] {msg}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(progress.words());
    bar.set_position(progress.behind as u64);
    bar.force_draw();
    let line = screen.contents();
    bar.abandon();
    line
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
            let line = bar(Progress { behind: 3, all: 59, usual: 28, until_settled: false }, columns);
            assert!(line.contains("question 4 of 59"), "{line}");
            assert!(line.chars().count() <= columns);
        }
    }
}
