//! `calling workshop` stopped and killed while it works.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// More than are waited for before some are scored.
const ROWS: usize = 5000;
/// People of a whole run.
const FEW: usize = 3000;

/// A run that reads standard input.
fn start(out: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_calling"))
        .args(["workshop", "-", "--write", "results.csv,results.jsonl,results.xlsx,summary.html"])
        .arg("--out")
        .arg(out)
        .args(more)
        .env("CALLING_STATE_DIR", state_of(out))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Where runs into a folder, or one beside it, note what they write: one place for each test.
fn state_of(out: &Path) -> PathBuf {
    let test = out.ancestors().find(|folder| folder.exists() && *folder != out).unwrap();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("state").join(test.file_name().unwrap())
}

fn rows(count: usize) -> String {
    (0..count).map(|row| ["hospice;ward,agree,medicines\n", "laboratory,disagree,\n"][row % 2]).collect()
}

/// Gives a run so many people.
fn feed(run: &mut Child, count: usize) {
    let text = format!("places,home-visits,means\n{}", rows(count));
    run.stdin.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
}

/// A run that has taken its input but not come to its end, since more could follow. Only a pipe's worth can be waiting.
fn midway(out: &Path, more: &[&str]) -> Child {
    let mut run = start(out, &[&["--jobs", "1"], more].concat());
    feed(&mut run, ROWS);
    let patience = Instant::now();
    while unfinished(out) == 0 {
        assert!(patience.elapsed() < Duration::from_secs(60), "the run does not begin");
        sleep(Duration::from_millis(5));
    }
    run
}

fn signal(run: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &run.id().to_string()]).status().unwrap().success());
}

fn entries(out: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(out) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Hidden folders of results for a folder: in it, or where it or the first folder above it that is missing will be.
fn unfinished(out: &Path) -> usize {
    let there = out.ancestors().find(|folder| folder.exists()).unwrap();
    entries(there).iter().filter(|name| name.starts_with(".calling-unfinished-")).count()
}

/// What stands under final names.
fn results(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = entries(out).into_iter().filter(|name| !name.starts_with('.'));
    names.map(|name| (name.clone(), fs::read(out.join(name)).unwrap())).collect()
}

#[test]
fn a_stop_midway_leaves_the_folder_as_it_was() {
    let parent = tempfile::tempdir().unwrap();
    for (name, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let out = parent.path().join("new").join("folder");
        let mut run = midway(&out, &[]);
        signal(&run, name);
        // Standard input is still open: it is not waited for.
        assert_eq!(run.wait().unwrap().code(), Some(code));
        assert_eq!(entries(parent.path()).len(), 0);
    }
    let out = parent.path().join("used");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("results.csv"), "mine").unwrap();
    let mut run = midway(&out, &["--force"]);
    signal(&run, "-INT");
    assert_eq!(run.wait().unwrap().code(), Some(130));
    assert_eq!(entries(&out), ["results.csv"]);
    assert_eq!(fs::read(out.join("results.csv")).unwrap(), b"mine");
}

/// `match --format jsonl` with an input that never ends stops when nobody reads what it writes.
#[test]
fn lines_are_scored_only_as_long_as_someone_reads() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_calling"))
        .args(["match", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(run.stdout.take());
    let mut input = run.stdin.take().unwrap();
    let lines = "{\"home-visits\":\"agree\"}\n".repeat(1000);
    let patience = Instant::now();
    // Writing fails as soon as the program is gone.
    while input.write_all(lines.as_bytes()).is_ok() {
        assert!(patience.elapsed() < Duration::from_secs(60), "it reads on and on");
    }
    let ended = run.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.len()), (Some(0), 0));
}

#[test]
fn killed_midway_it_leaves_no_file_under_its_name_and_the_next_run_cleans_up() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("out");
    let mut run = midway(&out, &[]);
    signal(&run, "-KILL");
    assert_eq!(run.wait().unwrap().code(), None);
    assert_eq!((results(&out).len(), unfinished(&out)), (0, 1));
    let mut next = start(&out, &[]);
    feed(&mut next, 10);
    assert!(next.wait_with_output().unwrap().status.success());
    assert_eq!(entries(&out), ["results.csv", "results.jsonl", "results.xlsx", "summary.html"]);
    assert_eq!(entries(parent.path()), ["out"]);
}

/// What a killed run leaves behind goes when any command starts next, wherever it is; what a living one writes stays.
#[test]
fn any_command_removes_what_was_left_behind_and_nothing_else() {
    let parent = tempfile::tempdir().unwrap();
    let (killed, alive) = (parent.path().join("killed"), parent.path().join("alive"));
    fs::create_dir(&alive).unwrap();
    fs::write(alive.join("results.csv"), "mine").unwrap();
    let mut run = midway(&killed, &[]);
    let living = midway(&alive, &["--force"]);
    run.kill().unwrap();
    run.wait().unwrap();
    let notes = || entries(&state_of(&killed)).iter().filter(|name| name.starts_with("writing-")).count();
    assert_eq!((unfinished(&killed), unfinished(&alive), notes()), (1, 1, 2));
    let any = Command::new(env!("CARGO_BIN_EXE_calling"))
        .args(["completions", "bash"])
        .env("CALLING_STATE_DIR", state_of(&killed))
        .output();
    assert!(any.unwrap().status.success());
    assert_eq!((unfinished(&killed), unfinished(&alive), notes()), (0, 1, 1));
    assert!(living.wait_with_output().unwrap().status.success());
    assert_eq!((unfinished(&alive), notes()), (0, 0));
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let parent = tempfile::tempdir().unwrap();
    let out = parent.path().join("out");
    let first = midway(&out, &[]);
    let mut second = start(&out, &["--force"]);
    feed(&mut second, 10);
    let second = second.wait_with_output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run is writing into"));
    assert!(first.wait_with_output().unwrap().status.success());
    assert_eq!(entries(&out).len(), 4);
}

/// Killed at ten moments of a whole run: whatever has its name by then is what an undisturbed run writes.
#[test]
fn killed_at_any_moment_it_leaves_no_partial_file() {
    let parent = tempfile::tempdir().unwrap();
    let whole = parent.path().join("whole");
    let started = Instant::now();
    let mut run = start(&whole, &[]);
    feed(&mut run, FEW);
    assert!(run.wait_with_output().unwrap().status.success());
    let (whole, duration) = (results(&whole), started.elapsed());
    assert_eq!(whole.len(), 4);
    for moment in 1..=10 {
        let out = parent.path().join(format!("out{moment}"));
        let mut run = start(&out, &[]);
        let started = Instant::now();
        feed(&mut run, FEW);
        drop(run.stdin.take());
        sleep((duration * moment / 10).saturating_sub(started.elapsed()));
        run.kill().unwrap();
        run.wait().unwrap();
        let found = results(&out);
        assert!(
            found.is_empty() || found == whole,
            "killed at moment {moment}, not all are there or not whole"
        );
        let mut next = start(&out, &["--force"]);
        feed(&mut next, 10);
        assert!(next.wait_with_output().unwrap().status.success());
        assert_eq!((results(&out).len(), unfinished(&out), unfinished(parent.path())), (4, 0, 0));
    }
}
