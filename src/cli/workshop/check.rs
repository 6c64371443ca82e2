//! `calling workshop --check`: how a cohort would be read, without scoring anyone.

use std::path::PathBuf;

use crate::Content;
use crate::answers::cohort::Unread;
use crate::answers::cohort::headings::Use;
use crate::answers::cohort::reader::Cohort;
use crate::answers::cohort::texts_read::{ColumnTexts, Text, TextsRead};
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::pack::QuestionId;
use crate::report::text::Style;
use crate::report::words::{answered, count, wrapped};
use crate::terminal::Stream;

/// Problems shown.
const PROBLEMS: usize = 20;

pub(super) fn run(content: &'static Content, cohort: &mut Cohort) -> Result<(), Failure> {
    let pack = &content.pack;
    let style = Style::of(Stream::Output);
    let mut out = columns(content, cohort, style);
    let mut reading = TextsRead::default();
    let (mut people, mut problems) = (0, Vec::new());
    let mut unread = Unread::default();
    while let Some(stretch) = cohort.next_stretch()? {
        let batch = stretch.read_noting(pack, &mut |question, heading, cell, read| {
            reading.note(question, heading, cell, read);
        });
        people += batch.respondents.len();
        unread.add(&batch.unread());
        let found = batch.respondents.iter().flat_map(|one| &one.problems).chain(&batch.lost);
        problems.extend(found.take(PROBLEMS - problems.len()).cloned());
    }
    out.push_str(&format!("\n{}\n", style.bold("Texts, and what they are read as")));
    for (id, column) in reading.columns() {
        out.push_str(&texts(content, id, column, style));
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
    let more = unread.lost + unread.cells - problems.len();
    if more > 0 {
        out.push_str(&format!("  and {more} more\n"));
    }
    out.push_str(&format!("\n{}; nothing was scored.\n", count(people, "respondent")));
    print(&out)?;
    if unread.is_nothing() {
        return Ok(());
    }
    Err(Failure::SomeUnread { unread, folder: PathBuf::new(), listed: false })
}

fn columns(content: &Content, cohort: &Cohort, style: Style) -> String {
    let mut out = format!("{}\n", style.bold("Columns"));
    if cohort.columns().is_empty() {
        out.push_str(if cohort.is_of_codes() {
            "  none: each code that stands in it is a respondent\n"
        } else {
            "  none: each respondent names the questions\n"
        });
    }
    for column in cohort.columns() {
        let holds = match &column.holds {
            Use::Question(id) => format!("question {}", content.pack.question(*id).id),
            Use::Code => "codes, each of which is a respondent's answers".to_owned(),
            Use::Label => "what respondents are called".to_owned(),
            Use::SetAside => "set aside, not read".to_owned(),
            Use::Retired(say) => format!("not asked any more, not read. {say}"),
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

/// The distinct texts of a question's column.
fn texts(content: &Content, id: QuestionId, column: &ColumnTexts, style: Style) -> String {
    let question = content.pack.question(id);
    let heading = format!("{} ({})", question.ask, question.id);
    let mut out = wrapped(&heading, style.width, "  ", "    ");
    let line = |text: &Text| {
        let read = match &text.read {
            Ok(answer) => answered(question, answer.as_deref()),
            Err(reason) => format!("CANNOT BE READ: {reason}"),
        };
        let line = format!("\u{201c}{}\u{201d}: {read}", text.text);
        wrapped(&line, style.width, &format!("  {:>7}  ", text.count), "           ")
    };
    for texts in [&column.read, &column.unread] {
        out.extend(texts.all.iter().map(line));
        if texts.others > 0 {
            out.push_str(&format!("  {:>7}  other texts\n", texts.others));
        }
    }
    if column.empty > 0 {
        out.push_str(&format!("  {:>7}  empty: skipped\n", column.empty));
    }
    out
}
