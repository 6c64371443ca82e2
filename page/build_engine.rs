//! Builds the engine of the page (`page/`) for browsers and packs it, where that can be done in passing: in a release build,
//! with the target `wasm32-unknown-unknown` installed. Elsewhere `calling page` says how to get it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::GzEncoder;

const TARGET: &str = "wasm32-unknown-unknown";

/// Set to anything, it has the engine built in a debug build, too.
const WANTED: &str = "CALLING_ENGINE";

/// The packed engine; empty where it was not built.
pub fn packed(out: &Path) -> io::Result<Vec<u8>> {
    println!("cargo::rerun-if-env-changed={WANTED}");
    // Debug builds are made again with every change, and their tests need no browser.
    let wanted =
        env::var_os(WANTED).is_some() || env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if !wanted || !Path::new("page/Cargo.toml").exists() {
        return Ok(Vec::new());
    }
    for input in ["src", "page", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={input}");
    }
    if !is_target_installed() {
        return Ok(Vec::new());
    }
    match build(out) {
        Ok(engine) => {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            packer.write_all(&fs::read(engine)?)?;
            packer.finish()
        }
        Err(why) => {
            println!("cargo::warning=the page's engine is not built, so `calling page` will not work: {why}");
            Ok(Vec::new())
        }
    }
}

fn is_target_installed() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    asked.is_ok_and(|said| Path::new(String::from_utf8_lossy(&said.stdout).trim()).is_dir())
}

/// Where the engine is. Cargo builds it in a folder of its own, since it holds the lock of the other one now: one beside
/// those of the profiles, as all of them take the same engine.
fn build(out: &Path) -> Result<PathBuf, String> {
    let folder = out.ancestors().nth(4).unwrap_or(out).join("engine");
    // Whoever opens the page is not to read where it was built.
    let here = env::current_dir().map_err(|error| error.to_string())?;
    let mut flags = vec![format!("--remap-path-prefix={}=calling", here.display())];
    if let Some(home) = env::var_os("CARGO_HOME") {
        flags.push(format!("--remap-path-prefix={}=cargo", Path::new(&home).display()));
    }
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What was set for this build is not meant for that one: least of all the features, by which build.rs knows which it is.
    for (name, _) in env::vars_os() {
        let own = ["CARGO_FEATURE_", "CARGO_CFG_", "CARGO_PKG_", "CARGO_MANIFEST_"];
        if own.iter().any(|own| name.to_string_lossy().starts_with(own)) {
            cargo.env_remove(name);
        }
    }
    let built = cargo
        .args(["build", "--quiet", "--locked", "--package", "calling-page", "--profile", "page"])
        .args(["--target", TARGET, "--target-dir"])
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .output()
        .map_err(|error| error.to_string())?;
    if !built.status.success() {
        let said = String::from_utf8_lossy(&built.stderr).into_owned();
        let first = said.lines().find(|line| line.starts_with("error")).unwrap_or("the build failed");
        return Err(first.to_owned());
    }
    Ok(folder.join(TARGET).join("page").join("calling_page.wasm"))
}
