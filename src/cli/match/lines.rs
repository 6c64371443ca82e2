//! `calling match --format jsonl`: one respondent a line in, one result a line out, in the same order, in constant memory.

use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use crate::Content;
use crate::answers::cohort::{Problem, Respondent};
use crate::answers::cohort_reader::{Batch, Cohort, ReadOptions, Stretch};
use crate::cli::failure::Failure;
use crate::cli::{PackChoice, print};
use crate::pack::Scope;
use crate::report::cohort_json;
use crate::report::cohort_line::LineMaker;

/// Stretches that are scored at a time, for each thread.
const AT_A_TIME: usize = 2;

/// A line that could not be taken apart: it has a result line of its own, so that lines in and out can be counted.
#[derive(Serialize)]
struct JsonLost<'a> {
    schema: u32,
    row: u64,
    unusable: &'a str,
}

pub(super) fn run(files: &[PathBuf], scope: Option<Scope>, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    let mut unread = 0;
    for file in files {
        let mut cohort = Cohort::open(&content.pack, file, &ReadOptions::default())?;
        loop {
            let mut wave = Vec::new();
            while wave.len() < rayon::current_num_threads() * AT_A_TIME {
                match cohort.next_stretch()? {
                    Some(stretch) => wave.push(stretch),
                    None => break,
                }
            }
            if wave.is_empty() {
                break;
            }
            let shared = &cohort;
            let scored: Vec<(String, usize)> =
                wave.into_par_iter().map(|stretch| score(content, shared, stretch, scope)).collect();
            for (lines, problems) in scored {
                print(&lines)?;
                unread += problems;
            }
        }
    }
    match unread {
        0 => Ok(()),
        problems => Err(Failure::SomeUnread { problems, folder: PathBuf::new(), listed: false }),
    }
}

fn score(
    content: &'static Content,
    cohort: &Cohort,
    stretch: Stretch,
    scope: Option<Scope>,
) -> (String, usize) {
    let Batch { respondents, lost } = cohort.read(&content.pack, stretch);
    let mut maker = LineMaker::new(content, scope);
    let mut lines = String::new();
    let mut lost = lost.iter().peekable();
    let mut problems = 0;
    for respondent in &respondents {
        while let Some(problem) = lost.next_if(|problem| problem.row < respondent.row) {
            lines.push_str(&unusable(problem));
            problems += 1;
        }
        lines.push_str(&result(content, &mut maker, respondent));
        problems += respondent.problems.len();
    }
    for problem in lost {
        lines.push_str(&unusable(problem));
        problems += 1;
    }
    (lines, problems)
}

fn result(content: &Content, maker: &mut LineMaker<'_>, respondent: &Respondent) -> String {
    cohort_json::line(&content.pack, &maker.line(respondent))
}

fn unusable(problem: &Problem) -> String {
    cohort_json::compact(&JsonLost { schema: 1, row: problem.row, unusable: &problem.reason })
}
