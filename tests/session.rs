//! The plan of `docs/workshop.md`, run word for word.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// The commands of the document, block by block.
fn blocks(document: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = document.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line == "```sh" {
            blocks.push(lines.by_ref().take_while(|line| *line != "```").collect::<Vec<_>>().join("\n"));
        }
    }
    blocks
}

/// The texts of a page, without marks.
fn words(page: &str) -> String {
    let body = page.split_once("</style>").unwrap().1.split("<script>").next().unwrap();
    let parts = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_plan_of_a_session_runs_word_for_word_and_leaves_nothing_empty() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    symlink(env!("CARGO_BIN_EXE_calling"), bin.join("calling")).unwrap();
    symlink(root.join("examples"), folder.path().join("examples")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let document = fs::read_to_string(root.join("docs/workshop.md")).unwrap();
    let blocks = blocks(&document);
    assert!(blocks.len() >= 7, "{blocks:?}");
    for command in blocks.iter().flat_map(|block| block.lines()) {
        let run = Command::new("sh")
            .args(["-c", command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("CALLING_STATE_DIR", folder.path().join("state"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        // Two rows of the example are bad on purpose; and a program built where the page's engine cannot be says so.
        let as_planned = match run.status.code() {
            Some(0 | 3) => true,
            Some(1) => command.starts_with("calling page") && said.contains("engine"),
            _ => false,
        };
        assert!(as_planned, "{command}: {said}");
    }
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let summary = words(&page("results/summary.html"));
    for section in [
        "What the room agrees on",
        "Questions to talk over",
        "Where the answers point",
        "Not seen yet: who could show us?",
    ] {
        assert!(summary.contains(section), "{section}: {summary}");
    }
    assert!(words(&page("results/slides.html")).contains("Where do your answers point?"));
    let handouts = page("results/handouts.html");
    assert!(handouts.contains("Amara") && handouts.contains("Sam (row "), "people find their pages by name");
    assert!(page("certificates/certificates.html").contains("Priya"));
    assert!(page("again/handouts.html").contains("Since last time"));
    assert!(words(&page("again/summary.html")).contains("Since last time"));
    assert!(fs::read_to_string(folder.path().join("from-codes/results.csv")).unwrap().lines().count() > 5);
}
