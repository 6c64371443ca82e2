//! `calling match --format jsonl`: one respondent a line in, one result a line out, in the same order, in constant memory.

use std::io;
use std::path::PathBuf;

use rayon::ThreadPoolBuilder;
use serde::Serialize;

use crate::Content;
use crate::answers::cohort::reader::{Batch, Cohort, ReadOptions};
use crate::answers::cohort::{Problem, Unread};
use crate::cli::failure::Failure;
use crate::cli::waves::in_waves;
use crate::cli::{PackChoice, print_to_reader};
use crate::matching::placing::Placer;
use crate::pack::Scope;
use crate::report::json::compact;
use crate::report::room;
use crate::report::room::line::Line;

/// A line that could not be taken apart: it has a result line of its own, so that lines in and out can be counted.
#[derive(Serialize)]
struct JsonLost<'a> {
    schema: u32,
    row: u64,
    unusable: &'a str,
}

pub(super) fn run(files: &[PathBuf], scope: Option<Scope>, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    let pool = ThreadPoolBuilder::new()
        .build()
        .map_err(|error| Failure::System("threads", io::Error::other(error)))?;
    let mut unread = Unread::default();
    for file in files {
        let mut cohort = Cohort::open(&content.pack, file, &ReadOptions::default())?;
        in_waves(
            content,
            &pool,
            &mut cohort,
            |_| (),
            |placer, batch| score(content, placer, &batch, scope),
            |_, scored| {
                let (lines, problems) = scored.map_err(|error| Failure::System("results", error))?;
                unread.add(&problems);
                print_to_reader(&lines)
            },
        )?;
    }
    if unread.is_nothing() {
        return Ok(());
    }
    Err(Failure::SomeUnread { unread, folder: PathBuf::new(), listed: false })
}

fn score(
    content: &'static Content,
    placer: &mut Placer<'_>,
    batch: &Batch,
    scope: Option<Scope>,
) -> io::Result<(Vec<u8>, Unread)> {
    let mut lines = Vec::new();
    let mut lost = batch.lost.iter().peekable();
    for respondent in &batch.respondents {
        while let Some(problem) = lost.next_if(|problem| problem.row < respondent.row) {
            lines.extend(unusable(problem).bytes());
        }
        room::json::row(&mut lines, &content.pack, &Line::of(placer, respondent, scope))?;
    }
    for problem in lost {
        lines.extend(unusable(problem).bytes());
    }
    Ok((lines, batch.unread()))
}

fn unusable(problem: &Problem) -> String {
    compact(&JsonLost { schema: 1, row: problem.row, unusable: &problem.reason })
}
