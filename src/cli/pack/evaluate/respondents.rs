//! `calling pack evaluate --respondents`: the rules tried on people's own sheets.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::Content;
use crate::answers::cohort::reader::{Batch, Cohort, ReadOptions};
use crate::answers::cohort::{Problem, Respondent, Unread};
use crate::answers::plain_words::plain;
use crate::cli::PackChoice;
use crate::cli::failure::Failure;
use crate::cli::workshop::{column_map, say_unknown_columns};
use crate::matching::trial::sheets::{SheetTrial, SheetsResult, of_sheets, try_sheet};
use crate::nearest::nearest;
use crate::pack::{Pack, QuestionId, SpecialtyId};
use crate::report::words::wrapped;
use crate::terminal::{Stream, write_message};

/// Rows and cells named at most that could not be used.
const NAMED: usize = 20;

/// Whose sheets, and how they are to be tried.
pub(super) struct Sheets<'a> {
    /// The file with them.
    pub(super) input: &'a Path,
    /// Heading of the column with the specialty that each belongs to.
    pub(super) truth: &'a str,
    /// A file that says which heading is which question.
    pub(super) columns: Option<&'a Path>,
    /// What parts the cells.
    pub(super) delimiter: Option<u8>,
    /// The questions whose answers count.
    pub(super) questions: &'a [QuestionId],
    /// The chance of holding the true specialty that shortlists must reach, from 0 to 1.
    pub(super) shortlist_share: f64,
}

/// What came of the sheets, and what of them could not be used.
pub(super) struct Tried {
    /// What came of those with a known truth.
    pub(super) result: SheetsResult,
    /// Rows that are left out, and cells that count as skipped.
    pub(super) unread: Unread,
}

/// Reads the sheets and tries each.
///
/// # Errors
/// If they cannot be read, or nobody's true specialty is known.
pub(super) fn try_all(content: &Content, chosen: &PackChoice, sheets: &Sheets<'_>) -> Result<Tried, Failure> {
    let pack = &content.pack;
    let options = ReadOptions {
        label: Some(sheets.truth.to_owned()),
        columns: sheets.columns.map(|path| column_map(pack, path)).transpose()?,
        delimiter: sheets.delimiter,
        pack_from: chosen.pack_from(),
    };
    let mut cohort = Cohort::open(pack, sheets.input, &options)?;
    if cohort.is_of_flags_files() {
        return Err(Failure::Usage(format!(
            "{} is made of flags files, which have no column for --truth; write a CSV file, or one JSON object a line with \
             \u{201c}{}\u{201d} beside the answers",
            sheets.input.display(),
            sheets.truth
        )));
    }
    let (mut trials, mut unread, mut problems) = (Vec::new(), Unread::default(), Vec::new());
    while let Some(stretch) = cohort.next_stretch()? {
        let (people, batch) = with_truth(pack, sheets.truth, stretch.read(pack));
        let named = batch.lost.iter().chain(people.iter().flat_map(|(one, _)| &one.problems));
        problems.extend(named.take(NAMED - problems.len()).cloned());
        unread.add(&batch.unread());
        unread.cells += people.iter().map(|(one, _)| one.problems.len()).sum::<usize>();
        trials.par_extend(people.par_iter().map(|(one, truth)| tried(content, sheets, one, *truth)));
    }
    say_unknown_columns(&cohort);
    say_problems(&problems, unread.lost + unread.cells);
    if trials.is_empty() {
        return Err(Failure::NoTruth(sheets.truth.to_owned()));
    }
    Ok(Tried { result: of_sheets(&trials), unread })
}

fn tried(content: &Content, sheets: &Sheets<'_>, one: &Respondent, truth: SpecialtyId) -> SheetTrial {
    let Content { pack, evidence, .. } = content;
    try_sheet(pack, evidence, &one.answers, truth, sheets.questions, sheets.shortlist_share)
}

/// Those whose true specialty is known; and what is lost, the others among it.
fn with_truth(pack: &Pack, column: &str, batch: Batch) -> (Vec<(Respondent, SpecialtyId)>, Batch) {
    let mut known = Vec::with_capacity(batch.respondents.len());
    let mut lost = batch.lost;
    for respondent in batch.respondents {
        let label = respondent.label.clone().unwrap_or_default();
        match truth(pack, &label) {
            Ok(truth) => known.push((respondent, truth)),
            Err(reason) => lost.push(Problem::new(respondent.row, column, label.as_bytes(), reason)),
        }
    }
    lost.sort_by_key(|problem| problem.row);
    (known, Batch { respondents: Vec::new(), lost })
}

/// The specialty with this id, or of this name.
fn truth(pack: &Pack, written: &str) -> Result<SpecialtyId, String> {
    if written.is_empty() {
        return Err("nothing says where this person belongs".to_owned());
    }
    let named = |id: &SpecialtyId| plain(&pack.specialty(*id).name) == plain(written);
    let found = pack.find_specialty(written).or_else(|| pack.specialty_ids().find(named));
    found.ok_or_else(|| {
        let slugs: Vec<&str> = pack.specialties().iter().map(|specialty| specialty.slug.as_str()).collect();
        match nearest(written, &slugs) {
            Some(near) => format!("no such specialty; did you mean `{near}`?"),
            None => "no such specialty; `calling profiles list` shows them".to_owned(),
        }
    })
}

/// What could not be used, so that none of it is left out in silence.
fn say_problems(problems: &[Problem], all: usize) {
    let width = Stream::Error.width();
    let mut text = String::new();
    for Problem { row, column, cell, reason } in problems {
        text.push_str(&wrapped(
            &format!("row {row}, {column}: \u{201c}{cell}\u{201d}: {reason}"),
            width,
            "",
            "  ",
        ));
    }
    if all > problems.len() {
        text.push_str(&format!("and {} more\n", all - problems.len()));
    }
    if !text.is_empty() {
        write_message(&text);
    }
}

impl Tried {
    /// Nothing if everything could be used.
    ///
    /// # Errors
    /// What could not, after the figures for the rest are printed.
    pub(super) fn complete(self) -> Result<(), Failure> {
        if self.unread.is_nothing() {
            return Ok(());
        }
        Err(Failure::SomeUnread { unread: self.unread, folder: PathBuf::new(), listed: false })
    }
}
