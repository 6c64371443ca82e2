//! From a folder to a checked [`Pack`].
//!
//! The build script and `--pack DIR` both come through here, so the embedded pack has met every check that a
//! pack of one's own meets.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Pack;
use super::check::check;
use super::draft::{Draft, read_questionnaire, read_specialty};
use crate::diagnostic::{Diagnostic, SourceText};
use crate::toml_tree::{LARGEST_FILE, Mistakes, utf8};

/// Most files in `specialties`; more are refused before any is read.
const MOST_FILES: usize = 1000;

/// Reads and checks the pack in a folder: `questions.toml` and every `specialties/*.toml`.
///
/// # Errors
/// Every mistake in every file, or what kept a file from being read.
pub fn load(folder: &Path) -> Result<Pack, Vec<Diagnostic>> {
    load_with_draft(folder).map(|(pack, _)| pack)
}

/// The same, with the draft that it was checked from: what is asked of a pack beyond being valid is asked of that.
///
/// # Errors
/// As [`load`].
pub fn load_with_draft(folder: &Path) -> Result<(Pack, Draft), Vec<Diagnostic>> {
    let mistakes = Mistakes::default();
    let root = folder.canonicalize().map_err(|error| vec![Diagnostic::unreadable(folder, &error)])?;
    let read = |within: &str| read(folder, &root, within, &mistakes);
    let questions = read("questions.toml");
    let names = specialty_files(folder, &root, &mistakes);
    let files: Vec<Arc<SourceText>> =
        names.iter().flatten().filter_map(|name| read(&format!("specialties/{name}"))).collect();
    let questionnaire = questions.as_ref().and_then(|source| read_questionnaire(source, &mistakes));
    let drafts: Vec<_> = files.iter().filter_map(|source| read_specialty(source, &mistakes)).collect();
    let some_unread = names.is_none_or(|names| drafts.len() < names.len());

    let mut found = mistakes.into_vec();
    let Some(questionnaire) = questionnaire else {
        return Err(found);
    };
    // With a file missing from the picture, checks across files would only echo its mistake.
    if some_unread {
        return Err(found);
    }
    let hash = content_hash(questions.iter().chain(&files));
    let draft = Draft { questionnaire, specialties: drafts };
    match check(&draft, hash) {
        Ok(pack) if found.is_empty() => Ok((pack, draft)),
        Ok(_) => Err(found),
        Err(more) => {
            found.extend(more);
            Err(found)
        }
    }
}

/// SHA-256 over the files in order of name (`questions.toml`, then `specialties/` by name): for each, the
/// SHA-256 of its bytes in hexadecimal, two spaces and its name within the pack, as `sha256sum` prints it.
#[must_use]
pub fn content_hash<'a>(files: impl Iterator<Item = &'a Arc<SourceText>>) -> String {
    let mut whole = Sha256::new();
    for file in files {
        let name = file.name.replace('\\', "/");
        let within = name.rfind("specialties/").map_or("questions.toml", |at| &name[at..]);
        whole.update(format!("{}  {within}\n", hex(&Sha256::digest(file.text.as_bytes()))));
    }
    hex(&whole.finalize())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Names of the TOML files in `specialties`, in order; nothing, and a mistake, if there is one whose name cannot be told.
fn specialty_files(folder: &Path, root: &Path, mistakes: &Mistakes) -> Option<Vec<String>> {
    let path = folder.join("specialties");
    let listed = fs::read_dir(&path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    // The pack is there, and lacks this: that is a mistake in it.
    let listed = listed.map_err(|error| lacking(&path, &error));
    let entries = listed
        .and_then(|entries| within_pack(root, &path).map(|_| entries))
        .map_err(|mistake| mistakes.note(mistake))
        .ok()?;
    let (mut names, mut unnameable) = (Vec::new(), 0);
    for name in entries.iter().map(fs::DirEntry::file_name) {
        let shown = name.to_string_lossy();
        if !shown.ends_with(".toml") || shown.starts_with('.') {
            continue;
        }
        let Some(name) = name.to_str() else {
            unnameable += 1;
            let file = path.join(&*shown).display().to_string();
            mistakes.note(
                Diagnostic::about_file(file, "the file's name is not UTF-8 text")
                    .help("rename it to the slug of its specialty"),
            );
            continue;
        };
        names.push(name.to_owned());
    }
    names.sort_unstable();
    if names.len() > MOST_FILES {
        let message = format!("{} files, but at most {MOST_FILES} are allowed", names.len());
        mistakes.note(Diagnostic::about_file(path.display().to_string(), message));
        return None;
    }
    (unnameable == 0).then_some(names)
}

fn read(folder: &Path, root: &Path, within: &str, mistakes: &Mistakes) -> Option<Arc<SourceText>> {
    let path: PathBuf = folder.join(within);
    // A pipe would be waited for.
    match within_pack(root, &path)
        .and_then(|file| if file.is_file() { read_bounded(&path) } else { Err(no_file(&path)) })
        .and_then(|bytes| utf8(&path.display().to_string(), bytes))
    {
        Ok(source) => Some(source),
        Err(mistake) => {
            mistakes.note(mistake);
            None
        }
    }
}

/// Where something of a pack truly lies. A pack may come from someone else, and a link in it could lead to a file that is
/// nobody's business. `root` is the pack's folder, with all links followed.
fn within_pack(root: &Path, path: &Path) -> Result<PathBuf, Diagnostic> {
    let real = path.canonicalize().map_err(|error| lacking(path, &error))?;
    if real.starts_with(root) {
        return Ok(real);
    }
    let why = "a link that leads out of the pack; put what it leads to there";
    Err(Diagnostic::about_file(path.display().to_string(), why))
}

/// Something within a pack cannot be read, which is a mistake in the pack.
fn lacking(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::about_file(path.display().to_string(), format!("cannot be read: {error}"))
}

fn no_file(path: &Path) -> Diagnostic {
    Diagnostic::about_file(path.display().to_string(), "no regular file")
}

/// The bytes of a file, if it is no larger than [`LARGEST_FILE`].
///
/// # Errors
/// A [`Diagnostic`] saying why it cannot be read, or that it is too large.
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let file = fs::File::open(path).map_err(|error| Diagnostic::unreadable(path, &error))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Diagnostic::unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(&path.display().to_string()));
    }
    Ok(bytes)
}

/// What is said of a text larger than [`LARGEST_FILE`].
#[must_use]
pub fn too_large(name: &str) -> Diagnostic {
    Diagnostic::about_file(name, format!("larger than {} KiB, the most that is read", LARGEST_FILE / 1024))
}
