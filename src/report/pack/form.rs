//! The questionnaire as text to paste into an online form.

use crate::pack::{Pack, QuestionId, SAY_DONT_MIND, SAY_NOT_SEEN_YET};
use crate::report::words::{count, wrapped};
use crate::visible::tidy;

/// Columns of the instructions; what is pasted is never broken, whatever its length.
const WIDTH: usize = 96;

/// Instructions, then every question with its options, one a line.
#[must_use]
pub fn text(pack: &Pack, questions: &[QuestionId]) -> String {
    let mut out = format!("{}, version {}: text for an online form\n\n", pack.name(), pack.version());
    for step in steps(questions.len()) {
        out.push_str(&wrapped(&step, WIDTH, "- ", "  "));
    }
    let mut section = None;
    for id in questions.iter().copied() {
        let current = &pack.section_of(id).name;
        if section != Some(current) {
            out.push_str(&format!("\n\n========== {current} ==========\n"));
            section = Some(current);
        }
        out.push_str(&block(pack, id));
    }
    out
}

fn steps(questions: usize) -> [String; 7] {
    [
        format!(
            "Add a question to the form for each of the {} below: the first line under the dashes is its title, \
             every line after it an option.",
            count(questions, "question")
        ),
        "\"one answer\" is the type Choice in Microsoft Forms and Multiple choice in Google Forms. \"several \
         answers\" is Choice with Multiple answers switched on in Microsoft Forms, and Checkboxes in Google Forms."
            .to_owned(),
        "Keep titles and options word for word, without numbers: the columns of the export are recognised by them."
            .to_owned(),
        format!(
            "\"{SAY_DONT_MIND}\" (no preference) and \"{SAY_NOT_SEEN_YET}\" (cannot know) are options like the others; \
             neither counts for or against anything. Do not replace them by \"Other\", and make no question required: \
             one that is left out counts as skipped."
        ),
        "Do not shuffle the options. The section names may become pages or headings of the form.".to_owned(),
        "Collect no e-mail addresses and no names unless you need them. If each person is to get a page of their \
         own, add a short text question such as \"A name or number of your choice\"; its title names the column of \
         labels."
            .to_owned(),
        "Tell people what it is: a place to start a conversation about work, not a test and not a verdict; and who will \
         see the answers, and when they are deleted."
            .to_owned(),
    ]
}

fn block(pack: &Pack, id: QuestionId) -> String {
    let question = pack.question(id);
    let kind = if question.takes_several() { "several answers" } else { "one answer" };
    let mut lines = vec![format!("\n---------- {kind}"), tidy(&question.ask)];
    lines.extend(question.options.iter().map(|option| tidy(&option.say)));
    if question.places() {
        lines.extend([SAY_DONT_MIND.to_owned(), SAY_NOT_SEEN_YET.to_owned()]);
    }
    lines.join("\n") + "\n"
}
