//! Moving about on the screen: the marker of a question, and a text that is longer than the screen.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use screen::{DOWN, ENTER, Screen, begin};

const UP: &str = "\u{1b}[A";
const PAGE_DOWN: &str = "\u{1b}[6~";
const PAGE_UP: &str = "\u{1b}[5~";
const HOME: &str = "\u{1b}[H";
const END: &str = "\u{1b}[F";

const WHOLE: [&str; 4] = ["--pack", "tests/fixtures/whole-pack", "quiz", "--full"];

#[test]
fn the_marker_goes_one_option_up_and_one_down_and_round_at_the_ends() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &WHOLE);
    begin(&mut screen, "What shall be shown?");
    screen.then("s", "It is good to be with people.");
    for (key, marked) in [
        (DOWN, "> 1"),
        (DOWN, "> 2"),
        ("j", "> 3"),
        ("\t", "> 4"),
        (UP, "> 3"),
        ("k", "> 2"),
        ("\u{1b}[Z", "> 1"),
    ] {
        screen.then(key, marked);
    }
    for (key, marked) in [(UP, "> 5"), ("k", "> 4"), (DOWN, "> 5"), (DOWN, "> 1")] {
        screen.then(key, marked);
    }
}

/// Of a text on a screen of twenty rows, eighteen lines are shown at once.
#[test]
fn a_long_text_is_gone_through_line_by_line_and_page_by_page_and_left_at_its_end() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 20, 80, &WHOLE);
    begin(&mut screen, "What shall be shown?");
    for asked in ["with people.", "alone.", "nights?", "weekends?", "Where would you work?", "are limits?"] {
        screen.then("s", asked);
    }
    screen.then("s", "profile");
    screen.then("p", "Which role?");
    let end_of = |end: usize| format!("-- {end} of ");
    screen.then(ENTER, &end_of(18));
    for (key, end) in [
        (DOWN, 19),
        ("j", 20),
        (ENTER, 21),
        (UP, 20),
        ("k", 19),
        (" ", 37),
        (PAGE_UP, 19),
        (PAGE_DOWN, 37),
        (HOME, 18),
        (UP, 18),
    ] {
        screen.then(key, &end_of(end));
    }
    for leaves in [ENTER, " ", "q", "b"] {
        screen.then(END, "Enter or q goes back");
        screen.then(DOWN, "Enter or q goes back");
        screen.then(PAGE_DOWN, "Enter or q goes back");
        screen.then(leaves, "profile");
        screen.then("p", "Which role?");
        screen.then(ENTER, &end_of(18));
    }
}
