//! `calling match --format jsonl`: one respondent a line in, one result a line out, in the same order, in constant memory.

use std::io;
use std::path::PathBuf;

use rayon::ThreadPoolBuilder;
use serde::Serialize;

use super::MatchArgs;
use super::options::keep;
use super::sheet::{read_code, read_typed};
use crate::Content;
use crate::answers::Answers;
use crate::answers::cohort::reader::{Batch, Cohort, ReadOptions};
use crate::answers::cohort::{Problem, Respondent, Unread};
use crate::answers::flags_file::PackFrom;
use crate::cli::failure::Failure;
use crate::cli::waves::in_waves;
use crate::cli::{PackChoice, print_to_reader};
use crate::matching::certainty::SHORTLIST_SHARE;
use crate::matching::placing::Placer;
use crate::output::file::OutputFile;
use crate::output::stopping::Stopping;
use crate::pack::Scope;
use crate::report::json::{SCHEMA, compact};
use crate::report::room;
use crate::report::room::line::Line;
use crate::toml_tree::Mistakes;

/// A line that could not be taken apart: it has a result line of its own, so that lines in and out can be counted.
#[derive(Serialize)]
struct JsonLost<'a> {
    schema: u32,
    file: Option<&'a str>,
    row: u64,
    unusable: &'a str,
}

/// What is done with every respondent.
struct Scoring {
    content: &'static Content,
    pack_from: PackFrom,
    scope: Option<Scope>,
    shortlist_share: f64,
    /// Answers that were typed: they count before those of the input.
    typed: Answers,
}

pub(super) fn run(args: &MatchArgs, pack: &PackChoice, stopping: &Stopping) -> Result<(), Failure> {
    let content = pack.content()?;
    let mistakes = Mistakes::default();
    let mut typed = Answers::default();
    read_typed(content, &args.answer, &mut typed, &mistakes);
    let scoring = Scoring {
        content,
        pack_from: pack.pack_from(),
        scope: args.options.scope(),
        shortlist_share: args.options.shortlist_share().unwrap_or(SHORTLIST_SHARE),
        typed: mistakes.unless_any(typed).map_err(Failure::Answers)?,
    };
    let by_themselves = by_themselves(content, args)?;
    let mut sink = Sink::open(args, stopping)?;
    sink.write(&scoring.alone(by_themselves).map_err(|error| Failure::System("results", error))?)?;
    let unread =
        if args.files.is_empty() { Unread::default() } else { scoring.files(&args.files, &mut sink)? };
    sink.close()?;
    if unread.is_nothing() {
        return Ok(());
    }
    Err(Failure::SomeUnread { unread, folder: PathBuf::new(), listed: false })
}

/// The codes that were typed, in order; or, where nothing else was given, one whose answers were.
fn by_themselves(content: &Content, args: &MatchArgs) -> Result<Vec<Respondent>, Failure> {
    if args.files.is_empty() && args.code.is_empty() {
        return Ok(vec![Respondent::new(1)]);
    }
    let (mut respondents, mut mistakes) = (Vec::new(), Vec::new());
    for (row, code) in (1..).zip(&args.code) {
        match read_code(content, code) {
            Ok(answers) => respondents.push(Respondent { answers, ..Respondent::new(row) }),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(respondents) } else { Err(Failure::Answers(mistakes)) }
}

impl Scoring {
    /// The lines of those that come from no file.
    fn alone(&self, respondents: Vec<Respondent>) -> io::Result<Vec<u8>> {
        let mut placer = Placer::new(&self.content.pack, &self.content.evidence);
        Ok(self.score(&mut placer, None, Batch { respondents, lost: Vec::new() })?.0)
    }

    fn files(&self, files: &[PathBuf], sink: &mut Sink<'_>) -> Result<Unread, Failure> {
        let pool = ThreadPoolBuilder::new()
            .build()
            .map_err(|error| Failure::System("threads", io::Error::other(error)))?;
        let mut unread = Unread::default();
        for file in files {
            let options = ReadOptions { pack_from: self.pack_from, ..ReadOptions::default() };
            let mut cohort = Cohort::open(&self.content.pack, file, &options)?;
            let name = (file.as_os_str() != "-").then(|| file.display().to_string());
            in_waves(
                self.content,
                &pool,
                &mut cohort,
                |_| (),
                |placer, batch| self.score(placer, name.as_deref(), batch),
                |_, scored| {
                    let (lines, problems) = scored.map_err(|error| Failure::System("results", error))?;
                    unread.add(&problems);
                    sink.write(&lines)
                },
            )?;
        }
        Ok(unread)
    }

    fn score(
        &self,
        placer: &mut Placer<'_>,
        file: Option<&str>,
        mut batch: Batch,
    ) -> io::Result<(Vec<u8>, Unread)> {
        placer.reach(self.shortlist_share);
        let pack = &self.content.pack;
        let mut lines = Vec::new();
        let mut lost = batch.lost.iter().peekable();
        for respondent in &mut batch.respondents {
            for (question, answer) in self.typed.iter() {
                respondent.answers.set(question, answer.clone());
            }
            while let Some(problem) = lost.next_if(|problem| problem.row < respondent.row) {
                lines.extend(unusable(file, problem).bytes());
            }
            room::json::row(&mut lines, pack, file, &Line::of(placer, respondent, self.scope))?;
        }
        for problem in lost {
            lines.extend(unusable(file, problem).bytes());
        }
        Ok((lines, batch.unread()))
    }
}

fn unusable(file: Option<&str>, problem: &Problem) -> String {
    compact(&JsonLost { schema: SCHEMA, file, row: problem.row, unusable: &problem.reason })
}

/// Where lines go: to whoever reads them as they come, or into a file that is there when all are.
enum Sink<'s> {
    Reader,
    File(Box<OutputFile<'s>>),
}

impl<'s> Sink<'s> {
    fn open(args: &MatchArgs, stopping: &'s Stopping) -> Result<Self, Failure> {
        Ok(args.destination.begin(stopping)?.map_or(Sink::Reader, |file| Sink::File(Box::new(file))))
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), Failure> {
        match self {
            Sink::Reader => print_to_reader(lines),
            Sink::File(file) => Ok(file.write(lines)?),
        }
    }

    fn close(self) -> Result<(), Failure> {
        match self {
            Sink::Reader => Ok(()),
            Sink::File(file) => keep(*file),
        }
    }
}
