//! One question on a screen that moves the cursor.
//!
//! dialoguer's `Select` and `MultiSelect` take no keys of ours (its issue 320) and leave a wrapped question on screen twice
//! (issues 20 and 295), so questions are drawn here with `console`, the library below it. Every drawing starts
//! from the top of the alternate screen, which holds nothing else, so a resize cannot leave anything behind.

use std::io;

use super::asking::{Asked, Asking};
use super::keys::Screen;
use super::legend::legend;
use super::press::{Pressed, press};
use super::screen::{Around, draw};
use super::viewer::view;
use crate::pack::Pack;
use crate::report::pack::questionnaire::help;
use crate::sitting::marks::Marks;

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
            Pressed::Help => view(screen, &|width, _| help(pack, asking.question, width))?,
            Pressed::FirstThree => message = Some((asking.first_three)()),
            Pressed::SoFar => view(screen, asking.so_far)?,
        }
    }
}
