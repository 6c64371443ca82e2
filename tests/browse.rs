//! `calling profiles`, `calling questions` and the help: reading without answering.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use command::{all_of, calling, stdout_of};

const SMALL: &str = "tests/fixtures/small-pack";

#[test]
fn a_profile_of_the_small_pack() {
    insta::assert_snapshot!(all_of(&["--pack", SMALL, "profiles", "show", "talking"], ""));
}

#[test]
fn the_list_of_the_small_pack() {
    insta::assert_snapshot!(all_of(&["--pack", SMALL, "profiles", "list"], ""));
}

#[test]
fn the_questions_of_the_small_pack() {
    insta::assert_snapshot!(all_of(&["--pack", SMALL, "questions"], ""));
    insta::assert_snapshot!(all_of(&["--pack", SMALL, "questions", "--format", "flags"], ""));
}

#[test]
fn every_profile_of_the_default_pack_can_be_shown_in_80_columns() {
    for specialty in calling::default_pack().pack.specialties() {
        let page = stdout_of(&["profiles", "show", &specialty.slug], "");
        for line in page.lines().filter(|line| !line.trim_start().starts_with("http")) {
            assert!(console::measure_text_width(line) <= 80, "{}: {line}", specialty.slug);
        }
    }
}

#[test]
fn a_slug_that_is_nearly_right_is_suggested() {
    let output = calling(&["profiles", "show", "paliative-medicine"]).assert().code(2).get_output().clone();
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `palliative-medicine`?"));
}

#[test]
fn a_word_of_a_slug_suggests_all_that_hold_it() {
    let said = |typed| {
        let output = calling(&["profiles", "show", typed]).assert().code(2).get_output().clone();
        String::from_utf8(output.stderr).unwrap()
    };
    for typed in ["palliative", "Palliat", "paliative"] {
        assert!(said(typed).contains("did you mean `palliative-medicine`, `"), "{}", said(typed));
    }
    assert!(said("oncology").contains("did you mean `medical-oncology` or `clinical-oncology`?"));
    assert!(said("xyzzy").contains("`calling profiles list` lists them"));
}

#[test]
fn the_scope_of_a_list_is_kept() {
    let team = stdout_of(&["profiles", "list", "--scope", "team"], "");
    assert!(team.contains("hospice-nurse") && !team.contains("palliative-medicine"));
}

#[test]
fn without_a_terminal_the_quiz_says_what_to_run_instead() {
    insta::assert_snapshot!(all_of(&[], ""));
}

#[test]
fn help_has_examples_on_every_command() {
    for command in [
        &["--help"][..],
        &["match", "--help"],
        &["profiles", "--help"],
        &["questions", "--help"],
        &["pack", "--help"],
    ] {
        let help = stdout_of(command, "");
        assert!(help.contains("Examples:"), "{command:?}\n{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100));
    }
}

#[test]
fn completions_and_the_manual_name_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout_of(&["completions", shell], "");
        for command in ["quiz", "match", "profiles", "questions", "pack", "completions"] {
            assert!(script.contains(command), "{shell} does not complete {command}");
        }
    }
    let page = stdout_of(&["man"], "");
    assert!(page.contains(".TH calling 1"), "{page}");
    assert!(page.contains(".SH \"CALLING MATCH\"") && page.contains("what\\-if"), "{page}");
}

#[test]
fn the_help_of_every_command_fits_a_screen() {
    for command in ["quiz", "profiles", "questions", "pack", "diff", "completions", "man"] {
        let help = stdout_of(&[command, "--help"], "");
        let most = if command == "questions" { 33 } else { 24 };
        assert!(help.lines().count() <= most, "{command} takes {} lines", help.lines().count());
    }
    assert!(stdout_of(&["--help"], "").lines().count() <= 40);
}
