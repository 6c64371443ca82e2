//! The session shown in the README is one that the program really has: it is played here and compared.
//!
//! After a change, `UPDATE_README=1 cargo test --test readme` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

mod screen;

use screen::{ESC, Screen, begin, comfort_first, keys_for};

const START: &str = "<!-- session: written by tests/readme.rs -->\n";
const END: &str = "<!-- end of session -->\n";

/// A question in the middle, the result, and the first page of its reasons.
fn session() -> String {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 59");
    let mut shown = String::new();
    for asked in 1..=59 {
        let keys = keys_for(&screen.text(), &content, &answers);
        if asked == 12 {
            shown = screen.text();
        }
        let next =
            if asked < 59 { format!("question {} of 59", asked + 1) } else { "q\u{a0}leave".to_owned() };
        screen.then(&keys, &next);
    }
    let result = screen.text().replace('\u{a0}', " ");
    screen.then("w", "goes back");
    let reasons = screen.text();
    screen.then("q", "leave");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    [shown, result, reasons].map(|text| format!("```text\n{}\n```\n", text.trim())).join("\n")
}

#[test]
fn the_session_in_the_readme_is_what_the_program_shows() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    let played = session();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write("README.md", format!("{before}{START}{played}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(shown, played, "the README shows another session; UPDATE_README=1 writes it anew");
}
