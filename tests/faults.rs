//! Disks that are full, outputs that are no files, readers that are gone: all results or none, and a sentence.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]
#![cfg(unix)]

mod command;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use command::calling;

/// A command, and what it asks for of the files that a test has made.
const COMMANDS: [&[&str]; 19] = [
    &["--help"],
    &["--version"],
    &["help", "match"],
    &["workshop", "--help"],
    &["completions", "bash"],
    &["man"],
    &["profiles", "list"],
    &["profiles", "show", "palliative-medicine"],
    &["profiles", "compare", "palliative-medicine", "geriatric-medicine"],
    &["profiles", "search", "hospice"],
    &["questions"],
    &["questions", "--format", "sheet"],
    &["match", "examples/comfort-first.toml"],
    &["match", "--format", "jsonl", "tests/fixtures/forms/google.csv"],
    &["diff", "examples/comfort-first.toml", "examples/chaplain.toml"],
    &["workshop", "examples/workshop/google-forms.csv", "--check"],
    &["pack", "check", "tests/fixtures/small-pack"],
    &["pack", "schema", "--result"],
    &["quiz", "--plain"],
];

fn run_into(args: &[&str], output: impl Into<Stdio>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_calling"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("CALLING_STATE_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("state"))
        .stdin(Stdio::null())
        .stdout(output)
        .output()
        .unwrap()
}

fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_result_that_nothing_takes_is_a_failure_of_every_command() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full");
        return;
    };
    for args in COMMANDS {
        let output = run_into(args, full.try_clone().unwrap());
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", error_of(&output));
        assert!(error_of(&output).contains("No space left"), "{args:?}: {}", error_of(&output));
    }
}

#[test]
fn a_reader_that_is_gone_ends_every_command_quietly() {
    for args in COMMANDS {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run_into(args, writer);
        let said = error_of(&output);
        assert!(
            !said.contains("panicked") && !said.to_lowercase().contains("broken pipe"),
            "{args:?}: {said}"
        );
        assert!(matches!(output.status.code(), Some(0 | 3)), "{args:?}: {:?} {said}", output.status);
    }
}

/// Everything in a folder, hidden or not.
fn all_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        found.push(entry.path());
        if entry.file_type().unwrap().is_dir() {
            found.extend(all_in(&entry.path()));
        }
    }
    found.sort();
    found
}

/// A file system of so many kilobytes; nothing where none can be made.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn of(kilobytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={kilobytes}k");
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        let mounted = mount.is_ok_and(|output| output.status.success());
        if !mounted {
            eprintln!("skipped: a small file system cannot be mounted here");
        }
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

/// Fills a disk more and more: whatever a command cannot write whole, it does not leave in part, and it says which file
/// of the user's there was no room for.
fn all_or_nothing(sizes: &[u32], args: &[&str], name: &str) {
    let mut ends = [0, 0];
    for kilobytes in sizes {
        let Some(disk) = SmallDisk::of(*kilobytes) else { return };
        let out = disk.path().join(name);
        let mut args = args.to_vec();
        args.push(out.to_str().unwrap());
        let output = calling(&args).output().unwrap();
        let left = all_in(disk.path());
        if output.status.code() == Some(1) {
            ends[0] += 1;
            assert_eq!(left, Vec::<PathBuf>::new(), "{kilobytes} kB: {}", error_of(&output));
            let said = error_of(&output);
            assert!(
                said.contains(out.to_str().unwrap()) && !said.contains(".calling"),
                "{kilobytes} kB: {said}"
            );
        } else {
            ends[1] += 1;
            assert!(out.exists() && left.iter().all(|path| !path.display().to_string().contains(".calling")));
        }
    }
    assert!(ends[0] > 0 && ends[1] > 0, "{args:?}: both full and large enough are tried: {ends:?}");
}

#[test]
fn on_a_full_disk_a_workshop_leaves_all_results_or_none() {
    let args = ["workshop", "examples/workshop/google-forms.csv", "--out"];
    all_or_nothing(&[16, 32, 48, 64, 96, 128, 160, 200, 2000], &args, "results");
    all_or_nothing(&[16, 160, 2000], &args, "several/folders/deep");
}

#[test]
fn on_a_full_disk_a_page_and_a_pack_are_whole_or_not_there() {
    let page = ["match", "examples/comfort-first.toml", "--format", "html", "--output"];
    all_or_nothing(&[4, 12, 500], &page, "page.html");
    all_or_nothing(&[4, 8, 12, 16, 500], &["pack", "new"], "mine");
}

#[test]
fn on_a_full_disk_files_that_would_be_replaced_stay() {
    for kilobytes in [32, 64, 128, 200] {
        let Some(disk) = SmallDisk::of(kilobytes) else { return };
        fs::write(disk.path().join("results.csv"), "mine").unwrap();
        let out = disk.path().to_str().unwrap();
        let args = ["workshop", "examples/workshop/google-forms.csv", "--force", "--out", out];
        assert_eq!(calling(&args).output().unwrap().status.code(), Some(1));
        assert_eq!(all_in(disk.path()), [disk.path().join("results.csv")]);
        assert_eq!(fs::read(disk.path().join("results.csv")).unwrap(), b"mine");
    }
}

/// A folder with one thing of each kind that is not what is written.
fn things() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    fs::write(path("file"), "mine").unwrap();
    fs::create_dir(path("folder")).unwrap();
    for (link, to) in [("link", "file"), ("dangling", "nothing"), ("way", "folder")] {
        std::os::unix::fs::symlink(to, path(link)).unwrap();
    }
    drop(std::os::unix::net::UnixListener::bind(path("socket")).unwrap());
    folder
}

#[test]
fn what_is_no_file_is_neither_replaced_nor_written_through_whatever_is_asked() {
    let folder = things();
    let before = all_in(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let device = || "/dev/null".to_owned();
    for (out, what) in [
        (path("pipe"), "a named pipe"),
        (path("socket"), "a socket"),
        (path("link"), "a link"),
        (path("dangling"), "a link"),
        (path("way"), "a link"),
        (path("folder"), "a folder"),
        (device(), "a device"),
    ] {
        let output =
            calling(&["match", "examples/comfort-first.toml", "--force", "--output", &out]).output().unwrap();
        let said = error_of(&output);
        assert_eq!(output.status.code(), Some(1), "{out}: {said}");
        assert!(
            said.contains(&format!("{out} is {what}, not a file")) && !said.contains("--force"),
            "{said}"
        );
    }
    for (out, what) in [
        (path("pipe"), "a named pipe"),
        (path("way"), "a link"),
        (path("file"), "a file"),
        (device(), "a device"),
    ] {
        for args in
            [&["pack", "new"][..], &["workshop", "examples/workshop/google-forms.csv", "--force", "--out"]]
        {
            let output = calling(&[args, &[&out]].concat()).output().unwrap();
            let said = error_of(&output);
            assert_eq!(output.status.code(), Some(1), "{out}: {said}");
            assert!(
                said.contains(&format!("{out} is {what}, not a folder")) && !said.contains("--force"),
                "{said}"
            );
        }
    }
    let output = path("folder");
    std::os::unix::fs::symlink("../file", folder.path().join("folder").join("results.csv")).unwrap();
    let args = ["workshop", "examples/workshop/google-forms.csv", "--force", "--out", &output];
    assert_eq!(calling(&args).output().unwrap().status.code(), Some(1));
    fs::remove_file(folder.path().join("folder").join("results.csv")).unwrap();
    assert_eq!(all_in(folder.path()), before);
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"mine");
}

/// Either there is memory enough, or it is said before anything is begun.
#[test]
fn a_hundred_megabytes_are_enough_for_a_workshop_and_much_less_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = std::iter::once("places,home-visits\n")
        .chain((0..3000).map(|row| ["hospice;ward,agree\n", "laboratory,disagree\n"][row % 2]))
        .collect();
    fs::write(folder.path().join("many.csv"), text).unwrap();
    let limited = |kilobytes: u32| {
        let script = format!(
            "ulimit -v {kilobytes} && exec \"$0\" workshop many.csv --out out --write results.csv,results.xlsx"
        );
        Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_calling")])
            .current_dir(folder.path())
            .env("CALLING_STATE_DIR", folder.path().join("state"))
            .output()
            .unwrap()
    };
    let little = limited(50_000);
    if little.status.code() == Some(0) {
        eprintln!("skipped: memory is not limited by ulimit here");
        return;
    }
    assert_eq!(little.status.code(), Some(1), "{}", error_of(&little));
    assert!(error_of(&little).contains("memory"), "{}", error_of(&little));
    assert!(!folder.path().join("out").exists());
    // The tests' own binary is not optimised, and takes some tens of megabytes by itself.
    let enough = limited(if cfg!(debug_assertions) { 140_000 } else { 100_000 });
    assert!(enough.status.success(), "{}", error_of(&enough));
}
