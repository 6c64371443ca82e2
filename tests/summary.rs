//! What a room is told of itself: every sentence of the summary of a room whose answers are known.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use std::fs;

/// Twenty people: most agree on one question, three divide them, and some have not seen a thing yet.
fn room() -> String {
    let mut table = "scope,with-people,alone,accept-nights,accept-weekends,where\n".to_owned();
    for number in 0..20 {
        let with = if number < 12 { "agree" } else { "strongly-disagree" };
        let alone = if number < 15 { "disagree" } else { "in-between" };
        let nights = if number % 3 == 0 { "not-seen-yet" } else { "some" };
        let weekends = if number % 2 == 0 { "none" } else { "many" };
        let place = if number < 13 { "home" } else { "laboratory" };
        table.push_str(&format!("all,{with},{alone},{nights},{weekends},{place}\n"));
    }
    table
}

/// The words of a page, one line for each element that stands by itself.
fn words(page: &str) -> String {
    let body = page.split_once("</style>").unwrap().1;
    let mut text = String::new();
    for part in body.replace('\n', "").split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let inside = ["span", "/span", "br", "svg", "/svg", "rect", "line", "circle"];
        if !inside.contains(&tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default()) {
            text.push('\n');
        }
        text.push_str(words);
        text.push(' ');
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_summary_says_what_divided_a_room_what_it_agreed_on_and_what_it_has_not_seen() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("room.csv"), folder.path().join("out"));
    fs::write(&input, room()).unwrap();
    let paths = [&input, &out].map(|path| path.to_str().unwrap());
    let pack = ["--pack", "tests/fixtures/whole-pack", "--write", "summary.html"];
    let run =
        command::calling(&[&["workshop", paths[0], "--out", paths[1]][..], &pack].concat()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let page = fs::read_to_string(out.join("summary.html")).unwrap();
    let words = words(&page);
    let told = words.rsplit_once("\ncalling ").unwrap().0;
    insta::assert_snapshot!(told);
}
