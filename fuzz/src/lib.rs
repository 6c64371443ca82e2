//! What must hold whatever bytes the program is given: one module for each kind of input, and the laws that they share.

pub mod cohort;
pub mod flags_file;
pub mod harmless_text;
pub mod pack_folder;
pub mod page;
pub mod show;
pub mod workbook;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calling::Content;
use tempfile::TempDir;

/// A small pack in which every key of the format is used: small, so that a run tries many inputs.
pub static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/whole-pack");
    Content::load(&folder).expect("the fixture is a valid pack")
});

/// A folder in memory, where there is one: a run writes thousands a second.
pub fn scratch() -> TempDir {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder can be made")
}
