//! What the quiz is given, it keeps: marks, results, sittings for other content.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use std::fs;
use std::path::Path;

use screen::{CTRL_C, ENTER, ESC, Screen, begin};
use tempfile::TempDir;

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

fn small(state: &TempDir) -> Screen {
    Screen::start(state, 30, 80, &SMALL)
}

/// Past the statements of the small pack, to the question that takes several options.
fn to_where(screen: &mut Screen) {
    begin(screen, "What to show?");
    for (key, next) in [("1", "with people."), ("5", "alone."), ("1", "nights?"), ("2", "Where?")] {
        screen.then(key, next);
    }
}

fn finish(screen: &mut Screen) {
    to_where(screen);
    screen.then("1", "[x] At home");
    screen.then(ENTER, "c\u{a0}compare");
}

#[test]
fn marks_made_before_leaving_are_kept_and_shown_again() {
    for (leave, code) in [(ESC, 0), (CTRL_C, 130)] {
        let state = tempfile::tempdir().unwrap();
        let mut screen = small(&state);
        to_where(&mut screen);
        screen.then("2", "[x] In a laboratory");
        screen.press(leave);
        assert_eq!(screen.exit_code(), code);
        assert!(screen.text().contains("Stopped after 5 answers."), "{}", screen.text());
        screen.assert_sane();
        let mut screen = small(&state);
        screen.wait_for("go\u{a0}on\u{a0}after\u{a0}5\u{a0}answers");
        screen.then(ENTER, "[x] In a laboratory");
        screen.wait_for("question 5 of 5");
    }
}

#[test]
fn marks_outlive_going_back_review_and_help() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    to_where(&mut screen);
    screen.then("1", "[x] At home");
    screen.then("b", "How many nights?");
    screen.then(ENTER, "[x] At home");
    screen.then("r", "Your answers");
    screen.then(ESC, "[x] At home");
    screen.then("?", "goes back --");
    screen.then("q", "[x] At home");
    screen.then("1", "1 [ ] At home");
    screen.then("b", "How many nights?");
    screen.then(ENTER, "1 [ ] At home");
}

#[test]
fn an_answer_that_is_taken_back_is_said() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.wait_for("s skip");
    screen.then("4", "I like to be alone.");
    screen.then("b", "s take answer back");
    screen.then("s", "was taken back; b goes back to it");
    screen.then("b", "(you left this open)");
    screen.then(ENTER, "s leaves it open. To choose");
    screen.then("d", "I like to be alone.");
    screen.then("b", "(you said: don't mind)");
    screen.then(ENTER, "d keeps");
}

#[test]
fn a_finished_result_can_be_seen_again_also_while_a_new_one_is_begun() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    finish(&mut screen);
    screen.wait_for("Talking is clearly ahead");
    screen.then("?", "What you can do with the result");
    screen.then("q", "c\u{a0}compare");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    assert!(screen.text().contains("shows this result"), "{}", screen.text());
    assert!(screen.text().contains("Talking is clearly ahead"), "{}", screen.text());
    screen.assert_sane();

    let mut screen = small(&state);
    screen.wait_for("see\u{a0}your\u{a0}result\u{a0}of");
    screen.then("v", "Talking is clearly ahead");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);

    let mut screen = small(&state);
    begin(&mut screen, "What to show?");
    screen.then("1", "with people.");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    let mut screen = small(&state);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}1\u{a0}answer");
    screen.then("v", "Talking is clearly ahead");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    assert!(state.path().join("sitting-1.toml").exists(), "what was begun is still there");
}

#[test]
fn leaving_a_result_that_cannot_be_kept_takes_two_keys_and_is_a_failure() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    to_where(&mut screen);
    fs::create_dir(state.path().join("finished-1.toml")).unwrap();
    fs::remove_file(state.path().join("sitting-1.toml")).unwrap();
    fs::create_dir(state.path().join("sitting-1.toml")).unwrap();
    screen.then("1", "[x] At home");
    screen.then(ENTER, "c\u{a0}compare");
    screen.then("q", "Your answers cannot be kept");
    screen.press("q");
    assert_eq!(screen.exit_code(), 1);
    assert!(screen.text().contains("lost"), "{}", screen.text());
}

#[test]
fn starting_again_puts_the_sitting_before_aside() {
    let state = tempfile::tempdir().unwrap();
    for (args, key) in [(&SMALL[..], "n"), (&[&SMALL[..], &["--fresh"]].concat(), ENTER)] {
        let before = fs::read_dir(state.path()).unwrap().count();
        let mut screen = small(&state);
        screen.wait_for("leave");
        screen.then(if before == 0 { ENTER } else { "n" }, "What to show?");
        screen.then("2", "with people.");
        screen.press(ESC);
        assert_eq!(screen.exit_code(), 0);
        let mut screen = Screen::start(&state, 30, 80, args);
        screen.wait_for("leave");
        screen.then(key, "What to show?");
        screen.then("1", "Your earlier answers are kept in");
        screen.press(ESC);
        assert_eq!(screen.exit_code(), 0);
    }
    let aside = fs::read_to_string(state.path().join("earlier-sitting-1.toml")).unwrap();
    assert!(aside.contains("scope = \"team\""), "{aside}");
}

fn copy_pack(to: &Path) {
    fs::create_dir_all(to.join("specialties")).unwrap();
    for name in fs::read_dir("tests/fixtures/small-pack/specialties").unwrap() {
        let name = name.unwrap();
        fs::copy(name.path(), to.join("specialties").join(name.file_name())).unwrap();
    }
    fs::copy("tests/fixtures/small-pack/questions.toml", to.join("questions.toml")).unwrap();
}

#[test]
fn of_a_sitting_whose_pack_changed_what_fits_is_used_and_what_does_not_is_said() {
    let state = tempfile::tempdir().unwrap();
    let pack = tempfile::tempdir().unwrap();
    copy_pack(pack.path());
    let args = ["--pack", pack.path().to_str().unwrap(), "quiz", "--full"];
    let mut screen = Screen::start(&state, 40, 100, &args);
    to_where(&mut screen);
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    // One option gets another id: of four answers three are left.
    let questions = pack.path().join("questions.toml");
    let text = fs::read_to_string(&questions).unwrap();
    fs::write(&questions, text.replace("id = \"some\", say = \"Some\"", "id = \"a-few\", say = \"A few\""))
        .unwrap();
    let mut screen = Screen::start(&state, 40, 100, &args);
    screen.wait_for("The questions have changed since; what still fits is used.");
    screen.wait_for("accept-nights");
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}3\u{a0}answers");
    screen.then(ENTER, "Where?");
    screen.then("1", "[x] At home");
    screen.then(ENTER, "How many nights?");
    screen.wait_for("Your earlier answers are kept in");
    screen.then("2", "You answered all 5 questions that you were asked.");
    let aside = fs::read_to_string(state.path().join("earlier-sitting-1.toml")).unwrap();
    assert!(aside.contains("accept-nights = \"some\""), "the whole of it is kept: {aside}");
}

#[test]
fn a_sitting_for_another_pack_waits_until_that_is_used_again() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    begin(&mut screen, "What to show?");
    screen.then("1", "with people.");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    let mut other = Screen::start(&state, 40, 80, &["quiz", "--full"]);
    begin(&mut other, "question 1 of 59");
    other.then("1", "question 2 of 59");
    other.press(ESC);
    assert_eq!(other.exit_code(), 0);
    let mut screen = small(&state);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}1\u{a0}answer");
    screen.then(ENTER, "with people.");
}

#[test]
fn a_sitting_is_a_flags_file() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = small(&state);
    to_where(&mut screen);
    screen.then("1", "[x] At home");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    let output = assert_cmd::Command::cargo_bin("calling")
        .unwrap()
        .args(["--pack", "tests/fixtures/small-pack", "match"])
        .arg(state.path().join("sitting-1.toml"))
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{err}");
    assert!(out.contains("You answered 4 questions."), "{out}");
}
