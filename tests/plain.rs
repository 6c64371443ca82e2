//! The quiz over a pipe: numbered lines in, the result out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::Command;

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

fn run(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("calling")
        .unwrap()
        .args(args)
        .env("COLUMNS", "80")
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn lines_from_a_pipe_are_answers_and_the_result_goes_to_standard_output() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, out, err) = run(&args, "1\n5!\nb\n4\nn\nd\n1 2\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("2 of 4 questions answered, 1 don't mind, 1 not seen yet"), "{out}");
    assert!(err.contains("You answered: Strongly agree; it matters a lot."), "{err}");
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'));
}

#[test]
fn lines_that_answer_nothing_are_explained_and_asked_again() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, out, err) = run(&args, "9\nx\n1\n1 2\n5\n?\nt\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("A number from 1 to 2"), "{err}");
    assert!(err.contains("Only one option can be chosen here"), "{err}");
    assert!(err.contains("Roles range over five steps"), "{err}");
    assert!(err.contains("So far: "), "{err}");
    assert!(out.contains("1 of 4 questions answered"), "what was answered until the end is scored: {out}");
}

#[test]
fn the_menu_takes_lines_too() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, _, err) = run(&args, "1\n5\n1\n2\n1\nc\n1\n1\nq\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("Where they differ"), "{err}");
}

#[test]
fn without_a_terminal_and_without_plain_it_says_what_to_run_instead() {
    let (code, out, err) = run(&[], "");
    assert_eq!(code, Some(2));
    assert!(out.is_empty());
    assert!(err.contains("calling match answers.toml"), "{err}");
}
