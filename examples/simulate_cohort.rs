//! A cohort of simulated people as CSV, to try the program on more rows than anyone has answers for.
//!
//! `cargo run --release --example simulate_cohort -- ROWS [QUESTIONS]` prints ROWS people, each of whom belongs in one of
//! the specialties in turn and answers QUESTIONS of the questions (all, if not said). The same numbers give the same bytes.

use std::error::Error;
use std::io::{BufWriter, Write, stdout};

use calling::answers::Answer;
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::{Pack, QuestionId, SpecialtyId};
use rayon::prelude::*;

/// People simulated at a time.
const CHUNK: usize = 4096;
/// Where the random numbers start.
const SEED: u64 = 2026;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let rows: usize = args.next().ok_or("usage: simulate_cohort ROWS [QUESTIONS]")?.parse()?;
    let pack = calling::default_pack().pack;
    let mut asked: Vec<QuestionId> = pack.question_ids().filter(|id| pack.question(*id).places()).collect();
    if let Some(questions) = args.next() {
        asked.truncate(questions.parse()?);
    }
    let mut out = BufWriter::new(stdout().lock());
    let heading: Vec<&str> = asked.iter().map(|id| pack.question(*id).id.as_str()).collect();
    writeln!(out, "label,{}", heading.join(","))?;
    for start in (0..rows).step_by(CHUNK) {
        let people: Vec<String> = (start..rows.min(start + CHUNK))
            .into_par_iter()
            .map(|number| row(&pack, &asked, number))
            .collect();
        out.write_all(people.concat().as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

fn row(pack: &Pack, asked: &[QuestionId], number: usize) -> String {
    let specialties = pack.specialties().len();
    let specialty = SpecialtyId::new(number % specialties);
    let (answers, _) =
        respondent(pack, specialty, &ResponseModel::REFERENCE, SEED, (number / specialties) as u64);
    let mut line = format!("p{number}");
    for id in asked {
        line.push(',');
        if let Some(Answer::Chose { options, .. }) = answers.to(*id) {
            let question = pack.question(*id);
            let ids: Vec<&str> =
                options.iter().map(|option| question.options[option.index()].id.as_str()).collect();
            line.push_str(&ids.join(";"));
        }
    }
    line.push('\n');
    line
}
