//! What each key does at a question. It knows no screen.

use console::Key;

use super::asking::{Asked, Asking, Purpose};
use crate::answers::Answer;
use crate::pack::{OptionId, Question};
use crate::sitting::Reply;
use crate::sitting::earlier::Earlier;
use crate::sitting::marks::{Marks, place_of};

/// What a key did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// It moved or marked something, or nothing.
    Again,
    /// It could do nothing, and why.
    Refused(String),
    /// It ended the question.
    Done(Asked),
    /// Help is wanted.
    Help,
    /// The first three so far are wanted.
    FirstThree,
    /// The result so far is wanted.
    SoFar,
}

/// What a key does at a question.
pub(super) fn press(question: &Question, marks: &mut Marks, asking: &Asking<'_>, key: &Key) -> Pressed {
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
        'm' => marks.toggle_importance(),
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
    marks.toggle(option);
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
    use crate::answers::Importance;
    use crate::default_pack;
    use crate::pack::{Pack, QuestionId};

    fn question(pack: &Pack, several: bool) -> &Question {
        pack.questions().iter().find(|q| q.takes_several() == several && q.options.len() > 2).unwrap()
    }

    fn trying_out(earlier: Earlier<'_>) -> Asking<'_> {
        Asking {
            question: QuestionId::new(0),
            earlier,
            purpose: Purpose::TryingOut,
            first_three: &String::new,
            so_far: &|_, _| String::new(),
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
