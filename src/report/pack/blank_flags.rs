//! A blank flags file: questions with their options as comments, to be filled in.

use std::fmt::Write;

use crate::pack::{Form, Pack, QuestionId};
use crate::report::words::wrapped_comment;

/// A blank flags file: the given questions with every option as a comment, ready to be filled in.
#[must_use]
pub fn blank(pack: &Pack, questions: &[QuestionId]) -> String {
    let mut text = format!(
        "# {}, version {}\n\
         #\n\
         # Take the # away from the questions that you answer, and put the id of an option between the quotes.\n\
         # Any question also takes \"dont-mind\" (no preference) or \"not-seen-yet\" (cannot know); one that is\n\
         # left out counts as skipped. What matters a lot is written {{ choose = \"agree\", matters = \"a-lot\" }},\n\
         # or \"agree!\" in short. Then: calling match THIS-FILE\n\
         \n\
         # format = \"text\"    # any long option of `calling match` can stand here, but --output and --force\n\
         \n\
         [answers]\n",
        pack.name(),
        pack.version(),
    );
    let mut section = None;
    for id in questions.iter().copied() {
        let current = &pack.section_of(id).name;
        if section != Some(current) {
            let _ = write!(text, "\n# --- {current} ---\n");
            section = Some(current);
        }
        text.push('\n');
        text.push_str(&blank_question(pack, id));
    }
    text
}

fn blank_question(pack: &Pack, id: QuestionId) -> String {
    let question = pack.question(id);
    let mut text = wrapped_comment(&question.ask, "# ");
    for option in &question.options {
        // Options of a statement are named by their ids already.
        let line = if question.form == Form::Statement {
            continue;
        } else {
            format!("{} = {}", option.id, option.say)
        };
        text.push_str(&wrapped_comment(&line, "#   "));
    }
    if question.form == Form::Statement {
        let ids: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
        text.push_str(&wrapped_comment(&ids.join(" | "), "#   "));
    }
    let value = if question.takes_several() { "[]" } else { "\"\"" };
    let _ = writeln!(text, "# {} = {value}", question.id);
    text
}
