//! What is said before the first question.

use std::path::Path;

use crate::matching::next_question::usual_number;
use crate::pack::Pack;
use crate::report::words::wrapped;
use crate::sitting::record::Order;
use crate::visible;

/// What this is, how long it takes, and what is saved where, or why nothing is.
#[must_use]
pub fn welcome(pack: &Pack, order: Order, saving: Result<&Path, &str>, width: usize) -> String {
    let (all, usual) = (pack.questions().len(), usual_number(pack));
    let long = match order {
        Order::File => format!("{all} questions, about ten seconds each."),
        Order::Adaptive if all > usual => format!(
            "Usually about {usual} of {all} questions, ten seconds each: it asks the most telling one next and \
             stops when your first three are settled and your terms are known."
        ),
        Order::Adaptive => format!("{all} questions, ten seconds each."),
    };
    let saved = match saving {
        Ok(file) => {
            format!("Saved after each answer in {}. Nothing leaves this machine.", visible::path(file))
        }
        Err("") => "Nothing is saved, and nothing leaves this machine.".to_owned(),
        Err(why) => format!("Answers cannot be saved as you go: {why}. The quiz works without."),
    };
    let mut out = format!("{}\n\n", pack.name());
    out.push_str(&wrapped(
        "Which role would fit you? Answer for the work that you want, not for what you are good at.",
        width,
        "",
        "",
    ));
    out.push('\n');
    for line in [
        long.as_str(),
        "No answer is better than another. Skip what you like, go back as far as you like, change any answer.",
        saved.as_str(),
        "You get the roles that fit, why, how sure that is and what would change it: a place to start a \
         conversation, not a verdict.",
    ] {
        out.push_str(&wrapped(line, width, "- ", "  "));
    }
    out
}
