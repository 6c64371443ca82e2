//! A folder of flags files as a cohort, in the order of their names.

use std::fs;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::cell_memory::Note;
use super::error::CohortError;
use super::read_options::Opening;
use super::records::STRETCH_ROWS;
use super::{Batch, Problem, Respondent};
use crate::answers::flags_file::{FlagsFile, PackFrom};
use crate::answers::flags_text;
use crate::answers::reading::as_cell;
use crate::diagnostic::Diagnostic;
use crate::pack::Pack;
use crate::pack::load::read_bounded;
use crate::toml_tree::Mistakes;
use crate::visible::tidy;

/// Files in a folder at most.
const MOST_FILES: usize = 100_000;
/// Problems of one file that are told.
const MOST_PROBLEMS: usize = 100;

/// The files of a folder that were not read yet.
pub(super) struct Folder {
    paths: std::vec::IntoIter<(u64, PathBuf)>,
    pack_from: PackFrom,
}

/// Some of the files, numbered.
#[derive(Debug)]
pub(super) struct Files {
    pub(super) paths: Vec<(u64, PathBuf)>,
    pack_from: PackFrom,
}

impl Folder {
    /// Lists the files.
    pub(super) fn open(opening: &Opening<'_>) -> Result<Self, CohortError> {
        let paths = flags_files_in(opening.path).map_err(|error| opening.unreadable(error))?;
        if paths.is_empty() {
            let name =
                format!("{} (a folder of flags files: names that end in .toml or .json)", opening.name);
            return Err(CohortError::Empty(name));
        }
        let paths: Vec<(u64, PathBuf)> = (1..).zip(paths).collect();
        Ok(Self { paths: paths.into_iter(), pack_from: opening.options.pack_from })
    }

    /// A file of one respondent by itself.
    pub(super) fn of_one(opening: &Opening<'_>) -> Self {
        let paths = vec![(1, opening.path.to_owned())];
        Self { paths: paths.into_iter(), pack_from: opening.options.pack_from }
    }

    /// How many files are left.
    pub(super) fn len(&self) -> u64 {
        self.paths.len() as u64
    }

    /// The next files; none at the end.
    pub(super) fn next(&mut self) -> Files {
        Files { paths: self.paths.by_ref().take(STRETCH_ROWS).collect(), pack_from: self.pack_from }
    }
}

/// The flags files in a folder, by name.
///
/// # Errors
/// If it cannot be read, or holds too many.
pub fn flags_files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let known = path.extension().is_some_and(|end| end == "toml" || end == "json");
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if known && !hidden && path.is_file() {
            paths.push(path);
        }
        if paths.len() > MOST_FILES {
            return Err(io::Error::other(format!("holds more than {MOST_FILES} files")));
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a path names a flags file, or an earlier result, and no list of respondents: TOML, or a single JSON text.
pub(super) fn is_one_flags_file(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending.eq_ignore_ascii_case("toml") {
        return path.is_file();
    }
    let is_json = ending.eq_ignore_ascii_case("json") && path.is_file();
    let text = is_json.then(|| read_bounded(path).ok()).flatten().unwrap_or_default();
    // A text on one line is a list of one respondent, unless this program made it.
    let on_one_line = text.trim_ascii().lines().count() < 2;
    let whole = serde_json::from_slice::<Value>(&text);
    whole.is_ok_and(|top| top.is_object() && (!on_one_line || top.get("program").is_some()))
}

impl Files {
    pub(super) fn read(self, pack: &Pack, note: &mut Note<'_>) -> Batch {
        let files = self.paths.iter();
        Batch::of(Vec::new(), files.map(|(row, path)| read_file(pack, *row, path, self.pack_from, note)))
    }
}

/// One respondent's flags file; what is wrong with its answers becomes problems of that respondent.
///
/// # Errors
/// What is wrong with a file that holds no answers that can be told, so that nobody is scored for it.
fn read_file(
    pack: &Pack,
    row: u64,
    path: &Path,
    pack_from: PackFrom,
    note: &mut Note<'_>,
) -> Result<Respondent, Problem> {
    let mut respondent = Respondent::new(row);
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = path.file_stem().filter(|_| !has_twin(path)).map(|stem| stem.to_string_lossy());
    respondent.label = Some(tidy(stem.as_deref().unwrap_or(&file)));
    let problem = |mistake: &Diagnostic| in_a_file(row, &file, mistake);
    let first = |mistakes: Vec<Diagnostic>| {
        mistakes.first().map_or_else(|| Problem::new(row, &file, b"", String::new()), problem)
    };
    let source = flags_text::read(path).map_err(|mistake| problem(&mistake))?;
    let parsed = FlagsFile::parse(&source).map_err(first)?;
    parsed.check_pack(pack_from).map_err(|mistake| problem(&mistake))?;
    let mistakes = Mistakes::default();
    parsed.read_answers(pack, &mut respondent.answers, &mistakes);
    for (id, answer) in respondent.answers.iter() {
        let question = pack.question(id);
        note(id, &question.id, as_cell(question, answer).as_bytes(), &Ok(Some(Arc::new(answer.clone()))));
    }
    respondent.problems.extend(mistakes.into_vec().iter().take(MOST_PROBLEMS).map(problem));
    Ok(respondent)
}

/// Whether a file of the same name but for its end, which says how it is written, stands beside it.
fn has_twin(path: &Path) -> bool {
    let toml = path.extension().is_some_and(|end| end == "toml");
    path.with_extension(if toml { "json" } else { "toml" }).is_file()
}

fn in_a_file(row: u64, file: &str, mistake: &Diagnostic) -> Problem {
    let (_, position) = mistake.position();
    let at = position.map_or(String::new(), |(line, column)| format!(" {line}:{column}"));
    let help = mistake.help_text().map_or(String::new(), |help| format!("; {help}"));
    let reason = format!("{}{help}", mistake.message());
    Problem::new(row, &format!("{file}{at}"), mistake.marked_text().as_bytes(), reason)
}
