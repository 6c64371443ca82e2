//! The questionnaire on paper: a page to print on A4 and tick, with a number beside each option for whoever types
//! the answers in.

use askama::Template;

use crate::answers::cohort::form_code::form_code;
use crate::pack::{Form, Pack, Question, QuestionId, SAY_DONT_MIND, SAY_NOT_SEEN_YET};
use crate::report::page::written;
use crate::report::sentences::NO_VERDICT;

/// From so many options on, a list stands in two columns whatever their length.
const MANY: usize = 5;
/// Options whose words are all shorter than this many characters stand in three columns, or two.
const SHORT: usize = 26;
const MIDDLING: usize = 52;

#[derive(Template)]
#[template(path = "sheet.html", config = "src/report/askama.toml")]
struct Page<'a> {
    css: &'static str,
    language: &'a str,
    title: &'a str,
    questions: usize,
    /// What the one who types adds to the command for the heading.
    short: String,
    /// Which form it is.
    code: String,
    purpose: &'static str,
    dont_mind: &'static str,
    not_seen_yet: &'static str,
    /// Cells between the words of a statement and the boxes that every question has.
    steps: usize,
    sections: Vec<PageSection<'a>>,
    version: &'static str,
    pack_version: &'a str,
    pack_hash: &'a str,
}

/// Questions of one section, in one table.
struct PageSection<'a> {
    name: &'a str,
    /// The answers to its statements; empty if it has none.
    agreement: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    number: usize,
    ask: &'a str,
    form: RowForm<'a>,
}

enum RowForm<'a> {
    /// A circle for each of the agreement options.
    Statement { codes: Vec<usize> },
    /// A list of options, with squares if several may be chosen. The question on scope has nothing but these.
    Options { options: Vec<PageOption<'a>>, columns: usize, scope: bool, several: bool },
}

struct PageOption<'a> {
    code: usize,
    say: &'a str,
}

/// The page.
///
/// # Panics
/// Never: the template only writes into memory.
#[must_use]
pub fn render(pack: &Pack, questions: &[QuestionId]) -> String {
    let short = short_form(pack, questions);
    let statement = pack.questions().iter().find(|question| question.form == Form::Statement);
    let page = Page {
        css: include_str!("../templates/sheet.css"),
        language: pack.language(),
        title: pack.name(),
        questions: questions.len(),
        short: short.map_or_else(String::new, |count| format!(" --short {count}")),
        code: form_code(pack, short),
        purpose: NO_VERDICT,
        dont_mind: SAY_DONT_MIND,
        not_seen_yet: SAY_NOT_SEEN_YET,
        steps: statement.map_or(0, |question| question.options.len()),
        sections: sections(pack, questions),
        version: env!("CARGO_PKG_VERSION"),
        pack_version: pack.version(),
        pack_hash: pack.hash(),
    };
    written(&page)
}

/// How many of the questions place people; nothing for the whole questionnaire.
fn short_form(pack: &Pack, questions: &[QuestionId]) -> Option<usize> {
    let all = questions.len() == pack.questions().len();
    (!all).then(|| questions.iter().filter(|id| pack.question(**id).places()).count())
}

fn sections<'a>(pack: &'a Pack, questions: &[QuestionId]) -> Vec<PageSection<'a>> {
    let mut sections: Vec<PageSection<'a>> = Vec::new();
    let mut last = None;
    for (place, id) in questions.iter().enumerate() {
        let question = pack.question(*id);
        if last != Some(question.section) {
            let name = &pack.section_of(*id).name;
            sections.push(PageSection { name, agreement: Vec::new(), rows: Vec::new() });
            last = Some(question.section);
        }
        let Some(section) = sections.last_mut() else { continue };
        if question.form == Form::Statement && section.agreement.is_empty() {
            section.agreement = question.options.iter().map(|option| option.say.as_str()).collect();
        }
        section.rows.push(Row { number: place + 1, ask: &question.ask, form: form(question) });
    }
    sections
}

fn form(question: &Question) -> RowForm<'_> {
    if question.form == Form::Statement {
        return RowForm::Statement { codes: (1..=question.options.len()).collect() };
    }
    let options: Vec<PageOption<'_>> = question
        .options
        .iter()
        .enumerate()
        .map(|(place, option)| PageOption { code: place + 1, say: &option.say })
        .collect();
    let longest = options.iter().map(|option| option.say.chars().count()).max().unwrap_or(0);
    let columns = match longest {
        ..SHORT if options.len() > 2 => 3,
        ..MIDDLING => 2,
        // In a long list one long option wraps; the sheet stays short.
        _ if options.len() >= MANY => 2,
        _ => 1,
    };
    RowForm::Options { options, columns, scope: !question.places(), several: question.takes_several() }
}
