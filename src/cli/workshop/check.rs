//! `calling workshop --check`: how a cohort would be read, without scoring anyone. What is wrong comes first and the worst
//! of it at the top, then what there is; every column and text only if they are asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::Content;
use crate::answers::cohort::columns::Column;
use crate::answers::cohort::headings::Use;
use crate::answers::cohort::reader::Cohort;
use crate::answers::cohort::texts_read::{ColumnTexts, Text, TextsRead};
use crate::answers::cohort::{Problem, Unread};
use crate::answers::own_questions::{id_of, is_matters};
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::pack::QuestionId;
use crate::report::text::Style;
use crate::report::words::{answered, count, wrapped};
use crate::terminal::Stream;

/// Rows that are left out, kinds of cells and columns that are named on the first screen.
const ROWS: usize = 3;
const CELLS: usize = 4;
const COLUMNS: usize = 4;
/// Problems that are listed in detail, and kinds of them that are told apart.
const PROBLEMS: usize = 20;
const KINDS: usize = 2_000;
/// Letters of a reason and of a heading on the first screen.
const REASON: usize = 110;
/// Letters of why a row is left out: nobody is scored for it.
const WHOLE_REASON: usize = 220;
const HEADING: usize = 44;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// What is wrong, and what there is.
    FirstScreen,
    /// Every column and text, too.
    Details,
}

/// What was found.
#[derive(Default)]
struct Found {
    people: usize,
    unread: Unread,
    lost: Vec<Problem>,
    /// The first of all, in order.
    first: Vec<Problem>,
    /// Cells that cannot be read, by column, text and reason: how many there are, and the first row.
    kinds: BTreeMap<(String, String, String), (usize, u64)>,
    texts: TextsRead,
}

pub(super) fn run(content: &'static Content, cohort: &mut Cohort, says: Says) -> Result<(), Failure> {
    let style = Style::of(Stream::Output);
    let found = read(content, cohort)?;
    let mut out = first_screen(content, cohort, &found, style);
    if says == Says::Details {
        out.push_str(&in_detail(content, cohort, &found, style));
    } else {
        out.push_str("\nEvery column, and what each text is read as: --check --details\n");
    }
    print(&out)?;
    if found.unread.is_nothing() {
        return Ok(());
    }
    Err(Failure::SomeUnread { unread: found.unread, folder: PathBuf::new(), listed: false })
}

fn read(content: &'static Content, cohort: &mut Cohort) -> Result<Found, Failure> {
    let mut found = Found::default();
    while let Some(stretch) = cohort.next_stretch()? {
        let texts = &mut found.texts;
        let batch = stretch.read_noting(&content.pack, &mut |question, heading, cell, read| {
            if !is_matters(&content.pack, question) {
                texts.note(question, heading, cell, read);
            }
        });
        found.people += batch.respondents.len();
        found.unread.add(&batch.unread());
        let problems = || batch.respondents.iter().flat_map(|one| &one.problems);
        found.first.extend(problems().chain(&batch.lost).take(PROBLEMS - found.first.len()).cloned());
        found.lost.extend(batch.lost.iter().take(ROWS - found.lost.len()).cloned());
        for problem in problems() {
            let kind = (problem.column.clone(), problem.cell.clone(), problem.reason.clone());
            if found.kinds.len() < KINDS || found.kinds.contains_key(&kind) {
                found.kinds.entry(kind).or_insert((0, problem.row)).0 += 1;
            }
        }
    }
    Ok(found)
}

fn first_screen(content: &Content, cohort: &Cohort, found: &Found, style: Style) -> String {
    let wrong = what_is_wrong(cohort, found, style);
    let mut out = if wrong.is_empty() {
        format!("{}\n", style.bold("Everything in it can be read"))
    } else {
        format!("{}\n{wrong}", style.bold("What cannot be read"))
    };
    out.push_str(&format!("\n{}\n", style.bold("What there is")));
    for line in what_there_is(content, cohort, found) {
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    out
}

/// The worst first: people who are left out, what stands about a question and is not read, cells, other columns.
fn what_is_wrong(cohort: &Cohort, found: &Found, style: Style) -> String {
    let line = |text: &str| wrapped(text, style.width, "  ", "    ");
    let mut out = String::new();
    if found.unread.lost > 0 {
        let rows =
            if found.unread.lost == 1 { "1 row is" } else { &format!("{} rows are", found.unread.lost) };
        out.push_str(&line(&format!("{rows} left out:")));
        for lost in &found.lost {
            out.push_str(&wrapped(
                &cut(&format!("row {}: {}", lost.row, lost.reason), WHOLE_REASON),
                style.width,
                "    ",
                "      ",
            ));
        }
        out.push_str(&more(found.unread.lost, found.lost.len()));
    }
    if found.unread.cells > 0 {
        let cells = match found.unread.cells {
            1 => "1 cell cannot be read as a whole, and counts as far as it can:".to_owned(),
            cells => format!("{cells} cells cannot be read as a whole, and count as far as they can:"),
        };
        out.push_str(&line(&cells));
        let mut kinds: Vec<_> = found.kinds.iter().collect();
        kinds.sort_by_key(|(_, (count, row))| (std::cmp::Reverse(*count), *row));
        let mut named = 0;
        for ((column, cell, reason), (times, row)) in kinds.iter().take(CELLS) {
            let rows =
                if *times == 1 { format!("row {row}") } else { format!("{times} times, first in row {row}") };
            let text =
                format!("{rows}, {}: \u{201c}{}\u{201d}: {reason}", cut(column, HEADING), cut(cell, HEADING));
            out.push_str(&wrapped(&cut(&text, REASON + HEADING), style.width, "    ", "      "));
            named += times;
        }
        out.push_str(&more(found.unread.cells, named));
    }
    let unknown: Vec<&str> = cohort
        .columns()
        .iter()
        .filter(|column| matches!(column.holds, Use::Unknown(_)))
        .map(|column| column.heading.as_str())
        .collect();
    if !unknown.is_empty() {
        let columns = if unknown.len() == 1 {
            "1 column is".to_owned()
        } else {
            format!("{} columns are", unknown.len())
        };
        out.push_str(&line(&format!("{columns} not recognised, and not read: {}", listed(&unknown))));
    }
    out
}

fn what_there_is(content: &Content, cohort: &Cohort, found: &Found) -> Vec<String> {
    let columns = cohort.columns();
    let headings = |holds: fn(&Use) -> bool| -> Vec<&str> {
        columns.iter().filter(|column| holds(&column.holds)).map(|column| column.heading.as_str()).collect()
    };
    let mut asked: Vec<QuestionId> = found.texts.columns().map(|(question, _)| question).collect();
    asked.dedup();
    let mut lines = vec![format!(
        "{}; answers to {}. Nothing was scored.",
        count(found.people, "respondent"),
        count(asked.len(), "question")
    )];
    let is_matters = |column: &&Column| column.holds.asked().is_some_and(|id| is_matters(&content.pack, id));
    let matters = columns.iter().filter(is_matters).map(|column| column.heading.as_str()).collect();
    let named = [
        (headings(|holds| *holds == Use::Label), "What people are called:"),
        (matters, "Which answers matter a lot:"),
        (headings(|holds| *holds == Use::Form), "Which form it was:"),
        (headings(|holds| *holds == Use::SetAside), "Set aside, not read:"),
        (headings(|holds| matches!(holds, Use::Retired(_))), "Not asked any more, not read:"),
    ];
    lines.extend(
        named
            .iter()
            .filter(|(headings, _)| !headings.is_empty())
            .map(|(headings, what)| format!("{what} {}", listed(headings))),
    );
    if headings(|holds| *holds == Use::Label).is_empty() && !columns.is_empty() {
        lines.push(
            "No column of names is read: people are known by their rows (--label COLUMN names one)"
                .to_owned(),
        );
    }
    let missing: Vec<&str> = content
        .pack
        .question_ids()
        .filter(|id| asked.binary_search(id).is_err())
        .map(|id| content.pack.question(id).id.as_str())
        .collect();
    if !missing.is_empty() && 2 * missing.len() < content.pack.questions().len() {
        lines.push(format!("Not asked in it: {}", listed(&missing)));
    }
    lines.extend(cohort.remarks().into_iter().map(|remark| format!("Note: {remark}")));
    lines
}

fn listed(names: &[&str]) -> String {
    let mut all: Vec<String> =
        names.iter().take(COLUMNS).map(|name| format!("\u{201c}{}\u{201d}", cut(name, HEADING))).collect();
    if names.len() > COLUMNS {
        all.push(format!("and {} more", names.len() - COLUMNS));
    }
    all.join(", ")
}

fn more(all: usize, named: usize) -> String {
    if all > named { format!("    and {} more\n", all - named) } else { String::new() }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['\u{2026}']).collect()
}

fn in_detail(content: &Content, cohort: &Cohort, found: &Found, style: Style) -> String {
    let mut out = format!("\n{}", columns(content, cohort, style));
    out.push_str(&format!("\n{}\n", style.bold("Texts, and what they are read as")));
    for (id, column) in found.texts.columns() {
        out.push_str(&texts(content, id, column, style));
    }
    out.push_str(&format!("\n{}\n", style.bold("Cells that cannot be read")));
    if found.first.is_empty() {
        out.push_str("  none\n");
    }
    for problem in &found.first {
        let line = format!(
            "row {}, {}: \u{201c}{}\u{201d}: {}",
            problem.row, problem.column, problem.cell, problem.reason
        );
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    let more = found.unread.lost + found.unread.cells - found.first.len();
    if more > 0 {
        out.push_str(&format!("  and {more} more\n"));
    }
    out
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
    let asked = |id: &QuestionId| id_of(&content.pack, *id);
    for column in cohort.columns() {
        let holds = match &column.holds {
            Use::Question(id) => format!("question {}", asked(id)),
            Use::Part(id) => format!("question {}, one or more of its options", asked(id)),
            Use::Option(id, _) => format!("question {}, one of its options", asked(id)),
            Use::Unread(id, reason) => format!("NOT READ, though it is about {}: {reason}", asked(id)),
            Use::Code => "codes, each of which is a respondent's answers".to_owned(),
            Use::Label => "what respondents are called".to_owned(),
            Use::Form => "which form it was".to_owned(),
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
            Err(unreadable) => match &unreadable.partly {
                Some(partly) => {
                    format!("{}; BUT {}", answered(question, Some(&**partly)), unreadable.reason)
                }
                None => format!("CANNOT BE READ: {}", unreadable.reason),
            },
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
