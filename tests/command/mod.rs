//! Running the built program in a fixed environment.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::Path;

use assert_cmd::Command;

/// The program, without colour, 80 columns wide, in the repository's root.
pub fn calling(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("calling").unwrap();
    command
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env("COLUMNS", "80")
        .env("CALLING_STATE_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("state"))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Standard output, standard error and exit code of a run, as one text to compare.
pub fn all_of(args: &[&str], stdin: &str) -> String {
    let output = calling(args).write_stdin(stdin).output().unwrap();
    format!(
        "exit: {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    )
}

/// Standard output of a run that must succeed.
pub fn stdout_of(args: &[&str], stdin: &str) -> String {
    let output = calling(args).write_stdin(stdin).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
