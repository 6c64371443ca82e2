//! Inputs as files, and what is read of them as lines to compare.

use std::fs;
use std::io::Write;
use std::path::Path;

use calling::answers::cohort::labels::Labels;
use calling::answers::cohort::reader::{Cohort, CohortError, ReadOptions};
use calling::answers::cohort::{Problem, Respondent};
use calling::answers::reading::as_cell;
use calling::default_pack;
use calling::pack::Pack;

/// What was read of a file.
#[derive(Debug)]
pub struct ReadFile {
    pub respondents: Vec<Respondent>,
    pub lost: Vec<Problem>,
}

/// Reads a file or folder to its end.
pub fn read_path(pack: &Pack, path: &Path, options: &ReadOptions) -> Result<ReadFile, CohortError> {
    let mut cohort = Cohort::open(pack, path, options)?;
    let mut all = ReadFile { respondents: Vec::new(), lost: Vec::new() };
    let mut labels = Labels::default();
    while let Some(stretch) = cohort.next_stretch()? {
        let mut batch = stretch.read(pack);
        labels.tell_apart(&mut batch);
        all.respondents.extend(batch.respondents);
        all.lost.extend(batch.lost);
    }
    Ok(all)
}

/// Reads bytes as a file of this name, with the column `label` as labels if it is asked for.
pub fn read(pack: &Pack, name: &str, bytes: &[u8], options: &ReadOptions) -> Result<ReadFile, CohortError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::File::create(&path).unwrap().write_all(bytes).unwrap();
    read_path(pack, &path, options)
}

/// Labels are in the column of this name.
pub fn labelled(heading: &str) -> ReadOptions {
    ReadOptions { label: Some(heading.to_owned()), ..ReadOptions::default() }
}

/// Three questions of the default pack, by id: two statements and one that takes several options.
pub const HEADING: &str = "who,home-visits,theatre-hours,places,remarks\n";

/// The default pack.
pub fn pack() -> Pack {
    default_pack().pack
}

/// Reads a CSV file with labels in the column `who`.
pub fn read_csv(text: &str) -> ReadFile {
    read(&pack(), "a.csv", text.as_bytes(), &labelled("who")).unwrap()
}

/// Each respondent as a line: row, label, answers.
pub fn lines(found: &ReadFile) -> Vec<String> {
    let pack = pack();
    found
        .respondents
        .iter()
        .map(|respondent| {
            let answers = respondent.answers.iter().map(|(id, answer)| {
                format!("{}={}", pack.question(id).id, as_cell(pack.question(id), answer))
            });
            let label = respondent.label.clone().unwrap_or_default();
            format!("{} {label} {}", respondent.row, answers.collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// Each problem as a line: row, column, cell, reason.
pub fn problems(found: &ReadFile) -> Vec<String> {
    let cells = found.respondents.iter().flat_map(|respondent| &respondent.problems);
    let all = cells.chain(&found.lost);
    all.map(|problem| format!("{}|{}|{}|{}", problem.row, problem.column, problem.cell, problem.reason))
        .collect()
}

/// Why a file cannot be read.
pub fn error_of(name: &str, text: &str, options: &ReadOptions) -> String {
    read(&pack(), name, text.as_bytes(), options).unwrap_err().to_string()
}
