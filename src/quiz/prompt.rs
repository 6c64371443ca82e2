//! One question on a screen that moves the cursor.
//!
//! dialoguer's `Select` and `MultiSelect` take no keys of ours (its issue 320) and leave a wrapped question on screen twice
//! (issues 20 and 295), so questions are drawn here with `console`, the library below it. Every drawing starts
//! from the top of the alternate screen, which holds nothing else, so a resize cannot leave anything behind.

use std::io;

use console::Key;

use super::keys::Screen;
use super::legend::{Stopping, legend};
use super::progress::Progress;
use super::screen::{Around, Marks, draw, place_of};
use super::sitting::Reply;
use super::viewer::view;
use crate::answers::{Answer, Importance};
use crate::pack::{OptionId, Pack, Question, QuestionId};
use crate::report::pack::questionnaire::help;

/// A question to ask, and what can be said around it.
pub struct Asking<'a> {
    /// The question.
    pub question: QuestionId,
    /// What became of it before.
    pub earlier: Earlier<'a>,
    /// What the answer is for.
    pub purpose: Purpose,
    /// The first three so far, in words; made only when asked for, as knowing them steers answers.
    pub first_three: &'a dyn Fn() -> String,
    /// The result so far, for a width; made only when asked for.
    pub so_far: &'a dyn Fn(usize) -> String,
    /// Something to say with the question.
    pub notice: Option<String>,
}

/// What became of a question before it is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier<'a> {
    /// It is asked for the first time.
    New,
    /// It was left open.
    LeftOpen,
    /// It was answered.
    Answered(&'a Answer),
}

impl Earlier<'_> {
    fn in_words(self) -> Option<&'static str> {
        match self {
            Earlier::Answered(Answer::DontMind) => Some("(you said: don't mind)"),
            Earlier::Answered(Answer::NotSeenYet) => Some("(you said: not seen yet)"),
            Earlier::LeftOpen => Some("(you left this open)"),
            Earlier::Answered(Answer::Chose { .. }) | Earlier::New => None,
        }
    }
}

/// What an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The quiz goes on with it.
    Asking {
        /// Where it stands among the others.
        progress: Progress,
        /// What becomes of the answers when the person stops.
        stopping: Stopping,
    },
    /// It replaces an earlier one.
    Changing,
    /// It is only tried out.
    TryingOut,
}

impl Purpose {
    /// Whether that is a way to end this question. The result and the review belong to the quiz itself.
    pub(super) fn takes(self, asked: &Asked) -> bool {
        matches!(self, Purpose::Asking { .. }) || !matches!(asked, Asked::Review | Asked::Finish)
    }

    pub(super) fn in_words(self, columns: usize) -> String {
        match self {
            Purpose::Asking { progress, .. } => progress.bar(columns),
            Purpose::Changing => "Changing an answer".to_owned(),
            Purpose::TryingOut => "Only to try it out: your own answer stays as it is.".to_owned(),
        }
    }
}

/// How asking ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// With a reply.
    Replied(Reply),
    /// The person wants to see and change what was answered so far.
    Review,
    /// The person wants the result now.
    Finish,
    /// The person wants to stop, keeping what was answered.
    Stopped,
}

/// Asks one question. `marks` are what the person has done at it, also when this fails.
///
/// # Errors
/// As [`Screen::read_key`].
pub fn ask(screen: &Screen, pack: &Pack, asking: &Asking<'_>, marks: &mut Marks) -> io::Result<Asked> {
    let question = pack.question(asking.question);
    let mut message = asking.notice.clone();
    loop {
        let size = screen.size();
        let legend = legend(question, marks, &asking.purpose, &asking.earlier);
        let around = Around {
            place: &asking.purpose.in_words(size.1),
            earlier: asking.earlier.in_words(),
            message: message.as_deref(),
            legend: &legend,
        };
        screen.paint(&draw(pack, asking.question, marks, around, size))?;
        let Some(key) = screen.read_key(size)? else { continue };
        message = None;
        match press(question, marks, asking, &key) {
            Pressed::Again => {}
            Pressed::Refused(why) => message = Some(why),
            Pressed::Done(asked) => return Ok(asked),
            Pressed::Help => view(screen, &|width| help(pack, asking.question, width))?,
            Pressed::FirstThree => message = Some((asking.first_three)()),
            Pressed::SoFar => view(screen, asking.so_far)?,
        }
    }
}

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    Again,
    Refused(String),
    Done(Asked),
    Help,
    FirstThree,
    SoFar,
}

fn press(question: &Question, marks: &mut Marks, asking: &Asking<'_>, key: &Key) -> Pressed {
    let last = question.options.len().saturating_sub(1);
    match key {
        Key::ArrowDown | Key::Tab => marks.cursor = Some(down(marks.cursor, last)),
        Key::ArrowUp | Key::BackTab => marks.cursor = Some(up(marks.cursor, last)),
        Key::Home | Key::PageUp => marks.cursor = Some(0),
        Key::End | Key::PageDown => marks.cursor = Some(last),
        Key::Enter => return enter(question, marks, &asking.earlier),
        Key::Backspace | Key::ArrowLeft => return replied(Reply::Back),
        Key::Escape => return Pressed::Done(Asked::Stopped),
        Key::Char(' ') => return choose_at_cursor(question, marks, &asking.earlier),
        Key::Char(typed) => return press_letter(question, marks, asking, *typed),
        _ => {}
    }
    Pressed::Again
}

fn down(cursor: Option<usize>, last: usize) -> usize {
    cursor.map_or(0, |at| if at == last { 0 } else { at + 1 })
}

fn up(cursor: Option<usize>, last: usize) -> usize {
    cursor.map_or(last, |at| if at == 0 { last } else { at - 1 })
}

fn press_letter(question: &Question, marks: &mut Marks, asking: &Asking<'_>, typed: char) -> Pressed {
    if let Some(place) = place_of(typed) {
        if place < question.options.len() {
            marks.cursor = Some(place);
            return choose_at_cursor(question, marks, &asking.earlier);
        }
        if typed.is_ascii_digit() {
            return Pressed::Refused(format!("There is no option {typed}."));
        }
    }
    let last = question.options.len().saturating_sub(1);
    // Caps Lock may be on.
    match typed.to_ascii_lowercase() {
        'j' => marks.cursor = Some(down(marks.cursor, last)),
        'k' => marks.cursor = Some(up(marks.cursor, last)),
        'd' => return replied(Reply::Answer(Answer::DontMind)),
        'n' => return replied(Reply::Answer(Answer::NotSeenYet)),
        's' => return replied(Reply::Skip),
        'b' => return replied(Reply::Back),
        'm' => {
            marks.importance = match marks.importance {
                Importance::Usual => Importance::ALot,
                Importance::ALot => Importance::Usual,
            }
        }
        '?' | 'h' => return Pressed::Help,
        'q' => return Pressed::Done(Asked::Stopped),
        other => return press_on_the_way(&asking.purpose, other),
    }
    Pressed::Again
}

/// Keys of the quiz itself, which mean nothing where an answer is changed or tried out.
fn press_on_the_way(purpose: &Purpose, typed: char) -> Pressed {
    match (purpose, typed) {
        (Purpose::Asking { .. }, 't') => Pressed::FirstThree,
        (Purpose::Asking { .. }, 'v') => Pressed::SoFar,
        (Purpose::Asking { .. }, 'r') => Pressed::Done(Asked::Review),
        (Purpose::Asking { progress, .. }, 'e') if progress.may_finish() => Pressed::Done(Asked::Finish),
        _ => Pressed::Again,
    }
}

/// Marks the option under the cursor where several may be chosen, and answers with it otherwise.
fn choose_at_cursor(question: &Question, marks: &mut Marks, earlier: &Earlier<'_>) -> Pressed {
    let Some(place) = marks.cursor else { return Pressed::Refused(how_to_choose(question, earlier)) };
    let option = OptionId::new(place);
    if !question.takes_several() {
        return answered(vec![option], marks);
    }
    match marks.chosen.iter().position(|chosen| *chosen == option) {
        Some(at) => {
            marks.chosen.remove(at);
        }
        None => marks.chosen.push(option),
    }
    Pressed::Again
}

fn enter(question: &Question, marks: &Marks, earlier: &Earlier<'_>) -> Pressed {
    match marks.cursor {
        _ if question.takes_several() && !marks.chosen.is_empty() => answered(marks.chosen.clone(), marks),
        Some(place) if !question.takes_several() => answered(vec![OptionId::new(place)], marks),
        _ => Pressed::Refused(how_to_choose(question, earlier)),
    }
}

/// What to do at a question where Enter or space has nothing to take.
fn how_to_choose(question: &Question, earlier: &Earlier<'_>) -> String {
    let how = if question.takes_several() {
        "mark with a number or space, then Enter"
    } else {
        "press a number, or an arrow and Enter"
    };
    match earlier {
        Earlier::Answered(Answer::DontMind) => {
            format!("d keeps \u{201c}don't mind\u{201d}. To choose, {how}.")
        }
        Earlier::Answered(Answer::NotSeenYet) => {
            format!("n keeps \u{201c}not seen yet\u{201d}. To choose, {how}.")
        }
        Earlier::LeftOpen => format!("s leaves it open. To choose, {how}."),
        Earlier::New | Earlier::Answered(Answer::Chose { .. }) => {
            format!("Nothing is marked. To choose, {how}; s skips, d if you don't mind.")
        }
    }
}

fn replied(reply: Reply) -> Pressed {
    Pressed::Done(Asked::Replied(reply))
}

fn answered(options: Vec<OptionId>, marks: &Marks) -> Pressed {
    replied(Reply::Answer(Answer::Chose { options, importance: marks.importance }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    fn question(pack: &Pack, several: bool) -> &Question {
        pack.questions().iter().find(|q| q.takes_several() == several && q.options.len() > 2).unwrap()
    }

    fn trying_out(earlier: Earlier<'_>) -> Asking<'_> {
        Asking {
            question: QuestionId::new(0),
            earlier,
            purpose: Purpose::TryingOut,
            first_three: &String::new,
            so_far: &|_| String::new(),
            notice: None,
        }
    }

    fn press(question: &Question, marks: &mut Marks, key: &Key) -> Pressed {
        super::press(question, marks, &trying_out(Earlier::New), key)
    }

    #[test]
    fn enter_alone_answers_nothing() {
        let content = default_pack();
        for several in [true, false] {
            let mut marks = Marks::default();
            let pressed = press(question(&content.pack, several), &mut marks, &Key::Enter);
            assert!(matches!(pressed, Pressed::Refused(_)), "{pressed:?}");
        }
    }

    #[test]
    fn a_digit_answers_a_question_that_takes_one() {
        let content = default_pack();
        let pressed = press(question(&content.pack, false), &mut Marks::default(), &Key::Char('2'));
        let chosen = Answer::Chose { options: vec![OptionId::new(1)], importance: Importance::Usual };
        assert_eq!(pressed, replied(Reply::Answer(chosen)));
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
        let Pressed::Done(Asked::Replied(Reply::Answer(answer))) = press(asked, &mut marks, &Key::Char('1'))
        else {
            panic!("a digit answers");
        };
        assert!(matches!(answer, Answer::Chose { importance: Importance::ALot, .. }));
    }

    #[test]
    fn enter_on_a_question_left_open_says_what_to_do() {
        let content = default_pack();
        for (earlier, said) in [
            (Earlier::Answered(&Answer::DontMind), "d keeps"),
            (Earlier::Answered(&Answer::NotSeenYet), "n keeps"),
            (Earlier::LeftOpen, "s leaves it open"),
        ] {
            for several in [true, false] {
                let asked = question(&content.pack, several);
                let pressed = super::press(asked, &mut Marks::default(), &trying_out(earlier), &Key::Enter);
                assert!(matches!(&pressed, Pressed::Refused(why) if why.contains(said)), "{pressed:?}");
            }
        }
    }

    #[test]
    fn options_beyond_the_tenth_have_keys() {
        let content = default_pack();
        let long = content.pack.questions().iter().find(|q| q.options.len() > 11).unwrap();
        let mut marks = Marks::default();
        for key in ['0', 'A', 'B'] {
            assert_eq!(press(long, &mut marks, &Key::Char(key)), Pressed::Again);
        }
        assert_eq!(marks.chosen, [9, 10, 11].map(OptionId::new));
        let short = question(&content.pack, false);
        assert!(matches!(press(short, &mut marks, &Key::Char('D')), Pressed::Done(_)), "Caps Lock");
    }
}
