//! Checks and compiles the default pack, so that starting the program parses no TOML.
//!
//! It uses the program's own modules: what `--pack` accepts and what is embedded are checked by the same code.

#![allow(
    dead_code,
    unused_imports,
    reason = "the program's modules are compiled here whole, and only a part of each is used"
)]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src/diagnostic.rs"]
mod diagnostic;
#[path = "src/mistakes.rs"]
mod mistakes;
#[path = "src/nearest.rs"]
mod nearest;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/toml_tree.rs"]
mod toml_tree;
#[path = "src/visible.rs"]
mod visible;
#[path = "src/matching"]
mod matching {
    pub mod evidence;
    pub mod likelihood;
    pub mod model;
    pub mod response_style;
}

#[path = "page/build_engine.rs"]
mod engine;

use diagnostic::{Colour, Diagnostic, render};
use matching::evidence::Evidence;
use matching::model::Model;

fn main() -> Result<(), Box<dyn Error>> {
    for input in [
        "build.rs",
        "build",
        "questions.toml",
        "specialties",
        "src/pack",
        "src/matching",
        "src/diagnostic.rs",
        "src/mistakes.rs",
        "src/nearest.rs",
        "src/toml_tree.rs",
        "src/visible.rs",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }
    // The page is given its pack when it is opened.
    if env::var_os("CARGO_FEATURE_PROGRAM").is_none() {
        return Ok(());
    }
    let shown = |mistakes: &[Diagnostic]| {
        format!("the default pack has mistakes:\n\n{}", render(mistakes, Colour::Plain, 100))
    };
    let (pack, draft) = pack::load::load_with_draft(Path::new(".")).map_err(|mistakes| shown(&mistakes))?;
    // What `pack check --strict` asks of others holds for what is built in.
    let lacking = pack::check::shortcomings(&pack, &draft);
    if !lacking.is_empty() {
        return Err(shown(&lacking).into());
    }
    let evidence = Evidence::of(&pack, &Model::default());

    let (dossiers, ends) = pack.packed_dossiers();
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("heading.bin"), postcard::to_stdvec(&(&pack, &evidence, &ends))?)?;
    fs::write(folder.join("dossiers.bin"), dossiers)?;
    fs::write(folder.join("evidence.in"), format!("{:?}", evidence.values()))?;
    fs::write(folder.join("engine.gz"), engine::packed(folder)?)?;
    Ok(())
}
