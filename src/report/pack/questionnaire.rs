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
    let about = about(pack, id);
    let mut out = wrapped(&pack.question(id).ask, width, "", "");
    for scale in about.scales {
        out.push_str(&wrapped(&scale.about, width, "\n", ""));
        out.push_str(&wrapped(STEPS, width, "", ""));
        for (level, anchor) in scale.anchors.iter().enumerate() {
            out.push_str(&wrapped(anchor, width, &format!("  {}  ", level + 1), "     "));
        }
    }
    for paragraph in about.paragraphs {
        out.push_str(&wrapped(&paragraph, width, "\n", ""));
    }
    out
}

/// What is said before the anchors of a scale.
pub const STEPS: &str = "Roles range over five steps:";

/// What stands behind a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About<'p> {
    /// The scales on which its options place people.
    pub scales: Vec<AboutScale<'p>>,
    /// What else there is to say.
    pub paragraphs: Vec<String>,
}

/// A scale that a question asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutScale<'p> {
    /// The dimensions on it, as a sentence.
    pub about: String,
    /// What can be seen at levels 1 to 5.
    pub anchors: &'p [String; 5],
}

/// What stands behind a question, piece by piece.
#[must_use]
pub fn about(pack: &Pack, id: QuestionId) -> About<'_> {
    let question = pack.question(id);
    let aside = match question.form {
        Form::Scope => Some("This only decides which roles are shown. It changes no score."),
        Form::Limits => Some(LIMITS),
        Form::Statement | Form::Choice | Form::Several { .. } => None,
    };
    if let Some(aside) = aside {
        return About { scales: Vec::new(), paragraphs: vec![aside.to_owned()] };
    }
    let mut scales: Vec<(&[String; 5], Vec<&str>)> = Vec::new();
    for dimension in question.dimensions() {
        let (anchors, name) = (pack.anchors(dimension), pack.dimension(dimension).name.as_str());
        match scales.iter_mut().find(|(known, _)| *known == anchors) {
            Some((_, names)) => names.push(name),
            None => scales.push((anchors, vec![name])),
        }
    }
    let scales = scales.into_iter().map(|(anchors, names)| AboutScale {
        about: format!("This is about: {}.", in_a_sentence(&names)),
        anchors,
    });
    let notes = question.dimensions().into_iter().filter_map(|id| pack.dimension(id).note.as_ref());
    let notes = notes.map(|note| format!("{} [{}]", note.say, titled(&note.source)));
    About { scales: scales.collect(), paragraphs: notes.chain([WAYS.to_owned()]).collect() }
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
