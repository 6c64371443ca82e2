//! The questionnaire as text to read, what stands behind each question, and the heading of a table to fill in.

use crate::pack::{Form, Pack, QuestionId};
use crate::report::text::Style;
use crate::report::words::{lower_first, titled, wrapped};

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

/// What a question is about, with the anchors of the dimensions behind it, and the ways of not choosing.
#[must_use]
pub fn help(pack: &Pack, id: QuestionId, width: usize) -> String {
    let question = pack.question(id);
    let mut out = wrapped(&question.ask, width, "", "");
    let aside = match question.form {
        Form::Scope => "This only decides which roles are shown. It changes no score.",
        Form::Limits => LIMITS,
        Form::Statement | Form::Choice | Form::Several { .. } => "",
    };
    if !aside.is_empty() {
        out.push_str(&wrapped(aside, width, "\n", ""));
        return out;
    }
    let mut scales: Vec<(&[String; 5], Vec<&str>)> = Vec::new();
    for dimension in question.dimensions() {
        let (anchors, name) = (pack.anchors(dimension), pack.dimension(dimension).name.as_str());
        match scales.iter_mut().find(|(known, _)| *known == anchors) {
            Some((_, names)) => names.push(name),
            None => scales.push((anchors, vec![name])),
        }
    }
    for (anchors, names) in scales {
        out.push_str(&wrapped(&format!("This is about: {}.", in_a_sentence(&names)), width, "\n", ""));
        out.push_str(&wrapped("Roles range over five steps:", width, "", ""));
        for (level, anchor) in anchors.iter().enumerate() {
            out.push_str(&wrapped(anchor, width, &format!("  {}  ", level + 1), "     "));
        }
    }
    for note in question.dimensions().iter().filter_map(|id| pack.dimension(*id).note.as_ref()) {
        out.push_str(&wrapped(&format!("{} [{}]", note.say, titled(&note.source)), width, "\n", ""));
    }
    out.push_str(&wrapped(WAYS, width, "\n", ""));
    out
}

fn in_a_sentence(names: &[&str]) -> String {
    names.iter().map(|name| lower_first(name)).collect::<Vec<_>>().join(", ")
}

/// The ways of not choosing, and of weighing.
const WAYS: &str = "Don't mind: you have no preference, so the question falls out. Not seen yet: you cannot know until \
    you have tried it; it falls out, too, and becomes a suggestion for a taster day. Matters a lot: the answer counts \
    twice.";

/// What a limit is.
const LIMITS: &str = "A limit changes no score and no order. Each role that asks for more than your answer is named, with \
    what it asks and where that is from, so that you can decide for yourself. A limit on something that you did not \
    answer does nothing.";

/// The heading of a table of answers: a label for each respondent, the code of the printed form if it was one, then the
/// questions by id.
#[must_use]
pub fn csv_heading(pack: &Pack, questions: &[QuestionId]) -> String {
    // Ids hold nothing that would need quoting.
    let ids = questions.iter().map(|id| pack.question(*id).id.as_str());
    ["label", "form"].into_iter().chain(ids).collect::<Vec<_>>().join(",") + "\n"
}
