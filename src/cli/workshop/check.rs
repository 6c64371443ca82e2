//! `calling workshop --check`: how a cohort would be read, without scoring anyone.

use std::collections::BTreeMap;

use crate::Content;
use crate::answers::cohort_reader::Cohort;
use crate::answers::form::Use;
use crate::answers::reading;
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::report::text::Style;
use crate::report::words::{count, wrapped};
use crate::terminal::Stream;

/// Problems shown.
const PROBLEMS: usize = 20;

pub(super) fn run(content: &'static Content, cohort: &mut Cohort) -> Result<(), Failure> {
    let pack = &content.pack;
    let style = Style::of(Stream::Output);
    let mut out = columns(content, cohort, style);
    // For each question, what was read and how often.
    let mut read: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let (mut people, mut problems) = (0, Vec::new());
    let mut unread = 0;
    while let Some(stretch) = cohort.next_stretch()? {
        let batch = cohort.read(pack, stretch);
        cohort.check_labels(&batch)?;
        people += batch.respondents.len();
        for respondent in &batch.respondents {
            for (id, answer) in respondent.answers.iter() {
                let words = reading::in_words(pack.question(id), answer);
                *read.entry(id.index()).or_default().entry(words).or_default() += 1;
            }
        }
        let found = batch.respondents.iter().flat_map(|one| &one.problems).chain(&batch.lost);
        for problem in found {
            unread += 1;
            if problems.len() < PROBLEMS {
                problems.push(problem.clone());
            }
        }
    }
    out.push_str(&format!("\n{}\n", style.bold("Answers as read")));
    for (question, answers) in &read {
        let question = &pack.questions()[*question];
        out.push_str(&wrapped(&format!("{} ({})", question.ask, question.id), style.width, "  ", "    "));
        for (words, times) in answers {
            out.push_str(&wrapped(words, style.width, &format!("  {times:>7}  "), "           "));
        }
    }
    out.push_str(&format!("\n{}\n", style.bold("Cells that cannot be read")));
    if problems.is_empty() {
        out.push_str("  none\n");
    }
    for problem in &problems {
        let line = format!(
            "row {}, {}: \u{201c}{}\u{201d}: {}",
            problem.row, problem.column, problem.cell, problem.reason
        );
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    if unread > problems.len() {
        out.push_str(&format!("  and {} more\n", unread - problems.len()));
    }
    out.push_str(&format!("\n{}; nothing was scored.\n", count(people, "respondent")));
    print(&out)
}

fn columns(content: &Content, cohort: &Cohort, style: Style) -> String {
    let mut out = format!("{}\n", style.bold("Columns"));
    if cohort.columns().is_empty() {
        out.push_str("  none: each respondent names the questions\n");
    }
    for column in cohort.columns() {
        let holds = match &column.holds {
            Use::Question(id) => format!("question {}", content.pack.question(*id).id),
            Use::Label => "what respondents are called".to_owned(),
            Use::SetAside => "set aside, not read".to_owned(),
            Use::Unknown(Some(near)) => format!("NOT RECOGNISED; did you mean `{near}`?"),
            Use::Unknown(None) => "NOT RECOGNISED, not read".to_owned(),
        };
        out.push_str(&wrapped(
            &format!("\u{201c}{}\u{201d}: {holds}", column.heading),
            style.width,
            "  ",
            "    ",
        ));
    }
    out
}
