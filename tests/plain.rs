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
    assert!(
        out.contains("You answered all 5 questions that you were asked (1 don't mind, 1 not seen yet)"),
        "{out}"
    );
    assert!(err.contains("You answered: \u{201c}Strongly agree\u{201d}, matters a lot."), "{err}");
    assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'));
}

#[test]
fn a_line_that_answers_nothing_ends_the_run_with_its_number() {
    let args = [&SMALL[..], &["--plain"]].concat();
    for (input, line, why) in [
        ("9\n1\n", 1, "A number from 1 to 2"),
        ("1\nx\n1\n", 2, "A number from 1 to 5"),
        ("1\n?\n1 2\n", 3, "Only one option can be chosen here"),
        ("1\n\n", 2, "or s to skip"),
        ("1\n5\n1\n2\n1\n7\n", 6, "One of the letters above"),
        ("\0\n", 1, "A number"),
    ] {
        let (code, _, err) = run(&args, input);
        assert_eq!(code, Some(3), "{input:?}: {err}");
        assert!(err.contains(&format!("line {line} of the input is no answer")), "{input:?}: {err}");
        assert!(err.contains(why), "{input:?}: {err}");
    }
}

#[test]
fn a_byte_order_mark_and_a_line_that_is_not_utf8_are_told_apart() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, out, err) = run(&args, "\u{feff}1\r\n5\r\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("You answered all 2 questions"), "{out}");
    let output =
        Command::cargo_bin("calling").unwrap().args(&args).write_stdin(&b"1\n\xff5\n"[..]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn lines_may_ask_for_help_and_the_first_three() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, out, err) = run(&args, "1\n5\n?\nt\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("Roles range over five steps"), "{err}");
    assert!(err.contains("So far: "), "{err}");
    assert!(out.contains("You answered all 2 questions"), "what was answered until the end is scored: {out}");
}

#[test]
fn the_menu_takes_lines_too() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, _, err) = run(&args, "1\n5\n1\n2\n1\nc\n1\n1\nq\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("What your answers tell apart"), "{err}");
}

#[test]
fn without_a_terminal_and_without_plain_it_says_what_to_run_instead() {
    let (code, out, err) = run(&[], "");
    assert_eq!(code, Some(2));
    assert!(out.is_empty());
    assert!(err.contains("calling match answers.toml"), "{err}");
}

#[test]
fn what_was_left_open_is_counted_and_an_answer_taken_back_is_said() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, out, err) = run(&args, "1\n5\nb\ns\n1\n2\n1\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("Your answer to \u{201c}I like to be with people.\u{201d} was taken back"), "{err}");
    assert!(out.contains("You answered 4 of the 5 questions that you were asked; 1 left open."), "{out}");
}

#[test]
fn the_result_so_far_and_a_name_typed_in_part_work_on_lines_too() {
    let args = [&SMALL[..], &["--plain"]].concat();
    let (code, _, err) = run(&args, "1\n5\nv\n1\n2\n1\np\ntalk\n?\nq\n");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("So far, and it will change"), "{err}");
    assert!(err.contains("This is Talking"), "{err}");
    assert!(err.contains("What you can do with the result"), "{err}");
}
