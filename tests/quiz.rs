//! The quiz on a real pseudo-terminal.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use std::thread;
use std::time::{Duration, Instant};

use portable_pty::PtySize;
use screen::{CTRL_C, DOWN, ENTER, ESC, PATIENCE, Screen, begin, comfort_first, keys_for, number_on, some};

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

/// Through the small pack, from the welcome to the menu.
fn answer_all(screen: &mut Screen) {
    begin(screen, "What to show?");
    for (key, next) in
        [("1", "with people."), ("5", "alone."), ("1", "nights?"), ("2", "Where?"), ("1", "[x] At home")]
    {
        screen.then(key, next);
    }
    screen.then(ENTER, "c\u{a0}compare");
}

#[test]
fn a_whole_sitting_ends_with_the_result_and_a_saved_file() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.wait_for("question 1 of 5");
    screen.then("3", "There is no option 3");
    screen.then("1", "I like to be with people.");
    screen.then("m", "matters a lot: YES");
    screen.then("5", "I like to be alone.");
    screen.then("b", "question 2 of 5");
    screen.wait_for("* Strongly agree");
    screen.then(ENTER, "question 3 of 5");
    screen.then("n", "How many nights?");
    screen.then("s", "Where?");
    screen.then(ENTER, "Nothing is marked");
    screen.then("1", "[x] At home");
    screen.then(ENTER, "Talking is clearly ahead");
    screen.then("w", "strongly agree; it matters");
    screen.then("q", "f\u{a0}file");
    let saved = state.path().join("answers.toml");
    screen.then("f", "File name");
    for _ in 0.."my-answers.toml".len() {
        screen.press("\u{7f}");
    }
    screen.press(saved.to_str().unwrap());
    screen.then(ENTER, "Saved in");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
    let text = std::fs::read_to_string(saved).unwrap();
    assert!(text.contains("with-people = { choose = \"strongly-agree\", matters = \"a-lot\" }"), "{text}");
    assert!(text.contains("alone = \"not-seen-yet\"") && !text.contains("accept-nights"), "{text}");
    assert!(!state.path().join("sitting-1.toml").exists(), "a finished sitting is not offered again");
}

#[test]
fn ctrl_c_keeps_the_answers_and_leaves_the_terminal_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.then("4", "I like to be alone.");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();

    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}2\u{a0}answers");
    screen.then(ENTER, "I like to be alone.");
    screen.then("b", "* Agree");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

#[test]
fn a_signal_leaves_the_terminal_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(screen.exit_code(), 143);
    screen.assert_sane();
}

#[test]
fn a_killed_quiz_goes_on_at_the_question_that_was_on_screen() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("2", "I like to be with people.");
    screen.then("2", "I like to be alone.");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    screen.child.wait().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}2\u{a0}answers");
}

#[test]
fn a_narrow_screen_shows_each_question_once() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 40, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 59");
    screen.then("1", "question 2 of 59");
    for keys in [DOWN, DOWN, "t", DOWN] {
        screen.press(keys);
    }
    screen.wait_for("> 3");
    assert_eq!(screen.text().matches("I would like to spend").count(), 1, "{}", screen.text());
    let row = |text: &str| screen.text().lines().position(|line| line.contains(text));
    assert_eq!(row("Time with patients"), Some(0), "nothing stands above the question");
}

#[test]
fn a_resize_in_the_middle_of_a_question_draws_it_anew() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 59");
    screen.then("1", "question 2 of 59");
    screen.master.resize(PtySize { rows: 12, cols: 36, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.parser.screen_mut().set_size(some(12), some(36));
    screen.wait_for("I would like to spend most of my\nworking day with patients.");
    assert_eq!(screen.text().matches("I would like to spend").count(), 1, "{}", screen.text());
    screen.then("4", "as a rule");
}

#[test]
fn keys_that_are_not_known_answer_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    // F5 and Ctrl-Left: sequences whose tails hold digits.
    screen.press("\u{1b}[15~");
    screen.press("\u{1b}[1;5D");
    // What follows such a key at once is dropped with its tail, so a person's next key comes a little later.
    let start = Instant::now();
    while !screen.text().contains("Nothing was answered yet") {
        assert!(start.elapsed() < PATIENCE, "{}", screen.text());
        screen.read_for(Duration::from_millis(200));
        screen.press("t");
    }
    assert!(screen.text().contains("question 1 of 5"), "{}", screen.text());
}

#[test]
fn the_usual_quiz_stops_once_the_result_is_settled_and_offers_the_rest() {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &[]);
    begin(&mut screen, "question 1 of about 28");
    let mut asked = 0;
    while !screen.text().contains("w\u{a0}why") {
        asked += 1;
        let keys = keys_for(&screen.text(), &content, &answers);
        screen.press(&keys);
        let start = Instant::now();
        while !screen.text().contains("w\u{a0}why") {
            if screen.is_whole() && number_on(&screen) == Some(asked + 1) {
                break;
            }
            assert!(start.elapsed() < PATIENCE, "{}", screen.text());
            screen.read_for(Duration::from_millis(50));
        }
    }
    assert!((22..=59).contains(&asked), "{asked} questions");
    if asked < 59 {
        assert!(screen.text().contains(&format!("another {} question", 59 - asked)), "{}", screen.text());
    }
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

/// Every key of a question that takes one answer, and of one that takes several.
#[test]
fn every_key_does_what_the_foot_says() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("t", "Nothing was answered yet");
    screen.then("?", "It changes no score");
    screen.then("q", "What to show?");
    screen.then(DOWN, "> 1");
    screen.then("\u{1b}[A", "> 2");
    screen.then("\u{1b}[H", "> 1");
    screen.then("\u{1b}[F", "> 2");
    screen.then("\t", "> 1");
    screen.then(" ", "I like to be with people.");
    screen.then("j", "> 1");
    screen.then("k", "> 5");
    screen.then("d", "I like to be alone.");
    screen.then("\u{7f}", "(you said: don't mind)");
    screen.then("n", "I like to be alone.");
    screen.then("\u{1b}[D", "(you said: not seen yet)");
    screen.then("m", "matters a lot: YES");
    screen.then("m", "m matters a lot ");
    screen.then("4", "I like to be alone.");
    screen.then("t", "So far: ");
    screen.then("s", "How many nights?");
    screen.then("2", "Where?");
    screen.then("2", "[x] In a laboratory");
    screen.then("2", "2 [ ] In a laboratory");
    screen.then("0", "There is no option 0");
    screen.then("1", "[x] At home");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    assert!(screen.text().contains("Stopped after 4 answers."), "{}", screen.text());
    screen.assert_sane();
}

#[test]
fn an_answer_can_be_changed_from_the_review_before_and_after_the_result() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.then("5", "I like to be alone.");
    screen.then("r", "Your answers");
    screen.wait_for("> I like to be with people. \u{2014} \u{201c}Strongly agree\u{201d}");
    screen.then(ENTER, "* Strongly agree");
    screen.then("4", "> I like to be with people. \u{2014} \u{201c}Agree\u{201d}");
    screen.then(ESC, "I like to be alone.");
    screen.then("1", "How many nights?");
    screen.then("2", "Where?");
    screen.press("1");
    screen.then(ENTER, "1  Talking");
    screen.then("r", "Your answers");
    screen.wait_for("> Where?");
    screen.then(ENTER, "[x] At home");
    screen.press("12");
    screen.then(ENTER, "> Where? \u{2014} \u{201c}In a laboratory\u{201d}");
    screen.press(ESC);
    screen.wait_for("Testing and Talking are level");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

#[test]
fn the_menu_compares_tries_and_shows_profiles() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    answer_all(&mut screen);
    screen.then("c", "Compare which role");
    screen.then(ENTER, "with which other?");
    screen.then(ENTER, "What your answers tell apart");
    screen.then("q", "c\u{a0}compare");
    screen.then("p", "Which role?");
    screen.then(ENTER, "This is Talking");
    screen.then("q", "c\u{a0}compare");
    screen.then("i", "What if you had answered otherwise?");
    screen.then("\u{1b}[H", "> What to show?");
    screen.then(DOWN, "> I like to be with people.");
    screen.then(ENTER, "Only to try it out");
    screen.then("1", "What you tried out");
    screen.then("q", "c\u{a0}compare");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();
}

/// What was on screen when the program was killed is lost, and nothing before it.
#[test]
fn killed_at_any_moment_it_loses_at_most_the_question_on_screen() {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let kill = |screen: &mut Screen| {
        let pid = screen.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
        screen.child.wait().unwrap();
    };
    for moment in 1..=10_usize {
        let state = tempfile::tempdir().unwrap();
        let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
        begin(&mut screen, "question 1 of 59");
        for asked in 1..=moment {
            let keys = keys_for(&screen.text(), &content, &answers);
            screen.then(&keys, &format!("question {} of 59", asked + 1));
        }
        // In the middle of a key's work, and at rest.
        if moment % 2 == 0 {
            screen.press(&keys_for(&screen.text(), &content, &answers));
            thread::sleep(Duration::from_micros(97 * moment as u64));
        }
        kill(&mut screen);
        let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
        screen.wait_for("go\u{a0}on\u{a0}after");
        screen.press(ENTER);
        screen.wait_for(" of 59");
        let at = number_on(&screen).unwrap();
        assert!((moment + 1..=moment + 2).contains(&at), "killed after {moment}, goes on at {at}");
        kill(&mut screen);
    }
}

#[test]
fn two_quizzes_at_once_keep_their_answers_apart() {
    let state = tempfile::tempdir().unwrap();
    let mut one = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut one, "What to show?");
    one.then("1", "I like to be with people.");
    let mut two = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut two, "What to show?");
    two.then("2", "I like to be with people.");
    two.then("1", "I like to be alone.");
    one.then("5", "I like to be alone.");
    one.press(ESC);
    two.press(ESC);
    assert_eq!((one.exit_code(), two.exit_code()), (0, 0));
    let read = |name: &str| std::fs::read_to_string(state.path().join(name)).unwrap();
    assert!(read("sitting-1.toml").contains("with-people = \"strongly-agree\""));
    assert!(read("sitting-2.toml").contains("with-people = \"strongly-disagree\""));
}

#[test]
fn a_sitting_for_other_content_is_explained_and_kept() {
    let state = tempfile::tempdir().unwrap();
    std::fs::write(state.path().join("sitting-1.toml"), "pack-hash = \"0\"\nat = \"places\"\n[answers]\n")
        .unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    screen.wait_for("made for other questions");
    screen.then(ENTER, "What to show?");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    assert!(state.path().join("earlier-sitting-1.toml").exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_said_once_and_the_quiz_goes_on() {
    let state = tempfile::tempdir().unwrap();
    // A file where the folder should be refuses everyone, the superuser too.
    std::fs::write(state.path().join("taken"), "").unwrap();
    let mut screen = Screen::start_in(&state.path().join("taken"), 30, 80, "xterm-256color", &SMALL);
    screen.wait_for("cannot be saved");
    screen.then(ENTER, "What to show?");
    assert!(!screen.text().contains("cannot be saved"));
    screen.then("1", "I like to be with people.");
    assert!(!screen.text().contains("cannot be saved"));
    screen.wait_for("Esc stop (cannot save)");
    screen.then(ESC, "Esc again leaves without them");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 1);
    assert!(screen.text().contains("are lost"), "{}", screen.text());
}

#[test]
fn a_disk_that_fills_up_is_said_once_and_what_is_lost_is_said_at_the_end() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.wait_for("Esc stop and keep");
    // A folder under the file's name refuses to be replaced, as a full disk refuses to be written.
    let file = state.path().join("sitting-1.toml");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    screen.then("1", "I like to be alone.");
    screen.wait_for("Your answers cannot be saved");
    screen.wait_for("Esc stop (cannot save)");
    screen.then("5", "How many nights?");
    assert!(!screen.text().contains("cannot be saved"), "{}", screen.text());
    screen.then(ESC, "Esc again leaves without them");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 1);
    assert!(screen.text().contains("Stopped after 3 answers."), "{}", screen.text());
    assert!(screen.text().contains("what came later is lost"), "{}", screen.text());
    screen.assert_sane();
}

#[test]
fn a_disk_with_room_again_is_used_again() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    let file = state.path().join("sitting-1.toml");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    screen.then("1", "Your answers cannot be saved");
    std::fs::remove_dir(&file).unwrap();
    screen.then("5", "Your answers are saved again");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
}

#[test]
fn small_and_large_screens_show_whole_questions() {
    for (rows, cols) in [(20, 60), (50, 200)] {
        let state = tempfile::tempdir().unwrap();
        let mut screen = Screen::start(&state, rows, cols, &["quiz", "--full"]);
        begin(&mut screen, "question 1 of 59");
        screen.then("1", "question 2 of 59");
        screen.wait_for("5   Strongly agree");
        screen.wait_for("Esc stop and keep");
        screen.press(ESC);
        assert_eq!(screen.exit_code(), 0);
        screen.assert_sane();
    }
}

#[test]
fn a_dumb_terminal_gets_plain_lines() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start_in(state.path(), 60, 80, "dumb", &SMALL);
    screen.then(ENTER, "What to show?");
    screen.then("1\r", "I like to be with people.");
    screen.then("5!\r", "I like to be alone.");
    screen.then("b\r", "You answered: \u{201c}Strongly agree\u{201d}, matters a lot.");
    screen.then("q\r", "Your answers are kept in");
    assert_eq!(screen.exit_code(), 0);
    assert!(!screen.received.contains(&0x1b), "an escape sequence on a dumb terminal");
}

#[test]
fn no_color_leaves_only_the_sequences_that_move_the_cursor() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    answer_all(&mut screen);
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    // Colour and weight end in `m`; nothing else that the quiz writes does.
    let text = String::from_utf8_lossy(&screen.received).into_owned();
    let coloured = text
        .split("\u{1b}[")
        .skip(1)
        .any(|code| code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m'));
    assert!(!coloured, "{text:?}");
}
