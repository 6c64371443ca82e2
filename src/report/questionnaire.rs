//! The questionnaire as text to read, and as the heading of a table to fill in.

use super::text::Style;
use super::words::wrapped;
use crate::pack::{Form, Pack, QuestionId};

/// Questions with their options, by section.
#[must_use]
pub fn text(pack: &Pack, questions: &[QuestionId], style: Style) -> String {
    let mut out = format!("{}\n", style.bold(&format!("{}, version {}", pack.name(), pack.version())));
    let mut section = None;
    for (place, id) in questions.iter().copied().enumerate() {
        let current = &pack.section_of(id).name;
        if section != Some(current) {
            out.push_str(&format!("\n{}\n", style.bold(current)));
            section = Some(current);
        }
        let question = pack.question(id);
        let number = format!("{:>3}. ", place + 1);
        out.push_str(&wrapped(&format!("{} ({})", question.ask, question.id), style.width, &number, "     "));
        if question.form == Form::Statement {
            let words: Vec<&str> = question.options.iter().map(|option| option.say.as_str()).collect();
            out.push_str(&style.dim(wrapped(&words.join(" / "), style.width, "     ", "     ").trim_end()));
            out.push('\n');
            continue;
        }
        for (place, option) in question.options.iter().enumerate() {
            let number = format!("     {:>2}  ", place + 1);
            out.push_str(&wrapped(
                &format!("{} ({})", option.say, option.id),
                style.width,
                &number,
                "         ",
            ));
        }
    }
    out
}

/// The heading of a table of answers: a label for each respondent, then the questions by id.
#[must_use]
pub fn csv_heading(pack: &Pack, questions: &[QuestionId]) -> String {
    // Ids hold nothing that would need quoting.
    let ids = questions.iter().map(|id| pack.question(*id).id.as_str());
    std::iter::once("label").chain(ids).collect::<Vec<_>>().join(",") + "\n"
}
