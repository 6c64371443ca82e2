//! The result in the quiz, on a real pseudo-terminal as small as people have them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use portable_pty::PtySize;
use screen::{DOWN, ENTER, ESC, Screen, begin, comfort_first, keys_for, number_on, some};
use tempfile::TempDir;

/// Through the usual quiz to its result, with the answers of an example.
fn to_the_result(state: &TempDir, rows: u16, cols: u16) -> Screen {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let mut screen = Screen::start(state, rows, cols, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 59");
    for asked in 1..=59 {
        assert_eq!(number_on(&screen), Some(asked));
        let next =
            if asked < 59 { format!("question {} of 59", asked + 1) } else { "q\u{a0}leave".to_owned() };
        screen.then(&keys_for(&screen.text(), &content, &answers), &next);
    }
    screen
}

/// What a first screen holds, and the keys below it.
fn assert_whole(screen: &Screen) {
    let text = screen.text();
    for part in [
        "You want long talks",
        "is clearly ahead",
        "than 90 of",
        "[#########-]",
        "Your shortlist",
        "Medical oncology",
    ] {
        assert!(text.contains(part), "{part:?} is not on the first screen:\n{text}");
    }
    assert!(text.starts_with("You want"), "nothing stands above the headline:\n{text}");
    let keys = text.lines().skip_while(|line| !line.starts_with("w\u{a0}why")).count();
    assert!((1..=2).contains(&keys), "the menu takes {keys} lines:\n{text}");
}

#[test]
fn the_first_screen_of_a_result_is_whole_and_is_laid_out_anew_on_a_resize() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = to_the_result(&state, 20, 60);
    assert_whole(&screen);
    for (rows, cols) in [(24, 80), (20, 60)] {
        screen.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        screen.parser.screen_mut().set_size(some(rows), some(cols));
        screen.wait_for("q\u{a0}leave");
        screen.wait_for("arrows or PgDn go on");
        assert_whole(&screen);
    }
    // Everything else is below, with the menu still in sight.
    screen.then("\u{1b}[F", "the end: arrows or PgUp go back");
    screen.wait_for("not a verdict");
    screen.wait_for("q\u{a0}leave");
    screen.then("\u{1b}[H", "You want long talks");
    screen.then("?", "What you can do with the result");
    screen.then("q", "q\u{a0}leave");

    screen.then("w", "lines: space or arrows go on");
    screen.master.resize(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.parser.screen_mut().set_size(some(24), some(80));
    screen.wait_for("lines: space or arrows go on");
    screen.wait_for("clearly ahead: in simulations, where answers pointed\n");
    screen.then("q", "q\u{a0}leave");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

#[test]
fn two_roles_are_compared_with_the_person_in_and_trying_out_shows_no_progress() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = to_the_result(&state, 40, 80);
    screen.then("c", "Compare which role");
    screen.then(ENTER, "with which other?");
    screen.then("geriatric", "Search: geriatric");
    screen.then(ENTER, "What your answers tell apart, most first");
    screen.wait_for("Comes 1st of 73 by your answers.");
    screen.wait_for("For A: ");
    assert!(!screen.text().contains("Where they are alike"), "{}", screen.text());
    screen.then("q", "q\u{a0}leave");

    screen.then("i", "What if you had answered otherwise?");
    screen.then("\u{1b}[H", "> Which of these fits you?");
    screen.then(DOWN, "> I would like to spend most");
    screen.then(ENTER, "Only to try it out");
    assert!(!screen.text().contains("question ") && !screen.text().contains("==>"), "{}", screen.text());
    screen.then("5", "first three");
    screen.wait_for("What you tried out");
    screen.then("q", "q\u{a0}leave");
    screen.then("r", "Your answers");
    screen.then(ENTER, "Changing an answer");
    assert!(!screen.text().contains("question 5") && !screen.text().contains("==>"), "{}", screen.text());
    screen.then(ESC, "Your answers");
    screen.then(ESC, "q\u{a0}leave");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}
