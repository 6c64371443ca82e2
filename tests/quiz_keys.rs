//! Keys as terminals send them, stops, and small screens.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use std::thread::sleep;
use std::time::Duration;

use calling::answers::code::code;
use calling::answers::flags_file;
use calling::date::Date;
use portable_pty::PtySize;
use screen::{CTRL_C, DOWN, ENTER, ESC, Screen, begin, comfort_first, keys_for, number_on, some};

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

fn small(state: &tempfile::TempDir, rows: u16, cols: u16) -> Screen {
    Screen::start(state, rows, cols, &SMALL)
}

fn to_result(screen: &mut Screen) {
    begin(screen, "What to show?");
    for (key, next) in
        [("1", "with people."), ("5", "alone."), ("1", "nights?"), ("2", "Where?"), ("1", "[x] At home")]
    {
        screen.then(key, next);
    }
    screen.then(ENTER, "leave");
}

#[test]
fn arrows_work_in_every_mode_of_the_terminal() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 24, 80);
    begin(&mut screen, "What to show?");
    screen.then("2", "with people.");
    for (down, place) in
        [(DOWN, 1), ("\u{1b}OB", 2), ("\u{1b}[1;5B", 3), ("\u{1b}Ob", 4), ("\u{1b}\u{1b}[B", 5)]
    {
        screen.then(down, &format!("> {place}"));
    }
    screen.then("\u{1b}OA", "> 4");
    // The keypad's 2, which answers.
    screen.then("\u{1b}Or", "I like to be alone.");
    screen.then("\u{1b}OD", "* Disagree");
}

#[test]
fn an_arrow_that_a_slow_link_sends_in_two_is_still_an_arrow() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 24, 80);
    begin(&mut screen, "What to show?");
    for parts in [["\u{1b}", "[B"], ["\u{1b}[", "B"], ["\u{1b}O", "B"]] {
        for part in parts {
            screen.press(part);
            sleep(Duration::from_millis(100));
        }
    }
    screen.wait_for("> 1");
    screen.then(ESC, "Stopped before the first answer");
    assert_eq!(screen.exit_code(), 0);
}

#[test]
fn every_option_of_a_long_question_has_a_key() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &[]);
    begin(&mut screen, "question 1 of");
    screen.then("2", "question 2 of");
    screen.wait_for("1-9, 0, A-C or space mark");
    screen.then("0", "0 [x]");
    screen.then("A", "A [x]");
    screen.then("C", "C [x]");
    screen.then(ENTER, "question 3 of");
}

/// A shell with job control, in which the quiz runs as a job.
fn in_a_shell(state: &tempfile::TempDir) -> Screen {
    let calling = env!("CARGO_BIN_EXE_calling");
    let line = format!("PS1='shell> '; {calling} {}\r", SMALL.join(" "));
    let mut screen =
        Screen::start_program(state.path(), (24, 80), "xterm-256color", "bash", &["--norc", "-i"]);
    screen.wait_for("bash");
    screen.press(&line);
    screen
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = in_a_shell(&state);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    for _ in 0..2 {
        screen.then("\u{1a}", "Stopped");
        screen.wait_for("shell>");
        assert!(!screen.parser.screen().alternate_screen(), "{}", screen.text());
        screen.then("stty -a | grep -o ' icanon\\| echo ' | wc -l\r", "2");
        screen.then("fg\r", "I like to be with people.");
    }
    screen.then("5", "I like to be alone.");
    screen.then(ESC, "Your answers are kept in");
}

#[test]
fn a_stop_that_nobody_sees_coming_is_made_good_when_the_quiz_goes_on() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = in_a_shell(&state);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    for signal in ["STOP", "TSTP"] {
        let shell = screen.child.process_id().unwrap();
        let stop = format!("kill -{signal} $(pgrep -P {shell})");
        assert!(std::process::Command::new("sh").args(["-c", &stop]).status().unwrap().success());
        screen.wait_for("Stopped");
        screen.press("clear; fg\r");
        // What was drawn before the stop may still stand there.
        while screen.text().contains("Stopped") || !screen.text().contains("question 2 of 5") {
            screen.read_for(Duration::from_millis(50));
        }
    }
    screen.then("5", "I like to be alone.");
    screen.then(ESC, "Your answers are kept in");
}

#[test]
fn ctrl_z_where_nobody_could_go_on_does_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 24, 80);
    begin(&mut screen, "What to show?");
    screen.press("\u{1a}");
    screen.then("1", "I like to be with people.");
}

#[test]
fn a_result_longer_than_the_screen_is_paged_above_its_keys() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 12, 40);
    to_result(&mut screen);
    screen.wait_for("lines: arrows or PgDn go on");
    let text = screen.text();
    assert!(text.starts_with("Your answers do not lean"), "{text}");
    screen.then("\u{1b}[F", "the end: arrows or PgUp go back");
    screen.wait_for("q\u{a0}leave");
    screen.master.resize(PtySize { rows: 30, cols: 90, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.parser.screen_mut().set_size(some(30), some(90));
    screen.wait_for("You answered all 5 questions that you were asked.");
    screen.then("\u{1b}[H", "Talking is clearly ahead");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
}

#[test]
fn names_are_searched_by_typing() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 30, 80);
    to_result(&mut screen);
    screen.then("p", "letters search");
    screen.then("zz", "nothing matches");
    screen.then(ESC, "letters search");
    screen.then("TEST", "Search: TEST   (1 of 3)");
    screen.then(ENTER, "Testing");
    screen.wait_for("goes back --");
}

#[test]
fn a_tilde_in_a_file_name_is_the_home_folder_and_an_empty_name_saves_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state, 30, 80);
    to_result(&mut screen);
    let erase = "\u{7f}".repeat("my-result.html".len());
    screen.then("h", "File name: my-result.html");
    screen.press(&erase);
    screen.then(ENTER, "Nothing was saved.");
    screen.then("h", "File name: my-result.html");
    screen.press(&erase);
    screen.press("~/x.html");
    screen.then(ENTER, "Saved in");
    assert!(state.path().join("x.html").exists(), "HOME is the state folder in tests");
    screen.then("f", "File name: my-answers.toml");
    for (keys, shown) in [
        ("\u{1b}OD\u{1b}OD", "my-answers.toml"),
        ("x", "my-answers.toxml"),
        ("\u{1b}[H~", "~my-answers.toxml"),
    ] {
        screen.then(keys, shown);
    }
    screen.then(ESC, "Nothing was saved.");
    screen.then("j", "File name");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();
}

#[test]
fn a_signal_at_the_question_for_a_file_name_ends_as_everywhere() {
    for (signal, code) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let state = tempfile::tempdir().unwrap();
        let mut screen = small(&state, 30, 80);
        to_result(&mut screen);
        screen.then("h", "File name: my-result.html");
        let pid = screen.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert_eq!(screen.exit_code(), code, "{signal}");
        assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
        screen.assert_sane();
    }
}

/// In the adaptive order the places of what was put are not those of the pack: what is picked must be what is changed.
#[test]
fn review_and_what_if_change_what_was_picked_in_the_adaptive_order_too() {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 50, 100, &[]);
    begin(&mut screen, "question 1 of about 28");
    for asked in 1..8 {
        let keys = keys_for(&screen.text(), &content, &answers);
        screen.press(&keys);
        while number_on(&screen) != Some(asked + 1) || !screen.is_whole() {
            screen.read_for(Duration::from_millis(50));
        }
    }
    let last = || {
        let text = std::fs::read_to_string(state.path().join("sitting-1.toml")).unwrap();
        let line = text.lines().find(|line| line.starts_with("asked = ")).unwrap();
        let ids: Vec<String> = line.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        ids[6].clone()
    };
    let id = last();
    let question = content.pack.question(content.pack.find_question(&id).unwrap());
    let beginning: String = question.ask.chars().take(30).collect();
    screen.then("r", &format!("> {beginning}"));
    screen.then(ENTER, "Changing an answer");
    screen.wait_for(&beginning);
    assert!(
        !screen.text().contains("question 8"),
        "no progress while an answer is changed: {}",
        screen.text()
    );
    screen.then("n", "not seen yet");
    screen.then(ESC, "question 8 of about 28");
    let text = std::fs::read_to_string(state.path().join("sitting-1.toml")).unwrap();
    assert!(text.contains(&format!("{id} = \"not-seen-yet\"")), "{id} in {text}");

    let text = std::fs::read_to_string(state.path().join("sitting-1.toml")).unwrap();
    std::fs::write(state.path().join("finished-1.toml"), format!("finished = \"2026-11-30\"\n{text}"))
        .unwrap();
    std::fs::remove_file(state.path().join("sitting-1.toml")).unwrap();
    let mut screen = Screen::start(&state, 50, 100, &[]);
    screen.wait_for("see\u{a0}your\u{a0}result\u{a0}of\u{a0}30\u{a0}November\u{a0}2026\u{a0}again");
    screen.then("v", "w\u{a0}why");
    screen.then("i", "What if you had answered otherwise?");
    screen.press("\u{1b}[F");
    screen.then(ENTER, "Only to try it out");
    screen.wait_for(&beginning);
    assert!(!screen.text().contains("question "), "no progress while trying out: {}", screen.text());
    screen.then("d", "What you tried out");
    screen.wait_for(&beginning);
}

#[test]
fn a_result_is_shown_as_a_code_and_an_answer_takes_the_day() {
    let content = calling::default_pack();
    let mut answers = comfort_first(&content);
    answers.answered = Date::read("2026-11-30");
    let state = tempfile::tempdir().unwrap();
    let finished = state.path().join("finished-1.toml");
    let sheet = flags_file::write(&content.pack, &answers);
    std::fs::write(&finished, format!("finished = \"2026-11-30\"\n{sheet}")).unwrap();
    let mut screen = Screen::start(&state, 50, 100, &[]);
    screen.wait_for("leave");
    screen.then("v", "k\u{a0}code");
    screen.then("k", &code(&content.pack, &answers).unwrap());
    screen.wait_for("Whoever has it can read them");
    screen.then("q", "k\u{a0}code");
    assert!(std::fs::read_to_string(&finished).unwrap().contains("answered = 2026-11-30\n"));
    screen.then("r", "> ");
    screen.then(ENTER, "Changing an answer");
    screen.then("d", "don\u{2019}t mind");
    screen.then(ESC, "k\u{a0}code");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    let today = format!("answered = {}\n", Date::today().written());
    assert!(std::fs::read_to_string(&finished).unwrap().contains(&today));
}

#[test]
fn the_result_so_far_can_be_seen_and_after_thirty_questions_the_quiz_can_be_ended() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 59");
    screen.then("2", "question 2 of 59");
    screen.then("3", "question 3 of 59");
    screen.then("v", "So far, and it will change");
    screen.then("q", "question 3 of 59");
    assert!(!screen.text().contains("e finish now"));
    for number in 3..=30 {
        screen.then("d", &format!("question {} of 59", number + 1));
    }
    screen.wait_for("Still open");
    screen.wait_for("e\u{a0}finishes now");
    screen.then("d", "e finish now");
    screen.then("e", "ask\u{a0}more");
    screen.then("a", "question 32 of 59");
    screen.then("e", "ask\u{a0}more");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}31\u{a0}answers");
    screen.wait_for("see\u{a0}your\u{a0}result\u{a0}of");
}

#[test]
fn colour_is_quiet_and_only_where_it_is_wanted() {
    let state = tempfile::tempdir().unwrap();
    let coloured = |variables: &[(&str, &str)]| {
        let mut screen = Screen::start_with(state.path(), (24, 80), &SMALL, variables);
        begin(&mut screen, "What to show?");
        screen.then(DOWN, "> 1");
        screen.press(ESC);
        screen.exit_code();
        String::from_utf8_lossy(&screen.received).contains("\u{1b}[36m")
    };
    assert!(coloured(&[]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")]));
}
